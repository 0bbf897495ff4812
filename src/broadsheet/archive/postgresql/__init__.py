"""PostgreSQL as the archive knows it: Django's own backend, with two promises that SQLite gives by itself.

Named as the engine in Django's settings by :mod:`broadsheet.archive.database`, and imported by Django alone, since
its driver is installed only where it is wanted.
"""
