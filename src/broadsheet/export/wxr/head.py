"""The head of a WordPress export: the site, its authors, its tags and sections, its loose old addresses.

Guarantees: each login is ASCII, at most 60 letters and unique, since WordPress makes accounts of them; it is the
author's slug where that will do. E-mail addresses are empty. A section stands behind the one above it.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

from broadsheet import __version__
from broadsheet.archive import holdings
from broadsheet.archive.holdings import HeldTag
from broadsheet.archive.rows import AuthorRow
from broadsheet.export.walk import Walk
from broadsheet.export.wxr.xml import element, meta, section
from broadsheet.language import normal_tag
from broadsheet.press.addresses import site_address
from broadsheet.publication import Settings

__all__ = ["FOOT", "OWN", "Logins", "base_of", "encoded_slug", "head"]

OWN = "_broadsheet"
FOOT = "</channel>\n</rss>\n"
_NOWHERE = "https://paper.invalid/"
"""Stands for the address of a paper that has none yet: links in an export have to be whole."""
_LOGIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OPENING = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/"
\txmlns:broadsheet="urn:broadsheet:export:1">
<channel>
"""


def base_of(settings: Settings) -> str:
    """The address of the site, with a slash at its end."""
    return site_address(settings) or _NOWHERE


def encoded_slug(slug: str) -> str:
    """A slug as WordPress keeps it: letters beyond ASCII percent-encoded, in lower case."""
    return slug if slug.isascii() else quote(slug, safe="-").lower()


class Logins:
    """By which account name WordPress knows those who sign."""

    def __init__(self, walk: Walk) -> None:
        """Give one to each author and to each house byline."""
        self._taken: set[str] = set()
        self.authors = {each.slug: self._free(each.slug, f"author-{each.id}") for each in walk.authors}
        self.houses = {
            name: self._free(f"house-{number}", f"house-{number}")
            for number, name in enumerate(walk.house_bylines, start=1)
        }
        self._unknown: dict[str, str] = {}

    def of(self, author: AuthorRow) -> str:
        """The login of somebody who signs a post; a draft may name somebody new."""
        known = self.authors.get(author.slug) or self._unknown.get(author.slug)
        if known is None:
            known = self._unknown[author.slug] = self._free(
                author.slug, f"new-author-{len(self._unknown) + 1}"
            )
        return known

    def _free(self, wanted: str, other: str) -> str:
        login = wanted if _LOGIN.fullmatch(wanted) and len(wanted) <= 60 else other
        while login in self._taken:
            login += "-x"
        self._taken.add(login)
        return login


def head(settings: Settings, walk: Walk, logins: Logins) -> Iterator[str]:
    """The head, in pieces."""
    base = base_of(settings).rstrip("/")
    yield _OPENING
    yield element("title", settings.name) + element("link", base) + element("description", settings.tagline)
    yield element("language", normal_tag(settings.language) or "en") + element("wp:wxr_version", "1.2")
    yield element("wp:base_site_url", base) + element("wp:base_blog_url", base)
    for each in walk.authors:
        yield _author(each.id, logins.authors[each.slug], each.name, element("broadsheet:slug", each.slug))
    for number, (name, login) in enumerate(logins.houses.items(), start=10_000_001):
        yield _author(number, login, name, element("broadsheet:house", "1"))
    for tag in walk.tags:
        yield _section(tag) if tag.row.kind == "section" else _tag(tag)
    for address in holdings.addresses():
        leads_to = "" if address.gone else address.leads_to or "/"
        yield (
            f"<broadsheet:address>{element('broadsheet:old', address.old)}"
            f"{element('broadsheet:leads_to', leads_to)}</broadsheet:address>\n"
        )
    yield element("generator", f"Broadsheet {__version__}")


def _author(id: int, login: str, name: str, own: str) -> str:
    return (
        f"<wp:author>{element('wp:author_id', str(id))}{section('wp:author_login', login)}"
        f"{section('wp:author_email', '')}{section('wp:author_display_name', name)}"
        f"{section('wp:author_first_name', '')}{section('wp:author_last_name', '')}{own}</wp:author>\n"
    )


def _own(tag: HeldTag) -> str:
    facts = {
        "name": tag.row.name,
        "kind": tag.row.kind,
        "aliases": list(tag.aliases),
        "description": tag.row.description,
    }
    return meta([(OWN, json.dumps(facts, ensure_ascii=False))], of="term")


def _tag(tag: HeldTag) -> str:
    row = tag.row
    return (
        f"<wp:tag>{element('wp:term_id', str(row.id + 1))}{section('wp:tag_slug', encoded_slug(row.slug))}"
        f"{section('wp:tag_name', row.name)}{section('wp:tag_description', row.description)}{_own(tag)}</wp:tag>\n"
    )


def _section(tag: HeldTag) -> str:
    row = tag.row
    return (
        f"<wp:category>{element('wp:term_id', str(row.id + 1))}"
        f"{section('wp:category_nicename', encoded_slug(row.slug))}"
        f"{section('wp:category_parent', encoded_slug(tag.parent))}{section('wp:cat_name', row.name)}"
        f"{section('wp:category_description', row.description)}{_own(tag)}</wp:category>\n"
    )
