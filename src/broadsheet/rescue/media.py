"""Finds a copy's pictures in whatever folder of uploads is left.

Guarantees: only files that lie in the folder are answered, never through a symbolic link; a file is
answered for an address only when name and, where both have one, year and month agree; of several
sizes of one picture the original is preferred, then the largest; an edited picture (cropped,
blurred) is never answered with the unedited one. Memory is some 300 bytes for each picture in the
folder, whatever the size of the export.

The folder may be any layout: ``wp-content/uploads/2019/05/x.jpg``, ``uploads/…``, ``2019/05/x.jpg``,
a flat folder, a wget mirror with hosts as folders and queries in names. Asking the disk for
each guessed path was not chosen: it can't find other spellings (case, percent signs, Unicode
forms), and a guess taken from a hostile export would be a path outside the folder.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from broadsheet.archive.picture_keys import edit_suffix, picture_key, size_rank, unsized_name
from broadsheet.errors import UsageError

__all__ = ["MediaFolder"]

_PICTURE_NAME = re.compile(r"(?i)\.(?:jpe?g|jpe|jfif|png|gif|webp|avif|hei[cf]|tiff?|bmp|svg|jp2)$")
_QUERY = re.compile(r"\?.*$|@(?=[A-Za-z_]+=).*$", re.DOTALL)
_MONTH = re.compile(r"(?:^|/)((?:19|20)\d\d/(?:0[1-9]|1[0-2]))(?=/|$)")
_SEPARATOR = "\0"
_SAME_PLACE, _NO_PLACE = 1_000, 1


class MediaFolder:
    """A folder of pictures, read once; asked for the file that an address of the old site meant."""

    def __init__(self, folder: Path) -> None:
        """Read the names of all pictures in the folder.

        Raises:
            UsageError: it isn't a folder that can be read.
        """
        self._folder = folder.resolve()
        if not self._folder.is_dir():
            raise UsageError(
                f"couldn't look for pictures in {folder}: it isn't a folder; name the copy of the uploads"
            )
        self._above = "/".join(self._folder.parts[-2:])
        self._files: dict[str, str] = {}
        self._count = 0
        for relative in _pictures_in(self._folder):
            key = _name_key(_plain_name(relative))
            others = self._files.get(key)
            self._files[key] = relative if others is None else f"{others}{_SEPARATOR}{relative}"
            self._count += 1

    def __len__(self) -> int:
        """How many pictures the folder holds, all sizes counted."""
        return self._count

    def find(self, source_url: str, hints: tuple[str, ...] = ()) -> Path | None:
        """The best file for an address of the old site, or None.

        ``hints`` are paths relative to the uploads, likeliest first; they are tried before the address.
        A name that stands in several places, none of which is the one asked for, is not guessed at.
        """
        wanted = [_Wanted(each) for each in (*hints, source_url) if each]
        for strict in (True, False):
            for each in wanted:
                found = self._best(each, strict=strict)
                if found is not None:
                    return found
        return None

    def _best(self, wanted: "_Wanted", *, strict: bool) -> Path | None:
        alike = self._files.get(wanted.key, "").split(_SEPARATOR) if wanted.key else []
        agreeing: list[tuple[int, str]] = []
        for relative in filter(None, alike):
            agreement = self._agreement(relative, wanted)
            edit = edit_suffix(_plain_name(relative))
            if agreement is not None and (not wanted.edit or edit == wanted.edit):
                agreeing.append((agreement, relative))
        closest = max((agreement for agreement, _ in agreeing), default=0)
        candidates = [relative for agreement, relative in agreeing if agreement == closest]
        places = {relative.rpartition("/")[0] for relative in candidates}
        if (strict and closest == 0) or (closest <= _NO_PLACE and len(places) > 1):
            return None
        for relative in sorted(candidates, key=lambda each: self._rank(each, wanted)):
            path = self._folder / relative
            if path.is_file() and not path.is_symlink():
                return path
        return None

    def _agreement(self, relative: str, wanted: "_Wanted") -> int | None:
        """How many folders agree, from the file upwards; None when the months contradict each other."""
        place = _place_of(relative)
        month = _MONTH.findall(place) or _MONTH.findall(f"{self._above}/{place}".rstrip("/"))
        if month and wanted.month and month[-1] != wanted.month:
            return None
        ours = [each for each in place.split("/") if each][::-1]
        theirs = wanted.folders[::-1]
        if ours == theirs:
            return _SAME_PLACE
        pairs = enumerate(zip(ours, theirs, strict=False))
        same = next((at for at, (our, their) in pairs if our != their), min(len(ours), len(theirs)))
        # One path being the end of the other contradicts nothing; so does a folder without folders.
        return same + _NO_PLACE if same in (len(ours), len(theirs)) else 0

    def _rank(self, relative: str, wanted: "_Wanted") -> tuple[int, int, int, int, int, str]:
        """Smallest is best: as asked for rather than edited, original rather than resized, then the larger file."""
        name = _plain_name(relative)
        try:
            size = (self._folder / relative).stat(follow_symlinks=False).st_size
        except OSError:
            size = 0
        return (
            0 if size else 1,
            0 if edit_suffix(name) == wanted.edit else 1,
            size_rank(name),
            0 if unsized_name(name) == wanted.name else 1,
            -size,
            relative,
        )


class _Wanted:
    """An address, taken apart for comparing."""

    def __init__(self, address: str) -> None:
        folder, _, self.name = picture_key(address).rpartition("/")
        self.folders = [each for each in folder.casefold().split("/") if each not in ("", ".", "..")]
        self.key = _name_key(self.name)
        self.edit = edit_suffix(self.name)
        months = _MONTH.findall("/".join(self.folders))
        self.month = months[-1] if months else ""


def _pictures_in(folder: Path) -> Iterator[str]:
    """Paths of all picture files below a folder, relative to it; links and hidden files left out."""
    waiting = [""]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(folder / place) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in found:
            relative = f"{place}/{entry.name}" if place else entry.name
            if entry.name.startswith(".") or entry.name == "__MACOSX":
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(relative)
            elif entry.is_file(follow_symlinks=False) and _PICTURE_NAME.search(_plain_name(entry.name)):
                yield relative


def _plain_name(relative: str) -> str:
    """A file's name as an address has it: decoded, without the query that a mirror kept in it."""
    return _QUERY.sub(
        "", unicodedata.normalize("NFC", unquote(relative.rpartition("/")[2], errors="replace"))
    )


def _name_key(name: str) -> str:
    """What all sizes, edits and spellings of one name share."""
    unsized = unsized_name(name)
    return (
        unsized.replace(edit_suffix(unsized), "").casefold() if edit_suffix(unsized) else unsized.casefold()
    )


def _place_of(relative: str) -> str:
    """The folders of a file below the uploads folder, as an address has them."""
    address = "/" + relative.replace("?", "%3F").replace("#", "%23")
    return picture_key(address).rpartition("/")[0].casefold()
