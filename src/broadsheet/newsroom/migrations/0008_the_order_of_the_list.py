"""The last page of the list of posts is as near as the first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index of the list's whole order."""

    dependencies = [("newsroom", "0007_reinstatement")]
    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["-edited_at", "-post"], name="stories_by_edit"),
        ),
    ]
