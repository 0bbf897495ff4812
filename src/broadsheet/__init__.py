"""Broadsheet: a publishing system for tagged news archives.

A publication is a folder. Its archive is rows. Its site is a pure function of
the archive. An edition is one step from one site to the next::

    broadsheet init my-paper && cd my-paper
    broadsheet rescue ~/old-site.xml
    broadsheet publish
"""

__version__ = "0.1.0"
