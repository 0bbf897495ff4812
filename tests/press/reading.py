"""How tests read a published site: as files, and as a reader would."""

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

__all__ = ["anchors", "headlines", "links_of", "text_of_page", "tree"]

_HOST = "https://reader.example/"


def tree(site: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def _page(site: Path, file: str) -> html.HtmlElement:
    return html.fromstring((site / file).read_bytes().decode())


def links_of(site: Path, file: str) -> set[str]:
    """The files of the site that a page's links lead to."""
    base = _HOST + file.removesuffix("index.html")
    found = set()
    for address in _page(site, file).xpath("//a/@href"):
        full = urlsplit(urljoin(base, str(address)))
        if full.netloc == "reader.example":
            path = unquote(full.path).lstrip("/")
            found.add(path + "index.html" if not path or path.endswith("/") else path)
    return found


def anchors(site: Path, file: str) -> list[tuple[str, str]]:
    """The links of a page in order: text and address as written."""
    return [(link.text_content().strip(), link.get("href", "")) for link in _page(site, file).iter("a")]


def headlines(site: Path, file: str) -> list[str]:
    """The headlines of a listing, in order."""
    return [str(each.text_content()).strip() for each in _page(site, file).xpath("//article//h2")]


def text_of_page(site: Path, file: str) -> str:
    """What a reader reads."""
    return " ".join(_page(site, file).text_content().split())
