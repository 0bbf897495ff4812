"""Tags, their aliases, and which posts bear them."""

from django.db import models

from broadsheet.archive.models.flags import Flag

__all__ = ["PostTag", "Tag", "TagAlias"]


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
