"""The files a theme is made of: the shipped ones, and a publication's in their place.

Guarantees: read once and whole, so that one build never mixes two states of a file; a
publication's file replaces the shipped one of the same name and adds to the others.
Shipped templates stay reachable under ``shipped/``, so that an override can extend what it
overrides: ``{% extends "shipped/post.html" %}``.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from broadsheet.errors import ThemeError

__all__ = ["SHIPPED", "Part", "Parts", "read_parts", "short_hash"]

SHIPPED = "shipped/"
_FOLDERS = {"templates": (".html",), "css": (".css",), "fonts": (".woff2",)}


@dataclass(frozen=True, slots=True)
class Part:
    """A file: its bytes, and the place that an error message names."""

    content: bytes
    place: str

    def text(self) -> str:
        """The file as text.

        Raises:
            ThemeError: it is not UTF-8.
        """
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ThemeError(
                f"couldn't read {self.place}: it is not UTF-8 ({error}); save it as UTF-8"
            ) from error


@dataclass(frozen=True, slots=True)
class Parts:
    """All files of a theme by name; style sheets in the order in which pages link them."""

    templates: dict[str, Part]
    css: dict[str, Part]
    fonts: dict[str, Part]
    fingerprint: str


def read_parts(overrides: Path | None) -> Parts:
    """Read the shipped files and, where the folder exists, a publication's own.

    Raises:
        ThemeError: a file cannot be read.
    """
    shipped = resources.files("broadsheet.theme")
    found: dict[str, dict[str, Part]] = {}
    for folder, endings in _FOLDERS.items():
        found[folder] = _read_folder(shipped / folder, endings, place=f"the shipped theme's {folder}/")
        if folder == "templates":
            found[folder] |= {SHIPPED + name: part for name, part in found[folder].items()}
        if overrides is not None:
            own = _read_folder(overrides / folder, endings, place=f"{overrides / folder}/")
            found[folder] |= own
    return Parts(
        templates=found["templates"],
        css=found["css"],
        fonts=found["fonts"],
        fingerprint=_fingerprint(found, _own_sources(shipped)),
    )


def short_hash(content: bytes) -> str:
    """The letters that name a file by its content."""
    return hashlib.sha256(content).hexdigest()[:10]


def _read_folder(folder: Traversable, endings: tuple[str, ...], *, place: str) -> dict[str, Part]:
    if not folder.is_dir():
        return {}
    try:
        return {
            entry.name: Part(entry.read_bytes(), place + entry.name)
            for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
            if entry.name.endswith(endings) and entry.is_file()
        }
    except OSError as error:
        raise ThemeError(f"couldn't read the theme's files in {place}: {error}") from error


def _own_sources(shipped: Traversable) -> Iterable[tuple[str, bytes]]:
    """What else decides how a page looks: the phrases, and the code that prints dates and charts."""
    for entry in (*shipped.iterdir(), *(shipped / "phrases").iterdir()):
        if entry.name.endswith((".py", ".toml")):
            yield entry.name, entry.read_bytes()


def _fingerprint(found: dict[str, dict[str, Part]], sources: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    named = [
        (f"{folder}/{name}", part.content) for folder, parts in found.items() for name, part in parts.items()
    ]
    for name, content in sorted([*named, *sources]):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
