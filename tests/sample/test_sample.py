"""The sample copy holds what the demo promises, and nothing that a reader of it should not meet."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from PIL.ExifTags import IFD

from broadsheet.sample import sample_media, sample_sources, sample_truth

CHECKOUT = Path(__file__).resolve().parents[2]
WP = "{http://wordpress.org/export/1.2/}"
BODY = "{http://purl.org/rss/1.0/modules/content/}encoded"
SITE = "https://nightferry.example"
EXPORT, TAG_PAGE = sample_sources()


@pytest.fixture(scope="module")
def items() -> list[etree._Element]:
    """The export's items, read without any of our own readers."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", EXPORT.read_text("utf-8")).replace(
        "Fish & ships", "Fish &amp; ships"
    )
    return list(etree.fromstring(text.encode()).iter("item"))


def said(item: etree._Element, name: str) -> str:
    return item.findtext(WP + name) or ""


def published(items: list[etree._Element], kind: str) -> list[etree._Element]:
    return [
        item
        for item in items
        if said(item, "post_type") == kind
        and said(item, "status") == "publish"
        and not said(item, "post_password")
    ]


def terms(item: etree._Element, domain: str) -> list[str]:
    return [term.text or "" for term in item.iter("category") if term.get("domain") == domain]


def test_the_export_is_damaged_as_real_exports_are() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(EXPORT.read_bytes())


def test_the_two_copies_hold_forty_seven_posts_over_seven_years(items: list[etree._Element]) -> None:
    posts, truth = published(items, "post"), sample_truth()
    titles = {(item.findtext("title") or "").replace("’", "'") for item in posts}
    lines = {line.replace("’", "'") for line in TAG_PAGE.read_text("utf-8").splitlines()}
    assert len(posts) == truth.posts_in_export == 43
    assert len(titles & lines) == truth.posts_in_both == 2
    assert TAG_PAGE.read_text("utf-8").count("Continue Reading") == truth.posts_on_tag_page == 6
    assert truth.posts == 43 + 6 - 2
    assert {said(item, "post_date")[:4] for item in posts} == {str(year) for year in range(2016, 2023)}


def test_english_and_persian_posts_are_told_apart_by_the_copy(items: list[etree._Element]) -> None:
    spoken = Counter(language for item in published(items, "post") for language in terms(item, "language"))
    assert spoken == {"English": 27, "فارسی": 16}
    assert sample_truth().posts_by_language == {"en": 31, "fa": 16}


def test_persian_is_written_with_persian_letters_digits_quotes_and_joins(items: list[etree._Element]) -> None:
    for item in published(items, "post"):
        if terms(item, "language") != ["فارسی"]:
            continue
        prose = re.sub(r"<[^>]*>|\[/?caption[^\]]*\]", "", item.findtext(BODY) or "")
        assert not re.search("[كيى٠-٩“”]|[0-9]", prose), item.findtext("title")
        assert "\u200c" in prose
        assert re.search("[«؟،]", prose)


def test_tags_have_a_few_great_ones_and_a_long_tail(items: list[etree._Element]) -> None:
    counts = Counter(tag for item in published(items, "post") for tag in terms(item, "post_tag"))
    whole = Counter(sample_truth().tags)
    assert whole >= counts
    assert len(whole) >= 34
    assert len([tag for tag, count in whole.items() if count >= 15]) >= 3
    assert len([tag for tag, count in whole.items() if count <= 2]) > len(whole) / 2
    assert {
        "Ferries/Ports",
        "Ministry of Public Calm (MPC)",
        "MPC",
        "Press freedom",
        "Free Press",
    } <= whole.keys()


def test_every_kind_of_unpublished_post_has_a_phrase_that_only_it_holds(items: list[etree._Element]) -> None:
    truth = sample_truth()
    bodies = [item.findtext(BODY) or "" for item in items]
    assert truth.unpublished.keys() == {"draft", "pending", "private", "password", "future", "trash"}
    for kind, phrase in truth.unpublished.items():
        holders = [item for item, body in zip(items, bodies, strict=True) if phrase.lower() in body.lower()]
        assert len(holders) == 1
        assert said(holders[0], "post_password") if kind == "password" else said(holders[0], "status") == kind


def test_what_may_never_be_published_is_in_the_copy_and_in_no_published_post(
    items: list[etree._Element],
) -> None:
    export = EXPORT.read_text("utf-8")
    open_words = "".join(
        item.findtext(BODY) or "" for kind in ("post", "page") for item in published(items, kind)
    )
    for secret in sample_truth().never_published:
        assert secret.lower() in export.lower()
        assert secret.lower() not in (open_words + TAG_PAGE.read_text("utf-8")).lower()


def test_links_between_posts_lead_to_posts(items: list[etree._Element]) -> None:
    live = [item for kind in ("post", "page") for item in published(items, kind)]
    known = {item.findtext("link") for item in live} | {f"{SITE}/?p={said(item, 'post_id')}" for item in live}
    links = [link for item in live for link in re.findall(r'href="([^"]+)"', item.findtext(BODY) or "")]
    assert len(links) >= 10
    assert any("?p=" in link for link in links)
    assert set(links) <= known


def test_pictures_are_there_but_for_three(items: list[etree._Element]) -> None:
    named = {
        said(item, "attachment_url").removeprefix(f"{SITE}/wp-content/uploads/")
        for item in items
        if said(item, "post_type") == "attachment"
    }
    kept = {str(path.relative_to(sample_media())) for path in sample_media().rglob("*.jpg")}
    assert kept < named
    assert named - kept == set(sample_truth().pictures_missing)
    assert len(kept) == sample_truth().pictures == 24


def test_some_pictures_carry_a_place_and_a_camera_to_take_away() -> None:
    placed = 0
    for path in sorted(sample_media().rglob("*.jpg")):
        with Image.open(path) as picture:
            assert picture.size == (1200, 800)
            picture.load()
            if picture.getexif().get_ifd(IFD.GPSInfo):
                assert "Pelican" in str(picture.getexif().get(0x0110))
                placed += 1
    assert placed >= 6


def test_the_sample_weighs_less_than_three_megabytes() -> None:
    assert sum(path.stat().st_size for path in EXPORT.parent.rglob("*") if path.suffix != ".pyc") < 3_000_000


def test_no_address_in_the_sample_belongs_to_anybody() -> None:
    text = EXPORT.read_text("utf-8") + TAG_PAGE.read_text("utf-8")
    hosts = set(re.findall(r"https?://([^/\"<\s\]]+)", text)) | set(re.findall(r"@([\w.-]+\w)", text))
    formats = {"wordpress.org", "purl.org", "wellformedweb.org", "www.youtube.com"}
    assert {host for host in hosts if not host.endswith(".example")} == formats


def test_the_shipped_texts_are_what_the_manuscripts_make(tmp_path: Path) -> None:
    script = CHECKOUT / "tools" / "make_sample.py"
    subprocess.run([sys.executable, str(script), "--into", str(tmp_path), "--no-pictures"], check=True)
    for made in sorted(tmp_path.iterdir()):
        assert (EXPORT.parent / made.name).read_bytes() == made.read_bytes()
