"""The WordPress export (WXR 1.2) of the fictional site, as WordPress 6 writes it.

Guarantees: the same site gives the same bytes. Like a real one it is not quite XML: two bodies hold characters
that XML forbids and one title a bare ampersand, so that a rescue has something to mend. An XML library was not
used for that reason, and because the layout of WordPress's own file is part of what readers meet.
Format: https://github.com/pbiron/wxr and wp-admin/includes/export.php.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import quote

from sample.bodies import body_of, permalink, upload
from sample.manuscripts import Manuscript, Picture, Site, credited

__all__ = ["export_of"]

SPACES = "\n".join(
    f'\txmlns:{name}="{address}"'
    for name, address in {
        "excerpt": "http://wordpress.org/export/1.2/excerpt/",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "wfw": "http://wellformedweb.org/CommentAPI/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "wp": "http://wordpress.org/export/1.2/",
    }.items()
)
PHRASES = {"en": "English", "fa": "فارسی"}


def export_of(site: Site) -> str:
    """The whole file."""
    facts = site.facts
    parts = [
        '<?xml version="1.0" encoding="UTF-8" ?>',
        f'<!-- generator="WordPress/6.0.2" created="{facts["created"]}" -->',
        f'<rss version="2.0"\n{SPACES}\n>\n\n<channel>',
        f"\t<title>{facts['name']}</title>\n\t<link>{facts['address']}</link>",
        f"\t<description>{facts['tagline']}</description>",
        f"\t<pubDate>{_rss(datetime.fromisoformat(facts['created']))}</pubDate>",
        f"\t<language>{facts['language']}</language>\n\t<wp:wxr_version>1.2</wp:wxr_version>",
        f"\t<wp:base_site_url>{facts['address']}</wp:base_site_url>",
        f"\t<wp:base_blog_url>{facts['address']}</wp:base_blog_url>\n",
        *_authors(site),
        *_terms(site),
        "\n\t<generator>https://wordpress.org/?v=6.0.2</generator>\n",
        *_items(site),
        "\t</channel>\n</rss>\n",
    ]
    return "\n".join(parts)


def tag_slug(name: str) -> str:
    """The slug that WordPress makes of a tag's name."""
    kept = "".join(letter if letter.isalnum() or letter in "\u200c" else "-" for letter in name.lower())
    return quote("-".join(part for part in kept.replace("\u200c", "-").split("-") if part)).lower()


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _rss(moment: datetime) -> str:
    return f"{moment:%a, %d %b %Y %H:%M:%S} +0000"


def _element(name: str, text: str) -> str:
    return f"\t\t<wp:{name}>{_cdata(text)}</wp:{name}>"


def _meta(key: str, value: str, kind: str = "post") -> str:
    inner = f"\t\t\t<wp:meta_key>{_cdata(key)}</wp:meta_key>\n\t\t\t<wp:meta_value>{_cdata(value)}</wp:meta_value>"
    return f"\t\t<wp:{kind}meta>\n{inner}\n\t\t</wp:{kind}meta>"


def _authors(site: Site) -> Iterator[str]:
    for number, (login, name) in enumerate(site.facts["authors"].items(), 1):
        first, _, last = name.partition(" ")
        yield (
            f"\t<wp:author><wp:author_id>{number}</wp:author_id>"
            f"<wp:author_login>{_cdata(login)}</wp:author_login>"
            f"<wp:author_email>{_cdata(login + '@nightferry.example')}</wp:author_email>"
            f"<wp:author_display_name>{_cdata(name)}</wp:author_display_name>"
            f"<wp:author_first_name>{_cdata(first)}</wp:author_first_name>"
            f"<wp:author_last_name>{_cdata(last)}</wp:author_last_name></wp:author>"
        )


def _terms(site: Site) -> Iterator[str]:
    number = 1
    for slug, section in site.facts["sections"].items():
        number += 1
        yield (
            f"\t<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{_cdata(slug)}"
            f"</wp:category_nicename><wp:category_parent>{_cdata(section.get('parent', ''))}</wp:category_parent>"
            f"<wp:cat_name>{_cdata(section['name'])}</wp:cat_name></wp:category>"
        )
    names = sorted({tag for post in site.exported for tag in post.names("tags", ";")})
    for name in names:
        number += 1
        yield (
            f"\t<wp:tag><wp:term_id>{number}</wp:term_id><wp:tag_slug>{_cdata(tag_slug(name))}</wp:tag_slug>"
            f"<wp:tag_name>{_cdata(name)}</wp:tag_name></wp:tag>"
        )


def _items(site: Site) -> Iterator[str]:
    for page in site.pages:
        yield _manuscript(site, page, kind="page")
    used: set[str] = set()
    for post in sorted(site.exported, key=lambda one: site.ids[one.name]):
        for name in _pictures_of(post):
            if name in site.pictures and name not in used:
                used.add(name)
                yield _attachment(site, site.pictures[name], post)
        yield _manuscript(site, post, kind="post")
    for place, (words, slug) in enumerate(
        {"About": "about", "Contact": "contact", "Archive": "archive"}.items()
    ):
        yield _menu_entry(site, words, slug, place)


def _pictures_of(post: Manuscript) -> list[str]:
    galleries = [name for block in post.blocks if block.kind == "gallery" for name in block.lines]
    return [name for name in [post.get("lead"), *galleries] if name]


def _head(site: Site, facts: dict[str, Any]) -> list[str]:
    """What every item opens with. ``facts``: title, link, date, author, guid, body, excerpt, id, slug, status, kind."""
    moment: datetime = facts["date"]
    gmt = moment - timedelta(hours=site.facts["utc_offset_hours"])
    unsent = facts["status"] in ("draft", "pending")
    universal = "0000-00-00 00:00:00" if unsent else f"{gmt:%Y-%m-%d %H:%M:%S}"
    title = facts["title"] if facts.get("raw_title") else _cdata(facts["title"])
    modified = moment + timedelta(minutes=37 if facts.get("amended") else 0)
    return [
        f"\t<item>\n\t\t<title>{title}</title>\n\t\t<link>{facts['link']}</link>",
        f"\t\t<pubDate>{'' if unsent else _rss(gmt)}</pubDate>",
        f"\t\t<dc:creator>{_cdata(facts['author'])}</dc:creator>",
        f'\t\t<guid isPermaLink="false">{facts["guid"]}</guid>\n\t\t<description></description>',
        f"\t\t<content:encoded>{_cdata(facts['body'])}</content:encoded>",
        f"\t\t<excerpt:encoded>{_cdata(facts['excerpt'])}</excerpt:encoded>",
        f"\t\t<wp:post_id>{facts['id']}</wp:post_id>",
        _element("post_date", f"{moment:%Y-%m-%d %H:%M:%S}"),
        _element("post_date_gmt", universal),
        _element("post_modified", f"{modified:%Y-%m-%d %H:%M:%S}"),
        _element("post_modified_gmt", f"{modified - (moment - gmt):%Y-%m-%d %H:%M:%S}"),
        _element("comment_status", "open"),
        _element("ping_status", "closed"),
        _element("post_name", facts["slug"]),
        _element("status", facts["status"]),
        f"\t\t<wp:post_parent>{facts.get('parent', 0)}</wp:post_parent>\n\t\t<wp:menu_order>0</wp:menu_order>",
        _element("post_type", facts["kind"]),
        _element("post_password", facts.get("password", "")),
        f"\t\t<wp:is_sticky>{facts.get('sticky', 0)}</wp:is_sticky>",
    ]


def _manuscript(site: Site, one: Manuscript, *, kind: str) -> str:
    number = site.ids[one.name]
    by_number = f"{site.facts['address']}/?{'page_id' if kind == 'page' else 'p'}={number}"
    slug = quote(one.slug).lower()
    slugs = {"draft": "", "pending": "", "trash": f"{slug}__trashed"}
    live = one.status in ("publish", "private")
    straight = one.get("quotes") == "straight"
    lines = _head(site, {
        "title": one.get("title").replace("’", "'") if straight else one.get("title"),
        "raw_title": one.get("scar") == "bare-ampersand",
        "link": permalink(site, one, page=kind == "page") if live else by_number,
        "date": one.date, "author": one.names("by")[0], "guid": by_number, "body": body_of(site, one),
        "excerpt": one.get("excerpt"), "id": number, "slug": slugs.get(one.status, slug), "status": one.status,
        "kind": kind, "password": one.get("password"), "sticky": int(one.get("sticky") == "yes"),
        "amended": any(block.lines[0].startswith(("Correction:", "Update,", "اصلاحیه:")) for block in one.blocks),
    })  # fmt: skip
    lines += _categories(site, one)
    if one.get("lead") and one.get("lead_in") in ("featured", "both"):
        lines.append(_meta("_thumbnail_id", str(site.ids[f"picture:{one.get('lead')}"])))
    lines.append(_meta("_edit_last", "1"))
    lines += _comments(site, one)
    return "\n".join([*lines, "\t</item>"])


def _categories(site: Site, one: Manuscript) -> Iterator[str]:
    def line(domain: str, slug: str, name: str) -> str:
        return f'\t\t<category domain="{domain}" nicename="{slug}">{_cdata(name)}</category>'

    if section := one.get("section"):
        yield line("category", section, site.facts["sections"][section]["name"])
    for name in one.names("tags", ";"):
        yield line("post_tag", tag_slug(name), name)
    language = one.get("language", "en")
    yield line("language", language, PHRASES[language])
    if group := one.get("translation"):
        yield line("post_translations", f"pll_{group}", f"pll_{group}")
    logins = one.names("by")
    if len(logins) > 1:
        for login in logins:
            yield line("author", f"cap-{login}", site.facts["authors"][login])


def _comments(site: Site, one: Manuscript) -> Iterable[str]:
    for number, row in enumerate(site.facts["comments"], 1):
        if row["post"] != one.name:
            continue
        moment = datetime.fromisoformat(row["date"])
        gmt = moment - timedelta(hours=site.facts["utc_offset_hours"])
        yield "\n".join(
            [
                f"\t\t<wp:comment>\n\t\t\t<wp:comment_id>{number}</wp:comment_id>",
                f"\t\t\t<wp:comment_author>{_cdata(row['author'])}</wp:comment_author>",
                f"\t\t\t<wp:comment_author_email>{_cdata(row['email'])}</wp:comment_author_email>",
                "\t\t\t<wp:comment_author_url></wp:comment_author_url>",
                f"\t\t\t<wp:comment_author_IP>{_cdata(row['network'])}</wp:comment_author_IP>",
                f"\t\t\t<wp:comment_date>{_cdata(f'{moment:%Y-%m-%d %H:%M:%S}')}</wp:comment_date>",
                f"\t\t\t<wp:comment_date_gmt>{_cdata(f'{gmt:%Y-%m-%d %H:%M:%S}')}</wp:comment_date_gmt>",
                f"\t\t\t<wp:comment_content>{_cdata(row['text'])}</wp:comment_content>",
                f"\t\t\t<wp:comment_approved>{_cdata(row['approved'])}</wp:comment_approved>",
                f"\t\t\t<wp:comment_type>{_cdata(row.get('type', 'comment'))}</wp:comment_type>",
                "\t\t\t<wp:comment_parent>0</wp:comment_parent>",
                "\t\t\t<wp:comment_user_id>0</wp:comment_user_id>\n\t\t</wp:comment>",
            ]
        )


def _attachment(site: Site, picture: Picture, post: Manuscript) -> str:
    number = site.ids[f"picture:{picture.name}"]
    address = upload(site, picture.name)
    caption, credit = credited(picture.caption)
    lines = _head(site, {
        "title": picture.name, "link": f"{site.facts['address']}/{picture.name}/",
        "date": post.date - timedelta(minutes=12), "author": post.names("by")[0], "guid": address, "body": "",
        "excerpt": caption, "id": number, "slug": picture.name, "status": "inherit", "kind": "attachment",
        "parent": site.ids[post.name],
    })  # fmt: skip
    lines.append(f"\t\t<wp:attachment_url>{_cdata(address)}</wp:attachment_url>")
    lines.append(_meta("_wp_attached_file", picture.file))
    lines.append(_meta("_wp_attachment_metadata", _serialised(picture)))
    lines.append(_meta("_wp_attachment_image_alt", picture.alt))
    lines.append(_meta("_media_credit", credit))
    return "\n".join([*lines, "\t</item>"])


def _serialised(picture: Picture) -> str:
    """What PHP's serialize() makes of the picture's size and camera."""
    camera = "Pelican DX-2" if picture.position else ""
    return (
        f'a:4:{{s:5:"width";i:1200;s:6:"height";i:800;s:4:"file";s:{len(picture.file)}:"{picture.file}";'
        f's:10:"image_meta";a:2:{{s:6:"camera";s:{len(camera)}:"{camera}";s:6:"credit";s:0:"";}}}}'
    )


def _menu_entry(site: Site, words: str, slug: str, place: int) -> str:
    number = 9001 + place
    day = datetime(2016, 1, 10, 20)  # noqa: DTZ001 -- the old site's clock, shifted to UTC like every other date
    lines = _head(site, {
        "title": words, "link": f"{site.facts['address']}/{slug}-menu/", "date": day, "author": "desk",
        "guid": f"{site.facts['address']}/?p={number}", "body": "", "excerpt": "", "id": number,
        "slug": f"{slug}-menu", "status": "publish", "kind": "nav_menu_item",
    })  # fmt: skip
    lines.append(f'\t\t<category domain="nav_menu" nicename="main">{_cdata("Main")}</category>')
    lines.append(_meta("_menu_item_type", "custom"))
    lines.append(_meta("_menu_item_url", escape(f"{site.facts['address']}/{slug}/")))
    return "\n".join([*lines, "\t</item>"])
