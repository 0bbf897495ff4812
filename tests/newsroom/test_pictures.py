"""Uploaded pictures lose where and with what they were taken before anything is stored."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from broadsheet.archive.models import Change, Image
from broadsheet.archive.picture_formats import opening
from broadsheet.publication import Publication
from tests.newsroom.uploading import send, upload
from tests.photographs import TELLTALE, avif, gif, jpeg, png, tell_tales, tiff, webp


@pytest.mark.parametrize("make", [jpeg, png, gif, webp, avif, tiff])
def test_nothing_that_tells_is_anywhere_in_the_paper(
    newsroom: Publication, editor: Client, make: object
) -> None:
    upload(editor, make())  # type: ignore[operator]
    files = [path for path in newsroom.folder.rglob("*") if path.is_file()]
    assert tell_tales([path for path in files if newsroom.media in path.parents]) == []
    assert not [path for path in files if TELLTALE.encode() in path.read_bytes()]


def test_the_name_of_the_file_is_kept_nowhere(newsroom: Publication, editor: Client) -> None:
    upload(editor, jpeg(), name="Mina_at_home.jpg")
    image = Image.objects.get()
    assert "Mina" not in f"{image} {image.title} {image.file} {image.alt} {image.caption}"
    assert not [path for path in newsroom.folder.rglob("*") if "Mina" in path.name]


def test_the_same_picture_is_stored_once(editor: Client) -> None:
    assert upload(editor, jpeg()) == upload(editor, jpeg())
    assert Image.objects.count() == 1


def test_what_is_typed_comes_before_what_the_file_says(editor: Client) -> None:
    upload(editor, jpeg(), caption="The square at noon")
    assert Image.objects.get().caption == "The square at noon"


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (
            b"<svg><script>x()</script></svg>",
            "x.svg",
            "SVG drawings can hold scripts",
        ),
        (
            b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
            "x.jpg",
            "SVG drawings can hold scripts",
        ),
        (b"<!doctype html><script>x()</script>", "x.png", "a web page saved under a picture"),
        (b"MZ\x90\0" + b"\0" * 60, "x.jpg", "a picture of a kind known here"),
        (b"\xff\xd8\xff\xe0 cut off", "x.jpg", "couldn"),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence_whatever_its_name(
    editor: Client, newsroom: Publication, data: bytes, name: str, told: str
) -> None:
    assert told in send(editor, data, name=name)
    assert not Image.objects.exists()
    assert not [path for path in newsroom.media.rglob("*") if path.is_file()]


def test_a_picture_that_is_too_large_is_refused_in_a_sentence(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MAX_BYTES", 1000)
    assert "save a smaller copy" in send(editor, jpeg())
    assert not Image.objects.exists()


def test_an_upload_is_held_in_memory_alone() -> None:
    from django.conf import settings

    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


def test_a_contributor_can_choose_but_not_upload(
    newsroom: Publication, sign_in: object, tmp_path: Path
) -> None:
    contributor: Client = sign_in("cyrus", "contributor")  # type: ignore[operator]
    assert contributor.get("/newsroom/pictures/").status_code == 200
    send(contributor, jpeg())
    assert not Image.objects.exists()


def test_pictures_are_listed_found_and_described_anew(editor: Client) -> None:
    picture = upload(editor, jpeg(), alt="The quay at dawn")
    assert "The quay at dawn" in editor.get("/newsroom/picture/?q=quay").content.decode()
    words = {"alt": "The quay at dusk", "caption": "", "credit": "Arta Moradi"}
    assert editor.post(f"/newsroom/picture/edit/{picture}/", words).status_code == 302
    image = Image.objects.get()
    assert (image.alt, image.credit) == ("The quay at dusk", "Arta Moradi")
    assert Change.objects.filter(noun="image", noun_id=picture).exists()


def test_a_picture_is_uploaded_from_its_own_page_too(newsroom: Publication, editor: Client) -> None:
    sent = {"upload": SimpleUploadedFile("x.jpg", jpeg()), "alt": "A quay", "caption": "", "credit": ""}
    assert editor.post("/newsroom/picture/new/", sent).status_code == 302
    assert (newsroom.media / Image.objects.get().file).is_file()


@pytest.mark.parametrize("role", ["contributor", "reporter"])
def test_only_editors_change_and_nobody_but_an_administrator_deletes(
    newsroom: Publication, editor: Client, sign_in: object, role: str
) -> None:
    picture = upload(editor, jpeg(), alt="A quay")
    other: Client = sign_in("arta", role)  # type: ignore[operator]
    other.post(f"/newsroom/picture/edit/{picture}/", {"alt": "Mine", "caption": "", "credit": ""})
    for client in (other, editor):
        client.post(f"/newsroom/picture/delete/{picture}/")
    assert Image.objects.get().alt == "A quay"
