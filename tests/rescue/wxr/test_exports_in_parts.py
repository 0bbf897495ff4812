"""Parts of one export, rescued together, know of each other, whatever their order."""

from pathlib import Path

import pytest

from broadsheet.archive import models
from broadsheet.publication import Publication
from broadsheet.rescue import RescueOrder, rescue
from broadsheet.rescue.finds import PostFind
from broadsheet.rescue.wxr import Exports
from tests.rescue.wxr.exports import Post, export

QUAY = Post(
    id=70,
    type="attachment",
    status="inherit",
    title="Quay",
    content="",
    excerpt="The quay at dawn",
    parent=1,
    meta=(("_wp_attached_file", "2019/05/quay.jpg"), ("_wp_attachment_image_alt", "A quay")),
    extra="<wp:attachment_url>https://harbour.example/wp-content/uploads/2019/05/quay.jpg</wp:attachment_url>",
)
PARAGRAPH = "<!-- wp:paragraph --><p>{}</p><!-- /wp:paragraph -->"
BOX = Post(id=71, type="wp_block", title="Box", content=PARAGRAPH.format("Write to us."))
LED = Post(id=1, title="Led", content="<p>Words.</p>", meta=(("_thumbnail_id", "70"),))
GALLERY = Post(id=1, title="Shown", content="Words.\n\n[gallery]")
REUSING = Post(id=1, title="Reusing", content=PARAGRAPH.format("Words.") + '<!-- wp:block {"ref":71} /-->')


def written(folder: Path, *parts: tuple[Post, ...], site: str = "https://harbour.example") -> list[Path]:
    paths = []
    for number, posts in enumerate(parts):
        path = folder / f"part-{number}.xml"
        path.write_text(export(*posts, site=site))
        paths.append(path)
    return paths


def post_of(paths: list[Path]) -> PostFind:
    exports = Exports(paths)
    (post,) = [find for path in paths for find in exports.read(path) if isinstance(find, PostFind)]
    exports.close()
    return post


@pytest.mark.parametrize("order", [1, -1])
def test_a_lead_picture_is_found_in_another_part(tmp_path: Path, order: int) -> None:
    lead = post_of(written(tmp_path, (LED,), (QUAY,))[::order]).lead
    assert lead is not None
    assert (lead.alt, lead.caption) == ("A quay", "The quay at dawn")


@pytest.mark.parametrize("order", [1, -1])
def test_a_gallery_shows_the_pictures_of_another_part(tmp_path: Path, order: int) -> None:
    post = post_of(written(tmp_path, (GALLERY,), (QUAY,))[::order])
    assert "quay.jpg" in post.body


@pytest.mark.parametrize("order", [1, -1])
def test_a_reusable_block_of_another_part_is_put_in(tmp_path: Path, order: int) -> None:
    assert "Write to us." in post_of(written(tmp_path, (REUSING,), (BOX,))[::order]).body


def test_another_sites_numbers_mean_nothing(tmp_path: Path) -> None:
    paths = written(tmp_path, (LED,))
    other = tmp_path / "other.xml"
    other.write_text(export(QUAY, site="https://elsewhere.example"))
    assert post_of([*paths, other]).lead is None


def test_a_part_that_cannot_be_read_does_not_stop_the_others(paper: Publication, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_text('<rss xmlns:wp="http://wordpress.org/export/1.2/"><nothing/></rss>')
    report = rescue(RescueOrder(paper, sources=[*written(tmp_path, (LED,), (QUAY,)), broken]))
    assert [source.refused for source in report.sources] == [0, 0, 1]
    assert models.Post.objects.get().lead_caption == "The quay at dawn"


def test_a_part_that_comes_later_completes_what_was_rescued(paper: Publication, tmp_path: Path) -> None:
    posts, pictures = written(tmp_path, (LED,), (QUAY,))
    rescue(RescueOrder(paper, sources=[posts]))
    assert not models.Post.objects.get().has_lead
    rescue(RescueOrder(paper, sources=[posts, pictures]))
    assert models.Post.objects.get().lead_caption == "The quay at dawn"
