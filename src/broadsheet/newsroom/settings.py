"""Django's settings for a process that is a newsroom.

Everything that differs between papers comes from the publication that ``BROADSHEET_PAPER`` names: its
secret key (a file that only its owner reads) and the address in its ``broadsheet.toml``. Without one (tests,
type checks, ``makemigrations``) the key is made up and the addresses are this machine's.

What Wagtail would do by itself and does not do here: ask its makers for news, fetch portraits or embeds,
take in documents, or publish a copy of a draft as its "translation".
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from broadsheet.newsroom.keeping import secret_key
from broadsheet.publication import Publication
from broadsheet.settings import DATABASES, DEFAULT_AUTO_FIELD, TIME_ZONE, USE_I18N, USE_TZ

__all__ = ["DATABASES", "DEFAULT_AUTO_FIELD", "TIME_ZONE", "USE_I18N", "USE_TZ"]

_folder = os.environ.get("BROADSHEET_PAPER", "")
_paper = Publication.open(Path(_folder)) if _folder else None
_address = (_paper.settings.newsroom.url if _paper else "") or "http://127.0.0.1:8001"
_parts = urlsplit(_address)
_secure = _parts.scheme == "https"


def _paper_name() -> str:
    """The paper's name as its settings have it now, so that a new one needs no new process."""
    from broadsheet.errors import PublicationError
    from broadsheet.newsroom import paper

    try:
        return paper.current().settings.name
    except PublicationError:
        return _paper.settings.name if _paper else "Broadsheet"


SECRET_KEY = secret_key(_paper.folder) if _paper else secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = [*{_parts.hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"}]
CSRF_TRUSTED_ORIGINS = [f"{_parts.scheme}://{_parts.netloc}"]

INSTALLED_APPS = [
    "broadsheet.archive.apps.ArchiveConfig",
    "broadsheet.newsroom.apps.NewsroomConfig",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp_webauthn",
    "django_prose_editor",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    # For its words: Wagtail says with them how long ago something was.
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "broadsheet.newsroom.headers.SafetyHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "broadsheet.newsroom.tongue.Tongue",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "broadsheet.newsroom.doors.keeper.Doorkeeper",
    "broadsheet.newsroom.fences.Fences",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "broadsheet.newsroom.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

AUTH_USER_MODEL = "newsroom.Member"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
WAGTAILADMIN_USER_LOGIN_FORM = "broadsheet.newsroom.signing_in.SignIn"
LOGIN_URL = "wagtailadmin_login"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

# A passkey is bound to a name, never to a number; this machine's is localhost.
_name = _parts.hostname or ""
_named = bool(_name) and not _name.replace(".", "").isdecimal() and ":" not in _name
OTP_WEBAUTHN_RP_ID = _name if _named else "localhost"
OTP_WEBAUTHN_RP_NAME = _paper.settings.name if _paper else "Broadsheet"
OTP_WEBAUTHN_ALLOWED_ORIGINS = [_address.rstrip("/")] if _secure else ["http://localhost:8001"]
OTP_WEBAUTHN_HELPER_CLASS = "broadsheet.newsroom.doors.passkeys.Passkeys"
OTP_TOTP_ISSUER = OTP_WEBAUTHN_RP_NAME
# Whoever guesses codes is slowed down as whoever guesses passwords is.
OTP_TOTP_THROTTLE_FACTOR = 0

SESSION_COOKIE_NAME = "__Host-newsroom" if _secure else "newsroom"
CSRF_COOKIE_NAME = "__Host-newsroom-form" if _secure else "newsroom-form"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SECURE_SSL_REDIRECT = _secure
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The operator's own decision, which binds other sites of the same domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("BROADSHEET_STATIC") or None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "broadsheet.newsroom.static_files.HashedFiles"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# A picture as it was uploaded, with where it was taken, never touches the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 64_000_000

# What broke is told, with where in the code; who asked is not.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"errors": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "loggers": {
        "django": {"handlers": ["errors"], "level": "ERROR", "propagate": False},
        # Anybody can make these, as many as they like.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fa", _("Persian"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# What Wagtail leaves in English is said by ours: these go before the catalogues of apps.
LOCALE_PATHS = [Path(__file__).parent / each / "locale" for each in ("body", "wagtail_words")]

WAGTAIL_SITE_NAME = lazy(_paper_name, str)()
WAGTAILADMIN_BASE_URL = _address
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
# Seldom enough for a slow line; each costs the newsroom some ninety questions to the archive.
WAGTAIL_AUTOSAVE_INTERVAL = 5000
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_USAGE_COUNT_ENABLED = False
# Without the system's own ("localtime"), which browsers do not know.
WAGTAIL_USER_TIME_ZONES = sorted({"UTC", *(zone for zone in available_timezones() if "/" in zone)})
TAGGIT_CASE_INSENSITIVE = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
