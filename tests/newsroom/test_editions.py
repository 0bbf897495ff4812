"""Who publishes sees what the press did, how long it took and why, and what is wrong."""

import json
from typing import Any

from django.test import Client

from broadsheet.archive.models import Edition
from broadsheet.newsroom.editions import checkup
from broadsheet.newsroom.editions.problems import problems_now
from broadsheet.newsroom.models import Story
from broadsheet.press import publish
from broadsheet.publication import SETTINGS_FILE, Publication
from tests.newsroom.desk import edit, write


def front(client: Client) -> str:
    return client.get("/newsroom/").content.decode()


def test_the_last_editions_are_on_the_front_page_with_what_they_wrote_and_how_long_it_took(
    newsroom: Publication, editor: Client
) -> None:
    write(editor, action="publish", headline="Harbour opens")
    assert "1 change waits for the next edition" in front(editor)
    report = publish(newsroom, executor=0)
    page = front(editor)
    assert f"{report.written} written, 0 removed" in page
    assert f"{report.seconds:.1f} s" in page
    assert "1 post published" in page
    assert "the first edition" in page


def test_an_edition_lists_its_files_with_their_addresses_and_why(
    newsroom: Publication, editor: Client
) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    publish(newsroom, executor=0)
    edit(editor, story, action="publish", headline="Harbour closes")
    number = publish(newsroom, executor=0).number
    page = editor.get(f"/newsroom/editions/{number}/").content.decode()
    assert f'href="https://paper.example/{story.path}index.html"' in page
    assert "1 post changed" in page
    told = editor.get("/newsroom/editions/why/", {"path": f"/{story.path}"}).content.decode()
    assert f"post {story.pk} was edited: this is its page" in told


def test_files_that_a_later_edition_wrote_again_are_told_of(newsroom: Publication, editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    first = publish(newsroom, executor=0)
    edit(editor, story, action="publish", headline="Harbour closes")
    second = publish(newsroom, executor=0)
    page = editor.get(f"/newsroom/editions/{first.number}/").content.decode()
    assert f"{second.written} more were written again by later editions" in page


def test_a_path_that_was_never_published_is_told_in_a_sentence(newsroom: Publication, editor: Client) -> None:
    publish(newsroom, executor=0)
    answer = editor.get("/newsroom/editions/why/", {"path": "/nowhere/"})
    assert answer.status_code == 404
    assert "no edition ever published it" in answer.content.decode()


def test_a_withdrawn_post_is_told_as_one_that_leads_on(newsroom: Publication, editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    publish(newsroom, executor=0)
    editor.post(f"/newsroom/posts/unpublish/{story.pk}/")
    number = publish(newsroom, executor=0).number
    page = editor.get(f"/newsroom/editions/{number}/").content.decode()
    assert "1 post taken off the site" in page
    assert "says that it is gone" in page


def test_a_published_post_has_a_link_to_the_site_on_the_front_page(
    newsroom: Publication, editor: Client
) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    assert f'href="https://paper.example/{story.path}"' in front(editor)


def test_at_a_glance_all_is_well_of_a_paper_that_was_published(newsroom: Publication, editor: Client) -> None:
    assert any("Nothing of the site is published yet" in each for each in problems_now())
    publish(newsroom, executor=0)
    assert problems_now() == []
    assert "At a glance, all is well." in front(editor)


def test_a_missing_logo_an_unknown_address_and_a_dead_edition_are_told(
    newsroom: Publication, editor: Client
) -> None:
    publish(newsroom, executor=0)
    Edition.objects.create(started_at="2026-01-01T00:00:00Z")
    (newsroom.folder / SETTINGS_FILE).write_text('name = "X"\n[look]\nlogo = "lost.png"\n', encoding="utf-8")
    told = " ".join(problems_now())
    for words in ("Nobody has said where the site is", "The logo lost.png is not there", "never finished"):
        assert words in told


def test_changes_that_nobody_publishes_are_told_after_half_an_hour(
    newsroom: Publication, editor: Client
) -> None:
    publish(newsroom, executor=0)
    write(editor, action="publish", headline="Harbour opens")
    assert problems_now() == []
    Edition.objects.update(started_at="2026-01-01T00:00:00Z")
    assert any("1 change waits to be published for half an hour" in each for each in problems_now())


def test_a_checkup_finds_what_the_command_line_finds_and_its_answer_stays(
    newsroom: Publication, editor: Client
) -> None:
    write(editor, action="publish", headline="Harbour opens")
    publish(newsroom, executor=0)
    (newsroom.site / "index.html").write_text("changed by a stranger")
    checkup.begin_checkup(newsroom.folder).join()
    page = front(editor)
    assert "found 1 thing" in page
    assert "site/index.html was changed by somebody else" in page
    assert (newsroom.site / "index.html").read_text() == "changed by a stranger", "a look changes nothing"


def test_a_checkup_of_a_paper_in_order_says_so(newsroom: Publication, editor: Client) -> None:
    publish(newsroom, executor=0)
    assert editor.post("/newsroom/checkup/").status_code == 302
    checkup.begin_checkup(newsroom.folder).join()
    assert "and found nothing" in front(editor)


def test_a_checkup_that_can_not_look_says_why(newsroom: Publication, editor: Client) -> None:
    (newsroom.folder / SETTINGS_FILE).write_text("name = ", encoding="utf-8")
    checkup.begin_checkup(newsroom.folder).join()
    last: Any = checkup.last_checkup(newsroom.folder)
    assert "couldn't read" in last.failure
    assert "could not look" in front(editor)


def test_an_answer_that_can_not_be_read_is_none(newsroom: Publication, editor: Client) -> None:
    folder = newsroom.folder / ".newsroom"
    folder.mkdir()
    (folder / "checkup.json").write_text(json.dumps({"at": "yesterday"}))
    assert checkup.last_checkup(newsroom.folder) is None
    assert front(editor)


def test_those_who_do_not_publish_see_nothing_of_the_press(
    newsroom: Publication, editor: Client, reporter: Client
) -> None:
    write(editor, action="publish", headline="Harbour opens")
    publish(newsroom, executor=0)
    page = front(reporter)
    assert "last editions" not in page
    assert "Checkup" not in page
    assert Story.objects.exists()
