"""The same copies and the same edits give the same site, byte for byte, whichever database keeps the archive."""

from collections.abc import Callable
from pathlib import Path

from broadsheet.archive import database, services
from broadsheet.archive.models import Post, Tag
from broadsheet.press import publish
from broadsheet.publication import Publication
from broadsheet.rescue import RescueOrder, rescue
from broadsheet.sample import sample_media, sample_sources
from tests.archives import Kind, choosing, new_paper
from tests.gardening import merge

from .editing import edited
from .reading import tree
from .synthetic import fill_archive

_SETTINGS = """
name = "The Night Ferry"
url = "https://paper.example/"
identity = "the ferry"
[pictures]
widths = [160]
formats = []
[publish]
compressed = ["gz"]
"""

Work = Callable[[Publication], list[dict[str, bytes]]]


def _compare(folder: Path, work: Work) -> None:
    def done_on(kind: Kind) -> list[dict[str, bytes]]:
        with choosing(kind):
            paper = new_paper(folder / kind, _SETTINGS)
            database.open_archive(paper)
            states = work(paper)
            database.close_archive()
            return states

    in_a_file, on_a_server = done_on("sqlite"), done_on("postgresql")
    assert len(in_a_file) == len(on_a_server)
    for state, other in zip(in_a_file, on_a_server, strict=True):
        assert state
        assert {file for file in state.keys() | other.keys() if state.get(file) != other.get(file)} == set()


def _files(paper: Publication) -> dict[str, bytes]:
    return tree(paper.site) | {
        f"hosting/{name}": text for name, text in tree(paper.folder / "hosting").items()
    }


def test_rescued_published_edited_and_published_again(tmp_path: Path, empty_archive: Path) -> None:
    def work(paper: Publication) -> list[dict[str, bytes]]:
        report = rescue(RescueOrder(paper, sources=sample_sources(), media=sample_media()))
        again = rescue(RescueOrder(paper, sources=sample_sources(), media=sample_media()))
        publish(paper, executor=0)
        states = [_files(paper), _told(report.as_json()), _told(again.as_json())]
        _edit_a_little()
        assert not publish(paper, executor=0).whole
        states.append(_files(paper))
        assert publish(paper, executor=0, whole=True).written == 0
        return states

    _compare(tmp_path, work)


def test_many_posts_set_by_worker_processes(tmp_path: Path, empty_archive: Path) -> None:
    def work(paper: Publication) -> list[dict[str, bytes]]:
        fill_archive(posts=150, tags=12, tags_of_a_post=3, years=3, body_words=40)
        for id, name in (
            (1, "zebra"),
            (2, "Äpfel"),
            (3, "apple"),
            (4, "_under"),
            (5, "ارمنستان"),
            (6, "ايران"),
        ):
            Tag.objects.filter(pk=id).update(name=name, key=name)
        publish(paper, executor=2)
        return [_files(paper)]

    _compare(tmp_path, work)


def _told(report: dict[str, object]) -> dict[str, bytes]:
    return {name: repr(value).encode() for name, value in report.items()}


def _edit_a_little() -> None:
    posts = list(
        Post.objects.filter(live=True).order_by("year", "chronology", "id").values_list("pk", flat=True)
    )
    with edited(posts[3]) as post:
        post.headline = "A new headline for an old story"
    services.withdraw(posts[5])
    target, source = Tag.objects.filter(post_tags__live=True).order_by("key", "id").distinct()[:2]
    merge(source=source.pk, target=target.pk)
