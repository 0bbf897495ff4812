"""Checking a published site from its files alone, as a reader's browser would meet them.

Nothing is asked of the archive: what is checked is what a host would serve. The check finds links and
resources that lead to no file, anything that a page would fetch from elsewhere, and scripts.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from broadsheet.press.layout import GONE, NOT_FOUND
from broadsheet.publication import Publication

__all__ = ["check_site"]

_BASE: Final = "http://site.invalid/"
_RESOURCES: Final = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "link": ("href",),
    "script": ("src",),
}
_QUIET_RELS: Final = frozenset(["canonical", "alternate", "me", "author", "license", "prev", "next"])
_MOST: Final = 200


def check_site(publication: Publication) -> list[str]:
    """What is wrong with the published site: at most 200 findings, one sentence each; none if all is well."""
    findings: list[str] = []
    known: dict[str, bool] = {}
    for page in sorted(publication.site.rglob("*.html")):
        for finding in _check_page(page, publication.site, known):
            findings.append(finding)
            if len(findings) >= _MOST:
                return findings
    return findings


def _check_page(page: Path, site: Path, known: dict[str, bool]) -> Iterator[str]:
    name = page.relative_to(site).as_posix()
    address = _BASE + ("" if name in (NOT_FOUND, GONE) else name)
    try:
        tree = html.fromstring(page.read_bytes())
    except etree.ParserError:
        yield f"{name} is empty"
        return
    for element in tree.iter("a", "img", "source", "link", "script"):
        tag = str(element.tag)
        if tag == "a":
            yield from _check_target(element.get("href", ""), name, address, site, known)
        elif tag == "script" and element.get("type") != "application/ld+json":
            yield f"{name} holds a script"
        elif tag != "link" or not set(element.get("rel", "").split()) & _QUIET_RELS:
            for url in _resource_urls(element, tag):
                if urlsplit(urljoin(address, url)).netloc != urlsplit(_BASE).netloc and not url.startswith(
                    "data:"
                ):
                    yield f"{name} would fetch {url} from elsewhere"
                yield from _check_target(url, name, address, site, known)


def _resource_urls(element: html.HtmlElement, tag: str) -> Iterator[str]:
    for attribute in _RESOURCES[tag]:
        value = element.get(attribute)
        if value and attribute == "srcset":
            yield from (candidate.split()[0] for candidate in value.split(",") if candidate.strip())
        elif value:
            yield value


def _check_target(url: str, name: str, address: str, site: Path, known: dict[str, bool]) -> Iterator[str]:
    parts = urlsplit(urljoin(address, url))
    if not url or parts.scheme != "http" or parts.netloc != urlsplit(_BASE).netloc:
        return
    path = unquote(parts.path).lstrip("/")
    if path not in known:
        known[path] = _answers(site, path)
    if not known[path]:
        yield f"{name} links to {path or '/'}, where there is no file"


def _answers(site: Path, path: str) -> bool:
    target = site / path
    return (target / "index.html").is_file() if path.endswith("/") or not path else target.is_file()
