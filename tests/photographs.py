"""Pictures for tests, made on the spot, that tell far too much: place, camera, owner, second images.

Every word that must not survive contains :data:`TELLTALE`, in whatever encoding its field uses.
"""

import io
import json
import re
import struct
import subprocess
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from tests.conftest import need_program

TELLTALE = "Tattler7731"
CREDIT = "Ronak Salehi"
CAPTION = "کارگران در میدان شهر – workers in the square"

XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 aux:SerialNumber="{TELLTALE}" xmp:CreatorTool="{TELLTALE}" exif:GPSLatitude="35,41.1N"
 photoshop:Credit="Square Pictures" photoshop:DateCreated="2019-05-05T14:03:00+04:30">
<dc:creator><rdf:Seq><rdf:li>{CREDIT}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="fr">non</rdf:li>
<rdf:li xml:lang="x-default">{CAPTION}</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Square Pictures, desk@square.example</rdf:li></rdf:Alt></dc:rights>
<core:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A crowd</rdf:li></rdf:Alt></core:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def scene(size: tuple[int, int] = (96, 64), mode: str = "RGB") -> Image.Image:
    """A picture whose left upper corner is red and whose right lower corner is blue."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    picture = Image.merge(
        "RGB", (across.point(lambda value: 255 - value), down.point(lambda value: value // 3), across)
    )
    if mode == "RGBA":
        picture.putalpha(down)
        return picture
    return picture.convert(mode)


def telltale_exif(*, orientation: int = 1) -> bytes:
    """An Exif block with place, device, serial numbers, owner and maker notes."""
    return telltale_tags(orientation=orientation).tobytes()


def telltale_tags(*, orientation: int = 1) -> Image.Exif:
    """The same as tags."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = f"{TELLTALE} Corp", f"{TELLTALE} 5D", f"{TELLTALE} 1.2"
    exif[0x010E], exif[0x013B], exif[0x8298] = CAPTION.encode(), "A. Cameraman", "Square Pictures"
    exif[0x9C9C] = f"{TELLTALE}".encode("utf-16-le")
    exif[0x0112] = orientation
    exif.get_ifd(0x8769).update(
        {
            0x9003: "2019:05:05 14:03:00",
            0x9011: "+04:30",
            0x927C: TELLTALE.encode() * 3,
            0xA430: TELLTALE,
            0xA431: TELLTALE,
            0xA435: TELLTALE,
            0x9286: b"ASCII\0\0\0" + TELLTALE.encode(),
        }
    )
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (35.0, 41.0, 20.5), 3: "E", 4: (51.0, 23.0, 11.0), 27: TELLTALE.encode()}
    )
    return exif


def telltale_profile() -> bytes:
    """A display's colour profile with the display's name in it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[48:56] = TELLTALE.encode()[:8]
    text = bytes(profile).replace("sRGB".encode("utf-16-be"), TELLTALE[:4].encode("utf-16-be"))
    return text.replace(b"sRGB", TELLTALE[:4].encode())


def iptc(**fields: str) -> bytes:
    """IPTC records (IIM) in UTF-8: ``byline``, ``credit``, ``caption``, ``copyright``, ``city``."""
    numbers = {"byline": 80, "credit": 110, "caption": 120, "copyright": 116, "city": 90}
    records = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for name, value in fields.items():
        data = value.encode()
        records += bytes([0x1C, 2, numbers[name]]) + len(data).to_bytes(2, "big") + data
    return records


def segment(marker: int, payload: bytes) -> bytes:
    """A JPEG segment."""
    return bytes([0xFF, marker]) + (len(payload) + 2).to_bytes(2, "big") + payload


def jpeg(
    *, size: tuple[int, int] = (96, 64), orientation: int = 1, mode: str = "RGB", **options: Any
) -> bytes:
    """A phone's JPEG: Exif, XMP, IPTC, comment, maker segment, profile, a second image and a trailer."""
    out = io.BytesIO()
    exif = telltale_exif(orientation=orientation)
    picture = scene(size, mode)
    picture.save(
        out, "JPEG", quality=88, exif=exif, comment=TELLTALE, icc_profile=telltale_profile(), **options
    )
    plain = out.getvalue()
    block = iptc(byline=CREDIT, caption=CAPTION, city=TELLTALE)
    extra = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
        + segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(block)) + block)
        + segment(0xE2, b"FPXR\0" + TELLTALE.encode())
        + segment(0xE5, TELLTALE.encode())
    )
    return plain[:2] + extra + plain[2:] + plain + b"SEFT" + TELLTALE.encode()


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    *, size: tuple[int, int] = (96, 64), mode: str = "RGB", orientation: int = 1, **options: Any
) -> bytes:
    """A screen shot: Exif, XMP, all kinds of text, a private chunk, the display's profile, a trailer."""
    out = io.BytesIO()
    exif = telltale_exif(orientation=orientation)
    scene(size, mode).save(out, "PNG", exif=exif, icc_profile=telltale_profile(), dpi=(143, 143), **options)
    plain = out.getvalue()
    word = TELLTALE.encode()
    extra = (
        png_chunk(b"tEXt", b"Software\0" + word)
        + png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(word))
        + png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)
        + png_chunk(b"tIME", b"\x07\xe3\5\5\1\1\1")
        + png_chunk(b"teLl", word)
    )
    return plain[:33] + extra + plain[33:] + b"PK\3\4" + word


def gif(*, size: tuple[int, int] = (96, 64), frames: int = 3) -> bytes:
    """A GIF that moves, with comments, XMP and an application block."""
    out = io.BytesIO()
    pictures = [scene(size).rotate(90 * at).convert("P") for at in range(frames)]
    pictures[0].save(
        out, "GIF", save_all=True, append_images=pictures[1:], duration=80, loop=0, comment=TELLTALE.encode()
    )
    plain = out.getvalue()
    xmp = b"\x21\xff\x0bXMP DataXMP" + XMP + b"\1" + bytes(range(255, -1, -1)) + b"\0"
    private = b"\x21\xff\x0bTELLTALE1.0" + bytes([len(TELLTALE)]) + TELLTALE.encode() + b"\0"
    return plain[:-1] + xmp + private + b";" + TELLTALE.encode()


def webp(
    *, size: tuple[int, int] = (96, 64), mode: str = "RGB", orientation: int = 1, **options: Any
) -> bytes:
    """A WebP with Exif, XMP, profile and a trailer."""
    out = io.BytesIO()
    exif = telltale_exif(orientation=orientation)
    scene(size, mode).save(out, "WEBP", exif=exif, xmp=XMP, icc_profile=telltale_profile(), **options)
    return out.getvalue() + TELLTALE.encode()


def avif(*, size: tuple[int, int] = (96, 64), mode: str = "RGB", orientation: int = 1) -> bytes:
    """An AVIF with Exif, XMP and profile."""
    out = io.BytesIO()
    exif = telltale_exif(orientation=orientation)
    scene(size, mode).save(out, "AVIF", speed=10, exif=exif, xmp=XMP, icc_profile=telltale_profile())
    return out.getvalue()


def tiff(*, size: tuple[int, int] = (96, 64), mode: str = "RGB", orientation: int = 1) -> bytes:
    """A TIFF with Exif, XMP and IPTC as tags."""
    out = io.BytesIO()
    tags = telltale_tags(orientation=orientation)
    tags[700], tags[33723] = XMP, iptc(byline=CREDIT)
    tags[0x8769], tags[0x8825] = tags.get_ifd(0x8769), tags.get_ifd(0x8825)
    scene(size, mode).save(out, "TIFF", exif=tags, icc_profile=telltale_profile())
    return out.getvalue()


FORMATS: dict[str, Callable[..., bytes]] = {
    "jpeg": jpeg,
    "png": png,
    "gif": gif,
    "webp": webp,
    "avif": avif,
    "tiff": tiff,
}
"""A telling picture of each format that is met in copies."""

_HARMLESS_GROUPS = re.compile(
    r"^(?:ExifTool|System|File|Composite|JFIF|PNG|GIF|RIFF|ICC-header|ICC_Profile|Adobe|QuickTime|Meta|APP14)$"
)
_TELLING = re.compile(
    r"(?i)gps|make|model|serial|software|creator|comment|owner|artist|thumb|preview|trailer|warning|author|date(?!time$)|lens"
)
_HARMLESS = re.compile(
    r"^(?:System:.*|ExifTool:ExifToolVersion|ICC-header:(?:ProfileCreator|DeviceManufacturer|DeviceModel|ProfileDateTime)"
    r"|ICC_Profile:ProfileCopyright)$"
)


def tell_tales(paths: Sequence[Path]) -> list[str]:
    """What exiftool, which knows more metadata than anybody, still finds in files: ``file: group:tag = value``."""
    program = need_program("exiftool", package="libimage-exiftool-perl")
    run = subprocess.run(
        [program, "-j", "-G1", "-a", "-u", "-ee", *paths], capture_output=True, check=False, timeout=120
    )
    found = []
    for entry in json.loads(run.stdout):
        for name, value in entry.items():
            group, _, tag = name.rpartition(":")
            if name == "SourceFile" or (_HARMLESS.match(name) and value in ("", "0000:00:00 00:00:00")):
                continue
            if group == "System" or name == "ExifTool:ExifToolVersion":
                continue
            if not _HARMLESS_GROUPS.match(group) or _TELLING.search(tag) or TELLTALE in str(value):
                found.append(f"{Path(entry['SourceFile']).name}: {name} = {value}")
    return found


def srgb_profile() -> bytes:
    """The profile of sRGB as most software embeds it."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def in_srgb(picture: Image.Image) -> Image.Image:
    """A picture's colours by the profile it carries."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
    converted = ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"))
    assert converted is not None
    return converted


def swapped_profile() -> bytes:
    """A profile in which green stands for red: a colour that isn't converted shows at once."""
    profile = (
        srgb_profile()
        .replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be"))
        .replace(b"sRGB", b"Swap")
    )
    return profile.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
