"""Every address of the newsroom, as its resolver knows them, and who may open each.

A view that is added anywhere, by Wagtail's next version too, is found by walking the resolver; one that
:data:`MAY_OPEN` does not name fails the test of permissions until somebody has said who may open it.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import NoReverseMatch, Resolver404, URLPattern, get_resolver, resolve, reverse

from broadsheet.newsroom.closed import not_found

_EVERYBODY = """
    / newsroom/login/ newsroom:welcome newsroom:second_step newsroom:passkey_ask newsroom:passkey_asked
    wagtailadmin_login wagtailadmin_logout wagtailadmin_javascript_catalog wagtailadmin_sprite
"""
_MEMBERS = """
    newsroom/account/ newsroom:suggestions newsroom:body_picture newsroom:body_picture_file newsroom:body_post
    newsroom:aids_tags newsroom:aids_warnings
    newsroom:preview_file newsroom:door newsroom:door_prove newsroom:door_code
    newsroom:door_code_remove newsroom:door_recovery newsroom:passkey_add newsroom:passkey_added
    newsroom:passkey_rename newsroom:passkey_remove newsroom:session_end newsroom:sessions_end
    wagtailadmin_home wagtailadmin_account wagtailadmin_dismissibles wagtailadmin_editing_sessions:ping
    wagtailadmin_editing_sessions:release
    wagtailadmin_api:pages:listing wagtailadmin_api:images:listing wagtailadmin_api:documents:listing
    wagtailsnippets_newsroom_story:list wagtailsnippets_newsroom_story:list_results
    wagtailsnippets_newsroom_story:add wagtailsnippets_newsroom_story:preview_on_add
    wagtailsnippetchoosers_newsroom_story:choose wagtailsnippetchoosers_newsroom_story:choose_results
    wagtailsnippetchoosers_newsroom_story:chosen wagtailsnippetchoosers_newsroom_story:chosen_multiple
    wagtail_bulk_action pictures:choose pictures:choose_results pictures:chosen pictures:chosen_multiple
"""
_REPORTERS = """
    newsroom:upload_many pictures:create picture:index
    picture:index_results picture:add picture:history picture:history_results
"""
# Of another member's draft, and of a picture.
_EDITORS = """
    newsroom:remove newsroom:undated newsroom:dates_by_list newsroom:date_by_hand
    newsroom:tags_alike newsroom:tags_unused newsroom:tags_apart newsroom:tags_journal newsroom:tags_undo
    newsroom:tag_journal newsroom:tag_merge newsroom:tag_merge_into
    newsroom:author_merge newsroom:author_merge_into authors:index authors:index_results authors:edit
    tags:index tags:index_results tags:add tags:edit tags:delete
    newsroom:settings_front newsroom:settings newsroom:editions newsroom:why newsroom:edition newsroom:press
    newsroom:checkup wagtailsnippets_newsroom_deskpage:list wagtailsnippets_newsroom_deskpage:list_results
    wagtailsnippets_newsroom_deskpage:add wagtailsnippets_newsroom_deskpage:edit
    wagtailsnippets_newsroom_deskpage:delete wagtailsnippets_newsroom_deskpage:usage
    wagtailsnippets_newsroom_deskpage:history wagtailsnippets_newsroom_deskpage:history_results
    wagtailsnippets_newsroom_deskpage:preview_on_add wagtailsnippets_newsroom_deskpage:preview_on_edit
    wagtailsnippets_newsroom_deskpage:revisions_view wagtailsnippets_newsroom_deskpage:revisions_revert
    wagtailsnippets_newsroom_deskpage:revisions_compare wagtailsnippets_newsroom_deskpage:revisions_unschedule
    wagtailsnippets_newsroom_deskpage:unpublish wagtailsnippets_newsroom_deskpage:lock
    wagtailsnippets_newsroom_deskpage:unlock wagtailsnippetchoosers_newsroom_deskpage:choose
    wagtailsnippetchoosers_newsroom_deskpage:choose_results wagtailsnippetchoosers_newsroom_deskpage:chosen
    wagtailsnippetchoosers_newsroom_deskpage:chosen_multiple wagtailsnippetchoosers_newsroom_deskpage:create
    wagtailsnippets_newsroom_story:edit wagtailsnippets_newsroom_story:delete wagtailsnippets_newsroom_story:usage
    wagtailsnippets_newsroom_story:history wagtailsnippets_newsroom_story:history_results
    wagtailsnippets_newsroom_story:preview_on_edit wagtailsnippets_newsroom_story:revisions_view
    wagtailsnippets_newsroom_story:revisions_revert wagtailsnippets_newsroom_story:revisions_compare
    wagtailsnippets_newsroom_story:revisions_unschedule wagtailsnippets_newsroom_story:unpublish
    wagtailsnippets_newsroom_story:lock wagtailsnippets_newsroom_story:unlock
    wagtailsnippets_newsroom_story:workflow_action wagtailsnippets_newsroom_story:collect_workflow_action_data
    wagtailsnippets_newsroom_story:confirm_workflow_cancellation wagtailsnippets_newsroom_story:workflow_history
    wagtailsnippets_newsroom_story:workflow_history_detail wagtailsnippets_newsroom_story:workflow_preview
    wagtailadmin_reports:site_history wagtailadmin_reports:site_history_results
    picture:edit picture:usage
"""
_ADMINISTRATORS = """
    newsroom:sign_in_log newsroom:members newsroom:member_link newsroom:member_role newsroom:door_of newsroom:door_act
    newsroom:logo newsroom:bring_back newsroom:copy
    newsroom:copy_state newsroom:copy_sample newsroom:copy_report newsroom:copy_button
    picture:delete
    wagtailadmin_reports:workflow wagtailadmin_reports:workflow_results wagtailadmin_reports:workflow_tasks
    wagtailadmin_reports:workflow_tasks_results
    wagtailadmin_workflows:index wagtailadmin_workflows:index_results wagtailadmin_workflows:add
    wagtailadmin_workflows:enable wagtailadmin_workflows:disable wagtailadmin_workflows:edit
    wagtailadmin_workflows:usage wagtailadmin_workflows:usage_results wagtailadmin_workflows:remove
    wagtailadmin_workflows:add_task wagtailadmin_workflows:select_task_type wagtailadmin_workflows:task_index
    wagtailadmin_workflows:task_index_results wagtailadmin_workflows:edit_task wagtailadmin_workflows:disable_task
    wagtailadmin_workflows:enable_task wagtailadmin_workflows:task_chooser
    wagtailadmin_workflows:task_chooser_results wagtailadmin_workflows:task_chooser_create
    wagtailadmin_workflows:task_chosen
    wagtailusers_groups:index wagtailusers_groups:index_results wagtailusers_groups:add wagtailusers_groups:edit
    wagtailusers_groups:delete wagtailusers_groups:history wagtailusers_groups:history_results
    wagtailusers_groups:usage
"""
LADDER = ("nobody", "contributor", "reporter", "editor", "administrator")
"""Who may open something may not be anybody before them in this row."""
MAY_OPEN: dict[str, str] = {
    name: least
    for least, names in zip(
        LADDER, (_EVERYBODY, _MEMBERS, _REPORTERS, _EDITORS, _ADMINISTRATORS), strict=True
    )
    for name in names.split()
}
"""The least role for each view, by its name; for one without a name, by its route."""


def every_view() -> Iterator[tuple[str, URLPattern]]:
    """All views by name; those without one by their route."""
    yield from _walk(get_resolver(), route="", space="")


def _walk(resolver: Any, *, route: str, space: str) -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        here = f"{route}{each.pattern}".removeprefix("^") or "/"
        if isinstance(each, URLPattern) and each.callback is not not_found:
            yield (f"{space}{each.name}" if each.name else here), each
        elif not isinstance(each, URLPattern):
            yield from _walk(each, route=here, space=f"{space}{each.namespace}:" if each.namespace else space)


def address(name: str, view: URLPattern, parts: dict[str, Any]) -> str:
    """Where a view is, for these things."""
    names = set(view.pattern.regex.groupindex)
    try:
        return reverse(name, kwargs={each: parts.get(each, 1) for each in names})
    except NoReverseMatch:
        return f"/{name.lstrip('/')}"


def is_closed(url: str) -> bool:
    """True of what answers "not found" to everybody."""
    try:
        return resolve(url).func is not_found
    except Resolver404:
        return True
