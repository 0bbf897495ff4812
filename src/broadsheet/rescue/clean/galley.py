"""Type set line by line: text, marks, line breaks and blocks go in, canonical markup comes out.

Guarantees: marks are closed and opened again where a paragraph ends inside them; an empty mark, line,
paragraph or list leaves nothing; spaces stand between marks, not in them; two line breaks are a new paragraph.

A tree was not rewritten in place: most of the work is where a paragraph begins and ends, which is a
matter of the stream, not of the tree.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from broadsheet.language import first_strong

__all__ = ["Block", "Frame", "Galley", "Mark", "escaped", "quoted"]

_SPACE = re.compile(r"[ \t\n\r\f]+")
# What a paragraph may hold and still be empty: spaces and invisible marks of direction and joining.
_VISIBLE = re.compile("[^\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_URL = re.compile(r"https?://[^\s<>\"]+")

Mode = Literal["flow", "line"]
"""``flow`` holds paragraphs and blocks; ``line`` holds one run of text: a heading, a caption."""


def escaped(text: str) -> str:
    """Text as the canonical form writes it."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\u00a0", "&nbsp;") if "\u00a0" in text else text


def quoted(value: str) -> str:
    """An attribute's value as the canonical form writes it."""
    return escaped(value).replace('"', "&quot;")


@dataclass(slots=True, eq=False)
class Mark:
    """An inline element that is open. ``start`` is its tag with attributes; ``anchor`` an id to give only once."""

    tag: str
    start: str
    anchor: str = ""
    href: str = ""
    used: bool = False

    def same_as(self, other: "Mark") -> bool:
        """Whether text under one may simply go on under the other."""
        return self is other or (self.tag != "a" and self.start == other.start)


@dataclass(slots=True)
class Block:
    """A finished block. ``inner`` is set for a plain paragraph, so that a lone one can lose its tags."""

    tag: str
    html: str
    inner: str = ""
    picture: tuple[str, str, str] | None = None
    """Of a figure with one unlinked picture: src, alt, caption as markup."""


@dataclass(slots=True)
class Frame:
    """An element that is being filled."""

    tag: str
    mode: Mode = "flow"
    blocks: list[Block] = field(default_factory=list)
    floats: list[Block] = field(default_factory=list)
    """Pictures met in the midst of a line; they follow it."""


class Galley:
    """Where one body is set."""

    def __init__(self, card: Callable[[str, bool], Block | None]) -> None:
        """``card`` may make a link card of an address alone in its paragraph, or (False) alone on a line."""
        self._card = card
        self.frames: list[Frame] = [Frame("")]
        self.marks: list[Mark] = []
        self.paragraph = ""
        """Attributes of the paragraphs being set."""
        self.anchor = ""
        """An id that waits for the next block."""
        self.links: list[str] = []
        self._run: list[str] = []
        self._words: list[str] = []
        self._lit: list[Mark] = []
        self._line = (0, 0)
        """Where the line begins in what is set, and in its letters."""
        self._space = False
        self._newlines = 0
        self._breaks = 0

    @property
    def frame(self) -> Frame:
        """The innermost element being filled."""
        return self.frames[-1]

    @property
    def in_words(self) -> bool:
        """Whether the line being set has words already, and no break after them."""
        return bool(self._words) and not (self._newlines or self._breaks)

    def text(self, text: str, *, breaks: bool) -> None:
        """Set text; with ``breaks`` its newlines are line breaks."""
        if breaks and "\n" in text:
            first, *rest = text.split("\n")
            self._piece(first)
            for line in rest:
                self._newlines += 1
                self._piece(line)
        else:
            self._piece(text)

    def _piece(self, text: str) -> None:
        if "  " in text or "\n" in text or "\t" in text or "\f" in text:
            text = _SPACE.sub(" ", text)
        words = text.strip(" ")
        if not words or words.isspace():
            self._space = self._space or bool(text)
            return
        if text[0] == " ":
            self._space = True
        if self._newlines or self._breaks:
            self._end_of_line()
        if not self._words:
            words = words.lstrip()
            self._space = False
        spaced = self._space
        if spaced or self._lit != self.marks:
            self._light()
        self._run.append(escaped(words))
        self._words.append(f" {words}" if spaced else words)
        self._space = text[-1] == " "

    def _end_of_line(self) -> None:
        """A break that stands between words."""
        twice = self._newlines > 1 or self._breaks > 1
        self._newlines = self._breaks = 0
        if not self._words or self._line_as_card():
            return
        if twice and self.frame.mode == "flow":
            self.end_paragraph()
        else:
            self._trim()
            self._close_ended()
            self._run.append("<br>")
            self._words.append("\n")
            self._space = False
            self._line = (len(self._run), len(self._words))

    def _line_as_card(self) -> bool:
        """Whether the line just set was only the address of a player; then it is a card now."""
        run, words = self._line
        if self.frame.tag not in _CARD_PLACES or not self._words[words:] or self._words[words][:4] != "http":
            return False
        url = "".join(self._words[words:]).strip()
        if not _URL.fullmatch(url) or any(piece[0] == "<" for piece in self._run[run:]):
            return False
        card = self._card(url, False)
        if card is None:
            return False
        del self._run[run:], self._words[words:]
        if self._run:
            self._run.pop()  # the break before the line
        self._line = (0, 0)
        self.end_paragraph()
        self.put(card)
        return True

    def _light(self) -> None:
        """Close the marks that ended, open those that began; a space goes between."""
        lit, marks, run = self._lit, self.marks, self._run
        common = 0
        if lit and marks:
            for old, wanted in zip(lit, marks, strict=False):
                if not old.same_as(wanted):
                    break
                common += 1
        for mark in reversed(lit[common:]):
            run.append(f"</{mark.tag}>")
        if self._space:
            run.append(" ")
        for mark in marks[common:]:
            self._open(mark)
        self._lit = lit[:common] + marks[common:]

    def _close_ended(self) -> None:
        """Close the marks that hold nothing more, so that a break stands behind them."""
        while self._lit and not any(mark.same_as(self._lit[-1]) for mark in self.marks):
            self._run.append(f"</{self._lit.pop().tag}>")

    def _open(self, mark: Mark) -> None:
        anchor = f' id="{quoted(mark.anchor)}"' if mark.anchor else ""
        mark.anchor = ""
        self._run.append(f"<{mark.start}{anchor}>")
        if mark.href and not mark.used:
            self.links.append(mark.href)
        mark.used = True

    def line_break(self) -> None:
        """A ``<br>``; two of them end a paragraph."""
        self._breaks += 1
        self._space = False

    def end_line(self) -> None:
        """A block began or ended inside a line: at most one break."""
        self._breaks = 1
        self._newlines = 0

    def _trim(self) -> None:
        """No space before the end of a line."""
        if self._run and not self._run[-1].startswith("<"):
            last = self._run[-1]
            while last.endswith(("&nbsp;", " ")):
                last = last.removesuffix("&nbsp;").removesuffix(" ")
            self._run[-1] = last

    def finished_run(self) -> tuple[str, str]:
        """The line being set ends here: its markup, "" if it shows nothing, and its letters."""
        self._trim()
        words, run = "".join(self._words).strip(), self._run
        for mark in reversed(self._lit):
            run.append(f"</{mark.tag}>")
        self._run, self._words, self._lit, self._line = [], [], [], (0, 0)
        self._space, self._newlines, self._breaks = False, 0, 0
        return ("".join(run) if _VISIBLE.search(words) else ""), words

    def end_paragraph(self) -> None:
        """Whatever is being set becomes a paragraph of the frame, which must be of mode ``flow``."""
        frame = self.frame
        if self._words and (not self._line[0] or not self._line_as_card()):
            html, words = self.finished_run()
            if html:
                frame.blocks.append(self.paragraph_of(html, words))
        else:
            self.finished_run()
        if frame.floats:
            frame.blocks += frame.floats
            frame.floats = []

    def paragraph_of(self, html: str, words: str) -> Block:
        """A paragraph of the frame; an address alone in it is a card."""
        if (
            words.startswith("http")
            and "<" not in html
            and self.frame.tag in _CARD_PLACES
            and _URL.fullmatch(words)
        ):
            card = self._card(words, True)
            if card is not None:
                return card
        attributes = self.own(self.paragraph, words)
        return Block("p", f"<p{attributes}>{html}</p>", "" if attributes else html)

    def own(self, attributes: str, words: str) -> str:
        """A block's attributes with the id that waits for it; a direction that its letters show anyway is dropped."""
        if self.anchor and " id=" not in attributes:
            attributes += f' id="{quoted(self.anchor)}"'
            self.anchor = ""
        if " dir=" in attributes:
            shown = first_strong(words)
            if shown:
                attributes = attributes.replace(f' dir="{shown}"', "")
        return attributes

    def await_anchor(self, name: str) -> None:
        """An id without an element of its own goes to the block that is being set, or else to the next."""
        if not name or self.anchor:
            return
        if (self._newlines > 1 or self._breaks > 1) and self.frame.mode == "flow":
            self.end_paragraph()
        self.anchor = name

    def push(self, tag: str, mode: Mode = "flow") -> None:
        """Begin an element. Only between paragraphs."""
        self.frames.append(Frame(tag, mode))

    def pop(self) -> Frame:
        """End the element begun last; its last paragraph is finished."""
        if self.frame.mode == "flow":
            self.end_paragraph()
        return self.frames.pop()

    def put(self, block: Block) -> None:
        """A finished block goes into the frame after what is being set."""
        self.frame.blocks.append(block)


_CARD_PLACES = frozenset(["", "blockquote", "details", "gallery"])
