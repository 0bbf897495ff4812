"""Who signs a post, and that nobody's address is told."""

from pathlib import Path

from tests.rescue.wxr.exports import Comment, Post, cdata, comment, export, read


def author(login: str, name: str) -> str:
    return (
        f"\t<wp:author><wp:author_login>{login}</wp:author_login>\n"
        f"<wp:author_email>{login}@harbour.example</wp:author_email>\n"
        f"<wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>\n"
    )


def test_a_login_is_signed_with_the_name_of_the_author_list(tmp_path: Path) -> None:
    (person,) = read(tmp_path, export(Post())).post.authors
    assert (person.name, person.login, person.slug) == ("Mona Reyes", "mona", "mona")
    assert person.address == "https://harbour.example/author/mona/"


def test_a_login_that_no_list_knows_signs_itself(tmp_path: Path) -> None:
    assert [person.name for person in read(tmp_path, export(Post(creator="guest"))).post.authors] == ["guest"]


def test_a_post_without_author_has_none(tmp_path: Path) -> None:
    assert read(tmp_path, export(Post(creator=""))).post.authors == ()


def test_several_authors_sign_in_their_order(tmp_path: Path) -> None:
    terms = (
        ("author", "cap-jane", "jane"),
        ("author", "cap-mona", "mona"),
        ("author", "cap-old-hand", "Old Hand"),
    )
    reading = read(tmp_path, export(Post(terms=terms), more=author("jane", "Jane Lumen")))
    assert [person.name for person in reading.post.authors] == ["Jane Lumen", "Mona Reyes", "Old Hand"]
    assert reading.post.tags == ()


def test_a_guest_author_signs_with_the_name_of_the_profile_further_down(tmp_path: Path) -> None:
    post = Post(id=1, terms=(("author", "cap-rafi", "cap-rafi"),))
    profile = Post(id=2, type="guest-author", slug="cap-rafi", title="Rafi Omar", content="")
    assert [person.name for person in read(tmp_path, export(post, profile)).posts[0].authors] == ["Rafi Omar"]


def test_an_author_block_over_many_lines_is_read(tmp_path: Path) -> None:
    block = author("jane", "Jane\n   Lumen").replace("><wp:", ">\n\n<wp:")
    assert "Jane Lumen" in [person.name for person in read(tmp_path, export(Post(), more=block)).people]


def test_no_address_of_anybody_is_in_any_find(tmp_path: Path) -> None:
    said = comment(Comment(author="angry@private.example"))
    post = Post(creator="jane@harbour.example", extra=said)
    reading = read(tmp_path, export(post, more=author("omid@harbour.example", "omid@harbour.example")))
    assert [person.name for person in reading.post.authors] == ["jane"]
    told = repr(reading.finds)
    assert "@" not in told
    assert "203.0.113" not in told
    assert "private.example" not in told


def test_private_data_that_damage_lays_bare_is_not_told(tmp_path: Path) -> None:
    copy = export(Post(extra=comment(Comment()))).replace("<wp:comment>", "<wp:comXXnt>")
    told = repr(read(tmp_path, copy).finds)
    assert "reader@" not in told
    assert "203.0.113" not in told


def test_a_custom_field_that_names_an_address_is_left_over_without_it(tmp_path: Path) -> None:
    meta = (("contact", "Write to the desk at desk@harbour.example before noon."),)
    reading = read(tmp_path, export(Post(meta=meta)))
    assert reading.said("contact").quote == "Write to the desk at … before noon."
