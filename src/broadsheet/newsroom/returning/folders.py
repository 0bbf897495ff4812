"""Where uploaded copies lie until somebody has decided on them.

Guarantees: in folders and files that only their owner may read, below the newsroom's own folder and never below
the site's or the static files'; a name that was uploaded can not lead elsewhere; what is deleted is gone from the
folder, and what nobody decided on is deleted after :data:`KEPT_DAYS`. Copies can hold drafts, and the addresses of
people who commented.
"""

import contextlib
import os
import secrets
import shutil
import unicodedata
from pathlib import Path
from typing import BinaryIO

from broadsheet.newsroom import paper
from broadsheet.newsroom.keeping import newsroom_folder

__all__ = ["KEPT_DAYS", "all_folders", "delete_folder", "folder_of", "make_folder", "new_file", "room_left"]

KEPT_DAYS = 7
_LONGEST_NAME = 120
_RESERVE = 100_000_000
"""Bytes of the disk that uploads leave for the archive."""


def _root() -> Path:
    root = newsroom_folder(paper.current().folder) / "copies"
    root.mkdir(mode=0o700, exist_ok=True)
    return root


def make_folder() -> str:
    """A new, empty folder; returns its name."""
    name = secrets.token_hex(16)
    (_root() / name).mkdir(mode=0o700)
    return name


def folder_of(name: str) -> Path:
    """The folder of that name, whether it is there or not."""
    if len(name) != 32 or not name.isalnum():
        raise ValueError(name)
    return _root() / name


def all_folders() -> list[tuple[str, float]]:
    """Every folder with the time of its last change."""
    found = []
    for each in _root().iterdir():
        # Another thread may be deleting it.
        with contextlib.suppress(FileNotFoundError):
            found.append((each.name, each.stat().st_mtime))
    return found


def delete_folder(name: str) -> None:
    """Delete a folder and what is in it; nothing where it is gone."""
    if name:
        shutil.rmtree(folder_of(name), ignore_errors=True)


def new_file(folder: str, uploaded: str) -> tuple[str, BinaryIO]:
    """A new file for an upload, open for writing, and the name that it got."""
    place = folder_of(folder) / "files"
    place.mkdir(mode=0o700, exist_ok=True)
    name = _plain(uploaded)
    stem, dot, end = name.partition(".")
    number = 1
    while True:
        try:
            handle = os.open(place / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        except FileExistsError:
            number += 1
            name = f"{stem}-{number}{dot}{end}"
            continue
        return name, os.fdopen(handle, "wb", buffering=1 << 20)


def _plain(uploaded: str) -> str:
    """The name without folders and without what a name should not hold; readers of posts may be shown it."""
    base = uploaded.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        each if unicodedata.category(each)[0] in "LMN" or each in ".-_ ()" else "_" for each in base
    )
    while len(kept.encode()) > _LONGEST_NAME:
        kept = kept[1:]
    return kept.lstrip(". -") or "copy"


def room_left() -> int:
    """Bytes that an upload may still take."""
    return shutil.disk_usage(_root()).free - _RESERVE
