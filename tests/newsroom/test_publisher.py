"""What keeps the site up with the newsroom: one edition for what changed together, none for nothing."""

from pathlib import Path

import pytest
from django.test import Client

from broadsheet.archive import changes
from broadsheet.errors import PublishError
from broadsheet.newsroom.publisher import Publisher
from broadsheet.press import EditionReport, publish
from broadsheet.publication import Publication
from tests.newsroom.desk import write


def report() -> EditionReport:
    return EditionReport(1, 0, 0, 0, 0, 0.0, {}, ("A picture is lost.",))


class Desk:
    """A press that does as it is told, and what was said meanwhile."""

    def __init__(self, paper: Publication, *, broken: int = 0) -> None:
        self.editions = 0
        self.told: list[str] = []
        self.broken = broken
        self.publisher = Publisher(
            paper.folder, tell=self.told.append, carry_out=self.carry_out, pause=lambda _seconds: None
        )

    def carry_out(self, folder: Path) -> EditionReport:
        if self.broken:
            self.broken -= 1
            raise PublishError("couldn't publish: the disk is full; make room")
        self.editions += 1
        publish(Publication.open(folder), executor=0)
        return report()


def test_what_changed_together_is_one_edition_and_then_there_is_nothing_to_do(
    newsroom: Publication, editor: Client
) -> None:
    desk = Desk(newsroom)
    for number in range(3):
        write(editor, action="publish", headline=f"Post {number}")
    assert desk.publisher.look() < 1
    assert changes.pending_count() == 0
    desk.publisher.look()
    assert desk.editions == 1
    assert desk.told == ["A picture is lost."]
    assert "Post 2" in (newsroom.site / "index.html").read_text(encoding="utf-8")


def test_a_draft_makes_no_edition(newsroom: Publication, editor: Client) -> None:
    desk = Desk(newsroom)
    write(editor, headline="A draft")
    desk.publisher.look()
    assert desk.editions == 0


def test_what_fails_is_told_once_and_tried_again_ever_more_seldom(
    newsroom: Publication, editor: Client
) -> None:
    desk = Desk(newsroom, broken=3)
    write(editor, action="publish", headline="A post")
    waits = [desk.publisher.look() for _ in range(3)]
    assert waits == sorted(waits)
    assert len(set(waits)) == 3
    assert len(desk.told) == 1
    desk.publisher.look()
    assert desk.editions == 1
    assert changes.pending_count() == 0


@pytest.mark.parametrize("seconds", [2.0])
def test_a_change_is_looked_for_and_settled_well_within_two_seconds(seconds: float) -> None:
    from broadsheet.newsroom import publisher

    assert seconds > publisher._LOOK + publisher._SETTLE
