"""Who signs posts, tended: listed and found, given another name, merged where one person has two.

Public modules: ``viewset`` is the list and the form, ``merging`` makes one author of two.
"""
