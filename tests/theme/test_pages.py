"""Pages as readers, browsers and other programs see them."""

import pytest

from broadsheet.theme import Theme
from broadsheet.theme.contexts import Link, Site, TagsPage
from tests.theme import proofs

NAMES = sorted(proofs.every_page())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_names_its_language_and_direction(rendered: dict[str, str], name: str) -> None:
    page = proofs.every_page()[name]
    tree = proofs.parse(rendered[name])
    assert (tree.get("lang"), tree.get("dir")) == (page.language, page.direction)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_one_first_heading_and_a_title(rendered: dict[str, str], name: str) -> None:
    tree = proofs.parse(rendered[name])
    assert len(tree.findall(".//h1")) == 1
    assert "The Harbour Lantern" in (tree.findtext(".//title") or "")


@pytest.mark.parametrize("name", NAMES)
def test_no_id_stands_twice_and_every_reference_has_its_target(rendered: dict[str, str], name: str) -> None:
    tree = proofs.parse(rendered[name])
    ids = tree.xpath("//@id")
    references = " ".join(tree.xpath("//@aria-labelledby | //@aria-describedby")).split()
    anchors = [link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")]
    assert len(ids) == len(set(ids))
    assert set(references) | set(anchors) <= set(ids)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "moved"])
def test_the_first_link_skips_to_the_text(rendered: dict[str, str], name: str) -> None:
    tree = proofs.parse(rendered[name])
    assert tree.xpath("//body//a")[0].get("href") == "#text"
    assert tree.xpath("//main[@id='text']")


@pytest.mark.parametrize("name", ["tag", "front", "post", "standing", "not found", "tags", "year"])
def test_copyright_is_the_last_line(rendered: dict[str, str], name: str) -> None:
    lines = [
        line.strip() for line in proofs.parse(rendered[name]).text_content().splitlines() if line.strip()
    ]
    assert lines[-1] == "Copyright © 2018 The Harbour Lantern"


def test_a_post_carries_what_other_programs_look_for(rendered: dict[str, str]) -> None:
    tree = proofs.parse(rendered["post"])
    entry = tree.find_class("h-entry")[0]
    for name in (
        "p-name",
        "p-summary",
        "e-content",
        "dt-published",
        "dt-updated",
        "p-author",
        "p-category",
        "u-url",
        "u-photo",
    ):
        assert entry.find_class(name), name
    properties = {meta.get("property"): meta.get("content") for meta in tree.iter("meta")}
    assert properties["og:type"] == "article"
    assert properties["og:url"] == tree.xpath("//link[@rel='canonical']/@href")[0]


def test_a_rescued_post_tells_where_it_once_lived_without_leading_there(rendered: dict[str, str]) -> None:
    tree = proofs.parse(rendered["post"])
    assert "https://old.example/?p=12" in tree.text_content()
    assert "https://old.example/?p=12" not in tree.xpath("//@href")


def test_a_persian_page_of_an_english_paper_keeps_the_papers_name_in_its_own_direction(
    rendered: dict[str, str],
) -> None:
    tree = proofs.parse(rendered["persian post"])
    name = tree.find_class("name")[0].find("a")
    assert (tree.get("dir"), name.get("dir"), name.get("lang")) == ("rtl", "ltr", "en")
    assert "به‌روزشده در ۲۴ خرداد ۱۳۹۸ (۱۴ ژوئن ۲۰۱۹)" in tree.text_content()


def test_a_moved_page_leads_on_by_itself_and_by_a_link(rendered: dict[str, str]) -> None:
    tree = proofs.parse(rendered["moved"])
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../../2019/05/05/quay/"]
    assert tree.xpath("//a/@href") == ["../../2019/05/05/quay/"]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize("name", ["not found", "gone"])
def test_a_notice_is_not_offered_to_search_engines(rendered: dict[str, str], name: str) -> None:
    assert proofs.parse(rendered[name]).xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_the_menu_marks_the_page_one_is_on(rendered: dict[str, str]) -> None:
    marked = proofs.parse(rendered["standing"]).xpath("//a[@aria-current='page']/@href")
    assert marked == ["../../about/"]


def test_a_listing_offers_its_own_feed_beside_the_papers(rendered: dict[str, str]) -> None:
    feeds = proofs.parse(rendered["tag"]).xpath("//link[@type='application/atom+xml']/@href")
    assert feeds == ["../../feed.xml", "../../tag/quay/feed.xml"]


def test_an_index_of_two_thousand_tags_holds_every_one(theme: Theme, site: Site) -> None:
    tags = tuple(
        Link(f"{chr(97 + number % 26)}{number}", path=f"tag/{number}/", count=1) for number in range(2000)
    )
    page = TagsPage("tags/", "All tags", "", "en", "ltr", "", tags, ())
    tree = proofs.parse(theme.render(page, site=site, root="../"))
    assert len(tree.xpath("//section//li/a")) == 2000
    assert len(tree.xpath("//nav[@class='letters']//a")) == 26


# Bytes of markup around the words: they may only shrink. A body of some kilobytes comes on top.
CEILINGS = {"post": 5900, "tag": 10900, "not found": 2200, "moved": 800, "empty tag": 2800}


@pytest.mark.parametrize("name", sorted(CEILINGS))
def test_a_page_stays_light(rendered: dict[str, str], name: str) -> None:
    assert len(rendered[name].encode()) <= CEILINGS[name]
