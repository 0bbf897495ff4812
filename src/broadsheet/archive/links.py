"""The links of a body as numbers, so that the pages which link to a moved page are found by an index.

Guarantees: every link that the press might lead to a page of this paper has a key, whatever its host
(which hosts are the paper's own is a setting, and may change); two addresses may share a key, which
makes the press look at a page in vain and no more.
"""

import html
import re
from collections.abc import Iterable
from hashlib import blake2b

from broadsheet.archive.addresses import address_of

__all__ = ["link_key", "link_keys", "post_key"]

_ANCHOR = re.compile("<a ([^>]*)>")
_HREF = re.compile(r'\bhref="([^"]*)"')
_POST = re.compile(r'\bdata-post="(\d+)"')
_NEVER_OURS = ("mailto:", "tel:", "xmpp:", "magnet:")


def link_key(address: str) -> int:
    """The key of an address as :func:`~broadsheet.archive.addresses.address_of` writes it: 64 bits, signed."""
    return int.from_bytes(blake2b(address.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)


def post_key(post_id: int) -> int:
    """The key of a link that hints at a post by its id."""
    return link_key(f"post:{post_id}")


def link_keys(body: str) -> list[int]:
    """The keys of a canonical body's links, each once, in order; those within the body are left out."""
    if "<a " not in body:
        return []
    return list(dict.fromkeys(_keys(_ANCHOR.findall(body))))


def _keys(anchors: Iterable[str]) -> Iterable[int]:
    for anchor in anchors:
        hint = _POST.search(anchor)
        if hint:
            yield post_key(int(hint[1]))
        href = _HREF.search(anchor)
        if href is None or href[1].startswith("#") or href[1].lower().startswith(_NEVER_OURS):
            continue
        address = address_of(html.unescape(href[1]))
        if address:
            yield link_key(address)
