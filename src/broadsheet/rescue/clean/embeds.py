"""What stands behind a frame or a player: the page that readers can open, and whose it is.

Guarantees: an address that is not understood is kept as it is; nothing is ever looked up.
"""

import re
from urllib.parse import parse_qs, unquote, urlsplit

__all__ = ["is_provider", "key_of", "name_of", "page_of"]

_PROVIDERS: dict[str, str] = {
    "youtube.com": "YouTube", "youtu.be": "YouTube", "youtube-nocookie.com": "YouTube", "vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion", "dai.ly": "Dailymotion", "twitter.com": "Twitter", "x.com": "X",
    "facebook.com": "Facebook", "fb.watch": "Facebook", "instagram.com": "Instagram", "tiktok.com": "TikTok",
    "t.me": "Telegram", "soundcloud.com": "SoundCloud", "spotify.com": "Spotify", "flickr.com": "Flickr",
    "flic.kr": "Flickr", "slideshare.net": "SlideShare", "scribd.com": "Scribd", "ted.com": "TED",
    "aparat.com": "Aparat", "archive.org": "Internet Archive", "reddit.com": "Reddit", "imgur.com": "Imgur",
    "mixcloud.com": "Mixcloud", "kickstarter.com": "Kickstarter", "tumblr.com": "Tumblr",
    "wordpress.tv": "WordPress.tv", "videopress.com": "VideoPress", "gist.github.com": "GitHub Gist",
    "issuu.com": "Issuu", "rumble.com": "Rumble", "odysee.com": "Odysee", "bsky.app": "Bluesky",
    "pinterest.com": "Pinterest", "speakerdeck.com": "Speaker Deck", "animoto.com": "Animoto",
    "screencast.com": "Screencast", "cloudup.com": "Cloudup", "crowdsignal.com": "Crowdsignal",
    "polldaddy.com": "Crowdsignal", "poll.fm": "Crowdsignal", "reverbnation.com": "ReverbNation",
    "smugmug.com": "SmugMug", "hulu.com": "Hulu", "funnyordie.com": "Funny or Die", "blip.tv": "Blip",
    "viddler.com": "Viddler", "qik.com": "Qik", "revision3.com": "Revision3", "photobucket.com": "Photobucket",
}  # fmt: skip

_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]+)"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"(?:www\.)?dailymotion\.com/(?:embed|swf)/(?:video/)?(\w+)"), "https://www.dailymotion.com/video/{}"),
    (re.compile(r"open\.spotify\.com/embed/(\w+/\w+)"), "https://open.spotify.com/{}"),
    (re.compile(r"embed\.ted\.com/(talks/[\w-]+)"), "https://www.ted.com/{}"),
    (re.compile(r"archive\.org/embed/([^/?#]+)"), "https://archive.org/details/{}"),
    (re.compile(r"(?:www\.)?aparat\.com/video/video/embed/videohash/(\w+)"), "https://www.aparat.com/v/{}"),
    (re.compile(r"(?:www\.)?instagram\.com/(p|reel|tv)/([\w-]+)/embed"), "https://www.instagram.com/{}/{}/"),
    (re.compile(r"(?:www\.)?slideshare\.net/slideshow/embed_code/(?:key/)?(\w+)"), "https://www.slideshare.net/slideshow/embed_code/key/{}"),
    (re.compile(r"(?:www\.)?tiktok\.com/embed/(?:v2/)?(\d+)"), "https://www.tiktok.com/embed/{}"),
    (re.compile(r"(gist\.github\.com/[\w-]+/\w+)\.js"), "https://{}"),
    (re.compile(r"(gist\.github\.com/\w+)\.js"), "https://{}"),
)  # fmt: skip
# Services that have many addresses for one thing: what they share is its name.
_KEYS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:twitter|x)\.com/.*/status(?:es)?/(\d+)"), "tweet {}"),
    (re.compile(r"youtube\.com/watch\?(?:.*&)?v=([\w-]+)"), "youtube {}"),
    (re.compile(r"youtube\.com/(?:shorts|live)/([\w-]+)"), "youtube {}"),
    (re.compile(r"youtu\.be/([\w-]+)"), "youtube {}"),
    (re.compile(r"instagram\.com/(?:.*/)?(?:p|reel|tv)/([\w-]+)"), "instagram {}"),
    (re.compile(r"tiktok\.com/.*/video/(\d+)"), "tiktok {}"),
    (re.compile(r"vimeo\.com/(\d+)"), "vimeo {}"),
)
# Players that name what they play in their query.
_NAMED_IN_QUERY = {
    "www.facebook.com": "href",
    "w.soundcloud.com": "url",
    "player.soundcloud.com": "url",
    "cdn.embedly.com": "url",
    "docs.google.com": "url",
}


def page_of(url: str) -> str:
    """The address of the page that shows what an embedded player shows; the same address if unknown."""
    url = url.strip()
    if url.startswith("//"):
        url = "https:" + url
    parts = _split(url)
    bare = re.sub(r"^[a-z]+://", "", url)
    for pattern, page in _REWRITES:
        found = pattern.match(bare)
        if found:
            return page.format(*found.groups())
    named = _NAMED_IN_QUERY.get(parts[0])
    if named:
        wanted = parse_qs(parts[1]).get(named, [""])[0]
        if wanted.startswith(("http://", "https://")):
            return wanted
    return url


def key_of(url: str) -> str:
    """The same for every address of one thing, as far as that can be seen; different for different things."""
    bare = re.sub(r"^[a-z]+://(?:(?:www|m|mobile)\.)?", "", page_of(url), flags=re.IGNORECASE)
    for pattern, key in _KEYS:
        if found := pattern.match(bare):
            return key.format(*found.groups())
    return bare.partition("#")[0].rstrip("/")


def is_provider(url: str) -> bool:
    """Whether the address is of a service whose bare links WordPress turns into players."""
    return _provider(_split(url)[0]) != ""


def name_of(url: str) -> str:
    """What to call an address that nobody gave a title: its service, its file, or its host."""
    host, _query, path = _split(url)
    provider = _provider(host)
    if provider:
        return provider
    name = unquote(path.rsplit("/", 1)[-1])
    if re.search(
        r"\.(mp[34]|m4[av]|ogg|ogv|oga|webm|wav|mov|avi|wmv|flv|pdf|docx?|xlsx?|pptx?|zip|epub)$", name, re.I
    ):
        return name
    return host.removeprefix("www.") or url


def _provider(host: str) -> str:
    labels = host.split(".")
    return next((_PROVIDERS[name] for n in (2, 3) if (name := ".".join(labels[-n:])) in _PROVIDERS), "")


def _split(url: str) -> tuple[str, str, str]:
    """Host, query and path; all empty where the address is malformed."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower(), parts.query, parts.path
    except ValueError:
        return "", "", ""
