"""The newsroom's own tables: who works here, and what they are writing."""

from broadsheet.newsroom.models.members import Member
from broadsheet.newsroom.models.pages import DeskPage
from broadsheet.newsroom.models.stories import Story

__all__ = ["DeskPage", "Member", "Story"]
