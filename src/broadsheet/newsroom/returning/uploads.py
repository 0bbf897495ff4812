"""Taking in an upload of any size: from the connection to the disk, a piece at a time.

Guarantees: no more of it is in memory than one piece; whoever may not upload is refused before a byte is stored;
an upload that breaks off, is too large or finds the disk full leaves nothing behind and is told in a sentence.

Everything else that is uploaded to the newsroom stays in memory (pictures never touch the disk as they were), so
that this handler is set for one view alone. A form says by its last field that it arrived whole: a body that breaks
off looks complete to Django.
"""

import errno
from collections.abc import Callable
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from broadsheet.newsroom.returning.folders import delete_folder, make_folder, new_file, room_left

__all__ = ["LARGEST", "MOST_FILES", "Upload", "UploadError", "receive"]

LARGEST = 2_000_000_000
MOST_FILES = 50
_NO_ROOM = frozenset([errno.ENOSPC, errno.EDQUOT, errno.EFBIG])


class UploadError(Exception):
    """Why an upload was not taken, in one sentence."""


class _Stored(UploadedFile):  # type: ignore[type-arg]
    """What Django is told of a file that lies on the disk already."""

    def close(self) -> None:
        """It is closed."""


class Upload(FileUploadHandler):
    """Writes what is uploaded into a private folder."""

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.folder = ""
        self.files: list[dict[str, Any]] = []
        self.complaint = ""
        self._open: BinaryIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        if len(self.files) >= MOST_FILES:
            self._give_up(
                _("Couldn't take these files: they are more than %(most)d; pack them into one zip.")
                % {"most": MOST_FILES}
            )
        try:
            self.folder = self.folder or make_folder()
            name, self._open = new_file(self.folder, self.file_name or "")
        except OSError as error:
            self._fail(error)
        self.files.append({"name": name, "size": 0})

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece."""
        assert self._open is not None
        try:
            self._open.write(raw_data)
        except OSError as error:
            self._fail(error)
        self.files[-1]["size"] = start + len(raw_data)

    def file_complete(self, file_size: int) -> _Stored:
        """End a file; an error of the disk may show only now."""
        assert self._open is not None
        try:
            self._open.close()
        except OSError as error:
            self._fail(error)
        self._open = None
        return _Stored(name=self.files[-1]["name"], size=file_size)

    def upload_interrupted(self) -> None:
        """The connection broke off."""
        self.forget()

    def forget(self) -> None:
        """Leave nothing behind."""
        if self._open is not None:
            try:
                self._open.close()
            except OSError:
                self.complaint = self.complaint or _disk_full()
            self._open = None
        delete_folder(self.folder)
        self.folder, self.files = "", []

    def _fail(self, error: OSError) -> None:
        told = {"why": error.strerror or str(error)}
        self._give_up(
            _disk_full() if error.errno in _NO_ROOM else _("Couldn't store these files: %(why)s.") % told
        )

    def _give_up(self, complaint: str) -> None:
        self.complaint = complaint
        # Read to its end, so that the browser hears the answer.
        raise StopUpload(connection_reset=False)


def _disk_full() -> str:
    return _("Couldn't store these files: the disk is full; make room on it, and upload them again.")


def too_large() -> str:
    """What whoever uploads too much is told."""
    return _(
        "Couldn't take these files: together they are larger than %(most)d MB; pack them, or let the one who runs "
        "the server use 'broadsheet rescue'."
    ) % {"most": LARGEST // 1_000_000}


def receive(request: HttpRequest, *, check: Callable[[], None], pasted: str = "") -> Upload:
    """Take in the files of a form that nobody has looked into yet.

    ``check`` is called once the form's fields are known, before the files are kept: it refuses what was forged.
    ``pasted`` names a field whose text is a file as well.

    Raises:
        UploadError: they can't be taken; nothing is left of them.
    """
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > LARGEST:
        raise UploadError(too_large())
    if length > room_left():
        raise UploadError(_disk_full())
    upload = Upload(request)
    request.upload_handlers = [upload]
    try:
        fields = request.POST
        check()
    except (UnreadablePostError, MultiPartParserError, OSError) as error:
        upload.forget()
        raise UploadError(_broken_off()) from error
    except BaseException:
        upload.forget()
        raise
    complaint = upload.complaint
    if not complaint and pasted and fields.get(pasted, "").strip():
        complaint = _store_text(upload, fields[pasted])
    if not complaint and not upload.files:
        complaint = _("Couldn't take a copy: no file was chosen; choose one.")
    elif not complaint and fields.get("whole") != "yes":
        complaint = _broken_off()
    elif not complaint and not any(each["size"] for each in upload.files):
        complaint = _("Couldn't take these files: they are empty; choose others.")
    if complaint:
        upload.forget()
        raise UploadError(complaint)
    return upload


def _store_text(upload: Upload, text: str) -> str:
    data = text.encode("utf-8", "replace")
    try:
        upload.folder = upload.folder or make_folder()
        name, file = new_file(upload.folder, "addresses.txt")
        with file:
            file.write(data)
    except OSError as error:
        return _disk_full() if error.errno in _NO_ROOM else str(error.strerror)
    upload.files.insert(0, {"name": name, "size": len(data)})
    return ""


def _broken_off() -> str:
    return _("Couldn't take these files: the upload broke off; nothing of it was kept. Upload them again.")
