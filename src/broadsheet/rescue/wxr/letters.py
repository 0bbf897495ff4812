"""Which older encoding bytes are written in that are no UTF-8.

Guarantees: total, and the same bytes give the same answer. Letters beyond ASCII that stand alone among
others are a Latin script's; where they make whole words, the encoding is the one in which those words
consist of its language's usual letters.

A detector for all encodings was not used: exports come from a handful, and say their language.
"""

import codecs
from collections.abc import Sequence

__all__ = ["MIXED", "legacy_decoder", "likely_codec"]

# Letters of each language that make up most of any text in it.
_USUAL: dict[str, frozenset[str]] = {
    "cp1256": frozenset("اليمنوردتهبكسعفشگچپ"),
    "cp1251": frozenset("оеаинтсрвлкмдпуяьі"),
    "koi8_r": frozenset("оеаинтсрвлкмдпуяь"),
    "cp1253": frozenset("αοιετσνηυρκπμλςίόάέή"),
    "cp1255": frozenset("יוהלאתרמבשןדנםק"),
}
_OF_LANGUAGE = {
    **dict.fromkeys(["pl", "cs", "sk", "hu", "ro", "hr", "sl", "bs", "sq"], "cp1250"),
    **dict.fromkeys(["tr", "az", "ku"], "cp1254"),
    **dict.fromkeys(["lt", "lv", "et"], "cp1257"),
    "vi": "cp1258",
}
MIXED = "cp1252 and utf-8"
"""Databases were moved to UTF-8 post by post."""

_WORDS_LONG = 2.5
_CONVINCING = 0.6


def likely_codec(runs: Sequence[bytes], language: str) -> str:
    """The encoding of stretches of bytes beyond ASCII, in a copy that says it is in ``language``."""
    if not runs or sum(map(len, runs)) < _WORDS_LONG * len(runs):
        return _OF_LANGUAGE.get(language[:2].lower(), "cp1252")
    share, codec = max((_share(runs, codec), codec) for codec in _USUAL)
    return codec if share >= _CONVINCING else "cp1252"


def _share(runs: Sequence[bytes], codec: str) -> float:
    text = "".join(run.decode(codec, "replace") for run in runs)
    return sum(letter in _USUAL[codec] for letter in text) / len(text)


def legacy_decoder(codec: str) -> codecs.IncrementalDecoder:
    """A decoder for a whole file; one for :data:`MIXED` reads what is well-formed UTF-8 as that.

    Only Windows-1252 is told apart like this, where hardly any words look like UTF-8. In other encodings many do.
    """
    return (
        codecs.getincrementaldecoder("utf-8")("broadsheet-mixed")
        if codec == MIXED
        else (codecs.getincrementaldecoder(codec)("replace"))
    )


def _as_written(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("broadsheet-mixed", _as_written)
