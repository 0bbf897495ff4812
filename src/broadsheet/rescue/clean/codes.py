"""One WordPress shortcode as written: its name, its values, and whether it closes another.

Guarantees: total and linear; what is not built like a shortcode is none. Which of those that are built like one
really are is decided in :mod:`.shortcodes`. Grammar: https://developer.wordpress.org/plugins/shortcodes/
"""

import html
import re
from dataclasses import dataclass, field

__all__ = ["Shortcode", "read_shortcode"]

_ATTRIBUTE = r"""(?:[\w:-]+\s*=\s*)?(?:"[^"]*"|'[^']*'|“[^”]*”|[^\s\[\]"'<>“”]+)"""
_SHORTCODE = re.compile(rf"\[(/?)([A-Za-z][\w-]*)((?:=|\s+)(?:{_ATTRIBUTE}\s*)*+)?\s*(/?)\]")
_PART = re.compile(
    r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”|([^\s"'“”]+))|"([^"]*)"|'([^']*)'|(\S+)"""
)


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One tag in brackets. ``words`` are its values without a name; ``raw`` is as the copy has it."""

    name: str
    raw: str
    closing: bool = False
    values: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    quoted: bool = False

    def address(self) -> str:
        """The first web address that the tag names, or ""."""
        for value in (*self.values.values(), *self.words):
            found = re.search(r"https?://[^\s\"'<>|]+", value)
            if found:
                return found[0]
        return ""


def read_shortcode(text: str, place: int) -> Shortcode | None:
    """The shortcode that begins at a ``[``, if the brackets are built like one."""
    found = _SHORTCODE.match(text, place)
    if not found:
        return None
    given = found[3] or ""
    values: dict[str, str] = {}
    words: list[str] = []
    quoted = False
    plain = html.unescape(given) if "&" in given else given
    for part in _PART.finditer(plain.removeprefix("=")):
        value = next((group for group in part.groups()[1:] if group is not None), "")
        if part[1]:
            values.setdefault(part[1].lower(), value)
            quoted = quoted or part[5] is None
        elif value != "/":
            words.append(value)
    return Shortcode(found[2], found[0], bool(found[1]), values, tuple(words), quoted)
