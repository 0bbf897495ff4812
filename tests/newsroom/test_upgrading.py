"""A newsroom that an older Broadsheet made has what a newer one brought as soon as it is opened."""

from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client

from broadsheet.newsroom import paper as newsroom_paper
from broadsheet.newsroom.founding import bring_up_to_date
from broadsheet.publication import Publication


def test_an_older_newsroom_gets_standing_pages_and_its_editors_the_right_to_them(
    newsroom: Publication, editor: Client
) -> None:
    call_command("migrate", "newsroom", "0004_copies", verbosity=0, interactive=False)
    Permission.objects.filter(content_type__model="deskpage").delete()
    assert "newsroom_deskpage" not in connection.introspection.table_names()
    newsroom_paper.open_newsroom(newsroom.folder)
    assert editor.get("/newsroom/standing-pages/").status_code == 200


def test_a_newsroom_of_today_is_left_alone(newsroom: Publication) -> None:
    assert bring_up_to_date() is False
