"""Shortcodes of page builders (WPBakery, Divi, Fusion, Avia …): what their settings show as markup.

Guarantees: pictures, headings, links and players that a builder keeps in a tag's settings come back in their
place; the words enclosed stay as they are. A setting of looks is never taken for words.

Settings are read by what they are called, not by whose tag they stand in: themes rename the tags, and every
builder calls a picture ``image`` or ``src``.
"""

import base64
import binascii
import html
import re
from urllib.parse import unquote

from broadsheet.rescue.clean import embeds
from broadsheet.rescue.clean.codes import Shortcode
from broadsheet.rescue.clean.sources import Sources

__all__ = ["card_markup", "is_builders", "picture_markup", "pictures_markup", "set_builders"]

_PREFIX = re.compile(
    r"(?:vc|et_pb|tm_pb|fusion|av|kc|mk|nectar|td|tdb|tdc|thb|tatsu|wpb|trx|cs|x|dt|qode|eltdf|edgtf|su|ux|mpc"
    r"|ultimate|bsf|cz|themify|sc|fl|stm|ct|porto|woodmart|penci|jeg)_",
    re.IGNORECASE,
)
_LAYOUT = re.compile(
    r"(?:separator|divider|empty_space|spacer|spacing|hr|gap|clear|row|column|section|space)$", re.IGNORECASE
)
_BLOCK = re.compile(r"row|col|section|_text|tab|toggle|accordion|box|slide|inner|container", re.IGNORECASE)
_RULE = re.compile(r"(?:separator|divider|hr)$", re.IGNORECASE)
_BUTTON = re.compile(r"butt?on|btn|cta|link|read_?more", re.IGNORECASE)
_PLAYER = re.compile(r"video|audio|youtube|vimeo|player|soundcloud|embed|iframe|map", re.IGNORECASE)
_PICTURES = ("image", "images", "img", "img_id", "photo", "photos", "image_id", "attachment", "attachment_id",
             "image_url", "img_url", "image_src", "src", "url", "ids", "gallery_ids")  # fmt: skip
_HEADINGS = (
    "heading",
    "headline",
    "title",
    "text",
    "header",
    "tab_title",
    "main_heading",
    "question",
    "name",
)
_UNDER = ("subtitle", "sub_heading", "subheading", "subhead", "caption", "description", "desc", "content")
_SIGNED = ("author", "author_name", "cite", "client_name", "quote_author")
_LINKS = ("link", "url", "href", "button_url", "link_url", "button_link", "btn_link", "src", "button_src")
_LABELS = ("button_text", "btn_text", "link_text", "label", "title", "text", "content")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg)(?:\?\S*)?$", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+(?:\s*,\s*\d+)*")
_LEVEL = re.compile(r"\bh([1-6])\b")


def card_markup(url: str, title: str = "") -> str:
    """The placeholder that becomes a link card once the body is set."""
    return f'<embed src="{html.escape(url)}" title="{html.escape(title)}">'


def picture_markup(key: str, raw: str, sources: Sources) -> str:
    """The figure of an attachment by its number; one that the copy does not hold is left over."""
    found = sources.picture_of(key)
    if found is None or not found.source_url:
        sources.left_over(f"The copy does not hold picture {key} of a gallery.", raw)
        return ""
    caption = html.escape(found.caption).replace("\n", "<br>")
    credit = f" <cite>{html.escape(found.credit)}</cite>" if found.credit else ""
    words = f"<figcaption>{caption}{credit}</figcaption>" if caption or credit else ""
    return (
        f'<figure><img src="{html.escape(found.source_url)}" alt="{html.escape(found.alt)}">{words}</figure>'
    )


def pictures_markup(keys: list[str], raw: str, sources: Sources) -> str:
    """A gallery of attachments by their numbers."""
    figures = "".join(picture_markup(key, raw, sources) for key in keys)
    return f'<figure class="wp-block-gallery">{figures}</figure>' if figures else ""


def is_builders(code: Shortcode) -> bool:
    """Whether a tag is one of a page builder's, so that its settings may be words."""
    return _PREFIX.match(code.name) is not None


def set_builders(
    code: Shortcode, inner: str, *, raw_inner: str, enclosing: bool, sources: Sources
) -> str | None:
    """The markup that a builder's tag stands for; None where its settings show nothing and it encloses nothing."""
    name = code.name.lower()
    if "raw_html" in name or "raw_js" in name or name == "fusion_code":
        return _encoded(raw_inner, code, sources)
    if not enclosing and _LAYOUT.search(name):
        return "<hr>" if _RULE.search(name) else ""
    values = {key: _plain(value) for key, value in code.values.items()}
    if _PLAYER.search(name):
        url = _link(values) or _by_number(name, values)
        if url:
            return card_markup(url, values.get("title", "")) + inner
    if _BUTTON.search(name):
        return _button(values, inner)
    shown = _pictures(values, code, sources)
    heading = _words(values, _HEADINGS)
    level = _LEVEL.search(
        values.get("font_container", "") + values.get("header_level", "") + values.get("tag", "")
    )
    above = (
        f"<h{level[1] if level else 3}>{html.escape(heading)}</h{level[1] if level else 3}>"
        if heading
        else ""
    )
    below = "".join(f"<p>{html.escape(words)}</p>" for words in [_words(values, _UNDER)] if words)
    signed = "".join(
        f"<p><cite>{html.escape(words)}</cite></p>" for words in [_words(values, _SIGNED)] if words
    )
    more = _button(values, "") if _words(values, _LABELS[:4]) else ""
    markup = f"{shown}{above}{inner}{below}{signed}{more}"
    if not markup and not enclosing:
        return None
    # Tags such as [fusion_dropcap] stand within a sentence: only what is a block by its settings or name is one.
    return f"<div>{markup}</div>" if markup != inner or _BLOCK.search(name) else markup


def _plain(value: str) -> str:
    """A value with the writing undone by which builders keep quotes and brackets out of a tag."""
    for written, meant in (("``", '"'), ("`{`", "["), ("`}`", "]"), ("%22", '"'), ("%91", "["), ("%93", "]")):
        value = value.replace(written, meant)
    return re.sub(r"<[^<>]*>", " ", value).strip() if "<" in value else value.strip()


def _words(values: dict[str, str], names: tuple[str, ...]) -> str:
    for name in names:
        value = values.get(name, "")
        address = value.startswith(("http://", "https://", "url:", "#", "/")) or _FILE.search(value)
        if (
            any(letter.isalpha() for letter in value)
            and not address
            and value not in ("yes", "no", "on", "off")
        ):
            return value
    return ""


def _link(values: dict[str, str]) -> str:
    for name in _LINKS:
        value = values.get(name, "")
        named = re.search(r"(?:^|\|)url:([^|]+)", value)
        address = unquote(named[1]) if named else value
        if address.startswith(("http://", "https://", "/")) and not _FILE.search(address):
            return address
    return ""


def _by_number(name: str, values: dict[str, str]) -> str:
    number = values.get("id", "") or values.get("video_id", "")
    if "youtube" in name and re.fullmatch(r"[\w-]{6,}", number):
        return f"https://www.youtube.com/watch?v={number}"
    return (
        embeds.page_of(f"https://player.vimeo.com/video/{number}")
        if "vimeo" in name and number.isdigit()
        else ""
    )


def _button(values: dict[str, str], inner: str) -> str:
    url, label = _link(values), _words(values, _LABELS)
    written = inner if inner.strip() else html.escape(label)
    if not url:
        return f"<p>{written}</p>" if written else ""
    return f'<p><a href="{html.escape(url)}">{written}</a></p>' if written else card_markup(url, label)


def _pictures(values: dict[str, str], code: Shortcode, sources: Sources) -> str:
    for name in _PICTURES:
        value = values.get(name, "")
        if _NUMBERS.fullmatch(value) and name not in ("src", "url"):
            keys = re.findall(r"\d+", value)
            return pictures_markup(keys, code.raw, sources)
        if value.startswith(("http://", "https://", "/")) and _FILE.search(value):
            alt = html.escape(values.get("alt", "") or values.get("image_alt", ""))
            return f'<figure><img src="{html.escape(value)}" alt="{alt}"></figure>'
    return ""


def _encoded(raw_inner: str, code: Shortcode, sources: Sources) -> str:
    """WPBakery keeps raw HTML in Base64 of its percent-encoded form."""
    try:
        markup = unquote(base64.b64decode("".join(raw_inner.split()), validate=True).decode())
    except (binascii.Error, ValueError):
        markup = raw_inner
    if "raw_js" in code.name.lower():
        sources.noted("A script was left out.", markup)
        return ""
    # What was never meant to be read as a shortcode or a block is read by the parser alone.
    return markup
