"""The collected tag page, as an editor gets it, against the whole of its annotation."""

import hashlib
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from broadsheet.language import fold
from broadsheet.rescue.detect import detect_format
from broadsheet.rescue.finds import CopyFacts, Find, PostFind, Remark, TagFind
from broadsheet.rescue.text import read_text
from tests.rescue.text.annotated import roles_of
from tests.rescue.text.test_nothing_is_lost import numbers

Truth = dict[str, Any]
Pair = tuple[PostFind, Truth]


@pytest.fixture(scope="module")
def truth(copies: Path) -> Truth:
    found: Truth = json.loads((copies / "text/seed.truth.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def finds(copies: Path) -> list[Find]:
    return list(read_text(copies / "text/seed.txt"))


@pytest.fixture(scope="module")
def pairs(finds: list[Find], truth: Truth) -> list[Pair]:
    posts = [find for find in finds if isinstance(find, PostFind)]
    return list(zip(posts, truth["posts"], strict=True))


@pytest.fixture(scope="module")
def lines(copies: Path) -> dict[int, str]:
    text = (copies / "text/seed.txt").read_text(encoding="utf-8")
    return dict(enumerate(text.split("\n"), 1))


def elements(body: str, name: str) -> list[str]:
    found = re.findall(rf"<{name}>(.*?)</{name}>", body)
    return [unescape(words.replace("<br>", "\n")) for words in found]


def test_the_page_is_detected_and_its_site_and_language_named(
    copies: Path, finds: list[Find], truth: Truth
) -> None:
    assert detect_format(copies / "text/seed.txt") == "text"
    facts = next(find for find in finds if isinstance(find, CopyFacts))
    assert (facts.name, facts.language) == (truth["page"]["site"], truth["page"]["language"])
    assert facts.copyright == truth["page"]["footer"][0]


def test_every_line_has_its_annotated_role(copies: Path, truth: Truth, lines: dict[int, str]) -> None:
    found = roles_of((copies / "text/seed.txt").read_text(encoding="utf-8"))
    expected = {truth["page"]["heading_line"]: "heading_of_page"}
    expected |= dict.fromkeys(truth["page"]["footer_lines"], "footer")
    for post in truth["posts"]:
        expected |= {int(number): role for number, role in post["line_roles"].items() if role != "empty"}
    assert found == expected
    assert set(found) == {number for number, line in lines.items() if line.strip()}


def test_posts_stand_where_the_annotation_has_them(pairs: list[Pair]) -> None:
    for post, truth in pairs:
        assert post.place == f"lines {truth['lines'][0]}-{truth['lines'][1]}"
        assert post.position == truth["n"] - 1


def test_headlines_and_tags_are_the_annotated_ones(
    pairs: list[Pair], finds: list[Find], truth: Truth
) -> None:
    for post, one in pairs:
        assert post.headline == one["title"]
        assert [tag.name for tag in post.tags] == one["tags"]
    assert sorted(tag.name for tag in finds if isinstance(tag, TagFind)) == sorted(
        truth["tags"]["distinct_list"]
    )


def test_pictures_words_are_the_annotated_ones(pairs: list[Pair]) -> None:
    for post, truth in pairs:
        captions = [post.lead.caption] if post.lead else []
        assert captions + elements(post.body, "figcaption") == truth["captions"]
        assert (post.lead.alt if post.lead else None) == (truth["lead_image_alt"] or "")


def test_bodies_have_the_annotated_headings_cards_and_paragraphs(
    pairs: list[Pair], lines: dict[int, str]
) -> None:
    for post, truth in pairs:
        assert elements(post.body, "h2") == truth["section_headings"]
        cards = re.findall('<aside class="card"><p>(?:<a [^>]*>)?(.*?)(?:</a>)?</p></aside>', post.body)
        assert cards == truth["embedded_other_posts"]
        prose = elements(re.sub("<aside.*?</aside>", "", post.body), "p")
        assert prose == [lines[number].strip() for number in truth["paragraph_lines"]]
        assert len(prose) == truth["body_paragraphs"]
        assert prose[0].startswith(truth["body_first_60"])
        assert prose[-1].endswith(truth["body_last_60"])
        assert hashlib.sha256("\n\n".join(prose).encode()).hexdigest() == truth["body_sha256"]


def test_two_spellings_of_the_house_byline_become_the_commoner_one(pairs: list[Pair]) -> None:
    assert {post.house_byline for post, _ in pairs} == {"Staff Writer"}
    assert all(fold(post.house_byline) == fold(truth["byline"]) for post, truth in pairs)
    assert not any(post.authors for post, _ in pairs)


def test_no_date_is_claimed_and_no_bound_contradicts_what_is_known(pairs: list[Pair]) -> None:
    for post, truth in pairs:
        assert post.date.at is None
        assert not post.url
        known = truth["date"].get("published") or truth["date"].get("not_before")
        low, high = (known, known) if known else truth["date"]["approx"].split("..")
        assert post.date.not_before is not None
        assert post.date.not_before.isoformat() <= low
        assert post.date.not_after is None or post.date.not_after.isoformat() >= high
        assert post.date.evidence


def test_every_line_is_in_one_post_or_in_the_report(
    pairs: list[Pair], finds: list[Find], truth: Truth, lines: dict[int, str]
) -> None:
    posts = [numbers(post.place) for post, _ in pairs]
    assert sum(map(len, posts)) == len(set().union(*posts))
    told: set[int] = set().union(*(numbers(find.place) for find in finds if isinstance(find, Remark)))
    assert {number for number, line in lines.items() if line.strip()} <= told.union(*posts)
    signed = {
        int(number)
        for one in truth["posts"]
        for number, role in one["line_roles"].items()
        if role == "byline"
    }
    printed = {number for row in truth["boilerplate"] for number in row["lines"] if lines[number].strip()}
    assert printed - signed <= told
    assert not any(find.kind == "leftover" for find in finds if isinstance(find, Remark))
