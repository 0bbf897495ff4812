"""Old addresses of a site, as archives of the web and site maps list them, and which headline is behind which.

Guarantees: a list of addresses is read whatever it is: one URL a line, a sitemap, a
sitemap index whose parts lie beside it, CDX lines of the Wayback Machine or of pywb, any
of them gzipped. Addresses of listings, feeds and files are left out. A headline is
matched to an address only when nothing else fits either of them; "fits" is equality of
slugs as WordPress makes them, never a likeness score, since a wrong match would date a
post and put it at another post's address.

Formats: https://www.sitemaps.org/protocol.html,
https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server,
https://specs.webrecorder.net/cdxj/latest/.
"""

import gzip
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from broadsheet.errors import RescueError

__all__ = ["KnownAddress", "headline_slug", "match_headlines", "read_addresses"]

_NOT_A_POST = re.compile(
    r"(?:^|/)(?:tag|tags|category|categories|author|authors|page|feed|rss|atom|comments|search|wp-[a-z-]+|xmlrpc\.php|cdn-cgi|trackback"
    r"|embed|attachment|robots\.txt|favicon\.ico|sitemap[^/]*|label|topic|section)(?:/|$)"
    r"|\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|json|xml|gz|pdf|mp[34]|woff2?|ttf|eot|zip|txt|webmanifest|map)$",
    re.IGNORECASE,
)
_PATH_DATE = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?:/(0?[1-9]|[12]\d|3[01]))?(?=/)")
_CDX = re.compile(r"^\S+\)\S* (\d{4,14}) (\S+) \S+ (\S+)")
_CDXJ = re.compile(r"^\S+\)\S* (\d{4,14}) (\{.*\})\s*$")
_MOSTLY = 40


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """One page of the old site: its address, what the list says of its age, and its slug.

    ``lastmod`` and ``first_seen`` say that the page existed by then; ``published`` is set only where the
    list gives the day itself (a news sitemap). ``slug`` is decoded and may be empty.
    """

    url: str
    lastmod: date | None = None
    first_seen: date | None = None
    slug: str = ""
    published: date | None = None

    @property
    def path_date(self) -> tuple[int, int, int | None] | None:
        """Year, month and perhaps day of a dated permalink such as ``/2019/05/05/slug/``."""
        found = _PATH_DATE.search(urlsplit(self.url).path + "/")
        if found is None:
            return None
        year, month, day = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
        try:
            date(year, month, day or 1)
        except ValueError:
            return None
        return year, month, day

    @property
    def existed_by(self) -> date | None:
        """The earliest day on which the page is known to have existed."""
        known = [day for day in (self.lastmod, self.first_seen) if day]
        return min(known) if known else None


def read_addresses(path: Path) -> tuple[KnownAddress, ...]:
    """The pages a list of addresses names, each once, in the order of the list.

    Raises:
        RescueError: the file holds no address, or is a sitemap index without its parts.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RescueError(
            f"couldn't read {path}: {error.strerror}; check the name and that the file is there"
        ) from error
    if data[:2] == b"\x1f\x8b":
        data = _gunzip(path, data)
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    raw = _from_sitemap(path, data) if head.startswith(b"<") else _from_lines(data)
    merged = _merge(raw)
    if not merged:
        raise RescueError(
            f"couldn't find any page's address in {path}: it needs one URL a line, a sitemap or CDX lines"
        )
    return merged


def _gunzip(path: Path, data: bytes) -> bytes:
    try:
        return gzip.decompress(data)
    except (OSError, EOFError) as error:
        raise RescueError(
            f"couldn't unpack {path}: the gzip file is damaged; get it again or give it unpacked"
        ) from error


def _from_lines(data: bytes) -> Iterator[KnownAddress]:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for raw in data.decode(encoding, errors="replace").splitlines():
        line = raw.strip().strip("\"',")
        found = _from_cdx(line) if _CDX.match(line) or _CDXJ.match(line) else _from_url(line)
        if found:
            yield found


def _from_cdx(line: str) -> KnownAddress | None:
    """A CDX or CDXJ line; captures of errors say nothing and are left out."""
    if found := _CDXJ.match(line):
        try:
            fields = json.loads(found[2])
        except ValueError:
            return None
        url, status = str(fields.get("url", "")), str(fields.get("status", "-"))
    elif found := _CDX.match(line):
        url, status = found[2], found[3]
    else:
        return None
    if status[:1] not in ("2", "3", "-") or not url.startswith("http"):
        return None
    return KnownAddress(url, first_seen=_stamp(found[1]), slug=_slug_of(url))


def _from_url(line: str) -> KnownAddress | None:
    found = re.search(r"https?://[^\s,;\"'<>]+", line)
    if not found:
        return None
    day = re.search(r"(?<!\d)\d{4}-\d\d-\d\d", line[found.end() :])
    lastmod = _iso(day[0]) if day else None
    return KnownAddress(found[0], lastmod=lastmod, slug=_slug_of(found[0]))


def _from_sitemap(path: Path, data: bytes) -> Iterator[KnownAddress]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root is None:
        raise RescueError(
            f"couldn't read {path} as a sitemap: it is not XML; give a sitemap, a URL list or CDX lines"
        )
    kind = etree.QName(root).localname if isinstance(root.tag, str) else ""
    if kind == "sitemapindex":
        yield from _from_index(path, root)
    elif kind == "urlset":
        for entry in root:
            if found := _from_entry(entry):
                yield found
    else:
        raise RescueError(
            f"couldn't read {path} as a list of addresses: it is XML but no sitemap (its root is <{kind}>)"
        )


def _from_index(path: Path, root: etree._Element) -> Iterator[KnownAddress]:
    names = [loc.strip() for loc in _texts(root, "loc")]
    parts = [beside for name in names if (beside := path.parent / Path(urlsplit(name).path).name).is_file()]
    parts = [part for part in parts if part.resolve() != path.resolve()]
    if not parts:
        raise RescueError(
            f"couldn't read any page's address from {path}: it only lists {len(names)} other sitemaps "
            f"(such as {names[0] if names else 'none'}); save those beside it or give them instead"
        )
    for part in parts:
        data = part.read_bytes()
        data = _gunzip(part, data) if data[:2] == b"\x1f\x8b" else data
        if b"<sitemapindex" not in data[:1000]:
            yield from _from_sitemap(part, data)


def _from_entry(entry: etree._Element) -> KnownAddress | None:
    url = next(_texts(entry, "loc"), "").strip()
    if not url.startswith("http"):
        return None
    lastmod = _iso(next(_texts(entry, "lastmod"), ""))
    published = _iso(next(_texts(entry, "publication_date"), ""))
    return KnownAddress(url, lastmod=lastmod, slug=_slug_of(url), published=published)


def _texts(node: etree._Element, name: str) -> Iterator[str]:
    for child in node.iter():
        if isinstance(child.tag, str) and etree.QName(child).localname == name and child.text:
            yield child.text


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _stamp(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6] or 12), int(digits[6:8] or 28))
    except ValueError:
        return None


def _slug_of(url: str) -> str:
    parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    while parts and (
        parts[-1].lower() in ("amp", "feed", "index.html", "index.php", "embed") or parts[-1].isdigit()
    ):
        parts.pop()
    return re.sub(r"\.(?:html?|php|aspx?)$", "", parts[-1]) if parts else ""


def _merge(raw: Iterable[KnownAddress]) -> tuple[KnownAddress, ...]:
    """One address per page: scheme, ``www.``, a closing slash, ``/amp/`` and queries make no difference."""
    pages: dict[tuple[str, str], KnownAddress] = {}
    for address in raw:
        parts = urlsplit(address.url)
        path = re.sub(r"/(?:amp|feed|embed)/?$", "/", unquote(parts.path))
        if not address.slug or _NOT_A_POST.search(path):
            continue
        key = ((parts.hostname or "").removeprefix("www."), path.rstrip("/").casefold())
        clean = replace(
            address, url=re.sub(r"(?:(?:amp|feed|embed)/?)?(?:[?#].*)?$", "", address.url, count=1)
        )
        known = pages.get(key)
        pages[key] = _joined(known, clean) if known else clean
    return tuple(pages.values())


def _joined(one: KnownAddress, two: KnownAddress) -> KnownAddress:
    def earliest(*days: date | None) -> date | None:
        return min((day for day in days if day), default=None)

    return replace(
        one,
        url=two.url if two.url.startswith("https") and not one.url.startswith("https") else one.url,
        lastmod=earliest(one.lastmod, two.lastmod),
        first_seen=earliest(one.first_seen, two.first_seen),
        published=one.published or two.published,
    )


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
    for way in (_as_is, _letters, _unnumbered, _cut_off, _without_small_words):
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
