"""Which publication this newsroom writes for: one process, one paper.

:func:`open_paper` is called once when the process starts; everything else asks here. The settings are
read anew when their file changes, so that a newsroom need not be restarted for a new tagline. Where the file can't be
read any more, because somebody edits it by hand, the newsroom goes on with what it said last, and tells so on its
front page (:func:`trouble`).
"""

from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from broadsheet.archive import database
from broadsheet.errors import PublicationError
from broadsheet.publication import SETTINGS_FILE, Publication

__all__ = ["current", "open_newsroom", "open_paper", "trouble", "use_paper", "zone"]


class _Open:
    """The open publication, with the time its settings were written."""

    publication: Publication | None = None
    written: object = None
    trouble: str = ""


def open_paper(folder: Path) -> Publication:
    """Work on the publication in ``folder`` and its archive from now on."""
    publication = Publication.open(folder)
    database.open_archive(publication)
    return use_paper(publication)


def use_paper(publication: Publication) -> Publication:
    """Write for a publication whose archive is open in this process already."""
    _Open.publication = publication
    _Open.written = _written(publication.folder)
    _Open.trouble = ""
    return publication


def open_newsroom(folder: Path) -> Publication:
    """:func:`open_paper`, with the newsroom's tables made where the archive has none yet, and brought up to date."""
    from broadsheet.newsroom import founding

    publication = Publication.open(folder)
    if publication.server is not None:
        open_paper(folder)
        founding.prepare_server()
    elif publication.archive.is_file() and not founding.has_newsroom(publication.archive):
        database.create_archive(publication)
        founding.prepare(publication.archive)
    opened = open_paper(folder)
    if opened.archive.is_file():
        founding.bring_up_to_date()
    return opened


def _written(folder: Path) -> object:
    """What tells that the file of settings is another; a clock alone may not tell two quick changes apart."""
    try:
        known = (folder / SETTINGS_FILE).stat()
    except OSError:
        return None
    return known.st_mtime_ns, known.st_size, known.st_ino


def current() -> Publication:
    """The publication, its settings as they are on disk now, or as they were when they could last be read.

    Raises:
        PublicationError: none was opened.
    """
    publication = _Open.publication
    if publication is None:
        raise PublicationError(
            "couldn't tell which paper this newsroom is for: none was opened; name one with --paper"
        )
    written = _written(publication.folder)
    if written != _Open.written:
        _Open.written = written
        try:
            publication = _Open.publication = Publication.open(publication.folder)
            _Open.trouble = ""
        except PublicationError as error:
            _Open.trouble = str(error)
    return publication


def trouble() -> str:
    """Why the settings on disk can't be read, in a sentence; empty where they can."""
    if _Open.publication is not None:
        current()
    return _Open.trouble


def zone() -> tzinfo:
    """The paper's time zone."""
    return ZoneInfo(current().settings.timezone)
