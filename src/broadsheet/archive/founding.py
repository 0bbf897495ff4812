"""Making a new publication: its folder, its settings with every choice explained, and an empty archive."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from broadsheet.archive import database
from broadsheet.errors import UsageError
from broadsheet.publication import SETTINGS_FILE, Archive, Publication, Settings, check_database

__all__ = ["found_publication", "settings_text"]


def found_publication(
    folder: Path, *, name: str = "", language: str = "", identity: str = "", server: str = ""
) -> Publication:
    """Make a publication in ``folder``, which must not hold one yet; the folder may exist.

    A name or language left empty is filled by the first copy that is rescued. The folder is readable by
    its owner alone, as the archive holds drafts. ``server`` is the address of an empty database to keep it in.

    Raises:
        UsageError: there is a publication already, or its archive, or the folder cannot be made.
        PublicationError: the database can't be used; no settings were written.
    """
    path = folder / SETTINGS_FILE
    if path.exists():
        raise UsageError(
            f"couldn't make a publication in {folder}: there is one already; name another folder"
        )
    check_database(server, where="--database")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        publication = Publication(folder.resolve(), Settings(archive=Archive(server)))
        publication.media.mkdir(mode=0o700, exist_ok=True)
        if server and database.holds_archive(publication):
            raise UsageError(
                f"couldn't make a publication in {folder}: {server} holds the archive of one; name an empty database"
            )
        database.create_archive(publication)
        if not server:
            publication.archive.chmod(0o600)
        given = {"name": name, "language": language, "identity": identity, "archive.database": server}
        path.write_text(settings_text(given), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"couldn't make a publication in {folder}: {error.strerror or error}; name another folder"
        ) from error
    return Publication.open(folder)


def settings_text(values: dict[str, str]) -> str:
    """A ``broadsheet.toml`` with every setting, its meaning and its default; those in ``values`` are set."""
    lines = [
        "# The settings of this paper. A line that begins with # is only the default, for you to change.",
        "",
    ]
    tables: list[tuple[dataclasses.Field[Any], Any]] = []
    for each in dataclasses.fields(Settings):
        if dataclasses.is_dataclass(each.default):
            tables.append((each, each.default))
            continue
        lines += _lines(each, value=values.get(each.name) or None)
    for table, defaults in tables:
        lines += [f"[{table.name}]", f"# {table.metadata['about']}", ""]
        for each in dataclasses.fields(defaults):
            lines += _lines(each, value=values.get(f"{table.name}.{each.name}") or None)
    return "\n".join(lines).rstrip() + "\n"


def _lines(each: "dataclasses.Field[Any]", *, value: str | None) -> list[str]:
    shown = json.dumps(value if value is not None else each.default, ensure_ascii=False)
    return [f"# {each.metadata['about']}", f"{'' if value is not None else '# '}{each.name} = {shown}", ""]
