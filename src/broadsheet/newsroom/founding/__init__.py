"""Making a newsroom in an archive that has none: its tables, its roles, its review.

Wagtail and Django bring 180 migrations, which take 20 seconds. Their result ships with the package
(``newsroom.sql``, written by ``tools/write_newsroom_tables.py`` and compared with the real migrations by a
test) and is put into an SQLite archive in a moment; migrations that are newer than it run after it. A database on
a server runs them all, once::

    founding.prepare(publication.archive)      # then open the archive as usual
    founding.prepare_server()                  # where the archive is on a server, and open
"""

from broadsheet.newsroom.founding.roster import found_newsroom
from broadsheet.newsroom.founding.server import prepare_server
from broadsheet.newsroom.founding.tables import has_newsroom, prepare, tables_as_sql
from broadsheet.newsroom.founding.upgrading import bring_up_to_date

__all__ = ["bring_up_to_date", "found_newsroom", "has_newsroom", "prepare", "prepare_server", "tables_as_sql"]
