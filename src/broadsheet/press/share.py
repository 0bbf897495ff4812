"""Links that share a page: plain addresses, no script, nothing loaded until a reader follows one.

Guarantees: a link tells the service what the reader shares and nothing more. Mastodon has no
one address; its own chooser at share.joinmastodon.org takes the text in the fragment, which
browsers send to no server. A paper that prefers one server writes ``mastodon@example.social``
among the settings' ``share``. While the site's address is unknown there is nothing that a
service could link to, so only e-mail is offered, with the headline.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote

from broadsheet.press.addresses import full_address
from broadsheet.publication import Settings
from broadsheet.theme.contexts import Link

__all__ = ["SERVICES", "share_links"]


class _Octets(dict[int, str]):
    """How each letter stands in an address: several times as fast as quoting a text anew."""

    def __missing__(self, letter: int) -> str:
        written = self[letter] = quote(chr(letter), safe="", errors="replace")
        return written


_octets = _Octets()
_PLAIN = re.compile("[A-Za-z0-9._~ /:-]*")


def _encoded(text: str) -> str:
    if _PLAIN.fullmatch(text):
        # Most addresses and many headlines, for which three searches are enough.
        return text.replace("/", "%2F").replace(":", "%3A").replace(" ", "%20")
    return text.translate(_octets)


def _mail(title: str, url: str) -> str:
    return f"mailto:?subject={title}" + (f"&body={url}" if url else "")


SERVICES: Mapping[str, tuple[str, Callable[[str, str], str]]] = MappingProxyType(
    {
        "telegram": ("Telegram", lambda t, u: f"https://t.me/share/url?url={u}&text={t}"),
        "whatsapp": ("WhatsApp", lambda t, u: f"https://wa.me/?text={t}%20{u}"),
        "x": ("X", lambda t, u: f"https://x.com/intent/post?text={t}&url={u}"),
        "bluesky": ("Bluesky", lambda t, u: f"https://bsky.app/intent/compose?text={t}%20{u}"),
        "facebook": ("Facebook", lambda _, u: f"https://www.facebook.com/sharer/sharer.php?u={u}"),
        "mastodon": ("Mastodon", lambda t, u: f"https://share.joinmastodon.org/#text={t}%20{u}"),
        "email": ("E-mail", _mail),
    }
)
"""By the name used in the settings: what readers see, and the address for a title and a url, both encoded."""


def share_links(title: str, path: str, settings: Settings) -> tuple[Link, ...]:
    """Links that share the page at a path, in the order of ``settings.share``; ``kind`` is the service."""
    address = full_address(settings, path)
    url, words = _encoded(address), _encoded(" ".join(title.split()))
    return tuple(
        [
            Link(text=text, href=write(words, url), kind=name)
            for name, text, write in _chosen(settings.share)
            if url or name == "email"
        ]
    )


@lru_cache(maxsize=16)
def _chosen(share: tuple[str, ...]) -> tuple[tuple[str, str, Callable[[str, str], str]], ...]:
    """The services that the settings name: the name, what readers see, and how an address is written."""
    chosen = []
    for choice in share:
        name, _, server = choice.partition("@")
        text, write = SERVICES[name]
        chosen.append((name, text, _on_a_server(server) if server else write))
    return tuple(chosen)


def _on_a_server(server: str) -> Callable[[str, str], str]:
    host = quote(server, safe=".-:")
    return lambda words, url: f"https://{host}/share?text={words}%20{url}"
