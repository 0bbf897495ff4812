"""The documentation says what the program does: generated pages are fresh, commands parse, links lead somewhere."""

import dataclasses
import importlib.util
import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from broadsheet.cli.app import app
from broadsheet.press import EditionReport
from broadsheet.publication import SETTINGS_FILE, Publication
from broadsheet.rescue.finds import Remark
from broadsheet.rescue.report import Report, SourceReport
from tests.conftest import CHECKOUT

DOCS = CHECKOUT / "docs"
PAGES = [*sorted(CHECKOUT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
NAMES = [page.relative_to(CHECKOUT).as_posix() for page in PAGES]
GROUP: Any = app
VERBS: dict[str, Any] = GROUP.commands


def parts_of(verb: Any) -> dict[str, Any]:
    """A verb, or the verbs of a group such as ``user``, by what follows the group's name."""
    return getattr(verb, "commands", {"": verb})


SEVERAL_IN_A_LINE = re.compile(r"\s*(?:&&|\|\||[|;>])\s*")


def read(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def tokens(name: str) -> Iterator[Token]:
    """All tokens of a page, inline ones too."""
    for token in MarkdownIt("commonmark").enable("table").parse(read(name)):
        yield token
        yield from token.children or ()


def typed_lines(name: str) -> Iterator[str]:
    """The lines of a page that a reader may type: those of its code blocks, but for blocks of output."""
    for token in tokens(name):
        if token.type == "fence" and token.info in ("", "sh"):
            yield from token.content.splitlines()


def spans(name: str) -> list[str]:
    return [token.content for token in tokens(name) if token.type == "code_inline"]


def commands(lines: Iterator[str]) -> Iterator[list[str]]:
    """The words of every command of ours in these lines, without the program's name."""
    for line in lines:
        for part in SEVERAL_IN_A_LINE.split(line):
            words = shlex.split(part, comments=True) if "broadsheet" in part else []
            if words and words[0].rpartition("/")[2] == "broadsheet":
                yield words[1:]


@pytest.fixture(scope="module")
def write_docs() -> ModuleType:
    """tools/write_docs.py, which is a program and no part of a package."""
    spec = importlib.util.spec_from_file_location("write_docs", CHECKOUT / "tools" / "write_docs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_commands_is_the_generated_one(write_docs: ModuleType) -> None:
    assert read("docs/cli.md") == write_docs.commands_page()


def test_the_page_of_settings_is_the_generated_one(write_docs: ModuleType) -> None:
    assert read("docs/settings.md") == write_docs.settings_page()


def test_the_contexts_of_templates_are_the_generated_ones(write_docs: ModuleType) -> None:
    assert read("docs/theme.md") == write_docs.with_contexts(read("docs/theme.md"))


def test_the_report_that_editors_are_shown_is_the_real_one(write_docs: ModuleType) -> None:
    assert read("docs/editor.md") == write_docs.with_report(read("docs/editor.md"), write_docs.demo_report())


def test_what_pages_follow_from_is_the_table_of_the_code(write_docs: ModuleType) -> None:
    assert read("docs/architecture.md") == write_docs.with_inputs(read("docs/architecture.md"))


def test_the_page_of_scale_is_computed_from_its_constants(write_docs: ModuleType) -> None:
    assert read("docs/scale.md") == write_docs.scale_page()


def test_every_setting_has_an_example_that_a_publication_accepts(
    write_docs: ModuleType, tmp_path: Path
) -> None:
    rows = {name: each for name, _, each in write_docs.settings_rows()}
    assert rows.keys() == write_docs.EXAMPLES.keys()
    top: list[str] = []
    tables: dict[str, list[str]] = {}
    for name, value in write_docs.EXAMPLES.items():
        table, _, key = name.rpartition(".")
        line = f"{key} = {write_docs._toml(value)}"
        if table:
            tables.setdefault(table, []).append(line)
        else:
            top.append(line)
    text = "\n".join([*top, *(line for name, own in tables.items() for line in (f"[{name}]", *own))])
    (tmp_path / SETTINGS_FILE).write_text(text, encoding="utf-8")
    settings = Publication.open(tmp_path).settings
    for name, each in rows.items():
        table, _, key = name.rpartition(".")
        value = getattr(getattr(settings, table) if table else settings, key)
        assert value != each.default, f"{name} shows its default as an example"


def test_a_setting_that_nothing_reads_is_told_to_operators(write_docs: ModuleType) -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (CHECKOUT / "src").rglob("*.py")
        if path.name != "publication.py"
    )
    keys = {name.rpartition(".")[2] for name, _, _ in write_docs.settings_rows()}
    unread = {
        key
        for key in keys
        if not re.search(rf"(?:settings|look|listings|pictures|newsroom|publish)\.{key}\b", source)
    }
    told = set(
        re.findall(
            r"setting `(\w+)` is checked, and nothing in this version reads it", read("docs/operator.md")
        )
    )
    read_elsewhere = {"widths", "formats", "quality", "database"}
    assert unread - read_elsewhere == told == set()
    assert not [key for key in ("widths", "formats", "quality") if f".{key}" not in source]


@pytest.mark.parametrize("name", NAMES)
def test_every_relative_link_leads_to_a_file_and_its_heading(name: str) -> None:
    for token in tokens(name):
        target = str(token.attrGet("href") or token.attrGet("src") or "")
        if not target or re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = ((CHECKOUT / name).parent / unquote(path)).resolve() if path else CHECKOUT / name
        assert file.exists(), f"{name} links to {target}"
        if anchor:
            assert anchor in anchors(file.relative_to(CHECKOUT).as_posix()), f"{name} links to {target}"


def anchors(name: str) -> set[str]:
    """The anchors that hosts of code make of a page's headings."""
    found = set()
    page = list(tokens(name))
    for opening, inline in pairwise(page):
        if opening.type == "heading_open":
            words = "".join(child.content for child in inline.children or ())
            found.add(re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-"))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_command_line_shown_is_understood(name: str) -> None:
    for words in commands(typed_lines(name)):
        assert words[0] in VERBS, f"{name}: broadsheet {shlex.join(words)}"
        VERBS[words[0]].make_context(words[0], list(words[1:]))


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_named_in_a_sentence_exists(name: str) -> None:
    verbs = [GROUP, *(part for verb in VERBS.values() for part in parts_of(verb).values())]
    options = {option for verb in verbs for each in verb.params for option in each.opts}
    known = {option for option in options if option.startswith("--")} | {"--help"}
    for span in spans(name):
        if re.fullmatch(r"--[a-z][a-z-]+", span) and name not in ("docs/theme.md", "docs/operator.md"):
            assert span in known, f"{name}: {span}"
        words = span.split()
        if len(words) > 1 and words[0] == "broadsheet":
            assert words[1] in VERBS, f"{name}: {span}"
            parts = parts_of(VERBS[words[1]]).values()
            own = {option for part in parts for each in part.params for option in each.opts} | {"--help"}
            assert {word for word in words if word.startswith("--")} <= own, f"{name}: {span}"


@pytest.mark.parametrize("name", NAMES)
def test_every_make_target_named_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    for line in [*typed_lines(name), *spans(name)]:
        if found := re.match(r"make +([a-z]\S*)", line):
            assert found[1] in targets, f"{name}: {line}"


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_named_exists(name: str, write_docs: ModuleType, tmp_path: Path) -> None:
    known = {each for each, _, _ in write_docs.settings_rows()} | {"menu.text", "follow.text"}
    for span in spans(name):
        if found := re.match(r"((?:look|listings|pictures|publish|menu|follow)\.[a-z_]+)", span):
            assert found[1] in known, f"{name}: {span}"
        elif re.match(r"[a-z_]+ = [\"\[\d]", span) and name != "docs/settings.md":
            assert next(iter(tomllib.loads(span))) in known, f"{name}: {span}"
    for setting in re.findall(r"(?:[Ss]et|setting|settings) `([a-z_]+)`", read(name)):
        assert setting in known, f"{name}: {setting}"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_shows_an_example_that_is_understood(verb: str) -> None:
    for name, part in parts_of(VERBS[verb]).items():
        example = part.help.partition("Example: ")[2]
        (words,) = commands(iter([example]))
        assert " ".join(words).startswith(f"{verb} {name}".strip())
        part.make_context(verb, words[2 if name else 1 :])


def test_every_decision_is_listed_and_called_by_number_and_sentence() -> None:
    folder = DOCS / "decisions"
    pages = sorted(page.name for page in folder.glob("*.md") if page.name != "README.md")
    assert [page[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    assert all(re.fullmatch(r"\d{4}-[a-z0-9]+(?:-[a-z0-9]+)+\.md", page) for page in pages)
    listed = re.findall(r"\]\((\d{4}-[^)]+)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == pages


@pytest.mark.parametrize("name", NAMES)
def test_every_file_of_the_project_that_is_named_is_there(name: str) -> None:
    for span in spans(name):
        if re.fullmatch(r"(?:src|tests|tools|docs|bench|requirements)/[\w./-]+", span):
            assert (CHECKOUT / span).exists(), f"{name}: {span}"


def test_every_invariant_names_tests_that_would_catch_it_broken() -> None:
    rows = re.findall(r"^\| (\d+) \| \*\*.*?\| (.*) \|$", read("docs/architecture.md"), re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 13))
    for number, cell in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)`", cell)
        assert named, f"invariant {number} names no test"
        assert all((CHECKOUT / path).is_file() for path in named), f"invariant {number}: {cell}"


def test_the_json_that_scripts_get_has_the_documented_shape() -> None:
    blocks = [json.loads(token.content) for token in tokens("docs/operator.md") if token.info == "json"]
    rescued, published = blocks
    source = SourceReport("old-site.xml")
    source.add(Remark("repair", "A sentence."))
    real = Report(sources=(source,)).as_json()
    assert rescued.keys() == real.keys()
    documented, told = rescued["sources"][0], real["sources"][0]
    assert documented.keys() == told.keys()
    assert documented["posts"].keys() == told["posts"].keys()
    assert documented["images"].keys() == told["images"].keys()
    assert documented["repairs"][0].keys() == told["repairs"][0].keys()
    assert list(published) == [each.name for each in dataclasses.fields(EditionReport)]


def test_generating_the_pages_twice_gives_the_same(write_docs: ModuleType) -> None:
    page = write_docs.with_report(read("docs/editor.md"), "one\ntwo\n")
    assert write_docs.with_report(page, "one\ntwo\n") == page
    assert "```text\none\ntwo\n```" in page
    assert page.partition("<!-- report -->")[0] == read("docs/editor.md").partition("<!-- report -->")[0]


def test_the_makefile_s_docs_target_runs_this_generator() -> None:
    told = subprocess.run(
        ["make", "-n", "-o", ".venv/.dev", "docs"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout
    assert "tools/write_docs.py" in told
