"""The sample copy that ``broadsheet demo`` rescues: what is left of a small fictional paper, *The Night Ferry*.

::

    >>> from broadsheet.sample import sample_media, sample_sources, sample_truth
    >>> [path.name for path in sample_sources()]
    ['night-ferry-export.xml', 'tag-page.txt']
    >>> sample_truth().posts
    47

Guarantees: the files are real copies as readers meet them (an export of WordPress with its scars, the bare text
of a tag page, an uploads folder with pictures missing); everything in them is invented, and addresses are of the
kinds reserved for examples. ``sample_truth`` says what a rescue must find and what may never be published, so
that neither the demo nor a test has to count for itself. Made by ``tools/make_sample.py``, not by hand.
"""

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

__all__ = ["SampleTruth", "sample_media", "sample_sources", "sample_truth"]


@dataclass(frozen=True, slots=True)
class SampleTruth:
    """What is in the sample's two copies taken together.

    ``tags`` counts published posts by tag name (sections not among them); ``pictures_missing`` are paths relative
    to the uploads folder; ``unpublished`` gives, by WordPress's word for a status (and ``password``), a phrase
    that only that post holds; ``never_published`` are phrases, e-mails, network addresses and a camera's name
    that no published file may contain.
    """

    posts: int
    posts_by_language: dict[str, int]
    posts_in_export: int
    posts_on_tag_page: int
    posts_in_both: int
    pages: int
    tags: dict[str, int]
    sections: int
    authors: tuple[str, ...]
    pictures: int
    pictures_missing: tuple[str, ...]
    unpublished: dict[str, str]
    never_published: tuple[str, ...]


def sample_sources() -> tuple[Path, ...]:
    """The copies to rescue, in the order to name them: the WordPress export, then the bare text of a tag page."""
    return _folder() / "night-ferry-export.xml", _folder() / "tag-page.txt"


def sample_media() -> Path:
    """The copy of the old site's uploads folder. Some of its pictures carry (invented) positions and a camera."""
    return _folder() / "uploads"


def sample_truth() -> SampleTruth:
    """What a rescue of all of :func:`sample_sources` must find."""
    facts = json.loads((_folder() / "truth.json").read_text("utf-8"))
    for name in ("authors", "pictures_missing", "never_published"):
        facts[name] = tuple(facts[name])
    return SampleTruth(**facts)


def _folder() -> Path:
    """The package's own folder: wheels are installed unpacked, and readers need seekable files on disk."""
    return Path(str(resources.files(__name__)))
