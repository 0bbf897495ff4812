"""A publication: one folder, and what its ``broadsheet.toml`` says.

A publication's folder holds ``broadsheet.toml``, ``archive.db`` (unless the archive is on a server), ``media/``
(pictures as taken in, private), ``theme/`` (optional overrides) and ``site/`` (what readers get).
Every key of the toml file is a field of :class:`Settings` or of one of its parts; an
unknown key or a value of the wrong kind is refused with its name and place, so that a
typing error never silently does nothing.
"""

import dataclasses
import json
import re
import tomllib
import types
import typing
import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_type_hints

from broadsheet.errors import PublicationError
from broadsheet.server_address import ServerAddress

__all__ = [
    "SETTINGS_FILE",
    "SHARE_SERVICES",
    "Archive",
    "Listings",
    "Look",
    "MenuLink",
    "Newsroom",
    "Pictures",
    "Publication",
    "Publish",
    "Settings",
    "check_database",
    "find_publication",
    "read_settings",
]

SETTINGS_FILE = "broadsheet.toml"
SHARE_SERVICES = ("telegram", "whatsapp", "x", "bluesky", "facebook", "mastodon", "email")
"""What ``share`` may name; ``mastodon@example.social`` names a server besides."""
_SHARE = re.compile(rf"{'|'.join(SHARE_SERVICES)}|mastodon@[a-z0-9.-]+(?::\d+)?")


def setting(default: Any, about: str) -> Any:
    """A field of a settings class: its default and the sentence that docs and ``init`` print."""
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link the editor typed: its text, and a path of the site or a full address."""

    text: str = setting("", "what readers see")
    url: str = setting("", "a path such as /about/ or a full address")


@dataclass(frozen=True, slots=True)
class Look:
    """How the paper looks, without touching a template."""

    accent: str = setting("#8c1d18", "colour of links and rules, as #rrggbb")
    accent_dark: str = setting("#f0938c", "the same on a dark screen")
    logo: str = setting("", "a picture in the publication's folder shown in place of the name, e.g. logo.svg")
    footer: str = setting("", "a sentence for the foot of every page")
    copyright: str = setting("", "the copyright line; empty: © and the paper's name")


@dataclass(frozen=True, slots=True)
class Listings:
    """How fronts, tag pages and year pages list posts."""

    style: Literal["standfirst", "full"] = setting(
        "standfirst", "what a listing shows of a post: its standfirst, or its full text"
    )
    front_posts: int = setting(10, "posts on the front of a listing")
    page_posts: int = setting(20, "posts on a page of a year")
    feed_posts: int = setting(
        20, "posts in a feed; the front page's carries them whole, the others as their listings show them"
    )


@dataclass(frozen=True, slots=True)
class Pictures:
    """What readers get of a picture."""

    widths: tuple[int, ...] = setting((480, 960, 1600), "widths in pixels; never wider than the original")
    formats: tuple[Literal["webp", "avif"], ...] = setting(("webp",), "formats offered beside JPEG")
    quality: int = setting(78, "quality of lossy formats, 1 to 100")


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Where the newsroom is, for those who work in it."""

    url: str = setting(
        "", "where a browser finds the newsroom, e.g. https://desk.example.org; empty: this machine alone"
    )
    languages: tuple[str, ...] = setting(
        (), 'languages that posts are written in, e.g. ["fa", "en"]; empty: the paper\'s own'
    )
    second_step: tuple[Literal["contributor", "reporter", "editor", "administrator"], ...] = setting(
        (),
        'roles that must sign in with a second step, a code or a passkey, e.g. ["editor", "administrator"]',
    )


@dataclass(frozen=True, slots=True)
class Publish:
    """What a publish does beside the site itself."""

    to: tuple[str, ...] = setting(
        (), "folders outside of the paper's that hold the same files, e.g. the root of a web server"
    )
    after: tuple[str, ...] = setting(
        (), "a command and its words, without a shell; its standard input tells what was written and removed"
    )
    compressed: tuple[Literal["gz", "br"], ...] = setting(
        (), "forms in which texts are there once more for hosts that send them so: gzip, Brotli"
    )


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the archive's rows are."""

    database: str = setting(
        "",
        "a PostgreSQL database of this paper's own, e.g. postgresql://user@host/name, without a password; "
        "empty: SQLite, in archive.db",
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything ``broadsheet.toml`` can say."""

    name: str = setting("My paper", "the paper's name")
    tagline: str = setting("", "a line under the name")
    language: str = setting("en", "the paper's main language, e.g. en or fa")
    url: str = setting(
        "", "where the site will live, e.g. https://example.org/; needed for sitemaps and share links"
    )
    identity: str = setting(
        "", "a name no other paper has, e.g. the first address; feed ids are made from it, so never change it"
    )
    timezone: str = setting(
        "UTC", "the paper's time zone, e.g. Asia/Tehran; decides the day a post is filed under"
    )
    calendar: Literal["auto", "gregorian", "jalali"] = setting(
        "auto", "how dates are printed; auto: Jalali on Persian pages with the Gregorian date beside it"
    )
    menu: tuple[MenuLink, ...] = setting((), "links under the name, in order")
    follow: tuple[MenuLink, ...] = setting((), "the paper's accounts elsewhere, shown beside the feeds")
    share: tuple[str, ...] = setting(
        SHARE_SERVICES, "share links under a post; mastodon@example.social leads to a server of your choice"
    )
    look: Look = setting(Look(), "colours, logo and footer")
    listings: Listings = setting(Listings(), "how posts are listed")
    pictures: Pictures = setting(Pictures(), "sizes and formats of published pictures")
    newsroom: Newsroom = setting(Newsroom(), "where the newsroom is, and the languages it writes")
    publish: Publish = setting(Publish(), "where the site goes besides, and how")
    archive: Archive = setting(Archive(), "where the archive is kept")


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication's folder with its settings as read."""

    folder: Path
    settings: Settings

    @property
    def archive(self) -> Path:
        """The archive's file: all posts, drafts included. There is none where a server keeps the archive."""
        return self.folder / "archive.db"

    @property
    def server(self) -> ServerAddress | None:
        """The database that is the archive, where that is no file."""
        return ServerAddress.read(text) if (text := self.settings.archive.database) else None

    @property
    def archive_name(self) -> str:
        """The archive as messages call it."""
        return self.settings.archive.database or str(self.archive)

    @property
    def media(self) -> Path:
        """Pictures as taken in, without location and device data; never published as they are."""
        return self.folder / "media"

    @property
    def theme(self) -> Path:
        """Templates and css that override the shipped theme; may be absent."""
        return self.folder / "theme"

    @property
    def site(self) -> Path:
        """The published files."""
        return self.folder / "site"

    def carried_to(self, folders: Iterable[Path]) -> "Publication":
        """The same publication, its site carried to these folders besides those of its settings."""
        to = (*self.settings.publish.to, *(str(folder.resolve()) for folder in folders))
        publish = dataclasses.replace(self.settings.publish, to=to)
        return dataclasses.replace(self, settings=dataclasses.replace(self.settings, publish=publish))

    @classmethod
    def open(cls, folder: Path) -> "Publication":
        """Read a publication's settings.

        Raises:
            PublicationError: no ``broadsheet.toml`` there, or a key or value in it is wrong.
        """
        path = folder / SETTINGS_FILE
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise PublicationError(
                f"couldn't open the publication in {folder}: it has no {SETTINGS_FILE}; "
                "make one with 'broadsheet init', or name its folder with --paper"
            ) from None
        except OSError as error:
            raise PublicationError(f"couldn't read {path}: {error.strerror}") from error
        except UnicodeDecodeError:
            raise PublicationError(f"couldn't read {path}: it is not UTF-8; save it as UTF-8") from None
        return cls(folder=folder.resolve(), settings=read_settings(text, where=str(path)))


def read_settings(text: str, *, where: str) -> Settings:
    """The settings that the text of a ``broadsheet.toml`` says; ``where`` is what messages call it.

    Raises:
        PublicationError: it is no TOML, or a key or value in it is wrong.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PublicationError(f"couldn't read {where}: {error}") from error
    settings: Settings = _read(Settings, table, where=where, prefix="")
    _check_values(settings, where=where)
    return settings


def find_publication(start: Path) -> Publication:
    """The publication whose folder is ``start`` or the nearest one above it.

    Raises:
        PublicationError: there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / SETTINGS_FILE).is_file():
            return Publication.open(folder)
    return Publication.open(start)


def _read(kind: type[Any], table: dict[str, Any], *, where: str, prefix: str) -> Any:
    hints = get_type_hints(kind)
    unknown = sorted(set(table) - set(hints))
    if unknown:
        raise PublicationError(
            f"couldn't read {where}: there is no setting '{prefix}{unknown[0]}'; known here: {', '.join(hints)}"
        )
    values = {
        name: _convert(hints[name], value, where=where, name=prefix + name) for name, value in table.items()
    }
    return kind(**values)


def _convert(hint: Any, value: Any, *, where: str, name: str) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if isinstance(value, dict):
            return _read(hint, value, where=where, prefix=f"{name}.")
    elif typing.get_origin(hint) is tuple:
        if isinstance(value, list):
            item = typing.get_args(hint)[0]
            return tuple(_convert(item, each, where=where, name=name) for each in value)
    elif typing.get_origin(hint) is Literal:
        if value in typing.get_args(hint):
            return value
        allowed = ", ".join(map(str, typing.get_args(hint)))
        raise PublicationError(f"couldn't read {where}: '{name}' is {value!r}, but must be one of {allowed}")
    elif isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
        return value
    wanted = {str: "a text", int: "a whole number", types.GenericAlias: "a list"}.get(hint, "of another kind")
    raise PublicationError(f"couldn't read {where}: '{name}' is {value!r}, but must be {wanted}")


def _check_values(settings: Settings, *, where: str) -> None:
    def refuse(name: str, value: object, why: str) -> None:
        raise PublicationError(f"couldn't read {where}: '{name}' is {value!r}, but {why}")

    try:
        zoneinfo.ZoneInfo(settings.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        refuse("timezone", settings.timezone, "no time zone has that name; write it like Asia/Tehran")
    if settings.url and not settings.url.startswith(("https://", "http://")):
        refuse("url", settings.url, "must start with https:// or http://")
    for choice in settings.share:
        if not _SHARE.fullmatch(choice):
            refuse(
                "share", choice, f"known are {', '.join(SHARE_SERVICES)}, and mastodon@ with a server's name"
            )
    for name in ("front_posts", "page_posts", "feed_posts"):
        number = getattr(settings.listings, name)
        if not 1 <= number <= 500:
            refuse(f"listings.{name}", number, "must be between 1 and 500")
    if settings.newsroom.url and not settings.newsroom.url.startswith(("https://", "http://")):
        refuse("newsroom.url", settings.newsroom.url, "must start with https:// or http://")
    if not settings.pictures.widths or not all(16 <= width <= 4096 for width in settings.pictures.widths):
        refuse("pictures.widths", list(settings.pictures.widths), "must be widths between 16 and 4096")
    if not 1 <= settings.pictures.quality <= 100:
        refuse("pictures.quality", settings.pictures.quality, "must be between 1 and 100")
    for name in ("accent", "accent_dark"):
        colour = getattr(settings.look, name)
        if len(colour) != 7 or colour[0] != "#" or not set(colour[1:]) <= set("0123456789abcdefABCDEF"):
            refuse(f"look.{name}", colour, "must be a colour written like #8c1d18")
    check_database(settings.archive.database, where=where)


def check_database(address: str, *, where: str) -> None:
    """See that a database's address can be used; an empty one means none.

    Raises:
        PublicationError: it can't; ``where`` says where it was written.
    """
    try:
        if address:
            ServerAddress.read(address)
    except ValueError as error:
        # The address itself may hold the secret that must not be shown around.
        raise PublicationError(f"couldn't read {where}: 'archive.database' {error}") from None


def fill_settings(folder: Path, values: Mapping[str, str]) -> tuple[str, ...]:
    """Set those of ``values`` (top-level texts) that ``broadsheet.toml`` does not set; the rest of it stays.

    Returns what was set, as ``name = "value"`` lines. A line ``# name = …`` that ``init`` wrote is replaced.
    """
    path = folder / SETTINGS_FILE
    text = path.read_text(encoding="utf-8")
    missing = {name: value for name, value in values.items() if name not in tomllib.loads(text)}
    lines = text.splitlines()
    added = []
    for name, value in missing.items():
        line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
        place = next((i for i, old in enumerate(lines) if old.startswith(f"# {name} = ")), None)
        if place is None:
            lines.insert(0, line)
        else:
            lines[place] = line
        added.append(line)
    if added:
        replacement = path.with_suffix(".toml.new")
        replacement.write_text("\n".join(lines) + "\n", encoding="utf-8")
        replacement.replace(path)
    return tuple(added)
