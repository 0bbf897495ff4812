"""Names that an author had before."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever types a former name, or rescues a copy that holds it, finds the author."""

    dependencies = [("archive", "0007_retractions_and_focus")]
    operations = [
        migrations.CreateModel(
            name="AuthorAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("key", models.CharField(max_length=300, unique=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="archive.author",
                    ),
                ),
            ],
        ),
    ]
