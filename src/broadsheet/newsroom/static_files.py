"""Static files under names that hold a digest of their content, so that browsers may keep them for good."""

from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

__all__ = ["HashedFiles"]


class HashedFiles(ManifestStaticFilesStorage):
    """Wagtail's style sheet names pictures of apps that are not installed here; those names stay as they are."""

    # A module names others, which are called by their digests too.
    support_js_module_import_aggregation = True

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """The name with its digest, or the name itself where no app here has that file."""
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            if name.startswith(("wagtailimages/", "wagtaildocs/", "wagtailembeds/")):
                return name
            raise
