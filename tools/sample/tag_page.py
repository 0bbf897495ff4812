"""The bare text of a tag archive page, as a text extractor leaves it: no markup, no dates, no addresses.

Guarantees: the same site gives the same bytes. A post is its tags on a line, the thumbnail's alternative text,
the title, the picture's alternative text and caption, the prose, the byline, and what the theme repeats
under every post. Headings are lines like any other; an empty paragraph is a line with one U+00A0.
"""

from sample.manuscripts import Block, Manuscript, Site, credited

__all__ = ["tag_page_text"]

UNDER_EVERY_POST = ["Please pass this on:\nicon", "Continue Reading"]


def tag_page_text(site: Site) -> str:
    """The whole page, newest post first."""
    parts = [f"Posts Tagged ‘{site.facts['tag_page']}’"]
    for name in site.facts["tag_page_posts"]:
        parts += _entry(site, site.post(name))
    parts.append("Copyright © 2022 The Night Ferry. All Rights Reserved\nSet in ten-point, carried by boat")
    return "\n\n".join(parts) + "\n"


def _entry(site: Site, post: Manuscript) -> list[str]:
    picture = site.pictures.get(post.get("lead"))
    alt = post.get("alt") or (picture.alt if picture else "")
    caption = post.get("caption") or (credited(picture.caption)[0] if picture else "")
    thumb = post.get("thumb", alt)
    lines = [
        ",".join(sorted(post.names("tags", ";"))),
        thumb,
        post.get("title"),
        alt,
        caption.replace("\\n", "\n"),
    ]
    for block in post.blocks:
        if block.kind == "heading":
            lines.append("\u00a0")
        lines += _lines(block)
    return [line for line in lines if line] + ["\u00a0", "Staff writer", *UNDER_EVERY_POST]


def _lines(block: Block) -> list[str]:
    return [line.replace("*", "") for line in block.lines]
