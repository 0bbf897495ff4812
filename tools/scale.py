"""docs/scale.md: what a paper of any size costs, computed from the constants in docs/scale.toml.

Counts of files follow from the layout alone and are computed, not measured; a test compares them with a
site. Times are those of one machine, and grow as the code does: by what a step walks along.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, exp
from pathlib import Path
from typing import Any, NamedTuple

CONSTANTS = Path(__file__).resolve().parents[1] / "docs" / "scale.toml"
SIZES = (10_000, 1_000_000, 100_000_000)
DAYS = 365.25


def read_constants() -> dict[str, Any]:
    """The tables of docs/scale.toml."""
    return tomllib.loads(CONSTANTS.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Shape:
    """A model paper: posts at an even pace over its years, tags with a long tail, one author a post."""

    posts: int
    years: int
    tags: int
    tags_of_a_post: int
    authors: int
    page_posts: int

    def shares(self) -> list[float]:
        """For each tag the part of all posts that bear it, the first most often."""
        total = sum(1 / rank for rank in range(1, self.tags + 1))
        return [min(1.0, self.tags_of_a_post / rank / total) for rank in range(1, self.tags + 1)]


class Files(NamedTuple):
    """How many files a site has, by kind."""

    posts: int
    years: int
    fronts: int
    sitemaps: int
    others: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)


def count_files(shape: Shape, *, old_addresses: int = 0, others: int = 12) -> Files:
    """The files of a model paper. ``others`` are style sheets, the page of tags and what robots and hosts read."""
    in_a_year = shape.posts / shape.years
    listings = [1.0, *shape.shares(), *[1 / shape.authors] * shape.authors]
    years = sum(_pages(in_a_year * share, shape.page_posts) for share in listings) * shape.years
    living = sum(1 - exp(-shape.posts * share) for share in listings)
    shards = shape.years * 12 * ceil(in_a_year / 12 / 50_000)
    return Files(
        posts=2 * shape.posts,
        years=round(years),
        fronts=round(2 * living),
        sitemaps=shards + 2,
        others=others + old_addresses,
    )


def _pages(posts: float, size: int) -> float:
    """Pages of a year of about so many posts: whole ones, one for a rest, none where no post happens to be."""
    return posts / size + 0.5 if posts > size else 1 - exp(-posts)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one size costs. Seconds, bytes; ``files`` of a whole site."""

    posts: int
    files: int
    folders: int
    bytes: float
    disk: float
    archive: float
    build: float
    edit: float
    new_post: float
    edit_files: int
    new_post_files: int
    grown: float
    """The seconds of a new post that an archive without posts would not take."""
    month: float
    """Posts in a month, whose sitemap each new post sets anew."""


def estimate(posts: int, constants: dict[str, Any]) -> Estimate:
    """Everything for a paper of ``posts``."""
    measured = constants["measured"]
    shape = Shape(posts, **constants["paper"])
    files = count_files(shape)
    listings = 2 + shape.tags_of_a_post
    # The constant parts: what was measured, less what grows and was walked along there.
    edit_walk, new_walk = _walks(shape, measured)
    then = _walks(Shape(int(measured["posts"]), **constants["paper"]), measured)
    return Estimate(
        posts=posts,
        files=files.total,
        folders=round(files.total * measured["folders"] / measured["files"]),
        bytes=files.total * measured["site_bytes_per_file"],
        disk=files.total * measured["site_disk_per_file"],
        archive=posts * measured["archive_bytes_per_post"],
        build=posts * measured["build_seconds_per_post"],
        edit=max(0.0, measured["edit_seconds"] - then[0]) + edit_walk,
        new_post=max(0.0, measured["new_post_seconds"] - then[1]) + new_walk,
        edit_files=2 + 2 + listings,
        new_post_files=2 + 1 + 3 * listings + 1 + 1 + 1,
        grown=new_walk,
        month=posts / shape.years / 12,
    )


def _walks(shape: Shape, measured: dict[str, float]) -> tuple[float, float]:
    """The parts of an edit and of a new post that grow with the archive, in seconds."""
    in_a_year = shape.posts / shape.years
    shares = shape.shares()
    # A post bears a tag as often as posts do: its listings' years are walked up to its place.
    typical = sum(share * share for share in shares)
    ranks = in_a_year * (1 + 1 / shape.authors + typical) * measured["rank_row_seconds"]
    return ranks / 2, ranks + in_a_year / 12 * measured["sitemap_row_seconds"]


class Limit(NamedTuple):
    """Something that ends: at which value of what, and what then."""

    what: str
    value: Callable[[Estimate], float]
    most: float
    then: str


def limits(constants: dict[str, Any]) -> list[Limit]:
    """Every limit that a growing paper meets."""
    old = constants["measured"]["old_address_bytes"]
    years = constants["paper"]["years"]
    return [
        Limit("a host that takes 20,000 files", lambda e: e.files, 20_000, "another host; any server of files does"),
        Limit("a site of 1 GB, the most that some hosts take", lambda e: e.bytes, 1e9, "another host"),
        Limit("`_redirects` of 25 MB, where every post has one old address", lambda e: e.posts * old, 25e6,
              "use the rules in `hosting/` on a server of one's own; every old address also has a page that leads on"),
        Limit("a new post takes a second longer than in a small paper", lambda e: e.grown, 1.0,
              "still no page of an earlier year is written; the month's sitemap is what takes the time"),
        Limit("a disk of 256 GB for `site/`", lambda e: e.disk, 256e9, "a larger disk"),
        Limit("16.8 million inodes, which ext4 gives a disk of 256 GB",
              lambda e: e.files + e.folders, 256 * 2**30 / 16384,
              "make the file system with more (`mkfs.ext4 -i 8192`), or use XFS or btrfs, which have no such number"),
        Limit("a whole build takes more than an hour", lambda e: e.build, 3600,
              "it is needed after a change of settings or theme alone; more cores divide it"),
        Limit("a whole build takes more than a day", lambda e: e.build, 86_400, "render on several machines"),
        Limit("`archive.db` of 100 GB, whose copy takes half an hour", lambda e: e.archive, 100e9,
              "PostgreSQL, which is backed up while it grows"),
        Limit("a month's sitemap has a second shard", lambda e: e.month, 50_000, "nothing: shards are made as needed"),
        Limit("65,000 entries in a day's folder", lambda e: e.posts / years / DAYS, 65_000,
              "ext4 with its defaults has no such limit; ext3 and FAT do"),
        Limit("the index of sitemaps is full (50,000 shards)",
              lambda e: years * 12 * ceil(e.month / 50_000), 50_000, "a second index; nothing makes one yet"),
        Limit("`archive.db` of 281 TB, SQLite's largest", lambda e: e.archive, 281e12, "PostgreSQL"),
    ]  # fmt: skip


def reached(limit: Limit, constants: dict[str, Any]) -> int:
    """The number of posts at which a limit is met, to two digits; 0 where that is beyond all papers."""
    low, high = 1, 10**12
    if limit.value(estimate(high, constants)) <= limit.most:
        return 0
    while high - low > max(1, low // 1000):
        middle = (low + high) // 2
        if limit.value(estimate(middle, constants)) > limit.most:
            high = middle
        else:
            low = middle
    digits = len(str(high)) - 2
    return round(high, -digits) if digits > 0 else high


class Crowd(NamedTuple):
    """A folder of the site and how many entries it has in the example of the page."""

    folder: str
    entries: int
    why: str


def crowds(*, posts: int = 100_000, tags: int = 20_000, pictures: int = 100_000) -> list[Crowd]:
    """The fullest folders of a paper, with ten years and 5,000 undated posts among the dated."""
    return [
        Crowd("`tag/`", tags, "one folder for each tag that has posts"),
        Crowd("`undated/`", 5_000, "one folder for each of 5,000 undated posts, one for each page of theirs"),
        Crowd(
            "`media/ab/`",
            ceil(pictures * 6 / 256),
            "two formats in three widths; 256 folders by the first digits",
        ),
        Crowd("`media/`", 256, ""),
        Crowd("`2019/05/05/`", ceil(posts / 10 / DAYS), "the posts of a day"),
        Crowd("`2019/`", 12 + ceil(posts / 10 / 20), "months, and the pages of the year"),
        Crowd("`tag/news/`", 13, "years, its feed, its front"),
        Crowd("`assets/`", 12, "style sheets and fonts"),
        Crowd("`site/`", 10 + 150, "years, folders, a sitemap for each month"),
    ]


def scale_page() -> str:
    """docs/scale.md."""
    constants = read_constants()
    parts = (_opening(constants), _sizes(constants), _breaking(constants), _folders(), _tags(constants))
    return "".join(f"{line}\n" for part in parts for line in part)


def _opening(constants: dict[str, Any]) -> Iterator[str]:
    paper, machine = constants["paper"], constants["machine"]
    remark = f" ({machine['remark']})" if machine["remark"] else ""
    yield from (
        "# Scale",
        "",
        "What a paper of any size costs, and what breaks first. Computed from constants in `docs/scale.toml` that were",
        f"measured at {constants['measured']['posts']:,.0f} posts on {machine['name']}{remark}.",
        "`python -m bench.scale` measures them anew, `make docs` writes this page. Files are counted from the layout,",
        "which a test compares with a site.",
        "",
        f"The model paper: {paper['years']} years at an even pace, {paper['tags']:,} tags with a long tail, of which a",
        f"post has {paper['tags_of_a_post']}, {paper['authors']} authors, {paper['page_posts']} posts on a page,",
        "no pictures. Three widths in two formats add six files a picture.",
        "",
    )


def _sizes(constants: dict[str, Any]) -> Iterator[str]:
    each = [estimate(posts, constants) for posts in SIZES]
    peak = constants["measured"]["peak_mb"]
    rows: list[tuple[str, Callable[[Estimate], str]]] = [
        ("files of the site", lambda e: f"{e.files:,}"),
        ("bytes of the site", lambda e: _size(e.bytes)),
        ("on the disk", lambda e: _size(e.disk)),
        ("`archive.db`", lambda e: _size(e.archive)),
        ("a whole build", lambda e: _time(e.build)),
        ("one edit of a headline", lambda e: f"{_time(e.edit)}, {e.edit_files} files"),
        ("a new post", lambda e: f"{_time(e.new_post)}, {e.new_post_files} files"),
        ("largest process", lambda _: f"{peak:,.0f} MB"),
    ]
    yield from (
        "## Time, files, bytes, memory",
        "| | " + " | ".join(f"{posts:,} posts" for posts in SIZES) + " |",
        "|---|" + "---|" * len(SIZES),
    )
    for name, tell in rows:
        yield f"| {name} | " + " | ".join(tell(one) for one in each) + " |"
    yield from (
        "",
        "Memory does not grow with the archive: every step holds a batch. What grows in an edit is a walk along the",
        "index of its year, to find on which page it stands; in a new post also the sitemap of its month, which is",
        "written whole. A change of settings or theme is a whole build.",
        "",
    )


def _breaking(constants: dict[str, Any]) -> Iterator[str]:
    found = sorted(
        (reached(limit, constants) or 10**13, limit.what, limit.then) for limit in limits(constants)
    )
    yield from ("## What breaks first, and what then", "| at posts | what | then |", "|---|---|---|")
    for posts, what, then in found:
        yield f"| {f'{posts:,}' if posts < 10**13 else 'never'} | {what} | {then} |"
    yield ""


def _folders() -> Iterator[str]:
    yield from (
        "## How full folders get",
        "For 100,000 posts over ten years, 20,000 tags and 100,000 pictures. ext4 finds a name among millions by a",
        "tree; object stores have no folders; some hosts and tools for copying slow down above 10,000 entries.",
        "",
        "| folder | entries | |",
        "|---|---|---|",
    )
    for crowd in sorted(crowds(), key=lambda crowd: -crowd.entries):
        yield f"| {crowd.folder} | {crowd.entries:,} | {crowd.why} |"
    yield ""


def _tags(constants: dict[str, Any]) -> Iterator[str]:
    measured = constants["measured"]
    yield from (
        "## The page of all tags",
        "Grows with the tags, not with the posts, and is set anew whenever a tag's count changes.",
        "",
        "| tags | its size | to set it |",
        "|---|---|---|",
    )
    for tags in (2_000, 20_000, 200_000):
        yield f"| {tags:,} | {_size(tags * measured['tag_bytes'])} | {_time(tags * measured['tag_seconds'])} |"
    yield from (
        "",
        "Above some 10,000 tags it is too long to read; merge tags that mean the same.",
    )


def _size(count: float) -> str:
    for unit in ("B", "KB", "MB", "GB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:.3g} TB"


def _time(seconds: float) -> str:
    if seconds < 1:
        return f"{seconds * 1000:.2g} ms" if seconds < 0.1 else f"{round(seconds * 1000, -1):.0f} ms"
    for length, unit in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * length:
            return f"{seconds / length:.2g} {unit}"
    return f"{seconds:.2g} s"
