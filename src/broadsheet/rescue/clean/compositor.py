"""The tree of a foreign body, read in order and set anew in the galley.

Guarantees: every visible word of the tree is set, or quoted in a remark; each element is read once.
What an element becomes is one entry of a table below. The tree is html5ever's (by way of nh3), so that
badly nested markup is read as browsers read it (https://html.spec.whatwg.org/#parsing).
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urljoin

from lxml import etree

from broadsheet.rescue.clean import attributes, embeds
from broadsheet.rescue.clean.galley import Block, Frame, Galley, Mark, escaped, quoted
from broadsheet.rescue.clean.kept import KeptEmbed
from broadsheet.rescue.clean.pictures import Shown, is_own_file, picture_key, shown_by
from broadsheet.rescue.clean.sources import Sources

__all__ = ["Compositor", "Handler"]

_MARKS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "dfn": "em", "var": "em", "u": "u", "ins": "ins",
    "s": "s", "strike": "s", "del": "del", "sub": "sub", "sup": "sup", "code": "code", "tt": "code", "samp": "code",
    "kbd": "kbd", "cite": "cite", "mark": "mark", "q": "q", "abbr": "abbr", "acronym": "abbr", "small": "small",
    "bdi": "bdi", "bdo": "bdo", "ruby": "ruby", "rt": "rt", "rp": "rp",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FURNITURE = re.compile(
    r"\b(sharedaddy|sd-sharing|sd-like|jp-relatedposts|addtoany_\w+|a2a_kit|sharethis\w*|ssba\w*|essb_\w+|mashsb\S*"
    r"|heateor_sss_\w+|swp_social_panel|shareaholic\S*|sfsi\w*|social-share\S*|share-buttons|wp-block-social-links"
    r"|wp-block-outermost-social-sharing|novashare\S*|dpsp-\S+|wpusb|jp-post-flair|wpulike\S*)",
)
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
_NOTHING_KEPT = KeptEmbed()
_QUOTED = "What was shown from another site is quoted in the words that the copy kept of it."
Handler = Callable[["Compositor", etree._Element], None]


class Compositor:
    """One body on its way from tree to galley."""

    def __init__(
        self, sources: Sources, table: Mapping[str, Handler], *, breaks: bool, targets: frozenset[str]
    ) -> None:
        """``table`` says who sets which element; those without an entry are marks or set as what they hold."""
        self.sources = sources
        self.table = table
        self.breaks = breaks
        self.targets = targets
        self.anchored: set[str] = set()
        """Ids given so far: each may stand once."""
        self.galley = Galley(self.card_of_line)
        self.pictures: list[str] = []
        self.href = ""
        """Where the link around what is being read leads."""
        self.around = ("", "")
        """Direction and language that a wrapper without a place in the canonical form gave."""
        self.in_gallery = False
        self.in_heading = False
        self.in_pullquote = False
        self.set_apart: etree._Element | None = None
        """An element that whoever set its parent sets later."""

    # -- reading ------------------------------------------------------------------------------------

    def inside(self, element: etree._Element) -> None:
        """Set what an element holds."""
        if element.text:
            self.galley.text(element.text, breaks=self.breaks)
        for child in element:
            self.element(child)
            if child.tail:
                self.galley.text(child.tail, breaks=self.breaks)

    def element(self, element: etree._Element) -> None:
        """Set an element by the rule for its tag; one that is left out leaves nothing."""
        if element is self.set_apart:
            return
        if element.keys() and self.left_out(element):
            return
        handler = self.table.get(element.tag)
        if handler is not None:
            handler(self, element)
        elif element.tag in _MARKS:
            self.mark(element, _MARKS[element.tag])
        else:
            self.inside(element)

    def left_out(self, element: etree._Element) -> bool:
        """Whether an element is nothing a reader of the old site read as the post."""
        classes = element.get("class")
        style = element.get("style")
        if classes and _FURNITURE.search(classes):
            words = attributes.words_of(element)
            if words:
                self.sources.noted("Share buttons and the like were left out.", words)
            return True
        if style and _HIDDEN.search(style) and element.tag not in ("img", "embed"):
            self.sources.left_over(
                "Text that the old site kept hidden was left out.", attributes.words_of(element)
            )
            return True
        return False

    # -- lines --------------------------------------------------------------------------------------

    def boundary(self) -> None:
        """A block begins or ends here."""
        if self.galley.frame.mode == "flow":
            self.galley.end_paragraph()
        else:
            self.galley.end_line()

    def mark(self, element: etree._Element, tag: str) -> None:
        """Set a mark around what its element holds; no weight in a heading, nor where a style takes it back."""
        start, anchor = tag, ""
        if tag == "strong" and (self.in_heading or attributes.is_light(element)):
            self.styled(element)
            return
        if element.keys():
            start, anchor = tag + attributes.inline(element, tag), self.anchor_of(element)
        marks = self.galley.marks
        if marks and any(mark.start == start for mark in marks):
            self.galley.await_anchor(anchor)
            self.inside(element)
            return
        self.under(Mark(tag, start, anchor), element)

    def under(self, mark: Mark, element: etree._Element) -> None:
        """Set what an element holds under a mark."""
        before = self.galley.marks
        self.galley.marks = [*before, mark]
        self.inside(element)
        self.galley.marks = before
        self.galley.await_anchor(mark.anchor)  # if nothing stood in it: an old-fashioned named place

    def styled(self, element: etree._Element) -> None:
        """A ``span`` or ``font``: what its style means is kept, the style is not."""
        if not element.attrib:
            self.inside(element)
            return
        before = self.galley.marks
        self.take_style(element)
        written = attributes.inline(element, "span")
        anchor = self.anchor_of(element)
        if written:
            self.under(Mark("span", "span" + written, anchor), element)
        else:
            self.galley.await_anchor(anchor)
            self.inside(element)
        self.galley.marks = before

    def anchor_of(self, element: etree._Element) -> str:
        """The element's id, where something links to it."""
        if not self.targets:
            return ""
        name = element.get("id") or element.get("name") or ""
        if name not in self.targets or name in self.anchored:
            return ""
        self.anchored.add(name)
        return name

    def heading_anchor(self, element: etree._Element) -> str:
        """A heading's id stays though nothing in the body links to it: pages elsewhere may."""
        name = element.get("id", "")
        if name and name not in self.anchored and name not in self.targets:
            self.anchored.add(name)
            return name
        return self.anchor_of(element)

    def link(self, element: etree._Element) -> None:
        """Set an ``a``."""
        href = self.address(element.get("href", ""))
        around, self.href = self.href, href
        if href:
            extra = attributes.inline(element, "a")
            marks = self.galley.marks
            # Links do not nest, whatever a parser makes of them.
            self.galley.marks = [mark for mark in marks if mark.tag != "a"]
            self.under(Mark("a", f'a href="{quoted(href)}"{extra}', self.anchor_of(element), href), element)
            self.galley.marks = marks
        else:
            self.galley.await_anchor(self.anchor_of(element))
            self.inside(element)
        self.href = around

    def address(self, url: str) -> str:
        """An address as the body keeps it: whole where the site's own address is known."""
        url = url.strip()
        if "#" in url:
            page, _, name = url.partition("#")
            if name in self.targets and (not page or attributes.is_note(name)):
                return "#" + name
            if not page:
                return ""  # it led to a part of the old site's page
        if url and self.sources.site_url and not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url):
            try:
                return urljoin(f"{self.sources.site_url.rstrip('/')}/", url)
            except ValueError:
                return url
        return url

    # -- blocks -------------------------------------------------------------------------------------

    def wrapper(self, element: etree._Element) -> None:
        """An element whose only part in the canonical form is that it stands apart."""
        if not element.attrib:
            self.boundary()
            self.inside(element)
            self.boundary()
            return
        self.boundary()
        around, paragraph = self.around, self.galley.paragraph
        direction, language = attributes.direction(element), element.get("lang", "")
        self.around = (direction or around[0], language or around[1])
        self.galley.paragraph = attributes.written(*self.around, "")
        self.galley.await_anchor(self.anchor_of(element))
        self.background(element)
        special = attributes.special_kind(element)
        if special in self.table and self.galley.frame.mode == "flow":
            self.table[special](self, element)
        else:
            self.styled_inside(element)
        self.boundary()
        self.around, self.galley.paragraph = around, paragraph

    def styled_inside(self, element: etree._Element) -> None:
        before = self.galley.marks
        self.take_style(element)
        self.inside(element)
        self.galley.marks = before

    def take_style(self, element: etree._Element) -> None:
        """Open the marks that an inline style stands for; a heading is bold as it is."""
        for tag in attributes.meant_by_style(element):
            if not (tag == "strong" and self.in_heading) and all(
                mark.tag != tag for mark in self.galley.marks
            ):
                self.galley.marks = [*self.galley.marks, Mark(tag, tag)]

    def background(self, element: etree._Element) -> None:
        """A cover's picture used to be only in its style."""
        if "wp-block-cover" in element.get("class", "").split():
            found = _BACKGROUND.search(element.get("style", ""))
            if found and self.galley.frame.mode == "flow":
                self.put_picture(Shown(found[1].strip()), "")

    def contained(self, element: etree._Element, tag: str) -> Frame:
        """The frame of an element that holds paragraphs, filled with what the element holds."""
        self.galley.push(tag)
        around, paragraph, self.around, self.galley.paragraph = (
            self.around,
            self.galley.paragraph,
            ("", ""),
            "",
        )
        self.styled_inside(element)
        frame = self.galley.pop()
        self.around, self.galley.paragraph = around, paragraph
        return frame

    def run_of(self, element: etree._Element, tag: str) -> tuple[str, str, list[Block]]:
        """The one line that an element holds: its markup, its letters, and pictures found in it."""
        self.galley.push(tag, "line")
        self.styled_inside(element)
        html, words = self.galley.finished_run()
        return html, words, self.galley.frames.pop().floats

    def block_attributes(self, element: etree._Element) -> str:
        """Direction, language and id of an element that has a place in the canonical form."""
        direction = attributes.direction(element) or self.around[0]
        language = element.get("lang", "") or self.around[1]
        anchor = self.anchor_of(element)
        return attributes.written(direction, language, anchor)

    # -- pictures and players -----------------------------------------------------------------------

    def image(self, element: etree._Element) -> None:
        """Set an ``img`` as a figure of its own."""
        shown = shown_by(element)
        if shown.words:
            self.galley.text(shown.words, breaks=False)
        elif shown.src:
            self.put_picture(self.described(shown, element), self.href)
        elif shown.alt:
            self.sources.left_over("A picture has no address in the copy.", shown.alt)

    def described(self, shown: Shown, element: etree._Element) -> Shown:
        """With the alternative text that the copy keeps elsewhere, where the body has none."""
        if shown.alt:
            return shown
        named = re.search(r"\bwp-image-(\d+)", element.get("class", ""))
        found = self.sources.picture_of(named[1] if named else shown.src)
        alt = " ".join(found.alt.split()) if found else ""
        return Shown(shown.src, alt, shown.width, shown.height) if alt else shown

    def put_picture(self, shown: Shown, href: str) -> None:
        """A figure without words, beside the line if one is being set."""
        galley = self.galley
        figure = self.figure_of(shown, href)
        if galley.frame.mode == "flow" and not galley.in_words:
            galley.end_paragraph()
            galley.put(figure)
        else:
            galley.frame.floats.append(figure)

    def figure_of(self, shown: Shown, href: str) -> Block:
        src = self.address(shown.src)
        size = f' width="{shown.width}" height="{shown.height}"' if shown.width and shown.height else ""
        if href and is_own_file(href, src):
            size = "" if href != src else size
            src, href = href, ""
        elif href and attributes.leads_to_picture_page(href):
            href = ""
        image = f'<img src="{quoted(src)}" alt="{quoted(shown.alt)}"{size}>'
        self.pictures.append(src)
        if href:
            self.galley.links.append(href)
            return Block(
                "figure",
                f'<figure><a href="{quoted(href)}">{image}</a></figure>',
                f'<a href="{quoted(href)}">{image}</a>',
            )
        return Block("figure", f"<figure>{image}</figure>", image, (src, shown.alt, ""))

    def player(self, element: etree._Element) -> None:
        """A frame or a player becomes a card that leads to what it showed."""
        url = attributes.played_by(element)
        page = self.address(embeds.page_of(url)) if url else ""
        if element.get("style") and _HIDDEN.search(element.get("style", "")):
            page = ""
        if page.startswith(("http://", "https://", "/")) or (page and ":" not in page):
            self.put_card(page, element.get("title", ""))
        elif url:
            self.sources.left_over("Something was shown in a frame whose address leads nowhere.", url)
        if element.tag != "embed":
            self.fallback(element)
        else:
            self.inside(element)

    def fallback(self, element: etree._Element) -> None:
        """What browsers without the player would have shown: mostly a plea to update them."""
        words = attributes.words_of(element)
        if words:
            self.sources.noted("Words shown only where a player does not work were left out.", words)
        for child in element.iter("embed", "img"):
            if child.tag == "img":
                self.image(child)
            elif not attributes.played_by(element):
                self.player(child)

    def put_card(self, url: str, title: str) -> None:
        """A link card, or a plain link where no block can stand."""
        name = " ".join(title.split()) or embeds.name_of(url)
        if self.galley.frame.mode == "flow":
            self.galley.end_paragraph()
            self.galley.put(self.card(url, name))
            return
        marks, self.galley.marks = self.galley.marks, [Mark("a", f'a href="{quoted(url)}"', "", url)]
        self.galley.text(name, breaks=False)
        self.galley.marks = marks

    def card(self, url: str, name: str) -> Block:
        """A link that stands for itself, or the words that the copy kept of what it leads to, and the link unless they
        hold it.
        """
        key = embeds.key_of(url) if self.sources.kept else ""
        kept = self.sources.kept.get(key, _NOTHING_KEPT)
        quote = kept.quote
        if quote:
            self.sources.noted(_QUOTED)
            self.galley.links += kept.links
            if any(embeds.key_of(link) == key for link in kept.links):
                return Block("blockquote", quote)
        if kept.title and name == embeds.name_of(url):
            name = kept.title
        self.galley.links.append(url)
        card = f'<aside class="card"><p><a href="{quoted(url)}">{escaped(name)}</a></p></aside>'
        return Block("aside", quote + card)

    def card_of_line(self, url: str, whole_paragraph: bool) -> Block | None:
        """The card of a bare address: WordPress showed those of services it knew, wherever a line was theirs."""
        if not whole_paragraph and not embeds.is_provider(url):
            return None
        page = embeds.page_of(url)
        return self.card(page, embeds.name_of(page))

    def noscript(self, element: etree._Element) -> None:
        """The twin of a picture that a script loads late, or a tracker."""
        known = {picture_key(src) for src in self.pictures[-3:]}
        for child in element.iter("img"):
            shown = shown_by(child)
            if shown.src and picture_key(shown.src) not in known:
                self.image(child)
        words = attributes.words_of(element)
        if words:
            self.sources.noted("Words shown only without script were left out.", words)
