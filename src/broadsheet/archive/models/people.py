"""Who signs posts, and in which order; the byline's rows carry what a listing needs to be read by an index alone."""

from django.db import models

from broadsheet.archive.models.flags import Flag

__all__ = ["Author", "AuthorAlias", "PostAuthor"]


class Author(models.Model):
    """Somebody who signs posts; only a name, nothing that could find them."""

    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, db_index=True, help_text="the folded name")
    slug = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class AuthorAlias(models.Model):
    """A name that an author had before, or that was merged into theirs: drafts and copies may still hold it."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, unique=True)

    def __str__(self) -> str:
        return self.name


class PostAuthor(models.Model):
    """An author signs a post. What orders a listing is copied from the post."""

    post = models.ForeignKey("archive.Post", on_delete=models.CASCADE, related_name="post_authors")
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="post_authors", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    live = Flag(default=False)
    year = models.SmallIntegerField(default=0)
    chronology = models.BigIntegerField(default=0)

    class Meta:
        """One row for an author of a post; listings by index alone."""

        constraints = [models.UniqueConstraint(fields=["post", "author"], name="an_author_once_on_a_post")]
        indexes = [
            models.Index(fields=["author", "live", "year", "chronology", "post"], name="author_listing"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.author_id}"
