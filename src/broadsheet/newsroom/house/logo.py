"""A logo from a browser: cleaned like every picture, small enough for every page, named by its content.

Guarantees: the file that is kept holds pixels alone (no place, no device, no name, no script: SVG is refused); it
lies in the publication's folder under a name of its own, so that a new logo is a new setting and the press
notices; the logo before it stays for one more change, so that no publish under way misses it.
"""

import re
import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from broadsheet.archive.intake import take_in
from broadsheet.archive.picture_formats import STRIPPERS
from broadsheet.errors import PictureError
from broadsheet.newsroom.interpreter import interpret

__all__ = ["keep_logo", "sweep_logos"]

_MOST_BYTES = 400_000
_OURS = re.compile(r"logo-[0-9a-f]{12}\.(?:jpg|png|gif|webp)")


def keep_logo(data: bytes, folder: Path) -> str:
    """Clean a picture and keep it in the publication's folder; returns its name there.

    Raises:
        ValidationError: it is no picture, or one that can't be a logo; a sentence.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".logo-") as beside:
        try:
            taken = take_in(data, media=Path(beside), name=str(_("this logo")))
        except PictureError as error:
            raise ValidationError(interpret(str(error))) from error
        kind = taken.mime.rpartition("/")[2]
        if kind not in STRIPPERS:
            raise ValidationError(
                _("A logo is PNG, WebP, JPEG or GIF; save it as one of them, and choose that file.")
            )
        file = Path(beside) / taken.file
        if file.stat().st_size > _MOST_BYTES:
            raise ValidationError(
                _("Every reader loads the logo, and this one has %(size)s kB; make it smaller than 400 kB."),
                params={"size": file.stat().st_size // 1000},
            )
        name = f"logo-{taken.digest[:12]}{file.suffix}"
        # A crash before this line leaves a dotted folder that nobody reads; after it, a logo that no setting names.
        file.replace(folder / name)
    return name


def sweep_logos(folder: Path, *, keep: set[str]) -> None:
    """Delete the logos that came from a browser and are neither the present nor the last one."""
    for path in folder.glob("logo-*"):
        if _OURS.fullmatch(path.name) and path.name not in keep:
            path.unlink(missing_ok=True)
