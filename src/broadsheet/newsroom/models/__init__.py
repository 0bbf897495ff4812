"""The newsroom's own tables: who works here, who came in, and what they are writing."""

from broadsheet.newsroom.models.copies import Copy
from broadsheet.newsroom.models.doors import OpenSession, RecoveryCode, SignInNote
from broadsheet.newsroom.models.members import Member
from broadsheet.newsroom.models.pages import DeskPage
from broadsheet.newsroom.models.stories import Story

__all__ = ["Copy", "DeskPage", "Member", "OpenSession", "RecoveryCode", "SignInNote", "Story"]
