"""Bare text: what an extractor left of a site's tag, category, author, date or search pages.

Posts, tags, bylines and pictures' words come out of the lines' shapes and repetition::

    from broadsheet.rescue.addresses import read_addresses
    from broadsheet.rescue.text import looks_like_text_archive, read_text
    if looks_like_text_archive(sample):
        for find in read_text(Path("tagpage.txt"), known_addresses=read_addresses(Path("urls.txt"))):
            print(find)
"""

from broadsheet.rescue.text.lines import decode
from broadsheet.rescue.text.reader import read_text
from broadsheet.rescue.text.sniffing import holds_markup, looks_like_text_archive

__all__ = ["decode", "holds_markup", "looks_like_text_archive", "read_text"]
