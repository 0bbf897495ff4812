"""A body set into the page that shows it.

Guarantees: headings follow on from the page's (:mod:`broadsheet.theme.headings`); a figure whose
picture is lost says so, with all its words; a link card is a part of the text. No word is left
out or moved.

``figure`` and ``aside`` are right for a picture that is there and for what stands beside a text. But
readers' modes, archives and search engines drop both whole before they look for the text of a page, and
with them the words of a lost picture, which are all that is left of it, and the headlines of the cards.

The archive's canonical form stays as it is, and so do feeds and ``post.json``: this is about pages. Bodies
are canonical by then, so that a tag in them is spelled in one way only.
"""

import html
import re

from broadsheet.theme.headings import nest_headings

__all__ = ["frame_body"]

_LOST = re.compile(
    r'<figure(?P<attributes>[^>]*)>\s*(?:<span class="missing-picture">(?P<alt>[^<]*)</span>)?\s*'
    r"(?:<figcaption(?P<language>[^>]*)>(?P<caption>(?:(?!</?fig).)*)</figcaption>)?\s*</figure>",
    re.DOTALL,
)
_BLOCK = re.compile("<(?:p|ul|ol|blockquote)[ >]")
_CARD = re.compile(r'<aside( class="card"[^>]*)>(.*?)</aside>', re.DOTALL)


def frame_body(body: str, *, top: int, picture_lost: str) -> str:
    """The body with its outermost headings at level ``top``; ``picture_lost`` are the words for a lost one."""
    body = nest_headings(body, top=top)
    # Letters that are rare are looked for first, in a fraction of the time: most bodies have no such elements.
    if '"' in body and "<aside" in body:
        body = _CARD.sub(r"<div\1>\2</div>", body)
    if "<f" not in body:
        return body
    label = f'<p class="label">{html.escape(picture_lost)}</p>'

    def tell(figure: re.Match[str]) -> str:
        attributes = figure["attributes"].replace(' class="gallery"', "")
        alt = f"<p>{figure['alt']}</p>" if figure["alt"] else ""
        block = "div" if _BLOCK.search(figure["caption"] or "") else "p"
        caption = f"<{block}{figure['language']}>{figure['caption']}</{block}>" if figure["caption"] else ""
        return f'<div class="lost"{attributes}>{label}{alt}{caption}</div>'

    return _LOST.sub(tell, body)
