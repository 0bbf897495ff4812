"""Storing posts, a batch in a transaction: each find becomes a new post or completes the one it is.

If the process dies, the batch is stored wholly or not at all, and storing it again finds what is there.
A copy that is trusted more wins where two differ; prose that only the other has is handed back, never
dropped. Nothing that a copy says is not public is ever made live, and a post that a more trusted copy
says is not public is taken down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from broadsheet.archive import changes
from broadsheet.archive.addresses import file_at, fresh_path, kept_path, post_path, slug_of, stored_address
from broadsheet.archive.body import excerpt_of, sanitise, text_of
from broadsheet.archive.bulk import insert_objects
from broadsheet.archive.chronology import dated_place
from broadsheet.archive.finds import ClaimedDate, PersonFind, PostFind, TagFind
from broadsheet.archive.models import Post, SitePath, StandingPage
from broadsheet.archive.picture_keys import picture_key
from broadsheet.archive.services.belongings import Bearing, bearing_of, insert_belongings, union_belongings
from broadsheet.archive.services.origins import Origin, Outcome, Verdict
from broadsheet.archive.services.paths import path_in_use
from broadsheet.archive.services.pictures import known_pictures
from broadsheet.archive.services.publishing import state_of, withdraw
from broadsheet.archive.services.subjects import store_authors, store_tags
from broadsheet.archive.services.twins import Facts, Twins, facts_of, missing_lines
from broadsheet.language import printable

__all__ = ["store_posts"]

_Named = TypeVar("_Named", TagFind, PersonFind)
_CERTAINTIES = ("unknown", "inferred", "day", "exact")


@dataclass(slots=True)
class _Batch:
    """What the finds of one batch share."""

    origin: Origin
    tags: dict[TagFind, int]
    authors: dict[PersonFind, int]
    leads: dict[str, int]
    taken: set[str]
    bearing: Bearing
    fresh: list[tuple[Facts, Post]] = field(default_factory=list)

    def insert(self) -> None:
        """Write the posts made so far, with all that belongs to them."""
        if not self.fresh:
            return
        insert_objects([post for _, post in self.fresh])
        insert_belongings(
            [(facts.find, post) for facts, post in self.fresh], tags=self.tags, authors=self.authors
        )
        changes.record("post", [post.pk for _, post in self.fresh])
        self.fresh = []

    def insert_and_look(self, finds: Sequence[PostFind], twins: Twins) -> None:
        """:meth:`insert`, and know from then on what belongs to those posts too."""
        self.insert()
        self.bearing = bearing_of(finds, twins.ids())


def store_posts(finds: Sequence[PostFind], *, origin: Origin) -> list[Outcome]:
    """Store a batch of posts in one transaction; one outcome for each find, in order.

    Bodies are sanitised again here, whatever they went through before. Lead pictures are looked up by
    source URL among those already stored; ``data-image`` hints in bodies must name stored pictures.
    """
    with transaction.atomic():
        finds = [_printable(find) for find in finds]
        facts = [facts_of(find) for find in finds]
        twins = Twins(facts)
        batch = _Batch(
            origin=origin,
            tags=store_tags(list(dict.fromkeys(tag for find in finds for tag in find.tags))),
            authors=store_authors(list(dict.fromkeys(person for find in finds for person in find.authors))),
            leads={
                key: picture.id
                for key, picture in known_pictures(
                    find.lead.source_url for find in finds if find.lead
                ).items()
            },
            taken=_taken_paths(facts),
            bearing=bearing_of(finds, twins.ids()),
        )
        results: list[tuple[Post, Outcome]] = []
        for each in facts:
            twin = twins.of(each)
            if twin is None:
                post = _new_post(each, batch)
                twins.add(post)
                batch.fresh.append((each, post))
                results.append((post, Outcome(each.find.key, "kept", 0, published=post.live)))
                continue
            if twin.pk is None:
                batch.insert_and_look(finds, twins)
            results.append((twin, _complete(twin, each, batch)))
        batch.insert()
    return [
        Outcome(told.key, told.verdict, post.pk, post.live, notes=told.notes, leftover=told.leftover)
        for post, told in results
    ]


def _printable(find: PostFind) -> PostFind:
    """The find without characters that no page can show, in any of its texts."""
    lead = find.lead
    texts = {name: getattr(find, name) for name in ("headline", "standfirst", "body", "house_byline")}
    plain: dict[str, Any] = {name: printable(text) for name, text in texts.items()}
    plain |= {
        "lead": lead
        and replace(
            lead, alt=printable(lead.alt), caption=printable(lead.caption), credit=printable(lead.credit)
        ),
        "tags": tuple(_printable_name(tag) for tag in find.tags),
        "authors": tuple(_printable_name(person) for person in find.authors),
    }
    changed = {name: value for name, value in plain.items() if value != getattr(find, name)}
    return replace(find, **changed) if changed else find


def _printable_name(named: _Named) -> _Named:
    name = printable(named.name)
    return named if name == named.name else replace(named, name=name)


def _taken_paths(facts: Sequence[Facts]) -> set[str]:
    """Those paths that new posts of this batch could want that are in use, or were published once."""
    wanted = {path for each in facts for path in (each.path, _made_path(each.find)) if path}
    taken: set[str | None] = set(Post.objects.filter(path__in=wanted).values_list("path", flat=True))
    taken |= set(StandingPage.objects.filter(path__in=wanted).values_list("path", flat=True))
    files = {file_at(path): path for path in wanted}
    published = SitePath.objects.filter(path__in=files).values_list("path", flat=True)
    taken |= {files[file] for file in published}
    return {path for path in taken if path}


def _free_path(wanted: str, batch: _Batch) -> str:
    """A path for a new post; the batch has looked up the wanted one already, numbered variants it has not."""
    path = fresh_path(wanted, lambda path: path in batch.taken or (path != wanted and path_in_use(path)))
    batch.taken.add(path)
    return path


def _slug(find: PostFind) -> str:
    return slug_of(find.slug) or slug_of(find.headline) or "untitled"


def _made_path(find: PostFind) -> str:
    return post_path(slug=_slug(find), day=find.date.at)


def _chronology(claimed: ClaimedDate, *, position: int, below: int) -> tuple[int, int]:
    """(year, chronology) of a post: see :class:`~broadsheet.archive.models.Post`."""
    if claimed.at is None:
        return 0, below - 1 - position
    return dated_place(claimed.at)


def _date_columns(claimed: ClaimedDate) -> dict[str, object]:
    offset = claimed.at.utcoffset() if claimed.at else None
    return {
        "published_at": claimed.at,
        "utc_offset": int(offset.total_seconds() // 60) if offset else 0,
        "certainty": claimed.certainty,
        "not_before": claimed.not_before,
        "not_after": claimed.not_after,
        "date_evidence": claimed.evidence,
    }


def _text_columns(facts: Facts) -> dict[str, object]:
    body = sanitise(facts.find.body)
    return {
        "body": body,
        "excerpt": excerpt_of(body),
        "fingerprint": facts.fingerprint,
        "headline_key": facts.headline_key,
    }


def _lead_columns(find: PostFind, leads: dict[str, int]) -> dict[str, object]:
    lead = find.lead
    if lead is None:
        return {}
    return {
        "has_lead": True,
        "lead_image_id": leads.get(picture_key(lead.source_url)) if lead.source_url else None,
        "lead_alt": lead.alt,
        "lead_caption": lead.caption,
        "lead_credit": lead.credit,
        "lead_source_url": lead.source_url[:1000],
    }


def _new_post(facts: Facts, batch: _Batch) -> Post:
    find = facts.find
    live = find.status == "published"
    year, chronology = _chronology(find.date, position=find.position, below=batch.origin.undated_below)
    path = _free_path(facts.path or _made_path(find), batch) if live else None
    columns = {
        **_date_columns(find.date),
        **_text_columns(facts),
        **_lead_columns(find, batch.leads),
    }
    return Post(
        headline=find.headline,
        slug=_slug(find),
        path=path,
        standfirst=find.standfirst,
        language=find.language[:20] or "en",
        translation_group=find.translation_group[:100],
        house_byline=find.house_byline[:300],
        updated_at=_updated(find),
        retracted_on=_retracted(find),
        sticky=find.sticky,
        live=live,
        status=find.status,
        status_note=find.status_note,
        year=year,
        chronology=chronology,
        origin_key=find.key[:300],
        origin_source=batch.origin.source[:300],
        origin_format=batch.origin.format,
        origin_rank=batch.origin.rank,
        origin_url=find.url[:1000],
        **columns,
    )


def _retracted(find: PostFind) -> date | None:
    """The day on which the paper took the post back, if it still stands so."""
    day: date | None = None
    for told in find.corrections:
        if told.kind == "retraction":
            day = day or told.day
        elif told.kind == "reinstatement":
            day = None
    return day


def _updated(find: PostFind) -> datetime | None:
    """When the post was changed after it was published; a system also notes the publication itself."""
    at = find.date.at
    return find.updated_at if find.updated_at and (at is None or find.updated_at > at) else None


def _complete(post: Post, facts: Facts, batch: _Batch) -> Outcome:
    """Fill what the stored post lacks; take over what a more trusted copy knows better."""
    find, origin = facts.find, batch.origin
    was_live = post.live
    wins = origin.rank > post.origin_rank
    notes: list[str] = []
    leftover: tuple[str, ...] = ()
    changed: dict[str, object] = {}
    if wins:
        leftover = missing_lines(text_of(post.body), within=_all_words(facts.text, find))
        changed |= _text_columns(facts) | {"headline": find.headline, "origin_format": origin.format}
        changed["origin_rank"] = origin.rank
        changed |= {"origin_key": find.key[:300], "origin_source": origin.source[:300]}
        if find.language:
            changed["language"] = find.language[:20]
    elif post.origin_key != find.key or post.fingerprint != facts.fingerprint:
        leftover = missing_lines(facts.text, within=_stored_words(post, text_of(post.body)))
    changed |= _better_date(post, find, origin=origin)
    changed |= _missing_columns(post, find, batch)
    changed |= _better_path(post, facts, batch)
    changed = {name: value for name, value in changed.items() if getattr(post, name) != value}
    if not changed and _has_all(post, find, batch):
        return Outcome(find.key, "already", post.pk, post.live, leftover=leftover)
    before = state_of(post)
    for name, value in changed.items():
        setattr(post, name, value)
    if changed:
        post.save(update_fields=list(changed))
    grown = union_belongings(
        find, post, tags=batch.tags, authors=batch.authors, bearing=batch.bearing, reordered=bool(changed)
    )
    if wins and was_live and find.status != "published":
        notes.append(f"“{post.headline}” was taken off the site: {find.status_note or find.status}")
        withdraw(post.pk, status=find.status, note=find.status_note)
        post.live = False
    elif changed or grown:
        changes.record("post", [post.pk], before={post.pk: before})
    verdict: Verdict = "completed" if changed or grown else "already"
    return Outcome(find.key, verdict, post.pk, post.live, tuple(notes), leftover)


def _has_all(post: Post, find: PostFind, batch: _Batch) -> bool:
    """True where the stored post has every tag, comment and address that the find brings, and stays live or not."""
    bearing = batch.bearing
    urls = (stored_address(url) for url in (find.url, *find.old_addresses) if url)
    return (
        (find.status == "published" or not post.live)
        and bearing.tags.get(post.pk, set()) >= {batch.tags[tag] for tag in find.tags}
        and (not find.authors or post.pk in bearing.signed)
        and bearing.comments.get(post.pk, set()) >= {comment.key[:100] for comment in find.comments}
        and all(address in bearing.addresses or address == post.path for address in urls if address)
    )


def _all_words(text: str, find: PostFind) -> str:
    lead = find.lead
    words = [find.headline, find.standfirst, text]
    return "\n".join([*words, lead.alt, lead.caption, lead.credit] if lead else words)


def _stored_words(post: Post, text: str) -> str:
    return "\n".join(
        [post.headline, post.standfirst, text, post.lead_alt, post.lead_caption, post.lead_credit]
    )


def _better_date(post: Post, find: PostFind, *, origin: Origin) -> dict[str, object]:
    """The find's date where it is more certain than the stored one."""
    if _CERTAINTIES.index(find.date.certainty) <= _CERTAINTIES.index(post.certainty):
        return {}
    year, chronology = (post.year, post.chronology)
    if find.date.at is not None:
        year, chronology = _chronology(find.date, position=find.position, below=origin.undated_below)
    return {**_date_columns(find.date), "year": year, "chronology": chronology}


def _missing_columns(post: Post, find: PostFind, batch: _Batch) -> dict[str, object]:
    """What the stored post has not and the find has."""
    known = {"standfirst": find.standfirst, "translation_group": find.translation_group[:100]}
    found: dict[str, object] = {
        name: value for name, value in known.items() if value and not getattr(post, name)
    }
    if find.authors:
        found["house_byline"] = ""
    elif find.house_byline and not post.house_byline and post.pk not in batch.bearing.signed:
        found["house_byline"] = find.house_byline[:300]
    if _updated(find) and not post.updated_at:
        found["updated_at"] = _updated(find)
    if find.url and not post.origin_url:
        found["origin_url"] = find.url[:1000]
    lead = _lead_columns(find, batch.leads)
    if not post.has_lead:
        return found | lead
    return found | {name: value for name, value in lead.items() if value and not getattr(post, name)}


def _better_path(post: Post, facts: Facts, batch: _Batch) -> dict[str, object]:
    """The permalink the post once had, as long as no edition has published the one it was given."""
    if not post.live or not facts.path or post.path == facts.path or facts.path in batch.taken:
        return {}
    if post.origin_url and kept_path(post.origin_url) == post.path:
        return {}
    if post.path and SitePath.objects.filter(path=file_at(post.path)).exists():
        return {}
    batch.taken.add(facts.path)
    return {"path": facts.path, "slug": slug_of(facts.find.slug) or post.slug}
