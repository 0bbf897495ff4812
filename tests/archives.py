"""The archives that tests write in: files, or databases of a PostgreSQL server that the tests start for themselves.

The server listens on a socket in a temporary folder and nowhere else, starts when the first test asks for it, and is
shared by all processes of a run. It sorts by German rules, so that a page that follows the server's language shows.
"""

import fcntl
import itertools
import json
import os
import pwd
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest

from broadsheet.archive import database
from broadsheet.publication import SETTINGS_FILE, Archive, Publication, Settings

Kind = Literal["sqlite", "postgresql"]

SERVER = "BROADSHEET_TEST_SERVER"
"""Names the folder of the server of this run; the run's first process chooses it."""
_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda found: float(found.parent.name))
_PROGRAMS = _INSTALLED[-1] if _INSTALLED else Path("/nowhere")
_EMPTY = "empty"
_AT_ONCE = 200
_numbers = itertools.count(1)


class Chosen:
    """What kind of archive tests are to make now."""

    kind: Kind = "sqlite"
    empty_file: Path | None = None
    made: list[str] = []
    over: list[str] = []
    """Databases that no test needs any more."""


def choose_folder() -> None:
    """Decide where a server of this run will be, if one is started."""
    if SERVER not in os.environ:
        os.environ[SERVER] = tempfile.mkdtemp(prefix="broadsheet-pg-", dir="/tmp")


def end_server() -> None:
    """Stop the server of this run, if it was started, and remove what it left."""
    folder = Path(os.environ.pop(SERVER))
    running = folder / "data" / "postmaster.pid"
    if running.exists():
        server = os.pidfd_open(int(running.read_text().split()[0]))
        signal.pidfd_send_signal(server, signal.SIGQUIT)
        # Readable once it ended.
        select.select([server], [], [], 5)
        os.close(server)
    shutil.rmtree(folder, ignore_errors=True)


def need_server() -> None:
    """Start the server unless it runs; a test skips where PostgreSQL is not installed, but fails in CI."""
    if not (_PROGRAMS / "initdb").is_file():
        reason = "this test needs PostgreSQL; install Debian's package postgresql"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(os.environ[SERVER])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            _start(folder)
            _make_template()
            (folder / "ready").touch()


def _start(folder: Path) -> None:
    data, words = folder / "data", _as_another_user(folder)
    subprocess.run(
        [*words, _PROGRAMS / "initdb", "-D", data, "-A", "trust", "-U", "broadsheet", "-E", "UTF8", "-N",
         "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=de"],
        check=True, capture_output=True,
    )  # fmt: skip
    quick = (
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_wal_size=4GB",
        "autovacuum=off",
    )
    there = ("listen_addresses=", "max_connections=200", f"unix_socket_directories={folder}")
    options = " ".join(f"-c {each}" for each in (*quick, *there))
    subprocess.run(
        [*words, _PROGRAMS / "pg_ctl", "-D", data, "-l", data / "log", "-o", options, "-w", "-s", "start"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _as_another_user(folder: Path) -> list[str | Path]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def address_of(name: str) -> str:
    """How a setting names a database of the tests' server."""
    return f"postgresql://broadsheet@/{name}?host={os.environ[SERVER]}"


def ask_server(statement: str, *, name: str = "postgres") -> list[Any]:
    """Run one statement outside of any transaction."""
    import psycopg

    where = {"host": os.environ[SERVER], "user": "broadsheet", "dbname": name}
    with psycopg.connect(**where, autocommit=True) as connection:  # type: ignore[arg-type]
        found = connection.execute(statement.encode())
        return found.fetchall() if found.description else []


def _make_template() -> None:
    from broadsheet.newsroom import founding

    ask_server(f"CREATE DATABASE {_EMPTY}")
    publication = Publication(Path("/nowhere"), Settings(archive=Archive(address_of(_EMPTY))))
    database.create_archive(publication)
    founding.prepare_server()
    database.close_archive()
    # Tests write rows with numbers of their own, which a sequence does not hear of.
    sequences = ask_server(
        "SELECT sequencename FROM pg_sequences WHERE sequencename LIKE 'archive_%'", name=_EMPTY
    )
    for (sequence,) in sequences:
        ask_server(f"ALTER SEQUENCE {sequence} RESTART 1000", name=_EMPTY)


def new_database(*, template: str = "template0") -> str:
    """A database that goes at the end of the test; returns its name."""
    need_server()
    name = f"test_{os.getpid()}_{next(_numbers)}"
    ask_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    Chosen.made.append(name)
    return name


def new_paper(folder: Path, settings: str) -> Publication:
    """A paper in a folder, with these settings and an empty archive that has a newsroom; it is not opened."""
    folder.mkdir(exist_ok=True)
    if Chosen.kind == "postgresql":
        need_server()
        settings = with_database(settings, address_of(new_database(template=_EMPTY)))
    else:
        assert Chosen.empty_file is not None
        shutil.copy(Chosen.empty_file, folder / "archive.db")
    (folder / SETTINGS_FILE).write_text(settings, encoding="utf-8")
    return Publication.open(folder)


def copy_archive(paper: Publication, folder: Path) -> Publication:
    """Put a copy of a paper's settings and archive into another folder. The archive must be closed by all."""
    settings = (paper.folder / SETTINGS_FILE).read_text(encoding="utf-8")
    if paper.server is not None:
        name = new_database(template=paper.server.name)
        settings = with_database(settings[: settings.index(_BEFORE_DATABASE)], address_of(name))
    else:
        shutil.copy(paper.archive, folder / "archive.db")
    (folder / SETTINGS_FILE).write_text(settings, encoding="utf-8")
    return Publication.open(folder)


_BEFORE_DATABASE = "\n[archive]\n"


def set_settings(paper: Publication, settings: str) -> None:
    """Give a paper these settings; its archive stays where it is."""
    text = with_database(settings, paper.settings.archive.database)
    (paper.folder / SETTINGS_FILE).write_text(text, encoding="utf-8")


def with_database(settings: str, address: str) -> str:
    """These settings, and where the archive is; an empty address is that of a file."""
    return f"{settings}{_BEFORE_DATABASE}database = {json.dumps(address)}\n" if address else settings


@contextmanager
def choosing(kind: Kind) -> Iterator[None]:
    """Make archives of a kind inside the block; those on a server go with it."""
    known, Chosen.kind = Chosen.kind, kind
    begun = len(Chosen.made)
    try:
        yield
    finally:
        Chosen.kind = known
        Chosen.over += Chosen.made[begun:]
        del Chosen.made[begun:]
        if len(Chosen.over) >= _AT_ONCE:
            _drop()


def _drop() -> None:
    """Seldom, since the server writes out all it has for each of them; of 12 MB each, some can wait."""
    while Chosen.over:
        ask_server(f"DROP DATABASE {Chosen.over.pop()} WITH (FORCE)")
