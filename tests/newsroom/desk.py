"""What tests do at a desk: fill in the form of a post and press its buttons."""

import re
from typing import Any

from django.test import Client
from lxml import html

from broadsheet.newsroom.models import Story

POSTS = "/newsroom/posts/"

_EMPTY = {
    "headline": "", "standfirst": "", "body": "", "lead_image": "", "lead_alt": "", "lead_caption": "",
    "lead_credit": "",
    "tag_names": "", "author_names": "", "language": "en", "published_at": "", "slug": "", "house_byline": "",
    "go_live_at": "", "expire_at": "", "edit_kind": "", "edit_note": "",
}  # fmt: skip


def form(**fields: Any) -> dict[str, Any]:
    """What a browser would send."""
    return {**_EMPTY, **fields}


def write(client: Client, *, action: str = "", **fields: Any) -> Story:
    """A new post, saved as a draft or with another action (``publish``, ``submit``)."""
    known = set(Story.objects.values_list("pk", flat=True))
    answer = client.post(f"{POSTS}add/", form(**fields) | _button(action))
    assert answer.status_code == 302, errors_in(answer.content.decode())
    return Story.objects.exclude(pk__in=known).get()


def edit(client: Client, story: Story, *, action: str = "", **fields: Any) -> Any:
    """Change a post as an editor would who opens it: what is not named stays."""
    opened = client.get(f"{POSTS}edit/{story.pk}/")
    sent = {**_EMPTY, **_values(opened), **fields} | _button(action)
    answer = client.post(f"{POSTS}edit/{story.pk}/", sent)
    assert answer.status_code == 302, errors_in(answer.content.decode())
    story.refresh_from_db()
    return answer


def _button(action: str) -> dict[str, str]:
    return {f"action-{action}": action} if action else {}


def _values(opened: Any) -> dict[str, Any]:
    """What a browser would send back of a page that was opened."""
    page: Any = html.fromstring(opened.content.decode())
    (sent,) = [form for form in page.forms if "headline" in form.fields]
    return {name: value for name, value in sent.form_values() if name in _EMPTY}


def errors_in(page: str) -> list[str]:
    """What a form complains of."""
    return re.findall(r"error-message[^>]*>([^<]*(?:<(?!/?p)[^>]*>[^<]*)*)", page)[:10]
