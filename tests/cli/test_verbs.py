"""The command line as a person or a script uses it: results, errors and exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet.sample import sample_media, sample_sources


def broadsheet(*arguments: object, folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "broadsheet", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_dead_site_is_back_with_four_commands(tmp_path: Path) -> None:
    assert broadsheet("init", "my-paper", folder=tmp_path).returncode == 0
    paper = tmp_path / "my-paper"
    rescued = broadsheet("rescue", *sample_sources(), "--media", sample_media(), folder=paper)
    assert rescued.returncode == 1, "three pictures are missing, so that the editor should look"
    assert "posts kept" in rescued.stdout
    published = broadsheet("publish", "--json", folder=paper)
    assert published.returncode == 0, published.stderr
    assert json.loads(published.stdout)["written"] > 100
    assert "The Night Ferry" in (paper / "site" / "index.html").read_text(encoding="utf-8")


def test_json_is_the_only_thing_on_standard_output(tmp_path: Path) -> None:
    broadsheet("init", "p", folder=tmp_path)
    result = broadsheet("rescue", sample_sources()[1], "--paper", "p", "--json", folder=tmp_path)
    assert json.loads(result.stdout)["sources"][0]["posts"]["kept"] == 6


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rescue", "absent.xml"], "there is no such file"),
        (["rescue", "export.xml", "--media", "nowhere"], "there is no such folder"),
        (["rescue"], "Missing argument"),
        (["publsh"], "No such command"),
        (["serve"], "nothing is published yet"),
        (["serve", "--port", "99999"], "65535"),
        (["init", "."], "there is one already"),
    ],
)
def test_wrong_use_is_told_in_a_sentence_and_exits_with_2(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    broadsheet("init", ".", folder=tmp_path)
    (tmp_path / "export.xml").write_bytes(sample_sources()[0].read_bytes())
    result = broadsheet(*arguments, folder=tmp_path)
    assert result.returncode == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_that_is_no_publication_is_told_with_what_to_do(tmp_path: Path) -> None:
    result = broadsheet("publish", folder=tmp_path)
    assert result.returncode == 1
    assert "broadsheet init" in result.stderr


def test_a_refused_file_exits_with_1_and_one_clear_sentence(tmp_path: Path) -> None:
    broadsheet("init", ".", folder=tmp_path)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 100)
    result = broadsheet("rescue", "photo.jpg", folder=tmp_path)
    assert result.returncode == 1
    assert "photo.jpg" in result.stdout


@pytest.mark.parametrize("verb", ["init", "rescue", "publish", "serve", "doctor", "demo"])
def test_every_verb_has_help_with_an_example(tmp_path: Path, verb: str) -> None:
    assert "Example: broadsheet" in broadsheet(verb, "--help", folder=tmp_path).stdout


def test_publishing_again_writes_nothing(tmp_path: Path) -> None:
    broadsheet("init", ".", folder=tmp_path)
    broadsheet("rescue", sample_sources()[1], folder=tmp_path)
    broadsheet("publish", folder=tmp_path)
    again = json.loads(broadsheet("publish", "--json", folder=tmp_path).stdout)
    assert (again["written"], again["removed"]) == (0, 0)


def test_a_doctor_tells_what_was_lost_and_the_next_publish_brings_it_back(tmp_path: Path) -> None:
    broadsheet("init", ".", folder=tmp_path)
    broadsheet("rescue", sample_sources()[1], folder=tmp_path)
    broadsheet("publish", folder=tmp_path)
    well = broadsheet("doctor", folder=tmp_path)
    assert (well.returncode, well.stdout) == (0, "All is well.\n")
    (tmp_path / "site/tags/index.html").unlink()
    found = broadsheet("doctor", "--json", folder=tmp_path)
    assert found.returncode == 1
    assert [each["where"] for each in json.loads(found.stdout)["findings"]] == ["site/tags/index.html"]
    published = broadsheet("publish", folder=tmp_path)
    assert "Written: 1 tags." in published.stdout
    assert broadsheet("publish", "--explain", "tags/", folder=tmp_path).returncode == 0
    unknown = broadsheet("publish", "--explain", "nothing/", folder=tmp_path)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "no edition ever published it" in unknown.stderr
