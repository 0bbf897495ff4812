"""Pictures on their way in: what lies in ``media/`` tells nobody where and with what it was taken.

Guarantees for every file that :func:`take_in` leaves in ``media/``, whatever format it came in:
no location, device, serial number, maker note, thumbnail, second image, XMP, comment, text or
trailing data; upright pixels; colours with a profile that names nobody, or sRGB. What
editors need of all that (credit, copyright, caption, date) is handed out as words first. The file
is named by the SHA-256 of its own bytes, so the same picture is stored once; only the
paper's own account may read it; a crash at any moment leaves the whole file or none.

JPEG, PNG, GIF and WebP keep their pixels byte for byte and lose the rest. Encoding everything anew was
not chosen: it costs quality at each rescue and ten times the time. It is done only where a picture has to
be turned, and for formats that can't be cleaned otherwise (AVIF, TIFF, BMP, JPEG 2000, icons).
"""

import contextlib
import hashlib
import os
import secrets
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from PIL import ImageOps

from broadsheet.archive.picture_formats import BROKEN, STRIPPERS, open_picture, read_picture, recognise
from broadsheet.archive.picture_formats.coding import encoded_anew, turned
from broadsheet.archive.picture_words import ExifFacts, PictureWords, exif_facts, read_exif, words_of
from broadsheet.errors import PictureError

__all__ = ["TakenPicture", "take_in"]

MIME_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
}
_EXTENSIONS = {"jpeg": "jpg"}
_XMP_TAG, _IPTC_TAG = 700, 33723


@dataclass(frozen=True, slots=True)
class TakenPicture:
    """A picture as stored, and what its file said of itself.

    ``file`` is the path below ``media/`` with ``/`` (``ab/ab12….jpg``), ``digest`` the SHA-256 of that
    file, ``width`` and ``height`` are of the upright picture in pixels. The words are plain text,
    empty when the file said nothing. ``photographer`` is what a camera was set to say: show it to an editor,
    don't publish it unasked. ``removed`` names what was taken out, ``remarks`` are whole sentences for
    the editor (a broken file that was saved in part).
    """

    file: str
    digest: str
    width: int
    height: int
    mime: str
    taken_at: datetime | None = None
    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    copyright: str = ""
    photographer: str = ""
    removed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def take_in(source: bytes | Path, *, media: Path, name: str = "", zone: tzinfo = UTC) -> TakenPicture:
    """Clean a picture and store it below ``media``; taking the same one in twice stores it once.

    ``name`` is what messages call it (default: the file's name). ``zone`` is where a camera's clock is
    taken to be set when the file doesn't say.

    Raises:
        PictureError: not a picture of a kind known here, broken, or too large; one sentence.
    """
    called = name or (source.name if isinstance(source, Path) else "the picture")
    data = read_picture(source, name=called)
    kind = recognise(data, name=called)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cleaned = (
            _clean_stream(data, kind, called, zone) if kind in STRIPPERS else _encode_anew(data, called, zone)
        )
    digest = hashlib.sha256(cleaned.data).hexdigest()
    file = f"{digest[:2]}/{digest}.{_EXTENSIONS.get(cleaned.kind, cleaned.kind)}"
    _store(cleaned.data, media / file, called)
    words = cleaned.words
    return TakenPicture(
        file=file,
        digest=digest,
        width=cleaned.size[0],
        height=cleaned.size[1],
        mime=MIME_TYPES[cleaned.kind],
        removed=cleaned.removed,
        remarks=cleaned.remarks,
        **{field: getattr(words, field) for field in PictureWords.__dataclass_fields__},
    )


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """A picture ready to be stored."""

    data: bytes
    kind: str
    size: tuple[int, int]
    words: PictureWords
    removed: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def _clean_stream(data: bytes, kind: str, name: str, zone: tzinfo) -> _Cleaned:
    """Keep the pixels as they are coded, unless they have to be turned."""
    stripped = STRIPPERS[kind](data)
    exif = read_exif(stripped.exif, zone=zone)
    clean = stripped.data
    picture = open_picture(clean, name=name)
    with _broken_becomes_one_sentence(name):
        if exif.orientation > 1 and getattr(picture, "n_frames", 1) == 1:
            clean = STRIPPERS[kind](turned(picture, kind, exif.orientation)).data
            picture = open_picture(clean, name=name)
        size = picture.size
        # An eighth of its size is the quick way to read all of a JPEG's stream; others ignore it.
        picture.draft(picture.mode, (1, 1))
        picture.load()
    return _Cleaned(
        data=clean,
        kind=kind,
        size=size,
        words=words_of(exif.words, xmp=stripped.xmp, iptc=stripped.iptc),
        removed=_removed(exif, xmp=stripped.xmp, iptc=stripped.iptc, others=stripped.removed),
        remarks=()
        if stripped.whole
        else (f"{name} breaks off before its end; what there is of it was kept.",),
    )


def _encode_anew(data: bytes, name: str, zone: tzinfo) -> _Cleaned:
    """Decode and encode the formats that can't be cleaned as they are."""
    picture = open_picture(data, name=name)
    with _broken_becomes_one_sentence(name):
        tags = picture.getexif()
        exif = exif_facts(tags, zone=zone)
        xmp = _bytes(picture.info.get("xmp") or tags.get(_XMP_TAG))
        iptc = _bytes(tags.get(_IPTC_TAG))
        frames = getattr(picture, "n_frames", 1)
        picture.load()
        picture_format = picture.format
        upright = ImageOps.exif_transpose(picture)
        upright.format = picture_format
        kind, clean = encoded_anew(upright)
        if kind in STRIPPERS:
            clean = STRIPPERS[kind](clean).data
        size = open_picture(clean, name=name).size
    return _Cleaned(
        data=clean,
        kind=kind,
        size=size,
        words=words_of(exif.words, xmp=xmp, iptc=iptc),
        removed=_removed(exif, xmp=xmp, iptc=iptc, others=()),
        remarks=(f"{name} holds {frames} pictures; the first was kept.",) if frames > 1 else (),
    )


@contextlib.contextmanager
def _broken_becomes_one_sentence(name: str) -> Iterator[None]:
    try:
        yield
    except BROKEN as error:
        raise PictureError(
            f"couldn't take in {name}: the file is broken; look for another copy of it"
        ) from error


def _bytes(value: object) -> bytes:
    """A metadata block as bytes; Pillow hands some out as text or as a tuple of numbers."""
    if isinstance(value, tuple) and all(isinstance(each, int) and 0 <= each < 256 for each in value):
        return bytes(value)
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return value if isinstance(value, bytes) else b""


def _removed(exif: ExifFacts, *, xmp: bytes, iptc: bytes, others: tuple[str, ...]) -> tuple[str, ...]:
    blocks = (("XMP", xmp), ("IPTC", iptc))
    return tuple(dict.fromkeys([*exif.told, *(word for word, block in blocks if block), *others]))


def _store(data: bytes, path: Path, name: str) -> None:
    """Write a file that is named by its content, whole or not at all."""
    try:
        if path.is_file() and path.stat().st_size == len(data):
            return
        for folder in (path.parent.parent, path.parent):
            if not folder.is_dir():
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _sync_folder(folder.parent)
        if not _store_unnamed(data, path):
            _store_beside(data, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise PictureError(
            f"couldn't take in {name}: {error.strerror or error} in {path.parent}; make room there or allow writing"
        ) from error


def _store_unnamed(data: bytes, path: Path) -> bool:
    """Write a file that has no name before it is whole, so that a crash leaves nothing; false where that can't be."""
    try:
        handle = os.open(path.parent, os.O_WRONLY | os.O_TMPFILE, 0o600)
    except (AttributeError, OSError):
        return False
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
        try:
            # Only with a folder to start from does Python follow the link that /proc has for the file.
            os.link(f"/proc/self/fd/{out.fileno()}", path, src_dir_fd=out.fileno(), follow_symlinks=True)
        except OSError:
            return False
    return True


def _store_beside(data: bytes, path: Path) -> None:
    """Write a file under a dotted name, then give it its own."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        # A crash before this line leaves a dotted file that nothing names; after it, the whole picture.
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
