"""How themes print an archive page: parts in an order, each a piece of markup as themes and plugins write it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from tests.rescue.text.printed.papers import Paper, PrintedPost

__all__ = ["PLUGINS", "THEMES", "Printing", "print_page", "shown_body"]

# The order of parts in a post, by the kind of theme.
THEMES: dict[str, str] = {
    "tags-first": "tags_bare thumb title lead content signed plugin more",
    "classic": "title posted lead content utility",
    "classic-tags-last": "title posted lead content plugin tags_label comment",
    "date-first": "date title lead content plugin tags_label",
    "category-above": "section title author_date thumb content more",
    "magazine": "thumb section title by_date excerpt more",
    "cards": "title excerpt",
    "cards-with-dates": "title excerpt date",
    "titled-links": "title section excerpt titled_more",
    "titled-comments": "title date content comment_on",
    "pipes": "title piped excerpt more",
    "labelled": "title lead content labels comment_on",
    "entry-sentence": "title lead content sentence",
    "tags-list": "title posted lead content tags_list plugin",
    "old-default": "title date content utility rule",
    "signed-only": "title lead content signed plugin more",
    "author-page": "title date excerpt more",
}
PLUGINS = ("", "follow", "sharing", "names", "related", "strange", "views")


@dataclass(frozen=True)
class Printing:
    """All that is chosen for one page."""

    paper: Paper
    theme: str
    plugin: str
    kind: str
    term: str
    full: bool
    strange: bool
    sidebar: bool
    heading: bool = True


def print_page(rng: random.Random, printing: Printing, posts: list[PrintedPost]) -> str:
    """The page's HTML."""
    words = printing.paper.words
    shapes = {
        "tag": rng.choice(("tag_heading", "tag_archives")),
        "category": "category_heading",
        "author": "author_heading",
    }
    heading = words[shapes[printing.kind]].format(escape(printing.term))
    articles = "\n".join(_article(printing, post) for post in posts)
    menu = "".join(
        f"<li><a href='#'>{escape(section)}</a></li>" for section in printing.paper.lists["sections"]
    )
    side = ""
    if printing.sidebar:
        recent = "".join(f"<li><a href='#'>{escape(post.headline)}</a></li>" for post in posts[:5])
        side = (
            f"<aside class='sidebar widget-area'><h3>{words['search']}</h3><h3>{words['recent']}</h3><ul>{recent}</ul>"
            f"<h3>{words['archives']}</h3></aside>"
        )
    head = (
        f"<header class='page-header'><h1 class='page-title'>{heading}</h1></header>"
        if printing.heading
        else ""
    )
    older = f"<nav class='navigation'><a href='#'>← {words['older']}</a></nav>" if len(posts) > 4 else ""
    return (
        f"<!DOCTYPE html><html lang='{printing.paper.language}'><head><title>{heading}</title></head><body>"
        f"<nav class='menu'><ul>{menu}</ul></nav><main id='main'>{head}{articles}{older}</main>{side}"
        f"<footer class='site-footer'><p>© 2021 {words['site']}. {words['rights']}</p></footer></body></html>"
    )


def _article(printing: Printing, post: PrintedPost) -> str:
    parts = THEMES[printing.theme].split()
    return f"<article class='post hentry'>{''.join(_part(name, printing, post) for name in parts)}</article>"


def _part(name: str, printing: Printing, post: PrintedPost) -> str:
    if name in _CONTENT:
        return _content(printing, post, whole=name == "content" and printing.full)
    if name == "plugin":
        return _plugin(printing, post)
    return _simple(printing, post)[name]()


_CONTENT = ("content", "excerpt")


def _links(items: tuple[str, ...], join: str) -> str:
    return join.join(f"<a href='#' rel='tag'>{escape(item)}</a>" for item in items)


def _simple(printing: Printing, post: PrintedPost) -> dict[str, Callable[[], str]]:
    words, day = printing.paper.words, printing.paper.day(post.day)
    title, author, section = escape(post.headline), escape(post.author), escape(post.section)
    more = (
        words["strange_more"]
        if printing.strange
        else words["continue" if len(printing.theme) % 2 else "more"]
    )
    caption = escape(post.caption).replace("\n", "<br>")
    tags = _links(post.tags, ", ")
    return {
        "tags_bare": lambda: f"<div class='tags'>{_links(post.tags, ',')}</div>",
        "tags_label": lambda: f"<div class='tags'>{words['tags_label']} {tags}</div>",
        "tags_list": lambda: f"<div class='tags'>{words['tags_label']}<ul>"
        + "".join(f"<li><a href='#'>{escape(tag)}</a></li>" for tag in post.tags) + "</ul></div>",
        "thumb": lambda: f"<div class='thumb'><a href='#'><img src='t.jpg' alt='{escape(post.thumb)}'></a></div>",
        "title": lambda: f"<h2 class='entry-title'><a href='#'>{title}</a></h2>",
        "posted": lambda: f"<div class='entry-meta'>{words['posted_on']} <a class='entry-date' href='#'>{day}</a>"
        f" {words['by']} <span class='author'>{author}</span></div>",
        "date": lambda: f"<div class='date'>{day}</div>",
        "author_date": lambda: f"<div class='entry-meta'><span class='author'>{author}</span> – {day}</div>",
        "by_date": lambda: f"<div class='entry-meta'>{words['by']} {author} | {day}</div>",
        "piped": lambda: f"<p class='post-meta'>{words['by']} {author} | {day} | {section}</p>",
        "section": lambda: f"<div class='cat'><a href='#'>{section}</a></div>",
        "lead": lambda: f"<div class='wp-caption'><img src='l.jpg' alt='{escape(post.alt)}'>"
        f"<p class='wp-caption-text'>{caption}</p></div>",
        "signed": lambda: f"<p>{escape(post.signature)}</p>",
        "more": lambda: f"<p><a class='more-link' href='#'>{more}</a></p>",
        "titled_more": lambda: f"<p><a class='more-link' href='#'>{more} “{title}”</a></p>",
        "comment": lambda: f"<div class='comments-link'>{words['leave']}</div>",
        "comment_on": lambda: f"<div class='comments-link'>{words['comment_on'].format(title)}</div>",
        "utility": lambda: f"<div class='entry-utility'>{words['posted_in']} {section} | {words['tagged']} {tags}"
        f" | {words['leave']}</div>",
        "labels": lambda: f"<footer class='entry-footer'><div>{words['posted_on']} {day}</div>"
        f"<div>{words['by']} {author}</div>"
        f"<div>{words['posted_in']} {section}</div><div>{words['tags_label']} {tags}</div></footer>",
        "sentence": lambda: f"<footer class='entry-footer'>{words['posted_in']} {section} {words['on_date']} {day}"
        f" {words['by']} {author}.</footer>",
        "rule": lambda: "<p>* * *</p>",
    }  # fmt: skip


def _content(printing: Printing, post: PrintedPost, *, whole: bool) -> str:
    if not whole:
        first = next(text for role, text in post.body if role == "paragraph")
        return f"<div class='entry-summary'><p>{escape(_excerpt(printing, first))}</p></div>"
    shapes = {"paragraph": "p", "heading": "h3"}
    out: list[str] = []
    for number, (role, text) in enumerate(post.body):
        if role == "embed":
            out.append(f"<div class='wp-embedded-content'><a href='#'>{escape(text)}</a></div>")
        else:
            out.append(f"<{shapes[role]}>{escape(text)}</{shapes[role]}>")
        if number % 5 == 2:
            out.append("<p>&nbsp;</p>")
    return f"<div class='entry-content'>{''.join(out)}</div>"


def shown_body(printing: Printing, post: PrintedPost) -> list[tuple[str, str]]:
    """What the page shows of a post's body."""
    if printing.full and "content" in THEMES[printing.theme].split():
        return post.body
    first = next(text for role, text in post.body if role == "paragraph")
    return [("paragraph", _excerpt(printing, first))]


def _excerpt(printing: Printing, text: str) -> str:
    """The first 55 words or so with the dots of an excerpt; many themes print the text bare."""
    cut = " ".join(text.split()[:22]) if printing.paper.is_spaced else text[:60]
    if cut == text:
        return text
    return cut.rstrip(" ,.") + (
        "" if printing.theme.startswith("cards") else " […]" if len(printing.term) % 2 else "…"
    )


def _plugin(printing: Printing, post: PrintedPost) -> str:
    words = printing.paper.words
    share = words["strange_share"] if printing.strange else words["share"]
    networks = "".join(f"<li><a href='#'>{name}</a></li>" for name in ("Facebook", "Twitter", "Telegram"))
    other = escape(printing.paper.lists["subjects"][len(post.headline) % 8])
    return {
        "": "",
        "follow": f"<div class='sfsi'><div>{share}</div><div><img src='i.png' alt='error'></div></div>",
        "sharing": f"<div class='shared'><h3>{share}</h3><ul>{networks}</ul></div>",
        "names": "<div class='addtoany'><a href='#'>Facebook</a> <a href='#'>Twitter</a> <a href='#'>Email</a></div>",
        "related": f"<div class='shared'><h3>{share}</h3><ul>{networks}</ul></div><p>Like Loading...</p>",
        "strange": f"<div class='box'><p>{words['strange_share']}</p><img src='i.png' alt='wing-icon'></div>",
        "views": f"<p>{share} {100 + len(post.headline)}</p><!-- {other} -->",
    }[printing.plugin]
