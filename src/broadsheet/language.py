"""What must be known of a language to file, compare and set a text.

Guarantees: every function is pure and total (any string is answered), and
:func:`fold` is idempotent. Direction follows the first strong letter of the
Unicode bidirectional algorithm (UAX #9, rule P2), as browsers do for
``dir="auto"``; names of languages are BCP 47 tags.

A statistical detector was not used: for a news archive the script and the
publication's own declaration decide almost every case, and a wrong guess would
set a whole page in the wrong direction.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse
from typing import Literal

__all__ = [
    "Direction", "count_words", "direction_of", "first_strong", "fold", "guess_language", "normal_tag", "printable",
]  # fmt: skip

Direction = Literal["ltr", "rtl"]

RTL_LANGUAGES = frozenset(
    [
        "ar",
        "arc",
        "azb",
        "bal",
        "ckb",
        "dv",
        "fa",
        "glk",
        "he",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "pnb",
        "prs",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    ]
)

_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("arab", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("hebr", re.compile(r"[\u0590-\u05ff\ufb1d-\ufb4f]")),
    ("cyrl", re.compile(r"[\u0400-\u052f]")),
    ("grek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("kana", re.compile(r"[\u3040-\u30ff]")),
    ("hang", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("hani", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("geor", re.compile(r"[\u10a0-\u10ff]")),
    ("armn", re.compile(r"[\u0530-\u058f]")),
    ("deva", re.compile(r"[\u0900-\u097f]")),
    ("latn", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
_LANGUAGES_OF_SCRIPT: dict[str, tuple[str, ...]] = {
    "arab": (
        "fa",
        "ar",
        "ur",
        "ps",
        "ckb",
        "ug",
        "sd",
        "prs",
        "azb",
        "pnb",
        "ks",
        "bal",
        "mzn",
        "glk",
        "lrc",
    ),
    "hebr": ("he", "yi"),
    "cyrl": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "tt"),
    "grek": ("el",),
    "kana": ("ja",),
    "hang": ("ko",),
    "hani": ("zh", "ja"),
    "thai": ("th",),
    "geor": ("ka",),
    "armn": ("hy",),
    "deva": ("hi", "mr", "ne"),
}
_PERSIAN = re.compile("[پچژگکی\u06f0-\u06f9\u200c]")
_ARABIC = re.compile("[ةىيكأإؤئ\u0660-\u0669]")
_URDU = re.compile("[ٹڈڑںےہ]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_FOLDS = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "ة": "ه", "أ": "ا", "إ": "ا", "ؤ": "و",
        "\u200c": " ", "\u200d": "", "\u200e": "", "\u200f": "", "\u00ad": "", "ـ": "",
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"',
        "»": '"', "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "…": "...", "\u00a0": " ",
    }
)  # fmt: skip
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_HAS_LETTER = re.compile(r"\w")
_ASCII_OUTLINE = bytes(32 if chr(code).isspace() else ord("a") for code in range(256))
_ASCII_SIGNS = bytes(code for code in range(128) if not (chr(code).isspace() or _HAS_LETTER.match(chr(code))))
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")


@lru_cache(maxsize=1024)
def normal_tag(tag: str) -> str:
    """A BCP 47 tag in its usual writing: ``en_us`` is ``en-US``, ``FA-ir`` is ``fa-IR``; rubbish is ``""``."""
    parts = re.split(r"[-_.@]", tag.strip())
    if not re.fullmatch(r"[A-Za-z]{2,3}", parts[0]):
        return ""
    out = [parts[0].lower()]
    for part in parts[1:]:
        if re.fullmatch(r"[A-Za-z]{4}", part):
            out.append(part.title())
        elif re.fullmatch(r"[A-Za-z]{2}|[0-9]{3}", part):
            out.append(part.upper())
    return "-".join(out)


@lru_cache(maxsize=1024)
def direction_of(language: str) -> Direction:
    """The direction in which a language is written; unknown ones run left to right."""
    parts = normal_tag(language).split("-")
    if "Latn" in parts or "Cyrl" in parts:
        return "ltr"
    return "rtl" if parts[0] in RTL_LANGUAGES or "Arab" in parts or "Hebr" in parts else "ltr"


def first_strong(text: str) -> Direction | None:
    """The direction of the first strongly directed letter, or None where there is none."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return None


def guess_language(text: str, *, declared: str = "") -> str:
    """The language of a text: the declared one unless its script contradicts it.

    ``declared`` is what the copy says (a channel's ``en-US``); it is believed when the
    script of most letters can write it. Otherwise the script decides, with letters that
    only Persian, Arabic, Urdu or Ukrainian use. Latin text without a declaration is
    ``en``. Returns a primary subtag such as ``fa``.
    """
    primary = normal_tag(declared).split("-")[0]
    sample = text[:4000]
    counts = _letters_by_script(sample)
    script = max(counts, key=lambda name: counts[name])
    if counts[script] == 0:
        return primary or "en"
    if counts["kana"] and script == "hani":
        return "ja"
    known = _LANGUAGES_OF_SCRIPT.get(script, ())
    if script == "latn":
        elsewhere = {code for codes in _LANGUAGES_OF_SCRIPT.values() for code in codes}
        return primary if primary and primary not in elsewhere else "en"
    if primary in known:
        return primary
    if script == "arab":
        return _arabic_script(sample)
    if script == "cyrl" and _UKRAINIAN.search(sample):
        return "uk"
    return known[0]


def _letters_by_script(sample: str) -> dict[str, int]:
    if sample.isascii():
        return {name: sum(map(str.isalpha, sample)) if name == "latn" else 0 for name, _ in _SCRIPTS}
    return {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}


def _arabic_script(sample: str) -> str:
    if _URDU.search(sample):
        return "ur"
    persian, arabic = len(_PERSIAN.findall(sample)), len(_ARABIC.findall(sample))
    return "fa" if persian > arabic else "ar"


def printable(text: str) -> str:
    """A text without what no page can show: controls but tab and newline, and unpaired surrogates.

    The theme marks the site's root with one of these controls; the private character U+E000 goes too.
    """
    # The first test is the quick one; what it refuses may still be a newline.
    return text if text.isprintable() or _UNPRINTABLE.search(text) is None else _UNPRINTABLE.sub("", text)


def count_words(text: str) -> int:
    """How many words a text has, as a reader counts: a dash by itself is none, and a word with a joiner is one.

    Where a script puts no space between words (Chinese, Japanese, Thai), two letters count as one.
    """
    if text.isascii():
        # Without its signs a text has spaces and words, whose beginnings are counted several times as fast as a list of
        # all words is made.
        outline = text.encode().translate(_ASCII_OUTLINE, _ASCII_SIGNS)
        return outline.count(b" a") + outline.startswith(b"a")
    unspaced = len(_UNSPACED.findall(text))
    if unspaced:
        return (unspaced + 1) // 2 + count_words(_UNSPACED.sub(" ", text))
    words = text.split()
    # Few words have any sign, and a search for signs through all of a text takes longer than its words do.
    signed = filterfalse(str.isalnum, words)
    return len(words) - sum(1 for word in signed if not (word[0].isalnum() or _HAS_LETTER.search(word)))


def fold(text: str) -> str:
    """The key under which two writings of one text compare equal.

    Case, Arabic or Persian forms of a letter, kinds of digit, quotation mark, dash and
    space make no difference; a zero-width non-joiner counts as a space.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_FOLDS).casefold()
    if not folded.isascii():
        folded = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), folded)
    return _SPACE.sub(" ", folded).strip()
