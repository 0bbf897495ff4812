"""Archives of any size, made straight as rows: posts over ten years, tags as frequent as in a real paper."""

import random
from datetime import UTC, datetime, timedelta

from broadsheet.archive import changes, database
from broadsheet.archive.models import Author, OldAddress, Post, PostAuthor, PostTag, Tag
from broadsheet.language import fold

_WORDS = (
    "river", "council", "market", "harbour", "minister", "strike", "school", "bridge", "winter", "election",
    "court", "village", "report", "water", "station", "border", "harvest", "letter", "union", "paper",
    "museum", "clinic", "storm", "permit", "budget", "witness", "archive", "garden", "train",
)  # fmt: skip
_FIRST_DAY = datetime(2015, 1, 1, 9, tzinfo=UTC)

FEW_ON_A_PAGE = """name = "The Test Paper"
url = "https://paper.example/"
[listings]
page_posts = 2
front_posts = 2
feed_posts = 2
[pictures]
widths = [64]
formats = ["webp"]
"""
"""Settings by which few posts make many pages."""


def fill_archive(
    *,
    posts: int,
    tags: int = 50,
    tags_of_a_post: int = 4,
    years: int = 10,
    body_words: int = 450,
    seed: int = 1,
) -> None:
    """Fill the open, empty archive. The same arguments make the same rows."""
    chance = random.Random(seed)
    names = [f"{chance.choice(_WORDS)} {number}" for number in range(1, tags + 1)]
    Tag.objects.bulk_create(
        [
            Tag(id=id, name=name, key=fold(name), slug=name.replace(" ", "-"))
            for id, name in enumerate(names, start=1)
        ]
    )
    people = [f"Reporter {number}" for number in range(1, 13)]
    Author.objects.bulk_create(
        [
            Author(id=id, name=name, key=fold(name), slug=name.replace(" ", "-").lower())
            for id, name in enumerate(people, start=1)
        ]
    )
    weights = [1 / rank for rank in range(1, tags + 1)]
    step = timedelta(days=365.2 * years) / max(1, posts)
    for start in range(1, posts + 1, 1000):
        _add_posts(
            range(start, min(posts, start + 999) + 1), chance, (weights, tags_of_a_post), (step, body_words)
        )
    database.analyze()


def _add_posts(
    ids: range, chance: random.Random, tagging: tuple[list[float], int], shape: tuple[timedelta, int]
) -> None:
    weights, tags_of_a_post = tagging
    step, body_words = shape
    rows, tagged, signed = [], [], []
    for id in ids:
        moment = (_FIRST_DAY + step * (id - 1)).replace(microsecond=0)
        rows.append(_post(id, moment, chance, body_words))
        chosen: dict[int, None] = {}
        while len(chosen) < min(tags_of_a_post, len(weights)):
            chosen.update(
                dict.fromkeys(chance.choices(range(1, len(weights) + 1), weights, k=tags_of_a_post))
            )
        place = {"live": True, "year": moment.year, "chronology": int(moment.timestamp())}
        for position, tag in enumerate(list(chosen)[:tags_of_a_post]):
            tagged.append(PostTag(post_id=id, tag_id=tag, position=position, **place))
        signed.append(PostAuthor(post_id=id, author_id=chance.randint(1, 12), **place))
    Post.objects.bulk_create(rows)
    PostTag.objects.bulk_create(tagged, batch_size=5000)
    PostAuthor.objects.bulk_create(signed)


def _post(id: int, moment: datetime, chance: random.Random, body_words: int) -> Post:
    def words(count: int) -> str:
        return " ".join(chance.choices(_WORDS, k=count))

    paragraphs = [f"<p>{words(60).capitalize()}.</p>" for _ in range(max(1, body_words // 60))]
    paragraphs.insert(len(paragraphs) // 2, f"<h2>{words(4).capitalize()}</h2>")
    if id > 1:
        paragraphs.append(
            f'<p>See <a href="/posts/{id - 1}/" data-post="{id - 1}">what we wrote before</a>.</p>'
        )
    headline = f"{words(6).capitalize()} {id}"
    return Post(
        id=id,
        headline=headline,
        slug=f"post-{id}",
        path=f"{moment:%Y/%m/%d}/post-{id}/",
        standfirst=words(20).capitalize() + ".",
        excerpt=words(40).capitalize() + "…",
        body="".join(paragraphs),
        published_at=moment,
        certainty="exact",
        live=True,
        status="published",
        year=moment.year,
        chronology=int(moment.timestamp()),
    )


def add_post(id: int, moment: datetime | None, *, tags: tuple[int, ...] = (), **values: object) -> Post:
    """One post with tags that are there; ``values`` are the row's own."""
    year = moment.year if moment else 0
    place = {"year": year, "chronology": int(moment.timestamp()) if moment else id - 1_000_000}
    defaults: dict[str, object] = {
        "headline": f"Post {id}",
        "path": f"{moment:%Y/%m/%d}/post-{id}/" if moment else f"undated/post-{id}/",
        "body": f"<p>What post {id} says.</p>",
        "excerpt": f"What post {id} says.",
        "published_at": moment,
        "certainty": "exact" if moment else "unknown",
        "live": True,
        "status": "published",
    }
    post: Post = Post.objects.create(id=id, **(defaults | place | values))
    for position, tag in enumerate(tags):
        PostTag.objects.create(post=post, tag_id=tag, position=position, live=post.live, **place)
    changes.record("post", [post.pk])
    return post


def add_tag(id: int, name: str, **values: object) -> Tag:
    """One tag, its slug made from its name."""
    tag: Tag = Tag.objects.create(
        id=id, name=name, key=fold(name), slug=name.lower().replace(" ", "-"), **values
    )
    return tag


def add_old_address(address: str, **leads: object) -> None:
    """One old address, as a rescue finds it."""
    row = OldAddress.objects.create(address=address, **leads)
    changes.record("address", [row.pk])
