"""Headings of a body, set below those of the page that shows it.

Guarantees: the headings of any body nest without a step left out, whatever levels the copy
used: the outermost one gets the level that the page asks for, one that stands under it the
next; the texts and their order stay. Readers who go through a page by its headings rely on
that (WCAG 2.2, 1.3.1), and HTML asks for it.

The archive keeps the levels of the copy, so that nothing is decided there for ever. Bodies
are canonical by then: a heading's tag is the only thing in them that begins so.
"""

import re

__all__ = ["nest_headings"]

_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_DEEPEST = 6
_OTHER = re.compile("<h[13-6]")
"""Without any of these, all headings are of the second level and stay so."""


def nest_headings(body: str, *, top: int) -> str:
    """The body with its outermost headings at level ``top``, 2 to 6."""
    if top == 2 and _OTHER.search(body) is None:
        return body
    above: list[int] = []

    def set_level(tag: re.Match[str]) -> str:
        if not tag[1]:
            level = int(tag[2])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        return f"<{tag[1]}h{min(top + len(above) - 1, _DEEPEST)}"

    return _HEADING.sub(set_level, body) if "<h" in body else body
