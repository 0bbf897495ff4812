"""The garden of tags: found, renamed, described, placed below each other, merged, deleted; what looks alike.

``viewset`` lists and edits them, ``merging`` makes one of two, ``journal`` tells what was done and takes it back,
``likeness`` finds names that look alike and ``lookalikes`` shows them. What is done is done by
:mod:`broadsheet.archive.services.garden`.
"""
