"""Addresses of the newsroom. The site is elsewhere: nothing of it is served here but previews."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access

from broadsheet.newsroom.account import Account
from broadsheet.newsroom.closed import CLOSED
from broadsheet.newsroom.editions import views as editions
from broadsheet.newsroom.house import views as house
from broadsheet.newsroom.names.suggestions import suggestions
from broadsheet.newsroom.preview import preview_file
from broadsheet.newsroom.stories.removing import remove
from broadsheet.newsroom.welcome import Welcome

_own = (
    [
        path("suggestions/<str:subject>/", suggestions, name="suggestions"),
        path("preview/<path:path>", preview_file, name="preview_file"),
        path("remove/<int:pk>/", remove, name="remove"),
        path("settings/", house.settings_front, name="settings_front"),
        path("settings/logo", house.logo_file, name="logo"),
        path("settings/<slug:key>/", house.section, name="settings"),
        path("editions/", editions.editions, name="editions"),
        path("editions/why/", editions.why, name="why"),
        path("editions/<int:number>/", editions.edition, name="edition"),
        path("press/", editions.press_state, name="press"),
        path("checkup/", editions.begin, name="checkup"),
        path("welcome/<str:uidb64>/<str:token>/", Welcome.as_view(), name="welcome"),
    ],
    "newsroom",
)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    *CLOSED,
    path("newsroom/account/", require_admin_access(Account.as_view())),
    path("newsroom/", include(_own)),
    path("newsroom/", include(admin_urls)),
]
