"""Write the generated parts of docs/: the commands, the settings, the templates' contexts, what pages follow
from, what a paper of any size costs, the demo's report.

``make docs`` runs it. What it writes follows from the code alone, so that ``tests/test_docs.py`` can compare
the pages with what this would write. Prose is written by hand and stays; in a page that is part prose, only
what stands between a pair of markers is replaced.
"""

import dataclasses
import importlib.util
import json
import subprocess
import sys
import tempfile
import types
import typing
from pathlib import Path
from typing import Any, Literal

from broadsheet.cli.app import app
from broadsheet.press.explaining import INPUTS
from broadsheet.press.share import SERVICES
from broadsheet.publication import SETTINGS_FILE, MenuLink, Settings
from broadsheet.sample import sample_media, sample_sources
from broadsheet.theme.reference import template_reference

CHECKOUT = Path(__file__).resolve().parents[1]
CONTEXTS = "<!-- contexts -->\n"
REPORT = ("<!-- report -->\n", "<!-- /report -->\n")
INPUTS_TABLE = ("<!-- inputs -->\n", "<!-- /inputs -->\n")

EXAMPLES: dict[str, Any] = {
    "name": "The Harbour Courier",
    "tagline": "News of the harbour, since 2004",
    "language": "fa",
    "url": "https://courier.example/",
    "identity": "courier.example",
    "newsroom.url": "https://desk.courier.example",
    "newsroom.languages": ["fa", "en"],
    "newsroom.second_step": ["editor", "administrator"],
    "timezone": "Asia/Tehran",
    "calendar": "gregorian",
    "menu": [{"text": "About", "url": "/about/"}],
    "follow": [{"text": "Telegram", "url": "https://t.me/courier"}],
    "share": ["telegram", "email"],
    "look.accent": "#00548f",
    "look.accent_dark": "#7fc4f5",
    "look.logo": "logo.svg",
    "look.footer": "Printed in exile.",
    "look.copyright": "© 2004-2026 The Harbour Courier",
    "listings.style": "full",
    "listings.front_posts": 20,
    "listings.page_posts": 50,
    "listings.feed_posts": 30,
    "pictures.widths": [320, 640, 1280],
    "pictures.formats": ["avif", "webp"],
    "pictures.quality": 70,
    "publish.to": ["/srv/www/courier"],
    "publish.after": ["./tell-the-mirror.sh", "mirror.example"],
    "publish.compressed": ["gz", "br"],
    "archive.database": "postgresql://courier@db.example/courier?sslmode=verify-full",
}
"""One value for each setting that is not its default. A test reads them all as a publication would."""


def settings_rows() -> list[tuple[str, Any, "dataclasses.Field[Any]"]]:
    """Every setting that can be typed: its whole name, the type of its value, its field."""
    rows = []
    for name, each in _fields(Settings):
        if dataclasses.is_dataclass(each.default):
            inner = typing.get_type_hints(type(each.default))
            rows += [(f"{name}.{key}", inner[key], below) for key, below in _fields(type(each.default))]
        else:
            rows.append((name, typing.get_type_hints(Settings)[name], each))
    return rows


def _fields(kind: type[Any]) -> list[tuple[str, "dataclasses.Field[Any]"]]:
    return [(each.name, each) for each in dataclasses.fields(kind)]


def settings_page() -> str:
    """docs/settings.md."""
    lines = [
        "# Settings",
        "",
        f"A publication's settings are in its `{SETTINGS_FILE}`. `broadsheet init` writes the file with every",
        "setting in it, switched off by a `#`: take the `#` away and change the value. A name that does not exist",
        "and a value of the wrong kind are refused, with the place. After a change, run `broadsheet publish`.",
        "Most can be changed [in the newsroom](newsroom.md#the-paper) as well, which writes them into this file.",
        "",
        "The file is [TOML](https://toml.io/). Settings with a dot in their name stand in a table: `look.accent` is",
        "`accent` below the line `[look]`. Tables come after all settings without a dot.",
        "",
        f"This page is generated from `{Settings.__module__.replace('.', '/')}.py`; `make docs` writes it anew.",
        "",
        "| setting | default | meaning | example |",
        "|---|---|---|---|",
    ]
    for name, kind, each in settings_rows():
        shown = f"`{_toml(each.default)}`"
        example = f"`{name.rpartition('.')[2]} = {_toml(EXAMPLES[name])}`"
        lines.append(f"| `{name}` | {shown} | {each.metadata['about']}{_choices(kind)} | {example} |")
    lines += ["", "A link in `menu` and `follow` has two parts:", "", "| part | meaning |", "|---|---|"]
    lines += [f"| `{name}` | {each.metadata['about']} |" for name, each in _fields(MenuLink)]
    services = ", ".join(f"`{name}`" for name in SERVICES)
    lines += ["", f"`share` knows {services}; `mastodon@example.social` sends readers to one server."]
    return "\n".join(lines) + "\n"


def _choices(kind: Any) -> str:
    """The values that a setting may have, where they are few."""
    several = isinstance(kind, types.GenericAlias)
    if several:
        kind = typing.get_args(kind)[0]
    if typing.get_origin(kind) is not Literal:
        return ""
    return f"; {'any' if several else 'one'} of " + ", ".join(
        f"`{choice}`" for choice in typing.get_args(kind)
    )


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def commands_page() -> str:
    """docs/cli.md."""
    group: Any = app
    lines = [
        "# Commands",
        "",
        "Every command prints its own help with `--help`. Those that work on a publication take the one in the",
        "current folder, or in the nearest folder above it, or the one named with `--paper`. Results go to standard",
        "output, progress and errors to standard error.",
        "",
        "This page is generated from the program itself; `make docs` writes it anew.",
        "",
        "| exit code | means |",
        "|---|---|",
        "| 0 | done |",
        "| 1 | done, but something needs the editor's eye; or it could not be done, and a sentence says why |",
        "| 2 | used wrongly; nothing was done |",
        "",
        "`broadsheet` by itself lists the commands: "
        + ", ".join(
            f"[{name}](#broadsheet-{name}{''.join('-' + each for each in list(getattr(command, 'commands', {}))[:1])})"
            for name, command in group.commands.items()
        )
        + ".",
        "",
    ]
    lines += _parameters(group.params)
    for name, command in group.commands.items():
        for each, verb in getattr(command, "commands", {"": command}).items():
            lines += ["", *_command(f"{name} {each}".strip(), verb)]
    return "\n".join(lines) + "\n"


def _command(name: str, command: Any) -> list[str]:
    about, _, example = (command.help or "").partition("Example: ")
    words = [f"broadsheet {name}"]
    words += [_called(each) if each.required else f"[{_called(each)}]" for each in command.params]
    return [
        f"## broadsheet {name}",
        "",
        " ".join(about.split()),
        "",
        "```text",
        *_wrapped(words),
        "```",
        "",
        *_parameters(command.params),
        "",
        "For example:",
        "",
        "```sh",
        example.strip(),
        "```",
    ]


def _wrapped(words: list[str]) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + len(word) > 99:
            lines.append("   ")
        lines[-1] += f" {word}"
    return lines


def _parameters(parameters: list[Any]) -> list[str]:
    """A table of what a command may be given."""
    rows = ["| | meaning | default |", "|---|---|---|"]
    for each in parameters:
        about, _, told = (each.help or "").partition("  [default: ")
        default = told.rstrip("]") or _default(each)
        rows.append(f"| `{_called(each)}` | {about} | {default} |")
    return rows


def _called(parameter: Any) -> str:
    """A parameter as it is typed: ``DIR``, ``--port NUMBER``, ``--json``."""
    name = parameter.opts[0]
    if not name.startswith("-"):
        return str(parameter.metavar or name.upper()).strip("[]")
    if parameter.is_flag:
        return str(name)
    kind = "NUMBER" if isinstance(parameter.default, int) else "TEXT"
    return f"{name} {parameter.metavar or kind}"


def _default(parameter: Any) -> str:
    if parameter.required:
        return "must be given"
    default = parameter.to_info_dict()["default"]
    return "" if default in (None, "", False) else f"`{default}`"


def demo_report() -> str:
    """What ``broadsheet rescue`` prints of the sample copy, files called by their names alone."""
    broadsheet = str(Path(sys.executable).parent / "broadsheet")
    sources = sample_sources()
    with tempfile.TemporaryDirectory() as folder:
        paper = str(Path(folder) / "paper")
        _run([broadsheet, "init", paper])
        done = _run([
            broadsheet, "rescue", *map(str, sources), "--media", str(sample_media()), "--paper", paper,
        ])  # fmt: skip
    if done.returncode not in (0, 1):
        sys.exit(f"the demo's rescue failed:\n{done.stderr}")
    return done.stdout.replace(f"{sources[0].parent}/", "")


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")  # noqa: S603 - our own program


def with_contexts(page: str) -> str:
    """docs/theme.md with its contexts section made anew."""
    prose, marker, _ = page.partition(CONTEXTS)
    return prose + marker + template_reference()


def with_report(page: str, report: str) -> str:
    """docs/editor.md with the demo's report made anew."""
    return _between(page, REPORT, f"```text\n{report.rstrip()}\n```\n")


def with_inputs(page: str) -> str:
    """docs/architecture.md with the table of page kinds made anew."""
    rows = "".join(
        f"| {kind.name} | {'; '.join(kind.inputs) or 'settings and theme alone'} | `{kind.made_by}` |\n"
        for kind in INPUTS.values()
        if kind.made_by
    )
    return _between(page, INPUTS_TABLE, f"| page | follows from | made by |\n|---|---|---|\n{rows}")


def _between(page: str, markers: tuple[str, str], text: str) -> str:
    """A page with what stands between a pair of markers replaced."""
    begin, end = markers
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}{text}{end}{after}"


def scale_page() -> str:
    """docs/scale.md."""
    # This folder is no package, and tests load this file by its path.
    spec = importlib.util.spec_from_file_location("scale", Path(__file__).with_name("scale.py"))
    assert spec is not None and spec.loader is not None
    scale = importlib.util.module_from_spec(spec)
    sys.modules["scale"] = scale
    spec.loader.exec_module(scale)
    return str(scale.scale_page())


def main() -> None:
    """Write every generated page."""
    docs = CHECKOUT / "docs"
    theme, editor, architecture = docs / "theme.md", docs / "editor.md", docs / "architecture.md"
    pages = {
        docs / "cli.md": commands_page(),
        docs / "settings.md": settings_page(),
        docs / "scale.md": scale_page(),
        architecture: with_inputs(architecture.read_text(encoding="utf-8")),
        theme: with_contexts(theme.read_text(encoding="utf-8")),
        editor: with_report(editor.read_text(encoding="utf-8"), demo_report()),
    }
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote {path.relative_to(CHECKOUT)}\n")


if __name__ == "__main__":
    main()
