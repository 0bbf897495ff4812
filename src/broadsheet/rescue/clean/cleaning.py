"""The whole way from a copy's markup to a canonical body.

Guarantees, for any input: the body is canonical (``sanitise(body) == body``), cleaning it again changes
nothing, and every visible word of the copy is in the body, the lead figure or the quote of a remark.
The steps are: mend letters, read shortcodes and block comments, parse as browsers do, set anew.

Copies that hold rendered pages go through :func:`clean_page`; there a newline is only a space.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import nh3
from lxml import etree

from broadsheet.archive.body import sanitise, text_of
from broadsheet.archive.canonical import BLOCKS, MARKS, level, parse_fragment, without_forbidden
from broadsheet.rescue.clean import attributes
from broadsheet.rescue.clean.compositor import Compositor
from broadsheet.rescue.clean.elements import TABLE
from broadsheet.rescue.clean.galley import Block, quoted
from broadsheet.rescue.clean.kept import KeptEmbed, read_kept
from broadsheet.rescue.clean.manuscript import holds_shortcode, read_manuscript
from broadsheet.rescue.clean.mending import is_suspect, mend
from broadsheet.rescue.clean.sources import Beside, Sources, nothing
from broadsheet.rescue.finds import FigureFind, PictureFind, Remark

__all__ = ["Cleaned", "clean_body", "clean_page"]

_ELEMENTS = [
    "b", "i", "big", "strike", "tt", "samp", "var", "dfn", "acronym", "font", "center", "h1", "h5", "h6",
    "section", "article", "header", "footer", "main", "nav", "address", "hgroup", "fieldset", "legend", "dir",
    "menu", "listing", "x-frame", "x-noscript", "object", "applet", "embed", "param", "source", "track",
    "video", "audio", "form", "input", "textarea", "button", "select", "option", "optgroup", "label",
    "progress", "meter", "datalist", "output", "canvas", "svg", "math", "text", "mi", "mn", "mo", "mrow",
    "msup", "msub", "mfrac", "mtext", "map", "area", "time", "data", "wbr", "nobr", "marquee", "blink", "col",
    "colgroup", "picture",
]  # fmt: skip
_ANYWHERE = {"dir", "lang", "id", "class", "style", "title", "name"}
_OF_PICTURES = {
    "src", "alt", "width", "height", "srcset", "data-src", "data-lazy-src", "data-original", "data-orig-file",
    "data-large-file", "data-full-url", "data-srcset", "data-lazy-srcset",
}  # fmt: skip
# Everything that means something to the compositor goes through; scripts and styles do not.
_PARSER = nh3.Cleaner(
    tags=set(BLOCKS | MARKS | set(_ELEMENTS)),
    attributes={
        "*": _ANYWHERE,
        "a": {"href", "hreflang"},
        "img": _OF_PICTURES,
        "ol": {"start", "reversed"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "table": {"role"},
        "div": {"data-href"},
        **{tag: {"src", "data", "data-src", "data-lazy-src", "data-litespeed-src", "value"} for tag in
           ("x-frame", "embed", "object", "video", "audio", "source", "param")},
    },
    url_schemes={"http", "https", "mailto", "tel", "xmpp", "magnet", "file", "data"},
    link_rel=None,
    clean_content_tags={"script", "style"},
)  # fmt: skip
_PASSES = 6
_NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A canonical body and what was learned on the way.

    ``lead`` is the figure that the body began with, taken out of it, if that was
    asked for. ``links`` and ``pictures`` are the addresses in the body (and the lead), in order, with repetitions.
    """

    body: str
    lead: FigureFind | None = None
    remarks: tuple[Remark, ...] = ()
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words of the body: ``text_of(body)``."""
        return text_of(self.body)


def clean_body(
    html: str,
    *,
    site_url: str = "",
    picture_of: Callable[[str], PictureFind | None] = nothing,
    reusable: Callable[[str], str | None] = nothing,
    beside: Beside = _NOTHING_BESIDE,
    take_lead: bool = False,
) -> Cleaned:
    """The canonical body of what WordPress stores as a post's content, of any age.

    ``site_url`` makes relative addresses whole. ``picture_of`` is asked with an attachment's id or a
    picture's address; ``reusable`` with the id of a reusable block, or with ``footnotes``, for HTML.
    With ``take_lead`` a figure at the very top becomes ``lead`` and leaves the body.
    """
    sources = Sources(
        site_url=site_url,
        picture_of=picture_of,
        reusable=reusable,
        attached=beside.attached,
        kept=_set_kept(beside.embeds),
    )
    return _cleaned(html, sources, stored=True, take_lead=take_lead)


def _set_kept(embeds: Sequence[str]) -> dict[str, KeptEmbed]:
    """What was kept, its quotations in the canonical form."""
    kept = read_kept(embeds) if embeds else {}
    for key, each in kept.items():
        if each.quote:
            cleaned = clean_page(each.quote)
            kept[key] = replace(each, quote=cleaned.body, links=cleaned.links)
    return kept


def clean_page(html: str, *, site_url: str = "", take_lead: bool = False) -> Cleaned:
    """The canonical body of rendered HTML, as feeds and pages hold it: a newline is a space, brackets are prose."""
    return _cleaned(html, Sources(site_url=site_url), stored=False, take_lead=take_lead)


def _cleaned(html: str, sources: Sources, *, stored: bool, take_lead: bool) -> Cleaned:
    """``stored``: as WordPress keeps it, not as it shows it."""
    html, sources.remarks = mend(html)
    manuscript = read_manuscript(html, sources, shortcodes=stored)
    cleaned = _set(manuscript.html, sources, breaks=stored and manuscript.breaks, take_lead=take_lead)
    for _ in range(_PASSES):  # a shortcode, or a letter gone wrong, that some tag had cut in two
        body, mended = mend(cleaned.body) if is_suspect(cleaned.body) else (cleaned.body, [])
        if not mended and not (stored and "[" in body and holds_shortcode(body)):
            break
        sources.remarks += mended
        manuscript = read_manuscript(body, sources, shortcodes=stored)
        again = _set(manuscript.html, sources, breaks=stored, take_lead=False)
        taken = (cleaned.lead.source_url,) if cleaned.lead else ()
        cleaned = replace(again, lead=cleaned.lead, pictures=taken + again.pictures)
    return replace(cleaned, remarks=sources.all_remarks())


def _set(html: str, sources: Sources, *, breaks: bool, take_lead: bool) -> Cleaned:
    """HTML without shortcodes, parsed and set."""
    markup = level(_PARSER.clean(html))
    if "&#" in html:  # written as references: what may not stand in a body must not count as a word either
        markup = without_forbidden(markup)
    tree = parse_fragment(markup)
    targets = _targets(tree, html)
    noted = len(sources.remarks)
    while True:
        compositor = Compositor(sources, TABLE, breaks=breaks, targets=targets)
        compositor.inside(tree)
        blocks = compositor.galley.pop().blocks
        held = _held(targets, blocks)
        if held == targets:
            break
        targets = held  # a link without words, or its target, has gone: the other goes too
        del sources.remarks[noted:]
    lead = _lead_of(blocks) if take_lead else None
    body = sanitise("".join(block.html for block in blocks))
    return Cleaned(
        body=body,
        lead=lead,
        links=tuple(href for href in compositor.galley.links if not href.startswith("#")),
        pictures=tuple(compositor.pictures),
    )


def _held(targets: frozenset[str], blocks: list[Block]) -> frozenset[str]:
    """Those targets that the body set both has and links to."""
    if not targets:
        return targets
    html = "".join(block.html for block in blocks)
    return frozenset(
        name for name in targets if f' id="{quoted(name)}"' in html and f' href="#{quoted(name)}"' in html
    )


def _targets(tree: etree._Element, html: str) -> frozenset[str]:
    """The ids that links of this body lead to."""
    if "#" not in html:
        return frozenset()
    wanted = {link.get("href", "").partition("#")[2] for link in tree.iter("a")}
    here = {name for element in tree.iter() for name in (element.get("id"), element.get("name")) if name}
    return frozenset(wanted & here)


def _lead_of(blocks: list[Block]) -> FigureFind | None:
    """The figure that a body begins with, taken out; None if it begins otherwise."""
    if not blocks or blocks[0].picture is None:
        return None
    src, alt, caption = blocks.pop(0).picture or ("", "", "")
    credit = ""
    if "<cite>" in caption:
        tree = parse_fragment(caption)
        cites = list(tree.iter("cite"))
        credit = " ".join(attributes.words_of(cite) for cite in cites)
        for cite in cites:
            cite.text = ""
            for child in list(cite):
                cite.remove(child)
        caption = etree.tostring(tree, encoding="unicode", method="html")
    return FigureFind(source_url=src, alt=alt, caption=text_of(caption), credit=credit)
