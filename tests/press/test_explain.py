"""An editor can ask why a file of the site is as it is."""

from datetime import UTC, datetime

import pytest

from broadsheet.archive import changes, services
from broadsheet.archive.models import Edition, SitePath
from broadsheet.archive.services import garden
from broadsheet.cli.explaining import show_explanation
from broadsheet.errors import PublishError
from broadsheet.press import Press, machine_pages, pages, publish
from broadsheet.press.explaining import INPUTS, explain, told_changes
from broadsheet.press.owners import read_owner
from broadsheet.publication import SETTINGS_FILE, Publication
from tests.gardening import BY

from .editing import edited
from .synthetic import add_old_address, add_post, add_tag

MORNING = datetime(2026, 1, 1, 8, 30, tzinfo=UTC)


@pytest.fixture
def edited_paper(paper: Publication) -> Publication:
    """A paper whose second edition published a new headline of post 2, which bears the tag Rivers."""
    add_tag(1, "Rivers")
    add_tag(2, "Rain")
    for id in range(1, 6):
        add_post(id, datetime(2017 + id, 5, 1, tzinfo=UTC), tags=(1,) if id == 2 else (2,))
    add_old_address("before/", post_id=2)
    publish(paper, executor=0)
    with edited(2) as post:
        post.headline = "Flood"
    publish(paper, executor=0, now=lambda: MORNING)
    return paper


def newest_edition() -> int:
    """Its number: a server goes on from wherever its sequence stands."""
    return int(Edition.objects.latest("pk").pk)


@pytest.mark.parametrize(
    "address", ["tag/rivers/", "tag/rivers/index.html", "/tag/rivers", "https://paper.example/tag/rivers/"]
)
def test_a_page_is_found_however_it_is_written(edited_paper: Publication, address: str) -> None:
    found = explain(edited_paper, address)
    assert found.file == "tag/rivers/index.html"
    assert found.page == "the front of a listing: tag 1, 'Rivers'"
    assert (found.written_by, found.written_at, found.bytes) == (newest_edition(), MORNING, "as left")
    assert found.reasons == ("post 2 was edited: it stands, or stood, in this listing, or is shown here",)


def test_a_site_below_a_folder_of_its_host_is_found_by_its_full_address(edited_paper: Publication) -> None:
    settings = edited_paper.folder / SETTINGS_FILE
    settings.write_text(
        settings.read_text().replace("paper.example/", "paper.example/news/"), encoding="utf-8"
    )
    paper = Publication.open(edited_paper.folder)
    assert explain(paper, "https://paper.example/news/tag/rivers/").file == "tag/rivers/index.html"


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("2019/05/01/post-2/", "post 2 was edited: this is its page"),
        (
            "2018/05/01/post-1/",
            "post 2 was edited: it stands beside this post, or this page shows it or links to it",
        ),
        (
            "tag/rivers/2019/",
            "post 2 was edited: it stands, or stood, in this year or the one before, or is shown here",
        ),
        (
            "tag/rivers/atom.xml",
            "post 2 was edited: it stands, or stood, among the latest here, or is shown here",
        ),
        ("tag/rain/", "it was the first edition"),
        ("2022/05/01/post-5/", "it was the first edition"),
    ],
)
def test_it_is_told_which_change_touched_a_page(edited_paper: Publication, file: str, reason: str) -> None:
    assert explain(edited_paper, file).reasons == (reason,)


def test_what_became_of_a_post_is_told_though_it_changed_again_since(edited_paper: Publication) -> None:
    services.withdraw(2)
    assert explain(edited_paper, "tag/rivers/atom.xml").reasons[0].startswith("post 2 was edited")


def test_a_page_that_was_withdrawn_is_explained(edited_paper: Publication) -> None:
    services.withdraw(2)
    publish(edited_paper, executor=0)
    found = explain(edited_paper, "2019/05/01/post-2/")
    assert (found.state, found.page) == ("withdrawn", "the page of a post, and the post as data: post 2")
    assert found.reasons == ("post 2 was taken off the site: this is its page",)


def test_a_change_of_settings_is_told(edited_paper: Publication) -> None:
    settings = edited_paper.folder / SETTINGS_FILE
    settings.write_text(settings.read_text().replace("The Test Paper", "The Evening Paper"), encoding="utf-8")
    paper = Publication.open(edited_paper.folder)
    publish(paper, executor=0)
    assert explain(paper, "tags/").reasons == ("settings, theme or the version of Broadsheet changed",)


def test_a_look_at_everything_that_was_asked_for_is_told(edited_paper: Publication) -> None:
    (edited_paper.site / "tags/index.html").unlink()
    changes.record("everything", [0])
    publish(edited_paper, executor=0)
    assert explain(edited_paper, "tags/").reasons == ("every page was looked at, as was asked for",)


def test_bytes_that_somebody_changed_are_told(edited_paper: Publication) -> None:
    (edited_paper.site / "tags/index.html").write_bytes(b"x")
    assert explain(edited_paper, "tags/").bytes == "changed"
    (edited_paper.site / "tags/index.html").unlink()
    assert explain(edited_paper, "tags/").bytes == "lost"


def test_an_address_that_was_never_published_is_told_in_one_sentence(edited_paper: Publication) -> None:
    with pytest.raises(PublishError, match=r"^couldn't explain 'tag/none/': no edition ever published it;"):
        explain(edited_paper, "tag/none/")


def test_an_explanation_reads_as_sentences(
    edited_paper: Publication, capsys: pytest.CaptureFixture[str]
) -> None:
    show_explanation(edited_paper, "tag/rivers/", as_json=False)
    assert capsys.readouterr().out.splitlines() == [
        "tag/rivers/index.html is the front of a listing: tag 1, 'Rivers'.",
        "It is made from " + "; ".join(INPUTS["front"].inputs) + "; settings and theme.",
        f"Edition {newest_edition()} wrote it on 2026-01-01 at 08:30 UTC.",
        "Why:",
        "- post 2 was edited: it stands, or stood, in this listing, or is shown here",
        "Its bytes are as that edition left them.",
    ]


def test_the_label_of_every_file_is_understood(edited_paper: Publication) -> None:
    services.withdraw(1)
    publish(edited_paper, executor=0)
    for page in SitePath.objects.values_list("page", flat=True).distinct():
        assert read_owner(page).kind != "unsure", page


def test_every_kind_of_page_names_the_class_that_makes_it() -> None:
    modules = {"pages": pages, "machine_pages": machine_pages}
    made_by = [kind.made_by.partition(".") for kind in INPUTS.values() if kind.made_by]
    named = {getattr(modules[module], name) for module, _, name in made_by}
    makers = {
        each
        for module in modules.values()
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__ and hasattr(each, "sheets")
    }
    assert named == makers


def test_an_edition_tells_its_changes_in_short(paper: Publication) -> None:
    add_tag(1, "Rivers")
    press = Press(executor=0)
    for id in range(1, 5):
        add_post(id, datetime(2019, 5, id, tzinfo=UTC), tags=(1,))
    assert told_changes(press.publish(paper).number) == "4 posts published"
    for id in (1, 2):
        with edited(id) as post:
            post.headline = "Flood"
    with edited(2) as post:
        post.headline = "Drought"
    services.withdraw(3)
    garden.rename_tag(1, "Streams", by=BY)
    report = press.publish(paper)
    assert told_changes(report.number) == "2 posts edited, 1 post taken off the site, 1 tag renamed"
    assert report.written_pages["posts"] == 6
    assert told_changes(press.publish(paper).number) == ""
