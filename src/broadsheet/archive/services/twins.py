"""Which stored post a find is, if any: two routes to one post must end in one post.

The evidence, strongest first: the same key within a site; the same kept path; the same text under another
headline; the same headline with texts that overlap and dates that can both be true. Two different ids of
one export are two posts, however alike: the old site showed both.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from broadsheet.archive.addresses import address_of, kept_path
from broadsheet.archive.body import text_of
from broadsheet.archive.finds import ClaimedDate, PostFind
from broadsheet.archive.models import OldAddress, Post
from broadsheet.language import fold

__all__ = ["Facts", "Twins", "facts_of", "missing_lines"]

_WORD = re.compile(r"\w{3,}")
_ENOUGH_TEXT = 200
_OVERLAP = 0.7


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a find is compared by; computed once."""

    find: PostFind
    text: str
    path: str | None
    headline_key: str
    fingerprint: str


def facts_of(find: PostFind) -> Facts:
    """The facts of a find."""
    text = text_of(find.body)
    headline, folded = fold(find.headline), fold(text)
    return Facts(
        find=find,
        text=text,
        path=kept_path(find.url) if find.url else None,
        headline_key=_digest(headline) if headline else "",
        fingerprint=_digest(folded) if len(folded) >= _ENOUGH_TEXT else "",
    )


def _family(key: str) -> str:
    """The site's own numbering that a key belongs to; empty where posts are not numbered."""
    return key.rsplit(":", 1)[0] if key.startswith("wxr:") else ""


class Twins:
    """The stored posts that any find of a batch might be, loaded with a constant number of queries."""

    def __init__(self, batch: Sequence[Facts]) -> None:
        """Load what the batch could meet."""
        self._by: dict[tuple[str, str], list[Post]] = {}
        keys = {facts.find.key for facts in batch}
        paths = {facts.path for facts in batch if facts.path}
        headlines = {facts.headline_key for facts in batch if facts.headline_key}
        prints = {facts.fingerprint for facts in batch if facts.fingerprint}
        seen: dict[int, Post] = {}
        for condition in (
            {"origin_key__in": keys},
            {"path__in": paths},
            {"headline_key__in": headlines},
            {"fingerprint__in": prints},
        ):
            if next(iter(condition.values())):
                seen |= {post.pk: post for post in Post.objects.filter(**condition) if post.pk not in seen}
        for post in sorted(seen.values(), key=lambda post: post.pk):
            self.add(post)
        self._old = self._old_owners(batch)

    @staticmethod
    def _old_owners(batch: Sequence[Facts]) -> dict[str, Post]:
        urls = {address_of(facts.find.url) for facts in batch if facts.find.url}
        rows = OldAddress.objects.filter(address__in=urls, post__isnull=False).select_related("post")
        return {row.address: row.post for row in rows if row.post is not None}

    def ids(self) -> list[int]:
        """The ids of the stored posts that were loaded."""
        loaded = {post.pk for posts in self._by.values() for post in posts if post.pk}
        return sorted(loaded | {post.pk for post in self._old.values()})

    def add(self, post: Post) -> None:
        """Let later finds of the batch meet a post that was just made."""
        for kind, value in (
            ("key", post.origin_key),
            ("path", post.path),
            ("headline", post.headline_key),
            ("print", post.fingerprint),
        ):
            if value:
                self._by.setdefault((kind, value), []).append(post)

    def of(self, facts: Facts) -> Post | None:
        """The stored post that this find is, or None."""
        by_key = self._by.get(("key", facts.find.key), [])
        if by_key:
            return by_key[0]
        old = self._old.get(address_of(facts.find.url)) if facts.find.url else None
        for post in [*self._by.get(("path", facts.path or ""), []), *([old] if old else [])]:
            if not self._numbered_apart(facts, post) and _texts_meet(facts, post):
                return post
        for kind, value in (("print", facts.fingerprint), ("headline", facts.headline_key)):
            for post in self._by.get((kind, value), []):
                if self._numbered_apart(facts, post) or not _dates_meet(facts.find.date, post):
                    continue
                if kind == "print" or _texts_meet(facts, post):
                    return post
        return None

    @staticmethod
    def _numbered_apart(facts: Facts, post: Post) -> bool:
        family = _family(facts.find.key)
        return bool(family) and family == _family(post.origin_key)


def _texts_meet(facts: Facts, post: Post) -> bool:
    """True where one text is (nearly) contained in the other; an empty one is contained in any."""
    ours, theirs = set(_WORD.findall(fold(facts.text))), set(_WORD.findall(fold(text_of(post.body))))
    smaller = min(len(ours), len(theirs))
    return smaller == 0 or len(ours & theirs) / smaller >= _OVERLAP


def _bounds(at: date | None, certainty: str, before: date | None, after: date | None) -> tuple[date, date]:
    if at is not None and certainty in ("exact", "day"):
        slack = timedelta(days=1)
        return at - slack, at + slack
    return before or date.min, after or date.max


def _dates_meet(claimed: ClaimedDate, post: Post) -> bool:
    at = claimed.at.date() if claimed.at else None
    low, high = _bounds(at, claimed.certainty, claimed.not_before, claimed.not_after)
    stored = post.published_at.date() if post.published_at else None
    stored_low, stored_high = _bounds(stored, post.certainty, post.not_before, post.not_after)
    return low <= stored_high and stored_low <= high


def missing_lines(text: str, *, within: str) -> tuple[str, ...]:
    """The lines of ``text`` whose words are not, in that order, part of ``within``: prose that would be lost."""
    haystack = " ".join(re.findall(r"\w+", fold(within)))
    return tuple(line for line in _lines(text) if " ".join(re.findall(r"\w+", fold(line))) not in haystack)


def _lines(text: str) -> Iterable[str]:
    return (line for line in text.splitlines() if line.strip())
