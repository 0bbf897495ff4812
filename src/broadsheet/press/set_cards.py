"""A post's card once it is set: what goes onto a page, and the context it was set from.

Guarantees: a card that another worker set is what that worker had, in every field.

A page of a listing prints the markup of its cards and asks for hardly any of their fields; only a template that sets
cards in its own way does. So what another worker set comes with its path and its body, and the rest of its context,
which takes longer to read than the markup takes to print, is read when a template first asks.
"""

from dataclasses import fields
from typing import Any, NamedTuple

from broadsheet.press.galley import CARD, Galley, packed, unpacked
from broadsheet.theme.contexts import Card, Html

__all__ = ["SetCard", "find_card", "keep_card"]

_AT_HAND = ("path", "body")
_ON_DEMAND = tuple(field.name for field in fields(Card) if field.name not in _AT_HAND)


class SetCard(NamedTuple):
    """A post's card, and its markup with ROOT in place of the way to the site's root."""

    id: int
    card: Card
    html: str


class _Kept(Card):
    """A card whose fields are there when somebody asks for them."""

    __slots__ = ("_rest",)
    _rest: bytes

    def __getattr__(self, name: str) -> Any:
        """Called for what has no value: a field that was not read yet, or what no card has."""
        if name not in _ON_DEMAND:
            raise AttributeError(name, name=name, obj=self)
        for field, value in zip(_ON_DEMAND, unpacked(self._rest), strict=True):
            object.__setattr__(self, field, value)
        return object.__getattribute__(self, name)


def keep_card(galley: Galley, card: SetCard) -> None:
    """Keep a card for every worker."""
    rest = packed(tuple([getattr(card.card, name) for name in _ON_DEMAND]))
    galley.keep(CARD, (card.id,), (card.card.path, str(card.card.body), rest, card.html))


def find_card(galley: Galley, id: int) -> SetCard | None:
    """The card of a post, if one was kept."""
    kept = galley.find(CARD, (id,))
    if kept is None:
        return None
    path, body, rest, html = kept
    card = object.__new__(_Kept)
    for name, value in (("path", path), ("body", Html(body)), ("_rest", rest)):
        object.__setattr__(card, name, value)
    return SetCard(id, card, html)
