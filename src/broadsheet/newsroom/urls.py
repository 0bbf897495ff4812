"""Addresses of the newsroom. The site is elsewhere: nothing of it is served here but previews."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access

from broadsheet.newsroom.account import Account
from broadsheet.newsroom.body import lookups
from broadsheet.newsroom.closed import CLOSED
from broadsheet.newsroom.names.suggestions import suggestions
from broadsheet.newsroom.preview import preview_file
from broadsheet.newsroom.stories.removing import remove
from broadsheet.newsroom.welcome import Welcome

_own = (
    [
        path("suggestions/<str:subject>/", suggestions, name="suggestions"),
        path("body/picture/<int:pk>/", lookups.picture_words, name="body_picture"),
        path("body/picture/<int:pk>/file/", lookups.picture_file, name="body_picture_file"),
        path("body/post/<int:pk>/", lookups.post_address, name="body_post"),
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
