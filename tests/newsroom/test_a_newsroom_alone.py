"""A newsroom that runs without the site beside it."""

import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.newsroom.served import COMMAND, started


def test_who_ends_the_command_ends_the_newsroom(tmp_path: Path) -> None:
    subprocess.run([*COMMAND, "init", str(tmp_path / "paper")], check=True, capture_output=True)
    with (
        started("newsroom", "--paper", str(tmp_path / "paper"), "--port", "0") as (newsroom, *_),
        urllib.request.urlopen(newsroom) as answer,
    ):
        assert answer.status == 200
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(newsroom)
