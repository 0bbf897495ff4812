"""A file of Markdown for each post and page, as a site that Hugo builds at the addresses the paper has.

::

    with staging(target) as place:
        files = write_markdown(order, Walk(order), place, report, hears=hears)
"""

from broadsheet.export.markdown.writer import write_markdown

__all__ = ["write_markdown"]
