"""Telling the bare text of an archive page from other files, from its beginning alone.

Guarantees: cheap (no more than the first 400 lines are looked at) and shy: markup, data
and plain documents are not taken for such a page. It is a first look; the reader itself
refuses what it cannot read.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from broadsheet.rescue.text import phrases
from broadsheet.rescue.text.copies import Copy, read_copy
from broadsheet.rescue.text.lines import Line, split_lines
from broadsheet.rescue.text.meta import read_meta
from broadsheet.rescue.text.pages import find_heading
from broadsheet.rescue.text.shapes import ends_sentence, is_prose
from broadsheet.rescue.text.taglists import bare_tag_lines

__all__ = ["archive_evidence", "holds_markup", "looks_like_text_archive", "shows_posts"]

_SAMPLED = 400

_MARKUP = re.compile(
    r"^\ufeff?\s*(?:<[!?a-zA-Z]|\{|\[\s*[\{\"\]]|%PDF|PK\x03|WARC/|---\s*\n|\+\+\+\s*\n"
    r"|From \S+@|(?:[A-Z][\w-]+: .*\r?\n){3})"
)
# What prose on a web page doesn't do: rules under headings, code, tables drawn with signs, lists of fields.
_OTHER_SIGNS = re.compile(
    r"^\s*(?:[=~*_-]{3,}$|\||```|#{1,6}\s|//|/\*"
    r"|(?:def|class|import|from|return|if|elif|for|while|var|const|function)\b.*[:;({]$)"
    r"|[{};]\s*$|\S\s{4,}\S|[=!<>]=|\w\(\)|^\S+=\S+$"
)
_TAGS_OF_MARKUP = re.compile(r"</?(?:p|div|a|span|html|body|item|channel|li|br|table)\b[^>]*>", re.IGNORECASE)


def looks_like_text_archive(sample: str) -> bool:
    """Whether a file that begins so may be the text of a tag, category, author, date or search page."""
    if sample.count("\x00") * 50 > len(sample) or _MARKUP.match(sample) or holds_markup(sample):
        return False
    lines = [line for line in split_lines(sample)[:_SAMPLED] if line.bare]
    if not lines or not any(is_prose(line) for line in lines):
        return False
    return archive_evidence(lines) >= 2 or shows_posts(read_copy("\n".join(sample.split("\n")[:_SAMPLED])))


def holds_markup(sample: str) -> bool:
    """Whether tags of HTML or of a feed stand all over a text."""
    return len(_TAGS_OF_MARKUP.findall(sample)) > 5


def shows_posts(copy: Copy) -> bool:
    """Whether a text's own order shows posts, whatever its words: headlines that differ, each with text.

    That order is only read from what repeats (:mod:`.zones`, :mod:`.rhythm`), so two posts are evidence.
    Hard-wrapped documents, code and tables are not looked at so: their short lines repeat for other reasons.
    """
    if _is_another_document(copy.lines):
        return False
    titles = {copy.lines[story.title].key for story in copy.stories}
    if len(titles) < max(2, 0.8 * len(copy.stories)):
        return False
    texts = [
        any(
            copy.roles[place] == "paragraph" and is_prose(copy.lines[place])
            for place in range(story.start, story.end)
        )
        for story in copy.stories
    ]
    return sum(texts) >= 0.7 * len(texts)


def _is_another_document(lines: Sequence[Line]) -> bool:
    """Whether lines are broken amid sentences, as in letters and manuals, or hold signs of code and tables."""
    signs = sum(bool(_OTHER_SIGNS.search(line.text)) for line in lines)
    wrapped = sum(
        below.bare[:1].islower() and below.number == above.number + 1 and not ends_sentence(above.bare)
        for above, below in pairwise(lines)
    )
    return signs > 0.08 * len(lines) or wrapped > 0.15 * len(lines)


def archive_evidence(lines: Sequence[Line]) -> float:
    """How much speaks for an archive page: its heading is worth 2, other signs less; 2 is enough."""
    heading = find_heading(lines)
    score = 2.0 if heading else 0.0
    rests = sum(
        phrases.is_continue(line.bare) or bool(phrases.split_inline_continue(line.bare)[1]) for line in lines
    )
    about = sum(
        1
        for line in lines
        if not is_prose(line) and (meta := read_meta(line.bare)) and (meta.kind != "byline")
    )
    lists = len(bare_tag_lines(lines, term=heading.term if heading else ""))
    comments = sum(phrases.is_comments(line.bare) for line in lines)
    cut_off = sum(phrases.is_cut_off(line.bare) for line in lines)
    return (
        score
        + min(rests, 2)
        + min(lists, 2) * 0.7
        + min(about, 3) * 0.7
        + min(comments, 2) * 0.7
        + min(cut_off, 2)
    )
