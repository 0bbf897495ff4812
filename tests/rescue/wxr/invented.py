"""Invented exports whose truth is known: every kind of body, status, date, term and damage, by a seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from broadsheet.rescue.finds import PostFind
from tests.rescue.wxr.exports import FOOT, Comment, Post, comment, head, item

__all__ = ["SHAPES", "InventedExport", "TruePost", "as_status", "damages", "invent", "kept_words", "words_of"]

UPLOADS = "https://harbour.example/wp-content/uploads/2019/05"
_SYLLABLES = "ka lo mi ren tas vo ulm dri پن سا رو می né ßu дом ки".split()
_TAGS = ("Harbour", "Night ferry", "C/C++", "انتخابات", "R&D", "Łódź", "Crime & Courts", "2019", "🎈 Fair")
_WRITERS = ("mona", "ali.karimi", "josé", "editor@harbour.example")
_ZONES = (0, 210, 270, -300, 60, 345)
_STATUSES = ("publish",) * 12 + ("draft", "pending", "future", "private", "trash", "password")

Words = Callable[[int], str]
Shape = Callable[[Words], str]


def _block(name: str, inner: str, settings: str = "") -> str:
    return f"<!-- wp:{name} {settings + ' ' if settings else ''}-->\n{inner}\n<!-- /wp:{name} -->\n\n"


SHAPES: dict[str, Shape] = {
    "classic": lambda w: f"{w(9)}\n\n{w(6)}\n{w(5)}\n\n<h3>{w(3)}</h3>\n{w(8)}\n\n",
    "html": lambda w: f"<p>{w(7)} <strong>{w(2)}</strong> {w(3)}</p>\n<p>{w(4)}<br />{w(4)}</p>\n",
    "block": lambda w: _block("paragraph", f"<p>{w(9)} <em>{w(2)}</em></p>"),
    "heading": lambda w: _block("heading", f'<h2 class="wp-block-heading">{w(3)}</h2>', '{"level":2}'),
    "columns": lambda w: _block(
        "columns",
        '<div class="wp-block-columns">'
        + "".join(
            _block("column", f'<div class="wp-block-column">{_block("paragraph", f"<p>{w(5)}</p>")}</div>')
            for _ in range(2)
        )
        + "</div>",
    ),
    "quote": lambda w: _block(
        "quote", f'<blockquote class="wp-block-quote"><p>{w(8)}</p><cite>{w(2)}</cite></blockquote>'
    ),
    "pullquote": lambda w: _block(
        "pullquote", f'<figure class="wp-block-pullquote"><blockquote><p>{w(5)}</p></blockquote></figure>'
    ),
    "list": lambda w: (
        f"<ul>\n<li>{w(3)}<ol><li>{w(2)}</li><li>{w(2)}</li></ol></li>\n<li>{w(4)}</li>\n</ul>\n"
    ),
    "table": lambda w: _block(
        "table",
        f'<figure class="wp-block-table"><table><tbody><tr><th rowspan="2">{w(1)}</th><td>{w(2)}</td></tr>'
        f"<tr><td>{w(2)}</td></tr></tbody></table><figcaption>{w(3)}</figcaption></figure>",
    ),
    "caption": lambda w: (
        f'[caption id="attachment_9" width="300"]<img src="{UPLOADS}/a-300x200.jpg" /> {w(4)}[/caption]\n\n'
    ),
    "image": lambda w: _block(
        "image",
        f'<figure class="wp-block-image"><img src="{UPLOADS}/b.jpg" alt=""/><figcaption>{w(4)}</figcaption></figure>',
    ),
    "builder": lambda w: (
        f"[vc_row][vc_column][vc_column_text]{w(6)}\n\n{w(4)}[/vc_column_text][/vc_column][/vc_row]\n\n"
    ),
    "details": lambda w: _block("details", f"<details><summary>{w(2)}</summary><p>{w(5)}</p></details>"),
    "verse": lambda w: _block("verse", f'<pre class="wp-block-verse">{w(3)}\n  {w(3)}</pre>'),
    "pasted": lambda w: (
        f'<p class="MsoNormal"><span style="mso-ansi-language:EN-US">{w(5)}<o:p></o:p></span></p>\n'
    ),
    "more": lambda w: f"{w(5)}\n<!--more-->\n{w(5)}<!--nextpage-->{w(4)}\n\n",
    "embed": lambda w: f"{w(4)}\n\nhttps://www.youtube.com/watch?v=abcdefghijk\n\n{w(4)}\n\n",
    "joined": lambda w: f"<p>{w(2)} می‌خواهم “{w(2)}” – {w(1)}…</p>\n",
}
"""Ways in which an editor's words lie in a body; each is asked for words."""


@dataclass(frozen=True)
class TruePost:
    """What an item of the export says."""

    id: int
    headline: str
    status: str
    words: tuple[str, ...]
    tags: frozenset[str]
    at: datetime
    comments: int
    shapes: tuple[str, ...]


@dataclass(frozen=True)
class InventedExport:
    """An export and its truth."""

    text: str
    posts: tuple[TruePost, ...]


class _Writer:
    """Hands out words that occur once each, and remembers them."""

    def __init__(self, chance: random.Random, number: int) -> None:
        self.chance, self.number = chance, number
        self.words: list[str] = []

    def __call__(self, count: int) -> str:
        new = [
            f"{''.join(self.chance.choices(_SYLLABLES, k=2))}{self.number}x{len(self.words) + place}"
            for place in range(count)
        ]
        self.words += new
        return " ".join(new)


def words_of(text: str) -> list[str]:
    """The invented words of a text, in order."""
    return [word.strip("“”…") for word in text.split() if "x" in word and word.strip("“”…")[-1:].isdigit()]


def invent(seed: int, posts: int = 12) -> InventedExport:
    """An export of some posts; the same seed gives the same one."""
    chance = random.Random(seed)
    made = [_post(chance, seed * 1000 + number) for number in range(1, posts + 1)]
    text = head(version=chance.choice(["1.0", "1.1", "1.2"])) + "".join(item(post) for post, _ in made) + FOOT
    return InventedExport(text, tuple(truth for _, truth in made))


def _post(chance: random.Random, number: int) -> tuple[Post, TruePost]:
    write = _Writer(chance, number)
    shapes = tuple(chance.sample(sorted(SHAPES), k=chance.randint(1, 5)))
    body = "".join(SHAPES[name](write) for name in shapes)
    words, headline = tuple(write.words), write(4)
    status = chance.choice(_STATUSES)
    tags = frozenset(chance.sample(_TAGS, k=chance.randint(0, 4)))
    zone = timezone(timedelta(minutes=chance.choice(_ZONES)))
    at = datetime(2012, 1, 1, tzinfo=zone) + timedelta(minutes=chance.randint(0, 4_000_000))
    said = [
        Comment(
            number * 10 + place, approved=chance.choice("10"), type=chance.choice(["comment", "pingback"])
        )
        for place in range(chance.randint(0, 3))
    ]
    post = Post(
        id=number,
        title=headline.replace(" ", " & ", 1),
        content=body,
        slug=f"story-{number}",
        link=f"https://harbour.example/{at:%Y/%m/%d}/story-{number}/",
        guid=f"https://harbour.example/?p={number}",
        creator=chance.choice(_WRITERS),
        date=f"{at:%Y-%m-%d %H:%M:%S}",
        date_gmt=f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        status="publish" if status == "password" else status,
        password="open" if status == "password" else "",
        terms=tuple(("post_tag", tag.lower().replace(" ", "-"), tag) for tag in sorted(tags)),
        extra="".join(map(comment, said)),
    )
    kept = sum(each.approved == "1" and each.type in ("", "comment") for each in said)
    return post, TruePost(number, post.title, status, words, tags, at, kept, shapes)


def _bare_ampersands(text: str) -> bytes:
    return text.replace("<title><![CDATA[", "<title>").replace("]]></title>", "</title>").encode()


def damages() -> Iterator[tuple[str, Callable[[str], bytes]]]:
    """Ways in which whole exports arrive broken without losing a word."""
    yield "none", str.encode
    yield (
        "control characters",
        lambda text: text.replace("<p>", "<p>\x0b").replace("<item>", "<item>\x00").encode(),
    )
    yield "bare ampersands", _bare_ampersands
    yield "no namespaces", lambda text: text.replace("xmlns:", "was:").encode()
    yield (
        "a server's notice in front",
        lambda text: b"<br />\n<b>Notice</b>: x in <b>y.php</b>\n" + text.encode(),
    )
    yield "UTF-16", lambda text: text.encode("utf-16")
    yield "old line ends", lambda text: text.replace("\n", "\r\n").encode()


def kept_words(post: PostFind, text: str) -> list[str]:
    """The invented words that a find shows, its lead's caption first."""
    lead = f"{post.lead.caption} " if post.lead else ""
    return words_of(lead + text)


def as_status(raw: str) -> str:
    """What a status of WordPress is called here."""
    return {"publish": "published", "future": "scheduled", "trash": "trashed"}.get(raw, raw)
