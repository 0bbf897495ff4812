"""What is done to tags shows on the site, and is gone again when it is undone."""

from datetime import UTC, datetime
from pathlib import Path

from broadsheet.archive.models import Tag
from broadsheet.archive.services import garden
from broadsheet.press import Press, publish
from broadsheet.publication import Publication
from tests.gardening import BY, merge

from .reading import links_of, text_of_page, tree
from .synthetic import add_old_address, add_post, add_tag


def _fill() -> None:
    for id, name in enumerate(("Rivers", "Streams", "Rain"), start=1):
        add_tag(id, name)
    for id, tags in enumerate(((1,), (1, 2), (2,), (3,)), start=1):
        add_post(id, datetime(2019, 5, id, tzinfo=UTC), tags=tags)
    add_old_address("topics/rivers/", tag_id=1)


def _whole(paper: Publication) -> dict[str, bytes]:
    """The site as a look at every page makes it."""
    publish(paper, executor=0, whole=True)
    return tree(paper.site)


def test_a_merge_that_is_undone_leaves_the_site_as_it_was(paper: Publication) -> None:
    _fill()
    press = Press(executor=0)
    press.publish(paper)
    before = tree(paper.site)
    entry = merge(1, 2)
    press.publish(paper)
    assert links_of(paper.site, "tag/rivers/index.html") >= {"tag/streams/index.html"}
    garden.undo(entry, by=BY)
    assert not press.publish(paper).whole
    after = tree(paper.site)
    assert "Posts tagged" in text_of_page(paper.site, "tag/rivers/index.html")
    assert after == before == _whole(paper)


def test_a_merge_undone_before_anybody_saw_it_changes_nothing(paper: Publication) -> None:
    _fill()
    press = Press(executor=0)
    press.publish(paper)
    before = tree(paper.site)
    garden.undo(merge(1, 2), by=BY)
    press.publish(paper)
    assert tree(paper.site) == before == _whole(paper)


def test_a_merged_tag_that_no_post_bore_and_that_stands_again_leads_nowhere(paper: Publication) -> None:
    _fill()
    add_tag(4, "Lakes")
    press = Press(executor=0)
    press.publish(paper)
    entry = merge(4, 2)
    press.publish(paper)
    assert (paper.site / "tag/lakes/index.html").is_file()
    garden.undo(entry, by=BY)
    press.publish(paper)
    after = tree(paper.site)
    assert "withdrawn" in text_of_page(paper.site, "tag/lakes/index.html")
    assert after == _whole(paper)


def test_a_description_stands_on_the_tag_s_page_and_goes_with_an_undo(paper: Publication) -> None:
    _fill()
    press = Press(executor=0)
    press.publish(paper)
    before = tree(paper.site)
    garden.edit_tag(1, garden.TagEdit("Rivers", description="All that flows."), by=BY)
    assert not press.publish(paper).whole
    assert "All that flows." in text_of_page(paper.site, "tag/rivers/index.html")
    assert tree(paper.site) == _whole(paper)
    garden.undo(_last(), by=BY)
    press.publish(paper)
    assert tree(paper.site) == before


def test_a_deleted_tag_is_gone_and_a_renamed_one_answers_where_it_did(paper: Publication) -> None:
    _fill()
    press = Press(executor=0)
    press.publish(paper)
    garden.rename_tag(1, "Big rivers", by=BY)
    press.publish(paper)
    assert "Big rivers" in text_of_page(paper.site, "tag/rivers/index.html")
    assert _finds(paper.site, "topics/rivers/index.html", "tag/rivers/index.html")
    assert tree(paper.site) == _whole(paper)


def _finds(site: Path, file: str, target: str) -> bool:
    return target in links_of(site, file)


def _last() -> int:
    from broadsheet.archive.models import JournalEntry

    assert Tag.objects.exists()
    return JournalEntry.objects.latest("pk").pk
