"""What becomes of an item: post, page, picture, draft, or a line in the report.

Guarantees: only an item that says ``publish``, is a post, a page or an article under another name, has no
password, and whose password field cannot have been lost in damage is ever published. Everything else with
content is a draft with a note.
"""

import re
from dataclasses import dataclass
from typing import Literal

from broadsheet.archive.finds import Status
from broadsheet.rescue.wxr.wire import WireItem

__all__ = ["Fate", "fate_of"]

Kind = Literal["post", "page", "picture", "block", "passed_over"]

_NOTES: dict[str, tuple[Status, str]] = {
    "publish": ("published", ""),
    "future": ("scheduled", "WordPress was to publish this later; it was not out when the export was made."),
    "draft": ("draft", "It was a draft in WordPress."),
    "auto-draft": ("draft", "WordPress had saved it by itself; nobody had finished it."),
    "pending": ("pending", "It was waiting for an editor's approval in WordPress."),
    "private": ("private", "Only signed-in editors could read it in WordPress."),
    "trash": ("trashed", "It lay in the WordPress trash."),
    "inherit": ("draft", "WordPress filed it under another post, as a version of it."),
}
_PASSWORD = "Readers needed a password for it in WordPress."  # noqa: S105 - a note, no secret
_NO_STATUS = "The export does not say whether it was published."
_TORN = "The export is damaged here, and what would say whether readers needed a password may be lost."
_CUT = "The export breaks off in this item; the end of its text may be missing."

# Kinds that WordPress or a plugin makes for itself: settings, menus, versions, templates, shop and form
# records. The last two groups hold customers' and senders' addresses, so they are not even drafts.
_MACHINERY = frozenset([
    "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache",
    "user_request", "guest-author", "wp_template", "wp_template_part", "wp_global_styles",
    "wp_navigation", "wp_font_family", "wp_font_face", "acf-field", "acf-field-group",
    "acf-post-type", "acf-taxonomy", "elementor_library", "elementor_snippet", "et_pb_layout",
    "fl-builder-template", "vc_grid_item", "tablepress_table", "ml-slider", "ml-slide",
    "polylang_mo", "amp_validated_url", "scheduled-action", "wp-types-group",
    "mc4wp-form", "wpcf7_contact_form", "wpforms", "nf_sub", "flamingo_inbound",
    "flamingo_contact", "flamingo_outbound", "feedback", "shop_order", "shop_order_refund",
    "shop_subscription", "shop_coupon", "subscriber",
])  # fmt: skip


# Kinds under which papers file what they publish beside WordPress's own "post". Others may be products,
# slides or staff records, which nobody read as news: those wait for an editor.
_EDITORIAL = frozenset([
    "news", "newsitem", "newspost", "article", "story", "stories", "report", "pressrelease", "interview",
    "opinion", "oped", "analysis", "column", "commentary", "editorial", "feature", "blog", "blogpost", "review",
    "essay", "statement", "bulletin", "dispatch", "announcement", "artikel", "nachricht", "nachrichten",
    "noticia", "notizia", "notizie", "actualite", "actu", "haber", "haberler", "khabar", "akhbar", "maghale",
    "novost", "novosti", "berita",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fate:
    """The kind of find, with the status and the note of a post or page."""

    kind: Kind
    status: Status = "draft"
    note: str = ""


def fate_of(item: WireItem, *, cut: bool) -> Fate:
    """What an item becomes; ``cut`` says that the file ends in it."""
    if item.post_type == "attachment":
        return Fate("picture")
    if item.post_type == "wp_block":
        return Fate("block")
    if item.post_type in _MACHINERY or _is_empty(item):
        return Fate("passed_over")
    kind: Kind = "page" if item.post_type == "page" else "post"
    status, note = _standing(item, cut=cut)
    if item.post_type in ("post", "page"):
        return Fate(kind, status, note)
    if status == "published" and _is_editorial(item):
        return Fate(kind, status, note)
    custom = f"In WordPress it was of the kind “{item.post_type}”, neither post nor page."
    return Fate(kind, "draft" if status == "published" else status, f"{custom} {note}".strip())


def _is_editorial(item: WireItem) -> bool:
    """Whether an item of another kind is an article under another name, with a text to read."""
    name = re.sub(r"[^a-z]", "", item.post_type.lower())
    return (name in _EDITORIAL or name.removesuffix("s") in _EDITORIAL) and bool(item.text("content:encoded"))


def _standing(item: WireItem, *, cut: bool) -> tuple[Status, str]:
    if item.has_password:
        return "password", _PASSWORD
    raw = item.text("wp:status").lower()
    if not raw:
        return "draft", f"{_NO_STATUS} {_CUT}" if cut else _NO_STATUS
    status, note = _NOTES.get(raw, ("draft", f"Its status in WordPress was “{raw}”."))
    if status == "published" and item.damaged and not item.password_known:
        return "draft", _CUT if cut else _TORN
    if status == "published" and cut and not item.complete:
        return "draft", _CUT
    return status, note


def _is_empty(item: WireItem) -> bool:
    """Nothing an editor wrote is in it: no title, no text. Published ones are kept, they had an address."""
    written = ("title", "content:encoded", "excerpt:encoded", "description")
    if any(item.text(name) for name in written) and item.text("wp:status") != "auto-draft":
        return False
    if item.text("content:encoded") or item.text("excerpt:encoded") or item.stray:
        return False
    return item.text("wp:status") != "publish"
