"""Write down the links of bodies that were stored before links were."""

from typing import Any

from django.db import migrations

from broadsheet.archive.links import link_keys


def note_links(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - Django calls it so
    """Give every stored body its rows."""
    uses = apps.get_model("archive", "LinkUse")
    for model, column in (("Post", "post_id"), ("StandingPage", "page_id")):
        bodies = apps.get_model("archive", model).objects.filter(body__contains="<a ")
        for id, body in bodies.values_list("id", "body").iterator(chunk_size=500):
            uses.objects.bulk_create([uses(key=key, **{column: id}) for key in link_keys(body)])


class Migration(migrations.Migration):
    """Rows of LinkUse for what is there."""

    dependencies = [("archive", "0002_what_an_edit_touches")]
    operations = [migrations.RunPython(note_links, migrations.RunPython.noop)]
