"""Django's settings for a process that works on one archive.

Which archive that is, is decided at run time by
:func:`broadsheet.archive.database.open_archive`, which points the default connection at the
publication's file; until then it is an empty database in memory, so that nothing can be
written to a wrong place.
"""

# Pages are read through a small cache and not mapped: a mapped archive grows into each process that reads it, and
# a cache of 16 MB made no build and no edit quicker than one of 4, since the system keeps the file at hand anyway.
SQLITE_OPTIONS: dict[str, object] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4096; "
        "PRAGMA temp_store=MEMORY;"
    ),
}


DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": SQLITE_OPTIONS},
}
INSTALLED_APPS = ["broadsheet.archive.apps.ArchiveConfig"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
SECRET_KEY = "the command line signs nothing"  # noqa: S105 - the newsroom has its own, generated one
LOGGING_CONFIG = None
