"""The pictures of the sample: drawn, given what a camera leaves in a file, and saved as the old site had them.

Guarantees: pictures named in ``site.toml`` as missing are not made; those with a position carry it as EXIF GPS
data with a camera's name and number, as a telephone writes it, so that a rescue has something to take away.
All positions lie in the open ocean.
"""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from sample.ink import Palette, Plate
from sample.manuscripts import Picture, Site
from sample.scenes_indoors import INDOOR_SCENES
from sample.scenes_sea import SEA_SCENES
from sample.scenes_town import TOWN_SCENES

__all__ = ["print_pictures"]

Scene = tuple[Palette, Callable[[Plate], None], str]
SCENES: dict[str, Scene] = {**SEA_SCENES, **TOWN_SCENES, **INDOOR_SCENES}
QUALITY = 68


def print_pictures(site: Site, uploads: Path, *, only: frozenset[str] = frozenset()) -> None:
    """Draw every picture that the uploads folder still holds, or those named in ``only``."""
    for name, picture in site.pictures.items():
        if name in site.facts["missing"] or (only and name not in only):
            continue
        palette, scene, ground = SCENES[name]
        plate = Plate(name, palette, ground)
        scene(plate)
        path = uploads / picture.file
        path.parent.mkdir(parents=True, exist_ok=True)
        plate.printed().save(
            path, "JPEG", quality=QUALITY, optimize=True, progressive=True, exif=_exif(picture)
        )


def _exif(picture: Picture) -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Copyright] = "The Night Ferry"
    if picture.position is None:
        return exif
    exif[Base.Make], exif[Base.Model] = "Pelican", "Pelican DX-2"
    details = exif.get_ifd(IFD.Exif)
    details[Base.BodySerialNumber] = "PEL-0042-7731"
    gps = exif.get_ifd(IFD.GPSInfo)
    latitude, longitude = picture.position
    gps[GPS.GPSLatitudeRef], gps[GPS.GPSLatitude] = ("S" if latitude < 0 else "N"), _degrees(abs(latitude))
    gps[GPS.GPSLongitudeRef], gps[GPS.GPSLongitude] = (
        ("W" if longitude < 0 else "E"),
        _degrees(abs(longitude)),
    )
    return exif


def _degrees(angle: float) -> tuple[float, float, float]:
    exact = Fraction(angle).limit_denominator(3600)
    whole = int(exact)
    minutes = (exact - whole) * 60
    return float(whole), float(int(minutes)), float(round((minutes - int(minutes)) * 60))
