"""Exports of every kind of body, status, date and damage come back whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.archive.body import sanitise
from tests.rescue.wxr.counting import FLOORS, count_export
from tests.rescue.wxr.exports import Post, export, read
from tests.rescue.wxr.invented import SHAPES, damages, invent, kept_words

DAMAGES = dict(damages())


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_every_fact_comes_back_whatever_the_damage(tmp_path: Path, damage: Callable[[str], bytes]) -> None:
    made = invent(len(DAMAGES), posts=30)
    counts = count_export(made, damage(made.text), tmp_path)
    missed = {fact for fact, floor in FLOORS.items() if counts[fact] < floor * counts[f"{fact}?"]}
    assert not missed
    assert counts["betrayed"] == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_every_kind_of_body_keeps_its_words_in_their_order(tmp_path: Path, shape: str) -> None:
    count = 0

    def words(number: int) -> str:
        nonlocal count
        count += number
        return " ".join(f"wordx{place}" for place in range(count - number, count))

    post = read(tmp_path, export(Post(content=SHAPES[shape](words)))).post
    assert kept_words(post, post.body.replace("<", " <").replace(">", "> ")) == [
        f"wordx{n}" for n in range(count)
    ]
    assert sanitise(post.body) == post.body
