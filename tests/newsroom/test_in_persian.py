"""The newsroom speaks Persian to who asks for it."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.translation import gettext, override
from django.utils.translation.template import templatize
from lxml import html

import broadsheet.newsroom
from broadsheet.publication import Publication
from tests.newsroom.conftest import Sign
from tests.newsroom.desk import POSTS, write
from tests.newsroom.test_account import ACCOUNT, fields

LOGIN = "/newsroom/login/"
ROOT = Path(broadsheet.newsroom.__file__).parent
CATALOGUES = sorted(ROOT.rglob("fa/LC_MESSAGES/*.po"))
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}
each_catalogue = pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: str(file.relative_to(ROOT)))


def read(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale="fa")


def forms(catalogue: Any) -> dict[str, tuple[str, ...]]:
    """Each sentence by its first form, and all forms of how it is said in Persian."""
    return {_first(each.id): _all(each.string) for each in catalogue if each.id}


def _all(said: Any) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _first(said: Any) -> str:
    return _all(said)[0]


def print_in(paper: Publication, language: str) -> None:
    """Another main language, written into the paper's settings."""
    written = paper.folder / "broadsheet.toml"
    written.write_text(f'language = "{language}"\n{written.read_text()}')


def said_by_the_newsroom() -> Iterator[tuple[str, Path]]:
    """Every sentence in the code and the templates that is marked as one to be translated."""
    for file in sorted(ROOT.rglob("*.py")):
        for _line, words, _notes, _context in extract("python", BytesIO(file.read_bytes()), KEYWORDS):
            yield _first(words), file
    for file in sorted([*ROOT.rglob("*.html"), *ROOT.rglob("templates/**/*.txt")]):
        # All on one line: what stands between the sentences is no Python, and its indents less so.
        calls = " ".join(templatize(file.read_text(encoding="utf-8")).split("\n"))
        for _line, words, _notes, _context in extract("python", BytesIO(calls.encode()), KEYWORDS):
            yield _first(words), file


def test_every_sentence_of_the_newsroom_is_in_a_catalogue() -> None:
    of_body = set(forms(read(ROOT / "body/locale/fa/LC_MESSAGES/django.po")))
    of_newsroom = set(forms(read(ROOT / "locale/fa/LC_MESSAGES/django.po")))
    said = list(said_by_the_newsroom())
    assert len(said) > 600
    missing = [
        (words, file.name)
        for words, file in said
        if words not in (of_body if ROOT / "body" in file.parents else of_newsroom)
    ]
    assert missing == [], "run `make words`, and translate what is new"


@each_catalogue
def test_every_sentence_of_a_catalogue_is_translated(file: Path) -> None:
    catalogue = read(file)
    assert [id for id, said in forms(catalogue).items() if not all(said)] == []
    assert [each.id for each in catalogue if each.id and each.fuzzy] == []


@each_catalogue
def test_what_is_filled_into_a_sentence_is_filled_in_in_persian_too(file: Path) -> None:
    filled = re.compile(r"%(?:\(\w+\))?[sd]|</?(?:bdi|strong|b|a|span)\b")
    wrong = [
        each.id
        for each in read(file)
        if each.id
        for id, said in [(_all(each.id)[-1], _all(each.string)[-1]), (_first(each.id), _first(each.string))]
        if sorted(filled.findall(id)) != sorted(filled.findall(said))
    ]
    assert wrong == []


@each_catalogue
def test_the_compiled_words_are_those_that_were_written(file: Path) -> None:
    with file.with_suffix(".mo").open("rb") as opened:
        compiled = forms(read_mo(opened))
    assert compiled == forms(read(file))


def test_no_two_catalogues_say_the_same_differently() -> None:
    body, newsroom = (forms(read(ROOT / each / "locale/fa/LC_MESSAGES/django.po")) for each in ("body", "."))
    assert {id: (body[id], newsroom[id]) for id in body.keys() & newsroom if body[id] != newsroom[id]} == {}


def test_the_settings_and_the_press_speak_persian(sign_in: Sign) -> None:
    chief: Client = sign_in("chief", "administrator")
    chief.post(ACCOUNT, {**fields(chief), "locale-preferred_language": "fa"})
    page = chief.get("/newsroom/settings/menu/").content.decode()
    assert 'lang="fa" dir="rtl"' in page
    for said in ("تنظیمات نشریه", "افزودن پیوند"):
        assert said in page
    assert "چاپخانه: آخرین شماره‌ها" in chief.get("/newsroom/").content.decode()


def test_the_newsroom_of_a_persian_paper_speaks_persian_until_a_member_says_otherwise(
    newsroom: Publication, reporter: Client
) -> None:
    print_in(newsroom, "fa")
    for page in (
        Client(SERVER_NAME="127.0.0.1").get(LOGIN, headers={"accept-language": "en"}),
        reporter.get(POSTS, headers={"accept-language": "en"}),
    ):
        assert 'lang="fa" dir="rtl"' in page.content.decode()
    reporter.post(ACCOUNT, {**fields(reporter), "locale-preferred_language": "en"})
    assert 'lang="en" dir="ltr"' in reporter.get(POSTS, HTTP_ACCEPT_LANGUAGE="fa").content.decode()


def test_a_paper_in_a_language_that_the_newsroom_does_not_speak_asks_the_browser(
    newsroom: Publication,
) -> None:
    print_in(newsroom, "ckb")
    door = Client(SERVER_NAME="127.0.0.1")
    assert 'lang="fa"' in door.get(LOGIN, HTTP_ACCEPT_LANGUAGE="fa").content.decode()
    assert 'lang="en"' in door.get(LOGIN).content.decode()


def test_ours_is_said_where_wagtail_has_no_persian_or_other_words() -> None:
    with override("fa"):
        assert gettext("Compare") == "مقایسه"
        assert gettext("live") == "روی سایت"


def test_a_headline_in_a_list_runs_as_its_post_does_whatever_its_first_letter(editor: Client) -> None:
    write(editor, headline="«Ever Given» دوباره در بندر", language="fa")
    write(editor, headline="Harbour reopens, says وزیر", language="en")
    for path in (POSTS, "/newsroom/"):
        page = html.fromstring(editor.get(path).content.decode())
        for words, direction in (("Ever Given", "rtl"), ("Harbour reopens", "ltr")):
            assert page.xpath(f"//td//*[@dir='{direction}'][contains(., '{words}')]"), (path, words)


def test_a_list_counts_as_the_language_does(sign_in: Sign) -> None:
    chief: Client = sign_in("chief", "administrator")
    for headline in ("One", "Two"):
        write(chief, action="publish", headline=headline, author_names=headline)
    assert "2 authors" in chief.get("/newsroom/authors/").content.decode()
    chief.post(ACCOUNT, {**fields(chief), "locale-preferred_language": "fa"})
    assert "2 نویسنده\n" in chief.get("/newsroom/authors/").content.decode()
