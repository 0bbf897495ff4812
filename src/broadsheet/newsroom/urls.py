"""Addresses of the newsroom. The site is elsewhere: nothing of it is served here but previews."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access

from broadsheet.newsroom.account import Account
from broadsheet.newsroom.aids.views import tags_of_form, warnings_of_form
from broadsheet.newsroom.closed import CLOSED
from broadsheet.newsroom.names.suggestions import suggestions
from broadsheet.newsroom.pictures.many import upload_many
from broadsheet.newsroom.preview import preview_file
from broadsheet.newsroom.stories.removing import remove
from broadsheet.newsroom.welcome import Welcome

_own = (
    [
        path("aids/tags/", tags_of_form, name="aids_tags"),
        path("aids/warnings/", warnings_of_form, name="aids_warnings"),
        path("suggestions/<str:subject>/", suggestions, name="suggestions"),
        path("pictures/many/", upload_many, name="upload_many"),
        path("preview/<path:path>", preview_file, name="preview_file"),
        path("remove/<int:pk>/", remove, name="remove"),
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
