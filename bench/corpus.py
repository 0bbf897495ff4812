"""A generated archive: the same posts as a WordPress export and as Markdown for Hugo.

Deterministic for a number of posts: no clock, a seeded generator. Posts have eight tags drawn with a long
tail from 2,000, three to six paragraphs, a section heading, a quote and one of forty bylines, over ten years.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

__all__ = ["NewsItem", "news", "paragraph", "write_hugo_site", "write_wxr"]

TAGS = 2000
_WORDS = [
    "harbour",
    "council",
    "ferry",
    "island",
    "storm",
    "election",
    "ballot",
    "minister",
    "union",
    "strike",
    "market",
    "price",
    "bread",
    "water",
    "court",
    "judge",
    "prison",
    "letter",
    "witness",
    "border",
    "soldier",
    "village",
    "school",
    "teacher",
    "doctor",
    "nurse",
    "clinic",
    "river",
    "dam",
    "valley",
    "mountain",
    "road",
    "railway",
    "station",
    "train",
    "pilot",
    "captain",
    "crew",
    "cargo",
    "customs",
    "paper",
    "printer",
    "editor",
    "reporter",
    "source",
    "spokesman",
    "statement",
    "rally",
    "march",
    "square",
    "night",
    "curfew",
    "radio",
    "signal",
    "tower",
    "cable",
    "festival",
    "song",
    "poet",
    "painter",
    "museum",
    "archive",
    "record",
    "ledger",
    "budget",
    "tax",
    "loan",
    "bank",
    "coin",
    "salary",
    "pension",
    "farmer",
    "orchard",
    "wheat",
    "olive",
    "salt",
    "fishery",
    "net",
    "boat",
    "lighthouse",
    "coast",
    "tide",
    "winter",
    "spring",
    "summer",
    "autumn",
    "morning",
    "evening",
    "crowd",
    "silence",
    "promise",
]


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One generated post."""

    number: int
    headline: str
    slug: str
    at: datetime
    byline: str
    tags: tuple[str, ...]
    paragraphs: tuple[str, ...]
    heading: str
    quote: str


def news(count: int) -> Iterator[NewsItem]:
    """``count`` posts, oldest first."""
    chance = random.Random(20191105)
    names = [f"{chance.choice(_WORDS).title()} {chance.choice(_WORDS)} {number}" for number in range(TAGS)]
    weights = [1 / (rank + 10) for rank in range(TAGS)]
    start = datetime(2012, 1, 1, 8)  # noqa: DTZ001 - local times, as an export writes them
    step = timedelta(days=3650) / count
    for number in range(count):
        tags = tuple(dict.fromkeys(chance.choices(names, weights, k=12)))[:8]
        words = [chance.choice(_WORDS) for _ in range(8)]
        yield NewsItem(
            number=number + 1,
            headline=" ".join(words).capitalize(),
            slug=f"{'-'.join(words)}-{number + 1}",
            at=(start + step * number).replace(microsecond=0),
            byline=f"{_WORDS[number % 40].title()} Writer",
            tags=tags,
            paragraphs=tuple(paragraph(chance) for _ in range(chance.randint(4, 6))),
            heading=" ".join(chance.choices(_WORDS, k=4)).title(),
            quote=paragraph(chance)[:160],
        )


def paragraph(chance: random.Random) -> str:
    """Five sentences of words drawn by chance."""
    sentences = [
        " ".join(chance.choices(_WORDS, k=chance.randint(9, 16))).capitalize() + "." for _ in range(5)
    ]
    return " ".join(sentences)


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def write_wxr(path: Path, count: int) -> None:
    """Write the posts as a WordPress export."""
    with path.open("w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
            'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>'
            "<title>The Bench</title><link>https://bench.example</link><language>en-US</language>"
            "<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://bench.example</wp:base_site_url>"
            "<wp:base_blog_url>https://bench.example</wp:base_blog_url>\n"
        )
        for item in news(count):
            file.write(_wxr_item(item))
        file.write("</channel></rss>\n")


def _wxr_item(item: NewsItem) -> str:
    first, *rest = item.paragraphs
    body = "\n\n".join(
        [first, f"<h2>{item.heading}</h2>", *rest, f"<blockquote><p>{item.quote}</p></blockquote>"]
    )
    tags = "".join(
        f'<category domain="post_tag" nicename="{_slug(tag)}"><![CDATA[{tag}]]></category>'
        for tag in item.tags
    )
    moment = f"{item.at:%Y-%m-%d %H:%M:%S}"
    return (
        f"<item><title>{escape(item.headline)}</title><link>https://bench.example/{item.at:%Y/%m/%d}/{item.slug}/</link>"
        f"<dc:creator><![CDATA[{item.byline}]]></dc:creator>"
        f'<guid isPermaLink="false">https://bench.example/?p={item.number}</guid>'
        f"<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>"
        f"<wp:post_id>{item.number}</wp:post_id><wp:post_date>{moment}</wp:post_date>"
        f"<wp:post_date_gmt>{moment}</wp:post_date_gmt><wp:post_name>{item.slug}</wp:post_name>"
        f"<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{tags}</item>\n"
    )


_HUGO = {
    "hugo.toml": """baseURL = "https://bench.example/"
title = "The Bench"
[permalinks]
posts = "/:year/:month/:day/:slug/"
[taxonomies]
tag = "tags"
author = "authors"
[pagination]
pagerSize = 20
[services.rss]
limit = 20
[outputs]
home = ["html", "rss", "json"]
section = ["html", "rss"]
page = ["html", "json"]
term = ["html", "rss"]
taxonomy = ["html"]
""",
    "layouts/baseof.html": """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{{ .Title }} | {{ site.Title }}</title><meta name="viewport" content="width=device-width">
<link rel="canonical" href="{{ .Permalink }}"><meta property="og:title" content="{{ .Title }}">
{{ with .OutputFormats.Get "rss" }}<link rel="alternate" type="application/rss+xml" href="{{ .Permalink }}">{{ end }}
</head><body><header><a href="/">{{ site.Title }}</a></header><main>{{ block "main" . }}{{ end }}</main>
<footer><a href="/tags/">All tags</a></footer></body></html>
""",
    "layouts/page.html": """{{ define "main" }}<article><h1>{{ .Title }}</h1>
<p>{{ range .GetTerms "authors" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
<time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2 January 2006" }}</time></p>
{{ .Content }}<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</article>
<script type="application/ld+json">
{{ dict "@type" "NewsArticle" "headline" .Title "datePublished" .Date | jsonify | safeJS }}</script>
{{ end }}""",
    "layouts/page.json": """{{ $tags := slice }}{{ range .GetTerms "tags" }}{{ $tags = $tags | append .Title }}{{ end }}
{{ dict "headline" .Title "path" .RelPermalink "published_at" .Date "tags" $tags "body" .Content | jsonify }}""",
    "layouts/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ range .Paginator.Pages }}{{ partial "card.html" . }}{{ end }}
{{ with .Paginator }}{{ if .HasPrev }}<a href="{{ .Prev.URL }}">Newer</a>{{ end }}
{{ if .HasNext }}<a href="{{ .Next.URL }}">Older</a>{{ end }}{{ end }}{{ end }}""",
    "layouts/home.html": """{{ define "main" }}{{ range first 10 (where site.RegularPages "Type" "posts") }}
{{ partial "card.html" . }}{{ end }}{{ end }}""",
    "layouts/home.json": """{{ $items := slice }}{{ range first 20 site.RegularPages }}
{{ $items = $items | append (dict "id" .Permalink "title" .Title "content_html" .Content) }}{{ end }}
{{ dict "version" "https://jsonfeed.org/version/1.1" "title" site.Title "items" $items | jsonify }}""",
    "layouts/taxonomy.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}""",
    "layouts/_partials/card.html": """<article><p>{{ range .GetTerms "tags" }}
<a href="{{ .RelPermalink }}">{{ .Title }}</a>, {{ end }}</p>
<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Summary }}</p>
<p>{{ range .GetTerms "authors" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
<time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2 January 2006" }}</time>
<a href="{{ .RelPermalink }}">Continue reading</a></p></article>
""",
}


def write_hugo_site(folder: Path, count: int) -> None:
    """Write the posts as Markdown, with a Hugo theme that makes the same kinds of output."""
    for name, text in _HUGO.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    posts = folder / "content" / "posts"
    posts.mkdir(parents=True)
    for item in news(count):
        first, *rest = item.paragraphs
        tags = ", ".join(f'"{tag}"' for tag in item.tags)
        body = "\n\n".join([first, f"## {item.heading}", *rest, f"> {item.quote}"])
        (posts / f"{item.number}.md").write_text(
            f'---\ntitle: "{item.headline}"\nslug: "{item.slug}"\ndate: {item.at:%Y-%m-%dT%H:%M:%SZ}\n'
            f'tags: [{tags}]\nauthors: ["{item.byline}"]\n---\n\n{body}\n',
            encoding="utf-8",
        )
