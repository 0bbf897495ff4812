"""Build a paper's Markdown export with a real Hugo, and compare addresses and texts with the archive.

    tools/try_hugo.py PAPER

Takes the ``hugo`` beside this Python (``make bench`` puts one there), else one that is installed.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lxml import html


def find_hugo() -> str:
    """The path of Hugo, or the end with a sentence."""
    beside = Path(sys.executable).parent / "hugo"
    found = str(beside) if beside.exists() else shutil.which("hugo")
    return found or sys.exit(
        "couldn't try Hugo: it is not here; run 'make bench', or install Debian's package hugo"
    )


def differences(public: Path) -> Iterator[str]:
    """What Hugo made otherwise than the archive has it, in words."""
    from broadsheet.archive.body import text_of
    from broadsheet.archive.models import Post, StandingPage
    from broadsheet.press.layout import file_of

    for each in (*Post.objects.iterator(), *StandingPage.objects.all()):
        page = public / file_of(each.path) if each.path else None
        if not each.live:
            if page is not None and page.exists():
                yield f"{each.path}: it is not published, and Hugo made a page of it"
            continue
        if page is None or not page.exists():
            yield f"{each.path}: there is no such page"
            continue
        tree = html.fromstring(page.read_bytes())
        if "".join(text_of(each.body).split()) not in "".join(tree.text_content().split()):
            yield f"{each.path}: its text is another"
        for address in tree.xpath("//article//img/@src"):
            if not str(address).startswith("http") and not (page.parent / str(address)).resolve().exists():
                yield f"{each.path}: its picture {address} is not there"


def main() -> None:
    """Export, build, compare, say so."""
    parser = argparse.ArgumentParser(description="Build a paper's Markdown export with Hugo and compare.")
    parser.add_argument("paper", type=Path)
    paper = parser.parse_args().paper.resolve()
    with tempfile.TemporaryDirectory(prefix="try-hugo-") as folder:
        site, public = Path(folder) / "site", Path(folder) / "public"
        export = [
            sys.executable,
            "-m",
            "broadsheet",
            "export",
            "markdown",
            "--paper",
            str(paper),
            "--to",
            str(site),
        ]
        subprocess.run(export, check=True)
        subprocess.run([find_hugo(), "-s", str(site), "-d", str(public)], check=True)

        from broadsheet.archive import database

        database.open_archive(paper / "archive.db")
        found = list(differences(public))
    for line in found:
        print(line)
    print(f"{len(found)} differences")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
