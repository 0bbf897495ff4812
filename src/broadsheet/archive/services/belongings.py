"""What belongs to posts and pages: their tags, authors, comments, old addresses and the pictures they show."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from broadsheet.archive import changes
from broadsheet.archive.addresses import stored_address
from broadsheet.archive.bulk import insert_rows
from broadsheet.archive.finds import CommentFind, PageFind, PersonFind, PostFind, TagFind
from broadsheet.archive.links import link_keys
from broadsheet.archive.loading import picture_ids_in
from broadsheet.archive.models import (
    Comment,
    Correction,
    LinkUse,
    OldAddress,
    PictureUse,
    Post,
    PostAuthor,
    PostTag,
    StandingPage,
)

__all__ = [
    "Bearing",
    "bearing_of",
    "insert_belongings",
    "insert_page_belongings",
    "note_uses",
    "union_belongings",
]


_ORDER = ("post_id", "position", "live", "year", "chronology")


def _placed(ids: Iterable[int], post: Post, *, first: int = 0) -> list[tuple[int, int, int, bool, int, int]]:
    """Rows of a through table: the other side's id, then what :data:`_ORDER` names."""
    return [
        (id, post.pk, position, post.live, post.year, post.chronology)
        for position, id in enumerate(dict.fromkeys(ids), start=first)
    ]


def _insert_tags(rows: Iterable[Sequence[object]]) -> None:
    insert_rows(PostTag, ("tag_id", *_ORDER), rows)


def _insert_authors(rows: Iterable[Sequence[object]]) -> None:
    insert_rows(PostAuthor, ("author_id", *_ORDER), rows)


def _comments(comments: Sequence[CommentFind], **owner: object) -> list[Comment]:
    return [
        Comment(
            key=comment.key[:100],
            parent_key=comment.parent_key[:100],
            author=comment.author[:300],
            body=comment.body,
            at=comment.at,
            **owner,
        )
        for comment in comments
    ]


def _addresses(find: PostFind | PageFind, path: str | None) -> list[str]:
    """The old addresses of a find that are not the path it has."""
    known = (stored_address(url) for url in (find.url, *find.old_addresses) if url)
    return [address for address in dict.fromkeys(known) if address and address != path]


def _old_addresses(find: PostFind | PageFind, path: str | None, **owner: object) -> dict[str, OldAddress]:
    return {address: OldAddress(address=address, **owner) for address in _addresses(find, path)}


def insert_belongings(
    pairs: Sequence[tuple[PostFind, Post]], *, tags: Mapping[TagFind, int], authors: Mapping[PersonFind, int]
) -> None:
    """Write what belongs to new posts, a kind at a time."""
    _insert_tags(row for find, post in pairs for row in _placed((tags[tag] for tag in find.tags), post))
    _insert_authors(
        row for find, post in pairs for row in _placed((authors[each] for each in find.authors), post)
    )
    Comment.objects.bulk_create([row for find, post in pairs for row in _comments(find.comments, post=post)])
    Correction.objects.bulk_create(
        [
            Correction(post=post, day=fix.day, text=fix.text, kind=fix.kind)
            for find, post in pairs
            for fix in find.corrections
        ]
    )
    note_uses(posts=[post for _, post in pairs])
    owners: dict[str, int] = {}
    for find, post in pairs:
        for address in _addresses(find, post.path):
            owners.setdefault(address, post.pk)
    insert_rows(
        OldAddress,
        ("address", "post_id", "target", "gone"),
        ((address, owner, "", False) for address, owner in owners.items()),
        unless_there=True,
    )


def note_uses(
    *,
    posts: Sequence[Post] = (),
    pages: Sequence[StandingPage] = (),
    known: Container[int] | None = None,
) -> None:
    """Write down which pictures bodies show and which addresses they link to, in place of what was written before.

    Pictures that are not among ``known`` ones, if given, are passed over.
    """
    owners: tuple[tuple[str, Sequence[Post] | Sequence[StandingPage]], ...] = (
        ("post_id", posts),
        ("page_id", pages),
    )
    for column, rows in owners:
        insert_rows(
            PictureUse,
            ("image_id", column),
            (
                (id, row.pk)
                for row in rows
                for id in dict.fromkeys(picture_ids_in(row.body))
                if known is None or id in known
            ),
        )
        insert_rows(LinkUse, ("key", column), ((key, row.pk) for row in rows for key in link_keys(row.body)))


def insert_page_belongings(find: PageFind, page: StandingPage) -> None:
    """Write what belongs to a new standing page."""
    Comment.objects.bulk_create(_comments(find.comments, page=page))
    note_uses(pages=[page])
    OldAddress.objects.bulk_create(_old_addresses(find, page.path, page=page).values(), ignore_conflicts=True)


@dataclass(slots=True)
class Bearing:
    """What stored posts have already: asked once for a batch, so that storing again costs few queries."""

    tags: dict[int, set[int]]
    comments: dict[int, set[str]]
    signed: set[int]
    addresses: set[str]


def bearing_of(finds: Sequence[PostFind], posts: Sequence[int]) -> Bearing:
    """What ``posts`` have of what ``finds`` could bring."""
    tags: dict[int, set[int]] = {}
    for post, tag in PostTag.objects.filter(post_id__in=posts).values_list("post_id", "tag_id"):
        tags.setdefault(post, set()).add(tag)
    comments: dict[int, set[str]] = {}
    for speaker, key in Comment.objects.filter(post_id__in=posts).values_list("post_id", "key"):
        if speaker is not None:
            comments.setdefault(speaker, set()).add(key)
    wanted = {stored_address(url) for find in finds for url in (find.url, *find.old_addresses) if url}
    return Bearing(
        tags=tags,
        comments=comments,
        signed=set(PostAuthor.objects.filter(post_id__in=posts).values_list("post_id", flat=True)),
        addresses=set(OldAddress.objects.filter(address__in=wanted).values_list("address", flat=True)),
    )


def union_belongings(
    find: PostFind,
    post: Post,
    *,
    tags: Mapping[TagFind, int],
    authors: Mapping[PersonFind, int],
    bearing: Bearing,
    reordered: bool,
) -> bool:
    """Add what a stored post lacks of what a find brings; true when something was added.

    ``reordered`` says that the post's own columns changed, so that the copies in the through tables and
    the pictures its body shows are written anew.
    """
    have = bearing.tags.get(post.pk, set())
    new_tags = [tags[tag] for tag in find.tags if tags[tag] not in have]
    _insert_tags(_placed(new_tags, post, first=len(have)))
    new_authors = [] if post.pk in bearing.signed else [authors[person] for person in find.authors]
    _insert_authors(_placed(new_authors, post))
    spoken = bearing.comments.get(post.pk, set())
    new_comments = [row for row in _comments(find.comments, post=post) if row.key not in spoken]
    Comment.objects.bulk_create(new_comments)
    rows = _old_addresses(find, post.path, post=post)
    unknown = [row for address, row in rows.items() if address not in bearing.addresses]
    if unknown:
        OldAddress.objects.bulk_create(unknown, ignore_conflicts=True)
        added = OldAddress.objects.filter(address__in=[row.address for row in unknown], post=post)
        changes.record("address", added.values_list("id", flat=True))
    if reordered:
        order = {"live": post.live, "year": post.year, "chronology": post.chronology}
        PostTag.objects.filter(post=post).update(**order)
        PostAuthor.objects.filter(post=post).update(**order)
        PictureUse.objects.filter(post=post).delete()
        LinkUse.objects.filter(post=post).delete()
        note_uses(posts=[post])
    bearing.tags.setdefault(post.pk, set()).update(new_tags)
    bearing.signed |= {post.pk} if new_authors else set()
    bearing.comments.setdefault(post.pk, set()).update(row.key for row in new_comments)
    return bool(new_tags or new_authors or new_comments)
