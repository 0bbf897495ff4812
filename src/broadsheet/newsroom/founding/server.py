"""A newsroom's tables in a database on a server: as the migrations make them, which takes half a minute, once.

Guarantees: run again it goes on where it was interrupted, and changes nothing where all is there.
"""

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from broadsheet.errors import PublicationError
from broadsheet.newsroom.founding.roster import found_newsroom

__all__ = ["prepare_server"]


def prepare_server() -> bool:
    """Make the newsroom's tables and first rows in the open archive; false where they are there already.

    Raises:
        PublicationError: the tables can't be made.
    """
    try:
        if _is_founded():
            return False
        call_command("migrate", verbosity=0, interactive=False)
        found_newsroom()
    except DatabaseError as error:
        told = " ".join(str(error).split())
        raise PublicationError(
            f"couldn't make the newsroom's tables: {told}; put that right and start it again"
        ) from error
    return True


def _is_founded() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    # Written in one transaction with all other first rows.
    return Group.objects.filter(name="administrator").exists()
