"""A WordPress export as finds.

Guarantees: every item of the file becomes a find or is counted in a remark; damage costs at most the item
it is in; nothing but :class:`~broadsheet.errors.RescueError` is raised, and only when the file is no export
at all or cannot be read. Two readings in bounded memory: the first learns what later items define
(:mod:`.survey`), the second hands out posts. The same file gives the same finds.

Format: https://developer.wordpress.org/plugins/ has no specification of WXR; the shapes are those that
``wp-admin/includes/export.php`` has written since 2008 (versions 1.0, 1.1, 1.2).
"""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from broadsheet.errors import RescueError
from broadsheet.language import normal_tag
from broadsheet.rescue.finds import CopyFacts, Find, Remark
from broadsheet.rescue.wxr.fates import fate_of
from broadsheet.rescue.wxr.findings import Finder
from broadsheet.rescue.wxr.own import own_addresses
from broadsheet.rescue.wxr.packing import packed_exports
from broadsheet.rescue.wxr.parse import Parser
from broadsheet.rescue.wxr.pictures import picture_from
from broadsheet.rescue.wxr.pieces import pieces
from broadsheet.rescue.wxr.plain import line_of, paragraphs_of
from broadsheet.rescue.wxr.stream import CleanStream, Faults, judge_encoding
from broadsheet.rescue.wxr.survey import Survey, take_survey
from broadsheet.rescue.wxr.tally import Tally
from broadsheet.rescue.wxr.wire import WireItem

__all__ = ["Exports", "read_wxr"]


def read_wxr(path: Path) -> Iterator[Find]:
    """The finds of an export that is one file: see :meth:`Exports.read`."""
    with closing(Exports([path])) as exports:
        yield from exports.read(path)


class Exports:
    """WordPress exports that are rescued together, among them the parts of one.

    WordPress writes large exports in parts: a post's pictures, reusable blocks and guest authors may be
    defined in another file than the post. Parts of one site consult each other, whatever their order.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        """``paths`` are all exports of one rescue; nothing is read yet."""
        self._paths = list(dict.fromkeys(paths))
        self._surveyed: dict[Path, tuple[str, Survey]] = {}

    def close(self) -> None:
        """Give the temporary files back."""
        for _, survey in self._surveyed.values():
            survey.pictures.close()
        self._surveyed.clear()

    def read(self, path: Path) -> Iterator[Find]:
        """Read a WordPress export (WXR 1.0 to 1.2, also gzip'd or zipped) and hand out its finds.

        First the site's facts, people, tags and pictures, then posts and pages in the order of the file, then
        remarks for the whole. Text is UTF-8 whatever the file was written in. Posts that were not public are
        handed out too, with their status and a note.

        Raises:
            RescueError: the file is no WordPress export, or cannot be read; one sentence.
        """
        codec, survey = self._survey(path)
        if not survey.items and not (survey.has_channel and survey.is_wordpress):
            raise RescueError(
                f"couldn't read {path.name} as a WordPress export: it has no <channel> with items or terms; "
                "export again under Tools, Export in WordPress"
            )
        survey.consult(
            other[1]
            for each in self._paths
            if each != path and (other := self._known(each)) is not None and other[1].base == survey.base
        )
        yield from _Reading(path, codec, survey).finds()

    def _known(self, path: Path) -> tuple[str, Survey] | None:
        """The survey of another part; None where it cannot be read, which is told when its turn comes."""
        with suppress(RescueError):
            return self._survey(path)
        return None

    def _survey(self, path: Path) -> tuple[str, Survey]:
        surveyed = self._surveyed.get(path)
        if surveyed is None:
            codec = judge_encoding(path)
            surveyed = self._surveyed[path] = (codec, take_survey(path, codec))
        return surveyed


class _Reading:
    """The second reading of one file."""

    def __init__(self, path: Path, codec: str, survey: Survey) -> None:
        self._path = path
        self._codec = codec
        self._survey = survey
        self._faults = Faults()
        self._tally = Tally()
        self._finder = Finder(survey, self._tally)
        self._item = 0

    def finds(self) -> Iterator[Find]:
        """Everything, in the order :func:`read_wxr` promises."""
        yield from self._site()
        ended = False
        cut = ""
        parser = Parser(self._faults)
        for piece in pieces(CleanStream(self._path, self._codec, self._faults).chunks()):
            if piece.kind == "channel":
                # Nothing new, but its namespaces hold for the items, and its repairs belong in the report.
                parser.channel(piece)
                ended |= piece.ended
                continue
            self._item += 1
            last = self._item == self._survey.items and not piece.whole and not ended
            item = parser.item(piece)
            yield from self._of_item(item, cut=last)
            if last:
                cut = line_of(item.text("title")) or "without a title"
        self._finder.sum_up()
        yield from self._tally.remarks()
        yield from self._repairs(ended=ended, cut=cut)

    def _site(self) -> Iterator[Find]:
        fields = self._survey.fields
        yield CopyFacts(
            name=line_of(fields.get("title", "")),
            tagline=line_of(fields.get("description", "")),
            language=normal_tag(fields.get("language", "")),
            url=self._survey.base,
            copyright=line_of(fields.get("copyright", "")),
        )
        yield from self._finder.people.declared()
        yield from self._finder.terms.declared()
        yield from own_addresses(self._survey.addresses)
        yield from self._survey.pictures
        yield from self._survey.remarks

    def _of_item(self, item: WireItem, *, cut: bool) -> Iterator[Find]:
        place = self._place(item)
        fate = fate_of(item, cut=cut)
        if fate.kind == "picture":
            yield from self._picture_words(item, place)
        elif fate.kind == "passed_over":
            self._tally.add("note", _PASSED_OVER.format(kind=item.post_type), place=place)
        elif fate.kind == "block":
            yield from self._block(item, place)
        else:
            if item.post_type not in ("post", "page"):
                what = _ARTICLES if fate.status == "published" else _OTHERS
                self._tally.add("note", what.format(kind=item.post_type), place=place)
            yield from self._finder.of_item(item, fate, number=self._item, place=place)
        if fate.kind not in ("passed_over", "block"):
            yield from self._leftovers(item, place)

    def _place(self, item: WireItem) -> str:
        return f"item {self._item} “{line_of(item.text('title'))}” (line {item.line})"

    def _picture_words(self, item: WireItem, place: str) -> Iterator[Find]:
        """A picture itself came with the survey; only the words that no find holds are left."""
        described = paragraphs_of(item.text("content:encoded"))
        if described:
            picture = picture_from(item)
            names_file = described.startswith("http") and " " not in described
            if not names_file and described not in (picture.title, picture.alt, picture.caption):
                what = "A picture has a description in the media library, which is not its caption."
                yield Remark("leftover", what, place, described)

    def _block(self, item: WireItem, place: str) -> Iterator[Find]:
        """Reusable blocks often stand behind the posts that use them; the survey knows who does."""
        words = paragraphs_of(item.text("content:encoded"))
        if item.post_id in self._survey.blocks_used or not words:
            self._tally.add("note", _BLOCK, place=place)
        else:
            yield Remark("leftover", "A reusable block is used by no post of this file.", place, words)

    def _leftovers(self, item: WireItem, place: str) -> Iterator[Find]:
        for text in filter(_has_words, item.stray):
            what = "Text of this item stands where an export has none, and is in no post."
            yield Remark("leftover", what, place, text)
        for key, value in item.prose_meta:
            what = f"The custom field “{key}” holds a text that is not part of the body."
            yield Remark("leftover", what, place, paragraphs_of(value) or value)

    def _repairs(self, *, ended: bool, cut: str) -> Iterator[Find]:
        for kind, what in _REPAIRS.items():
            if count := self._faults.counts.get(kind, 0):
                yield Remark("repair", what, self._faults.place(kind), count=count)
        if zipfile.is_zipfile(self._path):
            parts, others = packed_exports(self._path)
            if len(parts) > 1:
                yield Remark("note", f"The zip holds {len(parts)} exports, which were read as parts of one.")
            if others:
                yield Remark("note", f"The zip holds {others} files that are no exports and were not read.")
        if self._codec != "utf-8":
            yield Remark("note", f"The file is written in {self._codec} and was read as such.")
        if cut:
            what = "The file ends in the middle of an item; what stood behind it is not in this file."
            yield Remark("repair", what, f"item {self._item} “{cut}”")
        elif not ended:
            what = "The file ends without its closing tags; items may be missing behind the last one."
            yield Remark("repair", what, f"after item {self._item}" if self._item else "")


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


_PASSED_OVER = "Items of the kind “{kind}” are no posts and were passed over."
_ARTICLES = "Items of the kind “{kind}” are articles under another name and became posts."
_OTHERS = "Items of the kind “{kind}” are neither posts nor pages; they were kept as drafts."
_BLOCK = "Reusable blocks were put into the posts that use them."
_REPAIRS = {
    "forbidden": "Characters that XML forbids were taken out.",
    "reference": "References to characters that XML forbids were taken out.",
    "ampersand": "An “&” that stood by itself was kept as an “&”.",
    "entity": "Characters written as HTML names, such as &nbsp;, were read as what they mean.",
    "undefined": "A name in the form of an entity, which nothing defines, was kept as it stands.",
    "encoding": "Bytes that are no UTF-8 were read as Windows-1252, or marked where a letter was cut.",
    "structure": "Tags that were missing or in the wrong place were mended.",
    "packing": "The packed file is damaged; what could be unpacked was read.",
}
