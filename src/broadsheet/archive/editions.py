"""What publishing remembers: editions, the files they left, and the changes they claimed.

Guarantees: a file's digest is recorded only when told so, which the press does once the file
is durable; paths are never forgotten, only marked as withdrawn or removed; every function works
on a batch. :func:`reading` and :func:`holding` are how one edition sees one state of the archive,
however many processes read it: a reader keeps the state it first saw, and while the write lock is
held there is no other state to see.

The state a reader sees is kept by the database (WAL snapshots in SQLite,
https://www.sqlite.org/isolation.html) and not by copying the archive, which would cost a
second for every gigabyte and double the space.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import connection, transaction

from broadsheet.archive import changes
from broadsheet.archive.batches import rows_of
from broadsheet.archive.models import Change, Edition, SitePath

__all__ = [
    "UNSURE", "KnownFile", "LastEdition", "PastEdition", "State", "began_at", "begin_edition", "begin_reading",
    "claim_changes", "count_files", "count_pages", "distrust", "files_from", "files_no_more", "files_of_pages",
    "files_on_site", "files_written", "finish_edition", "forget_unseen", "holding", "is_first_edition", "known_file",
    "known_files", "last_edition", "mark_unsure", "past_edition", "reading", "record_files", "record_removed",
    "suspect", "unseen_files", "was_ever_finished",
]  # fmt: skip

State = Literal["page", "withdrawn", "removed"]

UNSURE = "unsure"
"""Whose page a file is that only an interrupted edition knew of."""

# SQLite takes a read snapshot at the first read after BEGIN; PostgreSQL needs the isolation level.
_BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}
_COLUMNS = ("path", "digest", "page", "state", "edition")
_WRITTEN = (*_COLUMNS, "written")
_LAST_ROW = 2**63 - 1
"""Above the id of every row."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file of the site as an edition left it. ``digest`` is empty when it was removed or is unsure."""

    path: str
    digest: str
    page: str
    state: State
    edition: int
    written: int = 0
    """The last edition that wrote or removed it; 0 where this is not asked."""


@dataclass(frozen=True, slots=True)
class LastEdition:
    """What the next edition must know of those before it.

    ``inputs`` is the fingerprint of settings and theme of the last finished one, empty if there is none;
    ``was_whole`` says that one which never finished was to look at every page.
    """

    inputs: str
    was_whole: bool


@dataclass(frozen=True, slots=True)
class PastEdition:
    """A finished edition: when it began, whether it looked at every page, and why it may have had to."""

    number: int
    at: datetime
    whole: bool
    first: bool
    new_inputs: bool
    """Whether settings or theme were others than those of the edition before."""


def is_first_edition() -> bool:
    """True when nothing was ever published from this archive."""
    return not SitePath.objects.exists()


def was_ever_finished() -> bool:
    """Whether any edition of this archive came to its end."""
    return Edition.objects.filter(finished=True).exists()


def forget_unseen(*, pictures: bool) -> None:
    """Forget the files of first editions that died before anybody could see one; ``pictures`` keeps those known."""
    unseen = SitePath.objects.exclude(page__startswith="picture ") if pictures else SitePath.objects.all()
    unseen.delete()


def last_edition() -> LastEdition:
    """What is known of the editions so far."""
    finished = Edition.objects.filter(finished=True).order_by("-id").values_list("inputs", flat=True)
    unfinished = Edition.objects.filter(finished=False, whole=True).exists()
    return LastEdition(next(iter(finished[:1]), ""), unfinished)


def began_at(edition: int) -> datetime | None:
    """When a finished edition began, which no two editions share; None if there is no such edition."""
    found = Edition.objects.filter(pk=edition, finished=True).values_list("started_at", flat=True)
    return next(iter(found), None)


def begin_edition(*, at: datetime, inputs: str) -> int:
    """Open an edition and claim every pending change, also those of an edition that never finished."""
    with transaction.atomic():
        edition = Edition.objects.create(started_at=at, inputs=inputs)
        claim_changes(edition.pk)
    return int(edition.pk)


def claim_changes(edition: int, *, whole: bool = False) -> None:
    """Claim pending changes for an edition; ``whole`` notes that it looks at every page."""
    with transaction.atomic():
        Change.objects.filter(edition=None).update(edition_id=edition)
        # Asked for first: joined in one statement, every change that was ever claimed is walked.
        died = list(Edition.objects.filter(finished=False).exclude(pk=edition).values_list("pk", flat=True))
        if died:
            Change.objects.filter(edition_id__in=died).update(edition_id=edition)
        if whole:
            Edition.objects.filter(pk=edition).update(whole=True)


def finish_edition(edition: int, *, seconds: float, written: int, removed: int) -> None:
    """Close an edition whose last file is durable; editions that died before it are dropped."""
    with transaction.atomic():
        Edition.objects.filter(pk=edition).update(
            finished=True, seconds=seconds, written=written, removed=removed
        )
        Edition.objects.filter(pk__lt=edition, finished=False).delete()


def known_files(paths: Sequence[str]) -> dict[str, KnownFile]:
    """What is known of those of ``paths`` that were ever published."""
    found = rows_of(SitePath, _COLUMNS, key="path", ids=paths) if paths else ()
    return {row[0]: KnownFile(*row) for row in found}


def known_file(path: str) -> KnownFile | None:
    """What is known of one file, with the edition that wrote it."""
    found = SitePath.objects.filter(path=path).values_list(*_WRITTEN).first()
    return None if found is None else KnownFile(*found)


def past_edition(number: int) -> PastEdition | None:
    """A finished edition, or None where there is none of this number."""
    row = (
        Edition.objects.filter(pk=number, finished=True).values_list("started_at", "whole", "inputs").first()
    )
    if row is None:
        return None
    earlier = (
        Edition.objects.filter(pk__lt=number, finished=True).order_by("-pk").values_list("inputs").first()
    )
    return PastEdition(number, row[0], row[1], earlier is None, earlier is not None and earlier[0] != row[2])


def files_of_pages(pages: Sequence[str]) -> list[KnownFile]:
    """The files on the site of any of ``pages`` (``post 12``, ``tag 4 2019``), by path."""
    found = rows_of(SitePath, _WRITTEN, key="page", ids=pages, where=(("state", "page"),)) if pages else ()
    return [KnownFile(*row) for row in sorted(found)]


def files_from(beginning: str, *, state: State) -> list[KnownFile]:
    """The files in a state whose path begins so (``tag/iran/``, ``sitemap-``), by path."""
    # A range, since SQLite answers that by its index and a LIKE by a walk.
    end = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    found = SitePath.objects.filter(state=state, path__gte=beginning, path__lt=end).order_by("path")
    return [KnownFile(*row) for row in found.values_list(*_COLUMNS)]


def record_files(files: Iterable[tuple[str, str, str, State]], *, edition: int, written: bool) -> None:
    """Remember files as an edition left them on disk: path, digest, page and state of each.

    ``written`` says that the edition changed their bytes.
    """
    wrote = edition if written else 0
    _upsert(
        ((path, digest, page[:100], state, edition, wrote) for path, digest, page, state in files),
        replaced=(*_COLUMNS[1:], "written") if written else _COLUMNS[1:],
    )


def mark_unsure(paths: Iterable[str], *, edition: int) -> None:
    """Forget the digests of files that an interrupted ``edition`` may have replaced; unknown paths are added."""
    _upsert(
        ((path, "", UNSURE, "page", 0, edition) for path in paths),
        replaced=("digest", "written"),
    )


def suspect(paths: Sequence[str], *, edition: int) -> None:
    """As :func:`mark_unsure`, and have the pages of those files looked at, also where the edit that touched them
    was undone since. An edition that was to look at every page is followed by one that does.
    """
    with transaction.atomic():
        pages = {file.page for file in known_files(paths).values()} - {UNSURE}
        mark_unsure(paths, edition=edition)
        if not last_edition().was_whole:
            for page in sorted(pages):
                changes.record("file", [0], before={0: {"page": page}})


def distrust(files: Sequence[KnownFile], *, everything: bool) -> None:
    """Forget the digests of files that are not as they were left, and have their pages made again.

    ``everything`` asks for a look at all pages, where no change names those that the files are of.
    """
    with transaction.atomic():
        newest = Edition.objects.order_by("-pk").values_list("pk", flat=True).first()
        mark_unsure([file.path for file in files], edition=newest or 0)
        if everything:
            changes.record("everything", [0])
            return
        for page in sorted({file.page for file in files}):
            changes.record("file", [0], before={0: {"page": page}})


def files_on_site(*, after: str = "", limit: int) -> list[KnownFile]:
    """Up to ``limit`` files that should be on the site, by path."""
    found = SitePath.objects.filter(path__gt=after).exclude(state="removed").order_by("path")
    return [KnownFile(*row) for row in found.values_list(*_WRITTEN)[:limit]]


def count_files() -> int:
    """How many files should be on the site."""
    return SitePath.objects.exclude(state="removed").count()


def count_pages() -> int:
    """How many files are on the site that are no pictures and no parts of the theme."""
    found = SitePath.objects.filter(state="page")
    return found.exclude(path__startswith="media/").exclude(path__startswith="assets/").count()


def _upsert(rows: Iterable[tuple[str, str, str, str, int, int]], *, replaced: Sequence[str]) -> None:
    # Standard enough for both databases (INSERT ... ON CONFLICT), and ten times as fast as bulk_create,
    # which compiles one statement for every 249 rows.
    table = connection.ops.quote_name(SitePath._meta.db_table)
    changes = ", ".join(f"{column} = excluded.{column}" for column in replaced)
    statement = (
        f"INSERT INTO {table} ({', '.join(_WRITTEN)}) VALUES (%s, %s, %s, %s, %s, %s) "  # noqa: S608 - fixed names
        f"ON CONFLICT (path) DO UPDATE SET {changes}"
    )
    # Neighbours in the index one after the other: a third less time where there are hundreds of thousands.
    ordered = sorted(rows)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(statement, ordered)


def record_removed(paths: Sequence[str], *, edition: int) -> None:
    """Remember that files are gone from the site. Their paths, and whose they were, stay known."""
    SitePath.objects.filter(path__in=paths).update(digest="", state="removed", written=edition)


def unseen_files(*, edition: int, after: str = "", limit: int) -> list[KnownFile]:
    """Up to ``limit`` files, by path, that were published before and that ``edition`` did not come by."""
    found = (
        SitePath.objects.filter(edition__lt=edition, path__gt=after).exclude(state="removed").order_by("path")
    )
    return [KnownFile(*row) for row in found.values_list(*_COLUMNS)[:limit]]


def files_no_more(*, after: str = "", limit: int) -> list[KnownFile]:
    """Up to ``limit`` files, by path, that were pages of the site once and are so no more."""
    table = connection.ops.quote_name(SitePath._meta.db_table)
    # Written out so that the database sees that the small index of such files answers it.
    found = SitePath.objects.extra(where=[f"{table}.\"state\" IN ('withdrawn', 'removed')"])  # noqa: S610 - fixed words
    rows = found.filter(path__gt=after).order_by("path").values_list(*_COLUMNS)[:limit]
    return [KnownFile(*row) for row in rows]


def files_written(
    *, after: int, place: tuple[int, int] = (0, 0), limit: int
) -> list[tuple[tuple[int, int], KnownFile]]:
    """Up to ``limit`` files that editions above ``after`` wrote or removed, each with its place in this walk.

    Walk on from the last place.
    """
    # A comparison of rows is answered by the index of exactly these columns; spelled as AND and OR it isn't.
    beyond = max((after, _LAST_ROW), place)
    found = SitePath.objects.extra(where=["(written, id) > (%s, %s)"], params=list(beyond))
    rows = found.order_by("written", "id").values_list("id", *_WRITTEN)[:limit]
    return [((row[-1], row[0]), KnownFile(*row[1:])) for row in rows]


def begin_reading() -> None:
    """From now on this thread sees one state of the archive, and can't write, until it lets go of it."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
    Edition.objects.exists()


@contextmanager
def reading() -> Iterator[None]:
    """Read one state of the archive, whatever is written meanwhile. Nothing can be written inside."""
    begin_reading()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


@contextmanager
def holding() -> Iterator[None]:
    """Let nobody else write until the block ends. What is written inside becomes true when it ends well."""
    with transaction.atomic():
        yield
