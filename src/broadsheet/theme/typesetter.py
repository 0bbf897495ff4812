"""Pages set in type: contexts in, HTML out.

Guarantees: pure (the same context, site, root and theme give the same text: templates get
no clock, no randomness, no environment); every text that is not :class:`Html` is escaped; a
name that a template uses but no context has is an error, never an empty place; whatever is
wrong with a template is a :class:`~broadsheet.errors.ThemeError` naming file and line.

A card is the same on every page but for the way to the site's root, so it is rendered once
with :data:`ROOT` in that place. ROOT is a private-use character, because a template engine
leaves it alone in any context and no text of a newspaper means it.

Jinja2's loaders were not used: they read files again while a build runs, and their
bytecode caches depend on the machine.
"""

import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
import markupsafe

from broadsheet.errors import ThemeError
from broadsheet.publication import Look
from broadsheet.theme import contexts
from broadsheet.theme.alphabet import by_initial
from broadsheet.theme.chart import draw_chart
from broadsheet.theme.contexts import Card, Html, PageContext, Site
from broadsheet.theme.escaping import PlainOutput, print_value
from broadsheet.theme.framing import frame_body
from broadsheet.theme.parts import SHIPPED, Part, read_parts
from broadsheet.theme.stylesheets import Asset, colours, publish_parts
from broadsheet.theme.words import words_for

__all__ = ["ROOT", "Theme"]

ROOT = "\ue000"
"""Stands for ``root`` in a card and in any body until the page that shows it is rendered."""

TEMPLATES: dict[type[PageContext], str] = {
    contexts.PostPage: "post.html",
    contexts.ListingPage: "listing.html",
    contexts.TagsPage: "tags.html",
    contexts.StandingPage: "standing.html",
    contexts.NotFound: "not_found.html",
    contexts.Moved: "moved.html",
    contexts.Gone: "gone.html",
}
_AUTHORS_MISTAKES = (
    jinja2.TemplateError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
)
_LAZY, _FIRST = ' loading="lazy"', ' fetchpriority="high"'


class Theme:
    """The shipped theme, or a publication's own on top of it. Safe to send to worker processes."""

    def __init__(self, overrides: Path | None) -> None:
        self._overrides = overrides
        self._parts = read_parts(overrides)
        self._fonts, self._sheets = publish_parts(self._parts)
        self._environment = _environment(self._parts.templates)
        compiled = {
            name: self._compile(name) for name in self._parts.templates if not name.startswith(SHIPPED)
        }
        self._card = compiled["card.html"]
        self._pages = {kind: compiled[name] for kind, name in TEMPLATES.items()}

    @classmethod
    def load(cls, overrides: Path | None = None) -> "Theme":
        """Read and compile every template.

        ``overrides`` is a publication's ``theme/`` folder; it may be absent. Files in its
        ``templates/``, ``css/`` and ``fonts/`` replace the shipped ones of the same name; other
        style sheets there are linked after the shipped one, in the order of their names.

        Raises:
            ThemeError: a template or style sheet is broken; the message names file and line.
        """
        return cls(overrides)

    def __reduce__(self) -> tuple[Callable[[Path | None], "Theme"], tuple[Path | None]]:
        return (Theme.load, (self._overrides,))

    def fingerprint(self) -> str:
        """Changes when any template, style sheet, font, phrase or printing rule does (hexadecimal SHA-256)."""
        return self._parts.fingerprint

    def assets(self, look: Look | None = None) -> tuple[Asset, ...]:
        """Every file that pages need: fonts, style sheets, and the colours of ``look``."""
        return (*self._fonts, *self._css(look or Look()))

    def css(self, look: Look | None = None) -> tuple[str, ...]:
        """The paths for :attr:`Site.css`, in the order in which pages link them."""
        return tuple(sheet.path for sheet in self._css(look or Look()))

    def render(
        self, page: PageContext, *, site: Site, root: str, cards: Mapping[str, str] | None = None
    ) -> str:
        """The page's HTML. ``cards`` holds cards already rendered, by the post's path; others are rendered here.

        Raises:
            ThemeError: a template used what it does not have.
        """
        template = next(self._pages[kind] for kind in type(page).__mro__ if kind in self._pages)

        def card(entry: Card, first: bool = False) -> Html:
            text = cards.get(entry.path) if cards else None
            if text is None:
                text = self.render_card(entry, site=site)
            return Html(text.replace(_LAZY, _FIRST, 1) if first else text)

        words = words_for(page.language, site.language)
        text = self._render(
            template, {"page": page, "site": site, "root": root, "words": words, "card": card}
        )
        return text.replace(ROOT, root)

    def render_card(self, card: Card, *, site: Site) -> str:
        """A post as listings show it, with :data:`ROOT` wherever a page's own ``root`` belongs.

        Raises:
            ThemeError: the template used what it does not have.
        """
        words = words_for(card.language, site.language)
        return self._render(self._card, {"entry": card, "site": site, "root": ROOT, "words": words})

    def _css(self, look: Look) -> tuple[Asset, ...]:
        own_colours = colours(accent=look.accent, accent_dark=look.accent_dark)
        shipped, *more = self._sheets
        return (shipped, own_colours, *more)

    def _compile(self, name: str) -> jinja2.Template:
        try:
            return self._environment.get_template(name)
        except jinja2.TemplateSyntaxError as error:
            place = error.filename or error.name or name
            raise ThemeError(f"couldn't use {place}, line {error.lineno}: {error.message}") from error

    def _render(self, template: jinja2.Template, values: dict[str, Any]) -> str:
        try:
            return template.render(values)
        except _AUTHORS_MISTAKES as error:
            raise ThemeError(_describe(error, template)) from error


class _Environment(jinja2.Environment):
    code_generator_class = PlainOutput
    print_value = staticmethod(print_value)


def _environment(templates: dict[str, Part]) -> jinja2.Environment:
    def load(name: str) -> tuple[str, str, None] | None:
        part = templates.get(name)
        return None if part is None else (part.text(), part.place, None)

    environment = _Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        keep_trailing_newline=True,
    )
    environment.globals.update(chart=draw_chart, by_initial=by_initial, srcset=_srcset)
    environment.filters.update(lines=_lines, framed=_framed)
    return environment


def _describe(error: Exception, template: jinja2.Template) -> str:
    """Jinja2 rewrites tracebacks so that they name the template's own file and line."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")
    ]
    place = f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else str(template.filename)
    if isinstance(error, jinja2.TemplateSyntaxError):
        place = f"{error.filename or error.name}, line {error.lineno}"
    return f"couldn't render {place}: {error}; docs/theme.md lists what a template may use"


def _srcset(candidates: Sequence[tuple[str, int]], root: str) -> Html:
    """The value of a ``srcset`` attribute, each path behind root."""
    return Html(", ".join(f"{root}{markupsafe.escape(path)} {width}w" for path, width in candidates))


def _lines(text: str) -> Html:
    """Plain text with its line breaks kept."""
    escaped = str(markupsafe.escape(text))
    return Html(escaped.replace("\n", "<br>") if "\n" in escaped else escaped)


@jinja2.pass_context
def _framed(context: jinja2.runtime.Context, body: str, top: int = 2) -> Html:
    return Html(frame_body(body, top=top, picture_lost=context["words"].picture_lost))
