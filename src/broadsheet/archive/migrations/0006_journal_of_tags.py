"""What was done to tags, and which are not the same."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A journal with what is needed to take a deed back; pairs of tags that only look alike."""

    dependencies = [("archive", "0005_posts_kept_on_top")]
    operations = [
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("make", "Make"),
                            ("edit", "Edit"),
                            ("merge", "Merge"),
                            ("delete", "Delete"),
                        ],
                        max_length=6,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(blank=True, max_length=300)),
                ("tag", models.BigIntegerField(db_index=True, help_text="the id of the tag it was done to")),
                ("name", models.CharField(max_length=300)),
                (
                    "other",
                    models.BigIntegerField(default=0, help_text="the id of the tag it was merged into"),
                ),
                ("other_name", models.CharField(blank=True, max_length=300)),
                ("posts", models.PositiveIntegerField(default=0, help_text="how many posts bore it")),
                ("kept", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="TagsApart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="archive.tag"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="archive.tag"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("first", "second"), name="apart_once")],
            },
        ),
    ]
