"""What the rooms below say in English, said in the language of whoever reads it.

::

    from broadsheet.newsroom.interpreter import interpret
    interpret("The zip holds 3 exports, which were read as parts of one.")

Rescue, press and archive know no Django and no member: their sentences stand in reports and files, and a command
line prints them. Here each is known by its form, with places for what is filled in. Codes instead of sentences
were not chosen: see docs/decisions/0027-sentences-are-interpreted-at-the-border.md.
"""

from broadsheet.newsroom.interpreter.speaking import apart, interpret, listed

__all__ = ["apart", "interpret", "listed"]
