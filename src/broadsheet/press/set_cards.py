"""A post's card once it is set: what goes onto a page, and the context it was set from.

Guarantees: a card that another worker set is what that worker had, in every field.

A page of a listing prints the markup of its cards and asks for hardly any of their fields; only a template that sets
cards in its own way does. So of what another worker set only the markup, the path and the body are kept. Whoever
asks for more gets it from the archive, and should take no more kept cards then: to read many posts together takes less.
"""

import struct
from collections.abc import Callable
from dataclasses import fields
from typing import Any, NamedTuple

from broadsheet.press.galley import CARD, Galley
from broadsheet.theme.contexts import Card, Html

__all__ = ["SetCard", "find_card", "keep_card"]

_LENGTHS = struct.Struct("<II")
"""Of the path and the body, with which a kept card begins; the rest is its markup."""
_AT_HAND = ("path", "body")
_ON_DEMAND = frozenset(field.name for field in fields(Card)) - frozenset(_AT_HAND)
_set = object.__setattr__


class SetCard(NamedTuple):
    """A post's card, and its markup in UTF-8 with ROOT in place of the way to the site's root."""

    id: int
    card: Card
    html: bytes


class _Kept(Card):
    """A card whose fields are there when somebody asks for them."""

    __slots__ = ("_read",)
    _read: Callable[[], Card]

    def __getattr__(self, name: str) -> Any:
        """Called for what has no value: a field that was not read yet, or what no card has."""
        if name not in _ON_DEMAND:
            raise AttributeError(name, name=name, obj=self)
        whole = self._read()
        for field in _ON_DEMAND:
            _set(self, field, getattr(whole, field))
        return object.__getattribute__(self, name)


def keep_card(galley: Galley, card: SetCard) -> None:
    """Keep a card for every worker."""
    path, body = card.card.path.encode(), card.card.body.encode("utf-8", "surrogatepass")
    lengths = _LENGTHS.pack(len(path), len(body))
    galley.keep(CARD, (card.id,), b"".join((lengths, path, body, card.html)))


def find_card(galley: Galley, id: int, read: Callable[[int], Card]) -> SetCard | None:
    """The card of a post, if one was kept; ``read`` gets the whole of it once a template asks for more."""
    kept = galley.find(CARD, (id,))
    if kept is None:
        return None
    path_length, body_length = _LENGTHS.unpack_from(kept)
    body_at = _LENGTHS.size + path_length
    html_at = body_at + body_length
    card = object.__new__(_Kept)
    _set(card, "path", kept[_LENGTHS.size : body_at].decode())
    _set(card, "body", Html(kept[body_at:html_at].decode("utf-8", "surrogatepass")))
    _set(card, "_read", lambda: read(id))
    return SetCard(id, card, kept[html_at:])
