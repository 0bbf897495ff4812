"""The body as it is edited: the one seam between the newsroom's forms and the editor of bodies.

``sanitise`` gives the canonical form that is stored; ``BodyFormField`` is what a form shows. Whatever edits a body
in the browser, it posts HTML, and what is stored went through here. To replace the editor, replace the widget.
Beside it, ``comparing`` shows two versions as text, and ``lookups`` answers the editor's questions.
"""

from broadsheet.archive.body import sanitise
from broadsheet.newsroom.body.fields import BodyFormField, BodyInput

__all__ = ["BodyFormField", "BodyInput", "sanitise"]
