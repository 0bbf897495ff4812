"""What came after an edition is found by index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index of files by the edition that wrote or removed them."""

    dependencies = [("archive", "0003_links_of_stored_bodies")]
    operations = [
        migrations.AlterField(
            model_name="sitepath",
            name="written",
            field=models.BigIntegerField(default=0, help_text="the last edition that wrote or removed it"),
        ),
        migrations.AddIndex(
            model_name="sitepath",
            index=models.Index(fields=["written", "id"], name="files_by_edition"),
        ),
    ]
