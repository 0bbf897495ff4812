"""An edit changes every page that shows what was edited, and no other."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.archive import changes, database, services
from broadsheet.archive.models import Author, Image, Post, PostAuthor, Tag
from broadsheet.archive.services import garden
from broadsheet.archive.services.belongings import note_uses
from broadsheet.archive.services.bylines import rename_author
from broadsheet.archive.states import tag_states
from broadsheet.press import Press, publish
from broadsheet.press.withdrawing import is_page
from broadsheet.publication import Publication
from tests.archives import copy_archive, set_settings
from tests.gardening import BY, merge

from .editing import edited, replace_image, retag
from .reading import headlines, links_of, text_of_page, tree
from .synthetic import add_old_address, add_post, add_tag

SETTINGS = 'name = "P"\nurl = "https://paper.example/"\n[listings]\nfront_posts = 2\npage_posts = 2\nfeed_posts = 2\n'


@pytest.fixture
def linked(paper: Publication) -> Publication:
    """Eight posts over three years; the first links to the third in three ways, and to a tag."""
    set_settings(paper, SETTINGS)
    for id, name in enumerate(("Rivers", "Bridges", "Rain"), start=1):
        add_tag(id, name)
    Author.objects.create(id=1, name="Ada", key="ada", slug="ada")
    for id in range(1, 9):
        moment = datetime(2017 + (id - 1) // 3, 5, id, tzinfo=UTC)
        add_post(id, moment, tags=(1, 2) if id == 3 else (1,), headline=f"Story {id}")
    with edited(1) as post:
        post.body = (
            '<p><a href="/2017/05/03/post-3/">path</a> <a href="/old-3/">old</a> '
            '<a href="/x/" data-post="3">hint</a> <a href="/tag/bridges/">tag</a></p>'
        )
    add_old_address("old-3/", post_id=3)
    PostAuthor.objects.create(
        post_id=2, author_id=1, live=True, year=2017, chronology=Post.objects.get(id=2).chronology
    )
    publication = Publication.open(paper.folder)
    publish(publication)
    return publication


def _after(paper: Publication) -> dict[str, bytes]:
    """The site after an incremental publish, which is what a full build elsewhere makes."""
    report = publish(paper)
    assert not report.whole
    here = tree(paper.site)
    elsewhere = paper.folder.parent / "elsewhere"
    database.close_archive()
    elsewhere.mkdir()
    twin = copy_archive(paper, elsewhere)
    database.open_archive(twin)
    publish(twin, whole=True)
    built = tree(twin.site)
    database.open_archive(paper)
    shutil.rmtree(elsewhere)
    assert {file for file in here.keys() | built.keys() if here.get(file) != built.get(file)} == set()
    return here


FIRST = "2017/05/01/post-1/index.html"
THIRD = "2017/05/03/post-3/index.html"


def test_links_to_a_withdrawn_post_and_to_a_tag_that_went_with_it_become_words(linked: Publication) -> None:
    assert {THIRD, "tag/bridges/index.html"} <= links_of(linked.site, FIRST)
    services.withdraw(3)
    _after(linked)
    assert not {THIRD, "tag/bridges/index.html"} & links_of(linked.site, FIRST)


def test_links_come_back_with_the_post(linked: Publication) -> None:
    before = tree(linked.site)
    services.withdraw(3)
    publish(linked)
    services.restore(3)
    assert _after(linked) == before


def test_an_old_address_leads_on_as_long_as_its_post_is_there(linked: Publication) -> None:
    assert THIRD in links_of(linked.site, "old-3/index.html")
    services.delete_post(3)
    _after(linked)
    assert "withdrawn" in text_of_page(linked.site, "old-3/index.html")
    assert "withdrawn" in text_of_page(linked.site, THIRD)


def test_hosts_are_told_of_what_is_gone_and_of_what_came_back(linked: Publication) -> None:
    table = linked.folder / "hosting/netlify/_redirects"
    services.withdraw(3)
    publish(linked)
    assert "/2017/05/03/post-3/ /410.html 410!" in table.read_text()
    services.restore(3)
    publish(linked)
    assert "post-3/ /410" not in table.read_text()


def test_neighbours_show_the_new_headline(linked: Publication) -> None:
    with edited(5) as post:
        post.headline = "Flood"
    _after(linked)
    for neighbour in (4, 6):
        assert "Flood" in text_of_page(linked.site, f"2018/05/{neighbour:02d}/post-{neighbour}/index.html")


def test_a_post_that_leaves_a_year_turns_the_pages_after_it(linked: Publication) -> None:
    assert headlines(linked.site, "2017/2/index.html") == ["Story 3"]
    services.withdraw(1)
    _after(linked)
    assert headlines(linked.site, "2017/index.html") == ["Story 3", "Story 2"]
    assert links_of(linked.site, "2017/2/index.html") >= {"index.html"}


def test_a_year_that_shrinks_changes_where_the_next_one_leads_back_to(linked: Publication) -> None:
    assert "2017/2/index.html" in links_of(linked.site, "2018/index.html")
    services.withdraw(1)
    _after(linked)
    assert "2017/2/index.html" not in links_of(linked.site, "2018/index.html")


def test_a_renamed_tag_is_renamed_on_every_page_that_names_it(linked: Publication) -> None:
    garden.rename_tag(2, "Crossings", by=BY)
    after = _after(linked)
    assert not [file for file, data in after.items() if b"Bridges" in data]
    assert "Crossings" in text_of_page(linked.site, "tags/index.html")


def test_a_merged_tag_leads_to_the_one_that_stayed_and_so_do_its_years(linked: Publication) -> None:
    merge(2, 3)
    _after(linked)
    assert "tag/rain/index.html" in links_of(linked.site, "tag/bridges/index.html")
    assert "tag/rain/index.html" in links_of(linked.site, FIRST)
    assert "tag/bridges/index.html" in links_of(linked.site, "tag/bridges/2017/index.html")


def test_a_merged_tag_s_years_say_that_they_are_gone_once_nothing_is_left(linked: Publication) -> None:
    merge(2, 3)
    publish(linked)
    services.withdraw(3)
    _after(linked)
    assert "withdrawn" in text_of_page(linked.site, "tag/bridges/2017/index.html")


def test_a_described_tag_says_so_on_its_front(linked: Publication) -> None:
    changes.record("tag", [1], before=tag_states([1]))
    Tag.objects.filter(id=1).update(description="Of water.")
    _after(linked)
    assert "Of water." in text_of_page(linked.site, "tag/rivers/index.html")


def test_a_renamed_author_is_renamed_wherever_they_sign(linked: Publication) -> None:
    rename_author(1, "Bita")
    after = _after(linked)
    assert not [file for file, data in after.items() if b"Ada" in data]


def test_an_author_who_leaves_their_address_is_nowhere_under_it(linked: Publication) -> None:
    slug = Author.objects.get(id=1).slug
    before = {file for file in tree(linked.site) if f"author/{slug}/" in file}
    rename_author(1, "Bita", leave_address=True)
    after = _after(linked)
    assert "Bita" in text_of_page(linked.site, "author/bita/index.html")
    assert not [file for file, data in after.items() if b"Ada" in data]
    told = [file for file, data in after.items() if f"author/{slug}/".encode() in data]
    assert told == []
    assert {file for file in after if f"author/{slug}/" in file} == {file for file in before if is_page(file)}
    for file in before & set(after):
        assert "This page was withdrawn" in text_of_page(linked.site, file)


def test_a_picture_s_new_words_are_on_the_pages_that_show_it(linked: Publication) -> None:
    Image.objects.create(id=1, source_url="https://old.example/a.jpg")
    with edited(2) as post:
        post.lead_image_id, post.has_lead = 1, True
    publish(linked)
    replace_image(1, alt="A ferry at dawn")
    _after(linked)
    assert "A ferry at dawn" in text_of_page(linked.site, "2017/05/02/post-2/index.html")


def test_a_new_old_address_makes_a_link_work(linked: Publication) -> None:
    with edited(8) as post:
        post.body = '<p><a href="/lost/">lost</a></p>'
    publish(linked)
    add_old_address("lost/", post_id=2)
    _after(linked)
    assert "2017/05/02/post-2/index.html" in links_of(linked.site, "2019/05/08/post-8/index.html")


def test_a_withdrawn_address_gives_way_to_an_old_one_written_like_it(linked: Publication) -> None:
    add_old_address("tag/bridges/2017/", post_id=1)
    publish(linked)
    services.withdraw(3)
    _after(linked)
    assert FIRST in links_of(linked.site, "tag/bridges/2017/index.html")


def test_a_post_that_changes_its_tags_leaves_one_listing_and_joins_another(linked: Publication) -> None:
    retag(8, [3])
    _after(linked)
    assert headlines(linked.site, "tag/rain/index.html") == ["Story 8"]
    assert headlines(linked.site, "tag/rivers/index.html") == ["Story 7", "Story 6"]


def test_an_edit_in_the_middle_writes_few_files(linked: Publication) -> None:
    with edited(4) as post:
        post.body = "<p>Written anew.</p>"
        post.excerpt = "Written anew."
    report = publish(linked)
    assert (report.whole, report.written) == (
        False,
        4,
    )  # the post, its data, a page of its year and of its tag


def test_a_change_of_settings_looks_at_every_page(linked: Publication) -> None:
    set_settings(linked, SETTINGS.replace('"P"', '"Q"'))
    report = publish(Publication.open(linked.folder))
    assert report.whole
    assert report.written > 30


def test_a_changed_template_is_seen_by_a_process_that_goes_on(linked: Publication, tmp_path: Path) -> None:
    press = Press(executor=0)
    press.publish(linked)
    (linked.folder / "theme/templates").mkdir(parents=True)
    (linked.folder / "theme/templates/card.html").write_text("<p>Printed on rag.</p>", encoding="utf-8")
    assert press.publish(linked).whole


def test_a_site_that_was_thrown_away_is_made_again(linked: Publication) -> None:
    before = tree(linked.site)
    shutil.rmtree(linked.site)
    publish(linked)
    assert tree(linked.site) == before


def test_a_post_stored_by_a_rescue_notes_its_links(linked: Publication) -> None:
    post = Post.objects.get(id=8)
    post.body = '<p><a href="/2017/05/02/post-2/">there</a></p>'
    post.link_uses.all().delete()
    note_uses(posts=[post])
    assert post.link_uses.count() == 1
