"""What a body may ask of the copy it comes from, and where its remarks are gathered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from broadsheet.rescue.clean.kept import KeptEmbed
from broadsheet.rescue.finds import PictureFind, Remark

__all__ = ["Beside", "Sources", "nothing"]


def nothing(_: str, /) -> None:
    """The answer of a copy that knows no pictures and no reusable blocks."""
    return


@dataclass(frozen=True, slots=True)
class Beside:
    """What a copy has beside the text of a post. ``attached``: the ids of pictures that a bare ``[gallery]`` shows;
    ``embeds``: what it kept of things that are shown from elsewhere, as markup.
    """

    attached: Sequence[str] = ()
    embeds: Sequence[str] = ()


class Sources:
    """The copy around one body. Remarks are kept in the order in which their cause stands in the text."""

    __slots__ = ("_tags", "attached", "kept", "picture_of", "remarks", "reusable", "site_url")

    def __init__(
        self,
        *,
        site_url: str = "",
        picture_of: Callable[[str], PictureFind | None] = nothing,
        reusable: Callable[[str], str | None] = nothing,
        attached: Sequence[str] = (),
        kept: Mapping[str, KeptEmbed] | None = None,
    ) -> None:
        self.site_url = site_url
        self.picture_of = picture_of
        self.reusable = reusable
        self.attached = attached
        self.kept = kept or {}
        self.remarks: list[Remark] = []
        self._tags: dict[str, list[str]] = {}

    def left_over(self, what: str, quote: str) -> None:
        """Something of the text is not in the body: quoted whole."""
        self.remarks.append(Remark("leftover", what, quote=quote))

    def noted(self, what: str, quote: str = "") -> None:
        """Worth knowing; no words are lost, or only furniture's."""
        self.remarks.append(Remark("note", what, quote=quote))

    def took_tag(self, name: str, raw: str) -> None:
        """A tag in brackets was taken away and what it encloses kept; gathered into one remark a name."""
        self._tags.setdefault(name, []).append(raw)

    def all_remarks(self) -> tuple[Remark, ...]:
        """Every remark, equal ones once with their count."""
        tags = [
            Remark(
                "repair",
                f"Took away the tags [{name}] of the old site and kept what they enclose.",
                quote="\n".join(dict.fromkeys(raws)),
                count=len(raws),
            )
            for name, raws in self._tags.items()
        ]
        counted: dict[tuple[str, str, str], Remark] = {}
        for remark in self.remarks:
            key = (remark.kind, remark.what, remark.quote)
            count = counted[key].count + 1 if key in counted else remark.count
            counted[key] = Remark(remark.kind, remark.what, remark.place, remark.quote, count)
        return (*counted.values(), *tags)
