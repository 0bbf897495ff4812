"""Pictures as they are uploaded and chosen: rows of the archive, taken in through ``archive.intake`` alone.

Guarantees: an upload is held in memory, cleaned, and only then stored; neither the file as it was nor its name is
ever kept. A picture that is there already is not stored a second time.
"""
