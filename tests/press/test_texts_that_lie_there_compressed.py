"""Texts lie beside themselves in compressed forms, and never say anything else than the text itself."""

import dataclasses
import gzip
from datetime import UTC, datetime

import brotli
import pytest

from broadsheet.archive import services
from broadsheet.archive.models import StandingPage
from broadsheet.press import publish, tray
from broadsheet.press.siblings import LEAST, is_sibling, takes_siblings, text_of
from broadsheet.publication import Publication, Publish

from .editing import edited
from .reading import tree
from .synthetic import add_old_address, add_post, add_tag

UNPACK = {"gz": gzip.decompress, "br": brotli.decompress}


@pytest.fixture
def compressing(paper: Publication) -> Publication:
    """A paper with a few posts that is published with compressed siblings."""
    add_tag(1, "Rivers")
    for id in range(1, 4):
        add_post(id, datetime(2018 + id, 5, id, tzinfo=UTC), tags=(1,))
    compressing = with_forms(paper, "gz", "br")
    publish(compressing, executor=0)
    return compressing


def with_forms(paper: Publication, *forms: str) -> Publication:
    settings = dataclasses.replace(paper.settings, publish=Publish(compressed=forms))  # type: ignore[arg-type]
    return dataclasses.replace(paper, settings=settings)


def check_siblings(paper: Publication) -> None:
    """Beside each text lie exactly its siblings, of its very bytes."""
    files = tree(paper.site)
    long = {file for file, data in files.items() if takes_siblings(file) and len(data) >= LEAST}
    assert {file for file in files if is_sibling(file)} == {
        f"{file}.{form}" for file in long for form in UNPACK
    }
    for file, data in files.items():
        if is_sibling(file):
            assert UNPACK[file.rpartition(".")[2]](data) == files[text_of(file)]


def test_every_long_text_has_its_siblings(compressing: Publication) -> None:
    check_siblings(compressing)
    assert (compressing.site / "index.html.br").is_file()
    assert not (compressing.site / "robots.txt.gz").exists()


def test_the_siblings_of_a_withdrawn_post_say_that_it_is_gone(compressing: Publication) -> None:
    services.withdraw(2)
    publish(compressing, executor=0)
    check_siblings(compressing)
    page = gzip.decompress((compressing.site / "2020/05/02/post-2/index.html.gz").read_bytes())
    assert b"This page was withdrawn" in page


def test_a_text_that_became_short_loses_its_siblings(compressing: Publication) -> None:
    for id in range(10, 30):
        add_post(id, datetime(2024, 3, 3, 3, id, tzinfo=UTC))
    publish(compressing, executor=0)
    assert (compressing.site / "sitemap-2024-03.xml.gz").is_file()
    for id in range(11, 30):
        services.withdraw(id)
    publish(compressing, executor=0)
    assert not (compressing.site / "sitemap-2024-03.xml.gz").exists()
    check_siblings(compressing)


def test_no_sitemap_names_a_compressed_one(compressing: Publication) -> None:
    publish(compressing, executor=0, whole=True)
    assert b".gz" not in (compressing.site / "sitemap.xml").read_bytes()


def test_without_the_setting_none_is_left(compressing: Publication) -> None:
    publish(with_forms(compressing), executor=0)
    assert not [file for file in tree(compressing.site) if is_sibling(file)]


def test_an_old_address_that_gives_way_to_a_page_leaves_nothing_beside_it(compressing: Publication) -> None:
    add_old_address("contact/", post_id=1)
    publish(compressing, executor=0)
    StandingPage.objects.create(id=1, title="Contact", path="contact/", live=True, body="<p>Write to us.</p>")
    publish(compressing, executor=0, whole=True)
    check_siblings(compressing)
    assert "Write to us" in (compressing.site / "contact/index.html").read_text(encoding="utf-8")


def test_a_text_that_did_not_change_is_not_compressed_again(
    compressing: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tray, "compress", lambda form, data: pytest.fail(f"{form} was made again"))
    assert publish(compressing, executor=0, whole=True).written == 0


def test_another_recipe_makes_all_anew(compressing: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadsheet.press.edition.recipe", lambda forms: "another")
    monkeypatch.setattr(tray, "compress", lambda form, data: b"another")
    publish(compressing, executor=0)
    files = tree(compressing.site)
    assert {data for file, data in files.items() if is_sibling(file)} == {b"another"}


def test_an_edit_leaves_the_siblings_of_other_pages_alone(compressing: Publication) -> None:
    other = compressing.site / "2019/05/01/post-1/index.html.gz"
    before = other.stat().st_ino
    with edited(3) as post:
        post.body = "<p>Other words.</p>"
    publish(compressing, executor=0)
    assert other.stat().st_ino == before
    check_siblings(compressing)
