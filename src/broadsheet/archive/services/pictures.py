"""Pictures that a copy names: one row each, with or without its file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from broadsheet.archive import changes
from broadsheet.archive.finds import PictureFind
from broadsheet.archive.intake import TakenPicture
from broadsheet.archive.models import Image
from broadsheet.archive.picture_keys import picture_key
from broadsheet.archive.states import image_states

__all__ = [
    "PictureEntry", "PictureFacts", "StoredPicture", "UploadedWords", "describe_picture", "known_pictures",
    "replace_picture", "store_pictures", "store_upload",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PictureEntry:
    """A picture to store: what the copy says of it, and its file as taken in, if it was found."""

    find: PictureFind
    taken: TakenPicture | None = None


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture's row: its size is 0 and ``present`` false while its file is missing."""

    id: int
    width: int
    height: int
    present: bool


def known_pictures(source_urls: Iterable[str]) -> dict[str, StoredPicture]:
    """The pictures the archive knows, by :func:`~broadsheet.archive.picture_keys.picture_key`."""
    keys = {key for key in map(picture_key, source_urls) if key}
    found = (
        Image.objects.filter(source_key__in=keys)
        .order_by("id")
        .values_list("source_key", "id", "width", "height", "file")
    )
    known: dict[str, StoredPicture] = {}
    for key, id, width, height, file in found:
        if key not in known or (file and not known[key].present):
            known[key] = StoredPicture(id=id, width=width, height=height, present=bool(file))
    return known


def store_pictures(entries: Sequence[PictureEntry]) -> dict[str, StoredPicture]:
    """Store pictures and return them by key; what is known already is filled in, never overwritten."""
    with transaction.atomic():
        keys = [picture_key(entry.find.source_url) for entry in entries]
        known = {
            image.source_key: image
            for image in Image.objects.filter(source_key__in={key for key in keys if key}).order_by("-id")
        }
        stored: dict[str, StoredPicture] = {}
        for key, entry in zip(keys, entries, strict=True):
            if not key:
                continue
            image = known.get(key) or Image(source_key=key[:400], source_url=entry.find.source_url[:1000])
            if _fill(image, entry):
                is_new = image.pk is None
                image.save()
                if not is_new:
                    changes.record("image", [image.pk], before=image_states([image.pk]))
            known[key] = image
            stored[key] = StoredPicture(image.pk, image.width, image.height, present=bool(image.file))
    return stored


@dataclass(frozen=True, slots=True)
class UploadedWords:
    """What somebody typed of a picture that they upload."""

    alt: str = ""
    caption: str = ""
    credit: str = ""
    keep_day: bool = True
    """Whether the day it was taken is kept, where the file says it."""


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What an editor says of a picture besides its words: its day, and the point that a crop keeps, in hundredths."""

    taken_on: date | None = None
    focus: tuple[int, int] | None = None


def store_upload(taken: TakenPicture, words: UploadedWords) -> int:
    """Store a picture that was taken in, and return its row's id; the same picture is one row.

    What was typed comes before what the file said; what a known picture's row says already stays. The
    photographer a camera was set to say is not taken over: it may name somebody who must not be named.
    """
    with transaction.atomic():
        image = Image.objects.filter(digest=taken.digest).order_by("id").first()
        find = PictureFind(
            source_url="",
            title=taken.title,
            alt=words.alt or taken.alt,
            caption=words.caption or taken.caption,
            credit=words.credit or taken.credit,
        )
        known = image is not None
        image = image or Image()
        new_day = image.taken_on is None
        if _fill(image, PictureEntry(find, taken)):
            if new_day and not words.keep_day:
                image.taken_on = None
            image.save()
            if known:
                changes.record("image", [image.pk])
    return int(image.pk)


def describe_picture(picture_id: int, words: UploadedWords, facts: PictureFacts | None = None) -> None:
    """Say anew what a picture shows; posts that say something of their own of it keep that."""
    with transaction.atomic():
        told: dict[str, Any] = {"alt": words.alt, "caption": words.caption, "credit": words.credit}
        if facts is not None:
            told["taken_on"] = facts.taken_on
            told["focus_x"], told["focus_y"] = facts.focus or (None, None)
        before = image_states([picture_id])
        Image.objects.filter(pk=picture_id).update(**told)
        changes.record("image", [picture_id], before=before)


def replace_picture(picture_id: int, taken: TakenPicture) -> str:
    """Give a picture another file; its words stay, and every post that shows it shows the new one.

    The point that a crop keeps is forgotten: it lay in another picture. Returns the file below ``media/`` that nothing
    names any more, or empty: the caller deletes it once this is committed.
    """
    with transaction.atomic():
        image = Image.objects.select_for_update().get(pk=picture_id)
        old, before = image.file, image_states([picture_id])
        if image.digest == taken.digest:
            return ""
        image.file, image.digest = taken.file, taken.digest
        image.width, image.height = taken.width, taken.height
        image.focus_x = image.focus_y = None
        image.save()
        changes.record("image", [picture_id], before=before)
        return "" if Image.objects.filter(file=old).exists() else old


def _fill(image: Image, entry: PictureEntry) -> bool:
    """Fill what is empty in ``image``; true when it must be saved."""
    taken, find = entry.taken, entry.find
    changed = image.pk is None
    words = {
        "title": find.title[:300],
        "alt": find.alt,
        "caption": find.caption or (taken.caption if taken else ""),
        "credit": find.credit or (taken.credit if taken else ""),
    }
    for name, value in words.items():
        if value and not getattr(image, name):
            setattr(image, name, value)
            changed = True
    if taken is not None and not image.file:
        image.file, image.digest = taken.file, taken.digest
        image.width, image.height = taken.width, taken.height
        image.taken_on = taken.taken_at.date() if taken.taken_at else None
        changed = True
    return changed
