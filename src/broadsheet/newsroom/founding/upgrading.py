"""A newsroom that an older Broadsheet made gets what a newer one brought: tables, and the rights of the roles.

Guarantees: one look-up where there is nothing to do; run twice, it does nothing the second time; a process that dies
on the way is followed by one that goes on.
"""

import pkgutil

from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from broadsheet.newsroom import migrations
from broadsheet.newsroom.roles import found_roles

__all__ = ["bring_up_to_date"]


def bring_up_to_date() -> bool:
    """Bring the tables of the open archive's newsroom to the newest state; false where they were."""
    applied = {name for app, name in MigrationRecorder(connection).applied_migrations() if app == "newsroom"}
    if {module.name for module in pkgutil.iter_modules(migrations.__path__)} <= applied:
        return False
    call_command("migrate", verbosity=0, interactive=False)
    found_roles()
    return True
