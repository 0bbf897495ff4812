"""How a setting names a database on a PostgreSQL server: an address without a secret.

Guarantees: what is not such an address, or holds a password, is refused with the reason; what is left out is for
PostgreSQL's own environment to say (``PGHOST``, ``PGUSER``, ``PGPASSFILE``, ``PGSSLMODE`` …).
https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

__all__ = ["ServerAddress"]

_SECRET = ("password", "sslpassword")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A database and where it is. Empty parts are PostgreSQL's to fill in."""

    name: str
    user: str
    host: str
    port: str
    options: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, text: str) -> "ServerAddress":
        """Take ``postgresql://user@host:port/name?option=value`` apart.

        Raises:
            ValueError: it is none; the text says why, as the end of a sentence.
        """
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError as error:
            raise ValueError(f"is no address ({error})") from None
        if parts.scheme not in ("postgresql", "postgres"):
            raise ValueError("must start with postgresql:// (empty: SQLite, in the paper's folder)")
        options = tuple(parse_qsl(parts.query, keep_blank_values=True))
        if parts.password is not None or any(name in _SECRET for name, _ in options):
            raise ValueError(
                "holds a password: this file is shown around; put it into ~/.pgpass, a file named by PGPASSFILE, "
                "or PGPASSWORD"
            )
        name = unquote(parts.path.removeprefix("/"))
        if not name:
            raise ValueError("must end with the name of a database, as in postgresql://user@host/name")
        return cls(
            name=name,
            user=unquote(parts.username or ""),
            host=unquote(parts.hostname or ""),
            port=str(port or ""),
            options=options,
        )
