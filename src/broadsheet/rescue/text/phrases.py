"""What themes of WordPress and its like print around posts, in the languages met so far.

Guarantees: a wording is matched against a whole line (or the end of one, where it says
so), so that a sentence which merely contains such words is never taken for furniture.
The wordings, in ``words.toml``, only speed up what repetition shows anyway (see
:mod:`.furniture`): a page in a language that is not there still has its furniture found
when it repeats per post. They decide alone only where nothing repeats, on pages with a
single post.

The wordings are those of WordPress's core and default themes as translated on
https://translate.wordpress.org/ and of widespread share plugins.
"""

import re
from functools import lru_cache

from broadsheet.language import fold
from broadsheet.rescue.text.words import listed

__all__ = [
    "is_comments", "is_continue", "is_cut_off", "is_footer", "is_pagination", "is_sidebar", "is_widget",
    "page_heading", "split_inline_continue", "titled_continue",
]  # fmt: skip

_EDGE = r"""[\s→←»«›‹>….\-–—:|"⟶⇒➔✍✎•·()\[\]]*"""
_QUOTE = "[\"'«»‘’“”„‹›]"
_PAGE_NUMBER = re.compile(
    r"\s*[–—|-]\s*(?:page|seite|página|pagina|страница|صفحه|برگه) [\d۰-۹]+.*$", re.IGNORECASE
)
_CUT_OFF = r"\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)|…|\.\.\."


def is_continue(text: str) -> bool:
    """Whether the whole line is a link to the rest of a post, with or without the post's title."""
    if len(text) > 240:
        return False
    return _is_whole("continue", text) or bool(titled_continue(text))


def titled_continue(text: str) -> str:
    """The title that a "Continue reading …" line names, folded; empty when it names none.

    "Read more: …" in mid-text names another post; only a title in quotes, or before an arrow,
    or after "reading", "of" and the like is the post's own.
    """
    found = _pattern("continue_titled").match(fold(text))
    if found is None or _is_whole("continue", text):
        return ""
    own = found["mark"] or found["arrow"] or found["words"] == "continue reading"
    return found["title"] if own and not found["colon"] else ""


def split_inline_continue(text: str) -> tuple[str, str]:
    """A paragraph and the link to the rest that was glued to its end (empty when there is none).

    Only after an ellipsis or the end of a sentence, so that a sentence ending in the same words stays whole.
    """
    found = _pattern("continue_inline").search(text)
    if found is None or not text[: found.start()].strip():
        return text, ""
    before, gap, rest = text[: found.start()].rstrip(), found["gap"] or "", found["rest"].strip()
    ended = re.search(r"[.!?؟»”\"…\]]$", before) or gap
    if not (ended or found["arrow"]) or (rest and not found["arrow"]):
        return text, ""
    return f"{before} {gap}".strip(), text[found.end("gap") if gap else found.start() :].strip()


def is_cut_off(text: str) -> bool:
    """Whether a paragraph ends as an excerpt does: in a bracketed ellipsis."""
    return bool(re.search(r"(?:\[(?:…|\.\.\.)\]|\[&hellip;\])\s*$", text))


def is_comments(text: str) -> bool:
    """Whether the line counts comments or invites them."""
    return len(text) < 120 and _is_whole("comments", text)


def is_pagination(text: str) -> bool:
    """Whether the line leads to other pages of the listing."""
    return len(text) < 120 and _is_whole("pagination", text)


def is_footer(text: str) -> bool:
    """Whether the line closes a whole site: copyright, software, legal links."""
    return len(text) < 260 and bool(_pattern("footer").search(fold(text)))


def is_sidebar(text: str) -> bool:
    """Whether the line is the heading or an item of a sidebar or a menu."""
    return len(text) < 80 and _is_whole("sidebar", text)


def is_widget(text: str) -> bool:
    """Whether the line belongs to share buttons, likes or advertising."""
    return len(text) < 160 and (_is_whole("widget", text) or bool(_pattern("networks").match(fold(text))))


def page_heading(text: str) -> tuple[str, str] | None:
    """The kind of archive page a heading announces (tag, category, author, date, search) and its term."""
    if len(text) > 160:
        return None
    for kind, pattern in _headings():
        found = pattern.match(text)
        if found:
            term = _PAGE_NUMBER.sub("", found["term"]).strip()
            return kind, re.sub(f"^{_QUOTE}|{_QUOTE}$", "", term).strip()
    return None


def _is_whole(section: str, text: str) -> bool:
    return bool(_pattern(section).match(fold(text)))


@lru_cache(maxsize=1)
def _headings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    pairs = (line.split(" ", 1) for line in listed("headings"))
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in pairs)


@lru_cache(maxsize=16)
def _pattern(section: str) -> re.Pattern[str]:
    """The one expression of a section; shaped by how the section is matched."""
    words = "|".join(listed(section))
    shapes = {
        "footer": rf"(?:^|\W)(?:{words})",
        "networks": rf"^{_EDGE}(?:{words})(?: ?\(?\d+\)?)?(?:[\s,|/·•]+(?:{words})(?: ?\(?\d+\)?)?)*{_EDGE}$",
        "continue_titled": rf"^{_EDGE}(?P<words>{words})(?P<colon>:)?\s*(?P<mark>['\"])?(?P<title>[^\s'\"→].*?)['\"]?"
        rf"(?P<arrow>\s*[→»›>⟶\"])?{_EDGE}$",
        "continue_inline": rf"(?:\s*(?P<gap>{_CUT_OFF})\s*|\s+)(?:\(|\[)?(?:{words})(?P<rest>[^.!?؟]{{0,140}}?)"
        r"(?P<arrow>[\s→»›>…\])]*[→»›>])?[\s.…\])]*$",
    }
    shape = shapes.get(section, rf"^{_EDGE}(?:{words}){_EDGE}$")
    return re.compile(shape, re.IGNORECASE if section == "continue_inline" else 0)
