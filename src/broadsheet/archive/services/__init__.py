"""The one way into the archive: every change of what readers may see goes through here.

Each function makes its change and the :mod:`~broadsheet.archive.changes` rows that tell the press of it
in one transaction::

    from broadsheet.archive import services
    origin = services.Origin(source="old-site.xml", format="wxr", rank=30)
    for outcome in services.store_posts(finds, origin=origin):
        print(outcome.verdict, outcome.post_id)
"""

from broadsheet.archive.services.dating import (
    DatedPost,
    Dating,
    UndatedPost,
    date_posts,
    owners_of,
    planned_path,
    undated_posts,
)
from broadsheet.archive.services.editing import Edit, Filing
from broadsheet.archive.services.origins import (
    Origin,
    Outcome,
    begin_rescue,
    finish_rescue,
    finished_report,
    newest_post,
)
from broadsheet.archive.services.pages import store_pages
from broadsheet.archive.services.pictures import (
    PictureEntry,
    PictureFacts,
    StoredPicture,
    UploadedWords,
    describe_picture,
    known_pictures,
    replace_picture,
    store_pictures,
    store_upload,
)
from broadsheet.archive.services.posts import store_posts
from broadsheet.archive.services.publishing import correct, delete_post, restore, withdraw
from broadsheet.archive.services.subjects import store_authors, store_old_addresses, store_tags

__all__ = [
    "DatedPost",
    "Dating",
    "Edit",
    "Filing",
    "Origin",
    "Outcome",
    "PictureEntry",
    "PictureFacts",
    "StoredPicture",
    "UndatedPost",
    "UploadedWords",
    "begin_rescue",
    "correct",
    "date_posts",
    "delete_post",
    "describe_picture",
    "finish_rescue",
    "finished_report",
    "known_pictures",
    "newest_post",
    "owners_of",
    "planned_path",
    "replace_picture",
    "restore",
    "store_authors",
    "store_old_addresses",
    "store_pages",
    "store_pictures",
    "store_posts",
    "store_tags",
    "store_upload",
    "undated_posts",
    "withdraw",
]
