"""Proofs: what the press would print of a post that is not on the site, for those who write it.

Guarantees: the page comes out of the same code as the published one, so that it is the same but for the way to
the site's root; no file is written and no row. Pictures and style sheets of a proof are handed out one by
one, also those that are not on the site yet::

    desk = ProofDesk(publication, root="/preview/")
    html = desk.proof(post, older=None, newer=None)
    css = desk.file("assets/paper.1234567890.css")
"""

from broadsheet.archive import selectors
from broadsheet.archive.rows import CardRow, PageRow, PostRow
from broadsheet.press.contexts import PostCopy
from broadsheet.press.desk import Desk
from broadsheet.press.images import make_derivatives, published_of
from broadsheet.press.pages import Posts, StandingPages
from broadsheet.publication import Publication
from broadsheet.theme.contexts import PageContext

__all__ = ["ProofDesk"]


class ProofDesk(Desk):
    """Renders pages that are looked at somewhere else than on the site."""

    def __init__(self, publication: Publication, *, root: str = "") -> None:
        """``root`` stands before every path of the site; empty: relative, as on the site itself."""
        super().__init__(publication)
        self.root = root

    def render(self, page: PageContext, path: str, *, cards: "dict[str, bytes] | None" = None) -> bytes:  # type: ignore[override]
        """A page's bytes, its links and pictures below the proof's own root."""
        if not self.root:
            return super().render(page, path, cards=cards)
        text = self.theme.render(page, site=self.masthead.site, root=self.root, cards=cards)
        return text.encode("utf-8", "replace")

    def proof(self, post: PostRow, *, older: CardRow | None, newer: CardRow | None) -> bytes:
        """The post's own page."""
        (body,) = self.print_bodies([post])
        copy = PostCopy(post, body, older, newer)
        page, _data = Posts((post.card.id,), ((None, None),)).sheets_of([copy], self)
        return page.data or b""

    def proof_page(self, page: PageRow) -> bytes:
        """A standing page."""
        (sheet,) = StandingPages((page.id,)).sheets_of([page], self)
        return sheet.data or b""

    def file(self, path: str) -> bytes | None:
        """A style sheet, font, logo or picture that a proof names, or None."""
        assets = [*self.theme.assets(self.settings.look), *([self.logo] if self.logo else [])]
        for asset in assets:
            if asset.path == path:
                return asset.content
        digest = path.rpartition("/")[2].partition("-")[0]
        return self._picture(path, digest) if path.startswith("media/") else None

    def _picture(self, path: str, digest: str) -> bytes | None:
        for row in selectors.pictures_by_digest(digest):
            if any(each.path == path for each in published_of(row, self.settings.pictures)):
                made = make_derivatives(
                    row, media=self.publication.media, settings=self.settings.pictures, only={path}
                )
                return next((content for _, content in made), None)
        return None
