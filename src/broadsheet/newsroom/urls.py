"""Addresses of the newsroom. The site is elsewhere: nothing of it is served here but previews."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access

from broadsheet.newsroom.account import Account
from broadsheet.newsroom.aids.views import tags_of_form, warnings_of_form
from broadsheet.newsroom.authors.merging import choose_author, confirm_author_merge
from broadsheet.newsroom.body import lookups
from broadsheet.newsroom.closed import CLOSED
from broadsheet.newsroom.doors import urls as doors
from broadsheet.newsroom.doors.entering import FrontDoor
from broadsheet.newsroom.editions import views as editions
from broadsheet.newsroom.house import views as house
from broadsheet.newsroom.names.suggestions import suggestions
from broadsheet.newsroom.pictures.many import upload_many
from broadsheet.newsroom.preview import preview_file
from broadsheet.newsroom.returning import undated, views
from broadsheet.newsroom.stories.removing import remove
from broadsheet.newsroom.tags.urls import GARDEN
from broadsheet.newsroom.welcome import Welcome

_own = (
    [
        path("aids/tags/", tags_of_form, name="aids_tags"),
        path("aids/warnings/", warnings_of_form, name="aids_warnings"),
        path("suggestions/<str:subject>/", suggestions, name="suggestions"),
        path("body/picture/<int:pk>/", lookups.picture_words, name="body_picture"),
        path("body/picture/<int:pk>/file/", lookups.picture_file, name="body_picture_file"),
        path("body/post/<int:pk>/", lookups.post_address, name="body_post"),
        path("pictures/many/", upload_many, name="upload_many"),
        path("preview/<path:path>", preview_file, name="preview_file"),
        path("remove/<int:pk>/", remove, name="remove"),
        path("returning/", views.bring, name="bring_back"),
        path("returning/<int:pk>/", views.copy_page, name="copy"),
        path("returning/<int:pk>/state/", views.state, name="copy_state"),
        path("returning/<int:pk>/sample/<int:source>/<int:number>/", views.sample, name="copy_sample"),
        re_path(r"^returning/(?P<pk>\d+)/report\.(?P<form>json|txt)$", views.report_file, name="copy_report"),
        path("returning/<int:pk>/<str:button>/", views.press_button, name="copy_button"),
        path("undated/", undated.undated, name="undated"),
        path("undated/list/", undated.date_by_list, name="dates_by_list"),
        path("undated/<int:pk>/", undated.date_by_hand, name="date_by_hand"),
        *GARDEN,
        path("authors/<int:pk>/merge/", choose_author, name="author_merge"),
        path("authors/<int:pk>/merge/<int:into>/", confirm_author_merge, name="author_merge_into"),
        path("settings/", house.settings_front, name="settings_front"),
        path("settings/logo", house.logo_file, name="logo"),
        path("settings/<slug:key>/", house.section, name="settings"),
        path("editions/", editions.editions, name="editions"),
        path("editions/why/", editions.why, name="why"),
        path("editions/<int:number>/", editions.edition, name="edition"),
        path("press/", editions.press_state, name="press"),
        path("checkup/", editions.begin, name="checkup"),
        path("welcome/<str:uidb64>/<str:token>/", Welcome.as_view(), name="welcome"),
        *doors.urlpatterns,
    ],
    "newsroom",
)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    *CLOSED,
    path("newsroom/login/", FrontDoor.as_view()),
    path("newsroom/account/", require_admin_access(Account.as_view())),
    path("newsroom/", include(_own)),
    path("newsroom/", include(admin_urls)),
]
