r"""A server configuration for nginx, and the tables of old addresses that it includes.

Guarantees, checked against nginx itself: no old address, however hostile, can break out of
its line or keep nginx from starting; matching tells upper from lower case (a plain ``map``
would not, and ``/About/`` could then be sent to ``/about/`` for ever); nothing decoded gets into
a header.

A key of a ``map`` is looked up by hash and so costs nothing; it is used for addresses of plain
lower-case letters. All others become regular expressions with odd bytes written as
``\x..``. The tables are files of their own, because a publish rewrites them, while the server
configuration is an example that an operator copies once and owns.
"""

import re

from broadsheet.press.hosts.headers import FOREVER, HASHED, REVALIDATE, SAFETY_HEADERS, TYPES
from broadsheet.press.redirects import WORDPRESS, Move

__all__ = ["TABLES", "nginx_entry", "nginx_server"]

TABLES = ("paths", "paths-odd", "queries", "queries-odd")
"""Names of the tables: by path or by path and query, plain or as regular expressions."""

_PLAIN = re.compile(r"[a-z0-9/._~%?&=+,:@()*!\u00a0-\U0010ffff-]+")
_ODD = re.compile(r"[^A-Za-z0-9/_\u00a0-\U0010ffff]")
_LONGEST_KEY = 900
_LONGEST_TOKEN = 4000

_SERVER = r"""# An example for nginx: copy it to /etc/nginx/conf.d/, look at server_name and root, reload.
# The tables it includes are written anew by every publish; reload nginx after one that added some.
map_hash_bucket_size 1024;
map_hash_max_size 65536;

# Keys of a map match whatever their case; only addresses without capitals may use them.
map $uri $broadsheet_path { ~[A-Z] ""; default $uri; }
map $uri?$args $broadsheet_query { ~[A-Z] ""; default $uri?$args; }

map $broadsheet_path $broadsheet_by_path { include "@TABLES@/paths.map"; default $broadsheet_by_odd_path; }
map $uri $broadsheet_by_odd_path { include "@TABLES@/paths-odd.map"; default $broadsheet_by_query; }
map $broadsheet_query $broadsheet_by_query { include "@TABLES@/queries.map"; default $broadsheet_by_odd_query; }
map $uri?$args $broadsheet_by_odd_query { include "@TABLES@/queries-odd.map"; default $broadsheet_by_p; }
# The same post with something added to the address: /?p=12&utm_source=...
map $uri?p=$arg_p $broadsheet_by_p { include "@TABLES@/queries.map"; default $broadsheet_by_page_id; }
map $uri?page_id=$arg_page_id $broadsheet_by_page_id { include "@TABLES@/queries.map"; default ""; }

# What every WordPress site answered, matched undecoded.
map $request_uri $broadsheet_pattern {
    default "";
@PATTERNS@
}

map $uri $broadsheet_cache {
    ~^@PREFIX@(@HASHED@)/ "@FOREVER@";
    default "@REVALIDATE@";
}

server {
    listen @LISTEN@;
    server_name @NAME@;
@ROOT@
    index index.html;
    absolute_redirect off;
    server_tokens off;
    # What is not written down about readers can't be taken from the server.
    access_log off;
    log_not_found off;
    charset utf-8;
    charset_types text/css text/plain text/xml application/json image/svg+xml;
    gzip on;
    gzip_static on;
    # With Debian's libnginx-mod-http-brotli-static, and "br" among the paper's publish.compressed:
    # brotli_static on;
    gzip_vary on;
    gzip_types text/css text/plain text/xml application/json application/atom+xml application/feed+json image/svg+xml;

@HEADERS@
    add_header Cache-Control $broadsheet_cache;

    if ($broadsheet_by_path = gone) { return 410; }
    if ($broadsheet_by_path) { return 301 $broadsheet_by_path; }

    error_page 403 = @old;
    error_page 404 @PREFIX@404.html;
    error_page 410 @gone;

    location / { try_files $uri $uri/ @old; }
@TYPES@
    location ~ /\.(?!well-known/) { return 404; }
    location @old {
        if ($broadsheet_pattern) { return 301 $broadsheet_pattern; }
        return 404;
    }
    location @gone { try_files @PREFIX@410.html @PREFIX@404.html =410; }
}
"""


def nginx_server(*, folder: str, name: str, prefix: str, listen: str = "80") -> bytes:
    """The server configuration. ``folder`` is the publication's, ``name`` the server's, ``listen`` as nginx has it."""
    patterns = "\n".join(
        f'    "~^{prefix}{pattern.match}(?:\\?|$)" "{prefix}{pattern.target}";' for pattern in WORDPRESS
    )
    headers = "\n".join(f'    add_header {name} "{value}" always;' for name, value in SAFETY_HEADERS.items())
    types = "\n".join(
        f"    location ~ /{re.escape(name)}$ {{ types {{ }} default_type {mime.partition(';')[0]}; }}"
        for name, mime in TYPES
    )
    values = {
        "TABLES": f"{folder}/hosting/nginx",
        "PATTERNS": patterns,
        "PREFIX": prefix,
        "HASHED": "|".join(HASHED),
        "FOREVER": FOREVER,
        "REVALIDATE": REVALIDATE,
        "LISTEN": listen,
        "NAME": name,
        "ROOT": _root(folder, prefix),
        "HEADERS": headers,
        "TYPES": types,
    }
    return re.sub("@([A-Z]+)@", lambda found: values[found.group(1)], _SERVER).encode()


def nginx_entry(move: Move) -> tuple[str, bytes] | None:
    """The table that a move belongs in and its line there; None where it is longer than nginx reads."""
    key = f"{move.path}?{move.query}" if move.query else move.path
    plain = _is_plain(key)
    token = f'"{key}"' if plain else f'"~^{_ODD.sub(_hex, _merged(key))}\\z"'
    if len(token.encode()) > _LONGEST_TOKEN or len(move.target or "") > _LONGEST_TOKEN:
        return None
    table = ("queries" if move.query else "paths") + ("" if plain else "-odd")
    value = f'"{move.target}"' if move.target else "gone"
    return table, f"{token} {value};\n".encode()


def _root(folder: str, prefix: str) -> str:
    if prefix == "/":
        return f'    root "{folder}/site";'
    return f'    # Make {prefix} in this folder a link to {folder}/site.\n    root "/srv/www";'


def _is_plain(key: str) -> bool:
    return bool(_PLAIN.fullmatch(key)) and "//" not in key and len(key.encode()) < _LONGEST_KEY


def _merged(key: str) -> str:
    """A key as nginx sees it: slashes that follow each other are one."""
    path, mark, query = key.partition("?")
    return re.sub("/{2,}", "/", path) + mark + query


def _hex(letter: re.Match[str]) -> str:
    return f"\\x{ord(letter.group()):02x}"
