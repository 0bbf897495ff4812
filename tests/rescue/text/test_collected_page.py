"""The collected tag page, as an editor gets it, against its annotation."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from broadsheet.language import fold
from broadsheet.rescue.finds import PostFind
from broadsheet.rescue.text import read_text

Pair = tuple[PostFind, dict[str, Any]]


@pytest.fixture(scope="module")
def pairs(copies: Path) -> list[Pair]:
    truth = json.loads((copies / "text/seed.truth.json").read_text(encoding="utf-8"))
    posts = [find for find in read_text(copies / "text/seed.txt") if isinstance(find, PostFind)]
    return list(zip(posts, truth["posts"], strict=True))


def test_headlines_and_tags_are_the_annotated_ones(pairs: list[Pair]) -> None:
    for post, truth in pairs:
        assert post.headline == truth["title"]
        assert [tag.name for tag in post.tags] == truth["tags"]


def test_pictures_words_are_the_annotated_ones(pairs: list[Pair]) -> None:
    for post, truth in pairs:
        captions = [post.lead.caption] if post.lead else []
        captions += [
            words.replace("<br>", "\n") for words in re.findall("<figcaption>(.*?)</figcaption>", post.body)
        ]
        assert captions == truth["captions"]
        assert (post.lead.alt if post.lead else None) == (truth["lead_image_alt"] or "")


def test_bodies_have_the_annotated_headings_cards_and_paragraphs(pairs: list[Pair]) -> None:
    for post, truth in pairs:
        assert re.findall("<h2>(.*?)</h2>", post.body) == truth["section_headings"]
        assert (
            re.findall('<aside class="card"><p>(.*?)</p></aside>', post.body) == truth["embedded_other_posts"]
        )
        paragraphs = len(re.findall("<p>", post.body)) - len(truth["embedded_other_posts"])
        assert paragraphs == truth["body_paragraphs"]


def test_two_spellings_of_the_house_byline_become_the_commoner_one(pairs: list[Pair]) -> None:
    assert {post.house_byline for post, _ in pairs} == {"Staff Writer"}
    assert all(fold(post.house_byline) == fold(truth["byline"]) for post, truth in pairs)


def test_no_date_is_claimed_and_no_bound_contradicts_what_is_known(pairs: list[Pair]) -> None:
    for post, truth in pairs:
        assert post.date.at is None
        known = (
            truth["date"].get("published") or truth["date"].get("not_before") or truth["date"]["approx"][:10]
        )
        assert post.date.not_before is not None
        assert post.date.not_before.isoformat() <= known
