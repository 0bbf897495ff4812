"""Lists of old addresses, and the posts they date."""

import gzip
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.errors import RescueError
from broadsheet.rescue.addresses import KnownAddress, headline_slug, match_headlines, read_addresses
from broadsheet.rescue.finds import PostFind, Remark
from broadsheet.rescue.text import read_text

HOST = "https://saltroad.example"


def write(folder: Path, text: str | bytes, name: str = "list.txt") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("The Salt Road Closes Early", "the-salt-road-closes-early"),
        ("“We Will Walk,” Say the Carriers’ Sons", "we-will-walk-say-the-carriers-sons"),
        ("U.S. – Salt/Sugar: What’s next?", "u-s-salt-sugar-whats-next"),
        ("Élysée & Größe", "elysee-grose"),
        ("کشاورزان دوباره آمدند", "کشاورزان-دوباره-آمدند"),
    ],
)
def test_a_headline_has_the_slug_wordpress_gives_it(headline: str, slug: str) -> None:
    assert headline_slug(headline) == slug


@given(st.text(max_size=120))
def test_a_slug_has_no_spaces_and_is_its_own_slug(headline: str) -> None:
    slug = headline_slug(headline)
    assert not any(letter.isspace() for letter in slug)
    assert headline_slug(slug) == slug


def test_a_plain_list_is_read_without_listings_and_files(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HOST}/2019/05/05/salt-road/\n{HOST}/tag/salt/\n{HOST}/a.jpg\n{HOST}/feed/\n")
    assert [address.slug for address in read_addresses(path)] == ["salt-road"]


def test_writings_of_one_address_are_one_page(tmp_path: Path) -> None:
    path = write(tmp_path, "http://www.saltroad.example/a-b-c\nhttps://saltroad.example/a-b-c/amp/\n")
    assert [address.url for address in read_addresses(path)] == ["https://saltroad.example/a-b-c/"]


@pytest.mark.parametrize(
    "line",
    [
        "example,saltroad)/salt-road 20190507101112 https://saltroad.example/salt-road text/html 200 AAAA 123",
        'example,saltroad)/salt-road 20190507101112 {"url": "https://saltroad.example/salt-road", "status": "200"}',
    ],
)
def test_a_capture_says_when_the_page_was_there(line: str, tmp_path: Path) -> None:
    (address,) = read_addresses(write(tmp_path, f"{line}\n"))
    assert (address.slug, address.first_seen) == ("salt-road", date(2019, 5, 7))


def test_a_capture_of_an_error_says_nothing(tmp_path: Path) -> None:
    line = "example,saltroad)/gone 20190507101112 https://saltroad.example/gone text/html 404 AAAA 123\n"
    with pytest.raises(RescueError, match="couldn't find any page's address"):
        read_addresses(write(tmp_path, line))


SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
    "<loc>https://saltroad.example/salt-road/</loc><lastmod>2019-06-01T10:00:00+00:00</lastmod></url></urlset>"
)


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_says_when_a_page_was_last_changed(packed: bool, tmp_path: Path) -> None:
    data = gzip.compress(SITEMAP.encode()) if packed else SITEMAP.encode()
    (address,) = read_addresses(write(tmp_path, data, "sitemap.xml"))
    assert (address.slug, address.lastmod) == ("salt-road", date(2019, 6, 1))


def test_an_index_is_followed_to_the_sitemaps_beside_it(tmp_path: Path) -> None:
    write(tmp_path, SITEMAP, "post-sitemap.xml")
    index = f"<sitemapindex><sitemap><loc>{HOST}/post-sitemap.xml</loc></sitemap></sitemapindex>"
    assert [address.slug for address in read_addresses(write(tmp_path, index, "index.xml"))] == ["salt-road"]


def test_an_index_without_its_sitemaps_says_what_to_do(tmp_path: Path) -> None:
    index = f"<sitemapindex><sitemap><loc>{HOST}/post-sitemap.xml</loc></sitemap></sitemapindex>"
    with pytest.raises(RescueError, match="save those beside it or give them instead"):
        read_addresses(write(tmp_path, index, "index.xml"))


def test_a_missing_list_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(RescueError, match=r"couldn't read .*No such file"):
        read_addresses(tmp_path / "nowhere.txt")


def known(*slugs: str) -> list[KnownAddress]:
    return [KnownAddress(f"{HOST}/{slug}/", slug=slug) for slug in slugs]


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("The Salt Road Closes Early", "the-salt-road-closes-early"),
        ("The Salt Road Closes Early", "the-salt-road-closes-early-2"),
        ("The Salt Road Closes Early", "salt-road-closes-early"),
        ("The Salt Road Closes Early Again and Nobody Knows Why", "the-salt-road-closes-early-again"),
        ("Größe der Straße", "groesse-der-strasse"),
        ("وعده‌های بی‌پایان در سپیدرود", "وعدههای-بیپایان-در-سپیدرود"),
    ],
)
def test_an_address_is_found_for_its_headline(headline: str, slug: str) -> None:
    found = match_headlines(["Something Else Entirely", headline], known("another-post-of-the-site", slug))
    assert {place: address.slug for place, address in found.items()} == {1: slug}


def test_an_address_that_fits_two_headlines_is_given_to_neither() -> None:
    assert match_headlines(["Salt Road Closes", "Salt Road Closes"], known("salt-road-closes")) == {}


def test_a_headline_that_fits_two_addresses_gets_neither() -> None:
    two = [
        KnownAddress(f"{HOST}/2018/salt-road-closes/", slug="salt-road-closes"),
        *known("salt-road-closes"),
    ]
    assert match_headlines(["Salt Road Closes"], two) == {}


PAGE = """Posts tagged ‘salt’

bees,salt

The Salt Road Closes Early

The road was closed at noon, said a clerk of the parish to the carriers.

Continue reading

mules,salt

A Mule Is Found in the Chapel

Nobody knows how it got in, as the door was locked from inside.

Continue reading
"""


def read_with(folder: Path, addresses: list[KnownAddress]) -> tuple[list[PostFind], list[Remark]]:
    finds = list(read_text(write(folder, PAGE, "page.txt"), known_addresses=addresses))
    return [f for f in finds if isinstance(f, PostFind)], [f for f in finds if isinstance(f, Remark)]


def test_a_dated_permalink_dates_its_post_to_the_day(tmp_path: Path) -> None:
    url = f"{HOST}/2019/05/05/the-salt-road-closes-early/"
    (post, below), _ = read_with(tmp_path, [KnownAddress(url, slug="the-salt-road-closes-early")])
    assert post.date.at is not None
    assert (post.url, post.date.certainty, post.date.at.date()) == (url, "day", date(2019, 5, 5))
    assert url in post.date.evidence
    assert below.date.not_after == date(2019, 5, 5)


def test_a_permalink_with_a_month_only_bounds_its_post(tmp_path: Path) -> None:
    url = f"{HOST}/2019/05/the-salt-road-closes-early/"
    (post, _), _ = read_with(tmp_path, [KnownAddress(url, slug="the-salt-road-closes-early")])
    assert (post.date.certainty, post.date.at) == ("inferred", None)
    assert (post.date.not_before, post.date.not_after) == (date(2019, 5, 1), date(2019, 5, 31))


def test_a_card_to_a_post_that_only_the_list_knows_leads_there(tmp_path: Path) -> None:
    text = PAGE.replace(
        "Continue reading", "The smelter by the pass\n\nIt was cold, said the clerk.\n\nContinue reading", 1
    )
    path = write(tmp_path, text, "page.txt")
    finds = read_text(path, known_addresses=known("the-smelter-by-the-pass"))
    first = next(find for find in finds if isinstance(find, PostFind))
    url = f"{HOST}/the-smelter-by-the-pass/"
    assert f'<aside class="card"><p><a href="{url}">The smelter by the pass</a></p></aside>' in first.body


def test_a_first_capture_bounds_a_post_from_above(tmp_path: Path) -> None:
    slug = "a-mule-is-found-in-the-chapel"
    (_, post), _ = read_with(
        tmp_path, [KnownAddress(f"{HOST}/{slug}/", first_seen=date(2019, 5, 7), slug=slug)]
    )
    assert (post.date.not_before, post.date.not_after, post.slug) == (None, date(2019, 5, 7), slug)


def test_addresses_of_posts_that_the_copy_lacks_are_told(tmp_path: Path) -> None:
    _, remarks = read_with(
        tmp_path, known("the-salt-road-closes-early", "a-post-that-is-gone", "and-another-one")
    )
    (told,) = [remark for remark in remarks if "match no post of this copy" in remark.what]
    assert told.count == 2
    assert f"{HOST}/a-post-that-is-gone/" in told.quote


WAYBACK = (
    '[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],\n'
    f'["x","20190507101112","{HOST}/salt-road/","text/html","200","A","1"],\n'
    f'["x","20180101000000","{HOST}/gone/","text/html","404","A","1"],\n'
    f'["x","20190301000000","{HOST}/salt-road/","text/html","200","A","1"]]\n'
)


@pytest.mark.parametrize("text", [WAYBACK, WAYBACK.replace("\n", ""), WAYBACK.replace("\n", "\r\n")])
def test_the_wayback_machines_json_gives_the_first_capture_of_a_page(text: str, tmp_path: Path) -> None:
    (address,) = read_addresses(write(tmp_path, text))
    assert (address.slug, address.first_seen) == ("salt-road", date(2019, 3, 1))


def test_lines_of_json_are_captures_too(tmp_path: Path) -> None:
    line = f'{{"urlkey": "x", "timestamp": "20190507101112", "url": "{HOST}/salt-road", "status": "200"}}\n'
    (address,) = read_addresses(write(tmp_path, line * 2))
    assert address.first_seen == date(2019, 5, 7)


def test_a_sitemap_index_and_its_parts_may_be_packed(tmp_path: Path) -> None:
    write(tmp_path, gzip.compress(SITEMAP.encode()), "post-sitemap.xml.gz")
    index = f"<sitemapindex><sitemap><loc>{HOST}/post-sitemap.xml.gz</loc></sitemap></sitemapindex>"
    path = write(tmp_path, gzip.compress(index.encode()), "sitemap.xml.gz")
    assert [address.slug for address in read_addresses(path)] == ["salt-road"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"\x00\x01\x02" * 50,
        b"<",
        b"<urlset>",
        b"<html><body><a href='https://x.example/a'>x</a></body></html>",
        b"[[[[",
        b'[["timestamp"],[1,2,3]]',
        b"{}\n[]\n[1]\n",
        b"nothing but words\nand more of them\n",
        b"\x1f\x8bnot gzip",
        gzip.compress(b"https://saltroad.example/a-b-c\n" * 500, mtime=0)[:60],
        (
            b'<!DOCTYPE x [<!ENTITY a "https://x.example/p/"><!ENTITY b "&a;&a;">]>'
            b"<urlset><url><loc>&b;</loc></url></urlset>"
        ),
        b"http://\nhttps://\nhttp://[::1/a/\n",
    ],
)
def test_a_list_without_addresses_is_refused_in_one_sentence(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(RescueError, match=r"^couldn't [^\n]+$"):
        read_addresses(write(tmp_path, data))


def test_a_list_that_unpacks_to_far_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet.rescue.addresses.lists._LARGEST", 10_000)
    with pytest.raises(RescueError, match="larger than"):
        read_addresses(write(tmp_path, gzip.compress(b"https://saltroad.example/a-b-c\n" * 5000)))


@given(data=st.binary(max_size=400))
@example(data=b"<:")
def test_any_bytes_are_a_list_or_refused(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    try:
        assert read_addresses(write(tmp_path_factory.mktemp("any"), data))
    except RescueError as refusal:
        assert str(refusal).startswith("couldn't")


def test_a_persian_address_cut_off_by_its_encoding_is_found(tmp_path: Path) -> None:
    headline = "شورای سپیدرود پس از سکوتی دراز بازگشت و چراغ‌هایش را دوباره شمرد و پیاده به پایتخت رفت"
    slug = headline_slug(headline)
    assert len(slug) < len(headline)
    path = write(tmp_path, f"{HOST}/1398/01/{quote(slug)}/\n{HOST}/{quote('خبر-دیگری')}/\n")
    assert match_headlines([headline], read_addresses(path))[0].slug == slug
