"""The raw text of a post made plain HTML: shortcodes, block comments and scripts are read and gone.

Guarantees: what stays is only HTML; every tag in brackets that was read is either markup now or in a
remark. Markup itself is skipped over as whole tags, never taken apart: that is html5ever's work. Block grammar:
https://developer.wordpress.org/block-editor/explanations/architecture/key-concepts/#delimiters-and-parsing-expression-grammar
"""

import json
import re
from dataclasses import dataclass

from broadsheet.rescue.clean.builders import card_markup
from broadsheet.rescue.clean.codes import Shortcode, read_shortcode
from broadsheet.rescue.clean.shortcodes import is_shortcode, markup_of
from broadsheet.rescue.clean.sources import Sources

__all__ = ["Manuscript", "holds_shortcode", "read_manuscript"]

_WORTH_READING = re.compile(
    r"<!--|\[[\[/A-Za-z]|<(?:script|i?frame|noscript|xmp|plaintext|noembed|noframes)\b", re.IGNORECASE
)
_START = re.compile(
    r"<!--|<(/?)(pre|code|textarea|style|script|i?frame|noscript|xmp|plaintext|noembed|noframes)\b|\[(?=[\[/A-Za-z])",
    re.IGNORECASE,
)
_TAG = re.compile(r"""</?[A-Za-z](?:"[^"]*"|'[^']*'|[^"'>])*+>""")
_BLOCK = re.compile(r"\s*(/?)wp:([a-z][\w-]*(?:/[\w-]+)?)\s*(\{.*\})?\s*(/?)\s*", re.DOTALL)
# As they stand: nothing in them is a shortcode.
_VERBATIM = frozenset(["pre", "code", "textarea", "style", "script"])
# Their contents would be read as bare letters; under another name they are markup again.
_RENAMED = {
    "iframe": "x-frame",
    "frame": "x-frame",
    "noscript": "x-noscript",
    "noembed": "x-noscript",
    "noframes": "x-noscript",
    "xmp": "pre",
    "plaintext": "pre",
}
_LONGEST_TAG = 20_000
_DEEPEST_REUSE = 5
_DEEPEST_NEST = 100


@dataclass(frozen=True, slots=True)
class Manuscript:
    """HTML without shortcodes. ``breaks``: a newline in its text is a line break, a blank line a new paragraph."""

    html: str
    breaks: bool


@dataclass(slots=True)
class _Token:
    kind: str
    start: int
    end: int
    text: str = ""
    code: Shortcode | None = None
    partner: int = -1


def holds_shortcode(text: str) -> bool:
    """Whether reading the text would still change it."""
    return bool(_WORTH_READING.search(text)) and any(
        token.kind in ("code", "escaped") for token in _paired(_tokens(text))
    )


def read_manuscript(text: str, sources: Sources, *, shortcodes: bool = True, reuse: int = 0) -> Manuscript:
    """The HTML that WordPress would have started from; without ``shortcodes`` brackets are prose."""
    blocks = "<!-- wp:" in text
    if not _WORTH_READING.search(text):
        return Manuscript(text, breaks=True)
    tokens = _tokens(text)
    if not shortcodes:
        tokens = [token for token in tokens if token.code is None]
    reading = _Reading(text, _paired(tokens), sources, blocks, reuse)
    return Manuscript(reading.markup(0, len(reading.tokens), 0, len(text)), breaks=not blocks)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    while found := _START.search(text, place):
        start = found.start()
        token: _Token | None
        if found[0] == "<!--":
            token = _comment(text, start)
        elif found[0] == "[":
            token = _bracket(text, start)
        else:
            token = _tag(text, start, found[2].lower(), closing=bool(found[1]))
        if token is None:
            place = start + 1
            continue
        place = token.end
        if token.kind != "tag":
            tokens.append(token)
    return tokens


def _comment(text: str, start: int) -> _Token:
    if text.startswith("<!-->", start):
        return _Token("comment", start, start + 5)
    end = text.find("-->", start)
    if end < 0:
        return _Token("unclosed", start, start + 4)
    return _Token("comment", start, end + 3, text[start + 4 : end])


def _bracket(text: str, start: int) -> _Token | None:
    around = text.rfind("<", max(0, start - _LONGEST_TAG), start)
    if around >= 0 and (tag := _TAG.match(text, around)) and tag.end() > start:
        return None  # within a tag: an attribute's value
    if text.startswith("[[", start):
        code = read_shortcode(text, start + 1)
        end = start + 1 + len(code.raw) if code else 0
        if code and text.startswith("]", end):
            return _Token("escaped", start, end + 1, code.raw, code)
        return None
    code = read_shortcode(text, start)
    return _Token("code", start, start + len(code.raw), code=code) if code else None


def _tag(text: str, start: int, name: str, *, closing: bool) -> _Token | None:
    found = _TAG.match(text, start)
    if not found:
        return None
    if name in _RENAMED:
        rest = found[0].split(
            name if name in found[0] else found[0][1 + closing : 1 + closing + len(name)], 1
        )[1]
        return _Token("renamed", start, found.end(), f"<{'/' * closing}{_RENAMED[name]}{rest}")
    if name in _VERBATIM and not closing:
        close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, found.end())
        end = close.end() if close else len(text) if name in ("script", "style") else found.end()
        return _Token("script" if name == "script" else "verbatim", start, end, found[0])
    return _Token("tag", start, found.end())


def _paired(tokens: list[_Token]) -> list[_Token]:
    """Closing tags find the nearest opening one of their name; brackets that are prose fall away."""
    open_at: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        if token.kind != "code" or token.code is None:
            continue
        waiting = open_at.setdefault(token.code.name, [])
        if not token.code.closing:
            waiting.append(place)
        elif waiting:
            token.partner = waiting.pop()
            tokens[token.partner].partner = place
    _uncross(tokens)
    kept = [token for token in tokens if _counts(token)]
    where = {id(token): place for place, token in enumerate(kept)}
    for token in kept:
        if token.partner >= 0:
            token.partner = where[id(tokens[token.partner])]
    return kept


def _uncross(tokens: list[_Token]) -> None:
    """Pairs that overlap without nesting, ``[a][b][/a][/b]``: the later one is no pair."""
    ends: list[int] = []
    for place, token in enumerate(tokens):
        while ends and ends[-1] <= place:
            ends.pop()
        if token.partner > place:
            if len(ends) > _DEEPEST_NEST or (ends and token.partner > ends[-1]):
                tokens[token.partner].partner = token.partner = -1
            else:
                ends.append(token.partner)


def _counts(token: _Token) -> bool:
    if token.code is None:
        return True
    if token.kind == "escaped":
        return is_shortcode(token.code, partnered=True)
    return is_shortcode(token.code, partnered=token.partner >= 0)


class _Reading:
    """One pass over a text's tokens."""

    __slots__ = ("blocks", "depth", "reuse", "sources", "text", "tokens")

    def __init__(self, text: str, tokens: list[_Token], sources: Sources, blocks: bool, reuse: int) -> None:
        self.text = text
        self.tokens = tokens
        self.sources = sources
        self.blocks = blocks
        self.reuse = reuse
        self.depth = 0

    def markup(self, first: int, last: int, start: int, end: int) -> str:
        """The HTML of the text from ``start`` to ``end``, which holds the tokens ``first`` to ``last``."""
        out: list[str] = []
        place = first
        while place < last:
            token = self.tokens[place]
            before = self.prose(start, token.start)
            # A lone < would begin a tag with whatever follows the token that goes.
            out.append(f"{before[:-1]}&lt;" if before.endswith("<") else before)
            if token.partner > place and token.code is not None:
                close = self.tokens[token.partner]
                inner = self.markup(place + 1, token.partner, token.end, close.start)
                out.append(self.enclosing(token.code, inner, self.text[token.end : close.start]))
                place, start = token.partner + 1, close.end
            else:
                out.append(self.single(token))
                place, start = place + 1, token.end
        out.append(self.prose(start, end))
        return "".join(out)

    def prose(self, start: int, end: int) -> str:
        words = self.text[start:end]
        if not self.blocks or self.depth or "\n" not in words or words.isspace():
            return words
        # Outside of blocks a block document is classic text still.
        tags = _TAG.findall(words)
        plain = [piece.replace("\n", "<br>") for piece in _TAG.split(words)]
        return "".join(piece + tag for piece, tag in zip(plain, [*tags, ""], strict=True))

    def enclosing(self, code: Shortcode, inner: str, raw_inner: str) -> str:
        return markup_of(code, inner, raw_inner=raw_inner, enclosing=True, sources=self.sources)

    def single(self, token: _Token) -> str:
        if token.kind == "code" and token.code is not None:
            return markup_of(token.code, "", raw_inner="", enclosing=False, sources=self.sources)
        if token.kind == "escaped":
            return f"<code>{token.text}</code>"
        if token.kind == "comment":
            return self.comment(token.text)
        if token.kind == "unclosed":
            self.sources.noted("A comment in the markup was never closed; what follows it is kept.")
            return ""
        if token.kind == "script":
            return self.script(token)
        if token.kind == "verbatim":  # where code is shown, a comment is meant to be seen
            return self.text[token.start : token.end].replace("<!--", "&lt;!--")
        return token.text if token.kind == "renamed" else self.text[token.start : token.end]

    def script(self, token: _Token) -> str:
        """A script runs nowhere; one that showed a page of its own becomes a card."""
        found = re.search(r"""src\s*=\s*["']?([^\s"'>]+)""", token.text)
        if found and "gist.github.com" in found[1]:
            return card_markup(found[1])
        self.sources.noted("A script was left out.", found[1] if found else "")
        return ""

    def comment(self, text: str) -> str:
        if text.startswith(" /wp:") and not text.startswith(
            (" /wp:freeform", " /wp:core/freeform", " /wp:classic")
        ):
            self.depth = max(0, self.depth - 1)
            return ""
        block = _BLOCK.fullmatch(text)
        if not block:
            if text.strip() != "nextpage":
                return ""
            return "<br><br>" if self.blocks else "\n\n"
        name = block[2].removeprefix("core/")
        if block[4]:
            return self.dynamic(name, text, _settings_of(block[3]))
        if name not in ("freeform", "classic"):
            self.depth = max(0, self.depth + (-1 if block[1] else 1))
        return ""

    def dynamic(self, name: str, text: str, settings: dict[str, object]) -> str:
        """A block that is only a comment: the old site filled it in when it showed the page."""
        if name in ("block", "footnotes"):
            return self.reused(str(settings.get("ref", "")) if name == "block" else name, text)
        if name in ("separator", "spacer", "more", "nextpage", "paragraph"):
            return "<hr>" if name == "separator" else ""
        url = settings.get("url") or settings.get("src") or settings.get("href")
        if isinstance(url, str) and url.startswith(("http://", "https://")) and name != "social-link":
            return card_markup(url)
        if len(re.findall(r"\w\s+\w", json.dumps(settings, ensure_ascii=False))) > 2:
            self.sources.left_over(f"The block “{name}” keeps its words in its settings.", text.strip())
        else:
            self.sources.noted(f"The block “{name}” was filled in by the old site itself.", text.strip())
        return ""

    def reused(self, key: str, text: str) -> str:
        content = self.sources.reusable(key) if key and self.reuse < _DEEPEST_REUSE else None
        if content is None:
            self.sources.left_over("A reusable block is not in the copy.", text.strip())
            return ""
        inner = read_manuscript(content, self.sources, reuse=self.reuse + 1)
        return inner.html.replace("\n", "<br>") if inner.breaks else inner.html


def _settings_of(written: str | None) -> dict[str, object]:
    try:
        settings = json.loads(written or "{}")
    except (ValueError, RecursionError):
        return {"unreadable": written}
    return settings if isinstance(settings, dict) else {}
