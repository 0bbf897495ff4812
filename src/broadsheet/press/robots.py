"""``robots.txt`` (RFC 9309): everything published may be read by everybody.

An archive that wants to be found and copied forbids nothing; what must not be read is not
published in the first place.
"""

from broadsheet.press.addresses import quoted, site_address
from broadsheet.press.sitemap import INDEX_PATH
from broadsheet.publication import Settings

__all__ = ["robots_txt"]


def robots_txt(settings: Settings) -> bytes:
    """The file, naming the sitemap where the site's address is known."""
    address = site_address(settings)
    return (
        "User-agent: *\nDisallow:\n" + (f"\nSitemap: {address}{quoted(INDEX_PATH)}\n" if address else "")
    ).encode()
