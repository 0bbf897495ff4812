"""Links in a post lead to where things live now; pictures are on the site or told in words."""

from datetime import UTC, datetime

import pytest

from broadsheet.archive.models import Image, OldAddress, PictureUse
from broadsheet.press import publish
from broadsheet.publication import Publication

from .reading import anchors, text_of_page
from .synthetic import add_post, add_tag

PAGE = "2019/05/01/post-1/index.html"
ROOT = "../../../../"


@pytest.fixture
def two_posts(paper: Publication) -> Publication:
    add_tag(1, "Rivers")
    add_post(2, datetime(2019, 5, 2, tzinfo=UTC), tags=(1,))
    OldAddress.objects.create(address="?p=77", post_id=2)
    return paper


def _address_of_link(paper: Publication, href: str, *, hint: str = "") -> str | None:
    add_post(
        1,
        datetime(2019, 5, 1, tzinfo=UTC),
        body=f'<p>Read <a href="{href}"{hint}>the link</a> now.</p>',
        origin_url="http://www.old.example/2019/05/01/post-1/",
    )
    publish(paper)
    assert "Read the link now." in text_of_page(paper.site, PAGE)
    return dict(anchors(paper.site, PAGE)).get("the link")


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("http://old.example/?p=77", f"{ROOT}2019/05/02/post-2/"),
        ("https://www.old.example/2019/05/02/post-2/#end", f"{ROOT}2019/05/02/post-2/#end"),
        ("/2019/05/02/post-2", f"{ROOT}2019/05/02/post-2/"),
        ("https://paper.example/tag/rivers/", f"{ROOT}tag/rivers/"),
        ("https://old.example/", ROOT),
        ("https://elsewhere.example/?p=77", "https://elsewhere.example/?p=77"),
        ("https://old.example/never-rescued/", "https://old.example/never-rescued/"),
        ("mailto:desk@paper.example", "mailto:desk@paper.example"),
        ("/never-rescued/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_link_leads_to_where_its_target_lives_now(
    two_posts: Publication, href: str, leads_to: str | None
) -> None:
    assert _address_of_link(two_posts, href) == leads_to


def test_a_hint_wins_over_the_written_address(two_posts: Publication) -> None:
    assert _address_of_link(two_posts, "/anything/", hint=' data-post="2"') == f"{ROOT}2019/05/02/post-2/"


def test_a_hint_at_a_post_that_is_not_there_asks_the_address(two_posts: Publication) -> None:
    assert _address_of_link(two_posts, "/?p=77", hint=' data-post="99"') == f"{ROOT}2019/05/02/post-2/"


def test_a_picture_that_was_lost_is_told_in_words(paper: Publication) -> None:
    body = (
        '<figure><img src="https://old.example/a.jpg" alt="A ferry"><figcaption>At sea</figcaption></figure>'
    )
    add_post(1, datetime(2019, 5, 1, tzinfo=UTC), body=body)
    publish(paper)
    page = (paper.site / PAGE).read_text(encoding="utf-8")
    assert "A ferry" in page
    assert "At sea" in page
    assert "a.jpg" not in page


def test_a_picture_that_cannot_be_made_is_reported_and_does_not_stop_the_paper(paper: Publication) -> None:
    Image.objects.create(id=5, file="ab/lost.jpg", digest="ab" * 32, width=800, height=600)
    post = add_post(
        1, datetime(2019, 5, 1, tzinfo=UTC), body='<p><img src="x.jpg" alt="A ferry" data-image="5"></p>'
    )
    PictureUse.objects.create(post=post, image_id=5)
    report = publish(paper)
    assert len(report.problems) == 1
    assert "lost.jpg" in report.problems[0]
    assert "A ferry" in (paper.site / PAGE).read_text(encoding="utf-8")


def test_the_data_beside_a_post_has_links_that_work_from_there(two_posts: Publication) -> None:
    _address_of_link(two_posts, "/?p=77")
    data = (two_posts.site / "2019/05/01/post-1/post.json").read_text(encoding="utf-8")
    assert f'href=\\"{ROOT}2019/05/02/post-2/\\"' in data


def test_a_listing_in_full_shows_the_whole_text_and_no_way_on(paper: Publication) -> None:
    settings = 'name = "P"\n[listings]\nstyle = "full"\n'
    (paper.folder / "broadsheet.toml").write_text(settings, encoding="utf-8")
    add_post(1, datetime(2019, 5, 1, tzinfo=UTC), body="<p>First.</p><p>The very end.</p>", excerpt="First.…")
    publish(Publication.open(paper.folder))
    front = text_of_page(paper.site, "index.html")
    assert "The very end." in front
    assert "Continue reading" not in front
