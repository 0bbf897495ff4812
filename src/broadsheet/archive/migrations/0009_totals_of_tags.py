"""How many posts each tag has in all."""

from typing import Any

from django.db import migrations, models
from django.db.models import Sum

_MOST = 1000


def add_totals(apps: Any, _schema: Any) -> None:
    """Sum what is kept of each year."""
    listing_years = apps.get_model("archive", "ListingYear").objects
    sums = listing_years.filter(kind="tag").values_list("subject").annotate(n=Sum("posts"))
    listing_years.bulk_create(
        (listing_years.model(kind="total", subject=tag, year=0, posts=posts) for tag, posts in sums),
        batch_size=_MOST,
    )


class Migration(migrations.Migration):
    """The page of all tags tells thousands of numbers; summing the years of each took longest of all it does."""

    dependencies = [("archive", "0008_names_of_authors")]
    operations = [
        migrations.AlterField(
            model_name="listingyear",
            name="kind",
            field=models.CharField(help_text="front, tag, author; total: all posts of a tag", max_length=6),
        ),
        migrations.RunPython(add_totals, migrations.RunPython.noop),
    ]
