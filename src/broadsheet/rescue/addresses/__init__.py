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

from broadsheet.rescue.addresses.known import KnownAddress
from broadsheet.rescue.addresses.lists import read_addresses
from broadsheet.rescue.addresses.matching import find_rivals, headline_slug, match_headlines

__all__ = ["KnownAddress", "find_rivals", "headline_slug", "match_headlines", "read_addresses"]
