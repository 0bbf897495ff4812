"""After any sequence of edits the site on disk is byte for byte what a full build of the same archive makes."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from broadsheet.archive import changes, database, services
from broadsheet.archive.intake import take_in
from broadsheet.archive.models import (
    Author,
    Edition,
    Image,
    JournalEntry,
    ListingYear,
    Post,
    SitePath,
    StandingPage,
    Tag,
)
from broadsheet.archive.services import bylines, garden
from broadsheet.archive.services.belongings import note_uses
from broadsheet.archive.states import page_states
from broadsheet.press import Press, publish
from broadsheet.publication import SETTINGS_FILE, Publication
from tests.archives import Chosen, choosing, copy_archive, new_paper, with_database
from tests.gardening import BY, merge
from tests.photographs import jpeg

from .editing import edited, replace_image, retag, sign
from .reading import tree
from .synthetic import add_old_address, add_post, add_tag

_SETTINGS = """name = "{name}"
url = "https://paper.example/"
[listings]
front_posts = 2
page_posts = 2
feed_posts = 2
style = "{style}"
[pictures]
widths = [64]
[publish]
compressed = {compressed}
"""
_MOMENTS = st.sampled_from(
    [None, *(datetime(year, month, 5, 9, tzinfo=UTC) for year in (2018, 2019, 2021) for month in (1, 7))]
)
_TAGS = st.lists(st.integers(1, 5), max_size=3, unique=True)


class Newsroom(RuleBasedStateMachine):
    """A paper that is edited in every way there is, and published now and then."""

    style = "standfirst"
    compressed = "[]"

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="newsroom-"))
        self.databases = ExitStack()
        self.databases.enter_context(choosing(Chosen.kind))
        self.server = new_paper(self.folder, "").settings.archive.database
        self.set_name("The Paper")
        database.open_archive(self.paper)
        self.press = Press(executor=0)
        self.next_id = 1
        for id, name in enumerate(("Rivers", "Bridges", "World", "Asia", "Rain"), start=1):
            section = {"kind": "section", "parent_id": 3 if id == 4 else None} if id in (3, 4) else {}
            add_tag(id, name, **section)
        for id in (1, 2):
            Author.objects.create(id=id, name=f"Writer {id}", key=f"writer {id}", slug=f"writer-{id}")
        for id, size in ((1, (96, 64)), (2, (96, 64)), (3, (64, 96))):
            taken = take_in(jpeg(size=size), media=self.folder / "media")
            Image.objects.create(id=id, file=taken.file, digest=taken.digest, width=size[0], height=size[1])
        for target in (1, 2):
            add_old_address(f"tag/{('rivers', 'bridges')[target - 1]}-old/", tag_id=target)

    @initialize(
        data=st.data(), moments=st.lists(_MOMENTS, min_size=6, max_size=6), tags=st.lists(_TAGS, min_size=6)
    )
    def begin(self, data: st.DataObject, moments: list[datetime | None], tags: list[list[int]]) -> None:
        """Some posts that link to each other, on the site."""
        for moment, tagged in zip(moments, tags, strict=False):
            self.create(data, moment, tagged, False)
        self.press.publish(self.paper)

    @property
    def paper(self) -> Publication:
        return Publication.open(self.folder)

    def set_name(self, name: str) -> None:
        text = _SETTINGS.format(name=name, style=self.style, compressed=self.compressed)
        (self.folder / SETTINGS_FILE).write_text(with_database(text, self.server), encoding="utf-8")

    def some(self, data: st.DataObject, **where: Any) -> int:
        ids = list(Post.objects.filter(**where).order_by("id").values_list("id", flat=True))
        return data.draw(st.sampled_from(ids)) if ids else 0

    def body(self, data: st.DataObject) -> str:
        """Words, and perhaps a link to a post, an old address, a tag or nothing, or a picture."""
        target = data.draw(st.integers(1, max(1, self.next_id - 1)))
        path = Post.objects.filter(id=target).values_list("path", flat=True).first() or "nowhere/"
        return "<p>{}</p>{}".format(
            data.draw(st.sampled_from(["Rain fell.", "The dam held.", "Nobody spoke."])),
            data.draw(
                st.sampled_from(
                    [
                        f'<p><a href="/{path}">there</a></p>',
                        f'<p><a href="https://paper.example/old-{target}/">before</a></p>',
                        f'<p><a href="/x/" data-post="{target}">hinted</a></p>',
                        '<p><a href="/tag/bridges/">tag</a> <a href="/tag/rivers-old/">old</a></p>',
                        '<figure><img src="/a.jpg" alt="" data-image="2"></figure>',
                    ]
                )
            ),
        )

    @rule(data=st.data(), moment=_MOMENTS, tags=_TAGS, sticky=st.sampled_from([False, False, False, True]))
    def create(self, data: st.DataObject, moment: datetime | None, tags: list[int], sticky: bool) -> None:
        id = self.next_id
        known = set(Tag.objects.values_list("id", flat=True))
        add_post(
            id, moment, tags=tuple(tag for tag in tags if tag in known), body=self.body(data), sticky=sticky
        )
        note_uses(posts=[Post.objects.get(id=id)])
        add_old_address(f"old-{id}/", post_id=id)
        self.next_id += 1

    @rule(data=st.data())
    def write_anew(self, data: st.DataObject) -> None:
        if id := self.some(data):
            with edited(id) as post:
                post.body = self.body(data)
                post.updated_at = datetime(2022, 1, 1, tzinfo=UTC)

    @rule(data=st.data(), headline=st.sampled_from(["Flood", "Drought"]))
    def retitle(self, data: st.DataObject, headline: str) -> None:
        if id := self.some(data):
            with edited(id) as post:
                post.headline = headline

    @rule(data=st.data(), tags=_TAGS)
    def retag(self, data: st.DataObject, tags: list[int]) -> None:
        if id := self.some(data):
            known = set(Tag.objects.values_list("id", flat=True))
            retag(id, [tag for tag in tags if tag in known])

    @rule(data=st.data())
    def sign(self, data: st.DataObject) -> None:
        authors = data.draw(st.lists(self.an_author(), max_size=2, unique=True))
        if id := self.some(data):
            sign(id, authors)

    @rule(data=st.data(), moment=_MOMENTS)
    def date_anew(self, data: st.DataObject, moment: datetime | None) -> None:
        if id := self.some(data):
            with edited(id) as post:
                post.published_at = moment
                post.certainty = "exact" if moment else "unknown"
                post.year = moment.year if moment else 0
                post.chronology = int(moment.timestamp()) if moment else id - 1_000_000

    @rule(data=st.data(), image=st.sampled_from([None, 1, 2, 3]))
    def illustrate(self, data: st.DataObject, image: int | None) -> None:
        if id := self.some(data):
            with edited(id) as post:
                post.lead_image_id, post.has_lead = image, image is not None

    @rule(data=st.data(), image=st.integers(1, 3), source=st.integers(1, 3))
    def replace_picture(self, data: st.DataObject, image: int, source: int) -> None:
        other = Image.objects.get(id=source)
        alt = data.draw(st.sampled_from(["", "A bridge"]))
        replace_image(
            image, file=other.file, digest=other.digest, width=other.width, height=other.height, alt=alt
        )

    @rule(image=st.integers(1, 3), focus=st.sampled_from([None, (10, 10), (90, 40)]))
    def focus_picture(self, image: int, focus: tuple[int, int] | None) -> None:
        facts = services.PictureFacts(focus=focus)
        services.describe_picture(image, services.UploadedWords(alt="A bridge"), facts)

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        if id := self.some(data, live=True):
            services.withdraw(id)

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        if id := self.some(data, live=False):
            services.restore(id)

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        if id := self.some(data):
            services.delete_post(id)

    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        if id := self.some(data):
            services.correct(id, day=datetime(2022, 2, 2, tzinfo=UTC).date(), text="It was Tuesday.")

    @rule(data=st.data(), kind=st.sampled_from(["retraction", "reinstatement"]))
    def retract(self, data: st.DataObject, kind: Any) -> None:
        if id := self.some(data):
            services.correct(id, day=datetime(2022, 3, 3, tzinfo=UTC).date(), text="It was wrong.", kind=kind)

    @rule(tag=st.integers(1, 5), name=st.sampled_from(["Streams", "Rivers", "Bridges"]))
    def rename_tag(self, tag: int, name: str) -> None:
        with suppress(Tag.DoesNotExist, garden.Refusal):
            garden.rename_tag(tag, name, by=BY)

    @rule(
        tag=st.integers(1, 5),
        kind=st.sampled_from(["topic", "section", "place"]),
        parent=st.sampled_from([None, 1, 2, 3]),
    )
    def describe_tag(self, tag: int, kind: str, parent: int | None) -> None:
        with suppress(Tag.DoesNotExist, garden.Refusal):
            told = garden.told_of(Tag.objects.get(id=tag))
            edit = replace(told, kind=kind, description=f"A {kind}.", parent=parent)
            garden.edit_tag(tag, edit, by=BY)

    @rule(tag=st.integers(1, 5))
    def delete_tag(self, tag: int) -> None:
        with suppress(Tag.DoesNotExist, garden.Refusal):
            garden.delete_tag(tag, by=BY)

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        if entries := list(JournalEntry.objects.order_by("id").values_list("id", flat=True)):
            with suppress(garden.Refusal):
                garden.undo(data.draw(st.sampled_from(entries)), by=BY)

    @rule(source=st.integers(1, 5), kept=st.integers(1, 5))
    def merge_tags(self, source: int, kept: int) -> None:
        if source != kept and Tag.objects.filter(id__in=[source, kept]).count() == 2:
            merge(source, kept)

    def an_author(self) -> st.SearchStrategy[int]:
        """One of those there are."""
        return st.sampled_from(list(Author.objects.order_by("id").values_list("id", flat=True)))

    @rule(data=st.data(), name=st.sampled_from(["Ada", "Bita", "Cleo"]), leave=st.booleans())
    def rename_author(self, data: st.DataObject, name: str, leave: bool) -> None:
        with suppress(bylines.BylineRefusal):
            bylines.rename_author(data.draw(self.an_author()), name, leave_address=leave)

    @rule(data=st.data())
    def merge_authors(self, data: st.DataObject) -> None:
        with suppress(bylines.BylineRefusal):
            bylines.merge_authors(source=data.draw(self.an_author()), target=data.draw(self.an_author()))

    @rule(data=st.data(), live=st.booleans())
    def standing_page(self, data: st.DataObject, live: bool) -> None:
        page, _ = StandingPage.objects.get_or_create(id=1, defaults={"title": "About", "path": "about/"})
        changes.record("page", [1], before=page_states([1]))
        page.live, page.body = live, self.body(data)
        page.save()
        page.picture_uses.all().delete()
        page.link_uses.all().delete()
        note_uses(pages=[page])

    @rule(name=st.sampled_from(["The Paper", "The Evening Paper"]))
    def change_setting(self, name: str) -> None:
        self.set_name(name)

    @rule()
    def publish(self) -> None:
        self.press.publish(self.paper)

    @rule()
    def compare(self) -> None:
        """Publish, and build the same archive anew elsewhere: with what was published before, and without."""
        self.press.publish(self.paper)
        here = tree(self.paper.site)
        pages = set(SitePath.objects.filter(state="page").values_list("path", flat=True))
        database.close_archive()
        remembering = self.build_elsewhere(lambda: None)
        assert set(here) ^ set(remembering) == set(), set(here) ^ set(remembering)
        assert [file for file in here if here[file] != remembering[file]] == []
        fresh = self.build_elsewhere(_forget)
        assert set(fresh) ^ pages == set()
        told = {"_redirects"}  # it tells of what was withdrawn, too
        assert [file for file in fresh if here[file] != fresh[file] and file not in told] == []
        database.open_archive(self.paper)

    def build_elsewhere(self, prepare: Callable[[], None]) -> dict[str, bytes]:
        with choosing(Chosen.kind), tempfile.TemporaryDirectory(prefix="fresh-") as name:
            folder = Path(name)
            shutil.copytree(self.folder / "media", folder / "media")
            paper = copy_archive(self.paper, folder)
            database.open_archive(paper)
            prepare()
            publish(paper, executor=0, whole=True)
            database.close_archive()
            return tree(paper.site)

    def teardown(self) -> None:
        self.compare()
        database.close_archive()
        self.databases.close()
        shutil.rmtree(self.folder)


def _forget() -> None:
    for model in (SitePath, Edition, ListingYear):
        model.objects.all().delete()


class CompressingNewsroom(Newsroom):
    """The same where every text is there once more in compressed forms."""

    compressed = '["gz", "br"]'


class FullTextNewsroom(Newsroom):
    """The same where listings carry whole posts."""

    style = "full"


_FEW = settings(
    max_examples=6,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_any_sequence_of_edits(empty_archive: Path) -> None:
    run_state_machine_as_test(Newsroom, settings=_FEW)


def test_any_sequence_of_edits_where_texts_are_compressed(empty_archive: Path) -> None:
    run_state_machine_as_test(CompressingNewsroom, settings=_FEW)


def test_any_sequence_of_edits_where_listings_carry_whole_posts(empty_archive: Path) -> None:
    run_state_machine_as_test(FullTextNewsroom, settings=_FEW)
