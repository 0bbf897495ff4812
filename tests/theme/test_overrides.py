"""A publication's own templates, style sheets and fonts."""

import pickle
from pathlib import Path

import pytest

from broadsheet.errors import ThemeError
from broadsheet.theme import Theme
from broadsheet.theme.contexts import Site
from tests.theme import proofs


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_publications_card_replaces_the_shipped_one(tmp_path: Path, site: Site) -> None:
    own = Theme.load(put(tmp_path, "templates/card.html", "<b>{{ entry.headline }}</b>"))
    assert own.render_card(proofs.card(), site=site) == "<b>Council votes to reopen the quay</b>"
    assert "<b>Council votes" in own.render(proofs.listing(), site=site, root="../")


def test_an_override_can_extend_what_it_overrides(tmp_path: Path, theme: Theme, site: Site) -> None:
    text = '{% extends "shipped/post.html" %}{% block after_story %}Write to us{% endblock %}'
    own = Theme.load(put(tmp_path, "templates/post.html", text))
    page = own.render(proofs.post(), site=site, root="../")
    assert "Write to us" in page
    assert (
        page.replace("Write to us", "").split() == theme.render(proofs.post(), site=site, root="../").split()
    )


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path, theme: Theme) -> None:
    assert Theme.load(tmp_path / "theme").fingerprint() == theme.fingerprint()


@pytest.mark.parametrize("name", ["templates/card.html", "css/own.css", "fonts/own.woff2"])
def test_the_fingerprint_changes_with_any_file(tmp_path: Path, theme: Theme, name: str) -> None:
    assert Theme.load(put(tmp_path, name, "a")).fingerprint() != theme.fingerprint()


def test_a_style_sheet_of_the_same_name_replaces_and_another_is_added_last(tmp_path: Path) -> None:
    put(tmp_path, "css/paper.css", "body { color: red }")
    own = Theme.load(put(tmp_path, "css/aside.css", "aside { color: blue }"))
    names = [path.split(".")[0] for path in own.css()]
    assert names == ["assets/paper", "assets/colours", "assets/aside"]
    assert b"body { color: red }" in [asset.content for asset in own.assets()]


def test_a_worker_process_gets_the_same_theme(tmp_path: Path, site: Site) -> None:
    own = Theme.load(put(tmp_path, "templates/card.html", "{{ entry.path }}"))
    twin = pickle.loads(pickle.dumps(own))
    assert twin.fingerprint() == own.fingerprint()
    assert twin.render_card(proofs.card(), site=site) == own.render_card(proofs.card(), site=site)


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("one\n{% if %}", 2, "Expected an expression"),
        ("one\ntwo\n{{ entry.headlin }}", 3, "headlin"),
        ("{{ page.title }}", 1, "'page' is undefined"),
        ("one\n{{ entry.headline | shout }}", 2, "shout"),
        ("one\n{% include 'nothing.html' %}", 2, "nothing.html"),
        ("one\n{{ entry.tags + 1 }}", 2, "tuple"),
    ],
)
def test_a_broken_template_is_named_with_its_line(
    tmp_path: Path, site: Site, text: str, line: int, cause: str
) -> None:
    with pytest.raises(ThemeError, match=cause) as caught:
        Theme.load(put(tmp_path, "templates/card.html", text)).render_card(proofs.card(), site=site)
    assert f"templates/card.html, line {line}" in str(caught.value)


@pytest.mark.parametrize(
    "rule",
    [
        "@import url(https://fonts.example/a.css);",
        "@import '//fonts.example/a.css';",
        "a { background: url('http://x.example/') }",
        "b { src: url(none.woff2) }",
    ],
)
def test_a_style_sheet_that_asks_for_something_outside_is_refused(tmp_path: Path, rule: str) -> None:
    with pytest.raises(ThemeError, match=r"own\.css, line 2"):
        Theme.load(put(tmp_path, "css/own.css", f"a {{ color: red }}\n{rule}"))


def test_a_template_that_is_not_text_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "templates/card.html", "")
    (tmp_path / "templates/card.html").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ThemeError, match="UTF-8"):
        Theme.load(tmp_path)
