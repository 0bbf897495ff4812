"""Single edits of a published paper in a process that goes on: how soon each is on the site, whole and durable.

    python -m bench.edits PAPER title|new COUNT

Measured from the moment when the edit's change row is committed to the moment when the last file it touches
is durable and the edition is finished. Prints one JSON object.
"""

import json
import random
import statistics
import sys
import time
from datetime import UTC, timedelta
from pathlib import Path

from django.db import transaction

from bench.corpus import paragraph
from broadsheet.archive import changes, database, services
from broadsheet.archive.finds import ClaimedDate, PersonFind, PostFind, TagFind
from broadsheet.archive.models import Edition, Post, Tag
from broadsheet.archive.states import post_states
from broadsheet.press import Press
from broadsheet.publication import Publication

_WARMING = 3
"""Edits before the counted ones, which fill the process's caches."""


def edit_title(chance: random.Random, number: int) -> None:
    """Give some post another headline."""
    id = chance.randint(1, Post.objects.count())
    with transaction.atomic():
        before = post_states([id])
        Post.objects.filter(id=id).update(headline=f"Headline {number}, written anew")
        changes.record("post", [id], before=before)


def write_new(chance: random.Random, number: int) -> None:
    """Publish a post after all others, with eight tags that are there."""
    newest = Post.objects.order_by("-chronology").values_list("published_at", flat=True)[0]
    assert newest is not None
    tags = chance.sample(list(Tag.objects.order_by("id").values_list("name", "slug")), 8)
    at = newest.astimezone(UTC) + timedelta(minutes=5)
    # Named by its moment, so that another run on the same paper makes posts too.
    name = f"{at:%Y-%m-%d-%H-%M}"
    find = PostFind(
        key=f"bench:{name}",
        headline=f"New post {number} of {name}",
        slug=f"new-post-{name}",
        body="".join(f"<p>{paragraph(chance)}</p>" for _ in range(5)),
        date=ClaimedDate(certainty="exact", at=at),
        tags=tuple(TagFind(name=name, slug=slug) for name, slug in tags),
        authors=(PersonFind("Harbour Writer"),),
        status="published",
    )
    services.store_posts([find], origin=services.Origin(source="bench", format="bench"))


def measure(paper: Publication, kind: str, count: int) -> dict[str, float]:
    """Medians of ``count`` edits of a kind."""
    # Another run on the same paper writes other words: a post of the same words would be known for a copy.
    chance = random.Random(Edition.objects.latest("id").id)
    press = Press(executor=0)
    press.publish(paper)
    times, files = [], []
    for number in range(count + _WARMING):
        (edit_title if kind == "title" else write_new)(chance, number)
        began = time.perf_counter()
        report = press.publish(paper)
        times.append(1000 * (time.perf_counter() - began))
        files.append(report.written)
        if report.whole:
            sys.exit(f"edit {number} made a whole edition")
    counted = sorted(times[_WARMING:])
    return {
        "median": statistics.median(counted),
        "slow": counted[int(0.95 * len(counted))],
        "files": statistics.median(files[_WARMING:]),
    }


if __name__ == "__main__":
    opened = Publication.open(Path(sys.argv[1]))
    database.open_archive(opened)
    print(json.dumps(measure(opened, sys.argv[2], int(sys.argv[3]))))
