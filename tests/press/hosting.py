"""Real servers with the shipped configurations before a small site: nginx, Caddy and Apache, and how to ask them."""

import contextlib
import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest

from broadsheet.archive.rows import RedirectRow
from broadsheet.press.hosts import HostLists
from broadsheet.press.siblings import compress
from broadsheet.publication import Settings
from tests.conftest import need_program

__all__ = ["COMPRESSED", "HOSTILE", "TOO_LONG", "Answer", "Ask", "ask"]

HOSTILE = (
    'quoted"old/', "semi;colon/", "br{ace}/", "dollar$uri/", "back\\slash/", "it's/", "env{$HOME}/", "{path}/",
    "tick`tick/", "star*/", "plus+sign/", "per%41cent/", "hash#tag/", "a b c/", "~tilde/", "default",
    "include /etc/passwd",
    "[a-z]+/", "(group)/", "pipe|pipe/", "^start$/", "old.dots/", "oldxdots-not/", "<script>/", "a&b=c/", "volatile",
    "é/", "e\u0301/", "\u200cنیم\u200cفاصله/", "😀/", "long/" * 190, "خبر/" * 140,
)  # fmt: skip
TOO_LONG = ("x" * 900 + "/", "خ" * 400 + "/")
"""No file could have such a name."""

ROWS = (
    RedirectRow("2019/05/05/old-news/", "2020/01/01/news/"),
    RedirectRow("۱۳۹۸/خبر قدیمی/", "2019/05/05/خبر/"),
    RedirectRow("?p=123", "2020/01/01/news/"),
    RedirectRow("?page_id=7", "about/"),
    RedirectRow("Old/Index.PHP?id=3&lang=fa", "about/"),
    RedirectRow("withdrawn/", None),
    RedirectRow("?p=666", None),
    RedirectRow("About/", "about/"),
    RedirectRow("about/", "about/"),
    RedirectRow("double//slash/", "about/"),
    RedirectRow("line\nbreak/", "about/"),
    RedirectRow("../escape/", "about/"),
    *(RedirectRow(old, "2020/01/01/news/") for old in (*HOSTILE, *TOO_LONG)),
    *(
        RedirectRow(old, "never/")
        for old in ("2019/05/05/old-news/", "?p=123", "withdrawn/", "?p=666", "About/")
    ),
    *(RedirectRow(old, None) for old in ("/2019/05/05/old-news/", "۱۳۹۸/خبر قدیمی/", *HOSTILE)),
)
FILES = {
    "index.html": "the front page",
    "404.html": "nothing here",
    "410.html": "withdrawn for good",
    "2020/01/01/news/index.html": "news",
    "2020/01/01/news/post.json": "{}",
    "2019/05/05/خبر/index.html": "خبر",
    "2019/index.html": "the year 2019",
    "about/index.html": "about us",
    "plain/page.html": "a page with an ending",
    "page/3/index.html": "a post that really lives at page/3",
    "withdrawn/index.html": "this post was withdrawn",
    "atom.xml": "<feed/>",
    "tag/iran/atom.xml": "<feed/>",
    "tag/iran/index.html": "posts on Iran",
    "feed.json": "{}",
    "sitemap.xml": "<urlset/>",
    "robots.txt": "User-agent: *",
    "assets/site.0123abcd.css": "p{}",
    "media/0123abcd.jpg": "jpeg",
    "long/index.html": "plain words",
    "long/atom.xml": "<plain/>",
    "long/site.css": "plain{}",
    ".hidden/secret.txt": "not for readers",
    ".well-known/security.txt": "Contact: mailto:desk@paper.example",
}

COMPRESSED = {
    "long/index.html": ("text/html; charset=utf-8", "words as {}"),
    "long/atom.xml": ("application/atom+xml", "<feed>{}</feed>"),
    "long/site.css": ("text/css", "{}"),
}
"""What lies compressed beside other words, so that it shows what a server sent: with its type."""
PACKED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gz", gzip.decompress),
    "br": ("br", brotli.decompress),
}


@dataclass(frozen=True)
class Answer:
    """What a server sent."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def location(self) -> str:
        """Where it leads, as a path."""
        return re.sub(r"^https?://[^/]+", "", self.headers.get("location", ""))


Ask = Callable[..., Answer]


def write_publication(folder: Path, settings: Settings) -> None:
    """A small site and the files for its hosts."""
    for name, text in FILES.items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, (_, text) in COMPRESSED.items():
        for form in ("gz", "br"):
            (folder / "site" / f"{name}.{form}").write_bytes(compress(form, text.format(form).encode()))
    (folder / "secret.txt").write_text("outside of the site", encoding="utf-8")
    with HostLists(settings) as lists:
        lists.add(ROWS)
        for place, name, content in lists.files(folder=str(folder)):
            path = folder / place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def nginx_command(program: Path, folder: Path, port: int) -> list[str]:
    """Start nginx with the shipped server configuration, which is changed only in where it listens."""
    server = (folder / "hosting/nginx/broadsheet.conf").read_text(encoding="utf-8")
    assert "listen 80;" in server
    (folder / "server.conf").write_text(
        server.replace("listen 80;", f"listen 127.0.0.1:{port};"), encoding="utf-8"
    )
    spools = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; worker_processes 1; pid {folder}/nginx.pid;"
        f"error_log {folder}/error.log; events {{}}"
        f"http {{ access_log off; types {{ text/html html; text/css css; text/xml xml; text/plain txt;"
        f"application/json json; image/jpeg jpg; }} {spools} include {folder}/server.conf; }}",
        encoding="utf-8",
    )
    return [str(program), "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error.log"]


def caddy_command(program: Path, folder: Path, port: int) -> list[str]:
    """Start Caddy with the shipped Caddyfile, which is changed only in where it listens."""
    text = (folder / "hosting/caddy/Caddyfile").read_text(encoding="utf-8")
    assert "\npaper.example {" in text
    head = "{\n\tadmin off\n\tauto_https off\n}\n"
    text = head + text.replace("\npaper.example {", f"\nhttp://127.0.0.1:{port} {{")
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    return [str(program), "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"]


def apache_command(program: Path, folder: Path, port: int) -> list[str]:
    """Start Apache with the shipped ``.htaccess`` in the site."""
    shutil.copy(folder / "hosting/apache/htaccess", folder / "site/.htaccess")
    (folder / "mime.types").write_text(
        "text/css css\ntext/xml xml\napplication/json json\n", encoding="utf-8"
    )
    modules = program.parent.parent / "lib/apache2/modules"
    loaded = "\n".join(
        f"LoadModule {name}_module {modules}/mod_{name}.so"
        for name in ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite")
    )
    (folder / "apache.conf").write_text(
        f"ServerRoot {folder}\nServerName paper.example\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\n"
        f"DefaultRuntimeDir {folder}\nErrorLog {folder}/error.log\n{loaded}\nTypesConfig {folder}/mime.types\n"
        f"AddType text/html .html\nAddType text/plain .txt\nDocumentRoot {folder}/site\n"
        f"<Directory {folder}/site>\nAllowOverride All\nRequire all granted\n</Directory>\n",
        encoding="utf-8",
    )
    open_to_all(folder)
    return [str(program), "-D", "FOREGROUND", "-f", f"{folder}/apache.conf"]


def open_to_all(folder: Path) -> None:
    """Apache started by root gives up root's rights, so that it needs others' rights on the way to the site."""
    for path in (folder, folder.parent, folder.parent.parent):
        path.chmod(0o755)


SERVERS = {
    "nginx": ("nginx", "nginx", nginx_command),
    "caddy": ("caddy", "caddy", caddy_command),
    "apache": ("apache2", "apache2-bin", apache_command),
}
"""By name: the program, Debian's package of it, how it is started."""


@contextlib.contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """A server until the block ends; one that does not come up fails with what it said."""
    home = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    log = folder / "server.log"
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out, env=home) as server:
        try:
            wait_for(server, port, log)
            yield
        finally:
            server.terminate()


def wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the port answers; a connection is tried at most 200 times."""
    for _ in range(200):
        assert server.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    pytest.fail(log.read_text(encoding="utf-8", errors="replace"))


@pytest.fixture(scope="module", params=list(SERVERS))
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Ask a running server for an address, undecoded and as it is."""
    name, package, command = SERVERS[request.param]
    found, folder, port = need_program(name, package=package), tmp_path_factory.mktemp(name), free_port()
    write_publication(folder, Settings(name="The Paper", url="https://paper.example/"))

    def asked(address: str, *, accept: str = "") -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with contextlib.closing(connection):
            connection.putrequest("GET", address, skip_accept_encoding=True)
            if accept:
                connection.putheader("Accept-Encoding", accept)
            connection.endheaders()
            got = connection.getresponse()
            headers = {key.lower(): value for key, value in got.getheaders()}
            _, unpack = PACKED.get(headers.get("content-encoding", ""), ("", bytes))
            return Answer(got.status, headers, unpack(got.read()).decode("utf-8", "replace"))

    with running(command(found, folder, port), folder, port):
        yield asked
