"""A WordPress export (WXR 1.2) of the archive, and the pictures' files beside it.

::

    with staging(target) as place:
        files = write_wxr(order, Walk(order), place, report, now=now, hears=hears)

What WordPress has no room for goes into one custom field, ``_broadsheet``, and a namespace of its own, from
which rescue reads it back; docs/formats.md has the form, docs/export.md what WordPress itself will not show.
"""

from broadsheet.export.wxr.writer import UPLOADS, write_wxr

__all__ = ["UPLOADS", "write_wxr"]
