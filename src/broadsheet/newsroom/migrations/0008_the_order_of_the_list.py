"""The last page of the list of posts is as near as the first, and so are a member's own posts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes of the list's whole order, and of it for each owner."""

    dependencies = [("newsroom", "0007_reinstatement")]
    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["-edited_at", "-post"], name="stories_by_edit"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["owner", "-edited_at", "-post"], name="stories_of_an_owner"),
        ),
        migrations.RemoveIndex(model_name="story", name="stories_published"),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["-edited_at", "-post"],
                name="stories_published",
                condition=models.Q(live_revision__isnull=False),
            ),
        ),
        migrations.RemoveIndex(model_name="story", name="stories_changed"),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["-edited_at", "-post"],
                name="stories_changed",
                condition=models.Q(has_unpublished_changes=True),
            ),
        ),
    ]
