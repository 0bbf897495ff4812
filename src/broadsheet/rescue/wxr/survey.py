"""The first reading of an export: what must be known before its first post is understood.

Guarantees: bounded memory (pictures spill to disk; what stays is the term and author lists and reusable
blocks); posts are only glanced at. Pictures, guest authors and blocks often stand behind the posts that
use them, which is why one reading is not enough.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timezone
from pathlib import Path

from broadsheet.rescue.finds import Remark
from broadsheet.rescue.wxr.addresses import plain_slug
from broadsheet.rescue.wxr.dates import offset_of
from broadsheet.rescue.wxr.parse import ChannelPart, Parser
from broadsheet.rescue.wxr.pictures import Pictures, picture_from
from broadsheet.rescue.wxr.pieces import Piece, pieces
from broadsheet.rescue.wxr.plain import line_of
from broadsheet.rescue.wxr.stream import CleanStream, Faults
from broadsheet.rescue.wxr.wire import WireAuthor, WireItem, WireTerm

__all__ = ["Survey", "take_survey"]

_TYPE = re.compile(rb"post_type[^<>]*>\s*(?:<!\[CDATA\[)?\s*(attachment|wp_block|guest-author)\b")
_GLANCE = {
    name: re.compile(rb"post_" + name + rb"[^<>]*>\s*(?:<!\[CDATA\[)?\s*([0-9][0-9: -]{0,25})")
    for name in (b"id", b"date", b"date_gmt")
}
_BLOCK_USE = re.compile(rb"<!-- wp:block \{[^{}]*\"ref\":\s*(\d+)")
_OFFSETS_WANTED = 5000


@dataclass(slots=True)
class Survey:
    """What one export holds besides posts."""

    fields: dict[str, str] = field(default_factory=dict)
    authors: list[WireAuthor] = field(default_factory=list)
    terms: dict[tuple[str, str], WireTerm] = field(default_factory=dict)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    guests: dict[str, WireAuthor] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    blocks_used: set[str] = field(default_factory=set)
    offsets: Counter[timezone] = field(default_factory=Counter)
    pictures: Pictures = field(default_factory=Pictures)
    remarks: list[Remark] = field(default_factory=list)
    items: int = 0
    rising: int = 0
    has_channel: bool = False
    is_wordpress: bool = False

    @property
    def base(self) -> str:
        """The address of the site, without a slash at its end; empty if the export gives none."""
        base = self.fields.get("wp:base_blog_url") or self.fields.get("link") or ""
        return (base or self.fields.get("wp:base_site_url", "")).strip().rstrip("/")

    def consult(self, others: "Iterable[Survey]") -> None:
        """Learn what other parts of the same export define, for what this part uses and does not hold."""
        for other in others:
            for author in other.authors:
                if author not in self.authors:
                    self.authors.append(author)
            self.terms = other.terms | self.terms
            self.guests = other.guests | self.guests
            self.blocks = other.blocks | self.blocks
            self.blocks_used |= other.blocks_used
            if not self.offsets:
                self.offsets = other.offsets
            self.pictures.also += (other.pictures,)


def take_survey(path: Path, codec: str) -> Survey:
    """Read the file once.

    Raises:
        RescueError: the file cannot be read.
    """
    survey, faults = Survey(), Faults()
    parser = Parser(faults)
    previous: int | None = None
    for piece in pieces(CleanStream(path, codec, faults).chunks()):
        if piece.kind == "channel":
            survey.has_channel |= b"<channel" in piece.data
            survey.is_wordpress |= b"wordpress.org/export" in piece.data or b"<wp:" in piece.data
            _merge(survey, parser.channel(piece))
            continue
        survey.items += 1
        survey.is_wordpress |= b"<wp:" in piece.data
        number = _glance(piece.data, b"id").strip()
        if number.isdigit():
            survey.rising += 0 if previous is None else 1 if int(number) > previous else -1
            previous = int(number)
        if survey.items <= _OFFSETS_WANTED:
            offset = offset_of(_glance(piece.data, b"date"), _glance(piece.data, b"date_gmt"))
            if offset is not None:
                survey.offsets[offset] += 1
        survey.blocks_used.update(number.decode() for number in _BLOCK_USE.findall(piece.data))
        if _TYPE.search(piece.data):
            _keep(survey, parser, piece)
    survey.pictures.settle()
    return survey


def _glance(data: bytes, name: bytes) -> str:
    match = _GLANCE[name].search(data)
    return match[1].decode() if match else ""


def _merge(survey: Survey, part: ChannelPart) -> None:
    for name, text in part.fields.items():
        if text:
            survey.fields.setdefault(name, text)
    survey.authors += part.authors
    survey.addresses += part.addresses
    for term in part.terms:
        survey.terms.setdefault((term.taxonomy, plain_slug(term.slug)), term)
    survey.remarks += [
        Remark("leftover", "Text outside any item of the export belongs to no post.", quote=text)
        for text in part.stray
    ]


def _keep(survey: Survey, parser: Parser, piece: Piece) -> None:
    item = parser.item(piece)
    if item.post_type == "attachment":
        survey.pictures.add(picture_from(item), parent=item.text("wp:post_parent"))
    elif item.post_type == "wp_block":
        survey.blocks.setdefault(item.post_id, item.fields.get("content:encoded", ""))
    elif item.post_type == "guest-author":
        _keep_guest(survey, item)


def _keep_guest(survey: Survey, item: WireItem) -> None:
    slug = plain_slug(item.text("wp:post_name"))
    name = item.meta.get("cap-display_name") or line_of(item.text("title"))
    survey.guests.setdefault(slug, WireAuthor(item.meta.get("cap-user_login", ""), name))
