"""What a writer fills in: the fields of a post, in the order in which it is written.

Guarantees: bodies are canonical, names distinct, dates in the paper's zone. A draft may lack anything;
what is required is asked for when it is to be published.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PublishingPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from broadsheet.archive.addresses import slug_of
from broadsheet.newsroom import paper
from broadsheet.newsroom.aids.panels import TagsInTextPanel, WarningsPanel
from broadsheet.newsroom.body import BodyFormField
from broadsheet.newsroom.body.comparing import BodyPanel
from broadsheet.newsroom.languages import language_choices
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.stories.dates import DatePanel

__all__ = ["StoryForm", "edit_handler"]


def _text(rows: int = 1, **attrs: Any) -> AdminAutoHeightTextInput:
    return AdminAutoHeightTextInput(attrs={"rows": rows, "dir": "auto", **attrs})


class StoryForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A post's form; the archive's own columns follow from what it holds."""

    # Its label is hidden and it has no frame: without these words nobody finds it.
    headline = forms.CharField(label=_("Headline"), widget=_text(placeholder=_("Headline")))
    body = BodyFormField(label=_("Body"), required=False)
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        story: Story = self.instance
        if "language" in self.fields:
            self.fields["language"].choices = language_choices(
                paper.current().settings, also=story.language if story.pk else ""
            )
            if story.pk is None:
                self.initial["language"] = paper.current().settings.language
        if "author_names" in self.fields and story.pk is None and self.for_user is not None:
            self.initial["author_names"] = [self.for_user.signs_as] if self.for_user.signs_as else []
        if not story.live:
            for name in ("edit_kind", "edit_note"):
                self.fields.pop(name, None)
        elif "edit_kind" in self.fields and story.retracted_on is None:
            kinds = self.fields["edit_kind"].choices
            self.fields["edit_kind"].choices = [kind for kind in kinds if kind[0] != "reinstatement"]

    def clean_headline(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_slug(self) -> str:
        """As addresses have it."""
        return slug_of(self.cleaned_data.get("slug") or "")

    def clean(self) -> dict[str, Any]:
        """A correction says what was wrong; a date that an editor set is exact."""
        cleaned: dict[str, Any] = super().clean()
        kind, note = cleaned.get("edit_kind"), (cleaned.get("edit_note") or "").strip()
        if (
            kind in ("correction", "retraction", "reinstatement")
            and not note
            and not self.is_deferred_validation
        ):
            self.add_error(
                "edit_note", _("Say what was wrong: readers are shown this sentence and the date.")
            )
        if "published_at" in self.changed_data:
            self._set_date(cleaned.get("published_at"))
        return cleaned

    def _set_date(self, at: datetime | None) -> None:
        story: Story = self.instance
        if at is None:
            return
        offset = at.astimezone(paper.zone()).utcoffset()
        story.utc_offset = int(offset.total_seconds() // 60) if offset else 0
        story.certainty, story.date_evidence = "exact", ""
        story.not_before = story.not_after = None


def edit_handler() -> ObjectList:
    """The panels of the form, from the headline down; what is seldom needed is folded."""
    return ObjectList(
        [
            FieldPanel("headline", classname="title"),
            FieldPanel("standfirst", heading=_("Standfirst"), widget=_text(2)),
            BodyPanel("body"),
            WarningsPanel(),
            MultiFieldPanel(
                [
                    FieldPanel("lead_image", heading=_("Picture")),
                    FieldPanel(
                        "lead_alt", widget=_text(), heading=_("What it shows, for those who cannot see it")
                    ),
                    FieldPanel("lead_caption", widget=_text(), heading=_("Caption")),
                    FieldPanel("lead_credit", widget=_text(), heading=_("Credit")),
                ],
                heading=_("Lead picture"),
            ),
            FieldPanel("tag_names"),
            TagsInTextPanel(),
            FieldPanel("author_names", heading=_("Byline")),
            MultiFieldPanel(
                [FieldPanel("edit_kind"), FieldPanel("edit_note", widget=_text(2))],
                heading=_("To readers, this change is"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("language"),
                    DatePanel("published_at", heading=_("Date printed on the page")),
                    FieldPanel("slug", heading=_("Last part of its address")),
                    FieldPanel("house_byline", heading=_("Byline without a page, e.g. Staff writer")),
                ],
                heading=_("Language, date and address"),
                classname="collapsed",
            ),
            PublishingPanel(),
        ],
        base_form_class=StoryForm,
    )
