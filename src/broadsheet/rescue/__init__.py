"""Rescue: turning copies of a dead site into posts of the archive.

Any number of copies, in any order, twice or interrupted, end in the same archive::

    from broadsheet.rescue import RescueOrder, rescue
    report = rescue(RescueOrder(publication, sources=[Path("old-site.xml")]))
    for source in report.sources:
        print(source.path, source.kept, source.repaired)
"""

from broadsheet.rescue.report import Report, SourceReport
from broadsheet.rescue.run import Progress, RescueOrder, rescue

__all__ = ["Progress", "Report", "RescueOrder", "SourceReport", "rescue"]
