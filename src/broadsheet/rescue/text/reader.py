"""Reading the bare text of archive pages, where everything but the words was thrown away.

Guarantees: finds come in the page's order; every line of the file is in exactly one post
(its ``place`` says which lines) or in a remark; the same bytes give the same finds. A text
that is no such page is refused before anything is found. The file is read whole: a page's
furniture is known by its repetition, so the last post is needed to read the first one;
texts of pages are small (hundreds of posts make a few megabytes).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from broadsheet.errors import RescueError
from broadsheet.language import fold
from broadsheet.rescue.addresses import KnownAddress, match_headlines
from broadsheet.rescue.finds import ClaimedDate, CopyFacts, Find, Remark, TagFind
from broadsheet.rescue.text.bounds import bound_by_neighbours, claim_date
from broadsheet.rescue.text.bylines import house_spelling, is_house
from broadsheet.rescue.text.compose import Draft, compose_post, draft_post
from broadsheet.rescue.text.copies import Copy, read_copy
from broadsheet.rescue.text.leftovers import remark_on_rest
from broadsheet.rescue.text.lines import decode
from broadsheet.rescue.text.sniffing import archive_evidence, shows_posts

__all__ = ["read_text"]

_LARGEST = 64 * 1024 * 1024
_LEAST_EVIDENCE = 0.7
_ORDERED = ("tag", "category", "author", "date")


def read_text(path: Path, *, known_addresses: Sequence[KnownAddress] = ()) -> Iterator[Find]:
    """The finds of a bare text: facts of the site, tags, posts from the newest, remarks.

    ``known_addresses`` (see :mod:`broadsheet.rescue.addresses`) give posts their old URL, slug and date.

    Raises:
        RescueError: the file cannot be opened, or is not the text of an archive page.
    """
    text, encoding, zeros = _open(path)
    copy = read_copy(text, known_slugs={address.slug for address in known_addresses})
    # Less is asked here than of an unknown file's beginning: somebody may have said that this is such a page.
    if not copy.stories or not (shows_posts(copy) or archive_evidence(copy.lines[:400]) >= _LEAST_EVIDENCE):
        raise RescueError(
            f"couldn't read {path} as the text of an archive page: it shows no posts one after the other; "
            "give the text of a tag, category, author or date page"
        )
    yield CopyFacts(name=copy.site.name, language=copy.site.language, copyright=copy.site.copyright)
    if encoding not in ("utf-8", "utf-8-sig"):
        yield Remark("repair", f"The file is not UTF-8; it was read as {encoding}.")
    if zeros and not encoding.startswith("utf-16"):
        yield Remark("repair", "Zero bytes, which no text has, were left out.", count=zeros)
    headlines = [copy.lines[story.title].bare for story in copy.stories]
    matched = match_headlines(headlines, known_addresses)
    cards = {fold(headline): "" for headline in headlines}
    cards |= {fold(headlines[place]): address.url for place, address in matched.items()}
    cards = _cards_elsewhere(copy, known_addresses, cards)
    drafts = [
        draft_post(copy, story, address=matched.get(place), cards=cards)
        for place, story in enumerate(copy.stories)
    ]
    yield from _distinct_tags(drafts)
    yield from _posts(copy, drafts)
    yield from remark_on_rest(copy)
    yield from _unmatched(known_addresses, matched)


def _open(path: Path) -> tuple[str, str, int]:
    """The text, its encoding, and how many zero bytes the file holds."""
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise RescueError(
                f"couldn't read {path}: {size:,} bytes are too many for the text of archive pages; "
                "give one file per page"
            )
        data = path.read_bytes()
    except OSError as error:
        raise RescueError(
            f"couldn't read {path}: {error.strerror}; check the name and that the file is there"
        ) from error
    return *decode(data), data.count(0)


def _distinct_tags(drafts: Sequence[Draft]) -> Iterator[TagFind]:
    seen: set[tuple[str, str]] = set()
    for draft in drafts:
        for tag in draft.tags:
            key = (tag.kind, fold(tag.name))
            if key not in seen:
                seen.add(key)
                yield tag


def _posts(copy: Copy, drafts: Sequence[Draft]) -> Iterator[Find]:
    house = house_spelling(name for draft in drafts for name in draft.signed if is_house(name))
    claims = _claims(copy, drafts)
    for position, (draft, claim) in enumerate(zip(drafts, claims, strict=True)):
        post = compose_post(copy, draft, claim=claim, position=position, house=house)
        yield post
        yield from draft.remarks
        for name in draft.signed:
            if house.get(name, name) != name:
                what = (
                    f"The byline was spelled “{name}”; it now has the copy's usual spelling “{house[name]}”."
                )
                yield Remark("repair", what, post.place, name)


def _claims(copy: Copy, drafts: Sequence[Draft]) -> list[ClaimedDate]:
    """Each post's date by itself, then with its neighbours of the same page."""
    day_first = _day_first(drafts)
    newest_first = bool(copy.heading and copy.heading.kind in _ORDERED)
    by_page: Mapping[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_page[draft.story.page].append(draft)
    out: list[ClaimedDate] = []
    for page in sorted(by_page):
        own = by_page[page]
        claims = [claim_date(draft.signs, day_first=day_first) for draft in own]
        out += bound_by_neighbours(claims, [draft.headline for draft in own], newest_first=newest_first)
    return out


def _day_first(drafts: Sequence[Draft]) -> bool | None:
    """How the copy writes dates with slashes: told by one whose first or second number is over 12."""
    votes = {True: 0, False: 0}
    for draft in drafts:
        for spelled in draft.signs.stated:
            if found := re.match(r"^(\d{1,2})/(\d{1,2})/\d{4}$", spelled.quote):
                one, two = int(found[1]), int(found[2])
                if max(one, two) > 12:
                    votes[one > 12] += 1
    if votes[True] == votes[False]:
        return None
    return votes[True] > votes[False]


def _cards_elsewhere(copy: Copy, known: Sequence[KnownAddress], cards: Mapping[str, str]) -> dict[str, str]:
    """The addresses of link cards to posts that this copy does not hold."""
    titles = [copy.lines[place].bare for place, role in copy.roles.items() if role == "embed"]
    titles = [title for title in titles if fold(title) not in cards]
    found = match_headlines(titles, known) if titles else {}
    return dict(cards) | {fold(titles[place]): address.url for place, address in found.items()}


def _unmatched(known: Sequence[KnownAddress], matched: Mapping[int, KnownAddress]) -> Iterator[Remark]:
    """Tell the editor of posts that the list of addresses knows and the copy does not hold."""
    used = {address.url for address in matched.values()}
    rest = [address.url for address in known if address.url not in used]
    if rest:
        what = (
            f"The list of addresses names {len(rest)} pages that match no post of this copy; "
            "the site may have had posts that are not in it."
        )
        yield Remark("note", what, quote="\n".join(rest[:20]), count=len(rest))
