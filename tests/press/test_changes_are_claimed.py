"""An edition claims what was changed before it, and a change is never lost with an edition that died."""

from datetime import UTC, datetime

import pytest

from broadsheet.archive import changes
from broadsheet.archive.models import Change, Edition
from broadsheet.errors import PublishError
from broadsheet.press import Disk, publish
from broadsheet.publication import Publication


class FullDisk(Disk):
    """Nothing can be written."""

    def write(self, path: str, data: bytes, *, new: bool = False) -> None:
        raise OSError(28, "No space left on device")


def test_a_publish_claims_every_pending_change(paper: Publication) -> None:
    changes.record("everything", [0])
    report = publish(paper)
    assert changes.pending_count() == 0
    assert Change.objects.get().edition_id == report.number


def test_changes_of_an_edition_that_died_belong_to_the_next(paper: Publication) -> None:
    changes.record("everything", [0])
    with pytest.raises(PublishError):
        publish(paper, disk=FullDisk())
    report = publish(paper)
    assert Change.objects.get().edition_id == report.number
    assert list(Edition.objects.values_list("id", "finished")) == [(report.number, True)]


def test_an_edition_remembers_what_it_did_and_when(paper: Publication) -> None:
    moments = iter([datetime(2026, 1, 1, 12, 0, tzinfo=UTC), datetime(2026, 1, 1, 12, 1, tzinfo=UTC)])
    report = publish(paper, now=lambda: next(moments))
    edition = Edition.objects.get(id=report.number)
    assert (edition.finished, edition.written, edition.seconds) == (True, report.written, 60)
    assert len(edition.inputs) == 64
