"""Which paths of the site are in use: no two objects ever share one, and a published one is never reused."""

from broadsheet.archive.addresses import file_at
from broadsheet.archive.models import Post, SitePath, StandingPage

__all__ = ["path_in_use"]


def path_in_use(path: str) -> bool:
    """True where a post or page, live or not, has the path, or an edition once published it."""
    return (
        Post.objects.filter(path=path).exists()
        or StandingPage.objects.filter(path=path).exists()
        or SitePath.objects.filter(path=file_at(path)).exists()
    )
