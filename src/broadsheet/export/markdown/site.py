"""What makes a folder of Markdown a site that Hugo builds: its settings and the plainest of layouts.

Guarantees: a theme of one's own in ``themes/`` or other layouts may take their place; nothing here changes a
letter of a text (Hugo's own way with quotes and dashes is off).
"""

import json

from broadsheet.language import direction_of
from broadsheet.press.addresses import site_address
from broadsheet.publication import Settings

__all__ = ["LAYOUTS", "site_settings"]

_SETTINGS = """# Made by broadsheet export markdown. Hugo builds the site: hugo
baseURL = {url}
title = {name}
locale = {language}
defaultContentLanguage = {content_language}
disablePathToLower = true

[taxonomies]
  tag = "tags"
  category = "categories"
  author = "authors"

[params]
  tagline = {tagline}
  direction = {direction}

[markup.goldmark.renderer]
  unsafe = true

[markup.goldmark.extensions]
  linkify = false
  definitionList = false
  footnote = false
  taskList = false
  strikethrough = false
  table = false

[markup.goldmark.extensions.typographer]
  disable = true

[markup.goldmark.parser]
  autoHeadingID = false
"""

_BASE = """<!DOCTYPE html>
<html lang="{{ .Params.language | default site.Language.Lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }}</title>
</head>
<body>
<main>{{ block "main" . }}{{ end }}</main>
</body>
</html>
"""
_SINGLE = """{{ define "main" }}
<article>
<h1>{{ .Title }}</h1>
{{ with .Params.authors }}<p>{{ delimit . ", " }}</p>{{ end }}
{{ if not .Date.IsZero }}
<time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2006-01-02" }}</time>
{{ end }}
{{ with .Params.image }}
<figure><img src="{{ . }}" alt="{{ $.Params.image_alt }}">
<figcaption>{{ $.Params.image_caption }} {{ with $.Params.image_credit }}<cite>{{ . }}</cite>{{ end }}</figcaption>
</figure>
{{ end }}
{{ .Content }}
{{ range .Params.corrections }}<p>{{ .day }}: {{ .text }}</p>{{ end }}
</article>
{{ end }}
"""
_LIST = """{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>
{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}
</ul>
{{ end }}
"""
LAYOUTS = {
    "layouts/_default/baseof.html": _BASE,
    "layouts/_default/single.html": _SINGLE,
    "layouts/_default/list.html": _LIST,
}


def site_settings(settings: Settings) -> str:
    """``hugo.toml`` for a paper."""
    texts = {
        "url": site_address(settings) or "https://paper.invalid/",
        "name": settings.name,
        "tagline": settings.tagline,
        "language": settings.language,
        "content_language": settings.language.lower(),
        "direction": direction_of(settings.language),
    }
    return _SETTINGS.format(**{name: json.dumps(text, ensure_ascii=False) for name, text in texts.items()})
