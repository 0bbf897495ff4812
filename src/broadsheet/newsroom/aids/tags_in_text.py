"""Which of the tags that exist a text names, by their own name or by an alias, as whole words.

Guarantees: case, Persian and Arabic writings of a letter, joiners and kinds of digit make no difference, as
everywhere in names; a tag that is part of a longer word is not found. The text's runs of words are looked up by
the index of names, so that the cost follows the text's length and not the number of tags.

A search for each tag in the text was not chosen: 20,000 searches take a second, and a pattern of all names would have
to be made anew whenever somebody adds one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import Count

from broadsheet.archive.body import text_of
from broadsheet.archive.models import Tag, TagAlias
from broadsheet.language import fold

__all__ = ["tags_in"]

_LONGEST_NAME = 6
"""Words of a name; a longer one is a sentence, which no text repeats."""
_MOST_WORDS = 8_000
_MOST = 12
_BATCH = 900
_WORD = re.compile(r"\w+")


def tags_in(*texts: str, body: str = "", without: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Tags that the texts and the canonical body name, each with ``name``, ``alias`` (the writing that the text has,
    where it is another) and ``posts``; those named most often first, longer names before shorter.

    ``without`` are names that the post bears already.
    """
    runs = Counter[str]()
    left = _MOST_WORDS
    for text in (*texts, *text_of(body).split("\n")):
        folded = fold(text)
        words = list(_WORD.finditer(folded))[:left]
        left -= len(words)
        runs.update(_runs(folded, words))
    found = _look_up(runs)
    borne = {fold(name) for name in without}
    names = dict(Tag.objects.filter(pk__in=found).values_list("id", "name"))
    ids = [id for id, name in names.items() if fold(name) not in borne]
    ids.sort(key=lambda id: (-runs[found[id]], -len(found[id]), found[id]))
    return _told({id: ("" if fold(names[id]) == found[id] else found[id], names[id]) for id in ids[:_MOST]})


def _told(tags: dict[int, tuple[str, str]]) -> list[dict[str, Any]]:
    counted = Tag.objects.filter(pk__in=tags).annotate(posts=Count("post_tags")).values_list("id", "posts")
    posts = dict(counted)
    return [{"name": name, "alias": alias, "posts": posts.get(id, 0)} for id, (alias, name) in tags.items()]


def _runs(folded: str, words: list[re.Match[str]]) -> Iterator[str]:
    """Every run of up to six words of a line, as it stands there."""
    for at, first in enumerate(words):
        for last in words[at : at + _LONGEST_NAME]:
            run = folded[first.start() : last.end()]
            # A single letter is no subject.
            if len(run) > 1:
                yield run


def _look_up(runs: Counter[str]) -> dict[int, str]:
    """The tags that have such a name, each with the run that names it; its own name before an alias."""
    own, other = dict[int, str](), dict[int, str]()
    key = connection.ops.quote_name("key")
    with connection.cursor() as cursor:
        for some in _batches(list(runs)):
            for model, column, target in ((Tag, "id", own), (TagAlias, "tag_id", other)):
                # Plain SQL: the ORM takes three times as long to write down thousands of values.
                table = connection.ops.quote_name(model._meta.db_table)
                places = ", ".join(["%s"] * len(some))
                cursor.execute(f"SELECT {column}, {key} FROM {table} WHERE {key} IN ({places})", some)  # noqa: S608 - fixed names
                target.update(cursor.fetchall())
    return other | own


def _batches(runs: list[str]) -> Iterator[list[str]]:
    return (runs[start : start + _BATCH] for start in range(0, len(runs), _BATCH))
