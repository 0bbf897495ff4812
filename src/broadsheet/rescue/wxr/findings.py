"""Items of an export as post and page finds.

Guarantees: a find's key is stable for the site and unique in the file; its URL and old addresses are those
the export reveals; its body went through :mod:`broadsheet.rescue.clean`.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html import escape

from broadsheet.archive.picture_keys import picture_key
from broadsheet.language import guess_language, normal_tag
from broadsheet.rescue.clean import Beside, Cleaned, clean_body
from broadsheet.rescue.finds import ClaimedDate, FigureFind, Find, PageFind, PersonFind, PostFind, Remark
from broadsheet.rescue.wxr.addresses import old_addresses, plain_slug, site_key
from broadsheet.rescue.wxr.built import built_markup, unread_builder
from broadsheet.rescue.wxr.comments import Comments
from broadsheet.rescue.wxr.dates import claimed_date, moment, usual_offset
from broadsheet.rescue.wxr.fates import Fate
from broadsheet.rescue.wxr.own import Own, own_facts
from broadsheet.rescue.wxr.people import People
from broadsheet.rescue.wxr.plain import line_of, paragraphs_of
from broadsheet.rescue.wxr.survey import Survey
from broadsheet.rescue.wxr.tally import Tally
from broadsheet.rescue.wxr.terms import ItemTerms, Terms
from broadsheet.rescue.wxr.wire import WireItem

__all__ = ["Finder"]

_SUBTITLES = (
    "subtitle",
    "_subtitle",
    "sub_title",
    "wps_subtitle",
    "_secondary_title",
    "secondary_title",
    "dek",
)
_FOOTNOTES = "<!-- wp:footnotes /-->"
_SAMPLE = 400
_UNREAD_BUILDER = (
    "The text of this item is only in the data of a page builder (“{field}”), which cannot be read; "
    "copy it from a page that shows it."
)


class Finder:
    """Makes finds of one export's items; what it counts for the report goes to the tally."""

    def __init__(self, survey: Survey, tally: Tally) -> None:
        self._survey = survey
        self._tally = tally
        self._base = survey.base
        self._site = site_key(self._base, survey.fields.get("title", ""))
        self._zone = usual_offset(survey.offsets)
        self._language = survey.fields.get("language", "")
        self._seen: dict[str, bytes] = {}
        self.people = People(survey)
        self.terms = Terms(survey)
        self.comments = Comments(survey, site=self._site)

    def of_item(self, item: WireItem, fate: Fate, *, number: int, place: str) -> Iterator[Find]:
        """The find of a post or page, then the remarks on it; nothing for the second copy of one item.

        ``number`` counts the items of the file from 1.
        """
        key = self._key(item, place)
        if not key:
            return
        terms = self.terms.of_item(item.terms)
        self._count_terms(terms, place)
        own = own_facts(item)
        lead, cleaned = self._led(item, place, own)
        if fate.kind == "page":
            page = self._page(item, fate, key=key, terms=terms, cleaned=cleaned, lead=lead)
            yield own.page(page) if own else page
            yield from self._left_of_page(item, terms, place)
        else:
            post = self._post(item, fate, key=key, terms=terms, cleaned=cleaned, lead=lead)
            newest_last = self._survey.rising >= 0
            post = replace(post, position=self._survey.items - number if newest_last else number - 1)
            yield own.post(post) if own else post
        if not cleaned.body and (field := unread_builder(item.meta)):
            yield Remark("leftover", _UNREAD_BUILDER.format(field=field), place)
        for remark in cleaned.remarks:
            if remark.kind == "note" and not (remark.quote or remark.place):
                # Nothing of it is this post's own: told once for all.
                self._tally.add("note", remark.what, place=place, count=remark.count)
                continue
            yield replace(remark, place=f"{place}, {remark.place}" if remark.place else place)

    def sum_up(self) -> None:
        """Tell the tally what was counted along the way."""
        for reason, count in self.comments.passed_over.items():
            self._tally.add("note", f"Comments were left out: {reason}.", count=count)
        for taxonomy, count in self.terms.others_declared.items():
            what = f"Terms of the kind “{taxonomy}” are declared in the head and are no tags of posts."
            self._tally.add("note", what, count=count)

    def _key(self, item: WireItem, place: str) -> str:
        """A key that no item before had; empty for an item that is the same as an earlier one."""
        written = "\0".join(
            item.text(name) for name in ("title", "wp:post_name", "content:encoded", "wp:post_date")
        )
        sign = hashlib.blake2b(written.encode("utf-8", "replace"), digest_size=8)
        slug = plain_slug(item.text("wp:post_name"))
        key = f"wxr:{self._site}:{item.post_id or slug or sign.hexdigest()}"
        if key in self._seen:
            if self._seen[key] == sign.digest():
                self._tally.add(
                    "note", "The same item stands in the file more than once; it was read once.", place=place
                )
                return ""
            what = "An item has the number of another one; both were kept."
            self._tally.add("repair", what, place=place)
            key = next(
                other
                for other in (f"{key}:{slug}", f"{key}:{sign.hexdigest()}", f"{key}:{len(self._seen)}")
                if other not in self._seen and not other.endswith(":")
            )
        self._seen[key] = sign.digest()
        return key

    def _post(
        self,
        item: WireItem,
        fate: Fate,
        *,
        key: str,
        terms: ItemTerms,
        cleaned: Cleaned,
        lead: FigureFind | None,
    ) -> PostFind:
        headline = line_of(item.text("title"))
        group = terms.translation_group
        return PostFind(
            key=key,
            headline=headline,
            body=cleaned.body,
            status=fate.status,
            status_note=fate.note,
            slug=plain_slug(item.text("wp:post_name")),
            url=item.text("link"),
            old_addresses=self._old_addresses(item, "p"),
            standfirst=_standfirst(item),
            language=self._language_of(item, cleaned.body, terms),
            lead=lead,
            tags=terms.tags,
            authors=self._authors(item, terms),
            date=self._date(item),
            updated_at=self._updated(item),
            sticky=item.text("wp:is_sticky") == "1",
            translation_group=f"{self._site}:{group}" if group else "",
            comments=self.comments.of_item(item.comments, of=key),
            place=f"line {item.line}",
        )

    def _page(
        self,
        item: WireItem,
        fate: Fate,
        *,
        key: str,
        terms: ItemTerms,
        cleaned: Cleaned,
        lead: FigureFind | None,
    ) -> PageFind:
        title = line_of(item.text("title"))
        return PageFind(
            key=key,
            title=title,
            body=cleaned.body,
            status=fate.status,
            status_note=fate.note,
            slug=plain_slug(item.text("wp:post_name")),
            url=item.text("link"),
            old_addresses=self._old_addresses(item, "page_id"),
            language=self._language_of(item, cleaned.body, terms),
            lead=lead,
            updated_at=self._updated(item),
            comments=self.comments.of_item(item.comments, of=key),
            place=f"line {item.line}",
        )

    def _left_of_page(self, item: WireItem, terms: ItemTerms, place: str) -> Iterator[Find]:
        """What a standing page of ours has no room for."""
        if standfirst := _standfirst(item):
            yield Remark(
                "leftover", "A page has a summary, which standing pages do not show.", place, standfirst
            )
        for tag in terms.tags:
            self._tally.add(
                "note", "Pages had tags, which standing pages do not have.", place=place, quote=tag.name
            )

    def _cleaned(self, item: WireItem, *, take_lead: bool) -> Cleaned:
        content = item.fields.get("content:encoded", "")
        if footnotes := _footnotes(item.meta.get("footnotes", "")):
            marked = content if _FOOTNOTES in content else content + _FOOTNOTES
            content = marked.replace(_FOOTNOTES, footnotes)
        content = content if content.strip() else built_markup(item.meta)
        if not content.strip():
            return Cleaned("")
        pictures = self._survey.pictures
        return clean_body(
            content,
            site_url=self._base,
            picture_of=pictures.find,
            reusable=self._survey.blocks.get,
            beside=Beside(
                attached=pictures.attached_to(item.post_id) if "[gallery" in content else (),
                embeds=item.embeds,
            ),
            take_lead=take_lead,
        )

    def _led(self, item: WireItem, place: str, own: Own | None) -> tuple[FigureFind | None, Cleaned]:
        """The lead picture and the body without it.

        Many writers set the featured picture and put it on top of the text as well: it is shown once, with the
        words that it has there.
        """
        featured = self._lead(item, place)
        if own and (kept := own.cleaned(item.fields.get("content:encoded", ""))):
            return featured, kept
        cleaned = self._cleaned(item, take_lead=True)
        top = cleaned.lead
        if featured is None or top is None:
            return featured or top, cleaned
        if picture_key(featured.source_url) != picture_key(top.source_url):
            return featured, self._cleaned(item, take_lead=False)
        lead = FigureFind(
            featured.source_url,
            top.alt or featured.alt,
            top.caption or featured.caption,
            top.credit or featured.credit,
        )
        return lead, cleaned

    def _lead(self, item: WireItem, place: str) -> FigureFind | None:
        number = item.meta.get("_thumbnail_id", "").strip()
        if number in ("", "0", "-1"):
            return None
        picture = self._survey.pictures.find(number)
        if picture is None or not picture.source_url:
            self._tally.add("note", "The lead picture of a post is not in the export.", place=place)
            return None
        return FigureFind(picture.source_url, picture.alt, picture.caption, picture.credit)

    def _authors(self, item: WireItem, terms: ItemTerms) -> tuple[PersonFind, ...]:
        return self.people.of_post(item.text("dc:creator"), terms.authors)

    def _old_addresses(self, item: WireItem, query: str) -> tuple[str, ...]:
        asked = f"{query}={item.post_id}"
        if item.post_type not in ("post", "page"):
            asked = f"post_type={item.post_type}&{asked}"
        return old_addresses(
            self._base,
            url=item.text("link"),
            guid=item.text("guid"),
            query=asked if item.post_id else "",
            slugs=(item.text("wp:post_name"), *item.old_slugs),
        )

    def _date(self, item: WireItem) -> ClaimedDate:
        local, gmt, published = (item.text(name) for name in ("wp:post_date", "wp:post_date_gmt", "pubDate"))
        return claimed_date(local, gmt, published, usual=self._zone, shown=bool(self._survey.offsets))

    def _updated(self, item: WireItem) -> datetime | None:
        return moment(item.text("wp:post_modified"), item.text("wp:post_modified_gmt"), usual=self._zone)

    def _language_of(self, item: WireItem, body: str, terms: ItemTerms) -> str:
        # Enough of the body for its first letters; a tag that the cut goes through is left out.
        text = line_of(body[: _SAMPLE * 4].rpartition("<")[0])
        declared = terms.language or normal_tag(item.meta.get("_locale", "")) or self._language
        return guess_language(f"{line_of(item.text('title'))} {text[:_SAMPLE]}", declared=declared)

    def _count_terms(self, terms: ItemTerms, place: str) -> None:
        for name in terms.unfiled:
            what = "The default category says only that nobody chose one; it became no tag."
            self._tally.add("note", what, quote=name)
        for taxonomy, name in terms.others:
            what = f"Terms of the kind “{taxonomy}” are no subjects and became no tags."
            self._tally.add("note", what, place=place, quote=name)


def _standfirst(item: WireItem) -> str:
    """The excerpt an editor wrote, else a subtitle field, else the feed description; one paragraph."""
    candidates = (
        item.text("excerpt:encoded"),
        *(item.meta.get(key, "") for key in _SUBTITLES),
        item.text("description"),
    )
    found = next((text for text in map(paragraphs_of, candidates) if text), "")
    return " ".join(found.split("\n")).replace("  ", " ")


def _footnotes(meta: str) -> str:
    """The footnotes block keeps its texts beside the post; here they are as the list it shows."""
    if not meta.lstrip().startswith("["):
        return ""
    try:
        notes = json.loads(meta)
    except (ValueError, RecursionError):
        return ""
    texts = [
        (str(note.get("id", "")), note["content"])
        for note in notes
        if isinstance(note, dict) and isinstance(note.get("content"), str) and note["content"].strip()
    ]
    items = "".join(f'<li id="{escape(name)}">{text}</li>' for name, text in texts)
    return f"<ol>{items}</ol>" if items else ""
