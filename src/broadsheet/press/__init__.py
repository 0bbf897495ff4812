"""The press: from the archive's rows to files that any host serves.

::

    from broadsheet.archive import database
    from broadsheet.press import publish
    database.open_archive(publication)
    report = publish(publication)
    print(report.number, report.written, "files written in", report.seconds, "seconds")

Where a page lies is in :mod:`~broadsheet.press.layout`, what is made in which order in
:mod:`~broadsheet.press.plan`, how it gets onto the site in :mod:`~broadsheet.press.write`.
"""

from broadsheet.press.disk import Disk
from broadsheet.press.edition import EditionReport, Press, Progress, publish

__all__ = ["Disk", "EditionReport", "Press", "Progress", "publish"]
