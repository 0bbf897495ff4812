"""Lists of names on a post: its tags and its byline.

A draft keeps names, not rows: a tag is made when a post that bears it goes onto the site, so that neither
a draft nor a preview leaves a tag behind; and a tag that was renamed, merged or deleted since is found again
by its name or its alias::

    tags = NamesField(subject="tag")
"""

from broadsheet.newsroom.names.fields import NamesField, split_names

__all__ = ["NamesField", "split_names"]
