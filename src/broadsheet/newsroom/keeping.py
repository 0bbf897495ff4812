"""What the newsroom keeps in the publication's folder beside the archive: its secret key, its static files.

Guarantees: the key is made once, from the system's randomness, in a file that only its owner may read, whole or
not at all; a file that others may read is refused rather than used. No Django here, since Django's settings
need it.
"""

import os
import secrets
import stat
from pathlib import Path

from broadsheet.errors import PublicationError

__all__ = ["newsroom_folder", "secret_key"]


def newsroom_folder(folder: Path) -> Path:
    """Where the newsroom keeps what can be made anew; readable by its owner alone."""
    path = folder / ".newsroom"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def secret_key(folder: Path) -> str:
    """The key that signs sessions and one-time links of the publication in ``folder``; made if there is none.

    Deleting the file signs everybody out and voids the links.

    Raises:
        PublicationError: others may read it, it holds no key, or it can't be made.
    """
    path = folder / "newsroom.key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            # A crash before the end of this block leaves an empty file, which is refused below.
            out.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    except OSError as error:
        raise PublicationError(f"couldn't make {path}: {error.strerror}; allow writing there") from error
    return _read(path)


def _read(path: Path) -> str:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise PublicationError(f"couldn't read {path}: {error}; delete it, and a new one is made") from error
    if mode & 0o077:
        raise PublicationError(
            f"couldn't use {path}: others on this machine may read it; delete it, and a new one is made"
        )
    if len(key) < 50:
        raise PublicationError(f"couldn't use {path}: it holds no key; delete it, and a new one is made")
    return key
