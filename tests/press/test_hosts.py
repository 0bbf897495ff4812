"""The shipped host configurations, put before real servers: what a reader asks for and what comes back."""

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
from urllib.parse import quote, unquote

import brotli
import pytest

from broadsheet.archive.rows import RedirectRow
from broadsheet.press.hosts import CONTENT_SECURITY_POLICY, SAFETY_HEADERS, host_files
from broadsheet.press.hosts.headers import FOREVER, REVALIDATE
from broadsheet.press.siblings import compress
from broadsheet.publication import Settings
from tests.conftest import need_program

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
    for place, name, content in host_files(settings, ROWS, folder=str(folder)):
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


@pytest.fixture
def brotli_server(request: pytest.FixtureRequest) -> bool:
    """Whether the server sends Brotli without a module that Debian does not install with it."""
    return "nginx" not in request.node.name


@pytest.mark.parametrize(("address", "text"), [("/", "the front page"), ("/2020/01/01/news/", "news")])
def test_a_page_is_served_with_its_charset_and_is_asked_for_again(ask: Ask, address: str, text: str) -> None:
    answer = ask(address)
    assert (answer.status, answer.body) == (200, text)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == REVALIDATE


@pytest.mark.parametrize(("file", "kind"), [(file, kind) for file, (kind, _) in COMPRESSED.items()])
def test_a_text_that_lies_there_compressed_is_sent_as_it_lies(ask: Ask, file: str, kind: str) -> None:
    answer = ask(f"/{file.removesuffix('index.html')}", accept="gzip, deflate")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.body == COMPRESSED[file][1].format("gz")
    assert answer.headers["content-type"].startswith(kind)
    assert "Accept-Encoding" in answer.headers["vary"]


def test_a_browser_that_knows_brotli_gets_it_where_the_server_can(ask: Ask, brotli_server: bool) -> None:
    answer = ask("/long/", accept="gzip, deflate, br")
    assert answer.body == ("words as br" if brotli_server else "words as gz")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_browser_that_takes_nothing_compressed_gets_the_plain_text(ask: Ask) -> None:
    assert ask("/long/").body == "plain words"
    assert ask("/long/").headers.get("content-encoding", "") == ""


@pytest.mark.parametrize("address", ["/", "/no/such/page/", "/withdrawn/", "/?p=123", "/atom.xml"])
def test_every_answer_carries_the_safety_headers(ask: Ask, address: str) -> None:
    answer = ask(address)
    assert {name: answer.headers.get(name.lower()) for name in SAFETY_HEADERS} == dict(SAFETY_HEADERS)
    assert "script" not in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("address", ["/assets/site.0123abcd.css", "/media/0123abcd.jpg"])
def test_files_named_by_their_content_are_kept_for_ever(ask: Ask, address: str) -> None:
    assert ask(address).headers["cache-control"] == FOREVER


def test_a_picture_that_is_not_there_yet_is_asked_for_again(ask: Ask) -> None:
    answer = ask("/media/0000.jpg")
    assert answer.status == 404
    assert answer.headers.get("cache-control", REVALIDATE) == REVALIDATE


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/atom.xml", "application/atom+xml"),
        ("/tag/iran/atom.xml", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/sitemap.xml", "text/xml"),
        ("/2020/01/01/news/post.json", "application/json"),
        ("/robots.txt", "text/plain"),
    ],
)
def test_feeds_and_data_have_their_own_types(ask: Ask, address: str, kind: str) -> None:
    assert ask(address).headers["content-type"].partition(";")[0] == kind


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/2019/05/05/old-news/", "/2020/01/01/news/"),
        ("/2019/05/05/old-news/?utm_source=x", "/2020/01/01/news/"),
        (f"/{quote('۱۳۹۸/خبر قدیمی')}/", f"/2019/05/05/{quote('خبر')}/"),
        (f"/{quote('۱۳۹۸/خبر قدیمی').lower()}/", f"/2019/05/05/{quote('خبر')}/"),
        ("/?p=123", "/2020/01/01/news/"),
        ("/?p=123&utm_source=x", "/2020/01/01/news/"),
        ("/?page_id=7", "/about/"),
        ("/Old/Index.PHP?id=3&lang=fa", "/about/"),
        ("/About/", "/about/"),
    ],
)
def test_an_old_address_leads_to_the_page(ask: Ask, address: str, target: str) -> None:
    answer = ask(address)
    assert (answer.status, answer.location) == (301, target)


@pytest.mark.parametrize("old", HOSTILE)
def test_an_old_address_of_any_characters_leads_to_the_page(ask: Ask, old: str) -> None:
    answer = ask("/" + quote(old))
    assert (answer.status, answer.location) == (301, "/2020/01/01/news/")


@pytest.mark.parametrize("old", TOO_LONG)
def test_an_old_address_longer_than_any_file_name_stops_no_server(ask: Ask, old: str) -> None:
    assert ask("/" + quote(old)).status in (301, 403)


@pytest.mark.parametrize(
    "address", ["/oldxdots/", "/aaa/", "/abc/", "/2019/05/05/OLD-NEWS/", "/?p=1234", "/?p=", "/default/"]
)
def test_an_address_that_only_resembles_an_old_one_leads_nowhere(ask: Ask, address: str) -> None:
    assert ask(address).status in (200, 404)


def test_a_page_is_not_redirected_by_an_old_address_in_other_case(ask: Ask) -> None:
    assert ask("/about/").body == "about us"


@pytest.mark.parametrize("address", ["/withdrawn/", "/?p=666"])
def test_a_withdrawn_address_is_gone(ask: Ask, address: str) -> None:
    answer = ask(address)
    assert (answer.status, answer.body) == (410, "withdrawn for good")


@pytest.mark.parametrize(
    "address", ["/no/such/", "/2019/05/", "/nothing.html", "/2019/05/05/", "/tag/iran/nothing"]
)
def test_an_address_without_a_page_shows_the_paper_s_own_404(ask: Ask, address: str) -> None:
    answer = ask(address)
    if answer.status == 301:
        assert answer.location == "/2019/"
    else:
        assert (answer.status, answer.body) == (404, "nothing here")


def test_a_folder_without_its_slash_leads_to_the_one_with_it(ask: Ask) -> None:
    answer = ask(f"/2019/05/05/{quote('خبر')}")
    assert answer.status in (301, 308)
    assert unquote(answer.location) == "/2019/05/05/خبر/"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/feed/", "/atom.xml"),
        ("/feed", "/atom.xml"),
        ("/feed/rss2/", "/atom.xml"),
        ("/feed/?x=1", "/atom.xml"),
        ("/tag/iran/feed/", "/tag/iran/atom.xml"),
        (f"/tag/{quote('ایران')}/feed/", f"/tag/{quote('ایران')}/atom.xml"),
        ("/author/ali/feed/", "/author/ali/atom.xml"),
        ("/category/world/", "/tag/world/"),
        ("/category/world/asia/", "/tag/asia/"),
        ("/category/world/asia/feed/", "/tag/asia/atom.xml"),
        ("/category/world/page/4/", "/tag/world/"),
        ("/tag/iran/page/2/", "/tag/iran/"),
        ("/page/2/", "/"),
        ("/2019/05/", "/2019/"),
        ("/2019/05/05/", "/2019/"),
        ("/2019/page/2/", "/2019/"),
        ("/2020/01/01/news/amp/", "/2020/01/01/news/"),
        ("/2020/01/01/news/feed/", "/2020/01/01/news/"),
    ],
)
def test_what_every_wordpress_site_answered_still_answers(ask: Ask, address: str, target: str) -> None:
    answer = ask(address)
    assert (answer.status, answer.location) == (301, target)


def test_a_post_that_lives_at_such_an_address_keeps_it(ask: Ask) -> None:
    assert ask("/page/3/").body == "a post that really lives at page/3"


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/amp/", "/\\evil.example/amp/", "/%5Cevil.example/amp/", "/category//evil.example/",
        "/category/%2F%2Fevil.example/", "/tag/x%0d%0aSet-Cookie:a=b/feed/", "/%0d%0aSet-Cookie:a=b/amp/",
        "//evil.example/%2e%2e/amp/",
    ],
)  # fmt: skip
def test_no_address_leads_off_the_site_or_into_a_header(ask: Ask, address: str) -> None:
    answer = ask(address)
    assert "set-cookie" not in answer.headers
    assert "evil.example" not in answer.headers.get("location", "").partition("//")[2].partition("/")[0]
    assert not answer.location.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "address",
    [
        "/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "/media/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt", "/assets..%2fsecret.txt", "/assets../secret.txt", "/hosting/nginx/paths.map",
        "/.hidden/secret.txt", "/%2ehidden/secret.txt",
    ],
)  # fmt: skip
def test_nothing_outside_of_the_site_is_served(ask: Ask, address: str) -> None:
    answer = ask(address)
    assert answer.status in (400, 403, 404)
    assert "outside" not in answer.body
    assert "not for readers" not in answer.body


def test_the_well_known_folder_is_served(ask: Ask) -> None:
    assert ask("/.well-known/security.txt").status == 200
