"""Pieces of an export as wire shapes.

Guarantees: total; each element is read once; fields that would identify a reader (e-mail and network
addresses of commenters and authors) are not even decoded. PHP-serialised values are never unserialised:
they are passed over as the opaque text they are.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from broadsheet.rescue.wxr.built import BUILDER_FIELDS
from broadsheet.rescue.wxr.elements import Element, Names, attribute, elements, text_of
from broadsheet.rescue.wxr.own import OWN_META
from broadsheet.rescue.wxr.pieces import Piece
from broadsheet.rescue.wxr.plain import paragraphs_of, without_addresses
from broadsheet.rescue.wxr.stream import Faults, decode
from broadsheet.rescue.wxr.wire import WireAuthor, WireComment, WireItem, WireTerm, WireTermUse

__all__ = ["ChannelPart", "Parser"]

_FIELDS = frozenset([
    "title", "link", "pubDate", "dc:creator", "guid", "description", "content:encoded",
    "excerpt:encoded", "wp:post_id", "wp:post_date", "wp:post_date_gmt", "wp:post_modified",
    "wp:post_modified_gmt", "wp:post_name", "wp:status", "wp:post_parent", "wp:post_type",
    "wp:is_sticky", "wp:attachment_url",
])  # fmt: skip
_UNREAD = frozenset([
    "wp:comment_status", "wp:ping_status", "wp:menu_order", "wp:post_mime_type", "comments",
    "enclosure", "source", "wp:post_author", "author", "dc:date", "wp:post_thumbnail", "image",
    "textInput", "wp:comment_count",
])  # fmt: skip
_CHANNEL_FIELDS = frozenset([
    "title", "link", "description", "language", "copyright", "wp:wxr_version", "wp:base_site_url", "wp:base_blog_url",
])  # fmt: skip
_META = frozenset([
    "_thumbnail_id", "_wp_attached_file", "_wp_attachment_image_alt", "footnotes",
    "cap-display_name", "cap-user_login", "_media_credit", "media_credit", "_credit", "credit",
    "photographer", "_wp_attachment_credit", "subtitle", "_subtitle", "sub_title", "wps_subtitle",
    "_secondary_title", "secondary_title", "dek", "_locale", OWN_META, *BUILDER_FIELDS,
])  # fmt: skip
_DOCUMENT = re.compile(rb"<\?xml\s|<rss[\s>]|<channel[\s>]")
_OURS = re.compile(rb"</?(?:rss|channel|item|wp:)|<!\[CDATA\[")
_META_KEY = re.compile(rb"meta_key[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<\]]*)")
_OPAQUE = re.compile(r"\s*(?:[abdiOs]:\d|N;|\{|\[|https?://\S+\s*$|field_[0-9a-f]+\s*$)")
_EMBED = re.compile(r"_oembed_[0-9a-f]{32}")
_USES_KEPT = 20_000
_TERMS = {
    "wp:category": ("category", "category_nicename", "cat_name", "category_parent", "category_description"),
    "wp:tag": ("post_tag", "tag_slug", "tag_name", "", "tag_description"),
    "wp:term": ("", "term_slug", "term_name", "term_parent", "term_description"),
}


@dataclass(slots=True)
class ChannelPart:
    """What a stretch between items says of the whole site."""

    fields: dict[str, str] = field(default_factory=dict)
    authors: list[WireAuthor] = field(default_factory=list)
    terms: list[WireTerm] = field(default_factory=list)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Gathered:
    """What is known of an item while its elements come in."""

    fields: dict[str, str] = field(default_factory=dict)
    terms: list[WireTermUse] = field(default_factory=list)
    comments: list[WireComment] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    old_slugs: list[str] = field(default_factory=list)
    embeds: list[str] = field(default_factory=list)
    prose_meta: list[tuple[str, str]] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    password: str | None = None
    guid_is_permalink: bool = False
    content_sound: bool = True


def _without_messages(piece: Piece) -> tuple[str, Piece]:
    """What a server wrote before or behind the document, as words, and the rest of the piece."""
    start = _DOCUMENT.search(piece.data)
    if start is None and _OURS.search(piece.data) is None:
        return paragraphs_of(decode(piece.data)), replace(piece, data=b"")
    before, data = piece.data[: start.start() if start else 0], piece.data[start.start() if start else 0 :]
    words = paragraphs_of(decode(before)) if before.strip() else ""
    return words, replace(piece, data=data, line=piece.line + before.count(b"\n"))


def _has_password(got: _Gathered) -> bool:
    """Any byte of the field counts, even a space, which is a password too: a wrong guess would publish the post.

    But what some browser saved, laid out in lines, has space around every value: an empty field has no more of it.
    """
    status = got.fields.get("wp:status", "")
    around = len(status) - len(status.strip())
    return bool(got.password and (got.password.strip() or len(got.password) > around))


class Parser:
    """Reads the pieces of one file; keeps the namespaces declared so far and counts repairs in ``faults``."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._names = Names()
        self._piece = Piece("channel", b"", 1)
        self._torn = False
        self._uses: dict[tuple[bytes, bytes, bool], WireTermUse] = {}

    def channel(self, piece: Piece) -> ChannelPart:
        """What a piece between items says."""
        part = ChannelPart()
        around, piece = _without_messages(piece)
        stray = [around] if around else []
        self._begin(piece)
        for element in self._elements(piece.data):
            if element.name in _CHANNEL_FIELDS:
                part.fields.setdefault(element.name, self._text(element).strip())
            elif element.name == "wp:author":
                part.authors.append(self._author(element))
            elif element.name in _TERMS:
                part.terms.append(self._term(element))
            elif element.name == "broadsheet:address":
                children = self._children(element)
                part.addresses.append(
                    (self._child_text(children, "old"), self._child_text(children, "leads_to"))
                )
            elif not element.name and (text := self._text(element).strip()):
                stray.append(text)
        # A server's complaint is cut by its tags; told in pieces nobody would know it.
        part.stray += [without_addresses(" ".join(stray))] if stray else []
        return part

    def item(self, piece: Piece, *, only: Callable[[str], bool] | None = None) -> WireItem:
        """An item; with ``only``, fields that it refuses are left out (a light reading)."""
        self._begin(piece)
        got = _Gathered()
        for element in self._elements(piece.data):
            if only is None or only(element.name):
                self._gather(element, got)
        damaged = self._torn or not piece.whole
        return WireItem(
            fields=got.fields,
            terms=tuple(got.terms),
            comments=tuple(got.comments),
            meta=got.meta,
            old_slugs=tuple(got.old_slugs),
            embeds=tuple(got.embeds),
            prose_meta=tuple(got.prose_meta),
            stray=tuple(got.stray),
            has_password=_has_password(got),
            password_known=got.password is not None,
            guid_is_permalink=got.guid_is_permalink,
            damaged=damaged,
            complete=got.content_sound and (piece.whole or "content:encoded" in got.fields),
            line=piece.line,
        )

    def _gather(self, element: Element, got: _Gathered) -> None:
        name = element.name
        if name in _FIELDS:
            text = self._text(element)
            if not got.fields.get(name, "").strip():
                got.fields[name] = text
            elif name == "content:encoded" and text.strip() and text != got.fields[name]:
                got.stray.append(without_addresses(text))
            if name == "content:encoded":
                got.content_sound = element.sound
            elif name == "guid":
                got.guid_is_permalink = attribute(element.attributes, b"isPermaLink").lower() != "false"
        elif name == "category":
            got.terms.append(self._term_use(element))
        elif name == "wp:postmeta":
            self._meta(element, got)
        elif name == "wp:comment":
            got.comments.append(self._comment(element))
        elif name == "wp:post_password":
            got.password = (got.password or "") + self._text(element)
        elif name not in _UNREAD and ("wp:" not in name or not element.sound) and element.inner:
            text = self._text(element).strip()
            if not name or " " in text:
                got.stray.append(without_addresses(text))

    def _begin(self, piece: Piece) -> None:
        self._piece = piece
        self._torn = False

    def _elements(self, data: bytes) -> Iterator[Element]:
        return elements(data, self._names, self._fault)

    def _text(self, element: Element) -> str:
        return text_of(element, self._fault)

    def _fault(self, kind: str, at: int) -> None:
        if kind == "structure":
            self._torn = True
        self._faults.add(kind, self._piece.line + self._piece.data.count(b"\n", 0, at))

    def _children(self, element: Element) -> dict[str, Element]:
        """The first of each child, by the local part of its name."""
        found: dict[str, Element] = {}
        for child in self._elements(element.inner):
            found.setdefault(child.name.rpartition(":")[2], child)
        return found

    def _child_text(self, children: dict[str, Element], name: str) -> str:
        child = children.get(name)
        return self._text(child).strip() if child else ""

    def _author(self, element: Element) -> WireAuthor:
        children = self._children(element)
        login, display, first, last = (
            self._child_text(children, name)
            for name in ("author_login", "author_display_name", "author_first_name", "author_last_name")
        )
        slug, house = (self._child_text(children, name) for name in ("slug", "house"))
        return WireAuthor(login, display, first, last, slug, house == "1")

    def _term(self, element: Element) -> WireTerm:
        taxonomy, slug, name, parent, description = _TERMS[element.name]
        children = self._children(element)
        return WireTerm(
            taxonomy=taxonomy or self._child_text(children, "term_taxonomy"),
            slug=self._child_text(children, slug),
            name=self._child_text(children, name),
            parent=self._child_text(children, parent),
            description=self._child_text(children, description),
            term_id=self._child_text(children, "term_id"),
            own=self._own_of_term(element),
        )

    def _own_of_term(self, element: Element) -> str:
        if OWN_META.encode() not in element.inner:
            return ""
        for child in self._elements(element.inner):
            if child.name == "wp:termmeta":
                meta = self._children(child)
                if self._child_text(meta, "meta_key") == OWN_META:
                    return self._child_text(meta, "meta_value")
        return ""

    def _term_use(self, element: Element) -> WireTermUse:
        # A paper has few tags and uses them often.
        key = (element.attributes, element.inner, element.literal)
        use = self._uses.get(key)
        if use is None:
            domain, nicename = (attribute(element.attributes, name) for name in (b"domain", b"nicename"))
            use = WireTermUse(domain, nicename, self._text(element).strip())
            if len(self._uses) < _USES_KEPT:
                self._uses[key] = use
        return use

    def _comment(self, element: Element) -> WireComment:
        children = self._children(element)
        author, date, date_gmt, content, approved, kind, parent, number = (
            self._child_text(children, f"comment_{name}")
            for name in ("author", "date", "date_gmt", "content", "approved", "type", "parent", "id")
        )
        return WireComment(number, author, date, date_gmt, content, approved, kind, parent)

    def _meta(self, element: Element, got: _Gathered) -> None:
        match = _META_KEY.search(element.inner)
        key = match[1].decode("utf-8", "replace").strip() if match else ""
        embed = _EMBED.fullmatch(key)
        if not key or (key.startswith("_") and key not in _META and key != "_wp_old_slug" and not embed):
            return
        value = self._child_text(self._children(element), "meta_value")
        if key == "_wp_old_slug":
            got.old_slugs.append(value)
        elif embed:
            got.embeds.append(value)
        elif key in _META:
            got.meta.setdefault(key, value)
        elif value.count(" ") >= 4 and not _OPAQUE.match(value):
            got.prose_meta.append((key, without_addresses(value)))
