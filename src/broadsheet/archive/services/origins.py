"""Where finds come from, and what became of each."""

from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.db.models import Max, Min

from broadsheet.archive.models import Post, Rescue

__all__ = ["Origin", "Outcome", "Verdict", "begin_rescue", "finish_rescue", "finished_report", "newest_post"]

Verdict = Literal["kept", "completed", "already"]


@dataclass(frozen=True, slots=True)
class Origin:
    """One copy that is being stored.

    ``rank`` says how far a format is trusted where two copies of one post differ: the higher one wins.
    The copy's undated posts stand below the chronology ``undated_below`` (at most 0), so that they follow
    those of earlier copies, in the copy's own order.
    """

    source: str
    format: str
    rank: int = 0
    undated_below: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a find: ``kept`` anew, ``completed`` one that was there, or ``already`` there as it is.

    ``leftover`` holds lines of prose that the find has and the stored post, which won, has not.
    """

    key: str
    verdict: Verdict
    post_id: int
    published: bool
    notes: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()


def begin_rescue(*, path: str, digest: str, format: str, rank: int) -> Origin:
    """The origin for the copy whose bytes have this SHA-256; the same copy always gets the same one."""
    with transaction.atomic():
        rescue = Rescue.objects.filter(digest=digest).first()
        if rescue is None:
            lowest = Post.objects.filter(year=0).aggregate(lowest=Min("chronology"))["lowest"]
            below = min(lowest if lowest is not None else 0, 0)
            rescue = Rescue.objects.create(path=path, digest=digest, format=format, undated_below=below)
    return Origin(source=path, format=format, rank=rank, undated_below=rescue.undated_below)


def newest_post() -> int:
    """The highest id that a post has; 0 in an archive without posts."""
    highest: int | None = Post.objects.aggregate(highest=Max("id"))["highest"]
    return highest or 0


def finished_report(digest: str) -> dict[str, Any] | None:
    """The report of the copy whose bytes have this SHA-256, if it was read to its end."""
    rescue = Rescue.objects.filter(digest=digest, finished=True).first()
    return rescue.report if rescue is not None else None


def finish_rescue(*, digest: str, hosts: frozenset[str], report: dict[str, Any]) -> None:
    """Note that a copy was read to its end, with its report and the hosts its site lived at."""
    with transaction.atomic():
        rescue = Rescue.objects.get(digest=digest)
        rescue.finished = True
        rescue.hosts = sorted(hosts | set(rescue.hosts))
        rescue.report = report
        rescue.save()
