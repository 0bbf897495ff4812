"""What a copy still holds of things that its posts showed from elsewhere.

WordPress asks a service once for the markup that shows an address of the text, and keeps it beside the post, in
custom fields named ``_oembed_`` and a digest: the words of a short message, the title of a film. Long after the
service is blocked or the message deleted, the page went on to show them.

Source: https://developer.wordpress.org/reference/classes/wp_embed/
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from broadsheet.rescue.clean import embeds
from broadsheet.rescue.clean.attributes import words_of

__all__ = ["KeptEmbed", "read_kept"]

_ADDRESSED = ("data-instgrm-permalink", "data-href", "cite")
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class KeptEmbed:
    """What is known of a thing: its words as the markup of a quotation, with the links in it, or only its title."""

    quote: str = ""
    title: str = ""
    links: tuple[str, ...] = ()


def read_kept(markups: Iterable[str]) -> dict[str, KeptEmbed]:
    """What each markup shows, by the :func:`~.embeds.key_of` its address."""
    found: dict[str, KeptEmbed] = {}
    for markup in markups:
        tree = _tree(markup)
        if tree is None:
            continue
        quotes = list(tree.iter("blockquote"))
        kept, url = _kept(tree, quotes), _address_of(tree, quotes)
        if url and (kept.quote or kept.title):
            found.setdefault(embeds.key_of(url), kept)
    return found


def _tree(markup: str) -> etree._Element | None:
    """None for what is no markup: WordPress notes that way that nothing was to be had."""
    if not markup.lstrip().startswith("<") or len(markup) > _LONGEST:
        return None
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    try:
        return etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _address_of(tree: etree._Element, quotes: list[etree._Element]) -> str:
    """Of a quotation's links the last is its own; those before are in its words."""
    for element in tree.iter():
        for name in _ADDRESSED:
            if element.get(name):
                return str(element.get(name))
    links = [link.get("href") for link in (quotes[0] if quotes else tree).iter("a") if link.get("href")]
    if quotes and links:
        return str(links[-1])
    frames = [frame.get("src") for frame in tree.iter("iframe", "embed") if frame.get("src")]
    return str((frames + links + [""])[0])


def _kept(tree: etree._Element, quotes: list[etree._Element]) -> KeptEmbed:
    title = next((str(frame.get("title")) for frame in tree.iter("iframe") if frame.get("title")), "")
    if not quotes:
        shown = [image.get("alt") or "" for image in tree.iter("img")]
        return KeptEmbed(title=title or words_of(tree) or " ".join(shown))
    quote = quotes[0]
    linked = " ".join(filter(None, (words_of(link) for link in quote.iter("a"))))
    if words_of(quote) == linked:
        return KeptEmbed(title=linked or title)
    # Its pictures are the service's, and gone with it or watched by it.
    etree.strip_elements(quote, "img", "svg", with_tail=False)
    if "twitter" in quote.get("class", ""):
        # It set the sign before a name or a subject in another type by striking it out.
        etree.strip_tags(quote, "s", "b")
    quote.tail = None
    return KeptEmbed(etree.tostring(quote, encoding="unicode", method="html"))
