"""A post that came without a date gets it later: it moves, and no address is lost."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.archive import selectors
from broadsheet.archive.finds import ClaimedDate
from broadsheet.archive.models import OldAddress, Post
from broadsheet.archive.services import Dating, date_posts, store_posts
from broadsheet.errors import UsageError
from broadsheet.press import publish
from broadsheet.publication import Publication
from broadsheet.rescue.dating import DatingReport, date_by_addresses
from tests.archive.finding import TEXT, people, post, tags
from tests.press.reading import tree

DAY = ClaimedDate("day", datetime(2011, 3, 5, tzinfo=UTC), evidence="a diary")
UNDATED = ClaimedDate()


def store(*headlines: str, **values: object) -> list[Post]:
    finds = [
        post(
            f"text:{n}", headline, date=UNDATED, position=n,
            body=f"<p>{' '.join(f'word{n}of{k}' for k in range(30))}</p>",
            tags=tags("Harbour"), authors=people("Arta"), **values,
        )
        for n, headline in enumerate(headlines)
    ]  # fmt: skip
    return [Post.objects.get(pk=each.post_id) for each in store_posts(finds, origin=TEXT)]


def by_list(paper: Publication, *urls: str, dry_run: bool = False) -> DatingReport:
    path = paper.folder / "list.txt"
    path.write_text("\n".join(urls))
    return date_by_addresses(paper, path, dry_run=dry_run)


def test_a_dated_post_moves_and_the_address_it_leaves_leads_to_it(paper: Publication) -> None:
    (undated,) = store("Ferry sank")
    date_posts([Dating(undated.pk, DAY)])
    dated = Post.objects.get()
    assert (dated.path, dated.year, dated.date_evidence) == ("2011/03/05/ferry-sank/", 2011, "a diary")
    assert selectors.resolve_addresses(["undated/ferry-sank/"]) == {"undated/ferry-sank/": dated.path}


def test_a_post_is_dated_once(paper: Publication) -> None:
    (undated,) = store("Ferry sank")
    assert len(date_posts([Dating(undated.pk, DAY)])) == 1
    assert date_posts([Dating(undated.pk, ClaimedDate("day", datetime(1999, 1, 1, tzinfo=UTC)))]) == []
    assert Post.objects.get().year == 2011


def test_a_post_takes_the_address_it_had_unless_another_stands_there(paper: Publication) -> None:
    one, two = store("Ferry sank", "Ferry raised")
    url = "https://old.example/2011/03/05/ferry/"
    date_posts([Dating(one.pk, DAY, url), Dating(two.pk, DAY, url)])
    assert Post.objects.get(pk=one.pk).path == "2011/03/05/ferry/"
    assert Post.objects.get(pk=two.pk).path == "2011/03/05/ferry-raised/"


def test_a_post_that_kept_its_old_address_stays_there(paper: Publication) -> None:
    (kept,) = store("Ferry sank", url="https://old.example/news/ferry/")
    date_posts([Dating(kept.pk, DAY)])
    assert Post.objects.get().path == "news/ferry/"


def test_bounds_are_no_date_and_move_nothing(paper: Publication) -> None:
    (undated,) = store("Ferry sank")
    bound = ClaimedDate("inferred", not_after=datetime(2015, 1, 1, tzinfo=UTC).date(), evidence="seen then")
    date_posts([Dating(undated.pk, bound, "https://old.example/ferry-sank/")])
    (stored,) = Post.objects.all()
    assert (stored.path, stored.year, stored.certainty) == ("undated/ferry-sank/", 0, "inferred")
    assert OldAddress.objects.get(address="ferry-sank/").post_id == stored.pk


def test_the_site_after_it_is_what_a_full_build_makes(paper: Publication) -> None:
    one, *_ = store("Ferry sank", "Ferry raised", "Bridge opened")
    publish(paper)
    date_posts([Dating(one.pk, DAY, "https://old.example/2011/03/05/ferry/")])
    publish(paper)
    stepwise = tree(paper.site)
    assert "2011/03/05/ferry/index.html" in stepwise
    assert b"2011/03/05/ferry/" in (paper.site / "undated/ferry-sank/index.html").read_bytes()
    publish(paper, whole=True)
    assert tree(paper.site) == stepwise


def test_a_list_dates_those_that_fit_one_address_and_no_other(paper: Publication) -> None:
    store("The Ferry Sank", "Bridge Opened Again", "Bridge Opened Again")
    told = by_list(
        paper,
        "https://old.example/2011/03/05/the-ferry-sank/",
        "https://old.example/2012/01/02/bridge-opened-again/",
        "https://old.example/2012/01/02/something-else-entirely/",
    )
    assert [(each.post.headline, each.path) for each in told.found] == [
        ("The Ferry Sank", "2011/03/05/the-ferry-sank/")
    ]
    assert told.several == {
        "https://old.example/2012/01/02/bridge-opened-again/": ("Bridge Opened Again", "Bridge Opened Again")
    }
    assert told.nothing == ("https://old.example/2012/01/02/something-else-entirely/",)
    assert told.undated == 2
    assert by_list(paper, "https://old.example/2011/03/05/the-ferry-sank/").known == 1


def test_a_dry_run_dates_nothing_and_tells_the_same(paper: Publication) -> None:
    store("The Ferry Sank")
    url = "https://old.example/2011/03/05/the-ferry-sank/"
    dry = by_list(paper, url, dry_run=True)
    assert Post.objects.get().published_at is None
    assert dry.found == by_list(paper, url).found


def test_an_address_of_another_post_dates_nobody_of_the_same_headline(paper: Publication) -> None:
    store("The Ferry Sank")
    url = "https://old.example/2011/03/05/the-ferry-sank/"
    store_posts(
        [post("wxr:x:1", "The Ferry Sank", url=url, body="<p>Another day, another ferry.</p>")], origin=TEXT
    )
    told = by_list(paper, url)
    assert (told.found, told.known) == ((), 1)


def test_a_list_that_is_not_there_is_told(paper: Publication) -> None:
    with pytest.raises(UsageError, match="no such file"):
        date_by_addresses(paper, paper.folder / "absent.txt")


def test_the_verb_says_what_it_dated(paper: Publication, tmp_path: Path) -> None:
    store("The Ferry Sank")
    (tmp_path / "list.txt").write_text("https://old.example/2011/03/05/the-ferry-sank/\n")
    command = [
        sys.executable,
        "-m",
        "broadsheet",
        "dates",
        str(tmp_path / "list.txt"),
        "--paper",
        str(paper.folder),
    ]
    dry = subprocess.run([*command, "--dry-run", "--json"], capture_output=True, text=True, check=True)
    assert json.loads(dry.stdout)["found"][0]["to"] == "2011/03/05/the-ferry-sank/"
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "1 posts were dated" in told.stdout
    assert Post.objects.get().path == "2011/03/05/the-ferry-sank/"
