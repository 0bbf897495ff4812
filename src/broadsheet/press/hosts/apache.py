r"""An ``.htaccess`` for Apache 2.4 with mod_rewrite, mod_headers and mod_mime.

Guarantees: no old address can break out of its line; matching is exact. Apache reads the
file at every request, so a long list costs every reader: beyond :data:`MOST_MOVES` the rest
is left to the pages at the old addresses, which lead on as well.
"""

import re

from broadsheet.press.hosts.headers import FOREVER, HASHED, REVALIDATE, SAFETY_HEADERS, TYPES
from broadsheet.press.redirects import WORDPRESS, Move

__all__ = ["MOST_MOVES", "htaccess", "htaccess_rule"]

MOST_MOVES = 2000
_MIME = (
    (".html", "text/html; charset=utf-8"),
    (".htm", "text/html; charset=utf-8"),
    (".css", "text/css; charset=utf-8"),
    (".svg", "image/svg+xml"),
    (".xml", "text/xml; charset=utf-8"),
    (".json", "application/json"),
    (".txt", "text/plain; charset=utf-8"),
)
_SIBLINGS = r"""# Texts that lie there compressed, too (the setting publish.compressed).
RewriteRule "\.(?:gz|br)$" "-" [E=no-gzip:1,E=no-brotli:1]
RewriteCond %{HTTP:Accept-Encoding} "\bbr\b"
RewriteCond %{REQUEST_FILENAME}/index.html.br -f
RewriteRule "^((?:[^?]*/)?)$" "$1index.html.br" [L]
RewriteCond %{HTTP:Accept-Encoding} "\bgzip\b"
RewriteCond %{REQUEST_FILENAME}/index.html.gz -f
RewriteRule "^((?:[^?]*/)?)$" "$1index.html.gz" [L]
RewriteCond %{HTTP:Accept-Encoding} "\bbr\b"
RewriteCond %{REQUEST_FILENAME}.br -f
RewriteRule "^([^?]*[^?/])$" "$1.br" [L]
RewriteCond %{HTTP:Accept-Encoding} "\bgzip\b"
RewriteCond %{REQUEST_FILENAME}.gz -f
RewriteRule "^([^?]*[^?/])$" "$1.gz" [L]
"""
_ODD = re.compile(r"[^A-Za-z0-9/_\u00a0-\U0010ffff]")


def htaccess(rules: bytes, *, prefix: str) -> bytes:
    """The file, with the rules of :func:`htaccess_rule`; it belongs into the site's folder as ``.htaccess``."""
    patterns = "".join(_pattern(pattern.match, pattern.target, prefix) for pattern in WORDPRESS)
    return b"".join((
        _settings(prefix).encode(), rules, _SIBLINGS.encode(), patterns.encode(), b"</IfModule>\n", _sibling_types(),
    ))  # fmt: skip


def _sibling_types() -> bytes:
    """A server may take ``.gz`` for an archive and ``.br`` for Breton."""
    every = [(name.replace(".", "\\."), mime) for name, mime in (*_MIME, *TYPES)]
    types = "".join(
        f'<FilesMatch "{name}\\.(?:gz|br)$">\nForceType "{mime}"\n</FilesMatch>\n' for name, mime in every
    )
    forms = "".join(
        f'<FilesMatch "\\.{form}$">\nHeader set Content-Encoding {name}\nHeader unset Content-Language\n</FilesMatch>\n'
        for form, name in (("gz", "gzip"), ("br", "br"))
    )
    texts = "|".join(name for name, _ in _MIME).replace(".", "")
    vary = (
        f'<FilesMatch "\\.(?:{texts})(?:\\.(?:gz|br))?$">\nHeader merge Vary Accept-Encoding\n</FilesMatch>\n'
    )
    return f"{types}<IfModule mod_headers.c>\n{forms}{vary}</IfModule>\n".encode()


def _settings(prefix: str) -> str:
    always = "".join(f'Header always set {name} "{value}"\n' for name, value in SAFETY_HEADERS.items())
    types = "".join(f'<Files "{name}">\nForceType "{mime}"\n</Files>\n' for name, mime in TYPES)
    hashed = "|".join(HASHED)
    return (
        "# Copy this file into the site's folder under the name .htaccess; Apache needs AllowOverride All.\n"
        f"Options -Indexes\nDirectoryIndex index.html\nAddDefaultCharset utf-8\n"
        f"ErrorDocument 404 {prefix}404.html\nErrorDocument 403 {prefix}404.html\n"
        f"ErrorDocument 410 {prefix}410.html\n{types}"
        f'<IfModule mod_headers.c>\n{always}Header set Cache-Control "{REVALIDATE}"\n'
        f'Header set Cache-Control "{FOREVER}" "expr=%{{REQUEST_URI}} =~ m#^{prefix}({hashed})/#"\n</IfModule>\n'
        f"<IfModule mod_rewrite.c>\nRewriteEngine On\nRewriteBase {prefix}\n"
        'RewriteRule "(?:^|/)\\.(?!well-known/)" "-" [R=404,L]\n'
    )


def htaccess_rule(move: Move, *, prefix: str) -> bytes:
    """The rule of one move. Percent signs of its target are escaped, or ``%1`` would be a condition's group."""
    pattern = _ODD.sub(_hex, move.path.removeprefix(prefix))
    query = _ODD.sub(_hex, move.query)
    # A single parameter is found among others too: /?p=12&utm_source=...
    around = ("^", "$") if "&" in move.query or "=" not in move.query else ("(?:^|&)", "(?:&|$)")
    condition = f'RewriteCond %{{QUERY_STRING}} "{query.join(around)}"\n' if move.query else ""
    outcome = f'"{_escaped(move.target)}" [R=301,L,NE,QSD]' if move.target else '"-" [G]'
    return f'{condition}RewriteRule "^{pattern}$" {outcome}\n'.encode()


def _pattern(match: str, target: str, prefix: str) -> str:
    """A pattern of WordPress, matched on the request line, where nothing is decoded yet."""
    groups = re.sub(r"\$(\d)", r"%\1", target)
    return (
        "RewriteCond %{REQUEST_FILENAME} !-f\nRewriteCond %{REQUEST_FILENAME}/index.html !-f\n"
        f'RewriteCond %{{THE_REQUEST}} "^[A-Z]+ {prefix}{match}[? ]"\n'
        f'RewriteRule "^" "{prefix}{groups}" [R=301,L,NE,QSD]\n'
    )


def _hex(letter: re.Match[str]) -> str:
    return f"\\x{ord(letter.group()):02x}"


def _escaped(target: str) -> str:
    return target.replace("%", "\\%")
