"""From the parts of a read text to finds: a post's fields, its body, its tags and byline.

Guarantees: every line of a post ends in the find or in a remark; the body is canonical
HTML with all characters of the text as they were (quotes, joiners, double spaces), only
escaped. Nothing is put in that the copy does not say; the page's own tag is said by its
heading.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from broadsheet.language import fold, guess_language
from broadsheet.rescue.addresses import KnownAddress
from broadsheet.rescue.finds import ClaimedDate, FigureFind, PersonFind, PostFind, Remark, TagFind
from broadsheet.rescue.text import phrases, wording
from broadsheet.rescue.text.bounds import DateSigns
from broadsheet.rescue.text.bylines import is_house, split_names
from broadsheet.rescue.text.copies import Copy
from broadsheet.rescue.text.dates import SpelledDate
from broadsheet.rescue.text.stories import Story

__all__ = ["Draft", "compose_post", "draft_post"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A post before what needs its neighbours (date, position) and the whole copy (spelling of bylines)."""

    story: Story
    headline: str
    body: str
    lead: FigureFind | None
    tags: tuple[TagFind, ...]
    signed: tuple[str, ...]
    signs: DateSigns
    updated: tuple[SpelledDate, ...]
    text: str
    first_paragraph: str
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class _Block:
    """Lines of one role that make one element."""

    role: str
    lines: list[str]
    first: int


def draft_post(copy: Copy, story: Story, *, address: KnownAddress | None, cards: Mapping[str, str]) -> Draft:
    """Everything one post says for itself.

    ``cards`` gives the old URL, perhaps empty, of each known headline (folded).
    """
    blocks = _blocks(copy, story)
    remarks: list[Remark] = []
    lead, rest = _lead(blocks, remarks)
    paragraphs = [block for block in rest if block.role == "paragraph"]
    body = "\n".join(_element(block, cards, remarks) for block in rest if block.role in _ELEMENTS)
    metas = [
        copy.marks[place].meta
        for place in range(story.start, story.end)
        if place in copy.marks and copy.roles[place] in ("tags", "date", "byline")
    ]
    captions = [lead.caption] if lead and lead.caption else []
    captions += ["\n".join(block.lines) for block in rest if block.role == "caption"]
    texts = tuple(" ".join(block.lines) for block in paragraphs)
    if texts and phrases.is_cut_off(texts[-1]):
        remarks.append(
            Remark(
                "note",
                "The copy holds only the beginning of this post: its text breaks off.",
                _place(copy, story),
            )
        )
    signs = DateSigns(tuple(day for meta in metas for day in meta.dates), tuple(captions), texts, address)
    headline = copy.lines[story.title].bare
    return Draft(
        story, headline, body, lead, _tags(copy, story), _signed(copy, story), signs,
        tuple(day for meta in metas for day in meta.updated),
        "\n".join([headline, *texts]), texts[0] if texts else "", tuple(remarks),
    )  # fmt: skip


def compose_post(
    copy: Copy, draft: Draft, *, claim: ClaimedDate, position: int, house: Mapping[str, str]
) -> PostFind:
    """The find of a drafted post. ``house`` gives the copy's usual spelling of a house byline."""
    address = draft.signs.address
    digest = hashlib.sha256(f"{fold(draft.headline)}\n{draft.first_paragraph}".encode()).hexdigest()[:16]
    houses = [house.get(name, name) for name in draft.signed if is_house(name)]
    persons = [part for name in draft.signed if not is_house(name) for part in split_names(name)]
    if not draft.signed and copy.heading and copy.heading.kind == "author":
        persons = [copy.heading.term]
    updated = next((day for day in draft.updated if day.moment), None)
    return PostFind(
        key=f"text:{_site_key(copy)}:{digest}",
        headline=draft.headline,
        body=draft.body,
        slug=address.slug if address else "",
        url=address.url if address else "",
        language=guess_language(draft.text, declared=copy.site.language),
        lead=draft.lead,
        tags=draft.tags,
        authors=tuple(PersonFind(name) for name in dict.fromkeys(persons)),
        house_byline=houses[0] if houses else "",
        date=claim,
        updated_at=updated.moment if updated else None,
        position=position,
        place=_place(copy, draft.story),
    )


def _site_key(copy: Copy) -> str:
    return fold(copy.site.name).replace(":", " ")


def _place(copy: Copy, story: Story) -> str:
    return f"lines {copy.lines[story.start].number}-{copy.lines[story.end - 1].number}"


def _blocks(copy: Copy, story: Story) -> list[_Block]:
    """A post's own lines, those that touch and have one role together."""
    blocks: list[_Block] = []
    last = -2
    for place in range(story.start, story.end):
        role, line = copy.roles[place], copy.lines[place]
        joins = line.tight and role in ("paragraph", "caption") and last == place - 1
        if joins and blocks and blocks[-1].role == role:
            blocks[-1].lines.append(line.bare)
        else:
            blocks.append(_Block(role, [line.bare], line.number))
        last = place
    return blocks


def _lead(blocks: Sequence[_Block], remarks: list[Remark]) -> tuple[FigureFind | None, list[_Block]]:
    """The lead picture's words, and the blocks that are left for the body."""
    alt = next((block.lines[0] for block in blocks if block.role == "lead_alt"), "")
    body_from = next(
        (n for n, block in enumerate(blocks) if block.role in ("paragraph", "heading", "embed")), len(blocks)
    )
    caption = next((block for block in blocks[:body_from] if block.role == "caption"), None)
    for block in (found for found in blocks if found.role == "thumb_alt"):
        own = block.lines[0]
        if not alt:
            alt = own
        elif fold(own) != fold(alt):
            what = "These words stand above the headline, probably for a small picture, and were left out."
            remarks.append(Remark("note", what, f"line {block.first}", own))
    rest = [block for block in blocks if block is not caption]
    words = "\n".join(caption.lines) if caption else ""
    return (FigureFind(alt=alt, caption=words) if alt or words else None), rest


_ELEMENTS = ("paragraph", "heading", "embed", "caption")


def _element(block: _Block, cards: Mapping[str, str], remarks: list[Remark]) -> str:
    lines = list(block.lines)
    if block.role == "paragraph":
        kept, tail = phrases.split_inline_continue(lines[-1])
        if tail:
            what = "A link to the rest of the post was glued to this paragraph and was taken off."
            remarks.append(Remark("repair", what, f"line {block.first + len(lines) - 1}", tail))
            lines[-1] = kept
    words = "<br>".join(escape(line, quote=False) for line in lines)
    if block.role == "heading":
        return f"<h2>{words}</h2>"
    if block.role == "caption":
        return f"<figure><figcaption>{words}</figcaption></figure>"
    if block.role == "embed":
        title = wording.names_related(lines[0]) or lines[0]
        words = escape(title, quote=False)
        url = cards.get(fold(title), "")
        return f'<aside class="card"><p>{_linked(words, url)}</p></aside>'
    return f"<p>{words}</p>"


def _linked(words: str, url: str) -> str:
    return f'<a href="{escape(url)}">{words}</a>' if url else words


def _tags(copy: Copy, story: Story) -> tuple[TagFind, ...]:
    """The post's tags in its order; then the page's own, which its heading says of all its posts."""
    found: dict[tuple[str, str], TagFind] = {}
    for place in range(story.start, story.end):
        if place in copy.marks and copy.roles[place] in ("tags", "date", "byline"):
            meta = copy.marks[place].meta
            for name in meta.tags:
                found.setdefault(("topic", fold(name)), TagFind(name))
            for name in meta.sections:
                found.setdefault(("section", fold(name)), TagFind(name, kind="section"))
    heading = copy.heading
    if heading and heading.kind == "tag" and ("section", fold(heading.term)) in found:
        # "Filed under" lists tags on a page of one of them.
        found = {("topic", key): TagFind(tag.name) for (_, key), tag in found.items()}
    if (
        heading
        and heading.kind in ("tag", "category")
        and fold(heading.term) not in {name for _, name in found}
    ):
        kind = "section" if heading.kind == "category" else "topic"
        found["page", fold(heading.term)] = TagFind(
            heading.term, kind="section" if kind == "section" else "topic"
        )
    return tuple(found.values())


def _signed(copy: Copy, story: Story) -> tuple[str, ...]:
    """Who signs, as written: names on lines about the post first, else its last line."""
    labelled: list[str] = []
    bare: list[str] = []
    for place in range(story.start, story.end):
        role = copy.roles[place]
        if role not in ("byline", "date", "tags"):
            continue
        names = copy.marks[place].meta.names if place in copy.marks else ()
        labelled += names
        if role == "byline" and not names:
            bare.append(copy.lines[place].bare.lstrip("-–—~ ").strip("()[] "))
    return tuple(dict.fromkeys(bare + labelled))
