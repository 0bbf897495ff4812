"""From what an editor sees to the row that the press renders, as it would be if it were published now.

Nothing is written: a tag or author that is not there yet gets a row with id 0 and the address it would have.
"""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from django.utils import timezone

from broadsheet.archive import selectors
from broadsheet.archive.addresses import name_key, post_path, slug_of
from broadsheet.archive.body import excerpt_of, sanitise
from broadsheet.archive.chronology import dated_place
from broadsheet.archive.loading import moment, picture_ids_in
from broadsheet.archive.models import Author, AuthorAlias, Correction, Tag, TagAlias
from broadsheet.archive.rows import AuthorRow, CardRow, Certainty, CorrectionRow, PageRow, PostRow, TagRow
from broadsheet.archive.selectors import Place
from broadsheet.archive.services.pages import free_page_path
from broadsheet.newsroom import paper
from broadsheet.newsroom.models import DeskPage, Story

__all__ = ["page_row", "proof_place", "proof_row"]


def page_row(page: DeskPage) -> PageRow:
    """The standing page as readers would get it."""
    body = sanitise(page.body)
    return PageRow(
        id=page.pk or 0,
        path=page.path or free_page_path(page.slug) or free_page_path(page.title) or "page/",
        title=page.title,
        body=body,
        language=page.language,
        updated_at=page.updated_at,
        pictures=selectors.pictures(picture_ids_in(body)),
    )


def proof_row(story: Story) -> PostRow:
    """The post as readers would get it."""
    body = sanitise(story.body)
    at = _moment(story)
    return PostRow(
        card=_card(story, body, at),
        body=body,
        origin_source=story.origin_source,
        origin_url=story.origin_url,
        corrections=tuple(_corrections(story)),
        pictures=selectors.pictures(picture_ids_in(body)),
    )


def _card(story: Story, body: str, at: datetime | None) -> CardRow:
    slug = slug_of(story.slug) or slug_of(story.headline) or "untitled"
    certainty: Certainty = story.certainty if story.published_at or at is None else "exact"  # type: ignore[assignment]
    pictures = selectors.pictures([story.lead_image_id]) if story.lead_image_id else {}
    return CardRow(
        id=story.pk or 0,
        path=story.path or post_path(slug=slug, day=at),
        headline=story.headline,
        standfirst=story.standfirst,
        excerpt=excerpt_of(body),
        language=story.language,
        published_at=at,
        certainty=certainty,
        not_before=story.not_before,
        not_after=story.not_after,
        date_evidence=story.date_evidence,
        year=proof_place(story).year,
        updated_at=moment(story.updated_at, story.utc_offset),
        house_byline=story.house_byline,
        sticky=story.sticky,
        has_lead=bool(story.lead_image_id or story.lead_alt or story.lead_caption or story.lead_source_url),
        lead_alt=story.lead_alt,
        lead_caption=story.lead_caption,
        lead_credit=story.lead_credit,
        lead_source_url=story.lead_source_url,
        picture=pictures.get(story.lead_image_id or 0),
        tags=tuple(_tags(story.tag_names)),
        authors=tuple(_authors(story.author_names)),
        retracted_on=_retracted_on(story),
    )


def _told_now(story: Story) -> CorrectionRow | None:
    """What readers would be told by publishing this state."""
    note = story.edit_note.strip()
    if not story.live or not note or story.edit_kind not in ("correction", "retraction", "reinstatement"):
        return None
    day = timezone.now().astimezone(paper.zone()).date()
    return CorrectionRow(day, note, story.edit_kind)  # type: ignore[arg-type] # one of those


def _retracted_on(story: Story) -> date | None:
    told = _told_now(story)
    if told is None or told.kind == "correction":
        return story.retracted_on
    return story.retracted_on or told.day if told.kind == "retraction" else None


def _corrections(story: Story) -> list[CorrectionRow]:
    found = Correction.objects.filter(post_id=story.pk).order_by("day", "id") if story.pk else ()
    rows = [CorrectionRow(fix.day, fix.text, fix.kind) for fix in found]  # type: ignore[arg-type] # its choices
    told = _told_now(story)
    return [*rows, told] if told else rows


def proof_place(story: Story) -> Place:
    """Where it stands, or would stand, among the posts of the paper."""
    at = _moment(story)
    year, chronology = (story.year, story.chronology) if at is None else dated_place(at)
    return Place(year, chronology, story.pk or 2**62)


def _moment(story: Story) -> datetime | None:
    """The date it has or, if it was never on the site, would get now."""
    if story.published_at is not None:
        return moment(story.published_at, story.utc_offset)
    zone: tzinfo = paper.zone()
    return timezone.now().astimezone(zone).replace(microsecond=0) if story.path is None else None


def _tags(names: Sequence[str]) -> list[TagRow]:
    keys = [name_key(name) for name in names]
    known = {alias.key: alias.tag for alias in TagAlias.objects.filter(key__in=keys).select_related("tag")}
    known |= {tag.key: tag for tag in Tag.objects.filter(key__in=keys).order_by("-id")}
    rows: dict[str, TagRow] = {}
    for name, key in zip(names, keys, strict=True):
        tag = known.get(key)
        row = (
            TagRow(tag.pk, tag.name, tag.slug, tag.kind, tag.description, tag.parent_id)
            if tag
            else TagRow(0, name, slug_of(name) or "unnamed")
        )
        rows.setdefault(row.slug, row)
    return list(rows.values())


def _authors(names: Sequence[str]) -> list[AuthorRow]:
    keys = [name_key(name) for name in names]
    called = AuthorAlias.objects.filter(key__in=keys).select_related("author")
    known = {alias.key: alias.author for alias in called}
    known |= {author.key: author for author in Author.objects.filter(key__in=keys).order_by("-id")}
    rows: dict[str, AuthorRow] = {}
    for name, key in zip(names, keys, strict=True):
        author = known.get(key)
        row = AuthorRow(author.pk, author.name, author.slug) if author else AuthorRow(0, name, slug_of(name))
        rows.setdefault(row.slug, row)
    return list(rows.values())
