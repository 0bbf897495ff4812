"""A newsroom that an older Broadsheet made has what a newer one brought as soon as it is opened."""

from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client

from broadsheet.newsroom import paper as newsroom_paper
from broadsheet.newsroom.founding import bring_up_to_date
from broadsheet.publication import Publication


def test_an_older_newsroom_gets_standing_pages_and_its_editors_the_right_to_them(
    newsroom: Publication, editor: Client
) -> None:
    Permission.objects.filter(content_type__model="deskpage").delete()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE newsroom_deskpage")
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'newsroom' AND name = '0003_standing_pages'"
        )
    newsroom_paper.open_newsroom(newsroom.folder)
    assert editor.get("/newsroom/standing-pages/").status_code == 200


def test_a_newsroom_of_today_is_left_alone(newsroom: Publication) -> None:
    assert bring_up_to_date() is False
