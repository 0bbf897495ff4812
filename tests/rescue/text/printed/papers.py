"""Invented posts in nine languages, before any theme prints them."""

import random
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date
from persiantools.jdatetime import JalaliDate

__all__ = ["LANGUAGES", "Paper", "PrintedPost", "make_posts", "paper_in"]

LANGUAGES = ("en", "fa", "ar", "es", "fr", "de", "ru", "tr", "zh")
_JALALI = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()


@dataclass(frozen=True)
class Paper:
    """A language's stock of words."""

    language: str
    lists: dict[str, tuple[str, ...]]
    words: dict[str, str]

    @property
    def is_spaced(self) -> bool:
        return self.language != "zh"

    def join(self, parts: list[str]) -> str:
        return " ".join(parts) if self.is_spaced else "，".join(parts)

    def day(self, day: date) -> str:
        if self.language == "fa":
            there = JalaliDate.to_jalali(day)
            return f"{there.day} {_JALALI[there.month - 1]} {there.year}".translate(
                {ord("0") + digit: chr(0x6F0 + digit) for digit in range(10)}
            )
        return format_date(
            day, "long", locale="en_GB" if self.language == "en" and day.day % 2 else self.language
        )


@dataclass
class PrintedPost:
    """One post: everything that a theme may print of it. ``body`` is (role, text) in order."""

    headline: str
    tags: tuple[str, ...]
    section: str
    author: str
    signature: str
    day: date
    alt: str
    thumb: str
    caption: str
    body: list[tuple[str, str]]


@lru_cache(maxsize=1)
def _papers() -> dict[str, Paper]:
    source = tomllib.loads((Path(__file__).parent / "languages.toml").read_text(encoding="utf-8"))
    papers: dict[str, Paper] = {}
    for language, words in source.items():
        lists = {name: tuple(text.split("\n")[:-1]) for name, text in words.items() if "\n" in text}
        papers[language] = Paper(
            language, lists, {name: text for name, text in words.items() if "\n" not in text}
        )
    return papers


def paper_in(language: str) -> Paper:
    return _papers()[language]


def make_posts(rng: random.Random, paper: Paper, *, count: int, term: str, embeds: bool) -> list[PrintedPost]:
    """Posts of a page, newest first; ``term`` is among the tags of each."""
    pairs = [(one, two) for one in paper.lists["subjects"] for two in paper.lists["predicates"]]
    glue = " " if paper.is_spaced else ""
    headlines = [glue.join(pair) for pair in rng.sample(pairs, count)]
    day = date(2021, 6, 20) - timedelta(days=rng.randrange(900))
    posts: list[PrintedPost] = []
    for headline in headlines:
        day -= timedelta(days=rng.randint(1, 30))
        posts.append(_post(rng, paper, headline, day, term))
    if embeds:
        for post in posts:
            if len(post.body) > 5 and rng.random() < 0.4:
                other = rng.choice([found for found in headlines if found != post.headline] or [headline])
                post.body.insert(rng.randint(2, len(post.body) - 2), ("embed", other))
    return posts


def _post(rng: random.Random, paper: Paper, headline: str, day: date, term: str) -> PrintedPost:
    tags = sorted({term, *rng.sample(paper.lists["tags"], rng.randint(1, 5))})
    alt = paper.join([rng.choice(paper.lists["captions"]), rng.choice(paper.lists["where"])])
    body: list[tuple[str, str]] = []
    paragraphs = rng.randint(3, 9)
    headings = rng.sample(paper.lists["headings"], 2) if paragraphs > 5 else []
    for place in range(paragraphs):
        body.append(("paragraph", _paragraph(rng, paper)))
        if headings and place in (1, paragraphs - 3):
            body.append(("heading", headings.pop()))
    return PrintedPost(
        headline=headline,
        tags=tuple(tags),
        section=rng.choice(paper.lists["sections"]),
        author=rng.choice(paper.lists["names"]),
        signature=paper.words["house"] if rng.random() < 0.6 else rng.choice(paper.lists["names"]),
        day=day,
        alt=alt,
        thumb=alt,
        caption=_caption(rng, paper, alt, day),
        body=body,
    )


def _paragraph(rng: random.Random, paper: Paper) -> str:
    stop = "。" if not paper.is_spaced else "."
    sentences = []
    for _ in range(rng.randint(1, 3)):
        parts = [rng.choice(paper.lists[name]) for name in ("who", "did", "where", "when")]
        sentences.append(paper.join(parts) + stop)
    return (" " if paper.is_spaced else "").join(sentences)


def _caption(rng: random.Random, paper: Paper, alt: str, day: date) -> str:
    taken = day - timedelta(days=rng.randint(0, 60))
    kind = rng.randrange(3)
    if kind == 0:
        return paper.join([alt, rng.choice(paper.lists["when"])])
    return (
        f"{alt}, {paper.day(taken)}"
        if kind == 1
        else f"{alt}\n{rng.choice(paper.lists['where'])}-{paper.day(taken)}"
    )
