"""A WordPress export of a paper, rescued into an empty one, gives the same paper."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from broadsheet.archive import database, services
from broadsheet.archive.body import sanitise
from broadsheet.archive.finds import ClaimedDate, FigureFind, PersonFind, PostFind, TagFind
from broadsheet.archive.models import Post
from broadsheet.press import publish
from broadsheet.publication import Publication
from broadsheet.rescue import RescueOrder, rescue
from tests.export.holding import (
    another_paper,
    exported,
    said_of_pages,
    said_of_posts,
    said_of_tags,
    said_of_the_rest,
)
from tests.press.reading import text_of_page

_RESCUED = re.compile(r" Rescued from a copy of the paper’s old site, where it stood at \S+")


def rescued(export: list[Path], folder: Path, empty_archive: Path) -> Publication:
    database.close_archive()
    other = another_paper(folder, empty_archive)
    report = rescue(RescueOrder(other, export))
    told = [source.repairs + source.refusals + source.leftovers for source in report.sources]
    assert not any(told), told
    return other


def test_everything_comes_back(full_paper: Publication, tmp_path: Path, empty_archive: Path) -> None:
    before = said_of_posts(), said_of_pages(), said_of_tags(), said_of_the_rest()
    exported(full_paper, "wxr", tmp_path / "out")
    rescued([tmp_path / "out" / "wordpress.xml"], tmp_path / "other", empty_archive)
    assert said_of_posts() == before[0]
    assert (said_of_pages(), said_of_tags(), said_of_the_rest()) == before[1:]


def test_it_comes_back_from_several_files_too(
    full_paper: Publication, tmp_path: Path, empty_archive: Path
) -> None:
    before = said_of_posts(), said_of_tags()
    report = exported(full_paper, "wxr", tmp_path / "out", split=1 << 20)
    assert report.files == ["wordpress.xml"]
    for number in range(3):
        origin = services.begin_rescue(path="x", digest=str(number + 1) * 64, format="text", rank=10)
        find = PostFind(
            key=f"big{number}", headline=f"Big {number}", body=f"<p>{'word ' * 150_000}{number}</p>"
        )
        services.store_posts([find], origin=origin)
    before = said_of_posts(), said_of_tags()
    report = exported(full_paper, "wxr", tmp_path / "parts", split=1 << 20)
    assert report.files == ["wordpress.xml", "wordpress-2.xml", "wordpress-3.xml"]
    rescued([tmp_path / "parts" / name for name in report.files], tmp_path / "other", empty_archive)
    assert (said_of_posts(), said_of_tags()) == before


def test_the_site_says_the_same(full_paper: Publication, tmp_path: Path, empty_archive: Path) -> None:
    publish(full_paper)
    exported(full_paper, "wxr", tmp_path / "out")
    other = rescued([tmp_path / "out" / "wordpress.xml"], tmp_path / "other", empty_archive)
    publish(other)
    for path in Post.objects.filter(live=True).values_list("path", flat=True):
        ours, theirs = (
            _RESCUED.sub("", text_of_page(paper.site, f"{path}index.html")) for paper in (full_paper, other)
        )
        ours = ours.replace("The Test Paper", "Another").replace("//old.example/", "//paper.example/")
        assert ours == theirs


def test_it_is_well_formed(full_paper: Publication, tmp_path: Path) -> None:
    exported(full_paper, "wxr", tmp_path / "paper.xml")
    channel = etree.parse(tmp_path / "paper.xml").getroot()[0]
    assert len(channel.findall("item")) == 11 + 2 + 1
    assert (tmp_path / "uploads").is_dir()


def test_what_wordpress_would_publish_at_once_is_a_draft(full_paper: Publication, tmp_path: Path) -> None:
    exported(full_paper, "wxr", tmp_path / "out")
    names = {"wp": "http://wordpress.org/export/1.2/"}
    root = etree.parse(tmp_path / "out" / "wordpress.xml")
    told = {
        item.findtext("title"): item.findtext("wp:status", namespaces=names) for item in root.iter("item")
    }
    assert told["Later"] == "future"
    assert told["Overdue"] == "draft"
    assert told["Behind a password"] == "private"
    assert told["A secret draft"] == "draft"
    assert told["In the bin"] == "trash"


def test_what_wordpress_changed_counts_as_wordpress_has_it(
    full_paper: Publication, tmp_path: Path, empty_archive: Path
) -> None:
    exported(full_paper, "wxr", tmp_path / "out")
    export = tmp_path / "out" / "wordpress.xml"
    text = export.read_text(encoding="utf-8")
    for name, before, after in (
        ("title", "Two", "Two, changed"),
        ("wp:post_date", "2020-01-02 00:15:00", "2020-01-03 00:15:00"),
        ("wp:post_date_gmt", "2020-01-01 20:45:00", "2020-01-02 20:45:00"),
    ):
        assert f"<{name}><![CDATA[{before}]]>" in text
        text = text.replace(f"<{name}><![CDATA[{before}]]>", f"<{name}><![CDATA[{after}]]>")
    export.write_text(text, encoding="utf-8")
    rescued([export], tmp_path / "other", empty_archive)
    post = Post.objects.get(headline="Two, changed")
    assert post.published_at is not None
    assert (post.published_at.day, post.house_byline) == (2, "Staff writer")


_TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\u2028\u2029"),
    min_size=1,
    max_size=40,
)
_NAMES = st.text(st.characters(categories=("Ll", "Lu", "Lo", "Nd")), min_size=1, max_size=20)
_BODIES = st.lists(
    st.sampled_from([
        "<p>{}</p>", "<h2>{}</h2>", "<blockquote><p>{}</p></blockquote>", "<p><em>{}</em> and <b>x</b></p>",
    ]),
    min_size=1, max_size=4,
)  # fmt: skip


@st.composite
def _posts(draw: st.DrawFn) -> PostFind:
    number = draw(st.integers(1, 10**9))
    words = [draw(_TEXTS).replace("<", "").replace("&", "&amp;") for _ in range(4)]
    body = "".join(part.format(words[place % 4]) for place, part in enumerate(draw(_BODIES)))
    day = draw(st.none() | st.integers(0, 2 * 10**9))
    date = ClaimedDate() if day is None else ClaimedDate("exact", datetime.fromtimestamp(day, UTC))
    return PostFind(
        key=f"g{number}",
        headline=draw(_TEXTS),
        standfirst=draw(st.just("") | _TEXTS),
        body=sanitise(body),
        language=draw(st.sampled_from(["en", "fa", "zh"])),
        status=draw(st.sampled_from(["published", "draft", "private", "pending", "trashed"])),
        tags=tuple(TagFind(name) for name in draw(st.lists(_NAMES, max_size=2))),
        authors=tuple(PersonFind(name) for name in draw(st.lists(_NAMES, max_size=2))),
        lead=draw(st.none() | st.builds(FigureFind, st.just(""), _TEXTS, _TEXTS, _TEXTS)),
        date=date,
        position=number,
    )


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(finds=st.lists(_posts(), min_size=1, max_size=6, unique_by=lambda find: find.key))
def test_whatever_is_in_an_archive_comes_back(
    tmp_path_factory: pytest.TempPathFactory, empty_archive: Path, finds: list[PostFind]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    paper = another_paper(folder / "paper", empty_archive)
    services.store_posts(
        finds, origin=services.begin_rescue(path="x", digest="1" * 64, format="text", rank=10)
    )
    before = said_of_posts(), said_of_tags(), said_of_the_rest()
    exported(paper, "wxr", folder / "out")
    rescued([folder / "out" / "wordpress.xml"], folder / "other", empty_archive)
    assert (said_of_posts(), said_of_tags(), said_of_the_rest()) == before
    database.close_archive()
