"""A retraction can be taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The kinds of a change."""

    dependencies = [("newsroom", "0006_what_the_front_page_asks")]
    operations = [
        migrations.AlterField(
            model_name="story",
            name="edit_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("typo", "A typo: readers are not told"),
                    ("update", "An update: something new"),
                    ("correction", "A correction: something was wrong"),
                    ("retraction", "A retraction: none of it stands"),
                    ("reinstatement", "The end of a retraction: it stands after all"),
                ],
                max_length=13,
                verbose_name="what is this change?",
            ),
        ),
    ]
