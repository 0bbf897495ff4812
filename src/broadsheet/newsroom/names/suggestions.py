"""What the input for names offers while somebody types: tags by name or alias, authors by name or former name.

Guarantees: an answer in one or two queries by index where the beginning of a name was typed; Persian and
Arabic writings of a letter, case and kinds of digit make no difference.
"""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_GET
from wagtail.admin.auth import require_admin_access

from broadsheet.archive.models import Author, AuthorAlias, Tag, TagAlias
from broadsheet.language import fold

__all__ = ["find_names", "suggestions"]

_MOST = 12


@require_admin_access
@require_GET
def suggestions(request: HttpRequest, subject: str) -> JsonResponse:
    """Names that begin with, or else contain, what was typed; an alias comes with the name it stands for."""
    if subject not in ("tag", "author"):
        raise Http404
    return JsonResponse({"names": find_names(subject, request.GET.get("q", ""))})


def find_names(subject: str, typed: str) -> list[dict[str, Any]]:
    """Each with ``name``, ``alias`` (the writing that matched, or empty) and ``posts``, best first."""
    key = fold(typed)[:300]
    if not key:
        return []
    return _tags(key) if subject == "tag" else _authors(key)


def _begins_with(key: str) -> Q:
    # A range, and not LIKE: it is answered by the index on every database, whatever its collation.
    return Q(key__gte=key, key__lt=key + "\U0010ffff")


def _tags(key: str) -> list[dict[str, Any]]:
    found: dict[int, tuple[str, str]] = {}
    for condition in (_begins_with(key), Q(key__contains=key)):
        for id, name in Tag.objects.filter(condition).order_by("key").values_list("id", "name")[:_MOST]:
            found.setdefault(id, (name, ""))
        aliases = TagAlias.objects.filter(condition).order_by("key")
        for id, name, alias in aliases.values_list("tag_id", "tag__name", "name")[:_MOST]:
            found.setdefault(id, (name, alias))
        if len(found) >= _MOST:
            break
    ids = list(found)[:_MOST]
    counts = dict(
        Tag.objects.filter(pk__in=ids).annotate(posts=Count("post_tags")).values_list("id", "posts")
    )
    return [{"name": found[id][0], "alias": found[id][1], "posts": counts.get(id, 0)} for id in ids]


def _authors(key: str) -> list[dict[str, Any]]:
    found: dict[int, tuple[str, str]] = {}
    for condition in (_begins_with(key), Q(key__contains=key)):
        for id, name in Author.objects.filter(condition).order_by("key").values_list("id", "name")[:_MOST]:
            found.setdefault(id, (name, ""))
        aliases = AuthorAlias.objects.filter(condition).order_by("key")
        for id, name, alias in aliases.values_list("author_id", "author__name", "name")[:_MOST]:
            found.setdefault(id, (name, alias))
    return [{"name": name, "alias": alias, "posts": 0} for name, alias in list(found.values())[:_MOST]]
