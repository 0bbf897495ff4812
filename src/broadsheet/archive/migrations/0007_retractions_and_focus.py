"""Retractions; what a crop of a picture keeps; the day a picture was taken, in place of the second."""

from typing import Any

from django.db import migrations, models


def keep_the_day(apps: Any, _editor: Any) -> None:
    """The offset was not kept, so that the day is that of UTC."""
    images = apps.get_model("archive", "Image").objects
    for image in images.filter(taken_at__isnull=False).only("taken_at").iterator():
        images.filter(pk=image.pk).update(taken_on=image.taken_at.date())


class Migration(migrations.Migration):
    """Columns of posts, corrections and pictures."""

    dependencies = [("archive", "0006_journal_of_tags")]
    operations = [
        migrations.AddField(
            model_name="post",
            name="retracted_on",
            field=models.DateField(
                blank=True, editable=False, help_text="the day on which the paper took it back", null=True
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="kind",
            field=models.CharField(
                choices=[
                    ("correction", "Correction"),
                    ("retraction", "Retraction"),
                    ("reinstatement", "Reinstatement"),
                ],
                default="correction",
                max_length=13,
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="taken_on",
            field=models.DateField(
                blank=True, help_text="the day it was taken, where it is kept; the hour is not", null=True
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="focus_x",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="what a crop keeps, in hundredths from the left; empty: the middle",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="focus_y",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="in hundredths from the top", null=True
            ),
        ),
        migrations.RunPython(keep_the_day, migrations.RunPython.noop),
        migrations.RemoveField(model_name="image", name="taken_at"),
    ]
