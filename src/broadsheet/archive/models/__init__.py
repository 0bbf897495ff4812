"""The tables of the archive, one for each noun."""

from broadsheet.archive.models.editions import Change, Edition, ListingYear, SitePath
from broadsheet.archive.models.people import Author, AuthorAlias, PostAuthor
from broadsheet.archive.models.pictures import Image
from broadsheet.archive.models.posts import (
    Comment,
    Correction,
    LinkUse,
    OldAddress,
    PictureUse,
    Post,
    StandingPage,
    Status,
)
from broadsheet.archive.models.rescues import Rescue
from broadsheet.archive.models.tags import JournalEntry, PostTag, Tag, TagAlias, TagsApart

__all__ = [
    "Author",
    "AuthorAlias",
    "Change",
    "Comment",
    "Correction",
    "Edition",
    "Image",
    "JournalEntry",
    "LinkUse",
    "ListingYear",
    "OldAddress",
    "PictureUse",
    "Post",
    "PostAuthor",
    "PostTag",
    "Rescue",
    "SitePath",
    "StandingPage",
    "Status",
    "Tag",
    "TagAlias",
    "TagsApart",
]
