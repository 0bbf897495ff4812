"""The one tree of errors that Broadsheet raises on purpose.

::

    BroadsheetError            something a person can act on; the cli prints it as one sentence
    ├── UsageError             the call was wrong (exit code 2)
    ├── PublicationError       the publication's folder or its settings are not usable
    │   └── SettingChangedError  somebody else changed the same setting meanwhile
    ├── RescueError            a copy cannot be read as what it claims to be
    │   └── UnknownFormat      no reader knows this file
    ├── PictureError           a picture cannot be taken in
    ├── ThemeError             a template or a style sheet of the theme is broken
    └── PublishError           an edition could not be completed; the next publish completes it

Messages read "couldn't X: cause", name the offending value and its place, and
say what to do. Nothing below the cli prints or exits.
"""

__all__ = [
    "BroadsheetError",
    "PictureError",
    "PublicationError",
    "PublishError",
    "RescueError",
    "SettingChangedError",
    "ThemeError",
    "UnknownFormat",
    "UsageError",
]


class BroadsheetError(Exception):
    """Anything Broadsheet refuses, in one sentence for a person."""


class UsageError(BroadsheetError):
    """The call itself was wrong: a path that is not there, options that exclude each other."""


class PublicationError(BroadsheetError):
    """The publication's folder, settings or archive are not usable as they are."""


class SettingChangedError(PublicationError):
    """Somebody else changed the same setting since it was looked at; ``name`` says which."""

    def __init__(self, message: str, *, name: str) -> None:
        super().__init__(message)
        self.name = name


class RescueError(BroadsheetError):
    """A copy cannot be read as what it claims to be."""


class UnknownFormat(RescueError):
    """No reader knows what this file is."""


class PictureError(BroadsheetError):
    """A picture cannot be taken in: not a picture, too large, or broken."""


class ThemeError(BroadsheetError):
    """A template or style sheet of the theme is broken; the message names file and line."""


class PublishError(BroadsheetError):
    """An edition could not be completed. What was written is whole; the next publish goes on."""
