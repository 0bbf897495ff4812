"""Name, look, menu, links and listings are changed in a browser, and readers get them with the next edition."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from PIL import Image

from broadsheet.newsroom import paper as newsroom_paper
from broadsheet.press import publish
from broadsheet.publication import SETTINGS_FILE, Publication, Settings
from tests.newsroom.conftest import Sign
from tests.photographs import jpeg

SETTINGS = "/newsroom/settings/"


@pytest.fixture
def chief(sign_in: Sign) -> Client:
    """An administrator, signed in."""
    return sign_in("chief", "administrator")


def opened(client: Client, section: str) -> dict[str, Any]:
    """What a browser would send back of a section that was opened."""
    page: Any = html.fromstring(client.get(f"{SETTINGS}{section}/").content.decode())
    (sent,) = [form for form in page.forms if "seen" in form.fields]
    values: dict[str, Any] = {}
    for name, value in sent.form_values():
        values.setdefault(name, []).append(value)
    return values


def save(client: Client, section: str, **fields: Any) -> Any:
    return client.post(f"{SETTINGS}{section}/", {**opened(client, section), **fields})


def change(client: Client, section: str, **fields: Any) -> str:
    """Save what is accepted; returns what whoever saved is told."""
    answer = save(client, section, **fields)
    assert answer.status_code == 302, faults(answer)
    told: Any = html.fromstring(client.get(answer.headers["Location"]).content.decode())
    return " ".join(each.text_content() for each in told.xpath("//*[contains(@class, 'messages')]"))


def faults(answer: Any) -> str:
    page: Any = html.fromstring(answer.content.decode())
    found = page.xpath("//*[contains(@class, 'error-message') or contains(@class, 'help-critical')]")
    return " ".join(" ".join(each.text_content().split()) for each in found)


def now() -> Settings:
    return newsroom_paper.current().settings


def front(paper: Publication) -> str:
    publish(newsroom_paper.current(), executor=0)
    return (paper.site / "index.html").read_text(encoding="utf-8")


def test_a_new_name_and_tagline_are_on_every_page_with_the_next_edition(
    newsroom: Publication, chief: Client
) -> None:
    front(newsroom)
    told = change(chief, "name", name="بندر", tagline="News of the harbour")
    assert "Every page shows it" in told
    page = front(newsroom)
    assert "بندر" in page
    assert "News of the harbour" in page
    assert "The Test Paper" not in page


def test_the_newsroom_calls_itself_by_the_new_name(chief: Client) -> None:
    change(chief, "name", name="The Other Paper")
    assert "The Other Paper" in chief.get("/newsroom/").content.decode()


def test_a_colour_is_in_the_site_s_style_sheet(newsroom: Publication, chief: Client) -> None:
    change(chief, "look", look__accent="#00548f")
    front(newsroom)
    (sheet,) = (newsroom.site / "assets").glob("colours.*.css")
    assert "#00548f" in sheet.read_text()


def test_a_colour_that_can_not_be_read_is_warned_about_and_printed_darker(chief: Client) -> None:
    told = change(chief, "look", look__accent="#ffee00")
    assert "#ffee00 has a contrast of 1." in told
    assert "instead" in told
    assert now().look.accent == "#ffee00"


def test_a_logo_stands_in_place_of_the_name_without_what_its_file_told(
    newsroom: Publication, chief: Client
) -> None:
    upload = SimpleUploadedFile("Mina_at_home.jpg", jpeg())
    change(chief, "look", logo=upload)
    (logo,) = newsroom.folder.glob("logo-*")
    assert logo.name == now().look.logo
    assert "Mina" not in logo.name
    assert b"Exif" not in logo.read_bytes()
    page: Any = html.fromstring(front(newsroom))
    (shown,) = page.xpath("//header[@class='masthead']//img")
    assert (newsroom.site / shown.get("src")).is_file()
    assert chief.get("/newsroom/settings/logo").headers["Content-Type"] == "image/jpeg"
    change(chief, "look", no_logo="on")
    assert "<img" not in front(newsroom)


def test_old_logos_do_not_pile_up(newsroom: Publication, chief: Client) -> None:
    for colour in ("red", "green", "blue", "black"):
        out = io.BytesIO()
        Image.new("RGB", (40, 40), colour).save(out, "PNG")
        change(chief, "look", logo=SimpleUploadedFile("x.png", out.getvalue()))
    assert len(list(newsroom.folder.glob("logo-*"))) == 2


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "can hold scripts; export it as PNG",
        ),
        (b"not a picture at all", "couldn't take in"),
    ],
)
def test_a_file_that_can_be_no_logo_is_refused_in_a_sentence(
    newsroom: Publication, chief: Client, data: bytes, told: str
) -> None:
    answer = save(chief, "look", logo=SimpleUploadedFile("logo.svg", data), look__footer="X")
    assert told in faults(answer)
    assert now().look.footer == "", "nothing of the form was saved"
    assert not list(newsroom.folder.glob("*logo*"))


def test_the_menu_is_an_ordered_list_of_links(newsroom: Publication, chief: Client) -> None:
    change(
        chief,
        "menu",
        **{"menu-text": ["Tags", "", "خبرها", "Write to us"],
           "menu-url": ["/tags/", "", "https://example.org/fa", "mailto:desk@example.org"]},
    )  # fmt: skip
    page: Any = html.fromstring(front(newsroom))
    links = page.xpath("//header[@class='masthead']/nav//a")
    assert [(link.text_content(), link.get("href")) for link in links] == [
        ("Tags", "./tags/"), ("خبرها", "https://example.org/fa"), ("Write to us", "mailto:desk@example.org"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "url", "told"),
    [
        ("About", "", "“About” leads nowhere"),
        ("", "/about/", "The link to /about/ has no words"),
        ("X", "javascript:alert(1)", "javascript:alert(1) is no address"),
        ("X", "about", "begins with /"),
        ("X", "//evil.example/", "begins with /"),
        ("X", "https://", "is no address"),
    ],
)
def test_a_link_that_can_not_be_is_told_in_a_sentence(chief: Client, text: str, url: str, told: str) -> None:
    answer = save(chief, "menu", **{"menu-text": [text], "menu-url": [url]})
    assert told in faults(answer)
    assert now().menu == ()


def test_a_link_of_the_menu_that_leads_to_nothing_is_warned_about(chief: Client) -> None:
    told = change(chief, "menu", **{"menu-text": ["Abuot", "Tags"], "menu-url": ["/abuot/", "/tags/"]})
    assert "“Abuot” leads to /abuot/, where there is no page" in told


def test_follow_and_share_links_are_on_the_pages(newsroom: Publication, chief: Client) -> None:
    change(
        chief,
        "links",
        **{"follow-text": ["Telegram"], "follow-url": ["https://t.me/courier"], "share": ["email", "mastodon"],
           "mastodon": "social.example"},
    )  # fmt: skip
    assert now().share == ("mastodon@social.example", "email")
    assert 'rel="me" href="https://t.me/courier"' in front(newsroom)
    assert opened(chief, "links")["mastodon"] == ["social.example"]
    change(chief, "links")
    assert now().share == ("mastodon@social.example", "email")


def test_listings_show_whole_posts_when_told_so(chief: Client) -> None:
    change(chief, "listings", listings__style="full", listings__front_posts="3")
    assert (now().listings.style, now().listings.front_posts) == ("full", 3)


@pytest.mark.parametrize(
    ("section", "fields", "told"),
    [
        ("listings", {"listings__front_posts": "0"}, "greater than or equal to 1"),
        ("name", {"name": ""}, "required"),
        ("name", {"url": "example.org"}, "Write the whole address, with https:// before it"),
        ("look", {"look__accent": "red"}, "must be a colour written like #8c1d18"),
        ("name", {"timezone": "Mars/Base"}, "not one of the available choices"),
        ("links", {"mastodon": "https://x"}, "server's name alone"),
    ],
)
def test_a_value_that_can_not_be_is_told_and_nothing_is_written(
    newsroom: Publication, chief: Client, section: str, fields: dict[str, str], told: str
) -> None:
    before = (newsroom.folder / SETTINGS_FILE).read_bytes()
    assert told in faults(save(chief, section, **fields))
    assert (newsroom.folder / SETTINGS_FILE).read_bytes() == before


def test_two_who_change_different_settings_both_keep_their_changes(chief: Client, sign_in: Sign) -> None:
    other = sign_in("other", "administrator")
    mine, theirs = opened(chief, "name"), opened(other, "name")
    assert other.post(f"{SETTINGS}name/", {**theirs, "tagline": "Theirs"}).status_code == 302
    assert chief.post(f"{SETTINGS}name/", {**mine, "name": "Mine"}).status_code == 302
    assert (now().name, now().tagline) == ("Mine", "Theirs")


def test_of_two_who_change_the_same_setting_the_second_is_told_and_may_insist(
    chief: Client, sign_in: Sign
) -> None:
    other = sign_in("other", "administrator")
    mine, theirs = opened(chief, "name"), opened(other, "name")
    other.post(f"{SETTINGS}name/", {**theirs, "name": "Theirs"})
    answer = chief.post(f"{SETTINGS}name/", {**mine, "name": "Mine"})
    assert "Somebody else changed this meanwhile: it is now “Theirs”" in faults(answer)
    assert now().name == "Theirs"
    page: Any = html.fromstring(answer.content.decode())
    (form,) = [each for each in page.forms if "seen" in each.fields]
    assert form.fields["name"].strip() == "Mine"
    assert chief.post(f"{SETTINGS}name/", dict(form.form_values())).status_code == 302
    assert now().name == "Mine"


def test_what_an_operator_typed_into_the_file_stays(newsroom: Publication, chief: Client) -> None:
    file = newsroom.folder / SETTINGS_FILE
    file.write_text('# ours\nname = "A" # short\n\n[publish]\nafter = ["./tell.sh"]\n', encoding="utf-8")
    change(chief, "name", name="B")
    assert (
        file.read_text(encoding="utf-8") == '# ours\nname = "B" # short\n\n[publish]\nafter = ["./tell.sh"]\n'
    )


def test_a_file_that_was_broken_by_hand_is_told_and_the_newsroom_goes_on(
    newsroom: Publication, chief: Client
) -> None:
    (newsroom.folder / SETTINGS_FILE).write_text('name = "A\n', encoding="utf-8")
    assert "couldn&#x27;t read" in chief.get("/newsroom/").content.decode()
    assert chief.get("/newsroom/posts/add/").status_code == 200
    answer = chief.post(f"{SETTINGS}name/", opened(chief, "name") | {"name": "B"})
    assert "couldn't read" in faults(answer)
    assert (newsroom.folder / SETTINGS_FILE).read_text(encoding="utf-8") == 'name = "A\n'


def test_what_only_the_machine_s_owner_decides_can_not_be_sent(newsroom: Publication, chief: Client) -> None:
    for section in ("name", "look", "menu", "links", "listings"):
        change(
            chief, section, publish__after="./evil.sh", newsroom__url="https://evil.example", identity="evil"
        )
    assert "evil" not in (newsroom.folder / SETTINGS_FILE).read_text(encoding="utf-8")


def test_a_setting_that_no_page_shows_touches_no_page(newsroom: Publication, chief: Client) -> None:
    front(newsroom)
    assert "No page of the site changes" in change(chief, "name", newsroom__languages=["en", "fa"])


def test_the_press_tells_when_the_change_is_on_the_site(newsroom: Publication, chief: Client) -> None:
    front(newsroom)
    answer = save(chief, "name", name="The Other Paper")
    page: Any = html.fromstring(chief.get(answer.headers["Location"]).content.decode())
    (url,) = page.xpath("//*[@data-press]/@data-url")
    assert chief.get(url).json()["done"] is False
    front(newsroom)
    told = chief.get(url).json()
    assert told["done"] is True
    assert "files written" in told["sentence"]
