"""Posts, standing pages and pictures as items of a WordPress export.

Guarantees: numbers are stable and never shared (WordPress counts posts, pages and pictures in one row); no item
holds a password, an e-mail or a network address.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from lxml import etree

from broadsheet.archive.holdings import HeldComment, HeldPage, HeldPicture
from broadsheet.archive.rows import CardRow, PictureRow
from broadsheet.export.bodies import Bodies
from broadsheet.export.walk import WalkedPost
from broadsheet.export.wxr.head import OWN, Logins, encoded_slug
from broadsheet.export.wxr.own import Written, own_of_page, own_of_post
from broadsheet.export.wxr.standing import NO_DATE, Standing, feed_date, stamp
from broadsheet.export.wxr.xml import element, meta, plain_as_html, section, term_use
from broadsheet.press.layout import url_of
from broadsheet.press.prose import Body

__all__ = ["Items"]

_KINDS = ("post", "page", "attachment")
_FIRST_PICTURE_DAY = datetime(1970, 1, 1, tzinfo=UTC)


def _number(kind: str, id: int) -> int:
    return id * len(_KINDS) + _KINDS.index(kind)


class Items:
    """Writes items of one export. ``base`` is the site's address, ``media_url`` that of its pictures' folder."""

    def __init__(self, *, base: str, media_url: str, logins: Logins) -> None:
        """Both addresses end in a slash."""
        self._base = base
        self._media_url = media_url
        self._logins = logins

    def link(self, path: str) -> str:
        """The full address of a path of the site."""
        return self._base + url_of(path)

    def post(self, walked: WalkedPost, standing: Standing, bodies: Bodies) -> str:
        """A post."""
        held, card = walked.held, walked.held.post.card
        body = Body(held.post.body, card.language, held.post.pictures, held.post.origin_url)
        number = _number("post", card.id)
        words = (
            plain_as_html(card.headline),
            plain_as_html(card.standfirst),
            bodies.carried(body, address=self.link, mark=self._mark),
        )
        date, creator = stamp(standing.at), self._creator(card)
        lead_url = self.picture_url(card.picture) if card.picture and card.picture.file else ""
        own = own_of_post(walked, Written(words=words, date=date, creator=creator), lead_url=lead_url)
        fields = [(OWN, own)]
        if card.picture and card.picture.file:
            fields.append(("_thumbnail_id", str(_number("attachment", card.picture.id))))
        slug = _last_part(card.path) if _is_dated(card.path) else held.slug
        fields += [("_wp_old_slug", encoded_slug(old)) for old in _old_slugs(held.addresses, slug)]
        return "".join([
            self._opening(words, self._address(card.path, "p", number), standing.at, creator),
            self._about("post", number, slug, standing, card.updated_at),
            element("wp:is_sticky", str(int(card.sticky))),
            *(_tag_use(tag.kind, tag.slug, tag.name) for tag in card.tags),
            meta(fields),
            *map(_comment, held.comments),
            "</item>\n",
        ])  # fmt: skip

    def page(self, held: HeldPage, standing: Standing, bodies: Bodies) -> str:
        """A standing page; it is nobody's."""
        page = held.page
        number = _number("page", page.id)
        body = Body(page.body, page.language, page.pictures, held.origin_url)
        words = (plain_as_html(page.title), "", bodies.carried(body, address=self.link, mark=self._mark))
        own = own_of_page(held, Written(words=words, date=stamp(standing.at), creator=""))
        return "".join([
            self._opening(words, self._address(page.path, "page_id", number), standing.at, ""),
            self._about("page", number, _last_part(page.path) or held.slug, standing, page.updated_at),
            element("wp:is_sticky", "0"),
            meta([(OWN, own)]),
            *map(_comment, held.comments),
            "</item>\n",
        ])  # fmt: skip

    def picture(self, held: HeldPicture, first_shown: datetime | None) -> str:
        """A picture whose file is in the export.

        Two of one title and one second would be one picture for WordPress, so that no two have the same.
        """
        row = held.row
        number = _number("attachment", row.id)
        at = (first_shown or _FIRST_PICTURE_DAY).replace(microsecond=0) + timedelta(seconds=row.id % 3600)
        url = self.picture_url(row)
        title = held.title or _last_part(row.file).rpartition(".")[0][:24]
        words = (plain_as_html(title), plain_as_html(row.caption), "")
        fields = [("_wp_attached_file", row.file)]
        fields += [("_wp_attachment_image_alt", row.alt)] if row.alt else []
        fields += [("_media_credit", row.credit)] if row.credit else []
        return "".join([
            self._opening(words, url, at, ""),
            self._about("attachment", number, f"picture-{row.id}", Standing("inherit", at), None),
            element("wp:is_sticky", "0"),
            section("wp:attachment_url", url),
            meta(fields),
            "</item>\n",
        ])  # fmt: skip

    def picture_url(self, row: PictureRow) -> str:
        """Where WordPress fetches a picture from."""
        return self._media_url + quote(row.file)

    def _mark(self, image: etree._Element, row: PictureRow) -> None:
        image.set("src", self.picture_url(row))
        image.set("class", f"wp-image-{_number('attachment', row.id)}")

    def _creator(self, card: CardRow) -> str:
        if card.authors:
            return self._logins.of(card.authors[0])
        return self._logins.houses.get(card.house_byline, "")

    def _address(self, path: str, query: str, number: int) -> str:
        return self.link(path) if path else f"{self._base}?{query}={number}"

    def _opening(self, words: Sequence[str], link: str, at: datetime | None, creator: str) -> str:
        title, excerpt, content = words
        dated = element("pubDate", feed_date(at)) if at else ""
        return (
            f"<item>\n{section('title', title)}{element('link', link)}{dated}{section('dc:creator', creator)}"
            f'<guid isPermaLink="false">{link.replace("&", "&amp;")}</guid>\n<description></description>\n'
            f"{section('content:encoded', content)}{section('excerpt:encoded', excerpt)}"
        )

    def _about(self, kind: str, number: int, slug: str, standing: Standing, updated: datetime | None) -> str:
        modified = updated or standing.at
        is_out = standing.status not in ("draft", "pending")
        return (
            f"{element('wp:post_id', str(number))}{section('wp:post_date', stamp(standing.at))}"
            f"{section('wp:post_date_gmt', stamp(standing.at, utc=True) if is_out else NO_DATE)}"
            f"{section('wp:post_modified', stamp(modified))}"
            f"{section('wp:post_modified_gmt', stamp(modified, utc=True))}"
            f"{section('wp:comment_status', 'closed')}{section('wp:ping_status', 'closed')}"
            f"{section('wp:post_name', encoded_slug(slug))}{section('wp:status', standing.status)}"
            f"{element('wp:post_parent', '0')}{element('wp:menu_order', '0')}{section('wp:post_type', kind)}"
            f"{section('wp:post_password', '')}"
        )


def _tag_use(kind: str, slug: str, name: str) -> str:
    return term_use("category" if kind == "section" else "post_tag", encoded_slug(slug), name)


def _is_dated(path: str) -> bool:
    """Whether a post stands where WordPress's "day and name" would put it."""
    parts = path.strip("/").split("/")
    return len(parts) == 4 and all(part.isdigit() for part in parts[:3])


def _last_part(path: str) -> str:
    return path.strip("/").rpartition("/")[2]


def _old_slugs(addresses: Iterable[str], slug: str) -> list[str]:
    """Names that old addresses end in, from which WordPress leads to the post."""
    names = (_last_part(address) for address in addresses if "?" not in address)
    return [name for name in dict.fromkeys(names) if name and name != slug and "." not in name]


def _comment(comment: HeldComment) -> str:
    return (
        f"<wp:comment>{element('wp:comment_id', str(comment.id))}"
        f"{section('wp:comment_author', comment.author)}{section('wp:comment_author_email', '')}"
        f"{element('wp:comment_author_url', '')}{section('wp:comment_author_IP', '')}"
        f"{section('wp:comment_date', stamp(comment.at))}{section('wp:comment_date_gmt', stamp(comment.at, utc=True))}"
        f"{section('wp:comment_content', plain_as_html(comment.body))}{section('wp:comment_approved', '1')}"
        f"{section('wp:comment_type', 'comment')}{element('wp:comment_parent', str(comment.parent))}"
        f"{element('wp:comment_user_id', '0')}</wp:comment>\n"
    )
