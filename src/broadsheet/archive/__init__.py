"""The archive: all posts, drafts included, as rows.

Public modules: ``models`` (the tables), ``services`` (the one way in), ``selectors`` (the ways
out, which hand out the frozen rows of ``rows``), ``changes`` (the outbox between newsroom and
press), ``body`` (the field and its sanitiser), ``intake`` (pictures, without location and
device data), ``database`` (which archive this process works on)::

    from broadsheet.archive import database, selectors
    database.open_archive(publication)
    for post in selectors.live_posts(after=0, limit=100):
        print(post.card.headline)
"""

import os

import django
from django.apps import apps

# Models can only be defined once Django knows its apps, so that importing any module of the archive sets it
# up; a process that is setting Django up itself, with settings of its own, is left to it.
if not apps.ready and not getattr(apps, "loading", False):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.settings")
    django.setup()
