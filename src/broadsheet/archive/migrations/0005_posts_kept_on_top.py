"""The few posts that editors keep on top of the front page are found by index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index of those posts alone."""

    dependencies = [("archive", "0004_files_by_edition")]
    operations = [
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                fields=["year", "chronology", "id"], name="kept_on_top", condition=models.Q(sticky=True)
            ),
        ),
    ]
