"""The command line: one module for each verb, each a thin call of one public function."""

import gc

# Nothing that is loaded is garbage, and looking for some takes a fifth of the time until a command begins.
gc.disable()
from broadsheet.cli.app import main  # noqa: E402

gc.enable()

__all__ = ["main"]
