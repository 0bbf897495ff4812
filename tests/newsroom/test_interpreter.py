"""What rescue, press and archive say in English is said in Persian to who reads Persian, whatever they come to say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import gettext, override

import broadsheet
from broadsheet.newsroom.interpreter import interpret
from broadsheet.newsroom.interpreter.refusals import BYLINES, GARDEN
from broadsheet.newsroom.interpreter.speaking import FORMS
from broadsheet.press.explaining import INPUTS
from tests.newsroom.conftest import Sign
from tests.newsroom.copies import bring
from tests.newsroom.test_account import ACCOUNT, fields

ROOT = Path(broadsheet.__file__).parent
SENTENCE = re.compile(r"(?:[A-Z“{].*[.]|couldn't .*)", re.DOTALL)
ENGLISH = re.compile(r"[a-z]+ [a-z]+ [a-z]+")
NOT_SHOWN = {
    # Of verbs that the newsroom does not call.
    "couldn't open the publication in",
}


def said_in(place: str) -> Iterator[tuple[str, str]]:
    """Every string of a folder's or a module's code, what is filled in standing as «7», and where it is."""
    for file in sorted((ROOT / place).rglob("*.py")) if (ROOT / place).is_dir() else [ROOT / place]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        # A docstring is said to nobody, a part of a longer string with it.
        apart = {
            id(part)
            for node in ast.walk(tree)
            for part in (node.values if isinstance(node, ast.JoinedStr) else [getattr(node, "value", None)])
            if isinstance(node, ast.JoinedStr | ast.Expr)
        }
        for node in ast.walk(tree):
            if id(node) not in apart and (words := _words(node)):
                yield words, f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"\{\w+\}", "7", node.value)
    return ""


def unknown(sentences: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    with override("fa"):
        return [
            (words, where)
            for words, where in sentences
            if ENGLISH.search(interpret(words)) and not words.startswith(tuple(NOT_SHOWN))
        ]


@pytest.mark.parametrize(
    "place",
    ["rescue", "archive/intake.py", "archive/picture_formats", "settings_file.py", "press/explaining.py"],
)
def test_every_sentence_of_the_rooms_below_has_a_persian_form(place: str) -> None:
    told = [(words, where) for words, where in said_in(place) if " " in words and SENTENCE.fullmatch(words)]
    assert told
    assert unknown(iter(told)) == [], "say it in newsroom/interpreter, run `make words`, and translate it"


@pytest.mark.parametrize("place", ["archive/checkup", "press/checkup.py"])
def test_whatever_a_checkup_finds_has_a_persian_form(place: str) -> None:
    # In the arguments of findings, and of what batches tell; the subject is put before it.
    told = [
        (f"post 7 {words}.".replace("with its 7.", "with its 7 changes."), where)
        for words, where in said_in(place)
        if re.match(r"(?:is|was|had|has|can't|could not|shows|stood elsewhere|names?d?|led|began) ", words)
    ]
    assert told
    assert unknown(iter(told)) == []


def test_every_kind_of_file_that_is_refused_is_named_in_persian() -> None:
    told = [
        (words, where)
        for words, where in said_in("rescue/detect.py")
        if re.match(
            r"(?:an? (?!\w+$)|text with|the bare|unpack|make|give|load|paste|save|rescue|this kind)(?!.* 7$)",
            words,
        )
    ]
    assert len(told) > 40
    assert unknown(iter(told)) == []


def test_every_kind_of_page_is_explained_in_persian() -> None:
    told = [words for kind in INPUTS.values() for words in (kind.name, *kind.inputs)]
    assert unknown((words, "INPUTS") for words in told) == []


def test_what_is_refused_of_tags_and_authors_is_in_the_catalogue() -> None:
    files = [*sorted((ROOT / "archive/services/garden").glob("*.py")), ROOT / "archive/services/bylines.py"]
    calls = [
        node
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]
    said = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
    assert said == {*GARDEN, *BYLINES}
    with override("fa"):
        assert [sentence for sentence in map(str, said) if gettext(sentence) == sentence] == []


def test_no_form_is_kept_that_nobody_says_any_more() -> None:
    """Forms that are one string of the code; those that are put together of several are not looked for."""
    code = "".join(
        file.read_text(encoding="utf-8") for file in ROOT.rglob("*.py") if "newsroom" not in file.parts
    )
    gone = [form for form in FORMS if form.endswith(".") and "{" not in form and form not in code]
    assert gone == []


def test_what_is_filled_in_is_interpreted_too_or_keeps_its_direction() -> None:
    with override("fa"):
        told = interpret(
            "couldn't rescue old.rar: it seems to be a rar archive; unpack it and rescue what is in it"
        )
        assert (
            told
            == "\u2068old.rar\u2069 بازگردانده نشد: گویا بایگانی rar است؛ بازش کنید و آنچه در آن است بازگردانید"
        )
        assert interpret("Nobody ever said this.") == "\u2068Nobody ever said this.\u2069"
    assert interpret("A script was left out.") == "A script was left out."


def test_a_report_is_read_in_persian(sign_in: Sign) -> None:
    chief: Client = sign_in("chief", "administrator")
    chief.post(ACCOUNT, {**fields(chief), "locale-preferred_language": "fa"})
    copy = bring(chief, ("page.html", b"<!doctype html><p>Hello"), ("empty.txt", b""))
    for path in ("", "report.txt"):
        page = chief.get(f"/newsroom/returning/{copy.pk}/{path}").content.decode()
        assert "صفحهٔ HTML" in page
        assert "couldn't rescue" not in page
