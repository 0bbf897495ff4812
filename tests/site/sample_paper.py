"""The sample rescued and published, as ``broadsheet demo`` does it but with small pictures."""

from pathlib import Path

from broadsheet.archive import database
from broadsheet.archive.founding import found_publication
from broadsheet.press import publish
from broadsheet.publication import SETTINGS_FILE, Publication
from broadsheet.rescue import RescueOrder, rescue
from broadsheet.sample import sample_media, sample_sources

ADDRESS = "https://nightferry.example/"
"""Where the site says it will live; nothing may ever be asked of it."""

SETTINGS = """
[[menu]]
text = "About"
url = "/about/"

[[menu]]
text = "تماس"
url = "/contact/"

[[menu]]
text = "درباره"
url = "/درباره-ما/"

[[follow]]
text = "Mastodon"
url = "https://social.example/@nightferry"

[pictures]
widths = [160, 320]
quality = 50
"""


def make_sample_paper(folder: Path, *, workers: int = 0, settings: str = SETTINGS) -> Publication:
    """Found a paper in ``folder``, rescue the sample into it and publish; the archive is closed afterwards."""
    found_publication(folder)
    (folder / SETTINGS_FILE).write_text(
        f'url = "{ADDRESS}"\nidentity = "sample"\n{settings}', encoding="utf-8"
    )
    rescue(RescueOrder(Publication.open(folder), sources=sample_sources(), media=sample_media()))
    publication = Publication.open(folder)
    database.open_archive(publication)
    publish(publication, executor=workers)
    database.close_archive()
    return publication
