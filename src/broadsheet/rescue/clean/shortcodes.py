"""WordPress shortcodes: what is one, which belong together, and the HTML each stands for.

Guarantees: brackets of prose (``[sic]``, ``[U.S. President Donald Trump]``, ``[1]``) are never taken for
a shortcode; a shortcode's words are kept, and one that stands for nothing we can show is quoted in
a remark. Grammar: https://developer.wordpress.org/plugins/shortcodes/ (enclosing, self-closing,
``[[escaped]]``); a name alone counts only if it is one of WordPress's own, is spelt with an underscore, or is
closed later.
"""

import html
import re
from dataclasses import dataclass, field

from broadsheet.rescue.clean.sources import Sources

__all__ = ["Shortcode", "is_shortcode", "markup_of", "read_shortcode"]

_ATTRIBUTE = r"""(?:[\w:-]+\s*=\s*)?(?:"[^"]*"|'[^']*'|“[^”]*”|[^\s\[\]"'<>“”]+)"""
_SHORTCODE = re.compile(rf"\[(/?)([A-Za-z][\w-]*)((?:=|\s+)(?:{_ATTRIBUTE}\s*)*+)?\s*(/?)\]")
_PART = re.compile(
    r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”|([^\s"'“”]+))|"([^"]*)"|'([^']*)'|(\S+)"""
)


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One tag in brackets. ``words`` are its values without a name; ``raw`` is as the copy has it."""

    name: str
    raw: str
    closing: bool = False
    values: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    quoted: bool = False

    def address(self) -> str:
        """The first web address that the tag names, or ""."""
        for value in (*self.values.values(), *self.words):
            found = re.search(r"https?://[^\s\"'<>|]+", value)
            if found:
                return found[0]
        return ""


def read_shortcode(text: str, place: int) -> Shortcode | None:
    """The shortcode that begins at a ``[``, if the brackets are built like one."""
    found = _SHORTCODE.match(text, place)
    if not found:
        return None
    given = found[3] or ""
    values: dict[str, str] = {}
    words: list[str] = []
    quoted = False
    plain = html.unescape(given) if "&" in given else given
    for part in _PART.finditer(plain.removeprefix("=")):
        value = next((group for group in part.groups()[1:] if group is not None), "")
        if part[1]:
            values.setdefault(part[1].lower(), value)
            quoted = quoted or part[5] is None
        elif value != "/":
            words.append(value)
    return Shortcode(found[2], found[0], bool(found[1]), values, tuple(words), quoted)


_EMBEDS = frozenset([
    "youtube", "youtubevideo", "vimeo", "soundcloud", "wpvideo", "googlevideo", "dailymotion", "twitter",
    "tweet", "facebook", "instagram", "slideshare", "ted", "scribd", "spotify", "gist", "googlemaps",
    "bandcamp", "flickr", "hulu", "blip.tv", "aparat", "telegram", "tiktok", "mixcloud", "archives-org",
    "videopress", "wp_video", "flv", "embedplusvideo", "fve", "su_youtube", "kickstarter", "polldaddy",
    "crowdsignal",
])  # fmt: skip
_PLAYERS = frozenset(["audio", "video", "embed", "playlist"])
_CAPTIONS = frozenset(["caption", "wp_caption"])
_CODES = frozenset(
    ["code", "sourcecode", "php", "css", "javascript", "js", "python", "bash", "sql", "xml", "text"]
)
_ALONE = frozenset(
    [
        "gallery",
        "playlist",
        "contact-form",
        "contact-form-7",
        "contact-field",
        "addtoany",
        "sharethis",
        "nextpage",
    ]
)
_KNOWN = _EMBEDS | _PLAYERS | _CAPTIONS | _ALONE
_MARKS = {"b": "strong", "i": "em", "u": "u", "s": "s", "quote": "blockquote", "pullquote": "blockquote"}


def is_shortcode(code: Shortcode, *, partnered: bool) -> bool:
    """Whether brackets built like a shortcode are one, or only prose that looks so."""
    if partnered or code.name in _ALONE or "_" in code.name:
        return True
    if code.closing:
        return code.name in _KNOWN
    if code.name in _KNOWN:
        return bool(code.values or code.words)
    if code.raw.endswith("/]") and not code.words:
        return True
    return bool(code.values) and (code.quoted or not code.words)


def markup_of(code: Shortcode, inner: str, *, raw_inner: str, enclosing: bool, sources: Sources) -> str:
    """The HTML that stands for a shortcode. ``inner`` is already HTML, ``raw_inner`` as the copy has it."""
    name = code.name.lower()
    if name in _CAPTIONS:
        return _caption(code, inner, sources)
    if name == "gallery" and not enclosing:
        return _gallery(code, sources)
    if name == "playlist":
        return _playlist(code, sources)
    if name in _PLAYERS or name in _EMBEDS:
        return _player(code, inner, raw_inner, sources)
    if enclosing and name in _CODES:
        return f"<pre>{raw_inner.strip(chr(10)).replace('<', '&lt;').replace('>', '&gt;')}</pre>"
    if enclosing and name in _MARKS:
        return f"<{_MARKS[name]}>{inner}</{_MARKS[name]}>"
    if enclosing and name in ("url", "img") and not code.values:
        return _bulletin(name, code, inner, raw_inner)
    if enclosing:
        sources.took_tag(code.name, code.raw)
        return inner
    return _unknown(code, sources)


def _caption(code: Shortcode, inner: str, sources: Sources) -> str:
    written = code.values.get("caption", "")
    if not inner.strip() and not written:
        sources.left_over("A picture's caption tag had nothing in it.", code.raw)
        return ""
    words = f"<figcaption>{written}</figcaption>" if written else ""
    return f'<figure class="wp-caption">{inner}{words}</figure>'


def _gallery(code: Shortcode, sources: Sources) -> str:
    named = code.values.get("ids") or code.values.get("include") or ""
    keys = re.findall(r"\d+", named) or list(sources.attached)
    if not keys:
        sources.left_over("A gallery does not say which pictures it shows.", code.raw)
    figures = "".join(_figure(key, code, sources) for key in keys)
    return f'<figure class="wp-block-gallery">{figures}</figure>' if figures else ""


def _figure(key: str, code: Shortcode, sources: Sources) -> str:
    found = sources.picture_of(key)
    if found is None or not found.source_url:
        sources.left_over(f"The copy does not hold picture {key} of a gallery.", code.raw)
        return ""
    caption = html.escape(found.caption).replace("\n", "<br>")
    credit = f" <cite>{html.escape(found.credit)}</cite>" if found.credit else ""
    words = f"<figcaption>{caption}{credit}</figcaption>" if caption or credit else ""
    return (
        f'<figure><img src="{html.escape(found.source_url)}" alt="{html.escape(found.alt)}">{words}</figure>'
    )


def _playlist(code: Shortcode, sources: Sources) -> str:
    cards = ""
    for key in re.findall(r"\d+", code.values.get("ids", "")):
        found = sources.picture_of(key)
        if found is not None and found.source_url:
            cards += card_markup(found.source_url, found.title)
    if not cards:
        sources.left_over("A playlist names no file that the copy holds.", code.raw)
    return cards


_BY_NUMBER: dict[str, str] = {
    "youtube": "https://www.youtube.com/watch?v={}", "su_youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}", "wpvideo": "https://videopress.com/v/{}",
    "videopress": "https://videopress.com/v/{}", "dailymotion": "https://www.dailymotion.com/video/{}",
    "aparat": "https://www.aparat.com/v/{}", "gist": "https://gist.github.com/{}",
    "tweet": "https://twitter.com/i/status/{}", "instagram": "https://www.instagram.com/p/{}/",
}  # fmt: skip


def _player(code: Shortcode, inner: str, raw_inner: str, sources: Sources) -> str:
    """A card that leads to what was played; the words enclosed stay after it."""
    name = code.name.lower()
    title = code.values.get("title", "")
    url = code.address()
    if url:
        return card_markup(url, title) + inner
    enclosed = html.unescape(re.sub(r"\s", "", raw_inner))
    if re.fullmatch(r"https?://[^\s<>\"]+", enclosed):
        return card_markup(enclosed, title)
    number = code.values.get("id") or code.values.get("v") or (code.words[0] if code.words else "")
    number = number or (enclosed if name in _BY_NUMBER else "")
    if name in _BY_NUMBER and re.fullmatch(r"[\w/-]{4,}", number):
        return card_markup(_BY_NUMBER[name].format(number), title)
    if name in _PLAYERS and code.values.get("src", "").startswith("/"):
        return card_markup(code.values["src"], title)
    sources.left_over("Something was played here, but its address is not in the copy.", code.raw)
    return inner


def card_markup(url: str, title: str = "") -> str:
    """The placeholder that becomes a link card once the body is set."""
    return f'<embed src="{html.escape(url)}" title="{html.escape(title)}">'


def _bulletin(name: str, code: Shortcode, inner: str, raw_inner: str) -> str:
    """``[url=…]text[/url]`` and ``[img]…[/img]`` of bulletin boards."""
    address = (code.words[0] if code.words else raw_inner).strip()
    if not re.fullmatch(r"https?://[^\s<>\"\[\]]+", address):
        return inner
    if name == "img":
        return f'<img src="{html.escape(address)}">'
    return f'<a href="{html.escape(address)}">{inner}</a>'


def _unknown(code: Shortcode, sources: Sources) -> str:
    url = "" if code.closing else code.address()
    if code.closing:
        sources.took_tag(code.name, code.raw)
        return ""
    sources.left_over("A shortcode of the old site stands for nothing that can be shown here.", code.raw)
    return card_markup(url, code.values.get("title", "")) if url else ""
