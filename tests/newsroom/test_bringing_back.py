"""A copy of the old site comes back from the browser: uploaded, looked at, accepted, read about."""

import gzip
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from broadsheet.archive.models import Post
from broadsheet.newsroom.models import Copy
from broadsheet.newsroom.returning import folders, uploads
from broadsheet.newsroom.returning.steps import keep_house
from broadsheet.newsroom.roles import Role
from broadsheet.publication import Publication
from tests.newsroom.copies import RETURNING, bring, export, kept, press, send, wait_for
from tests.newsroom.desk import POSTS

Sign = Callable[[str, Role], Client]


@pytest.fixture
def chief(sign_in: Sign) -> Client:
    """An administrator, signed in."""
    return sign_in("chief", "administrator")


def page(client: Client, copy: Copy) -> str:
    answer = client.get(f"{RETURNING}{copy.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def told(client: Client, answer: Any) -> str:
    """What is said on the page that an answer leads to."""
    return client.get(answer.headers["Location"]).content.decode()


def test_a_copy_is_looked_at_and_nothing_is_stored(chief: Client, tmp_path: Path) -> None:
    copy = bring(chief, ("old-site.xml", export(tmp_path)))
    assert copy.stage == "examined"
    assert Post.objects.count() == 0
    shown = page(chief, copy)
    assert "This is what would come back" in shown
    assert re.search(r"<dt>posts</dt>\s*<dd>5</dd>", shown)
    assert str(tmp_path) not in shown


def test_a_sample_is_the_page_that_readers_would_get(chief: Client, tmp_path: Path) -> None:
    copy = bring(chief, ("old-site.xml", export(tmp_path)))
    sample = copy.outlook["sources"][0]["outlook"]["samples"][0]
    shown = chief.get(f"{RETURNING}{copy.pk}/sample/0/0/").content.decode()
    assert f"<h1>{sample['headline']}</h1>" in shown or sample["headline"] in shown
    assert chief.get(f"{RETURNING}{copy.pk}/sample/0/99/").status_code == 404
    assert Post.objects.count() == 0


def test_accepting_brings_the_posts_into_the_lists_and_deletes_the_files(
    chief: Client, tmp_path: Path, newsroom: Publication
) -> None:
    copy = bring(chief, ("old-site.xml", export(tmp_path)))
    assert press(chief, copy, "accept").status_code == 302
    copy = wait_for(chief, copy.pk)
    assert copy.stage == "stored"
    assert Post.objects.filter(live=True).count() == 5
    headline = Post.objects.earliest("id").headline
    assert headline in chief.get(f"{POSTS}?q={headline}").content.decode()
    assert kept(newsroom.folder) == []
    assert "Brought back." in page(chief, copy)


def test_discarding_leaves_nothing(chief: Client, tmp_path: Path, newsroom: Publication) -> None:
    copy = bring(chief, ("old-site.xml", export(tmp_path)))
    assert kept(newsroom.folder) != []
    press(chief, copy, "discard")
    assert kept(newsroom.folder) == []
    assert not Copy.objects.exists()
    assert Post.objects.count() == 0


def test_files_lie_where_their_owner_alone_may_read(
    chief: Client, tmp_path: Path, newsroom: Publication
) -> None:
    bring(chief, ("old-site.xml", export(tmp_path)))
    place = newsroom.folder / ".newsroom" / "copies"
    for path in [place, *place.rglob("*")]:
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path
    (file,) = [path for path in kept(newsroom.folder) if path.name == "old-site.xml"]
    for name in (
        f"/static/../copies/{file.parts[-3]}/files/{file.name}",
        f"/newsroom/preview/../{file.name}",
    ):
        assert chief.get(name).status_code != 200


def test_several_files_and_packed_ones_are_read_together(chief: Client, tmp_path: Path) -> None:
    copy = bring(
        chief,
        ("old-site.xml.gz", gzip.compress(export(tmp_path))),
        ("holiday.jpg", b"\xff\xd8\xff\xe0" + b"0" * 99),
    )
    shown = page(chief, copy)
    assert "an image (JPEG)" in shown
    assert re.search(r"<dt>posts</dt>\s*<dd>5</dd>", shown)


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x.xml", "..\\..\\x.xml", ".hidden.xml", "a/b/c.xml", "\u202egnp.xml"]
)
def test_a_file_name_leads_nowhere_else(
    chief: Client, tmp_path: Path, newsroom: Publication, name: str
) -> None:
    data = export(tmp_path)
    folder = folders.make_folder()
    given, file = folders.new_file(folder, name)
    with file:
        file.write(data)
    assert (folders.folder_of(folder) / "files" / given).is_file()
    assert "/" not in given
    assert not given.startswith(".")


def test_two_files_of_one_name_are_both_kept(newsroom: Publication) -> None:
    folder = folders.make_folder()
    names = []
    for _ in range(2):
        name, file = folders.new_file(folder, "part.xml")
        file.close()
        names.append(name)
    assert names == ["part.xml", "part-2.xml"]


def test_what_no_reader_knows_is_refused_with_its_reason(chief: Client) -> None:
    copy = bring(chief, ("report.pdf", b"%PDF-1.7 ..."))
    shown = page(chief, copy)
    assert "a PDF" in shown
    assert "No file that can be brought back." in shown
    assert f"{RETURNING}{copy.pk}/accept/" not in shown
    assert ".newsroom" not in shown


def test_no_file_half_a_file_and_an_empty_one_are_told_and_leave_nothing(
    chief: Client, newsroom: Publication
) -> None:
    assert "no file was chosen" in told(chief, chief.post(RETURNING, {"whole": "yes"}))
    assert "broke off" in told(chief, send(chief, ("half.xml", b"<rss"), whole=""))
    assert "they are empty" in told(chief, send(chief, ("empty.xml", b"")))
    assert kept(newsroom.folder) == []
    assert not Copy.objects.exists()


def test_too_large_an_upload_is_refused_in_a_sentence(
    chief: Client, newsroom: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    assert "larger than" in told(chief, send(chief, ("big.xml", b"x" * 2000)))
    assert kept(newsroom.folder) == []


def test_a_full_disk_is_told_in_a_sentence(
    chief: Client, newsroom: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "room_left", lambda: 10)
    assert "the disk is full" in told(chief, send(chief, ("a.xml", b"x" * 2000)))
    monkeypatch.setattr(uploads, "room_left", lambda: 10**9)

    def full(folder: str, name: str) -> Any:
        return name, Path("/dev/full").open("wb")

    monkeypatch.setattr(uploads, "new_file", full)
    assert "the disk is full" in told(chief, send(chief, ("a.xml", b"x" * 2_000_000)))
    assert kept(newsroom.folder) == []


def test_more_files_than_are_taken_are_refused(chief: Client, newsroom: Publication) -> None:
    many = [(f"{n}.xml", b"x") for n in range(uploads.MOST_FILES + 1)]
    assert "more than 50" in told(chief, send(chief, *many))
    assert kept(newsroom.folder) == []


def test_a_script_is_answered_in_json(chief: Client, tmp_path: Path) -> None:
    answer = chief.post(RETURNING, {"whole": "yes"}, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert "no file" in answer.json()["complaint"]


def test_a_copy_that_nobody_decides_on_is_deleted(
    chief: Client, tmp_path: Path, newsroom: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = bring(chief, ("old-site.xml", export(tmp_path)))
    keep_house()
    assert kept(newsroom.folder) != []
    monkeypatch.setattr(folders, "KEPT_DAYS", 0)
    keep_house()
    assert kept(newsroom.folder) == []
    assert "Nobody decided on this copy" in page(chief, Copy.objects.get())
    press(chief, copy, "accept")
    assert Post.objects.count() == 0


def test_posts_that_are_there_already_are_named_and_not_doubled(chief: Client, tmp_path: Path) -> None:
    data = export(tmp_path)
    first = bring(chief, ("old-site.xml", data))
    press(chief, first, "accept")
    wait_for(chief, first.pk)
    again = bring(chief, ("again.xml", data + b"<!-- the same posts -->"))
    shown = page(chief, again)
    assert "There already" in shown
    assert f"{POSTS}edit/{Post.objects.earliest('id').pk}/" in shown


def test_the_report_can_be_kept_and_names_no_folder_of_the_server(chief: Client, tmp_path: Path) -> None:
    copy = bring(chief, ("old-site.xml", export(tmp_path)), ("x.pdf", b"%PDF-1.7"))
    for form in ("txt", "json"):
        answer = chief.get(f"{RETURNING}{copy.pk}/report.{form}")
        text = answer.content.decode()
        assert "attachment" in answer.headers["Content-Disposition"]
        assert "old-site.xml" in text
        assert "a PDF" in text
        assert ".newsroom" not in text


def test_accepting_twice_begins_once(chief: Client, tmp_path: Path) -> None:
    copy = bring(chief, ("old-site.xml", export(tmp_path)))
    press(chief, copy, "accept")
    assert (
        "somebody has decided" in told(chief, press(chief, copy, "accept"))
        or Copy.objects.get().stage == "stored"
    )
    assert wait_for(chief, copy.pk).stage == "stored"
    assert Post.objects.count() == 5


def test_a_forged_form_is_refused_and_leaves_nothing(sign_in: Sign, newsroom: Publication) -> None:
    client = sign_in("chief", "administrator")
    client.handler.enforce_csrf_checks = True
    assert send(client, ("a.xml", b"<rss>")).status_code in (302, 403)
    assert kept(newsroom.folder) == []
    assert not Copy.objects.exists()
