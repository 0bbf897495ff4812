"""A first edition: its site is laid apart, where nobody sees it, and appears all at once.

Guarantees: until the last page is durable there is no site; then there is the whole of it, by one rename. A
first edition that dies leaves nothing that a reader could come by; the next one takes over the pictures that
were durable, since they take longest to make, and makes all else anew.

Only a site whose folder is not there can appear so: one that somebody made has an owner, rights or a place of
its own, and its files are moved in as those of any other edition.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from broadsheet.archive import editions
from broadsheet.press.disk import Disk
from broadsheet.publication import Publication

__all__ = ["KEPT", "appear", "is_debut", "keep_pictures", "lay_apart"]

KEPT = "pictures-of-first"
"""The folder beside those of editions that holds what a first edition that died had of pictures."""
_MEDIA = "media"
_FILES_AT_A_TIME = 500


def is_debut(publication: Publication) -> bool:
    """Whether there is no site yet, and never was one."""
    return not os.path.lexists(publication.site) and not editions.was_ever_finished()


def keep_pictures(place: Path, *, disk: Disk) -> None:
    """Set aside what the last first edition had of pictures, before all that it staged is dropped."""
    for tree in sorted(place.glob(f"*/site/{_MEDIA}")):
        if not (place / KEPT).exists():
            disk.move(str(tree), str(place / KEPT))


def lay_apart(place: Path, staging: str, *, disk: Disk) -> tuple[str, bool]:
    """Make the folder in which the site is laid; with it, whether any pictures are there already.

    Files of an edition that nobody ever saw are forgotten, but for those pictures.
    """
    tree = f"{staging}/site"
    disk.make_folder(tree)
    kept = place / KEPT
    if not kept.exists():
        editions.forget_unseen(pictures=False)
        return tree, False
    disk.move(str(kept), f"{tree}/{_MEDIA}")
    durable = 0
    for some in _in_batches(Path(tree)):
        known = editions.known_files(some)
        lasting = {path for path in some if path in known and known[path].digest}
        durable += len(lasting)
        for path in some:
            if path not in lasting:
                disk.remove(f"{tree}/{path}")
    editions.forget_unseen(pictures=bool(durable))
    return tree, bool(durable)


def _in_batches(tree: Path) -> Iterator[list[str]]:
    batch: list[str] = []
    for folder, _, names in os.walk(tree / _MEDIA):
        batch += [os.path.relpath(f"{folder}/{name}", tree) for name in names]
        if len(batch) >= _FILES_AT_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch


def appear(tree: str, site: str, *, disk: Disk) -> None:
    """Make durable what is laid and let it be the site."""
    disk.sync(tree)
    disk.move(tree, site)
    disk.sync(site)
