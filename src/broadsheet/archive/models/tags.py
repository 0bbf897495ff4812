"""Tags, their aliases, which posts bear them, and what was done to them."""

from django.db import models

from broadsheet.archive.models.flags import Flag

__all__ = ["JournalEntry", "PostTag", "Tag", "TagAlias", "TagsApart"]


class Tag(models.Model):
    """A subject that posts are filed under."""

    class Kind(models.TextChoices):
        """What sort of subject it is; a rescued category is a section."""

        TOPIC = "topic"
        PERSON = "person"
        ORGANISATION = "organisation"
        PLACE = "place"
        EVENT = "event"
        SECTION = "section"

    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, db_index=True, help_text="the folded name")
    slug = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.TOPIC)
    description = models.TextField(blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )

    def __str__(self) -> str:
        return self.name


class TagAlias(models.Model):
    """Another writing of a tag's name."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, unique=True)

    def __str__(self) -> str:
        return self.name


class PostTag(models.Model):
    """A post bears a tag. What orders a listing is copied from the post, so that one index answers it."""

    post = models.ForeignKey("archive.Post", on_delete=models.CASCADE, related_name="post_tags")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="post_tags", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    live = Flag(default=False)
    year = models.SmallIntegerField(default=0)
    chronology = models.BigIntegerField(default=0)

    class Meta:
        """One row for a tag on a post; listings by index alone."""

        constraints = [models.UniqueConstraint(fields=["post", "tag"], name="a_tag_once_on_a_post")]
        indexes = [
            models.Index(fields=["tag", "live", "year", "chronology", "post"], name="tag_listing"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.tag_id}"


class JournalEntry(models.Model):
    """What somebody did to a tag, with what is needed to take it back.

    Names stand here as they were: the tags themselves may be gone. ``kept`` is read and written by
    :mod:`broadsheet.archive.services.garden` alone.
    """

    class Deed(models.TextChoices):
        """What was done. A rename is an edit that changed the name."""

        MAKE = "make"
        EDIT = "edit"
        MERGE = "merge"
        DELETE = "delete"

    deed = models.CharField(max_length=6, choices=Deed.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=300, blank=True)
    tag = models.BigIntegerField(db_index=True, help_text="the id of the tag it was done to")
    name = models.CharField(max_length=300)
    other = models.BigIntegerField(default=0, help_text="the id of the tag it was merged into")
    other_name = models.CharField(max_length=300, blank=True)
    posts = models.PositiveIntegerField(default=0, help_text="how many posts bore it")
    kept = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.deed} {self.name}"


class TagsApart(models.Model):
    """Two tags that look alike and are not the same, as somebody decided. ``first`` has the lower id."""

    first = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")

    class Meta:
        """Two tags are told apart once, whoever decides it again."""

        constraints = [models.UniqueConstraint(fields=["first", "second"], name="apart_once")]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"
