"""Changing ``broadsheet.toml`` for somebody who does not open it.

Guarantees: the file stays the one place that says how the paper is; comments, order and everything that was not
changed stay as they were typed; a setting that stands in it as a comment with its default is switched on in its
place; the file is replaced at once or not at all, and only by one that says exactly what was there before and the
change; a value that the paper can't use is refused before anything is written; of two people who change the same
setting, the second is told, and of two who change different ones both are right.

Rows in the archive would be a second truth beside the file that operators, scripts and backups know. Writing the
whole file anew from what it means would lose every comment. Who edits the file by hand at the very moment (between
reading it here and replacing it, some milliseconds) is told so, too, and nothing is written.
"""

import fcntl
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from broadsheet.errors import PublicationError, SettingChangedError
from broadsheet.publication import SETTINGS_FILE, Settings, read_settings

__all__ = ["change_settings", "setting_of", "settings_with"]

_TABLE = re.compile(r"\s*\[\s*([\w.-]+)\s*\]\s*(?:#.*)?$")


def setting_of(settings: Settings, name: str) -> Any:
    """What a setting (``look.accent``) is, as plain texts, numbers, lists and tables."""
    value: Any = settings
    for part in name.split("."):
        value = getattr(value, part)
    return _plain(value)


def settings_with(folder: Path, changes: Mapping[str, Any]) -> Settings:
    """The settings as they would be with these changes; nothing is written.

    Raises:
        PublicationError: the file can't be read, or a value can't be used.
    """
    path = folder / SETTINGS_FILE
    return read_settings(_changed(_read(path), changes, path), where=str(path))


def change_settings(
    folder: Path, changes: Mapping[str, Any], *, seen: Mapping[str, Any] | None = None
) -> Settings:
    """Make the settings of the publication in ``folder`` say these values, by name (``look.accent``).

    ``seen`` holds what the settings were when somebody decided on the change; one that is another by now,
    and not the wanted one, is a conflict, and then nothing is written.

    Raises:
        SettingChangedError: somebody else changed one of them meanwhile.
        PublicationError: a value can't be used, or the file can't be written.
    """
    path = folder / SETTINGS_FILE
    with _alone(folder):
        stamp = _stamp(path)
        text = _read(path)
        settings = read_settings(text, where=str(path))
        for name, value in changes.items():
            now = setting_of(settings, name)
            if seen is not None and name in seen and now not in (_plain(seen[name]), _plain(value)):
                raise SettingChangedError(
                    f"couldn't change '{name}': somebody else made it {now!r} meanwhile; "
                    "look at it, and change it again",
                    name=name,
                )
        wanted = {
            name: value for name, value in changes.items() if setting_of(settings, name) != _plain(value)
        }
        if not wanted:
            return settings
        changed = _changed(text, wanted, path)
        settings = read_settings(changed, where=str(path))
        _replace(path, changed, stamp)
        return settings


def _plain(value: Any) -> Any:
    """As TOML has it: lists for tuples, tables for links."""
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return dict(value) if isinstance(value, Mapping) else value


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else changes the settings of this paper meanwhile; the system lets go of the lock of one that dies."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise PublicationError(
            f"couldn't read {path}: {error.strerror}; put it back, or allow reading it"
        ) from error
    except UnicodeDecodeError:
        raise PublicationError(f"couldn't read {path}: it is not UTF-8; save it as UTF-8") from None


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        known = path.stat()
    except OSError as error:
        raise PublicationError(f"couldn't read {path}: {error.strerror}; put it back") from error
    return known.st_ino, known.st_mtime_ns, known.st_size


def _changed(text: str, changes: Mapping[str, Any], path: Path) -> str:
    """The text with these settings in it, everything else as it was."""
    for name in changes:
        text = _switched_on(text, name)
    try:
        document = tomlkit.parse(text)
        expected = tomllib.loads(text)
        for name, value in changes.items():
            _put(document, name, _plain(value))
            _expect(expected, name, _plain(value))
        changed = tomlkit.dumps(document)
        if tomllib.loads(changed) == expected:
            return changed
    except (TOMLKitError, tomllib.TOMLDecodeError) as error:
        raise PublicationError(f"couldn't change {path}: {error}; put that right by hand") from error
    names = ", ".join(f"'{name}'" for name in changes)
    raise PublicationError(
        f"couldn't change {path}: {names} can't be set without changing something else; set it there by hand"
    )


def _switched_on(text: str, name: str) -> str:
    """A setting that ``init`` wrote as a comment is a line of the file from now on, in the place it had."""
    table, _, key = name.rpartition(".")
    held: Any = tomllib.loads(text)
    if key in (held.get(table, {}) if table else held):
        return text
    lines, inside = text.split("\n"), ""
    for place, line in enumerate(lines):
        if found := _TABLE.match(line):
            inside = found[1]
        elif inside == table and re.match(rf"#\s*{re.escape(key)}\s*=", line):
            candidate = "\n".join([*lines[:place], line.lstrip("# "), *lines[place + 1 :]])
            try:
                tomllib.loads(candidate)
            except tomllib.TOMLDecodeError:
                continue
            return candidate
    return text


def _put(document: Any, name: str, value: Any) -> None:
    table, _, key = name.rpartition(".")
    if table and table not in document:
        document[table] = tomlkit.table()
    holder = document[table] if table else document
    if isinstance(holder.get(key), tomlkit.items.AoT):
        # Tables of their own ([[menu]]) stand behind others, where a list can't.
        holder.remove(key)
    holder[key] = _item(value)


def _item(value: Any) -> Any:
    """A value as a person would type it: links one a line."""
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        links = tomlkit.array()
        for each in value:
            link = tomlkit.inline_table()
            link.update(each)
            links.append(link)
        return links.multiline(True)
    return tomlkit.item(value)


def _expect(table: dict[str, Any], name: str, value: Any) -> None:
    *parts, key = name.split(".")
    for part in parts:
        table = table.setdefault(part, {})
    table[key] = value


def _replace(path: Path, text: str, stamp: tuple[int, int, int]) -> None:
    """Put the new file in the place of the old one, unless that is another by now."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            os.fchmod(out.fileno(), path.stat().st_mode & 0o777)
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        if _stamp(path) != stamp:
            raise PublicationError(
                f"couldn't change {path}: somebody wrote the file by hand at this very moment; change it again"
            )
        # A crash before this line leaves the old file and a dotted one that nobody reads; after it, the new file.
        beside.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise PublicationError(
            f"couldn't change {path}: {error.strerror or error}; make room there or allow writing"
        ) from error
    finally:
        beside.unlink(missing_ok=True)
