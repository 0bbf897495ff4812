"""Write the newsroom's tables, as the migrations make them, to the file that ships with the package."""

import os
import sys
import tempfile
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.newsroom.settings"

from django.core.management import call_command

from broadsheet.archive import database

TARGET = Path("src/broadsheet/newsroom/founding/newsroom.sql")


def migrated(folder: Path) -> Path:
    """An archive with a newsroom that the migrations made."""
    from broadsheet.newsroom.founding import found_newsroom

    path = folder / "archive.db"
    database.create_archive(path)
    call_command("migrate", verbosity=0, interactive=False)
    found_newsroom()
    database.close_archive()
    return path


def main() -> None:
    """Write it."""
    from broadsheet.newsroom.founding import tables_as_sql

    with tempfile.TemporaryDirectory() as folder:
        text = tables_as_sql(migrated(Path(folder)))
    TARGET.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{TARGET}: {len(text)} bytes\n")


if __name__ == "__main__":
    main()
