"""Dating posts that are in the archive already by a list of the old site's addresses.

Guarantees: only posts without a date are touched; a pair of post and address is taken only where neither fits
anything else (:mod:`broadsheet.rescue.addresses`), and an address that is a dated post's own is out of the
question; what fits several, and what fits nothing, is told and left alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from broadsheet.archive import database, services
from broadsheet.archive.addresses import address_of
from broadsheet.archive.services import Dating, UndatedPost
from broadsheet.errors import BroadsheetError, UsageError
from broadsheet.publication import Publication
from broadsheet.rescue.addresses import KnownAddress, find_rivals, match_headlines, read_addresses
from broadsheet.rescue.text.bounds import claim_by_address

__all__ = ["DatingReport", "date_by_addresses"]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A post, the address that can only be its own, and what that says of its date.

    ``path`` is where the post moves; empty where it stays.
    """

    post: UndatedPost
    dating: Dating
    path: str

    def as_json(self) -> dict[str, Any]:
        """What ``--json`` and the newsroom tell of one post."""
        date = self.dating.date
        return {
            "post": self.post.id,
            "headline": self.post.headline,
            "from": self.post.path,
            "to": self.path,
            "url": self.dating.url,
            "certainty": date.certainty,
            "day": date.at.date().isoformat() if date.at else None,
            "not_before": date.not_before.isoformat() if date.not_before else None,
            "not_after": date.not_after.isoformat() if date.not_after else None,
            "evidence": date.evidence,
        }


@dataclass(frozen=True, slots=True)
class DatingReport:
    """What a list of addresses says of the undated posts: dates found, and addresses that fit several or none."""

    found: tuple[FoundDate, ...]
    several: dict[str, tuple[str, ...]]
    """Addresses that fit more than one post, with the headlines of those."""
    nothing: tuple[str, ...]
    known: int
    """Addresses of posts that are dated already."""
    undated: int
    """Posts that have no date afterwards."""
    dry_run: bool

    def as_json(self) -> dict[str, Any]:
        """The report as one JSON object."""
        return {
            "dry_run": self.dry_run,
            "found": [each.as_json() for each in self.found],
            "several": [
                {"url": url, "headlines": list(headlines)} for url, headlines in self.several.items()
            ],
            "nothing": list(self.nothing),
            "known": self.known,
            "undated": self.undated,
        }


def date_by_addresses(publication: Publication, urls: Path, *, dry_run: bool = False) -> DatingReport:
    """Date what can be dated by the list in ``urls`` (plain, sitemap or CDX).

    Raises:
        UsageError: there is no such list.
        RescueError: it holds no address.
        BroadsheetError: the archive cannot be written to.
    """
    if not urls.is_file():
        raise UsageError(f"couldn't read addresses from {urls}: there is no such file; check the name")
    addresses = read_addresses(urls)
    database.open_archive(publication)
    try:
        posts = services.undated_posts()
        fresh = list(_of_nobody_dated(addresses, {post.id for post in posts}))
        pairs = _pairs(posts, [address for address, _ in fresh], dict(fresh))
        found = tuple(_found(pairs))
        if not dry_run:
            services.date_posts(each.dating for each in found)
    except DatabaseError as error:
        raise BroadsheetError(
            f"couldn't write to the archive {publication.archive}: {error}; see that there is room on the disk, then "
            "run the same command again"
        ) from error
    return _report(posts, [address for address, _ in fresh], pairs, found, len(addresses), dry_run)


def _of_nobody_dated(
    addresses: Sequence[KnownAddress], undated: set[int]
) -> Iterator[tuple[KnownAddress, int | None]]:
    """The addresses that may be an undated post's, with the post that they are known to be."""
    owners = services.owners_of(address_of(each.url) for each in addresses)
    for each in addresses:
        owner = owners.get(address_of(each.url))
        if owner is None or owner in undated:
            yield each, owner


def _pairs(
    posts: Sequence[UndatedPost], addresses: Sequence[KnownAddress], owners: dict[KnownAddress, int | None]
) -> dict[int, tuple[UndatedPost, KnownAddress]]:
    by_id = {post.id: post for post in posts}
    pairs = {owner: (by_id[owner], address) for address, owner in owners.items() if owner is not None}
    rest = [post for post in posts if post.id not in pairs]
    free = [address for address in addresses if owners[address] is None]
    matched = match_headlines([post.headline for post in rest], free)
    return pairs | {rest[place].id: (rest[place], address) for place, address in matched.items()}


def _found(pairs: dict[int, tuple[UndatedPost, KnownAddress]]) -> Iterator[FoundDate]:
    for post, address in pairs.values():
        claim = claim_by_address(address)
        bounded = post.not_before is not None or post.not_after is not None
        if claim is None or (claim.at is None and bounded):
            continue
        dating = Dating(post.id, claim, address.url)
        yield FoundDate(post, dating, services.planned_path(dating))


def _report(
    posts: Sequence[UndatedPost],
    addresses: Sequence[KnownAddress],
    pairs: dict[int, tuple[UndatedPost, KnownAddress]],
    found: tuple[FoundDate, ...],
    total: int,
    dry_run: bool,
) -> DatingReport:
    rest = [post for post in posts if post.id not in pairs]
    used = {address.url for _, address in pairs.values()}
    left = [address for address in addresses if address.url not in used]
    rivals = find_rivals([post.headline for post in rest], left)
    return DatingReport(
        found=found,
        several={url: tuple(rest[place].headline for place in places) for url, places in rivals.items()},
        nothing=tuple(address.url for address in left if address.url not in rivals),
        known=total - len(addresses),
        undated=len(posts) - sum(each.dating.date.at is not None for each in found),
        dry_run=dry_run,
    )
