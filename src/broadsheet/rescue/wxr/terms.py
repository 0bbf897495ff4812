"""Tags, sections, languages and co-authors from the ``category`` elements of items.

Guarantees: nothing that an export calls a term is lost: it becomes a tag, a section, the language or the
translation group of a post, one of its authors, or it is counted for the report. A tag is known by its
percent-decoded slug; sections keep their parents.
"""

from collections import Counter
from dataclasses import dataclass

from broadsheet.archive.finds import TagKind
from broadsheet.language import fold, normal_tag
from broadsheet.rescue.finds import TagFind
from broadsheet.rescue.wxr.addresses import plain_slug, tag_address
from broadsheet.rescue.wxr.own import own_tag
from broadsheet.rescue.wxr.plain import line_of, paragraphs_of
from broadsheet.rescue.wxr.survey import Survey
from broadsheet.rescue.wxr.wire import WireTermUse

__all__ = ["ItemTerms", "Terms"]

_KINDS: dict[str, TagKind] = {
    "post_tag": "topic",
    "tag": "topic",
    "category": "section",
    **dict.fromkeys(
        ["topic", "topics", "subject", "subjects", "series", "theme", "keyword", "keywords"], "topic"
    ),
    **dict.fromkeys(["people", "person", "persons"], "person"),
    **dict.fromkeys(["organisation", "organization", "organisations", "organizations"], "organisation"),
    **dict.fromkeys(
        ["place", "places", "location", "locations", "country", "region", "city", "province"], "place"
    ),
    **dict.fromkeys(["event", "events"], "event"),
}
_LANGUAGES = frozenset(["language", "lang", "wpml_language", "icl_language", "locale"])
_TRANSLATIONS = frozenset(["post_translations", "translation_group"])
_AUTHORS = frozenset(["author", "byline"])
_SILENT = frozenset([
    "nav_menu", "wp_theme", "wp_template_part_area", "wp_pattern_category", "post_format", "link_category",
    "term_language", "term_translations", "post_translations", "translation_priority", "author",
])  # fmt: skip
"""Taxonomies of WordPress and its language plugins that say nothing when a head lists them."""
_MAX_DEPTH = 12

# What WordPress calls its default category in its own translations. Some are ordinary words in their
# language: those count only for the first category ever made, the default one.
_UNFILED = frozenset(
    fold(name)
    for name in (
        "Uncategorized", "Uncategorised", "Unkategorisiert", "Non classé", "Non classifié(e)", "Sin categoría",
        "Sin categorizar", "Senza categoria", "Sem categoria", "Sem categoria definida", "Geen categorie",
        "Niet gecategoriseerd", "Ongecategoriseerd", "Без рубрики", "Без категорії", "Без категории",
        "Некатегоризирано", "Неразврстано", "دسته‌بندی نشده", "دسته‌بندی‌نشده", "دسته بندی نشده", "غير مصنف",
        "غير مصنّف", "未分类", "未分類", "미분류", "カテゴリーなし", "Kategorisiz", "Bez kategorii", "Nezařazené",
        "Nezaradené", "Okategoriserade", "Ukategorisert", "Ikke kategoriseret", "Ikke-kategoriseret",
        "Luokittelematon", "Χωρίς κατηγορία", "Fără categorie", "Nekategorizirano", "Nekategorizovano",
        "Chưa phân loại", "Tak Berkategori", "ไม่มีหมวดหมู่", "ללא קטגוריה", "غیر درجہ بند", "پۆلێن نەکراو",
    )
)  # fmt: skip
_UNFILED_FIRST = frozenset(fold(name) for name in ("Allgemein", "Genel", "כללי", "Egyéb", "عام", "General"))


@dataclass(frozen=True, slots=True)
class ItemTerms:
    """What the terms of one item say. ``authors`` are (slug, name) in order; ``others`` are (taxonomy, name)."""

    tags: tuple[TagFind, ...] = ()
    language: str = ""
    translation_group: str = ""
    authors: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    unfiled: tuple[str, ...] = ()


class Terms:
    """The terms of one export: those its head declares, and what uses of them mean."""

    def __init__(self, survey: Survey) -> None:
        self._base = survey.base
        self._declared = survey.terms
        self._by_name = {
            (taxonomy, fold(line_of(term.name))): term for (taxonomy, _), term in survey.terms.items()
        }
        self._tags: dict[WireTermUse, TagFind] = {}
        self.others_declared = Counter(
            taxonomy
            for taxonomy, _ in survey.terms
            if taxonomy not in _KINDS and taxonomy not in _LANGUAGES and taxonomy not in _SILENT
        )

    def declared(self) -> list[TagFind]:
        """Tags and sections of the head, whether a post uses them or not; the default category is none."""
        return [
            self._tag(WireTermUse(term.taxonomy, term.slug, term.name))
            for term in self._declared.values()
            if term.taxonomy in _KINDS
            and not self._is_unfiled(term.taxonomy, plain_slug(term.slug), term.name)
        ]

    def of_item(self, uses: tuple[WireTermUse, ...]) -> ItemTerms:
        """Sort the terms of an item; each tag comes once, in the order of the export."""
        tags: dict[tuple[str, str], TagFind] = {}
        language = group = ""
        authors: list[tuple[str, str]] = []
        others: list[tuple[str, str]] = []
        unfiled: list[str] = []
        for use in self._without_repetitions(uses):
            if use.domain in _KINDS:
                if self._is_unfiled(use.domain, plain_slug(use.nicename), use.name):
                    unfiled.append(line_of(use.name) or use.nicename)
                    continue
                tag = self._tag(use)
                tags.setdefault((tag.kind, tag.slug or fold(tag.name)), tag)
            elif use.domain in _LANGUAGES:
                language = language or normal_tag(use.nicename.removeprefix("pll_")) or normal_tag(use.name)
            elif use.domain in _TRANSLATIONS:
                group = group or use.nicename
            elif use.domain in _AUTHORS:
                authors.append((plain_slug(use.nicename), line_of(use.name)))
            elif use.name or use.nicename:
                others.append((use.domain or "category", line_of(use.name) or use.nicename))
        return ItemTerms(tuple(tags.values()), language, group, tuple(authors), tuple(others), tuple(unfiled))

    def _without_repetitions(self, uses: tuple[WireTermUse, ...]) -> list[WireTermUse]:
        """WXR 1.0 names each term up to three times: bare, with its domain, with domain and nicename."""
        if all(use.domain and use.nicename for use in uses):
            return list(uses)
        full = {(_same(use.domain), fold(use.name)) for use in uses if use.domain and use.nicename}
        named = {fold(use.name) for use in uses if use.domain}
        kept: list[WireTermUse] = []
        for use in uses:
            name = fold(use.name)
            if use.domain and use.nicename:
                kept.append(use)
            elif use.domain:
                if name and (_same(use.domain), name) not in full:
                    kept.append(use)
            elif name and name not in named:
                known = "category" if ("category", name) in self._by_name else "post_tag"
                kept.append(WireTermUse(known, use.nicename, use.name))
        return kept

    def _tag(self, use: WireTermUse) -> TagFind:
        tag = self._tags.get(use)
        if tag is None:
            tag = self._tags[use] = self._new_tag(use)
        return tag

    def _new_tag(self, use: WireTermUse) -> TagFind:
        taxonomy = _same(use.domain)
        slug = plain_slug(use.nicename)
        term = self._declared.get((taxonomy, slug)) or self._by_name.get((taxonomy, fold(line_of(use.name))))
        slug = slug or (plain_slug(term.slug) if term else "")
        lineage = self._lineage(taxonomy, slug)
        find = TagFind(
            name=line_of(use.name) or (line_of(term.name) if term else "") or slug,
            slug=slug,
            kind=_KINDS[use.domain],
            description=paragraphs_of(term.description) if term else "",
            parent=lineage[-2] if len(lineage) > 1 else "",
            address=tag_address(self._base, {"post_tag": "tag"}.get(taxonomy, taxonomy), lineage),
        )
        return own_tag(find, term.own) if term is not None and term.own else find

    def _lineage(self, taxonomy: str, slug: str) -> list[str]:
        """Slugs from the topmost ancestor down; a circle of parents is cut."""
        chain = [slug]
        while len(chain) < _MAX_DEPTH:
            term = self._declared.get((taxonomy, chain[0]))
            parent = plain_slug(term.parent) if term else ""
            if not parent or parent in chain:
                break
            chain.insert(0, parent)
        return chain

    def _is_unfiled(self, taxonomy: str, slug: str, name: str) -> bool:
        if taxonomy != "category":
            return False
        if slug.startswith(("uncategorized", "uncategorised")):
            return True
        folded = fold(line_of(name))
        term = self._declared.get((taxonomy, slug))
        first = term is not None and term.term_id == "1"
        return folded in _UNFILED or (first and folded in _UNFILED_FIRST)


def _same(domain: str) -> str:
    return "post_tag" if domain == "tag" else domain
