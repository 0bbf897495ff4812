"""Many pictures are uploaded at once; one is replaced, cropped around what matters, and found where it is used."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from broadsheet.archive import selectors
from broadsheet.archive.models import Image
from broadsheet.newsroom.models import Story
from broadsheet.press import publish
from broadsheet.publication import Publication
from tests.newsroom.desk import edit, write
from tests.newsroom.uploading import upload
from tests.photographs import TELLTALE, avif, gif, jpeg, png, tiff, webp
from tests.press.reading import tree

MANY = "/newsroom/pictures/many/"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0" * 64


def send_many(client: Client, *files: tuple[str, bytes], script: bool = False, **fields: str) -> Any:
    sent = {"files": [SimpleUploadedFile(name, data) for name, data in files], **fields}
    return client.post(MANY, sent, HTTP_ACCEPT="application/json" if script else "text/html")


def describe(client: Client, picture: int, **fields: Any) -> Any:
    sent = {"alt": "", "caption": "", "credit": "", "taken_on": "", "focus_x": "", "focus_y": "", **fields}
    return client.post(f"/newsroom/picture/edit/{picture}/", sent)


def media(site: Path) -> set[str]:
    return {file for file in tree(site) if file.startswith("media/")}


def test_of_all_formats_at_once_nothing_that_tells_is_kept(newsroom: Publication, reporter: Client) -> None:
    files = [(f"Mina.{make.__name__}", make()) for make in (jpeg, png, webp, avif, gif, tiff)]
    page = send_many(reporter, *files, credit="Arta Moradi").content.decode()
    assert page.count("Taken in.") == 6
    assert set(Image.objects.values_list("credit", flat=True)) == {"Arta Moradi"}
    stored = [file for file in newsroom.folder.rglob("*") if file.is_file()]
    assert not [file for file in stored if TELLTALE.encode() in file.read_bytes() or "Mina" in file.name]
    assert not [file for file in stored if b"Mina." in file.read_bytes()]
    assert "Mina" not in str(list(Image.objects.values()))


def test_one_that_is_refused_says_why_and_the_others_go_on(reporter: Client) -> None:
    answer = send_many(
        reporter, ("a.jpg", jpeg()), ("notes.jpg", b"no picture"), ("b.png", png()), script=True
    )
    first, second, third = answer.json()["outcomes"]
    assert (first["taken"], second["taken"], third["taken"]) == (True, False, True)
    assert second["told"].startswith("couldn't take in notes.jpg: it isn't a picture of a kind known here")
    assert Image.objects.count() == 2


def test_a_phone_s_own_format_is_refused_with_what_to_do(
    reporter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet.archive.picture_formats.opening._DECODERS", ())
    told = send_many(reporter, ("IMG_1.HEIC", HEIC), script=True).json()["outcomes"][0]["told"]
    assert "HEIC pictures can't be read here; export it as JPEG" in told


def test_what_was_there_already_is_said_and_stored_once(reporter: Client) -> None:
    send_many(reporter, ("a.jpg", jpeg()))
    (outcome,) = send_many(reporter, ("b.jpg", jpeg()), script=True).json()["outcomes"]
    assert "already" in outcome["told"]
    assert Image.objects.count() == 1


def test_a_form_without_a_file_is_answered_in_a_sentence(reporter: Client) -> None:
    assert "No picture arrived" in send_many(reporter).content.decode()


def test_the_day_is_kept_if_it_shall_be_and_the_hour_never(reporter: Client) -> None:
    send_many(reporter, ("a.jpg", jpeg()), keep_day="on")
    send_many(reporter, ("b.jpg", jpeg(size=(64, 64))))
    assert [str(day) for day in Image.objects.order_by("pk").values_list("taken_on", flat=True)] == [
        "2019-05-05",
        "None",
    ]


def test_an_editor_takes_the_day_away_again(editor: Client) -> None:
    picture = upload(editor, jpeg(), keep_day="on")
    assert "2019-05-05" in editor.get(f"/newsroom/picture/edit/{picture}/").content.decode()
    describe(editor, picture)
    assert Image.objects.get().taken_on is None


def test_who_may_not_add_pictures_uploads_none(sign_in: Callable[..., Client], newsroom: Publication) -> None:
    contributor = sign_in("cyrus", "contributor")
    assert contributor.get(MANY).status_code in (302, 403)
    send_many(contributor, ("a.jpg", jpeg()))
    assert not Image.objects.exists()
    stranger = Client(SERVER_NAME="127.0.0.1")
    assert send_many(stranger, ("a.jpg", jpeg())).headers["Location"].startswith("/newsroom/login/")
    for role in ("reporter", "editor", "administrator"):
        assert sign_in(role, role).get(MANY).status_code == 200


def test_a_replaced_picture_is_new_wherever_it_is_shown(newsroom: Publication, editor: Client) -> None:
    picture = upload(editor, jpeg(size=(900, 600)), alt="A quay")
    story = write(editor, action="publish", headline="Harbour opens", lead_image=picture)
    publish(newsroom, executor=0)
    before, old = media(newsroom.site), newsroom.media / Image.objects.get().file
    answer = describe(
        editor, picture, alt="A quay", replacement=SimpleUploadedFile("n.jpg", jpeg(size=(800, 500)))
    )
    assert answer.status_code == 302
    publish(newsroom, executor=0)
    after = media(newsroom.site)
    assert before & after == set()
    page = (newsroom.site / str(story.path) / "index.html").read_text(encoding="utf-8")
    assert 'width="800" height="500"' in page
    assert (Image.objects.count(), Image.objects.get().pk, Image.objects.get().alt) == (1, picture, "A quay")
    incremental = tree(newsroom.site)
    publish(newsroom, executor=0, whole=True)
    assert tree(newsroom.site) == incremental
    assert [file for file in newsroom.media.rglob("*") if file.is_file()] == [
        newsroom.media / Image.objects.get().file
    ]
    assert not old.exists()


def test_a_replacement_that_is_no_picture_changes_nothing(editor: Client) -> None:
    picture = upload(editor, jpeg())
    before = Image.objects.values().get()
    page = describe(editor, picture, alt="X", replacement=SimpleUploadedFile("n.jpg", b"no picture"))
    assert "take in this picture" in page.content.decode()
    assert Image.objects.values().get() == before


def test_a_replacement_brings_nothing_that_tells(newsroom: Publication, editor: Client) -> None:
    picture = upload(editor, png(size=(50, 40)))
    describe(editor, picture, replacement=SimpleUploadedFile("n.tiff", tiff()))
    stored = [file for file in newsroom.folder.rglob("*") if file.is_file()]
    assert not [file for file in stored if TELLTALE.encode() in file.read_bytes()]


def test_what_a_crop_keeps_is_in_the_picture_that_others_show(newsroom: Publication, editor: Client) -> None:
    picture = upload(editor, jpeg(size=(1000, 2000)))
    story = write(editor, action="publish", headline="Harbour opens", lead_image=picture)
    publish(newsroom, executor=0)
    page = newsroom.site / str(story.path) / "index.html"
    shown = page.read_text(encoding="utf-8").partition('og:image" content="')[2].partition('"')[0]
    describe(editor, picture, focus_x="50", focus_y="10")
    publish(newsroom, executor=0)
    high = page.read_text(encoding="utf-8").partition('og:image" content="')[2].partition('"')[0]
    assert high not in ("", shown)
    from PIL import Image as Opened

    with Opened.open(newsroom.site / high.removeprefix("https://paper.example/")) as opened:
        assert opened.size == (1000, 525)
    incremental = tree(newsroom.site)
    publish(newsroom, executor=0, whole=True)
    assert tree(newsroom.site) == incremental
    describe(editor, picture, focus_x="50", focus_y="90")
    publish(newsroom, executor=0)
    assert high not in page.read_text(encoding="utf-8")
    assert high.removeprefix("https://paper.example/") not in media(newsroom.site)


def test_a_gallery_crops_around_it(newsroom: Publication, editor: Client) -> None:
    picture = upload(editor, jpeg())
    describe(editor, picture, focus_x="34", focus_y="100")
    body = f'<figure><img src="/a.jpg" alt="A quay" data-image="{picture}"></figure>'
    story = write(editor, action="publish", headline="Harbour opens", body=body)
    publish(newsroom, executor=0)
    assert 'class="fx3 fy10"' in (newsroom.site / str(story.path) / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("x", "y", "told"), [("101", "0", "100"), ("-1", "5", "0"), ("5", "", "both numbers")]
)
def test_a_point_outside_the_picture_is_no_point(editor: Client, x: str, y: str, told: str) -> None:
    picture = upload(editor, jpeg())
    answer = describe(editor, picture, focus_x=x, focus_y=y)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert Image.objects.get().focus_x is None


def test_where_it_is_used_names_live_posts_drafts_and_changes_that_wait(editor: Client) -> None:
    picture = upload(editor, jpeg())
    body = f'<figure><img src="/a.jpg" alt="A quay" data-image="{picture}"></figure>'
    write(editor, action="publish", headline="Live lead", lead_image=picture)
    write(editor, action="publish", headline="Live body", body=body)
    write(editor, headline="Draft body", body=body)
    write(editor, headline="Nothing of it")
    waiting = write(editor, action="publish", headline="Waiting change")
    edit(editor, waiting, lead_image=picture)
    later = write(editor, action="publish", headline="Waiting body")
    edit(editor, later, body=body)
    page = editor.get(f"/newsroom/picture/edit/{picture}/").content.decode()
    for headline in ("Live lead", "Live body", "Draft body", "Waiting change", "Waiting body"):
        assert headline in page, headline
    assert "Nothing of it" not in page


def test_where_it_is_used_names_only_what_the_member_may_see(
    sign_in: Callable[..., Client], editor: Client
) -> None:
    from broadsheet.newsroom.models import Member
    from broadsheet.newsroom.pictures.uses import uses_of

    picture = upload(editor, jpeg())
    write(sign_in("mina", "reporter"), headline="The source", lead_image=picture)
    sign_in("arta", "reporter")
    told = uses_of(Image.objects.get(), Member.objects.get(username="arta"))
    assert (told.stories, told.others) == ((), 1)
    assert uses_of(Image.objects.get(), Member.objects.get(username="shirin")).others == 0


@pytest.mark.parametrize("role", ["contributor", "reporter"])
def test_only_editors_replace_or_crop(sign_in: Callable[..., Client], editor: Client, role: str) -> None:
    picture = upload(editor, jpeg())
    before = Image.objects.values().get()
    other = sign_in("arta", role)
    describe(other, picture, focus_x="1", focus_y="1", replacement=SimpleUploadedFile("n.jpg", png()))
    assert Image.objects.values().get() == before
    assert not Story.objects.exists()
    assert selectors.pictures([picture])[picture].focus_x is None
