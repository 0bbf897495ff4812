"""Who made a picture, told at the end of its caption, moved into the place of its credit.

Guarantees: no letter is lost, changed or moved past another: caption, space and credit are the caption that
went in, so that a reader sees the same line. In doubt nothing is split: only a known label (``Photo:``, ``عکس:``)
at the beginning of a line or sentence, with a name behind it and nothing after that, is a credit. A caption
whose credit the copy gives stays whole.
"""

import re
from dataclasses import replace

from broadsheet.archive.finds import PostFind

__all__ = ["cite_credits", "split_credit", "with_credit"]

_LABELS = (
    r"Photo(?:graph|s)?|Pictures?|Images?|Credits?|(?:Photo|Image|Picture)[ -][Cc]redits?|"
    r"Fotos?|Bild(?:er|quelle|nachweis)?|Foto(?:grafie|quelle)?|Crédits?(?: photo)?|Photos? d[’']archive|Fotografía|"
    r"Fotoğraf(?:lar)?|Görsel|Фото(?:графия|графія)?|Снимок|Світлина|צילום|תמונה|"
    r"عکس(?:‌ها)?|عکاس|تصویر|تصویربردار|منبع عکس|صورة|الصورة|تصوير|المصور"
)
# A label of Arabic or Hebrew script has no capital letter to be known by; its colon and its place must do.
_CAPITAL = "[A-ZÀ-ÞŞĞİÇА-ЯЁІЇЄҐ©@\u0590-\u08ff]"
_BEGINS = r"(?:^|(?<=[.!?…؟。”»\"’)\]|/–—-])[ \t\u00a0]+|\s*\n\s*|[ \t\u00a0]+(?=\())"
_CREDIT = re.compile(
    rf"{_BEGINS}(?P<credit>"
    rf"(?:{_LABELS})[ \u00a0]?[:：][ \u00a0]*(?P<name>{_CAPITAL}[^\n:]{{1,79}})"
    rf"|(?:Photos?|Pictures?|Images?|Fotos?) (?:by|courtesy of|von|de|par) (?P<by>{_CAPITAL}[^\n:]{{1,79}})"
    rf"|\((?:{_LABELS})(?: by|:| ?/| ?[–-])[ \u00a0]?(?P<inside>{_CAPITAL}[^()\n]{{1,79}})\)\.?"
    rf"|\((?P<agency>(?:AP|AFP|EPA|ISNA|Reuters)(?: Photo| Photos)?(?:[/,] ?[^()\n]{{1,60}})?)\)\.?"
    r")\s*$"
)
_INITIAL = re.compile(r"\b\w{1,2}\.")
_NEW_SENTENCE = re.compile(r"[.!?؟…] ")
_FIGCAPTION = re.compile(r"(<figcaption[^>]*>)((?:(?!</?figcaption|<cite).)*)(</figcaption>)", re.DOTALL)
_MOST_WORDS = 9
_LONGEST = 240
"""No credit is longer; what stands before may be of any length, and hostile."""


def split_credit(caption: str) -> tuple[str, str]:
    """A caption in plain text without its credit, and the credit; the whole and ``""`` where it has none."""
    found = _find_credit(caption)
    return (caption[: found.start()].rstrip(), found["credit"]) if found else (caption, "")


def cite_credits(body: str) -> str:
    """A canonical body whose captions have their credits in a ``cite``, where they had none."""

    def cite(caption: re.Match[str]) -> str:
        opening, words, closing = caption.groups()
        marked, text = words[: words.rfind(">") + 1], words[words.rfind(">") + 1 :]
        found = _find_credit(text)
        # What follows a mark ("the <em>last</em> Photo: X") begins no line.
        if found is None or (found.start() == 0 and marked and not marked.endswith("<br>")):
            return caption[0]
        start, end = found.span("credit")
        return f"{opening}{marked}{text[:start]}<cite>{found['credit']}</cite>{text[end:]}{closing}"

    return _FIGCAPTION.sub(cite, body) if "<figcaption" in body else body


def with_credit(find: PostFind) -> PostFind:
    """A post whose captions have their credits apart, the lead's and those of its body."""
    lead, body = find.lead, cite_credits(find.body)
    if lead is not None and not lead.credit:
        caption, credit = split_credit(lead.caption)
        lead = replace(lead, caption=caption, credit=credit)
    return find if lead == find.lead and body == find.body else replace(find, lead=lead, body=body)


def _find_credit(text: str) -> re.Match[str] | None:
    found = _CREDIT.search(text, max(0, len(text) - _LONGEST))
    if found is None:
        return None
    name = next(filter(None, (found[each] for each in ("name", "by", "inside", "agency"))))
    if len(name.split()) > _MOST_WORDS or _NEW_SENTENCE.search(_INITIAL.sub("", name)):
        return None
    return found
