r"""A Caddyfile, and the tables of old addresses that it imports.

Guarantees, checked against Caddy itself: no old address can break out of its line, name an
environment variable or stand for a placeholder; matching is exact. An address with odd
characters becomes a regular expression in which they are written as ``\x{..}``.
"""

import re

from broadsheet.press.hosts.headers import FOREVER, HASHED, REVALIDATE, SAFETY_HEADERS, TYPES
from broadsheet.press.redirects import WORDPRESS, Move

__all__ = ["TABLES", "caddy_entry", "caddy_server"]

TABLES = ("paths", "queries")
"""Names of the tables: by path, or by path and query."""

_PLAIN = re.compile(r"[A-Za-z0-9/._%?&=+,:@()*!\u00a0-\U0010ffff-]+")
_ODD = re.compile(r"[^A-Za-z0-9/_\u00a0-\U0010ffff]")

_SERVER = r"""# An example for Caddy: copy it to /etc/caddy/Caddyfile, look at the address and root, reload.
# The tables it imports are written anew by every publish; reload Caddy after one that added some.
(broadsheet_headers) {
	header {
@HEADERS@
	}
}

@ADDRESS@ {
@ROOT@
	encode gzip

	map {path} {by_path} {
		import "@TABLES@/paths.map"
		default ""
	}
	map "{path}?{query}" {by_query} {
		import "@TABLES@/queries.map"
		default ""
	}
	# The same post with something added to the address: /?p=12&utm_source=...
	map "{path}?p={query.p}" {by_p} {
		import "@TABLES@/queries.map"
		default ""
	}
	map "{path}?page_id={query.page_id}" {by_page_id} {
		import "@TABLES@/queries.map"
		default ""
	}
	# What every WordPress site answered, matched undecoded.
	map {uri} {pattern} {
@PATTERNS@
		default ""
	}

	import broadsheet_headers
	@hashed path @HASHED@
	@page not path @HASHED@
	header @hashed Cache-Control "@FOREVER@"
	header @page Cache-Control "@REVALIDATE@"
@TYPES@

	@missing not file {path} {path}/index.html
	@gone expression `"gone" in [{by_path}, {by_query}, {by_p}, {by_page_id}]`
	@by_path expression `{by_path} != ""`
	@by_query expression `{by_query} != ""`
	@by_p expression `{by_p} != ""`
	@by_page_id expression `{by_page_id} != ""`
	@dotted path */.*
	@well_known path /.well-known/*
	route {
		error @gone 410
		redir @by_path {by_path} 301
		redir @by_query {by_query} 301
		redir @by_p {by_p} 301
		redir @by_page_id {by_page_id} 301
		handle @missing {
			@pattern expression `{pattern} != ""`
			redir @pattern {pattern} 301
			error 404
		}
		handle @well_known {
			file_server
		}
		error @dotted 404
		file_server {
			precompressed br gzip
		}
	}

	handle_errors {
		import broadsheet_headers
		header Cache-Control "@REVALIDATE@"
		@told expression `{err.status_code} == 410`
		handle @told {
			try_files @PREFIX@410.html @PREFIX@404.html
			file_server
		}
		handle {
			rewrite * @PREFIX@404.html
			file_server
		}
	}
}
"""


def caddy_server(*, folder: str, address: str, prefix: str) -> bytes:
    """The Caddyfile. ``folder`` is the publication's; ``address`` is the site's as Caddy has it."""
    patterns = "\n".join(
        f'\t\t`~^{prefix}{pattern.match}(?:\\?.*)?$` "{prefix}{_groups(pattern.target)}"'
        for pattern in WORDPRESS
    )
    types = "\n".join(
        f'\t@type{number} path */{name}\n\theader @type{number} Content-Type "{mime}"'
        for number, (name, mime) in enumerate(TYPES)
    )
    values = {
        "ADDRESS": address,
        "ROOT": _root(folder, prefix),
        "TABLES": f"{folder}/hosting/caddy",
        "PATTERNS": patterns,
        "PREFIX": prefix,
        "HASHED": " ".join(f"{prefix}{name}/*" for name in HASHED),
        "FOREVER": FOREVER,
        "REVALIDATE": REVALIDATE,
        "HEADERS": "\n".join(f'\t\t{name} "{value}"' for name, value in SAFETY_HEADERS.items()),
        "TYPES": types,
    }
    return re.sub("@([A-Z]+)@", lambda found: values[found.group(1)], _SERVER).encode()


def caddy_entry(move: Move) -> tuple[str, bytes]:
    """The table that a move belongs in and its line there."""
    key = f"{move.path}?{move.query}" if move.query else move.path
    token = f'"{key}"' if _PLAIN.fullmatch(key) else f'"~^{_ODD.sub(_hex, key)}$"'
    return "queries" if move.query else "paths", f'{token} "{move.target or "gone"}"\n'.encode()


def _root(folder: str, prefix: str) -> str:
    if prefix == "/":
        return f'\troot * "{folder}/site"'
    return f"\t# Make {prefix} in this folder a link to {folder}/site.\n\troot * /srv/www"


def _groups(target: str) -> str:
    return re.sub(r"\$(\d)", r"${\1}", target)


def _hex(letter: re.Match[str]) -> str:
    return f"\\x{{{ord(letter.group()):02x}}}"
