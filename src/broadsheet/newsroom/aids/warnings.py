"""What is better looked at once more before a post goes out: sentences, none of which keeps it from going out.

Guarantees: the same questions that the press answers when it sets the page (does this link lead anywhere, has
this picture words), so that a warning is about what readers would get; of another post nothing is told but that an
address is not on the site.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from broadsheet.archive.addresses import host_of
from broadsheet.archive.body import links_of, pictures_of
from broadsheet.archive.canonical import parse_fragment
from broadsheet.archive.models import Image
from broadsheet.newsroom import paper
from broadsheet.newsroom.names.alike import tags_alike
from broadsheet.press.prose import Body, gather_links

__all__ = ["Draft", "warnings_of"]

_OF_THE_NEWSROOM = re.compile(r"^/?newsroom/")
_MOST = 20
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """As much of a post as warnings are about. ``body`` is canonical."""

    body: str = ""
    language: str = "en"
    tags: tuple[str, ...] = field(default=())
    lead_image: int | None = None
    lead_alt: str = ""
    origin_url: str = ""


def warnings_of(draft: Draft) -> list[str]:
    """The sentences, in the order of the form; empty where nothing is amiss."""
    found = [*_headings(draft.body), *_links(draft), *_pictures(draft), *_tags(draft.tags)]
    return list(dict.fromkeys(found))[:_MOST]


def _headings(body: str) -> Iterator[str]:
    if "<h" not in body:
        return
    above = 1
    for heading in parse_fragment(body).iter("h2", "h3", "h4", "h5", "h6"):
        level = int(str(heading.tag)[1])
        if level > above + 1:
            words = _short("".join(str(each) for each in heading.itertext()))
            yield _(
                "The heading “%(words)s” is of level %(level)d, but none of level %(missing)d is above it: "
                "whoever listens to the page will look for it."
            ) % {"words": words, "level": level, "missing": above + 1}
        above = level


def _links(draft: Draft) -> Iterator[str]:
    publication = paper.current()
    links = gather_links([Body(draft.body, draft.language, {}, draft.origin_url)], publication.settings)
    own = str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")
    origin = host_of(draft.origin_url)
    for use in links_of(draft.body):
        if _OF_THE_NEWSROOM.match(use.href.removeprefix(own)):
            yield _("The link %(link)s leads into the newsroom, where no reader can go.") % {
                "link": _short(use.href)
            }
            continue
        address = links.address(use.href, origin)
        led = use.post_id in links.posts if use.post_id is not None else False
        if led or (address is None and use.post_id is None):
            continue
        if address is None or links.addresses.get(address) is None:
            yield _(
                "The link %(link)s leads to nothing that is on the site: to a draft, perhaps. Until it is there, "
                "readers get its words without a link."
            ) % {"link": _short(use.href)}


def _pictures(draft: Draft) -> Iterator[str]:
    uses = pictures_of(draft.body)
    shown = [draft.lead_image, *(use.image_id for use in uses)]
    wanted = [id for id in shown if id is not None]
    described = dict(Image.objects.filter(pk__in=wanted).values_list("id", "alt"))
    if draft.lead_image is not None and not draft.lead_alt.strip() and not described.get(draft.lead_image):
        yield _("The lead picture has no words for those who cannot see it.")
    for place, use in enumerate(uses, start=1):
        if not use.alt.strip() and not described.get(use.image_id or 0):
            yield _("Picture %(number)d of the text has no words for those who cannot see it.") % {
                "number": place
            }


def _tags(names: tuple[str, ...]) -> Iterator[str]:
    for name, others in tags_alike(names).items():
        yield _("The tag “%(name)s” is almost like “%(other)s”, which exists. Is it the same?") % {
            "name": name,
            "other": "”, “".join(others[:3]),
        }


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
