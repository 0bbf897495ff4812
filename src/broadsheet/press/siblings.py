"""A text once more in a compressed form, beside it: ``index.html.gz`` for hosts that send it as it lies there.

Guarantees: the bytes follow from the text and from :func:`recipe` alone (no time, no name, no level that
depends on the load); a sibling's owner is its text's, and no file of the site but a sibling ends as one.

Brotli's quality is 7: on pages of the sample, 11 takes 25 times as long for one byte in nine. What is
smaller than :data:`LEAST` fits into the first packets of an answer anyway, and pictures and fonts are
compressed already.
"""

import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

import brotli

__all__ = ["LEAST", "compress", "is_sibling", "recipe", "sibling_of", "takes_siblings", "text_of"]

LEAST = 1024
_TEXTS = (".html", ".htm", ".css", ".svg", ".xml", ".json", ".txt")
_BROTLI_QUALITY = 7
_GZIP_LEVEL = 9
_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS


def _gzip(data: bytes) -> bytes:
    # Not gzip.compress: what it writes as the time and the system has changed with Python's versions.
    press = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _WITH_GZIP_HEADER)
    return press.compress(data) + press.flush()


def _brotli(data: bytes) -> bytes:
    packed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
    return packed


_FORMS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType({"gz": _gzip, "br": _brotli})
_ENDINGS = tuple(f".{form}" for form in _FORMS)


def recipe(forms: tuple[str, ...]) -> str:
    """What the bytes of siblings depend on beside their texts; the same for the same bytes."""
    told = {
        "gz": f"gz {_GZIP_LEVEL} {zlib.ZLIB_RUNTIME_VERSION}",
        "br": f"br {_BROTLI_QUALITY} {brotli.__version__}",
    }
    return ", ".join(told[form] for form in forms)


def compress(form: str, data: bytes) -> bytes:
    """A text in one of the forms that ``publish.compressed`` may name."""
    return _FORMS[form](data)


def takes_siblings(file: str) -> bool:
    """Whether a file is a text that hosts send compressed."""
    return file.endswith(_TEXTS)


def sibling_of(file: str, form: str) -> str:
    """The file beside a text that holds it in a form."""
    return f"{file}.{form}"


def is_sibling(file: str) -> bool:
    """Whether a file is another in a compressed form."""
    return file.endswith(_ENDINGS) and takes_siblings(file.rpartition(".")[0])


def text_of(file: str) -> str:
    """The text beside which a sibling lies; any other file is its own."""
    return file.rpartition(".")[0] if is_sibling(file) else file
