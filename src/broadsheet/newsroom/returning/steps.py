"""A copy on its way: received, examined, accepted, brought back; or stopped, gone on with, discarded.

Guarantees: each step is taken once, whoever presses the button twice or together with somebody else, since the row is
changed by compare-and-set before a process starts; one rescue stores at a time; a row says "working" only while a
process lives, whatever happened to the newsroom; the files are deleted as soon as a copy is brought back, discarded
or too old.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.archive.services import Dating, date_posts
from broadsheet.newsroom import paper
from broadsheet.newsroom.models import Copy, Member
from broadsheet.newsroom.returning import folders, running
from broadsheet.newsroom.returning.datings import claim_of, tell_drafts
from broadsheet.newsroom.stories.adopting import adopt_new_posts

__all__ = [
    "StepError", "accept", "discard", "examine", "go_on", "keep_house", "look_at", "stop", "take_dates",
]  # fmt: skip

_GRACE = timedelta(seconds=30)
_STRAY_SECONDS = 24 * 3600


class StepError(Exception):
    """Why a step was not taken, in one sentence."""


def examine(folder: str, files: list[dict[str, Any]], *, by: Member, kind: str = Copy.Kind.POSTS) -> Copy:
    """Begin to examine files that were just received."""
    copy = Copy.objects.create(kind=kind, folder=folder, files=files, brought_by=by)
    _start(copy)
    return copy


def look_at(copy: Copy) -> Copy:
    """The copy as it is now: what its process has finished since, or that it ended early, is taken down."""
    starting = not copy.process and timezone.now() - copy.begun_at < _GRACE
    if not copy.is_working or starting:
        return copy
    place = folders.folder_of(copy.folder)
    if running.is_alive(place):
        return copy
    found = running.result(place)
    running.tidy(place)
    working = Copy.objects.filter(pk=copy.pk, stage=copy.stage, halted=False, process=copy.process)
    # What a process left that ran before this one is not this one's.
    if found is None or found.get("dry_run") != (copy.stage == Copy.Stage.EXAMINING):
        why = running.complaint(place) or str(_("It was ended from outside, or the newsroom was restarted."))
        working.update(halted=True, complaint=why, ended_at=timezone.now())
    elif copy.stage == Copy.Stage.EXAMINING:
        working.update(stage=Copy.Stage.EXAMINED, outlook=found, ended_at=timezone.now(), complaint="")
    elif working.update(
        stage=Copy.Stage.STORED,
        report=found,
        outlook={},
        ended_at=timezone.now(),
        complaint="",
        folder="",
    ):
        folders.delete_folder(copy.folder)
        adopt_new_posts()
    copy.refresh_from_db()
    return copy


def accept(copy: Copy) -> None:
    """Bring the copy back: from now on its posts go onto the site, batch by batch.

    Raises:
        StepError: it is not waiting for a decision, or another is being brought back.
    """
    with transaction.atomic():
        _check_alone(copy)
        waiting = Copy.objects.filter(pk=copy.pk, stage=Copy.Stage.EXAMINED, kind=Copy.Kind.POSTS)
        waiting = waiting.exclude(folder="")
        if not waiting.update(stage=Copy.Stage.STORING, process=0, begun_at=timezone.now()):
            raise StepError(_("Couldn't begin: somebody has decided on this copy already."))
    copy.refresh_from_db()
    _start(copy)


def _check_alone(copy: Copy) -> None:
    others = Copy.objects.filter(stage=Copy.Stage.STORING).exclude(pk=copy.pk)
    if any(look_at(other).is_working for other in others):
        raise StepError(_("Couldn't begin: another copy is being brought back. Wait until it is done."))


def stop(copy: Copy) -> None:
    """End the copy's process; what was stored so far is whole and stays."""
    if not copy.is_working:
        return
    running.end(folders.folder_of(copy.folder), copy.process)
    look_at(copy)
    Copy.objects.filter(pk=copy.pk, halted=True).update(complaint="")
    copy.refresh_from_db()


def go_on(copy: Copy) -> None:
    """Start the process of a copy anew that ended early: it finds what is there, and does the rest.

    Raises:
        StepError: it did not end early, or its files are gone.
    """
    if not copy.folder:
        raise StepError(_("Couldn't go on: the files of this copy were deleted; upload them again."))
    with transaction.atomic():
        if copy.stage == Copy.Stage.STORING:
            _check_alone(copy)
        halted = Copy.objects.filter(pk=copy.pk, halted=True)
        if not halted.update(halted=False, complaint="", process=0, begun_at=timezone.now()):
            raise StepError(_("Couldn't go on: this copy is being worked on, or is done."))
    copy.refresh_from_db()
    _start(copy)


def discard(copy: Copy) -> None:
    """Delete the files, the report and the row; posts that were brought back already stay."""
    stop(copy)
    folders.delete_folder(copy.folder)
    copy.delete()


def take_dates(copy: Copy, *, but: Iterable[int]) -> int:
    """Date the posts that an examined list of addresses dates, but for some; returns how many changed.

    Raises:
        StepError: it is not waiting for a decision.
    """
    left_out = set(but)
    found = [each for each in copy.outlook.get("found", ()) if each["post"] not in left_out]
    waiting = Copy.objects.filter(pk=copy.pk, stage=Copy.Stage.EXAMINED, kind=Copy.Kind.ADDRESSES)
    with transaction.atomic():
        if not waiting.update(stage=Copy.Stage.STORED, ended_at=timezone.now(), folder=""):
            raise StepError(_("Couldn't set these dates: somebody has decided on this list already."))
        dated = date_posts(Dating(each["post"], claim_of(each), each["url"]) for each in found)
        tell_drafts([each.id for each in dated])
        moved = {each.id: {"from": each.old_path, "to": each.path} for each in dated}
        told = [each | moved[each["post"]] for each in found if each["post"] in moved]
        Copy.objects.filter(pk=copy.pk).update(report=copy.outlook | {"found": told, "dry_run": False})
    folders.delete_folder(copy.folder)
    return len(dated)


def keep_house() -> None:
    """Look at what is under way, and delete what is too old; called every few seconds, and cheap then."""
    for copy in Copy.objects.filter(stage__in=(Copy.Stage.EXAMINING, Copy.Stage.STORING), halted=False):
        look_at(copy)
    limit = timezone.now() - timedelta(days=folders.KEPT_DAYS)
    undecided = Q(stage=Copy.Stage.EXAMINED) | Q(halted=True)
    for copy in Copy.objects.filter(undecided, brought_at__lt=limit).exclude(folder=""):
        folders.delete_folder(copy.folder)
        Copy.objects.filter(pk=copy.pk).update(folder="", outlook={})
    known = set(Copy.objects.exclude(folder="").values_list("folder", flat=True))
    for name, changed in folders.all_folders():
        # An upload that is under way has no row yet.
        if name not in known and timezone.now().timestamp() - changed > _STRAY_SECONDS:
            folders.delete_folder(name)


def _start(copy: Copy) -> None:
    place = folders.folder_of(copy.folder)
    names = [str(place / "files" / each["name"]) for each in copy.files]
    trial = ["--dry-run"] if copy.stage == Copy.Stage.EXAMINING else []
    verb = ["rescue", *names] if copy.kind == Copy.Kind.POSTS else ["dates", *names[:1]]
    arguments = [*verb, *trial, "--json", "--paper", str(paper.current().folder)]
    try:
        process = running.start(place, arguments)
    except OSError as error:
        why = _("Couldn't start to read it: %(why)s.") % {"why": error.strerror or error}
        Copy.objects.filter(pk=copy.pk).update(halted=True, complaint=why)
    else:
        Copy.objects.filter(pk=copy.pk).update(process=process)
    copy.refresh_from_db()
