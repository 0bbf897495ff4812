"""Fixtures with the truth beside each line: a role, a tab, the line as it stands in the page."""

from pathlib import Path

from broadsheet.rescue.finds import Find, PostFind, Remark
from broadsheet.rescue.text import read_text
from broadsheet.rescue.text.copies import read_copy

__all__ = ["FIXTURES", "finds_of", "lines_of", "posts_of", "read_page", "remarks_of", "roles_of"]

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.tsv"))


def lines_of(fixture: Path) -> tuple[str, list[str]]:
    """The page's text and the true role of every line."""
    rows = [line.split("\t", 1) for line in fixture.read_text(encoding="utf-8").splitlines()]
    return "\n".join(text for _, text in rows) + "\n", [role for role, _ in rows]


def roles_of(text: str) -> dict[int, str]:
    """The role the reader gives each line that is not empty, by its number."""
    copy = read_copy(text)
    return {copy.lines[place].number: role for place, role in copy.roles.items()}


def finds_of(folder: Path, text: str | bytes) -> list[Find]:
    """All finds of a text, read from a file as in a rescue."""
    path = folder / "page.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_text(path))


def read_page(folder: Path, name: str) -> list[Find]:
    """All finds of a fixture, by the beginning of its name."""
    fixture = next(found for found in FIXTURES if found.name.startswith(name))
    return finds_of(folder, lines_of(fixture)[0])


def posts_of(finds: list[Find]) -> list[PostFind]:
    return [find for find in finds if isinstance(find, PostFind)]


def remarks_of(finds: list[Find]) -> list[Remark]:
    return [find for find in finds if isinstance(find, Remark)]
