"""What publishing needs to remember."""

from django.db import models

__all__ = ["Change", "Edition", "ListingYear", "SitePath"]


class Change(models.Model):
    """A row that says what an edit touched, written in the edit's own transaction (the outbox).

    ``before`` holds what is needed to know the pages of the state before, as
    :mod:`broadsheet.archive.states` describes it; empty for what was not there before.
    """

    noun = models.CharField(
        max_length=20, help_text="post, page, tag, author, image, address, year, file, everything"
    )
    noun_id = models.BigIntegerField(default=0)
    before = models.JSONField(default=dict)
    edition = models.ForeignKey("Edition", null=True, on_delete=models.SET_NULL, related_name="changes")

    class Meta:
        """Pending changes are found by index."""

        indexes = [models.Index(fields=["edition", "id"], name="pending_changes")]

    def __str__(self) -> str:
        return f"{self.noun} {self.noun_id}"


class Edition(models.Model):
    """One publish. ``finished`` is false from the moment it claims its changes until its last file is durable."""

    finished = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    seconds = models.FloatField(default=0)
    written = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    inputs = models.CharField(max_length=64, blank=True, help_text="fingerprint of settings and theme")
    whole = models.BooleanField(default=False, help_text="looked at every page")

    def __str__(self) -> str:
        return f"edition {self.pk}"


class SitePath(models.Model):
    """A file that was once published: its address answers forever, as a page, a redirect or a 410."""

    class State(models.TextChoices):
        """What is at the path now."""

        PAGE = "page"
        WITHDRAWN = "withdrawn"
        REMOVED = "removed"

    path = models.CharField(max_length=1000, unique=True, help_text="below the site's folder")
    digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the file; empty: removed or unsure"
    )
    page = models.CharField(
        max_length=100, blank=True, help_text="whose page it is or was last: post 12, tag 4 2019"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.PAGE)
    edition = models.BigIntegerField(default=0, help_text="the last edition that made the page")
    written = models.BigIntegerField(default=0, help_text="the last edition that wrote or removed it")

    class Meta:
        """The files of a page, all that is a page no more, and what came after an edition, are found by index."""

        indexes = [
            models.Index(fields=["page"], name="files_of_a_page"),
            models.Index(
                fields=["path"],
                name="files_no_more",
                condition=models.Q(state__in=("withdrawn", "removed")),
            ),
            models.Index(fields=["written", "id"], name="files_by_edition"),
        ]

    def __str__(self) -> str:
        return self.path


class ListingYear(models.Model):
    """How many live posts a listing holds in a year (0: undated). Counted anew by the press wherever a
    change touched it, so that no page needs to count a whole listing."""

    kind = models.CharField(max_length=6, help_text="front, tag, author; total: all posts of a tag")
    subject = models.BigIntegerField(default=0, help_text="the tag's or author's id; 0 for the front page")
    year = models.SmallIntegerField()
    posts = models.PositiveIntegerField()

    class Meta:
        """A listing's years by index alone."""

        constraints = [models.UniqueConstraint(fields=["kind", "subject", "year"], name="a_year_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.year}: {self.posts}"
