"""Exports in encodings of before UTF-8 are read as what they are, whatever they declare."""

from pathlib import Path

import pytest

from tests.rescue.wxr.exports import FOOT, Post, cdata, export, head, item, read

TEXTS = {
    "cp1256": ("fa-IR", "خبرنگاران از تهران گزارش مي دهند كه باران شهر را گرفته است و سپس در ديگر جاها."),
    "cp1251": ("ru-RU", "Сегодня в городе прошёл дождь, и люди читали вечернюю газету."),
    "koi8_r": ("ru-RU", "Сегодня в городе прошёл дождь, и люди читали вечернюю газету."),
    "cp1251 of Ukraine": ("uk", "Різне: Ні, Ті, Сёмий день дощу, і люди читали вечірню газету."),
    "cp1253": ("el", "Η εφημερίδα έκλεισε χθες και οι αναγνώστες την περιμένουν ακόμη."),
    "cp1255": ("he-IL", "העיתון נסגר אתמול והקוראים עדיין מחכים לו בתחנה."),
    "cp1252": ("fr-FR", "Le journal a fermé, déjà, et les lecteurs l’attendent à l’arrêt «là-bas»."),
    "cp1250": ("pl-PL", "Wczoraj zamknięto gazetę, a czytelnicy wciąż czekają."),
    "cp1254": ("tr-TR", "Gazete dün kapandı; okurlar hâlâ ağaçların altında bekliyor."),
}


@pytest.mark.parametrize("codec", sorted(TEXTS))
@pytest.mark.parametrize("declared", ["UTF-8", ""])
def test_the_words_come_back(tmp_path: Path, codec: str, declared: str) -> None:
    language, text = TEXTS[codec]
    codec = codec.partition(" ")[0]
    copy = export(Post(title=text, content=f"<p>{text}</p>"), language=language)
    if not declared:
        copy = copy.replace(' encoding="UTF-8"', "")
    reading = read(tmp_path, copy.encode(codec))
    assert (reading.post.headline, reading.post.body) == (text, f"<p>{text}</p>")
    assert codec in reading.said("written in").what


@pytest.mark.parametrize("codec", ["cp1256", "cp1251", "cp1253", "cp1255"])
def test_even_below_a_channel_that_says_english(tmp_path: Path, codec: str) -> None:
    text = TEXTS[codec][1]
    assert read(tmp_path, export(Post(title=text)).encode(codec)).post.headline == text


def test_posts_of_two_encodings_in_one_file_are_both_read(tmp_path: Path) -> None:
    new, old = "Füße über Brücken", "déjà vu à l’été, là où ça gèle"
    copy = (
        head().encode() + item(Post(id=1, title=new)).encode() + item(Post(id=2, title=old)).encode("cp1252")
    )
    posts = read(tmp_path, copy + FOOT.encode()).posts
    assert [post.headline for post in posts] == [new, old]


def test_utf16_without_a_mark_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, export(Post(title="Füße")).encode("utf-16-le")).post.headline == "Füße"


@pytest.mark.parametrize(
    "message",
    [
        "<br />\n<b>Notice</b>:  Undefined index: page in <b>/srv/plugin.php</b> on line <b>12</b><br />\n",
        "<!DOCTYPE html>\n<html><head><title>Oops</title></head><body><p>Notice of a server.</p></body></html>\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nX-Notice: yes\r\n\r\n",
    ],
)
def test_what_a_server_wrote_before_and_behind_the_export_is_no_part_of_it(
    tmp_path: Path, message: str
) -> None:
    reading = read(tmp_path, message + export(Post(title="Tides")) + message)
    assert reading.post.headline == "Tides"
    assert reading.facts.name == "The Harbour Gazette"
    leftovers = [remark.quote for remark in reading.remarks if remark.kind == "leftover"]
    assert len(leftovers) == 2
    assert all("otice" in quote or "HTTP" in quote for quote in leftovers)


def test_entities_that_a_file_declares_are_neither_fetched_nor_expanded(tmp_path: Path) -> None:
    declared = (
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/hostname">]>\n<rss'
    )
    copy = export(Post(title="T")).replace("<rss", declared, 1).replace(cdata("T"), "x &b; &c; y")
    assert read(tmp_path, copy).post.headline == "x &b; &c; y"
