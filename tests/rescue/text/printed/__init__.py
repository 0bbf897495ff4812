"""Invented archive pages as web sites print them, in nine languages and many themes, and as extractors leave them.

The truth of a page is known by construction, so a reader's finds can be counted against it.
Everything follows from a seed: the same number makes the same page on every machine.
"""
