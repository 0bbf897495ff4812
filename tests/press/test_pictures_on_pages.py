"""Pictures reach readers in small, clean copies; what is there already is not made again."""

from datetime import UTC, datetime

import pytest

from broadsheet.archive import services
from broadsheet.archive.intake import take_in
from broadsheet.archive.models import Image
from broadsheet.press import publish
from broadsheet.press.checking import check_site
from broadsheet.publication import Publication
from tests.photographs import TELLTALE, jpeg

from .reading import tree
from .synthetic import add_post


@pytest.fixture
def illustrated(paper: Publication) -> Publication:
    """Two posts led by one photograph that tells where it was taken; the archive has two rows for it."""
    taken = take_in(jpeg(), media=paper.media)
    for id in (1, 2):
        Image.objects.create(
            id=id, file=taken.file, digest=taken.digest, width=taken.width, height=taken.height, alt="A ferry"
        )
        add_post(id, datetime(2019, 5, id, tzinfo=UTC), lead_image_id=id, has_lead=True, lead_credit="J. Doe")
    return paper


def _pictures(paper: Publication) -> dict[str, bytes]:
    return {file: data for file, data in tree(paper.site).items() if file.startswith("media/")}


def test_every_picture_that_a_page_names_is_there(illustrated: Publication) -> None:
    assert publish(illustrated).problems == ()
    assert len(_pictures(illustrated)) == 2
    assert check_site(illustrated) == []


def test_no_picture_tells_where_it_was_taken(illustrated: Publication) -> None:
    publish(illustrated)
    assert not [file for file, data in _pictures(illustrated).items() if TELLTALE.encode() in data]


def test_a_picture_is_made_once(illustrated: Publication) -> None:
    publish(illustrated)
    before = _pictures(illustrated)
    for file in illustrated.media.rglob("*.jpg"):
        file.unlink()
    assert publish(illustrated).problems == ()
    assert _pictures(illustrated) == before


def test_a_picture_of_a_withdrawn_post_leaves_the_site(illustrated: Publication) -> None:
    publish(illustrated)
    services.withdraw(1)
    services.withdraw(2)
    publish(illustrated)
    assert _pictures(illustrated) == {}


def test_the_logo_is_published_clean(paper: Publication) -> None:
    (paper.folder / "logo.jpg").write_bytes(jpeg())
    (paper.folder / "broadsheet.toml").write_text('[look]\nlogo = "logo.jpg"\n', encoding="utf-8")
    publish(Publication.open(paper.folder))
    logos = {file: data for file, data in tree(paper.site).items() if file.startswith("assets/logo.")}
    assert len(logos) == 1
    assert not any(TELLTALE.encode() in data for data in logos.values())
