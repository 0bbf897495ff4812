"""Under the final name there is nothing, or a whole export; what is there already is never touched."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError, UsageError
from broadsheet.export import Form
from broadsheet.export.staging import Staging, staging
from broadsheet.publication import Publication
from tests.export.holding import exported


@pytest.mark.parametrize("form", ["wxr", "markdown", "json"])
def test_a_full_disk_leaves_nothing(
    full_paper: Publication, tmp_path: Path, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Staging, "copy", fail)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BroadsheetError, match="No space left on device; nothing was left there"):
        exported(full_paper, form, tmp_path / "out")
    assert sorted(tmp_path.iterdir()) == before


def test_one_that_was_killed_leaves_no_name_and_the_next_clears_it(
    full_paper: Publication, tmp_path: Path
) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom broadsheet.export.staging import staging\n"
        "with staging(Path(sys.argv[1])) as place:\n    place.write('wordpress.xml', 'half')\n    print(flush=True)\n"
        "    time.sleep(60)\n"
    )
    half = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "out")], stdout=subprocess.PIPE)
    assert half.stdout is not None
    half.stdout.readline()
    os.kill(half.pid, signal.SIGKILL)
    half.wait()
    half.stdout.close()
    assert not (tmp_path / "out").exists()
    assert (tmp_path / ".out.unfinished" / "wordpress.xml").exists()
    exported(full_paper, "wxr", tmp_path / "out")
    assert not (tmp_path / ".out.unfinished").exists()
    assert (tmp_path / "out" / "wordpress.xml").read_text(encoding="utf-8").endswith("</rss>\n")


def test_two_at_once_do_not_mix(full_paper: Publication, tmp_path: Path) -> None:
    with staging(tmp_path / "out"), pytest.raises(UsageError, match="another export to it is under way"):
        exported(full_paper, "json", tmp_path / "out")


def test_what_is_there_is_never_overwritten(full_paper: Publication, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file.xml").write_text("mine", encoding="utf-8")
    for target in (tmp_path / "taken", tmp_path / "file.xml"):
        with pytest.raises(UsageError, match="couldn't export to"):
            exported(full_paper, "wxr", target)
    with pytest.raises(UsageError, match="there is no folder"):
        exported(full_paper, "wxr", tmp_path / "nowhere" / "out")
    with pytest.raises(UsageError, match="json is a folder of files"):
        exported(full_paper, "json", tmp_path / "out.json")
    assert (tmp_path / "file.xml").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_may_be_there(full_paper: Publication, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    exported(full_paper, "markdown", tmp_path / "out")
    assert (tmp_path / "out" / "hugo.toml").exists()
