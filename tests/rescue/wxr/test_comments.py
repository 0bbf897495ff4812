"""Approved comments are kept; the rest is counted."""

from pathlib import Path

from tests.rescue.wxr.exports import Comment, Post, comment, export, read


def test_an_approved_comment_is_kept_as_plain_text(tmp_path: Path) -> None:
    said = Comment(content="Well said.<br />Next time <b>earlier</b>, please &amp; thanks.")
    (kept,) = read(tmp_path, export(Post(extra=comment(said)))).post.comments
    assert (kept.author, kept.body) == ("A reader", "Well said.\nNext time earlier, please & thanks.")
    assert kept.at is not None
    assert kept.at.isoformat() == "2019-05-07T10:00:00+04:30"


def test_a_reply_knows_what_it_replies_to(tmp_path: Path) -> None:
    both = comment(Comment(id=1)) + comment(Comment(id=2, parent=1))
    first, reply = read(tmp_path, export(Post(extra=both))).post.comments
    assert reply.parent_key == first.key


def test_a_reply_to_something_left_out_stands_by_itself(tmp_path: Path) -> None:
    both = comment(Comment(id=1, approved="0")) + comment(Comment(id=2, parent=1))
    (reply,) = read(tmp_path, export(Post(extra=both))).post.comments
    assert reply.parent_key == ""


def test_what_is_no_approved_comment_is_counted_by_reason(tmp_path: Path) -> None:
    others = [Comment(id=1, type="pingback"), Comment(id=2, type="like"), Comment(id=3, approved="spam")]
    reading = read(tmp_path, export(Post(extra="".join(map(comment, others)))))
    assert reading.post.comments == ()
    assert [reading.said(reason).count for reason in ("“pingback”", "“like”", "not approved")] == [1, 1, 1]


def test_a_comment_of_the_oldest_exports_has_no_type(tmp_path: Path) -> None:
    assert len(read(tmp_path, export(Post(extra=comment(Comment(type=""))))).post.comments) == 1
