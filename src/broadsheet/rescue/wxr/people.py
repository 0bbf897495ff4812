"""Who signs a post, from logins, author lists and co-author terms.

Guarantees: no e-mail address is ever a name, a slug or a login of a find; of a login that is one, the part
before the ``@`` is all that is used, and only where the export gives no name.
"""

import re

from broadsheet.language import fold
from broadsheet.rescue.finds import PersonFind
from broadsheet.rescue.wxr.plain import line_of, without_email
from broadsheet.rescue.wxr.survey import Survey
from broadsheet.rescue.wxr.wire import WireAuthor

__all__ = ["People"]

_SLUG = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")


class People:
    """The authors of one export."""

    def __init__(self, survey: Survey) -> None:
        self._base = survey.base
        self._by_login: dict[str, PersonFind] = {}
        self._by_slug: dict[str, PersonFind] = {}
        for author in survey.authors:
            if (author.login or author.display_name) and not author.house:
                self._add(author, author.slug)
        for slug, guest in survey.guests.items():
            self._add(guest, slug.removeprefix("cap-"))

    def declared(self) -> list[PersonFind]:
        """The author list of the head and the guest authors, each once."""
        return list(dict.fromkeys([*self._by_login.values(), *self._by_slug.values()]))

    def of_post(self, creator: str, coauthors: tuple[tuple[str, str], ...]) -> tuple[PersonFind, ...]:
        """Who signs a post: its co-authors (slug, name) in order if there are any, else its creator."""
        if coauthors:
            return tuple(dict.fromkeys(self._coauthor(slug, name) for slug, name in coauthors))
        login = line_of(creator)
        if not login:
            return ()
        known = self._by_login.get(fold(login))
        return (known or self._add(WireAuthor(login), ""),)

    def _coauthor(self, slug: str, name: str) -> PersonFind:
        plain = slug.removeprefix("cap-")
        for key in (plain, fold(plain), fold(name)):
            known = self._by_slug.get(key) or self._by_login.get(key)
            if known:
                return known
        return self._add(WireAuthor("", name or plain), plain)

    def _add(self, author: WireAuthor, slug: str) -> PersonFind:
        login = without_email(author.login.strip())
        names = (author.display_name, f"{author.first_name} {author.last_name}", author.login, slug)
        name = next(
            (cleaned for cleaned in (line_of(without_email(name)) for name in names) if cleaned), login
        )
        # A login that looks like a slug is the slug: WordPress makes the one from the other.
        slug = slug or (login.lower() if _SLUG.fullmatch(login) else "")
        address = f"{self._base}/author/{slug}/" if self._base and slug else ""
        person = PersonFind(name, slug, address, login)
        if author.login:
            person = self._by_login.setdefault(fold(author.login), person)
        if slug:
            self._by_slug.setdefault(slug, person)
        return person
