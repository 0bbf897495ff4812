import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0003_doors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("posts", "a copy of posts"), ("addresses", "a list of addresses")],
                        default="posts",
                        max_length=10,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("examining", "being examined"),
                            ("examined", "waiting for your decision"),
                            ("storing", "being brought back"),
                            ("stored", "brought back"),
                        ],
                        default="examining",
                        max_length=10,
                    ),
                ),
                (
                    "halted",
                    models.BooleanField(default=False, help_text="its process ended before it was done"),
                ),
                ("complaint", models.TextField(blank=True, help_text="why, in the process's own sentence")),
                ("brought_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "begun_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="when its last process began"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "folder",
                    models.CharField(blank=True, help_text="empty once the files are deleted", max_length=40),
                ),
                (
                    "files",
                    models.JSONField(
                        default=list, help_text="name and size of each file, in the order given"
                    ),
                ),
                ("process", models.PositiveIntegerField(default=0, help_text="the id of its last process")),
                ("outlook", models.JSONField(default=dict, help_text="the report of the dry run")),
                ("report", models.JSONField(default=dict, help_text="the report of the rescue")),
                (
                    "brought_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "permissions": [("bring_back", "Can bring back copies of the old site")],
                "default_permissions": (),
            },
        ),
    ]
