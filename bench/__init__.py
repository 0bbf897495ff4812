"""Measurements side by side with peers: ``python -m bench`` prints a table and writes ``build/bench.json``."""
