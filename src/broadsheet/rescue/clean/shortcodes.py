"""WordPress shortcodes: what is one, which belong together, and the HTML each stands for.

Guarantees: brackets of prose (``[sic]``, ``[U.S. President Donald Trump]``, ``[1]``) are never taken for
a shortcode; a shortcode's words are kept, and one that stands for nothing we can show is quoted in
a remark. Grammar: https://developer.wordpress.org/plugins/shortcodes/ (enclosing, self-closing,
``[[escaped]]``); a name alone counts only if it is one of WordPress's own, is spelt with an underscore, or is
closed later.
"""

import html
import re

from broadsheet.rescue.clean.builders import card_markup, is_builders, pictures_markup, set_builders
from broadsheet.rescue.clean.codes import Shortcode
from broadsheet.rescue.clean.sources import Sources

__all__ = ["is_shortcode", "markup_of"]

_EMBEDS = frozenset([
    "youtube", "youtubevideo", "vimeo", "soundcloud", "wpvideo", "googlevideo", "dailymotion", "twitter",
    "tweet", "facebook", "instagram", "slideshare", "ted", "scribd", "spotify", "gist", "googlemaps",
    "bandcamp", "flickr", "hulu", "blip.tv", "aparat", "telegram", "tiktok", "mixcloud", "archives-org",
    "videopress", "wp_video", "flv", "embedplusvideo", "fve", "su_youtube", "kickstarter", "polldaddy",
    "crowdsignal",
])  # fmt: skip
_PLAYERS = frozenset(["audio", "video", "embed", "playlist"])
_CAPTIONS = frozenset(["caption", "wp_caption"])
# What highlighters of programs name their tags by: the language, or a word of their own.
_CODES = frozenset([
    "code", "sourcecode", "codesyntax", "crayon", "text", "plain", "actionscript", "actionscript3", "as3",
    "asm", "bash", "c", "c-sharp", "cf", "clojure", "coldfusion", "cpp", "csharp", "css", "delphi", "diff", "erlang",
    "fsharp", "go", "groovy", "haskell", "html", "html4strict", "html5", "ini", "java", "java5", "javafx", "javascript",
    "jquery", "js", "json", "jscript", "latex", "lua", "matlab", "matlabkey", "objc", "pascal", "patch", "perl", "php",
    "pl", "plsql", "powershell", "ps", "py", "python", "r", "rails", "rb", "ruby", "scala", "shell", "sql", "swift",
    "tex", "tsql", "vb", "vbnet", "xhtml", "xml", "xslt", "yaml", "yml",
])  # fmt: skip
_CODECOLORER = re.compile(r"cc[eilnstwb]*(?:_[a-z0-9]+)?")
"""``[cc]``, ``[cce_php]``: its options are letters of its name."""
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
    if enclosing and (name in _CODES or _CODECOLORER.fullmatch(name)):
        return f"<pre>{raw_inner.strip(chr(10)).replace('<', '&lt;').replace('>', '&gt;')}</pre>"
    if enclosing and name in _MARKS:
        return f"<{_MARKS[name]}>{inner}</{_MARKS[name]}>"
    if enclosing and name in ("url", "img") and not code.values:
        return _bulletin(name, code, inner, raw_inner)
    if is_builders(code) and not code.closing:
        built = set_builders(code, inner, raw_inner=raw_inner, enclosing=enclosing, sources=sources)
        if built is not None:
            sources.took_tag(code.name, code.raw)
            return built
    if enclosing:
        sources.took_tag(code.name, code.raw)
        return _titled(code, inner)
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
    return pictures_markup(keys, code.raw, sources)


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


def _bulletin(name: str, code: Shortcode, inner: str, raw_inner: str) -> str:
    """``[url=…]text[/url]`` and ``[img]…[/img]`` of bulletin boards."""
    address = (code.words[0] if code.words else raw_inner).strip()
    if not re.fullmatch(r"https?://[^\s<>\"\[\]]+", address):
        return inner
    if name == "img":
        return f'<img src="{html.escape(address)}">'
    return f'<a href="{html.escape(address)}">{inner}</a>'


def _titled(code: Shortcode, inner: str) -> str:
    """What a tag of an unknown plugin encloses, with the title that heads it and the link that it is."""
    title, url = code.values.get("title", ""), code.address()
    if title and any(letter.isalpha() for letter in title) and "\n" in inner.strip():
        return f"<h3>{html.escape(title)}</h3>{inner}"
    plain = inner.strip() and "<" not in inner and "\n" not in inner.strip()
    return f'<a href="{html.escape(url)}">{inner}</a>' if url and plain else inner


def _unknown(code: Shortcode, sources: Sources) -> str:
    url = "" if code.closing else code.address()
    if code.closing:
        sources.took_tag(code.name, code.raw)
        return ""
    sources.left_over("A shortcode of the old site stands for nothing that can be shown here.", code.raw)
    return card_markup(url, code.values.get("title", "")) if url else ""
