"""A reader's finds counted against the truth of an invented page, role by role."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from broadsheet.errors import RescueError
from broadsheet.rescue.finds import Find, PostFind, Remark
from broadsheet.rescue.text import looks_like_text_archive, read_text
from tests.rescue.text.printed.extractors import EXTRACTORS
from tests.rescue.text.printed.papers import LANGUAGES, PrintedPost, make_posts, paper_in
from tests.rescue.text.printed.themes import PLUGINS, THEMES, Printing, print_page, shown_body

__all__ = ["FLOORS", "Extract", "count_page", "is_all_told", "make_extract", "make_extracts"]

# What was reached once, over the first pages by number.
FLOORS = {
    "recognised": 0.97,
    "headlines": 0.97,
    "posts": 0.98,
    "tags": 0.97,
    "captions": 0.85,
    "headings": 0.94,
    "embeds": 0.8,
    "paragraphs": 0.95,
    "own words": 0.97,
    "true dates": 0.998,
    "told": 1.0,
}


@dataclass(frozen=True)
class Extract:
    """A text, how it came about, and what is true of it."""

    name: str
    text: str
    term: str
    posts: tuple[PrintedPost, ...]


def make_extracts(count: int) -> Iterator[Extract]:
    """The first so many pages, always the same."""
    for number in range(count):
        if extract := make_extract(number):
            yield extract


def make_extract(number: int) -> Extract | None:
    """The page of a number; None where the extractor left nothing to read."""
    rng = random.Random(number)
    paper = paper_in(LANGUAGES[number % len(LANGUAGES)])
    theme = rng.choice(sorted(THEMES))
    kind = "author" if theme == "author-page" else rng.choice(("tag", "tag", "category"))
    source = {"tag": "tags", "category": "sections", "author": "names"}[kind]
    term = rng.choice(paper.lists[source])
    count = rng.choice((1, 2, 3, 4, 5, 6, 8, 10, 10, 25))
    posts = make_posts(
        rng, paper, count=count, term=term if kind == "tag" else rng.choice(paper.lists["tags"]),
        embeds=rng.random() < 0.5,
    )  # fmt: skip
    printing = Printing(
        paper, theme, rng.choice(PLUGINS), kind, term, full=rng.random() < 0.7, strange=rng.random() < 0.4,
        sidebar=rng.random() < 0.5, heading=rng.random() < 0.85 or count == 1,
    )  # fmt: skip
    extractor = rng.choice(sorted(EXTRACTORS))
    text = EXTRACTORS[extractor](print_page(rng, printing, posts))
    posts = [replace(post, body=shown_body(printing, post)) for post in posts]
    lines = {_plain(line) for line in text.split("\n")}
    if sum(_plain(post.headline) in lines for post in posts) < 0.8 * len(posts):
        return None  # the extractor threw the headlines away: nobody can read posts from it
    name = f"{number}: {paper.language}, {theme}, {printing.plugin or 'no plugin'}, {extractor}, {len(posts)} posts"
    return Extract(name, text, term, tuple(posts))


def count_page(extract: Extract, folder: Path) -> Counter[str]:
    """How much of a page was read rightly: for each role ``role`` of ``role?`` there were."""
    path = folder / "page.txt"
    path.write_text(extract.text, encoding="utf-8")
    counts = Counter({"recognised": int(looks_like_text_archive(extract.text)), "recognised?": 1})
    try:
        finds: list[Find] = list(read_text(path))
    except RescueError:
        finds = []
    found = [find for find in finds if isinstance(find, PostFind)]
    lines = {_plain(line) for line in extract.text.split("\n")} - {""}
    true = {_plain(post.headline): post for post in extract.posts if _plain(post.headline) in lines}
    counts["headlines?"] = len(true)
    counts["posts?"] = len(found)
    for find in found:
        post = true.pop(_plain(find.headline), None)
        if post is None:
            continue
        counts["headlines"] += 1
        counts["posts"] += 1
        _count_post(counts, extract, lines, post, find)
    for post in true.values():
        counts["paragraphs?"] += sum(_plain(text) in lines for role, text in post.body if role == "paragraph")
    counts["told?"] = 1
    counts["told"] = int(not finds or is_all_told(extract, finds))  # a refusal loses nothing silently
    return counts


def _count_post(
    counts: Counter[str], extract: Extract, lines: set[str], post: PrintedPost, find: PostFind
) -> None:
    blocks = [(tag, _plain(words)) for tag, words in _elements(find.body)]
    for role, tag in (("paragraph", "p"), ("heading", "h2"), ("embed", "aside")):
        true = [_plain(text) for own, text in post.body if own == role and _plain(text) in lines]
        counts[f"{role}s?"] += len(true)
        counts[f"{role}s"] += sum((tag, text) in blocks for text in true)
    own = _plain(
        " ".join([post.headline, post.caption, post.alt, post.signature, *(text for _, text in post.body)])
    )
    counts["own words?"] += len(blocks)
    counts["own words"] += sum(text.rstrip(" …[].") in own for _, text in blocks)
    if any(all(tag in line for tag in post.tags) for line in extract.text.split("\n") if len(post.tags) > 1):
        counts["tags?"] += 1
        counts["tags"] += {tag.name for tag in find.tags if tag.kind == "topic"} - {extract.term} == set(
            post.tags
        ) - {extract.term}
    captions = [part for part in post.caption.split("\n") if _plain(part) in lines]
    if len(captions) == post.caption.count("\n") + 1:
        counts["captions?"] += 1
        given = find.lead.caption if find.lead else ""
        counts["captions"] += _plain(given) == _plain(post.caption)
    _count_dates(counts, extract, post, find)


def _count_dates(counts: Counter[str], extract: Extract, post: PrintedPost, find: PostFind) -> None:
    claim = find.date
    counts["true dates?"] += 1
    counts["true dates"] += (
        (claim.at is None or claim.at.date() == post.day)
        and (claim.not_before is None or claim.not_before <= post.day)
        and (claim.not_after is None or claim.not_after >= post.day)
    )


def _elements(body: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"<(p|h2|figcaption|aside)\b[^>]*>(.*?)</\1>", body, re.DOTALL):
        yield found[1], unescape(re.sub(r"<br>", "\n", re.sub(r"</?(?:p|a)\b[^>]*>", "", found[2])))


def is_all_told(extract: Extract, finds: Sequence[Find]) -> bool:
    """Whether every line is within a post's lines or named in a remark."""
    told: set[int] = set()
    for find in finds:
        if isinstance(find, PostFind | Remark):
            for first, last in re.findall(r"(\d+)(?:-(\d+))?", find.place):
                told |= set(range(int(first), int(last or first) + 1))
    written = {number for number, line in enumerate(extract.text.split("\n"), 1) if line.strip()}
    return written <= told


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip(" •")
