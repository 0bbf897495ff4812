"""Bodies on their way out: links that work wherever the paper's site is, pictures where the export has them.

Guarantees: words stay as they are; a link within the paper, in whatever old spelling, leads to where it lives
now, and one that leads nowhere stays as it was written; no hint that only the archive understands is left.
"""

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from lxml import etree

from broadsheet.archive.addresses import host_of
from broadsheet.archive.body import sanitise
from broadsheet.archive.canonical import parse_fragment
from broadsheet.archive.rows import PictureRow
from broadsheet.press.prose import Body, Links, gather_links
from broadsheet.publication import Settings

__all__ = ["Bodies"]

Addresses = Callable[[str], str]
"""What a link to a path of the site is to say."""
Marks = Callable[[etree._Element, PictureRow], None]
"""Points an ``img`` at a picture whose file is in the export."""


class Bodies:
    """The bodies of a batch, their links looked up in a few queries."""

    def __init__(self, bodies: Sequence[Body], settings: Settings) -> None:
        """Look up what they link to."""
        self._links: Links = gather_links(bodies, settings)

    def carried(self, body: Body, *, address: Addresses, mark: Marks) -> str:
        """The body with its links and pictures pointing to where they are; canonical but for what ``mark`` sets."""
        if "<a " not in body.html and "<img" not in body.html:
            return body.html
        tree = parse_fragment(body.html)
        origin = host_of(body.origin_url)
        for link in tree.iter("a"):
            self._lead(link, origin, address)
        for image in tree.iter("img"):
            number = image.attrib.pop("data-image", "")
            row = body.pictures.get(int(number)) if number.isdigit() else None
            if row is not None and row.file:
                mark(image, row)
        inner = etree.tostring(tree, encoding="unicode", method="html", with_tail=False)
        return inner.removeprefix("<body>").removesuffix("</body>")

    def canonical(self, body: Body, *, address: Addresses, mark: Marks) -> str:
        """The same in canonical form."""
        carried = self.carried(body, address=address, mark=mark)
        return carried if carried is body.html else sanitise(carried)

    def _lead(self, link: etree._Element, origin: str, write: Addresses) -> None:
        hint, href = link.attrib.pop("data-post", ""), link.get("href", "")
        path = self._links.posts.get(int(hint)) if hint.isdigit() else None
        if path is None and href and not href.startswith("#"):
            address = self._links.address(href, origin)
            if address is not None:
                self._links.look_up((address,))
                path = self._links.addresses[address]
        if path is not None:
            fragment = urlsplit(href).fragment if "#" in href else ""
            link.set("href", write(path) + (f"#{fragment}" if fragment else ""))
