"""What one worker has set, another finds, and no page is another for it."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import pytest

from broadsheet.archive import selectors
from broadsheet.archive.rows import CardRow
from broadsheet.press import galley, publish
from broadsheet.press.desk import Desk
from broadsheet.press.galley import CARD, ENTRY, Galley
from broadsheet.press.pages import Posts
from broadsheet.press.set_cards import find_card, keep_card
from broadsheet.publication import Publication
from broadsheet.theme.contexts import Card

from .reading import tree
from .synthetic import fill_archive

FORK = multiprocessing.get_context("fork")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Galley]:
    """An empty galley."""
    made = Galley(tmp_path, FORK)
    yield made
    made.close()


def test_a_card_comes_back_as_it_was_kept(paper: Publication, kept: Galley) -> None:
    fill_archive(posts=20, tags=5, tags_of_a_post=3, years=2, body_words=40)
    desk = Desk(paper)
    cards = desk.cards(range(1, 21))
    for card in cards:
        keep_card(kept, card)
    assert len(cards) == 20
    for card in cards:
        found = find_card(kept, card.id, desk._read_card)
        assert found is not None
        assert (found.id, found.html) == (card.id, card.html)
        for field in fields(Card):
            assert getattr(found.card, field.name) == getattr(card.card, field.name)
        assert not hasattr(found.card, "headlines")


def test_a_post_is_set_with_its_card_and_a_theme_that_asks_for_more_of_cards_reads_them_together(
    paper: Publication, kept: Galley, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_archive(posts=20, tags=5, tags_of_a_post=3, years=2, body_words=40)
    desk = Desk(paper)
    desk.galley = kept
    ids = tuple(range(1, 21))
    assert sum(1 for _ in Posts(ids, ((None, None),) * 20).sheets(desk)) == 40
    other = Desk(paper)
    other.galley = kept
    asked: list[int] = []
    read = selectors.cards

    def counted(ids: Sequence[int], subjects: selectors.Subjects) -> list[CardRow]:
        asked.append(len(ids))
        return read(ids, subjects)

    monkeypatch.setattr(selectors, "cards", counted)
    first = other.cards(ids[:10])
    assert [card.html for card in first] == [card.html for card in Desk(paper).cards(ids[:10])]
    assert asked == [10]
    assert first[0].card.headline == Desk(paper).cards([1])[0].card.headline
    assert [card.card.headline for card in other.cards(ids[10:])]
    assert asked == [10, 1, 1, 10]


def test_nothing_is_found_but_what_was_kept_under_these_words(kept: Galley) -> None:
    kept.keep(ENTRY, (7, "../", True), b"an entry")
    for written in (False, True):
        if written:
            kept.write()
        assert kept.find(ENTRY, (7, "../", True)) == b"an entry"
        assert kept.find(ENTRY, (7, "../../", True)) is None
        assert kept.find(CARD, (7,)) is None
        assert kept.find(ENTRY, (8, "../", True)) is None
        assert kept.find(ENTRY, (7 + 4_000_000, "../", True)) is None


def test_what_was_kept_many_at_a_time_is_found_each_by_itself(kept: Galley) -> None:
    things = {id: b"%d," % id * (id % 7 + 1) for id in (5, 6, 7, 2, 3, 900, 901, 4)}
    for id, thing in things.items():
        kept.keep(CARD, (id,), thing)
        kept.keep(ENTRY, (id,), thing[::-1])
    kept.keep(CARD, (6,), b"kept anew")
    kept.write()
    things[6] = b"kept anew"
    assert {id: kept.find(CARD, (id,)) for id in things} == things
    assert kept.find(ENTRY, (5,)) == things[5][::-1]
    assert kept.find(CARD, (8,)) is None


def test_what_was_overwritten_is_not_found(kept: Galley, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(galley, "MOST_BYTES", 2 << 20)
    for id in range(40):
        kept.keep(CARD, (id,), b"%d" % (id % 10) * 100_000)
    kept.write()
    found = [id for id in range(40) if kept.find(CARD, (id,)) == b"%d" % (id % 10) * 100_000]
    assert found == list(range(20, 40))


def test_another_process_finds_it(kept: Galley) -> None:
    def set_there() -> None:
        kept.keep(CARD, (3,), b"set elsewhere")
        kept.write()

    child = FORK.Process(target=set_there)
    child.start()
    child.join()
    kept.keep(CARD, (4,), b"set here")
    assert kept.find(CARD, (3,)) == b"set elsewhere"
    assert kept.find(CARD, (4,)) == b"set here"


def test_a_full_disk_ends_the_keeping_and_nothing_else(kept: Galley, tmp_path: Path) -> None:
    kept.keep(CARD, (1,), b"first")
    kept.write()
    reading = os.open(tmp_path, os.O_RDONLY)
    os.dup2(reading, kept._things.fileno())
    kept.keep(CARD, (2,), b"second")
    kept.write()
    assert kept.find(CARD, (2,)) is None
    kept.keep(CARD, (3,), b"third")
    assert kept.find(CARD, (3,)) is None
    os.close(reading)


_OWN_LISTING = """{% for entry in page.entries %}
<p>{{ entry.path }} {{ entry.headline }} {{ entry.dateline.text }}</p>
<p>{% for tag in entry.tags %} {{ tag.text }}{% endfor %}</p>
{% endfor %}"""


@pytest.mark.parametrize(
    "own", ["", _OWN_LISTING], ids=["the shipped theme", "a theme that sets its own cards"]
)
def test_forked_workers_that_keep_hardly_anything_themselves_set_the_same_site(
    paper: Publication, own: str
) -> None:
    if own:
        (paper.theme / "templates").mkdir(parents=True)
        (paper.theme / "templates" / "listing.html").write_text(own, encoding="utf-8")
    fill_archive(posts=300, tags=12, tags_of_a_post=4, years=3, body_words=40)
    done = subprocess.run(
        [sys.executable, "-c", _PUBLISH, str(paper.folder)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 0
    assert publish(paper, executor=0, whole=True).written == 0
    assert tree(paper.site)


_PUBLISH = """
import sys
from pathlib import Path
from broadsheet.archive import database
from broadsheet.press import desk, publish
from broadsheet.press.galley import Galley
from broadsheet.publication import Publication

if __name__ == "__main__":
    desk._CARD_BYTES = desk._YEAR_BYTES = desk._ENTRY_BYTES = 5000
    paper = Publication.open(Path(sys.argv[1]))
    database.open_archive(paper)
    found = []
    find = Galley.find
    counts = Path(sys.argv[1]) / "found"
    def counted(self, kind, words):
        thing = find(self, kind, words)
        if thing is not None:
            with counts.open("a") as file:
                file.write("x")
        return thing
    Galley.find = counted
    publish(paper, executor=2)
    print(len(counts.read_text()))
"""
