"""Everything out of the archive, in a form that other programs read: a WordPress export, Markdown, JSON.

::

    from pathlib import Path
    from broadsheet.export import ExportOrder, export
    report = export(ExportOrder(publication, form="json", target=Path("my-paper")), now=datetime.now(UTC))
    print(report.statuses, report.pictures, "pictures")

How rows are walked is in :mod:`~broadsheet.export.walk`, how nothing half stands under the final name in
:mod:`~broadsheet.export.staging`; one folder or module for each form.
"""

from broadsheet.export.order import Desk, ExportOrder, ExportReport, Form
from broadsheet.export.run import export

__all__ = ["Desk", "ExportOrder", "ExportReport", "Form", "export"]
