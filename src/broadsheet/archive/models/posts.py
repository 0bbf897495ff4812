"""Posts and standing pages, and what belongs to them."""

from django.db import models

from broadsheet.archive.models.flags import Flag
from broadsheet.archive.models.pictures import Image

__all__ = [
    "Comment",
    "Correction",
    "LinkUse",
    "OldAddress",
    "PictureUse",
    "Post",
    "StandingPage",
    "Status",
]


class Status(models.TextChoices):
    """Why a post is live or not. Only ``published`` is ever live."""

    PUBLISHED = "published"
    DRAFT = "draft"
    PENDING = "pending"
    SCHEDULED = "scheduled"
    PRIVATE = "private"
    PASSWORD = "password"  # noqa: S105 - a status, not a secret
    TRASHED = "trashed"


class Post(models.Model):
    """One item of news.

    ``chronology`` orders listings: seconds since 1970 for dated posts, a negative number for undated
    ones (nearer to zero is newer). ``year`` is the local year, 0 for undated posts.
    """

    headline = models.TextField()
    slug = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=1000, unique=True, null=True, blank=True)
    standfirst = models.TextField(blank=True)
    language = models.CharField(max_length=20, default="en")
    translation_group = models.CharField(max_length=100, blank=True)
    lead_image = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="led_posts"
    )
    has_lead = models.BooleanField(default=False)
    lead_alt = models.TextField(blank=True)
    lead_caption = models.TextField(blank=True)
    lead_credit = models.TextField(blank=True)
    lead_source_url = models.CharField(max_length=1000, blank=True)
    body = models.TextField(blank=True)
    excerpt = models.TextField(blank=True, editable=False)
    house_byline = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    utc_offset = models.SmallIntegerField(
        default=0, help_text="minutes east of UTC that published_at was given in"
    )
    certainty = models.CharField(
        max_length=8,
        default="unknown",
        choices=[(name, name) for name in ("exact", "day", "inferred", "unknown")],
    )
    not_before = models.DateField(null=True, blank=True)
    not_after = models.DateField(null=True, blank=True)
    date_evidence = models.TextField(blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    retracted_on = models.DateField(
        null=True, blank=True, editable=False, help_text="the day on which the paper took it back"
    )
    sticky = models.BooleanField(default=False)
    live = Flag(default=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    status_note = models.TextField(blank=True)
    year = models.SmallIntegerField(default=0)
    chronology = models.BigIntegerField(default=0)
    origin_key = models.CharField(max_length=300, blank=True, db_index=True)
    origin_source = models.CharField(max_length=300, blank=True, help_text="the copy it came from")
    origin_format = models.CharField(max_length=20, blank=True)
    origin_rank = models.SmallIntegerField(
        default=0, help_text="how far the copy is trusted; the higher wins"
    )
    origin_url = models.CharField(max_length=1000, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True, db_index=True, help_text="of the folded text")
    headline_key = models.CharField(
        max_length=32, blank=True, db_index=True, help_text="of the folded headline"
    )

    class Meta:
        """The whole publication's listing by index alone."""

        indexes = [
            models.Index(fields=["live", "year", "chronology", "id"], name="front_listing"),
            models.Index(
                fields=["year", "chronology", "id"], name="kept_on_top", condition=models.Q(sticky=True)
            ),
        ]

    def __str__(self) -> str:
        return self.headline


class StandingPage(models.Model):
    """About, Contact and the like."""

    title = models.TextField()
    path = models.CharField(max_length=1000, unique=True, null=True, blank=True)
    slug = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=20, default="en")
    body = models.TextField(blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    live = Flag(default=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    status_note = models.TextField(blank=True)
    origin_key = models.CharField(max_length=300, blank=True, db_index=True)
    origin_source = models.CharField(max_length=300, blank=True)
    origin_url = models.CharField(max_length=1000, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.title


class Correction(models.Model):
    """A public correction of a post, or the retraction of all of it."""

    class Kind(models.TextChoices):
        """A reinstatement takes a retraction back."""

        CORRECTION = "correction"
        RETRACTION = "retraction"
        REINSTATEMENT = "reinstatement"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=13, choices=Kind.choices, default=Kind.CORRECTION)
    day = models.DateField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class Comment(models.Model):
    """An approved comment of the old site; kept, not published. No e-mail or network address is stored."""

    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="comments")
    page = models.ForeignKey(StandingPage, null=True, on_delete=models.CASCADE, related_name="comments")
    key = models.CharField(max_length=100, blank=True)
    parent_key = models.CharField(max_length=100, blank=True)
    author = models.CharField(max_length=300, blank=True)
    body = models.TextField()
    at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.body[:60]


class OldAddress(models.Model):
    """An address that leads to something of ours: as the old site wrote it, without scheme and host.

    Links and pictures in bodies are looked up here; those that were public paths are answered by a
    redirect. It leads to the one of post, page, tag and author that is set; ``target`` is a path of the
    site for anything else; ``gone`` says that what was there was withdrawn for good.
    """

    address = models.CharField(max_length=1000, unique=True)
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="old_addresses")
    page = models.ForeignKey(StandingPage, null=True, on_delete=models.CASCADE, related_name="old_addresses")
    tag = models.ForeignKey("archive.Tag", null=True, on_delete=models.CASCADE, related_name="old_addresses")
    author = models.ForeignKey(
        "archive.Author", null=True, on_delete=models.CASCADE, related_name="old_addresses"
    )
    target = models.CharField(max_length=1000, blank=True)
    gone = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.address


class PictureUse(models.Model):
    """A body shows a picture: found when the body is stored, so that nothing must search bodies later."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="uses")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="picture_uses")
    page = models.ForeignKey(StandingPage, null=True, on_delete=models.CASCADE, related_name="picture_uses")

    def __str__(self) -> str:
        return f"{self.image_id} in {self.post_id or self.page_id}"


class LinkUse(models.Model):
    """A body links to an address: found when the body is stored, so that the press knows whom a moved page touches.

    ``key`` is :func:`broadsheet.archive.links.link_key` of the address, or of the post that is hinted at.
    """

    key = models.BigIntegerField(db_index=True)
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="link_uses")
    page = models.ForeignKey(StandingPage, null=True, on_delete=models.CASCADE, related_name="link_uses")

    def __str__(self) -> str:
        return f"{self.key} in {self.post_id or self.page_id}"
