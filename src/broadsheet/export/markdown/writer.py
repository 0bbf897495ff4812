"""The files of a Markdown export: each text in a folder that lies as its address does, pictures in one of their own.

Guarantees: no two texts share a folder, and none lies inside another's, since Hugo would take it for that one's
attachment: such a one lies under ``content/more/`` and keeps its address by its front matter. Pictures are named
relative to the page's address, which is also where their files lie.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath

from lxml import etree

from broadsheet.archive.holdings import HeldPage
from broadsheet.archive.rows import PictureRow
from broadsheet.export.bodies import Bodies
from broadsheet.export.jsonlines import MEDIA, write_names
from broadsheet.export.markdown.front import front_of_page, front_of_post
from broadsheet.export.markdown.prose import markdown_of
from broadsheet.export.markdown.site import LAYOUTS, site_settings
from broadsheet.export.order import ExportOrder, ExportReport, Hears
from broadsheet.export.staging import Staging
from broadsheet.export.walk import Walk, WalkedPost
from broadsheet.press.layout import file_of, root_of, url_of
from broadsheet.press.prose import Body

__all__ = ["write_markdown"]

_CONTENT = "content"


def write_markdown(
    order: ExportOrder, walk: Walk, place: Staging, report: ExportReport, *, hears: Hears
) -> list[str]:
    """Write everything; returns what lies at the top."""
    writer = _Writer(order, place)
    place.write("hugo.toml", site_settings(order.publication.settings))
    for name, text in LAYOUTS.items():
        place.write(name, text)
    for some in walk.batches():
        writer.posts(some)
        report.posts += len(some)
        hears("exporting posts", report.posts, walk.total)
    for pages in walk.page_batches():
        writer.pages(pages)
        report.pages += len(pages)
    write_names(walk, place, report, hears=hears, media=f"{_CONTENT}/{MEDIA}", below="more/")
    return ["hugo.toml", "content", "layouts", "more"]


class _Writer:
    """One export while it is written."""

    def __init__(self, order: ExportOrder, place: Staging) -> None:
        self._settings = order.publication.settings
        self._place = place

    def posts(self, some: Sequence[WalkedPost]) -> None:
        """A batch of posts."""
        told = [each.held.post for each in some]
        of = [Body(post.body, post.card.language, post.pictures, post.origin_url) for post in told]
        bodies = Bodies(of, self._settings)
        for each, body in zip(some, of, strict=True):
            card = each.held.post.card
            root = root_of(card.path) if card.path else "../../"
            row = card.picture
            picture = f"{root}{MEDIA}/{row.file}" if row is not None and row.file else ""
            text = front_of_post(each, picture=picture) + self._text(body, bodies, root)
            self._write(card.path, f"drafts/post-{card.id}", f"more/post-{card.id}", text)

    def pages(self, some: Sequence[HeldPage]) -> None:
        """A batch of standing pages."""
        of = [Body(held.page.body, held.page.language, held.page.pictures, held.origin_url) for held in some]
        bodies = Bodies(of, self._settings)
        for held, body in zip(some, of, strict=True):
            page = held.page
            root = root_of(page.path) if page.path else "../../"
            text = front_of_page(held) + self._text(body, bodies, root)
            self._write(page.path, f"drafts/page-{page.id}", f"more/page-{page.id}", text)

    def _text(self, body: Body, bodies: Bodies, root: str) -> str:
        def mark(image: etree._Element, row: PictureRow) -> None:
            image.set("src", f"{root}{MEDIA}/{row.file}")

        written = markdown_of(bodies.canonical(body, address=lambda path: root + url_of(path), mark=mark))
        return f"\n{written}" if written else ""

    def _write(self, path: str, if_nowhere: str, if_inside: str, text: str) -> None:
        folder = PurePosixPath(_CONTENT) / (PurePosixPath(file_of(path)).parent if path else if_nowhere)
        if path and not path.endswith("/"):
            folder = PurePosixPath(_CONTENT) / file_of(path)
        if self._is_inside(folder):
            folder = PurePosixPath(_CONTENT) / if_inside
        self._place.write(f"{folder}/index.md", text)

    def _is_inside(self, folder: PurePosixPath) -> bool:
        """Whether a text lies here already, above, or below."""
        if (self._place.folder / folder).exists():
            return True
        above = [each for each in folder.parents if each != PurePosixPath(_CONTENT) and each.parts]
        return any((self._place.folder / each / "index.md").exists() for each in above)
