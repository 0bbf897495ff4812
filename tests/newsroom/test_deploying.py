"""Behind a proxy that speaks TLS, Django's own checks for deployment have nothing to say."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

from broadsheet.cli.newsroom import newsroom
from broadsheet.cli.serve import serve
from broadsheet.newsroom.launching import SETTINGS
from broadsheet.newsroom.serving import NewsroomServer
from broadsheet.press.serving import SiteServer
from tests.conftest import CHECKOUT


def in_newsroom(paper: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS, "BROADSHEET_PAPER": str(paper)}
    command = [sys.executable, "-W", "error", *words]
    return subprocess.run(command, env=env, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_the_checks_for_deployment_are_silent(tmp_path: Path) -> None:
    (tmp_path / "broadsheet.toml").write_text('[newsroom]\nurl = "https://desk.paper.example"\n')
    checked = in_newsroom(tmp_path, "-m", "django", "check", "--deploy", "--fail-level", "INFO")
    assert checked.returncode == 0, checked.stderr


def test_cookies_are_for_tls_alone_once_the_newsroom_has_such_an_address(tmp_path: Path) -> None:
    (tmp_path / "broadsheet.toml").write_text('[newsroom]\nurl = "https://desk.paper.example"\n')
    script = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "s.SESSION_COOKIE_NAME, s.SECURE_PROXY_SSL_HEADER, 'desk.paper.example' in s.ALLOWED_HOSTS)"
    )
    told = in_newsroom(tmp_path, "-c", script).stdout.strip()
    assert told == "True True __Host-newsroom ('HTTP_X_FORWARDED_PROTO', 'https') True"


def test_site_and_newsroom_listen_on_this_machine_alone_unless_told() -> None:
    for verb in (serve, newsroom):
        assert [each.default for each in verb.params if each.name == "host"] == ["127.0.0.1"], verb.name
    for starts in (NewsroomServer.__init__, SiteServer.__init__):
        assert inspect.signature(starts).parameters["host"].default == "127.0.0.1", starts
