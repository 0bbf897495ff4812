"""A small writer of WordPress exports with invented content, for tests."""

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from broadsheet.rescue.finds import (
    CopyFacts,
    Find,
    PageFind,
    PersonFind,
    PictureFind,
    PostFind,
    Remark,
    TagFind,
)
from broadsheet.rescue.wxr import read_wxr

__all__ = [
    "FOOT",
    "Comment",
    "Post",
    "Reading",
    "cdata",
    "comment",
    "export",
    "head",
    "item",
    "read",
    "read_path",
]

FOOT = "</channel>\n</rss>\n"


@dataclass(frozen=True)
class Post:
    """One item; every field has the value of an ordinary published post."""

    id: int = 7
    title: str = "Ferry timetable changes"
    content: str = "<p>The first ferry now leaves at six.</p>"
    excerpt: str = ""
    slug: str = "ferry-timetable"
    link: str = "https://harbour.example/2019/05/ferry-timetable/"
    guid: str = "https://harbour.example/?p=7"
    creator: str = "mona"
    date: str = "2019-05-05 18:30:00"
    date_gmt: str = "2019-05-05 14:00:00"
    modified: str = "2019-05-06 08:00:00"
    modified_gmt: str = "2019-05-06 03:30:00"
    pub_date: str = "Sun, 05 May 2019 14:00:00 +0000"
    status: str = "publish"
    type: str = "post"
    password: str = ""
    sticky: str = "0"
    parent: int = 0
    terms: tuple[tuple[str, str, str], ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    extra: str = ""


@dataclass(frozen=True)
class Comment:
    """One comment below a post."""

    id: int = 1
    author: str = "A reader"
    content: str = "Thank you."
    approved: str = "1"
    type: str = "comment"
    parent: int = 0


def cdata(text: str) -> str:
    """A CDATA section, written as WordPress does."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def head(
    *, version: str = "1.2", language: str = "en-US", more: str = "", site: str = "https://harbour.example"
) -> str:
    """All up to the first item."""
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/5.9" created="2022-02-02 10:00" -->
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/{version}/"
>
<channel>
	<title>The Harbour Gazette</title>
	<link>{site}</link>
	<description>News from the quay</description>
	<language>{language}</language>
	<wp:wxr_version>{version}</wp:wxr_version>
	<wp:base_site_url>{site}</wp:base_site_url>
	<wp:base_blog_url>{site}</wp:base_blog_url>
	<wp:author><wp:author_id>2</wp:author_id><wp:author_login>{cdata("mona")}</wp:author_login>
		<wp:author_email>{cdata("mona@harbour.example")}</wp:author_email>
		<wp:author_display_name>{cdata("Mona Reyes")}</wp:author_display_name></wp:author>
{more}
"""


def comment(said: Comment) -> str:
    """A comment with the private data that exports hold."""
    return f"""<wp:comment>
			<wp:comment_id>{said.id}</wp:comment_id>
			<wp:comment_author>{cdata(said.author)}</wp:comment_author>
			<wp:comment_author_email>{cdata("reader@private.example")}</wp:comment_author_email>
			<wp:comment_author_url>https://private.example/</wp:comment_author_url>
			<wp:comment_author_IP>{cdata("203.0.113.9")}</wp:comment_author_IP>
			<wp:comment_date>{cdata("2019-05-07 10:00:00")}</wp:comment_date>
			<wp:comment_date_gmt>{cdata("2019-05-07 05:30:00")}</wp:comment_date_gmt>
			<wp:comment_content>{cdata(said.content)}</wp:comment_content>
			<wp:comment_approved>{cdata(said.approved)}</wp:comment_approved>
			<wp:comment_type>{cdata(said.type)}</wp:comment_type>
			<wp:comment_parent>{said.parent}</wp:comment_parent>
		</wp:comment>"""


def item(post: Post) -> str:
    """An item in the order and layout of WordPress's own exporter."""
    terms = "".join(
        f"\t\t<category domain={quoteattr(domain)} nicename={quoteattr(slug)}>{cdata(name)}</category>\n"
        for domain, slug, name in post.terms
    )
    meta = "".join(
        f"\t\t<wp:postmeta>\n\t\t<wp:meta_key>{cdata(key)}</wp:meta_key>\n"
        f"\t\t<wp:meta_value>{cdata(value)}</wp:meta_value>\n\t\t</wp:postmeta>\n"
        for key, value in post.meta
    )
    return f"""	<item>
		<title>{cdata(post.title)}</title>
		<link>{escape(post.link)}</link>
		<pubDate>{post.pub_date}</pubDate>
		<dc:creator>{cdata(post.creator)}</dc:creator>
		<guid isPermaLink="false">{escape(post.guid)}</guid>
		<description></description>
		<content:encoded>{cdata(post.content)}</content:encoded>
		<excerpt:encoded>{cdata(post.excerpt)}</excerpt:encoded>
		<wp:post_id>{post.id}</wp:post_id>
		<wp:post_date>{cdata(post.date)}</wp:post_date>
		<wp:post_date_gmt>{cdata(post.date_gmt)}</wp:post_date_gmt>
		<wp:post_modified>{cdata(post.modified)}</wp:post_modified>
		<wp:post_modified_gmt>{cdata(post.modified_gmt)}</wp:post_modified_gmt>
		<wp:comment_status>{cdata("open")}</wp:comment_status>
		<wp:ping_status>{cdata("open")}</wp:ping_status>
		<wp:post_name>{cdata(post.slug)}</wp:post_name>
		<wp:status>{cdata(post.status)}</wp:status>
		<wp:post_parent>{post.parent}</wp:post_parent>
		<wp:menu_order>0</wp:menu_order>
		<wp:post_type>{cdata(post.type)}</wp:post_type>
		<wp:post_password>{cdata(post.password)}</wp:post_password>
		<wp:is_sticky>{post.sticky}</wp:is_sticky>
{terms}{meta}{post.extra}	</item>
"""


def export(*posts: Post, **of_head: str) -> str:
    """A whole export."""
    return head(**of_head) + "".join(map(item, posts)) + FOOT


@dataclass(frozen=True)
class Reading:
    """What came of reading an export, sorted by kind."""

    finds: tuple[Find, ...]

    @property
    def posts(self) -> list[PostFind]:
        """Posts in the order of the file."""
        return [find for find in self.finds if isinstance(find, PostFind)]

    @property
    def post(self) -> PostFind:
        """The only post."""
        (post,) = self.posts
        return post

    @property
    def pages(self) -> list[PageFind]:
        """Standing pages."""
        return [find for find in self.finds if isinstance(find, PageFind)]

    @property
    def pictures(self) -> list[PictureFind]:
        """Attachments."""
        return [find for find in self.finds if isinstance(find, PictureFind)]

    @property
    def tags(self) -> list[TagFind]:
        """Tags that the head declares."""
        return [find for find in self.finds if isinstance(find, TagFind)]

    @property
    def people(self) -> list[PersonFind]:
        """Authors that the head declares."""
        return [find for find in self.finds if isinstance(find, PersonFind)]

    @property
    def facts(self) -> CopyFacts:
        """What the copy says of the site."""
        return next(find for find in self.finds if isinstance(find, CopyFacts))

    @property
    def remarks(self) -> list[Remark]:
        """Remarks on single items and on the whole."""
        return [find for find in self.finds if isinstance(find, Remark)]

    def said(self, words: str) -> Remark:
        """The one remark whose sentence holds these words."""
        (remark,) = (remark for remark in self.remarks if words in remark.what)
        return remark


def read(folder: Path, copy: str | bytes) -> Reading:
    """Read an export from a file in ``folder``."""
    path = folder / "export.xml"
    path.write_bytes(copy.encode() if isinstance(copy, str) else copy)
    return read_path(path)


def read_path(path: Path) -> Reading:
    """Read an export that is there."""
    return Reading(tuple(read_wxr(path)))
