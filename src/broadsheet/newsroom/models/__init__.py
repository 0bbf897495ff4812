"""The newsroom's own tables: who works here, and what they are writing."""

from broadsheet.newsroom.models.members import Member
from broadsheet.newsroom.models.stories import Story

__all__ = ["Member", "Story"]
