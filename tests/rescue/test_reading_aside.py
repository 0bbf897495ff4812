"""Reading in a process of its own gives what reading here gives, and leaves no process behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from broadsheet.errors import BroadsheetError, RescueError
from broadsheet.rescue.aside import ReadingRoom
from broadsheet.rescue.finds import Find, Remark

two_processors = pytest.mark.skipif(
    len(os.sched_getaffinity(0)) < 2, reason="with one processor nothing is read aside"
)


def remarks(count: int) -> Iterator[Find]:
    return (Remark("note", str(number)) for number in range(count))


def broken() -> Iterator[Find]:
    yield Remark("note", "first")
    raise RescueError("couldn't read it: torn")


def dying() -> Iterator[Find]:
    yield Remark("note", "first")
    os._exit(9)


@pytest.mark.parametrize("apart", [True, False])
def test_finds_come_in_order_source_by_source(apart: bool) -> None:
    with closing(ReadingRoom([lambda: remarks(120), lambda: remarks(3)], apart=apart)) as room:
        assert list(room.next_source()) == list(remarks(120))
        assert list(room.next_source()) == list(remarks(3))


@pytest.mark.parametrize("apart", [True, False])
def test_a_source_that_cannot_be_read_does_not_stop_the_next(apart: bool) -> None:
    with closing(ReadingRoom([broken, lambda: remarks(2)], apart=apart)) as room:
        with pytest.raises(RescueError, match="torn"):
            list(room.next_source())
        assert len(list(room.next_source())) == 2


def tell_of_an_ended_reader() -> None:
    """In a process of its own: print what is told."""
    with closing(ReadingRoom([dying], apart=True)) as room:
        try:
            list(room.next_source())
        except BroadsheetError as error:
            sys.stdout.write(str(error))


def stop_early() -> None:
    """In a process of its own: print whether the reader was there, and is."""
    room = ReadingRoom([lambda: remarks(10**9)], apart=True)
    next(room.next_source())
    reader = room._reader
    assert reader is not None
    sys.stdout.write(f"{reader.is_alive()} ")
    room.close()
    sys.stdout.write(f"{reader.is_alive()} ")


def in_a_process_of_its_own(name: str) -> str:
    """What a function of this file prints there: a process with threads, as this one may be, reads nothing aside."""
    code = f"from tests.rescue import test_reading_aside as here; here.{name}()"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout


@two_processors
def test_a_reader_that_was_ended_is_told_in_one_sentence() -> None:
    assert "run the same" in in_a_process_of_its_own("tell_of_an_ended_reader")


@two_processors
def test_a_rescue_that_stops_takes_its_reader_along() -> None:
    assert in_a_process_of_its_own("stop_early").split() == ["True", "False"]
