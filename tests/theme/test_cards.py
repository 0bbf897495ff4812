"""A post in a listing: what a reader sees of it, and that one rendering serves every page."""

from dataclasses import replace

from broadsheet.theme import ROOT, Theme
from broadsheet.theme.contexts import Card, Html, Site
from tests.theme import proofs


def text_of(theme: Theme, card: Card, site: Site) -> str:
    return " ".join(proofs.parse(theme.render_card(card, site=site)).text_content().split())


def test_a_card_rendered_once_serves_pages_at_any_depth(theme: Theme, site: Site) -> None:
    page = proofs.listing()
    cards = {entry.path: theme.render_card(entry, site=site).encode() for entry in page.entries}
    for root in ("./", "../", "../../", "https://mirror.example/"):
        assert theme.render(page, site=site, root=root, cards=cards) == theme.render(
            page, site=site, root=root
        )


def test_a_card_already_rendered_is_used_as_it_is(theme: Theme, site: Site) -> None:
    entry = proofs.card()
    page = replace(proofs.listing(), entries=(entry,))
    cached = {entry.path: f'<a href="{ROOT}x/">From the cache</a>'.encode()}
    text = theme.render(page, site=site, root="../", cards=cached)
    assert '<a href="../x/">From the cache</a>' in text
    assert entry.headline not in text


def test_tags_headline_picture_caption_text_byline_and_date_come_in_this_order(
    theme: Theme, site: Site
) -> None:
    card = replace(
        proofs.LOST_CARD, tags=proofs.tags(2), standfirst="", body=Html("<p>First.</p><p>Last.</p>")
    )
    assert text_of(theme, card, site) == (
        "Tag 0, Tag 1 A rally Picture lost A rally in the square The eastern quayat dawn Mira Holt First.Last. "
        "Staff writer Date unknown, not before 20 March 2019 (from a caption), 6 minutes’ read Continue reading"
    )


def test_continue_reading_says_what_it_continues(theme: Theme, site: Site) -> None:
    tree = proofs.parse(theme.render_card(proofs.card(), site=site))
    links = [link.get("aria-label") for link in tree.iter("a") if link.get("aria-label")]
    assert links == ["Continue reading: Council votes to reopen the quay"]


def test_a_lost_picture_shows_its_words_and_asks_for_no_file(theme: Theme, site: Site) -> None:
    markup = theme.render_card(proofs.LOST_CARD, site=site)
    assert "A rally in the square" in markup
    assert "<img" not in markup


def test_a_caption_keeps_its_line_break(theme: Theme, site: Site) -> None:
    assert "The eastern quay<br>at dawn" in theme.render_card(proofs.card(), site=site)


def test_a_persian_card_on_an_english_page_speaks_persian_from_the_right(theme: Theme, site: Site) -> None:
    markup = theme.render_card(proofs.card(language="fa"), site=site)
    assert markup.startswith('<article class="entry h-entry" lang="fa" dir="rtl">')
    assert "ادامهٔ مطلب" in markup
    assert "۱۵ اردیبهشت ۱۳۹۸ (۵ مهٔ ۲۰۱۹)" in markup


def test_only_the_first_picture_of_a_listing_loads_at_once(theme: Theme, site: Site) -> None:
    entries = tuple(proofs.card(f"{number}/") for number in range(3))
    text = theme.render(replace(proofs.listing(), entries=entries), site=site, root="../")
    assert text.count('fetchpriority="high"') == 1
    assert text.count('loading="lazy"') == 2
    assert text.index('fetchpriority="high"') < text.index('loading="lazy"')


def test_a_picture_offers_every_size_it_has(theme: Theme, site: Site) -> None:
    markup = theme.render_card(proofs.card(), site=site)
    assert f'srcset="{ROOT}media/quay.480.webp 480w, {ROOT}media/quay.960.webp 960w"' in markup
    assert 'width="960" height="640"' in markup
