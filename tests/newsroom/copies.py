"""Copies of an old site, written for these tests, and how a browser sends them."""

from pathlib import Path
from typing import Any

from bench.corpus import write_wxr
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from broadsheet.newsroom.models import Copy
from tests.waiting import until

RETURNING = "/newsroom/returning/"
UNDATED = "/newsroom/undated/"


def export(folder: Path, posts: int = 5) -> bytes:
    """A WordPress export of so many posts."""
    path = folder / "old-site.xml"
    write_wxr(path, posts)
    return path.read_bytes()


def send(client: Client, *files: tuple[str, bytes], to: str = RETURNING, **fields: Any) -> Any:
    """Upload files as the form does."""
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(to, {"files": uploads, "whole": "yes", **fields})


def bring(client: Client, *files: tuple[str, bytes]) -> Copy:
    """Upload files and wait until they were examined."""
    answer = send(client, *files)
    assert answer.status_code == 302, answer
    return wait_for(client, int(answer.headers["Location"].rstrip("/").rpartition("/")[2]))


def wait_for(client: Client, pk: int) -> Copy:
    """Ask as the page's script does until no process works on the copy."""
    until(lambda: not client.get(f"{RETURNING}{pk}/state/").json()["working"], "it never came to an end")
    return Copy.objects.get(pk=pk)


def press(client: Client, copy: Copy, button: str, **fields: Any) -> Any:
    """Press a button of the copy's page."""
    return client.post(f"{RETURNING}{copy.pk}/{button}/", fields)


def kept(paper: Path) -> list[Path]:
    """Every file of an uploaded copy that lies in the paper's folder."""
    return [path for path in (paper / ".newsroom" / "copies").rglob("*") if path.is_file()]
