"""Pages set in type: contexts in, HTML out.

Guarantees: pure (the same context, site, root and theme give the same text: templates get
no clock, no randomness, no environment); every text that is not :class:`Html` is escaped; a
name that a template uses but no context has is an error, never an empty place; whatever is
wrong with a template is a :class:`~broadsheet.errors.ThemeError` naming file and line.

A card is the same on every page but for the way to the site's root, so it is rendered once
with :data:`ROOT` in that place. ROOT is a control character, because a template engine leaves it
alone in any context, no text of a newspaper holds one, and a page of Latin letters stays one byte a
letter, which sets it a good deal faster than the private-use character one would think of.

What pages of one language share (``site``, ``words``) is compiled into the templates, with ROOT for ``root``
where templates only print it, else with the root of each depth: see :mod:`broadsheet.theme.stereotypes`.
Jinja2's own loaders were not used: they read files again while a build runs, and their bytecode caches depend
on the machine.
"""

import traceback
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes

from broadsheet.errors import ThemeError
from broadsheet.publication import Look
from broadsheet.theme import contexts
from broadsheet.theme.alphabet import by_initial
from broadsheet.theme.chart import draw_chart
from broadsheet.theme.composing import Compositor, turns
from broadsheet.theme.contexts import Card, Html, PageContext, Site
from broadsheet.theme.escaping import escaped, print_value
from broadsheet.theme.flattening import flattened
from broadsheet.theme.framing import frame_body
from broadsheet.theme.parts import SHIPPED, Part, read_parts
from broadsheet.theme.stereotypes import Stereotyper, copy_of, free_names, only_prints
from broadsheet.theme.stylesheets import Asset, colours, publish_parts
from broadsheet.theme.words import words_for

__all__ = ["ROOT", "Theme"]

ROOT = "\x02"
"""Stands for ``root`` in a card and in any body until the page that shows it is rendered."""
_ROOT = ROOT.encode()

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
_SHARED = ("site", "root", "words")
_MOST_FORMES = 64
_LAZY, _FIRST = b' loading="lazy"', b' fetchpriority="high"'
_PLACE = Html("\x03")
"""Stands for a card until the page is set, so that its bytes need not become letters and bytes again."""
_MARK = _PLACE.encode()


class Theme:
    """The shipped theme, or a publication's own on top of it. Safe to send to worker processes."""

    def __init__(self, overrides: Path | None) -> None:
        self._overrides = overrides
        self._parts = read_parts(overrides)
        self._fonts, self._sheets = publish_parts(self._parts)
        self._templates = _Templates(self._parts.templates)
        self._formes: dict[tuple[str, str], _Forme] = {}
        self._site: Site | None = None

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
        self, page: PageContext, *, site: Site, root: str, cards: Mapping[str, bytes] | None = None
    ) -> str:
        """The page's HTML. ``cards`` holds cards already set, in UTF-8, by the post's path; others are set here.

        Raises:
            ThemeError: a template used what it does not have.
        """
        return self.render_bytes(page, site=site, root=root, cards=cards).decode()

    def render_bytes(
        self, page: PageContext, *, site: Site, root: str, cards: Mapping[str, bytes] | None = None
    ) -> bytes:
        """As :meth:`render`, in UTF-8; what UTF-8 has no bytes for becomes a question mark."""
        name = TEMPLATES[type(page)]
        forme = self._forme(site, page.language, ROOT if self._templates.roots_are_printed else root)
        pasted: list[bytes] = []

        def set_card(entry: Card, first: bool) -> bytes:
            html = cards.get(entry.path) if cards else None
            if html is None:
                html = self.render_card(entry, site=site).encode("utf-8", "replace")
            return html.replace(_LAZY, _FIRST, 1) if first else html

        def card(entry: Card, first: bool = False) -> Html:
            return Html(set_card(entry, first).decode())

        def place(entry: Card, first: bool = False) -> Html:
            pasted.append(set_card(entry, first))
            return _PLACE

        shown = place if self._templates.cards_are_printed else card
        html = _encoded(forme.pieces(name, {"page": page, "card": shown}))
        if pasted:
            between = html.split(_MARK)
            if len(between) == len(pasted) + 1:
                html = _paste(between, pasted)
            else:  # Some other text of the page has the sign.
                html = _encoded(forme.pieces(name, {"page": page, "card": card}))
        return html.replace(_ROOT, root.encode("utf-8", "replace"))

    def render_card(self, card: Card, *, site: Site) -> str:
        """A post as listings show it, with :data:`ROOT` wherever a page's own ``root`` belongs.

        Raises:
            ThemeError: the template used what it does not have.
        """
        return "".join(self._forme(site, card.language, ROOT).pieces("card.html", {"entry": card}))

    def _forme(self, site: Site, language: str, root: str) -> "_Forme":
        if site is not self._site:
            if site != self._site:
                self._formes.clear()
            self._site = site
        words = words_for(language, site.language)
        found = self._formes.get((words.language, root))
        if found is None:
            if len(self._formes) >= _MOST_FORMES:
                self._formes.pop(next(iter(self._formes)))
            found = _Forme(self._templates, {"site": site, "root": root, "words": words})
            self._formes[words.language, root] = found
        return found

    def _css(self, look: Look) -> tuple[Asset, ...]:
        own_colours = colours(accent=look.accent, accent_dark=look.accent_dark)
        shipped, *more = self._sheets
        return (shipped, own_colours, *more)


class _Templates(jinja2.BaseLoader):
    """A theme's templates, read once; each forme compiles them anew from what was read.

    Raises:
        ThemeError: one is broken.
    """

    def __init__(self, parts: Mapping[str, Part]) -> None:
        plain = _Environment(self, {})
        self._places = {name: part.place for name, part in parts.items()}
        # A shipped template has two names, and is read once for both.
        names = {part: name for name, part in parts.items()}
        read = {part: self._parse(name, part, plain) for part, name in names.items()}
        self._read = {name: read[part] for name, part in parts.items()}
        self.free = free_names(read.values(), [*_SHARED, "srcset", "card"])
        self.roots_are_printed = "srcset" in self.free and all(
            only_prints(template, "root", through=["srcset"]) for template in read.values()
        )
        """Whether no template asks what its root is, so that pages of all depths can be set alike."""
        self.cards_are_printed = "card" in self.free and all(
            only_prints(template, "card", called=True) for template in read.values()
        )
        """Whether no template asks what is in a card that it was given set."""
        for name, part in parts.items():
            if not name.startswith(SHIPPED) and parts.get(SHIPPED + name) != part:
                self._check(name, plain)

    def load(
        self, environment: jinja2.Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> jinja2.Template:
        if name not in self._read:
            raise jinja2.TemplateNotFound(name)
        code = environment.compile(copy_of(self._read[name]), name, self._places[name])
        return environment.template_class.from_code(environment, code, globals or {})

    def parsed(self, name: str) -> nodes.Template | None:
        """A template as it was read, which must stay as it is."""
        return self._read.get(name)

    def _parse(self, name: str, part: Part, environment: jinja2.Environment) -> nodes.Template:
        try:
            return environment.parse(part.text(), name, part.place)
        except jinja2.TemplateSyntaxError as error:
            raise _broken(error, name) from error

    def _check(self, name: str, environment: jinja2.Environment) -> None:
        try:
            environment.get_template(name)
        except jinja2.TemplateSyntaxError as error:
            raise _broken(error, name) from error


class _Forme:
    """Templates locked up with what all pages of one depth and language share, ready to print."""

    def __init__(self, templates: _Templates, shared: Mapping[str, Any]) -> None:
        known = {name: value for name, value in shared.items() if name in templates.free}
        self._composed = _Composed(templates, known)
        self._plain = _Environment(templates, known)
        self._values = {**self._composed.globals, **shared}
        self._uncomposed: set[str] = set()

    def pieces(self, name: str, values: Mapping[str, Any]) -> list[str]:
        """What a template prints, piece by piece."""
        if name not in self._uncomposed:
            try:
                return self._set(self._composed.get_template(name), values)
            except Exception:  # noqa: BLE001, S110 - whatever it is, Jinja2's own way tells, or does without
                pass
        pieces = self._plainly(name, values)
        self._uncomposed.add(name)
        return pieces

    def _plainly(self, name: str, values: Mapping[str, Any]) -> list[str]:
        """The same by Jinja2's own compiler, which names a mistake and its line."""
        try:
            template = self._plain.get_template(name)
        except jinja2.TemplateSyntaxError as error:
            raise _broken(error, name) from error
        try:
            try:
                return self._set(template, values)
            except Exception:  # noqa: BLE001 - raised again, naming the template's line
                self._plain.handle_exception()
        except _AUTHORS_MISTAKES as error:
            raise ThemeError(_describe(error, template)) from error

    def _set(self, template: jinja2.Template, values: Mapping[str, Any]) -> list[str]:
        # Template.render() would first gather the environment's globals, for longer than a short page takes. What is
        # set in the template goes to the page's own values, where names are looked for first.
        context = jinja2.runtime.Context(template.environment, self._values, template.name, template.blocks)
        context.vars.update(values)
        return list(template.root_render_func(context))


class _Environment(jinja2.Environment):
    def __init__(self, loader: _Templates, known: Mapping[str, Any]) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            keep_trailing_newline=True,
        )
        self.globals.update(chart=draw_chart, by_initial=by_initial, srcset=_srcset)
        self.filters.update(lines=_lines, framed=_framed)
        self._known = known
        self._found: dict[str | jinja2.Template, jinja2.Template] = {}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        """As Jinja2's own, which looks whether to read anew, for longer than a short page takes to print."""
        found = None if globals else self._found.get(name)
        if found is None:
            found = super().get_template(name, parent, globals)
            self._found[name] = found
        return found

    def _generate(self, source: nodes.Template, *names: Any, **options: Any) -> str:
        return super()._generate(Stereotyper(self, self._known).visit(source), *names, **options)


class _Composed(_Environment):
    """Compiles templates as one with what they extend and include, by shorter ways."""

    code_generator_class = Compositor
    print_value = staticmethod(print_value)
    escaped = staticmethod(escaped)
    plain_callables = (FunctionType, MethodType)
    turns = staticmethod(turns)

    def __init__(self, loader: _Templates, known: Mapping[str, Any]) -> None:
        super().__init__(loader, known)
        self._parsed = loader.parsed

    def _generate(self, source: nodes.Template, *names: Any, **options: Any) -> str:
        return super()._generate(flattened(source, self._parsed), *names, **options)


def _encoded(pieces: Iterable[str]) -> bytes:
    # One sign that is not Latin would make each letter of the whole text wider: pieces are encoded alone.
    return b"".join([piece.encode("utf-8", "replace") for piece in pieces])


def _paste(between: Sequence[bytes], cards: Sequence[bytes]) -> bytes:
    """A page with cards in their places, in the order in which the template asked for them."""
    parts = [b""] * (2 * len(cards) + 1)
    parts[::2], parts[1::2] = between, cards
    return b"".join(parts)


def _broken(error: jinja2.TemplateSyntaxError, name: str) -> ThemeError:
    place = error.filename or error.name or name
    return ThemeError(f"couldn't use {place}, line {error.lineno}: {error.message}")


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
