"""The command line: one module for each verb, each a thin call of one public function."""

from broadsheet.cli.app import main

__all__ = ["main"]
