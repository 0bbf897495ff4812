"""Bodies on their way to readers: links that work on this site, pictures that are on this site.

Guarantees: no picture of a printed body is loaded from elsewhere (one that the archive does not
have becomes its words); a link to a post, page or listing of this paper, in whatever old
spelling, leads to where it lives now and carries :data:`~broadsheet.theme.ROOT` in place of the
way to the site's root, so that one printing serves pages of any depth; a link that leads nowhere
on this site and to no other is printed as its words.

What the links of a batch of bodies lead to is looked up in a few queries beforehand. The
addresses are found for that by a pattern, not by parsing each body twice: one that the pattern
misses is looked up when it is met.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from broadsheet.archive import listings, selectors
from broadsheet.archive.addresses import address_of, host_of
from broadsheet.archive.body import PictureUse
from broadsheet.archive.printing import print_body
from broadsheet.archive.rows import PictureRow
from broadsheet.language import direction_of
from broadsheet.press.images import inline_picture, picture_of
from broadsheet.press.layout import url_of
from broadsheet.publication import Settings
from broadsheet.theme import ROOT

__all__ = ["Body", "Links", "gather_links", "print_prose"]

_ANCHOR = re.compile("<a ([^>]*)>")
_HREF = re.compile(r'\bhref="([^"]*)"')
_POST = re.compile(r'\bdata-post="(\d+)"')
_ELSEWHERE = ("http:", "https:", "mailto:", "tel:", "xmpp:", "magnet:")


class Body(NamedTuple):
    """A canonical body, and what its printing depends on besides."""

    html: str
    language: str
    pictures: Mapping[int, PictureRow]
    origin_url: str = ""
    """Where it once stood: links to that host are links within the paper."""


@dataclass(slots=True)
class Links:
    """What is known of the links of a batch of bodies. ``hosts`` are the paper's own."""

    hosts: frozenset[str]
    posts: dict[int, str] = field(default_factory=dict)
    addresses: dict[str, str | None] = field(default_factory=dict)
    """Old addresses and the paths they lead to now, None for those that lead nowhere."""

    def look_up(self, wanted: Iterable[str]) -> None:
        """Find out where addresses lead that are not known yet."""
        fresh = set(wanted) - set(self.addresses)
        if not fresh:
            return
        found = selectors.resolve_addresses(fresh)
        fronts = listings.live_listing_paths(
            address for address in fresh if address.startswith(("tag/", "author/"))
        )
        for address in fresh:
            self.addresses[address] = found.get(
                address, address if address in fronts or not address else None
            )

    def address(self, href: str, origin: str) -> str | None:
        """The paper's own address that a link names, or None if it leads elsewhere."""
        if href.startswith("//") or href.lower().startswith(("http:", "https:")):
            host = host_of(href)
            own = host and (host in self.hosts or host == origin)
            return address_of(href) if own else None
        if href.lower().startswith(_ELSEWHERE):
            return None
        return address_of(href)


def gather_links(bodies: Sequence[Body], settings: Settings) -> Links:
    """Look up what the bodies' links lead to, in a few queries."""
    own = (host_of(settings.url), host_of(settings.identity))
    links = Links(hosts=frozenset(host for host in own if host))
    wanted: set[str] = set()
    hinted: list[tuple[int, str | None]] = []
    for body in bodies:
        # A body without quotation marks has no attributes, and so no links; that is told in a fraction of the time.
        if '"' not in body.html or "<a " not in body.html:
            continue
        origin = host_of(body.origin_url)
        for anchor in _ANCHOR.findall(body.html):
            href, hint = _HREF.search(anchor), _POST.search(anchor)
            address = links.address(html.unescape(href[1]), origin) if href and href[1][:1] != "#" else None
            if hint:
                hinted.append((int(hint[1]), address))
            elif address is not None:
                wanted.add(address)
    if hinted:
        links.posts = selectors.post_paths(sorted({id for id, _ in hinted}))
        # A hint that leads nowhere leaves the address to be asked.
        wanted |= {address for id, address in hinted if address is not None and id not in links.posts}
    links.look_up(wanted)
    return links


def print_prose(body: Body, links: Links, settings: Settings, *, anchors: str = "") -> str:
    """The body as readers get it. ``anchors`` sets its ids apart on a page with several bodies."""

    def link(href: str, post: int | None) -> str | None:
        # Not urlsplit: an address that is none ("//[") must not keep the page from being set.
        fragment = href.partition("#")[2]
        path = links.posts.get(post) if post is not None else None
        if path is None:
            address = links.address(href, host_of(body.origin_url))
            if address is None:
                return href if href.lower().startswith(_ELSEWHERE) else None
            links.look_up((address,))
            path = links.addresses[address]
        if path is None:
            return href if href.lower().startswith(("http:", "https:")) else None
        return ROOT + url_of(path) + (f"#{fragment}" if fragment else "")

    def picture(use: PictureUse) -> str:
        row = body.pictures.get(use.image_id) if use.image_id is not None else None
        shown = picture_of(row, words=(use.alt, "", ""), settings=settings.pictures)
        if shown.missing and not shown.alt:
            return ""
        return inline_picture(shown, root=ROOT, lazy=True)

    return print_body(
        body.html, direction=direction_of(body.language), link=link, picture=picture, anchors=anchors
    )
