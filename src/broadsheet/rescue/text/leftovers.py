"""What a rescue of bare text leaves out, line by line, for the editor's report.

Guarantees: every line outside of the posts, and every line of a post that is not shown
to readers, is in exactly one remark here with its number; running text is quoted whole as
left over, furniture that repeats is one remark with all its places.
"""

from collections import defaultdict
from collections.abc import Iterator

from broadsheet.rescue.finds import Remark
from broadsheet.rescue.text.copies import Copy
from broadsheet.rescue.text.shapes import is_prose

__all__ = ["remark_on_rest"]

_SHOWN = (
    "tags",
    "title",
    "thumb_alt",
    "lead_alt",
    "caption",
    "paragraph",
    "heading",
    "embed",
    "byline",
    "date",
)
_WHY = {
    "continue": "A link to the rest of a post stands here; it is not part of the post.",
    "widget": "A share button, a count or the like stands here; it is not part of the post.",
    "alt": "This is the name or the alternative text of a picture that is not in the copy.",
    "heading_of_page": "The page's heading was read for its subject and is not part of any post.",
    "footer": "This belongs to the page around the posts (menu, sidebar or footer) and was left out.",
}


def remark_on_rest(copy: Copy) -> Iterator[Remark]:
    """Remarks on all lines that are in no post's find, in the order of their first places."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    quotes: dict[tuple[str, str], str] = {}
    for place, role in copy.roles.items():
        if role in _SHOWN:
            continue
        line = copy.lines[place]
        learned = place in copy.marks and copy.marks[place].learned
        if role == "footer" and is_prose(line) and not _is_notice(line.bare):
            groups["leftover", line.bare].append(line.number)
        else:
            groups["learned" if learned else role, line.key].append(line.number)
        quotes.setdefault(("leftover", line.bare), line.bare)
        for kind in ("learned", role):
            quotes.setdefault((kind, line.key), line.bare)
    for (kind, key), numbers in groups.items():
        yield _remark(kind, quotes[kind, key], numbers)
    if copy.empty:
        yield Remark("note", "Empty lines were left out.", count=len(copy.empty))


def _is_notice(text: str) -> bool:
    return "©" in text or "copyright" in text.lower() or "reserved" in text.lower()


def _remark(kind: str, quote: str, numbers: list[int]) -> Remark:
    if kind == "leftover":
        return Remark(
            "leftover",
            "This text stands outside of the posts and is in none of them.",
            _places(numbers),
            quote,
            len(numbers),
        )
    if kind == "learned":
        what = (
            "The same words stand at the same place of most posts; they belong to the page, not to the posts."
        )
    else:
        what = _WHY.get(kind, "This line is not part of any post.")
    return Remark("note", what, _places(numbers), quote, len(numbers))


def _places(numbers: tuple[int, ...] | list[int]) -> str:
    """``line 5`` or ``lines 5, 7-9``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f"line {words}" if len(numbers) == 1 else f"lines {words}"
