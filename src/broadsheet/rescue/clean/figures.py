"""Figures: pictures with their captions, galleries, and what else copies put into a ``figure``.

Guarantees: a caption stays with its picture, whichever way it was written; a figure without a picture
becomes what it held.
"""

from lxml import etree

from broadsheet.rescue.clean import attributes, embeds
from broadsheet.rescue.clean.compositor import Compositor
from broadsheet.rescue.clean.galley import Block
from broadsheet.rescue.clean.tables import set_rows

__all__ = ["figure", "file_card", "gallery", "social_card"]

_PLAYERS = frozenset(["x-frame", "embed", "video", "audio", "object", "applet"])
_OTHER_BLOCKS = frozenset(["blockquote", "pre", "hr"]) | _PLAYERS


def figure(compositor: Compositor, element: etree._Element) -> None:
    """Set a ``figure``, or what other markup meant as one."""
    tags = [str(child.tag) for child in element.iterdescendants()]
    classes = element.get("class", "")
    if "gallery" in classes.split() or "wp-block-gallery" in classes or "figure" in tags:
        gallery(compositor, element)
    elif (
        element.find("table") is not None
        and "tr-caption-container" not in classes
        and element.tag == "figure"
    ):
        _table_figure(compositor, element)
    elif "img" in tags and not _OTHER_BLOCKS.intersection(tags):
        _picture_figure(compositor, element)
    elif "img" not in tags and "blockquote" in tags:
        before, compositor.in_pullquote = compositor.in_pullquote, "pullquote" in classes
        compositor.styled_inside(element)
        compositor.galley.end_paragraph()
        compositor.in_pullquote = before
    else:
        compositor.styled_inside(element)
        compositor.galley.end_paragraph()


def _picture_figure(compositor: Compositor, element: etree._Element) -> None:
    written = compositor.block_attributes(element)
    caption, words, floats = compositor.run_of(element, "figure")
    galley = compositor.galley
    if not floats:
        if caption:
            galley.put(galley.paragraph_of(caption, words))
        return
    if not caption:
        for block in floats:
            galley.put(block)
        return
    written = galley.own(written, words)
    if len(floats) > 1:
        inner = "".join(block.html for block in floats)
        html = f'<figure class="gallery"{written}>{inner}<figcaption>{caption}</figcaption></figure>'
        galley.put(Block("figure", html))
        return
    only = floats[0]
    html = f"<figure{written}>{only.inner}<figcaption>{caption}</figcaption></figure>"
    picture = (only.picture[0], only.picture[1], caption) if only.picture else None
    galley.put(Block("figure", html, only.inner, picture))


def _table_figure(compositor: Compositor, element: etree._Element) -> None:
    """A table with its caption; a figure that holds more is set as what it holds."""
    tags = sorted(str(child.tag) for child in element)
    loose = [element.text, *(child.tail for child in element)]
    if tags != ["figcaption", "table"] or any(text and text.strip() for text in loose):
        compositor.styled_inside(element)
        compositor.galley.end_paragraph()
        return
    galley = compositor.galley
    table, caption = (element[0], element[1]) if element[0].tag == "table" else (element[1], element[0])
    words, letters, floats = compositor.run_of(caption, "figcaption")
    html = set_rows(compositor, table)
    for block in floats:
        galley.put(block)
    if html and words:
        galley.put(Block("figure", f"<figure>{html}<figcaption>{words}</figcaption></figure>"))
    elif html:
        galley.put(Block("table", html))
    elif words:
        galley.put(galley.paragraph_of(words, letters))


def gallery(compositor: Compositor, element: etree._Element) -> None:
    """Pictures that belong together; one alone is an ordinary figure."""
    caption = element[-1] if len(element) and element[-1].tag == "figcaption" else None
    if caption is not None and (caption.tail or "").strip():
        caption = None
    before = compositor.in_gallery, compositor.set_apart
    compositor.in_gallery, compositor.set_apart = True, caption
    frame = compositor.contained(element, "gallery")
    compositor.in_gallery, compositor.set_apart = before
    words, _letters, floats = ("", "", []) if caption is None else compositor.run_of(caption, "figcaption")
    blocks = frame.blocks + floats
    written = compositor.block_attributes(element)
    waiting: list[Block] = []
    for block in blocks:
        if block.tag == "figure":
            waiting.append(block)
        else:
            _put_gallery(compositor, waiting, "", "")
            waiting = []
            compositor.galley.put(block)
    _put_gallery(compositor, waiting, words, written)


def _put_gallery(compositor: Compositor, figures: list[Block], caption: str, written: str) -> None:
    galley = compositor.galley
    if len(figures) > 1 or (figures and caption):
        inner = "".join(block.html for block in figures)
        words = f"<figcaption>{caption}</figcaption>" if caption else ""
        galley.put(Block("figure", f'<figure class="gallery"{written}>{inner}{words}</figure>'))
    elif figures:
        galley.put(figures[0])
    elif caption:
        galley.put(Block("p", f"<p>{caption}</p>"))


def file_card(compositor: Compositor, element: etree._Element) -> None:
    """A file offered for download."""
    links = [link for link in element.iterdescendants("a") if link.get("href")]
    if not links:
        compositor.styled_inside(element)
        return
    named = next((link for link in links if attributes.words_of(link)), links[0])
    url = compositor.address(named.get("href", ""))
    name = attributes.words_of(named) or embeds.name_of(url)
    compositor.put_card(url, name)
    rest = attributes.words_of(element).replace(attributes.words_of(named), "", 1).strip()
    if rest:
        compositor.sources.noted("Words beside a file were left out.", rest)


def social_card(compositor: Compositor, element: etree._Element) -> None:
    """A post of a social network that a script would have fetched."""
    url = element.get("data-href", "")
    if url.startswith(("http://", "https://")):
        compositor.put_card(url, "")
    compositor.styled_inside(element)
