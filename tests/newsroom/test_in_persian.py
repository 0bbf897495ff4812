"""The newsroom speaks Persian to who asks for it."""

import re
from pathlib import Path
from typing import Any

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.test import Client

import broadsheet.newsroom
from tests.newsroom.conftest import Sign
from tests.newsroom.test_account import ACCOUNT, fields

FOLDER = Path(broadsheet.newsroom.__file__).parent / "locale" / "fa" / "LC_MESSAGES"


def words() -> dict[str, str]:
    """What is said, and how it is said in Persian."""
    with (FOLDER / "django.po").open("rb") as file:
        return first_forms(read_po(file, locale="fa"))


def first_forms(catalogue: Any) -> dict[str, str]:
    """Each sentence by its first form, where it has several."""

    def first(said: Any) -> str:
        return said if isinstance(said, str) else said[0]

    return {first(message.id): first(message.string) for message in catalogue if message.id}


def test_every_sentence_of_the_catalogue_is_translated() -> None:
    assert [id for id, said in words().items() if not said] == []


def test_what_is_filled_into_a_sentence_is_filled_in_in_persian_too() -> None:
    filled = re.compile(r"%(?:\(\w+\))?[sd]")
    wrong = [id for id, said in words().items() if sorted(filled.findall(id)) != sorted(filled.findall(said))]
    assert wrong == []


def test_the_compiled_words_are_those_that_were_written() -> None:
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = first_forms(read_mo(file))
    assert compiled == words()


def test_the_settings_and_the_press_speak_persian(sign_in: Sign) -> None:
    chief: Client = sign_in("chief", "administrator")
    chief.post(ACCOUNT, {**fields(chief), "locale-preferred_language": "fa"})
    page = chief.get("/newsroom/settings/menu/").content.decode()
    assert 'lang="fa" dir="rtl"' in page
    for said in ("تنظیمات نشریه", "افزودن پیوند"):
        assert said in page
    assert "چاپخانه: آخرین شماره‌ها" in chief.get("/newsroom/").content.decode()
