"""Uploading a picture as the chooser's dialogue does."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from broadsheet.archive.models import Image

CREATE = "/newsroom/pictures/create/"


def send(client: Client, data: bytes, *, name: str = "Mina_at_home.jpg", **words: str) -> str:
    """Send a file; returns the dialogue's answer."""
    return client.post(
        CREATE, {"upload": SimpleUploadedFile(name, data), "alt": "", "caption": "", "credit": "", **words}
    ).content.decode()


def upload(client: Client, data: bytes, **words: str) -> int:
    """Send a file that is taken in; returns its row's id."""
    assert '"chosen"' in send(client, data, **words)
    return Image.objects.latest("pk").pk
