"""From the archive's rows to what templates get.

Guarantees: pure; every text is as the archive has it and unescaped (the theme escapes); every
path is percent-encoded; a date that is not known is said to be unknown, with what is known of
it; nothing here depends on which page a card stands on, so a card is set once for all pages.

Only what concerns one post or the whole site is here; listings are in
:mod:`broadsheet.press.listings`.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from broadsheet.archive.rows import CardRow, ListingKind, PageRow, PostRow
from broadsheet.language import direction_of
from broadsheet.press.addresses import full_address, public_address, quoted, readable, site_address
from broadsheet.press.images import picture_of, share_of
from broadsheet.press.layout import JSON_FEED, TAGS, data_path, feed_path, listing_path, served_path, url_of
from broadsheet.press.share import share_links
from broadsheet.press.structured import news_article
from broadsheet.publication import MenuLink, Settings
from broadsheet.theme import Words, print_date, words_for
from broadsheet.theme.contexts import (
    Card,
    Correction,
    Dateline,
    Gone,
    Html,
    Link,
    Moved,
    NotFound,
    Picture,
    PostPage,
    Site,
    StandingPage,
)

__all__ = [
    "Masthead", "PostCopy", "card_of", "dateline_of", "gone_page", "lead_picture", "make_masthead", "marked_headline",
    "minutes_to_read", "moved_page", "not_found_page", "post_page", "standing_page",
]  # fmt: skip

_WORDS_A_MINUTE = 200
_DESCRIPTION = 300
_BEGINNING = 60


@dataclass(frozen=True, slots=True)
class Masthead:
    """What all pages share: the settings, the site's context, the words of the paper's language."""

    settings: Settings
    site: Site
    words: Words

    def canonical(self, path: str) -> str:
        """The full address of a page, or empty while the site's is unknown."""
        return full_address(self.settings, served_path(path))


def make_masthead(settings: Settings, *, css: tuple[str, ...], logo: str) -> Masthead:
    """``logo`` is the decoded path of the logo's file on the site, or empty."""
    site = Site(
        name=settings.name,
        tagline=settings.tagline,
        language=settings.language,
        direction=direction_of(settings.language),
        url=site_address(settings),
        logo=quoted(logo),
        css=css,
        accent=settings.look.accent,
        accent_dark=settings.look.accent_dark,
        menu=tuple(_menu_link(link) for link in settings.menu),
        follow=tuple(_menu_link(link) for link in settings.follow),
        feed=feed_path(""),
        json_feed=JSON_FEED,
        tags_path=TAGS,
        footer=settings.look.footer,
        copyright=settings.look.copyright or f"© {settings.name}",
    )
    return Masthead(settings=settings, site=site, words=words_for(settings.language))


def _menu_link(link: MenuLink) -> Link:
    if link.url.lower().startswith(("https:", "http:", "mailto:", "tel:", "xmpp:")):
        return Link(text=link.text, href=link.url)
    return Link(text=link.text, path=url_of(link.url.lstrip("/")))


def dateline_of(card: CardRow, settings: Settings) -> Dateline:
    """The date as readers are told it; its ``iso`` is empty unless the day is known."""
    known = card.certainty in ("exact", "day")
    iso, text = print_date(
        card.published_at,
        language=card.language,
        calendar=settings.calendar,
        certainty=card.certainty if known else "day",
    )
    if known and text:
        return Dateline(iso=iso, text=text, note="", certainty=card.certainty)
    words = words_for(card.language, settings.language)
    note = words.date_note(
        start=card.not_before, end=card.not_after, evidence=card.date_evidence, calendar=settings.calendar
    )
    inferred = card.certainty == "inferred"
    shown = text if inferred and text else words.date_unknown
    return Dateline(iso="", text=shown, note=note, certainty="inferred" if inferred else "unknown")


def lead_picture(card: CardRow, settings: Settings) -> Picture | None:
    """The lead picture, or its words alone where its file is lost, or None."""
    if card.picture is None and not card.has_lead:
        return None
    words = (card.lead_alt, card.lead_caption, card.lead_credit)
    return picture_of(card.picture, words=words, settings=settings.pictures)


def _headline(card: CardRow) -> str:
    """The headline, or for a post without one the words that it begins with: a link needs some."""
    return card.headline or _cut(card.standfirst or card.excerpt, _BEGINNING) or "…"


def marked_headline(card: CardRow, settings: Settings) -> str:
    """The headline where nothing but text can say that the post is retracted: titles, feeds, links to it."""
    headline = _headline(card)
    if card.retracted_on is None:
        return headline
    return words_for(card.language, settings.language).retracted_headline.format(headline=headline)


def card_of(card: CardRow, settings: Settings, *, body: str | None = None) -> Card:
    """A post in a listing: with ``body`` in full, without it by its standfirst or beginning."""
    standfirst = card.standfirst or ("" if body is not None else card.excerpt)
    more = bool(card.excerpt) if card.standfirst else card.excerpt.endswith("…")
    return Card(
        path=url_of(card.path),
        headline=_headline(card),
        language=card.language,
        direction=direction_of(card.language),
        tags=tuple([_subject_link("tag", tag.slug, tag.name, tag.kind) for tag in card.tags]),
        byline=_byline(card),
        dateline=dateline_of(card, settings),
        standfirst=standfirst,
        picture=lead_picture(card, settings),
        body=Html(body or ""),
        more=more and body is None,
        retracted=card.retracted_on is not None,
    )


@lru_cache(maxsize=4096)
def _subject_link(kind: ListingKind, slug: str, name: str, sort: str = "") -> Link:
    return Link(text=name, path=url_of(listing_path(kind, slug)), kind=sort)


def _byline(card: CardRow) -> tuple[Link, ...]:
    if card.authors:
        return tuple(_subject_link("author", author.slug, author.name) for author in card.authors)
    return (Link(text=card.house_byline),) if card.house_byline else ()


def minutes_to_read(words: int) -> int:
    """How long a text takes to read; none where there is nothing."""
    return max(1, round(words / _WORDS_A_MINUTE)) if words else 0


class PostCopy(NamedTuple):
    """A post as it goes to be set: its row, its body printed for readers, the posts just before and just after it."""

    post: PostRow
    body: str
    older: CardRow | None
    newer: CardRow | None


def post_page(copy: PostCopy, masthead: Masthead, *, listed: Card, word_count: int) -> PostPage:
    """A post's own page. ``listed`` is its card in listings without bodies."""
    post = copy.post
    row, settings = post.card, masthead.settings
    minutes = minutes_to_read(word_count)
    card = _on_its_page(listed, standfirst=row.standfirst, minutes=minutes)
    site = masthead.site
    image = _share_image(row, card.picture, masthead)
    logo = site.url + site.logo if site.logo and site.url else ""
    return PostPage(
        path=card.path,
        title=marked_headline(row, settings),
        description=_cut(row.standfirst or row.excerpt),
        language=row.language,
        direction=card.direction,
        canonical=masthead.canonical(row.path),
        card=card,
        body=Html(copy.body),
        updated=_updated(row.updated_at, row.language, settings),
        corrections=_corrections(post, settings, retracting=False),
        retractions=_corrections(post, settings, retracting=True),
        share=share_links(marked_headline(row, settings), served_path(row.path), settings),
        older=_neighbour(copy.older, settings),
        newer=_neighbour(copy.newer, settings),
        json_path=quoted(data_path(row.path)),
        image_url=image,
        structured=Html(news_article(post, settings=settings, image_url=image, logo_url=logo)),
        old_url=readable(public_address(post.origin_url)),
    )


def _on_its_page(card: Card, *, standfirst: str, minutes: int) -> Card:
    """A card as the post's own page has it."""
    # Each field by its name: dataclasses.replace() takes three times as long, for every post.
    return Card(
        path=card.path,
        headline=card.headline,
        language=card.language,
        direction=card.direction,
        tags=card.tags,
        byline=card.byline,
        dateline=card.dateline,
        standfirst=standfirst,
        picture=card.picture,
        body=card.body,
        more=False,
        reading_minutes=minutes,
        retracted=card.retracted,
    )


def _share_image(row: CardRow, picture: Picture | None, masthead: Masthead) -> str:
    """What other sites show of the page: the lead picture, cut where an editor has said around what."""
    if not masthead.site.url or picture is None or picture.missing:
        return ""
    share = share_of(row.picture, masthead.settings.pictures) if row.picture else None
    return masthead.site.url + (share.path if share else picture.path)


def _neighbour(card: CardRow | None, settings: Settings) -> Link | None:
    return Link(text=marked_headline(card, settings), path=url_of(card.path)) if card else None


def _updated(at: datetime | None, language: str, settings: Settings) -> Dateline | None:
    if at is None:
        return None
    iso, text = print_date(at, language=language, calendar=settings.calendar)
    return Dateline(iso=iso, text=text, note="", certainty="exact")


def _corrections(post: PostRow, settings: Settings, *, retracting: bool) -> tuple[Correction, ...]:
    """What was corrected, or why the post is retracted now; a retraction that was taken back is a correction."""
    if not post.corrections:
        return ()
    ends = max((at for at, fix in enumerate(post.corrections) if fix.kind == "reinstatement"), default=-1)
    found = []
    for at, fix in enumerate(post.corrections):
        if retracting == (fix.kind == "retraction" and at > ends and post.card.retracted_on is not None):
            iso, printed = print_date(fix.day, language=post.card.language, calendar=settings.calendar)
            found.append(Correction(iso=iso, date=printed, text=fix.text))
    return tuple(found)


def standing_page(page: PageRow, masthead: Masthead, *, body: str, description: str) -> StandingPage:
    """About, Contact and the like. ``body`` is printed for readers."""
    return StandingPage(
        path=url_of(page.path),
        title=page.title,
        description=_cut(description),
        language=page.language,
        direction=direction_of(page.language),
        canonical=masthead.canonical(page.path),
        body=Html(body),
    )


def not_found_page(masthead: Masthead) -> NotFound:
    """What a host shows for an address that answers nothing."""
    words, site = masthead.words, masthead.site
    return NotFound(
        path="404.html",
        title=words.not_found,
        description="",
        language=site.language,
        direction=site.direction,
        canonical="",
    )


def moved_page(path: str, target: str, masthead: Masthead) -> Moved:
    """An old address that leads to the page at ``target``; both are decoded paths."""
    words, site = masthead.words, masthead.site
    return Moved(
        path=url_of(path),
        title=words.moved,
        description="",
        language=site.language,
        direction=site.direction,
        canonical=masthead.canonical(target),
        target=url_of(target),
    )


def gone_page(path: str, masthead: Masthead) -> Gone:
    """An address that was withdrawn for good."""
    words, site = masthead.words, masthead.site
    return Gone(
        path=url_of(path),
        title=words.gone,
        description="",
        language=site.language,
        direction=site.direction,
        canonical="",
    )


def _cut(text: str, longest: int = _DESCRIPTION) -> str:
    """A text short enough to describe a page."""
    # What can be printed has no line breaks, and of spaces only the plain one.
    single = text.isprintable() and "  " not in text and text.strip() == text
    plain = text if single else " ".join(text.split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"
