"""What the newsroom adds to Wagtail's admin, and what it takes away."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem, MenuItem
from wagtail.admin.views import home
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from broadsheet.newsroom.closed import NoEndpoint
from broadsheet.newsroom.dashboard import panels_for
from broadsheet.newsroom.house.views import sections_for
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.roles import StoryPolicy

register_permission_policy(Story, StoryPolicy(Story))

from broadsheet.newsroom.authors.viewset import AuthorViewSet  # noqa: E402 - the policy must be known first
from broadsheet.newsroom.bulk import hooks as bulk_hooks  # noqa: E402 - the policy must be known first
from broadsheet.newsroom.pictures.viewset import PictureChooser, PictureViewSet  # noqa: E402 - the policy must be known first
from broadsheet.newsroom.standing.viewset import StandingPageViewSet  # noqa: E402
from broadsheet.newsroom.stories.viewset import StoryViewSet  # noqa: E402
from broadsheet.newsroom.tags.viewset import TagViewSet  # noqa: E402

register_snippet(StoryViewSet)
bulk_hooks.register()
register_snippet(StandingPageViewSet)


@hooks.register("register_admin_viewset")
def _pictures() -> list[Any]:
    return [
        PictureChooser("pictures"),
        PictureViewSet("picture"),
        TagViewSet("tags"),
        AuthorViewSet("authors"),
    ]


class _SettingsItem(MenuItem):  # type: ignore[misc]
    """Shown to who may change something there."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(sections_for(request.user))


@hooks.register("register_admin_menu_item")
def _settings_item() -> Any:
    label = gettext_lazy("The paper")
    return _SettingsItem(
        label, reverse("newsroom:settings_front"), name="paper-settings", icon_name="cogs", order=900
    )


@hooks.register("construct_admin_api")
def _no_api(api: Any) -> None:
    for name in ("pages", "images", "documents"):
        api.register_endpoint(name, NoEndpoint)


@hooks.register("register_snippet_listing_buttons")
def _remove_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001
    if isinstance(snippet, Story) and user.has_perm("newsroom.delete_story"):
        url = reverse("newsroom:remove", args=[snippet.pk])
        yield Button(_("Remove for safety"), url, icon_name="warning", priority=90)


@hooks.register("construct_settings_menu")
def _hide_what_is_closed(_request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in ("users", "collections")]


@hooks.register("register_settings_menu_item")
def _members() -> AdminOnlyMenuItem:
    return AdminOnlyMenuItem(
        gettext_lazy("Members"), reverse_lazy("newsroom:members"), icon_name="group", order=600
    )


@hooks.register("register_settings_menu_item")
def _sign_in_log() -> AdminOnlyMenuItem:
    return AdminOnlyMenuItem(
        gettext_lazy("Sign-ins"), reverse_lazy("newsroom:sign_in_log"), icon_name="key", order=610
    )


@hooks.register("insert_global_admin_css")
def _styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/newsroom.css"))


@hooks.register("insert_global_admin_js")
def _scripts() -> str:
    return format_html('<script src="{}"></script>', static("newsroom/starting.js"))


@hooks.register("insert_editor_js")
def _scripts_of_forms() -> str:
    return format_html('<script src="{}" defer></script>', static("newsroom/saving.js"))


class _MenuItem(MenuItem):  # type: ignore[misc]
    """An entry for those with a right."""

    def __init__(self, label: Any, url: str, *, right: str, **options: Any) -> None:
        super().__init__(label, url, **options)
        self._right = right

    def is_shown(self, request: HttpRequest) -> bool:
        """Nobody else sees it."""
        return bool(request.user.has_perm(self._right))


@hooks.register("register_admin_menu_item")
def _bring_back() -> MenuItem:
    url, right = reverse("newsroom:bring_back"), "newsroom.bring_back"
    return _MenuItem(
        gettext_lazy("Bring back a copy"), url, right=right, name="returning", icon_name="history", order=400
    )


@hooks.register("register_admin_menu_item")
def _undated() -> MenuItem:
    url, right = reverse("newsroom:undated"), "newsroom.publish_story"
    return _MenuItem(
        gettext_lazy("Undated posts"), url, right=right, name="undated", icon_name="date", order=410
    )


@hooks.register("construct_main_menu")
def _hide_pages(_request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in ("explorer", "help")]


@hooks.register("construct_homepage_summary_items")
def _hide_page_count(_request: HttpRequest, items: list[Any]) -> None:
    items[:] = []


@hooks.register("construct_homepage_panels")
def _panels(request: HttpRequest, panels: list[Any]) -> None:
    of_pages = (home.LockedPagesPanel, home.RecentEditsPanel)
    panels[:] = [panel for panel in panels if not isinstance(panel, of_pages)] + panels_for(request)
