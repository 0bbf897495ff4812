"""The command line as a person or a script uses it: results, errors and exit codes."""

import json
import os
import resource
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from broadsheet.sample import sample_media, sample_sources


def broadsheet(
    *arguments: object, folder: Path, most_bytes: int | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a verb; no file may grow beyond ``most_bytes``, as on a disk that is full."""
    command = [sys.executable, "-m", "broadsheet", *map(str, arguments)]

    def fill_disk() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, preexec_fn=fill_disk
    )


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
        (["serve", "--only-site"], "nothing is published yet"),
        (["serve", "--port", "99999"], "65535"),
        (["init", "."], "there is one already"),
        (["init", "export.xml"], "name another folder"),
        (["demo", "--no-serve", "export.xml"], "name another folder"),
        (["rescue", "media"], "it is a folder; name the files in it"),
        (["rescue", "export.xml", "--urls", "absent.txt"], "there is no such file"),
        (["publish", "--paper", "absent"], "broadsheet init"),
        (["publish", "--quickly"], "No such option"),
        (["export", "xml"], "No such command"),
        (["export", "json", "--to", "paper.json"], "json is a folder of files; name a folder"),
        (["export", "markdown", "--to", "."], "name a folder that is not there yet"),
        (["export", "wxr", "--to", "export.xml"], "there is something already"),
        (["export", "wxr", "--media-url", "paper.example"], "must start with https:// or http://"),
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
    for arguments in (["publish"], ["rescue", "x.xml"], ["serve"], ["publish", "--paper", "nowhere"]):
        result = broadsheet(*arguments, folder=tmp_path)
        assert (result.returncode, result.stderr.count("\n")) == (2, 1)
        assert "broadsheet init" in result.stderr


def test_a_refused_file_exits_with_1_and_one_clear_sentence(tmp_path: Path) -> None:
    broadsheet("init", ".", folder=tmp_path)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 100)
    result = broadsheet("rescue", "photo.jpg", folder=tmp_path)
    assert result.returncode == 1
    assert "photo.jpg" in result.stdout


@pytest.mark.parametrize(
    "verb",
    [
        "init",
        "rescue",
        "publish",
        "serve",
        "newsroom",
        "user add",
        "user link",
        "user list",
        "user reset-second-step",
        "user signout",
        "user lock",
        "user unlock",
        "doctor",
        "demo",
    ],
)
def test_every_verb_has_help_with_an_example(tmp_path: Path, verb: str) -> None:
    assert "Example: broadsheet" in broadsheet(*verb.split(), "--help", folder=tmp_path).stdout


def test_a_verb_is_loaded_without_the_others(tmp_path: Path) -> None:
    def loaded(*words: str) -> str:
        command = [sys.executable, "-X", "importtime", "-m", "broadsheet", *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stderr

    assert "broadsheet.archive" not in loaded("--version")
    publishing = loaded("publish", "--help")
    assert "broadsheet.press" in publishing
    assert "broadsheet.rescue" not in publishing
    assert "broadsheet.cli.doctor" not in publishing


def test_a_shell_completes_verbs_and_options(tmp_path: Path) -> None:
    script = broadsheet("--show-completion", "bash", folder=tmp_path).stdout
    assert "_BROADSHEET_COMPLETE=bash_complete" in script

    def completed(words: str) -> list[str]:
        asked = {
            "_BROADSHEET_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        }
        command = [sys.executable, "-m", "broadsheet"]
        done = subprocess.run(command, env=os.environ | asked, capture_output=True, text=True, check=False)
        return [line.rpartition(",")[2] for line in done.stdout.splitlines()]

    assert completed("broadsheet pub") == ["publish"]
    assert "--explain" in completed("broadsheet publish --")


def test_publishing_again_writes_nothing(tmp_path: Path) -> None:
    broadsheet("init", ".", folder=tmp_path)
    broadsheet("rescue", sample_sources()[1], folder=tmp_path)
    broadsheet("publish", folder=tmp_path)
    again = json.loads(broadsheet("publish", "--json", folder=tmp_path).stdout)
    assert (again["written"], again["removed"]) == (0, 0)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (b'nmae = "x"', "there is no setting 'nmae'"),
        (b"name = [", "couldn't read"),
        (b'name = "\xff"', "it is not UTF-8"),
        (None, "Is a directory"),
    ],
)
def test_settings_that_cannot_be_read_are_told_in_a_sentence_and_exit_with_1(
    tmp_path: Path, settings: bytes | None, told: str
) -> None:
    path = tmp_path / "broadsheet.toml"
    if settings is None:
        path.mkdir()
    else:
        path.write_bytes(settings)
    complains(broadsheet("publish", folder=tmp_path), told)


def complains(result: "subprocess.CompletedProcess[str]", told: str) -> None:
    """It ends with 1 and one sentence, nothing else."""
    assert result.returncode == 1, result.stdout + result.stderr
    (line,) = result.stderr.splitlines()
    assert line.startswith("broadsheet: couldn't ")
    assert told in line


def test_after_a_verb_an_archive_is_one_file(tmp_path: Path) -> None:
    broadsheet("init", ".", folder=tmp_path)
    broadsheet("rescue", sample_sources()[1], folder=tmp_path)
    broadsheet("publish", folder=tmp_path)
    assert [path.name for path in tmp_path.glob("archive.db*")] == ["archive.db"]


@pytest.mark.parametrize("content", [b"", b"no database at all, but a text of some length", None])
def test_an_archive_that_is_none_is_refused_and_the_site_stays(tmp_path: Path, content: bytes | None) -> None:
    broadsheet("init", ".", folder=tmp_path)
    broadsheet("publish", folder=tmp_path)
    (tmp_path / "archive.db").unlink()
    if content is not None:
        (tmp_path / "archive.db").write_bytes(content)
    before = (tmp_path / "site/index.html").read_bytes()
    complains(broadsheet("publish", folder=tmp_path), "couldn't open the archive")
    complains(broadsheet("rescue", sample_sources()[1], folder=tmp_path), "couldn't open the archive")
    assert (tmp_path / "site/index.html").read_bytes() == before


def test_a_file_in_the_site_s_place_is_told(tmp_path: Path) -> None:
    broadsheet("init", ".", folder=tmp_path)
    (tmp_path / "site").write_text("in the way", encoding="utf-8")
    complains(broadsheet("publish", folder=tmp_path), "site")


def test_a_full_disk_is_told_and_the_same_command_goes_on_when_there_is_room(tmp_path: Path) -> None:
    broadsheet("init", ".", folder=tmp_path)
    rescued = broadsheet("rescue", sample_sources()[0], folder=tmp_path, most_bytes=300_000)
    complains(rescued, "run the same command again")
    assert broadsheet("rescue", sample_sources()[0], folder=tmp_path).returncode == 1  # pictures are missing
    complains(broadsheet("publish", folder=tmp_path, most_bytes=36_000), "publish again")
    published = broadsheet("publish", "--json", folder=tmp_path)
    assert published.returncode == 0
    assert (tmp_path / "site/index.html").is_file()


def test_every_verb_gives_its_result_as_one_json_object(tmp_path: Path) -> None:
    founded = json.loads(broadsheet("init", "p", "--json", folder=tmp_path).stdout)
    assert Path(founded["paper"]) == tmp_path / "p"
    rescued = broadsheet("rescue", sample_sources()[1], "--dry-run", "--json", folder=tmp_path / "p")
    assert json.loads(rescued.stdout)["sources"][0]["posts"]["kept"] == 6
    published = broadsheet("publish", "--json", folder=tmp_path / "p")
    assert json.loads(published.stdout)["number"] == 1
    shown = broadsheet("demo", "--no-serve", "--json", "d", folder=tmp_path)
    assert json.loads(shown.stdout).keys() == {"rescue", "edition", "problems"}


def test_serve_says_where_the_site_is_as_json_too(tmp_path: Path) -> None:
    broadsheet("init", ".", folder=tmp_path)
    broadsheet("publish", folder=tmp_path)
    command = [sys.executable, "-m", "broadsheet", "serve", "--port", "0", "--json"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        told = json.loads("".join(iter(server.stdout.readline, "}\n")) + "}")
        with urllib.request.urlopen(told["address"]) as answer:
            assert answer.status == 200
        server.terminate()
    assert told.keys() == {"paper", "site", "address"}


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
