"""Which headline is behind which address: slugs as WordPress makes them.

Guarantees: a pair is given only when neither side fits anything else; "fits" is equality,
never a likeness score, since a wrong match would date a post and put it at another's address.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from broadsheet.rescue.addresses.known import KnownAddress

__all__ = ["find_rivals", "headline_slug", "match_headlines"]

_MOSTLY = 40
_LATIN = str.maketrans(
    {
        "ß": "s",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ħ": "h",
        "ſ": "s",
    }
)
_DASHES = re.compile("[\u00a0\u2000-\u200a\u2010-\u2015\u202f\u2212/.]")
_WORD_GAPS = re.compile(r"[\s-]+")


def headline_slug(headline: str) -> str:
    """The slug WordPress gives a headline (``sanitize_title_with_dashes``), decoded.

    Lower case, Latin letters without accents, quotes and punctuation gone, spaces, dashes, dots and
    slashes as single hyphens; at most 200 bytes when percent-encoded, cut between letters.
    """
    text = re.sub(r"<[^>]*>|&[a-z#0-9]+;", "", headline)
    text = "".join(_plain(letter) for letter in unicodedata.normalize("NFC", text).lower())
    text = text.replace("×", "x")
    text = _DASHES.sub("-", text)
    kept = (letter for letter in text if letter.isalnum() or letter in " -_\t\n" or _is_mark(letter))
    slug = _WORD_GAPS.sub("-", "".join(kept)).strip("-")
    return _limited(slug, 200)


def _plain(letter: str) -> str:
    """A Latin letter without its accent; others as they are, as WordPress encodes them."""
    if letter < "\x80":
        return letter
    mapped = letter.translate(_LATIN)
    if mapped != letter:
        return mapped
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base < "\x80" else letter


def _is_mark(letter: str) -> bool:
    return letter == "\u200c" or unicodedata.category(letter) in ("Mn", "Mc")


def _limited(slug: str, size: int) -> str:
    total = 0
    for place, letter in enumerate(slug):
        total += 1 if letter < "\x80" else 3 * len(letter.encode())
        if total > size:
            return slug[:place].strip("-")
    return slug


def match_headlines(headlines: Sequence[str], known: Sequence[KnownAddress]) -> dict[int, KnownAddress]:
    """For each headline (by its place) the one address that can only be its own.

    Ways to fit, the surest first; a headline or an address that fits several is left alone:
    the same slug; the same but for hyphens, Persian or Arabic letter forms; with WordPress's ``-2``; cut
    off at the end (five words or more); with the small words left out, as SEO plugins do.
    """
    matched: dict[int, KnownAddress] = {}
    if not known:
        return matched
    taken: set[str] = set()
    for way in _WAYS:
        sides: dict[str, tuple[list[int], list[KnownAddress]]] = defaultdict(lambda: ([], []))
        for address in known:
            if address.url not in taken:
                for key in way(address.slug, True):
                    sides[key][1].append(address)
        for place, headline in enumerate(headlines):
            if place not in matched:
                for key in {key for slug in _slugs(headline) for key in way(slug, False)} & sides.keys():
                    sides[key][0].append(place)
        pairs = _only_pairs(sides.values())
        matched |= pairs
        taken |= {address.url for address in pairs.values()}
    return matched


def find_rivals(headlines: Sequence[str], known: Sequence[KnownAddress]) -> dict[str, list[int]]:
    """For those of ``known`` that :func:`match_headlines` left alone: the places of the headlines each might be."""
    rivals: dict[str, list[int]] = {}
    for way in _WAYS:
        places: dict[str, list[int]] = defaultdict(list)
        for place, headline in enumerate(headlines):
            for key in {key for slug in _slugs(headline) for key in way(slug, False)}:
                places[key].append(place)
        for address in known:
            found = {place for key in way(address.slug, True) for place in places.get(key, ())}
            if found and address.url not in rivals:
                rivals[address.url] = sorted(found)
    return rivals


def _slugs(headline: str) -> set[str]:
    """The headline's slug, and the one a German site gives it (``ä`` as ``ae``)."""
    german = headline.translate({228: "ae", 246: "oe", 252: "ue", 196: "Ae", 214: "Oe", 220: "Ue", 223: "ss"})
    return {headline_slug(headline), headline_slug(german)}


def _only_pairs(sides: Iterable[tuple[list[int], list[KnownAddress]]]) -> dict[int, KnownAddress]:
    """The pairs in which neither side has another partner."""
    partners: dict[int, set[str]] = defaultdict(set)
    suitors: dict[str, set[int]] = defaultdict(set)
    by_url: dict[str, KnownAddress] = {}
    for places, addresses in sides:
        for place in places:
            for address in addresses:
                partners[place].add(address.url)
                suitors[address.url].add(place)
                by_url[address.url] = address
    return {
        place: by_url[url]
        for place, urls in sorted(partners.items())
        if len(urls) == 1 and len(suitors[url := next(iter(urls))]) == 1
    }


def _as_is(slug: str, _address: bool) -> list[str]:
    folded = slug.lower()
    return [folded] if folded else []


def _letters(slug: str, _address: bool) -> list[str]:
    plain = unicodedata.normalize("NFKC", slug.lower()).translate(str.maketrans("يىكةأإؤ", "ییکهااو"))
    plain = re.sub("[-_\u200c\u200d\u00ad]", "", plain)
    return [plain] if len(plain) >= 6 else []


def _unnumbered(slug: str, address: bool) -> list[str]:
    key = re.sub(r"-\d{1,2}$", "", slug) if address else slug
    return _letters(key, address)


def _cut_off(slug: str, address: bool) -> list[str]:
    """An address gives its slug; a headline all its beginnings of five words or more."""
    words = [
        word for word in re.split(r"[-\u200c]", re.sub(r"-\d{1,2}$", "", slug) if address else slug) if word
    ]
    if address:
        return ["-".join(words).lower()] if len(words) >= 5 or len(slug.encode()) > _MOSTLY else []
    return ["-".join(words[:count]) for count in range(3, len(words))]


_SMALL_WORDS = frozenset(
    word
    for row in (
        "a an the and or but nor of in on at to for by with from as is are was were be been its it this",
        "that than then into over after before about he she his her their who will would can if so not no",
        "out up off via s t le la les un une des du de et en dans sur au aux pour par avec que qui der",
        "die das den dem ein eine und im am zu zum zur mit von vom fur bei el los las una y del al con il",
        "lo gli della e o os as do da em na para по и в на с в از و در به که را با",
    )
    for word in row.split()
)


def _without_small_words(slug: str, _address: bool) -> list[str]:
    words = [word for word in slug.lower().split("-") if word and word not in _SMALL_WORDS]
    return ["-".join(words)] if len(words) >= 3 else []


_WAYS = (_as_is, _letters, _unnumbered, _cut_off, _without_small_words)
