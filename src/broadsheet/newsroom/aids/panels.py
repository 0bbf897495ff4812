"""Where the aids stand in the form: below the body its length and the warnings, below the tags those in the text."""

from typing import Any

from wagtail.admin.panels import Panel

from broadsheet.newsroom.aids.tags_in_text import tags_in
from broadsheet.newsroom.aids.warnings import Draft, warnings_of
from broadsheet.newsroom.models import Story
from broadsheet.press.contexts import minutes_to_read
from broadsheet.press.pages import words_in

__all__ = ["TagsInTextPanel", "WarningsPanel"]


class WarningsPanel(Panel):  # type: ignore[misc]
    """How long the text is, and what is better looked at; as it was saved last, and then as it is written."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        """For one post."""

        template_name = "newsroom/aids/warnings.html"

        def get_context_data(self, parent_context: Any = None) -> Any:
            """What the script goes on from."""
            story: Story = self.instance
            draft = Draft(
                body=story.body,
                language=story.language,
                tags=tuple(story.tag_names),
                lead_image=story.lead_image_id,
                lead_alt=story.lead_alt,
                origin_url=story.origin_url,
            )
            words = words_in(story.body)
            told = warnings_of(draft) if story.pk else []
            context = {"words": words, "minutes": minutes_to_read(words), "warnings": told}
            return super().get_context_data(parent_context) | context


class TagsInTextPanel(Panel):  # type: ignore[misc]
    """The tags that exist and that the text names, each a button that adds it."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        """For one post."""

        template_name = "newsroom/aids/tags.html"

        def get_context_data(self, parent_context: Any = None) -> Any:
            """What the script goes on from."""
            story: Story = self.instance
            found = (
                tags_in(story.headline, story.standfirst, body=story.body, without=story.tag_names)
                if story.pk
                else []
            )
            return super().get_context_data(parent_context) | {"tags": found}
