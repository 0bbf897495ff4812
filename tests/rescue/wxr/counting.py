"""How much of an invented export comes back, fact by fact."""

from collections import Counter
from pathlib import Path

from broadsheet.archive.body import text_of
from broadsheet.rescue.finds import PostFind
from tests.rescue.wxr.exports import read
from tests.rescue.wxr.invented import InventedExport, TruePost, as_status, kept_words

__all__ = ["FLOORS", "count_export"]

FLOORS = {
    "posts": 1.0,
    "headlines": 1.0,
    "statuses": 1.0,
    "words": 1.0,
    "words in order": 1.0,
    "tags": 1.0,
    "dates with their offset": 1.0,
    "comments": 1.0,
}
"""What was reached once, in shares; a fact may only gain."""


def count_export(export: InventedExport, data: bytes, folder: Path) -> Counter[str]:
    """Facts found, by name, and those that were there, by name with a question mark."""
    counts: Counter[str] = Counter()
    found = {post.key.rpartition(":")[2]: post for post in read(folder, data).posts}
    for truth in export.posts:
        counts["posts?"] += 1
        counts["headlines?"] += 1
        counts["statuses?"] += 1
        counts["dates with their offset?"] += 1
        counts["words in order?"] += 1
        counts["words?"] += len(truth.words)
        counts["tags?"] += len(truth.tags)
        counts["comments?"] += truth.comments
        post = found.get(str(truth.id))
        if post is not None:
            counts += _facts(truth, post)
    return counts


def _facts(truth: TruePost, post: PostFind) -> Counter[str]:
    shown = kept_words(post, text_of(post.body))
    return Counter(
        {
            "posts": 1,
            "headlines": int(post.headline == truth.headline),
            "statuses": int(post.status == as_status(truth.status)),
            "words": len(set(shown) & set(truth.words)),
            "words in order": int(shown == list(truth.words)),
            "tags": len({tag.name for tag in post.tags} & truth.tags),
            "dates with their offset": int(
                post.date.at == truth.at and post.date.at.utcoffset() == truth.at.utcoffset()
            ),
            "comments": min(len(post.comments), truth.comments),
            "betrayed": int(post.status == "published" and truth.status != "publish"),
        }
    )
