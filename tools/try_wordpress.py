"""Give a paper's export to a real WordPress, and compare what WordPress then holds with the archive.

    tools/try_wordpress.py PAPER --importer DIR

Needs Debian's packages wordpress, mariadb-server, php-cli, php-mysql and php-xml, and the WordPress importer, a plugin
that they lack: ``--importer`` names the folder that has its wordpress-importer.php. Everything else lies in a
folder that vanishes; the database listens to nothing but a socket in it, the site to a port of this machine.
"""

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).resolve().parent / "wordpress"
SHIPPED = Path("/usr/share/wordpress")
CONFIG = """<?php
define( 'DB_NAME', 'paper' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:{socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
$table_prefix = 'wp_';
define( 'WP_HOME', '{address}' );
define( 'WP_SITEURL', '{address}' );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_DEBUG', false );
define( 'IMPORT_DEBUG', true );
if ( ! defined( 'ABSPATH' ) ) {{
	define( 'ABSPATH', __DIR__ . '/' );
}}
require_once ABSPATH . 'wp-settings.php';
"""
STATUS = {
    "published": "publish",
    "draft": "draft",
    "pending": "pending",
    "private": "private",
    "password": "private",
    "trashed": "trash",
}


def program(name: str, package: str) -> str:
    """The path of a program, or the end with a sentence."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin:/usr/local/sbin")
    if found is None:
        sys.exit(f"couldn't try WordPress: {name} is not here; install Debian's package {package}")
    return found


@contextmanager
def running(command: list[str], **options: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that ends with the block."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def database(folder: Path) -> Iterator[Path]:
    """A MariaDB with an empty database ``paper``; yields its socket."""
    data, listening = folder / "data", folder / "db.sock"
    user = ["--user=root"] if os.getuid() == 0 else []
    install = [
        program("mariadb-install-db", "mariadb-server"), "--no-defaults", f"--datadir={data}",
        "--auth-root-authentication-method=normal", "--skip-test-db", *user,
    ]  # fmt: skip
    subprocess.run(install, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = [
        program("mariadbd", "mariadb-server"), "--no-defaults", f"--datadir={data}", f"--socket={listening}",
        "--skip-networking", f"--pid-file={folder / 'db.pid'}", "--character-set-server=utf8mb4", *user,
    ]  # fmt: skip
    client = [program("mariadb", "mariadb-client"), "--no-defaults", f"--socket={listening}", "-u", "root"]
    with running(server):
        for _ in range(300):
            made = subprocess.run(
                [*client, "-e", "CREATE DATABASE paper CHARACTER SET utf8mb4"],
                check=False,
                stderr=subprocess.DEVNULL,
            )
            if made.returncode == 0:
                break
            time.sleep(0.2)
        else:
            sys.exit("couldn't try WordPress: its database did not start")
        yield listening


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def php(script: str, *arguments: str, site: Path) -> str:
    """Run one of our scripts inside the WordPress; returns what it printed."""
    command = [program("php", "php-cli"), "-d", "memory_limit=1G", str(SCRIPTS / script), *arguments]
    done = subprocess.run(command, cwd=site, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{script} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def imported(paper: Path, importer: Path, folder: Path) -> tuple[dict[str, Any], str]:
    """What WordPress holds after the import, and what it said while importing."""
    from broadsheet.publication import Publication

    address = f"http://127.0.0.1:{free_port()}"
    site = folder / "site"
    shutil.copytree(SHIPPED, site, symlinks=False, ignore_dangling_symlinks=True)
    zone = Publication.open(paper).settings.timezone
    broadsheet = [sys.executable, "-m", "broadsheet"]
    export = folder / "export"
    subprocess.run(
        [*broadsheet, "export", "wxr", "--paper", str(paper), "--to", str(export),
         "--media-url", f"{address}/exported/"],
        check=True, stdout=sys.stderr,
    )  # fmt: skip
    shutil.copytree(export / "uploads", site / "exported")
    (site / "wp-content/uploads").mkdir(exist_ok=True)
    with database(folder) as listening:
        (site / "wp-config.php").unlink(missing_ok=True)
        (site / "wp-config.php").write_text(
            CONFIG.format(socket=listening, address=address), encoding="utf-8"
        )
        server = [program("php", "php-cli"), "-S", address.removeprefix("http://"), "-t", str(site)]
        with running(server):
            php("install.php", zone, site=site)
            said = "".join(
                php("import.php", str(importer), str(each), site=site)
                for each in sorted(export.glob("*.xml"))
            )
            return json.loads(php("tell.php", site=site)), said


def expected(now: datetime) -> Iterator[dict[str, Any]]:
    """What WordPress should hold of each post and page, straight from the archive's rows."""
    from broadsheet.archive.body import text_of
    from broadsheet.archive.loading import moment
    from broadsheet.archive.models import Post, StandingPage

    for post in Post.objects.select_related("lead_image"):
        at = moment(post.published_at, post.utc_offset)
        future = post.status == "scheduled" and at is not None and at > now
        names = [
            *post.post_authors.order_by("position").values_list("author__name", flat=True),
            post.house_byline,
        ]
        tags = sorted(post.post_tags.exclude(tag__kind="section").values_list("tag__name", flat=True))
        yield {
            "type": "post",
            "title": post.headline,
            "status": "future" if future else STATUS.get(post.status, "draft"),
            "date": f"{at:%Y-%m-%d %H:%M:%S}" if at else None,
            "gmt": f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if at and post.live else None,
            "link": post.path if post.live and at and post.path and post.path[:4].isdigit() else None,
            "author": next(filter(None, names), None),
            "tags": tags,
            "sections": sorted(
                post.post_tags.filter(tag__kind="section").values_list("tag__name", flat=True)
            ),
            "text": " ".join(text_of(post.body).split()),
            "thumbnail": Path(post.lead_image.file).name if post.lead_image and post.lead_image.file else "",
            "comments": post.comments.count(),
        }
    for page in StandingPage.objects.all():
        yield {
            "type": "page",
            "title": page.title,
            "status": STATUS.get(page.status, "draft"),
            "link": page.path if page.live else None,
            "text": " ".join(text_of(page.body).split()),
        }


def same(name: str, has: Any, wanted: Any) -> bool:
    """Whether a fact is as it should be. WordPress gives a number to the second of two posts of one slug."""
    if name == "text":
        return "".join(str(has).split()) == "".join(str(wanted).split())
    return bool(has == wanted or (name == "link" and re.sub(r"-\d+/$", "/", has) == wanted))


def differences(told: dict[str, Any], wanted: list[dict[str, Any]]) -> Iterator[str]:
    """Each fact of the archive that WordPress has otherwise, in words."""
    left = [item for item in told["items"] if item["type"] != "attachment"]
    for each in wanted:
        mine = [item for item in left if (item["type"], item["title"]) == (each["type"], each["title"])]
        found = next((item for item in mine if item["date"] == each.get("date")), mine[0] if mine else None)
        if found is None:
            yield f"missing: {each['type']} “{each['title']}”"
            continue
        left.remove(found)
        for name, value in each.items():
            has = found[name]
            if value is not None and not same(name, has, value):
                yield f"{each['type']} “{each['title']}”: {name} is {found[name]!r}, and should be {value!r}"
        if not found["own"].startswith('{"form":'):
            yield f"{each['type']} “{each['title']}”: the field _broadsheet was not kept: {found['own'][:60]!r}"
        yield from (
            f"{each['type']} “{each['title']}”: shows {address}, which is no picture of WordPress's"
            for address in found["pictures"]
            if "/exported/" in address
        )
    for item in left:
        yield f"not of the archive: {item['type']} “{item['title']}”"


def main() -> None:
    """Import, compare, say so."""
    parser = argparse.ArgumentParser(description="Give a paper's export to a real WordPress and compare.")
    parser.add_argument("paper", type=Path)
    parser.add_argument("--importer", type=Path, required=True, help="the plugin's folder")
    words = parser.parse_args()
    if not SHIPPED.is_dir():
        sys.exit("couldn't try WordPress: it is not here; install Debian's package wordpress")
    with tempfile.TemporaryDirectory(prefix="try-wordpress-", dir="/tmp") as folder:
        told, said = imported(words.paper.resolve(), words.importer.resolve(), Path(folder))

    from broadsheet.archive import database as archive

    archive.open_archive(words.paper.resolve() / "archive.db")
    wanted = list(expected(datetime.now(UTC)))
    found = list(differences(told, wanted))
    pictures = [item for item in told["items"] if item["type"] == "attachment"]
    for line in found:
        print(line)
    complaints = [line.strip() for line in said.replace("<br />", "\n").splitlines() if "ailed" in line]
    for line in complaints:
        print(f"WordPress said: {line}")
    print(
        f"WordPress {told['version']}: {len(wanted)} posts and pages, {len(pictures)} pictures, "
        f"{len(told['terms'])} tags and categories; {len(found)} differences, {len(complaints)} complaints."
    )
    sys.exit(1 if found or complaints else 0)


if __name__ == "__main__":
    main()
