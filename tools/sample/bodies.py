"""Bodies as WordPress's two editors store them: classic text with shortcodes, or Gutenberg blocks.

Guarantees: the same manuscript gives the same bytes; each block of it appears once. Classic bodies have no
``<p>``: WordPress puts paragraphs in when it shows them. Formats: the block grammar and the shortcode
handbook of https://developer.wordpress.org/.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from sample.manuscripts import Block, Manuscript, Site, cells, credited

__all__ = ["body_of", "permalink", "upload"]


def permalink(site: Site, manuscript: Manuscript, *, page: bool = False) -> str:
    """The public address that the old site gave it."""
    slug = quote(manuscript.slug).lower()
    day = "" if page else f"{manuscript.date:%Y/%m/%d}/"
    return f"{site.facts['address']}/{day}{slug}/"


def upload(site: Site, picture: str) -> str:
    """The old address of a picture's file."""
    return f"{site.facts['address']}/wp-content/uploads/{site.pictures[picture].file}"


def body_of(site: Site, manuscript: Manuscript) -> str:
    """The body as the database of the old site held it."""
    blocks = manuscript.get("editor") == "blocks"
    writer = _Blocks(site, manuscript) if blocks else _Classic(site, manuscript)
    parts = [writer.lead()] if manuscript.get("lead_in") in ("body", "both") else []
    parts += [writer.write(block) for block in manuscript.blocks]
    text = "\n\n".join(parts)
    if manuscript.get("quotes") == "straight":
        text = text.translate(STRAIGHT)
    return SCARS[manuscript.get("scar")](text)


def _marked(site: Site, text: str) -> str:
    def link(found: re.Match[str]) -> str:
        words, how, key = found.groups()
        post = site.post(key)
        by_number = f"{site.facts['address']}/?p={site.ids[post.name]}"
        address = by_number if how == "id" else permalink(site, post)
        return f'<a href="{address}">{words}</a>'

    text = html.escape(text, quote=False)
    text = re.sub(r"\[([^\]]+)\]\((post|id):([^)]+)\)", link, text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", text)
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", text)


@dataclass(frozen=True, slots=True)
class _Editor:
    site: Site
    manuscript: Manuscript

    def write(self, block: Block) -> str:
        writers: dict[str, Callable[[Block], str]] = {
            "paragraph": self.paragraph, "heading": self.heading, "quote": self.quotation, "bullets": self.listed,
            "numbers": self.listed, "table": self.table, "gallery": self.gallery, "embed": self.embed,
        }  # fmt: skip
        return writers.get(block.kind, self.verbatim)(block)

    def text(self, words: str) -> str:
        return _marked(self.site, words)

    def words_of_lead(self) -> tuple[str, str, int, str]:
        name = self.manuscript.get("lead")
        picture = self.site.pictures[name]
        alt = self.manuscript.get("alt", picture.alt)
        return upload(self.site, name), alt, self.site.ids[f"picture:{name}"], self.caption_of_lead()

    def caption_of_lead(self) -> str:
        return self.cited(
            self.manuscript.get("caption", self.site.pictures[self.manuscript.get("lead")].caption)
        )

    def cited(self, words: str) -> str:
        caption, credit = credited(words)
        return f"{caption} <cite>{credit}</cite>" if credit else caption

    def paragraph(self, block: Block) -> str:
        raise NotImplementedError

    heading = quotation = listed = table = gallery = embed = paragraph

    def verbatim(self, block: Block) -> str:
        return "\n".join(block.lines)

    def rows(self, block: Block) -> str:
        head, *rest = (cells(row) for row in block.lines)
        top = "".join(f"<th>{self.text(cell)}</th>" for cell in head)
        body = "".join(
            "<tr>" + "".join(f"<td>{self.text(cell)}</td>" for cell in row) + "</tr>" for row in rest
        )
        return f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody>"


class _Classic(_Editor):
    """The editor of WordPress before 5.0."""

    def lead(self) -> str:
        address, alt, number, caption = self.words_of_lead()
        img = f'<img class="size-large wp-image-{number}" src="{address}" alt="{alt}" width="1200" height="800" />'
        return f'[caption id="attachment_{number}" align="aligncenter" width="1200"]{img} {caption}[/caption]'

    def paragraph(self, block: Block) -> str:
        return self.text(block.lines[0])

    def heading(self, block: Block) -> str:
        return f"<h3>{self.text(block.lines[0])}</h3>"

    def quotation(self, block: Block) -> str:
        who = f"\n<cite>{block.who}</cite>" if block.who else ""
        return f"<blockquote>{self.text(block.lines[0])}{who}</blockquote>"

    def listed(self, block: Block) -> str:
        tag = "ul" if block.kind == "bullets" else "ol"
        items = "\n".join(f" \t<li>{self.text(line)}</li>" for line in block.lines)
        return f"<{tag}>\n{items}\n</{tag}>"

    def table(self, block: Block) -> str:
        return f'<table border="1" cellpadding="4">{self.rows(block)}</table>'

    def gallery(self, block: Block) -> str:
        numbers = ",".join(str(self.site.ids[f"picture:{name}"]) for name in block.lines)
        return f'[gallery ids="{numbers}"]'

    def embed(self, block: Block) -> str:
        return block.lines[0]


class _Blocks(_Editor):
    """The block editor of WordPress 5 and 6."""

    def image(self, address: str, alt: str, number: int, caption: str) -> str:
        settings = f'{{"id":{number},"sizeSlug":"large","linkDestination":"none"}}'
        img = f'<img src="{address}" alt="{alt}" class="wp-image-{number}"/>'
        words = f'<figcaption class="wp-element-caption">{caption}</figcaption>'
        figure = f'<figure class="wp-block-image size-large">{img}{words}</figure>'
        return _wrapped("image", figure, settings)

    def lead(self) -> str:
        return self.image(*self.words_of_lead())

    def paragraph(self, block: Block) -> str:
        return _wrapped("paragraph", f"<p>{self.text(block.lines[0])}</p>")

    def heading(self, block: Block) -> str:
        return _wrapped("heading", f'<h2 class="wp-block-heading">{self.text(block.lines[0])}</h2>')

    def quotation(self, block: Block) -> str:
        who = f"<cite>{block.who}</cite>" if block.who else ""
        return _wrapped(
            "quote",
            f'<blockquote class="wp-block-quote"><p>{self.text(block.lines[0])}</p>{who}</blockquote>',
        )

    def listed(self, block: Block) -> str:
        tag, settings = ("ul", "") if block.kind == "bullets" else ("ol", '{"ordered":true}')
        items = "\n\n".join(_wrapped("list-item", f"<li>{self.text(line)}</li>") for line in block.lines)
        return _wrapped("list", f"<{tag}>{items}</{tag}>", settings)

    def table(self, block: Block) -> str:
        return _wrapped("table", f'<figure class="wp-block-table"><table>{self.rows(block)}</table></figure>')

    def gallery(self, block: Block) -> str:
        images = []
        for name in block.lines:
            picture = self.site.pictures[name]
            number = self.site.ids[f"picture:{name}"]
            images.append(
                self.image(upload(self.site, name), picture.alt, number, self.cited(picture.caption))
            )
        figures = "\n\n".join(images)
        shell = f'<figure class="wp-block-gallery has-nested-images columns-default is-cropped">{figures}</figure>'
        return _wrapped("gallery", shell, '{"linkTo":"none"}')

    def embed(self, block: Block) -> str:
        address = block.lines[0]
        settings = f'{{"url":"{address}","type":"video","providerNameSlug":"youtube","responsive":true}}'
        inner = f'<div class="wp-block-embed__wrapper">\n{address}\n</div>'
        classes = "wp-block-embed is-type-video is-provider-youtube wp-block-embed-youtube"
        shell = f'<figure class="{classes}">{inner}</figure>'
        return _wrapped("embed", shell, settings)

    def verbatim(self, block: Block) -> str:
        name = "more" if block.kind == "more" else "shortcode"
        return _wrapped(name, "\n".join(block.lines))


def _wrapped(name: str, inner: str, settings: str = "") -> str:
    return f"<!-- wp:{name} {settings + ' ' if settings else ''}-->\n{inner}\n<!-- /wp:{name} -->"


def _pasted_from_word(text: str) -> str:
    first, rest = text.split("\n\n", 2)[1:]
    styled = f'<span style="font-family: Calibri, sans-serif; font-size: 11pt;">{first}</span>'
    return "\n\n".join([text.split("\n\n", 1)[0], styled, rest])


STRAIGHT: dict[int, str] = {0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"'}

# What years of use leave in a database, so that a rescue has something to mend.
SCARS: dict[str, Callable[[str], str]] = {
    "": lambda text: text,
    "bare-ampersand": lambda text: text,
    "vertical-tab": lambda text: text.replace("wedding party ", "wedding\x0b party ", 1),
    "escape-character": lambda text: text.replace("a thermos", "a \x10thermos", 1),
    "empty-paragraphs": lambda text: text.replace("\n\n<h3>", "\n\n&nbsp;\n\n<h3>"),
    "word-paste": _pasted_from_word,
}
