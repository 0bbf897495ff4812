"""What web-corpus extractors leave of a page: all of them lose something, each another thing."""

import re
from collections.abc import Callable

import trafilatura
from lxml import html
from lxml.html import HtmlElement

__all__ = ["EXTRACTORS"]

_BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li"
    " main nav ol p pre section table td th tr ul".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol blockquote figure table".split())
_LEFT_OUT = re.compile(r"\b(?:entry-date|author|date|navigation|menu|sidebar|site-footer)\b")


def _blocks(page: str, *, alts: bool, furniture: bool) -> str:
    """Blocks apart by empty lines; pictures as their alternative texts. Without ``furniture`` as corpora are made."""
    root = html.fromstring(page)
    lines: list[str] = [""]

    def end(apart: bool) -> None:
        if lines[-1].strip(" \n"):
            lines.append("")
        if apart and len(lines) > 1 and lines[-2] != "\n":
            lines[-1] = "\n"
            lines.append("")

    def walk(node: HtmlElement) -> None:
        if not isinstance(node.tag, str) or node.tag in ("head", "script", "style"):
            return
        if not furniture and (
            node.tag in ("nav", "aside", "head") or _LEFT_OUT.search(node.get("class") or "")
        ):
            return
        block = node.tag in _BLOCKS
        if block:
            end(node.tag in _SPACED or "wp-" in (node.get("class") or "") or node.tag == "article")
        if node.tag == "li":
            lines[-1] += "  • "
        if node.tag == "br":
            lines.append("")
        if node.tag == "img" and alts:
            lines[-1] += node.get("alt") or ""
        lines[-1] += re.sub(r"[ \t\n]+", " ", node.text or "")
        for child in node:
            walk(child)
            lines[-1] += re.sub(r"[ \t\n]+", " ", child.tail or "")
        if block:
            end(node.tag in _SPACED or node.tag == "article")

    walk(root)
    text = "\n".join(line.strip(" ") if line != "\n" else "" for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _dump(page: str) -> str:
    """A line a block and no empty ones."""
    return re.sub(r"\n\n+", "\n", _blocks(page, alts=False, furniture=True))


def _trafilatura(page: str, *, recall: bool) -> str:
    return trafilatura.extract(page, favor_recall=recall, include_comments=False, deduplicate=False) or ""


EXTRACTORS: dict[str, Callable[[str], str]] = {
    "main with alts": lambda page: _blocks(page, alts=True, furniture=False),
    "main": lambda page: _blocks(page, alts=False, furniture=False),
    "whole with alts": lambda page: _blocks(page, alts=True, furniture=True),
    "dump": _dump,
    "trafilatura": lambda page: _trafilatura(page, recall=False),
    "trafilatura, recall": lambda page: _trafilatura(page, recall=True),
}
