"""Links and pictures of a body, and the hints that tie them to the archive."""

from broadsheet.archive.body import LinkUse, add_hints, links_of, pictures_of, sanitise

BODY = (
    '<p><a href="https://old.org/a/">a</a> <a href="#note">b</a> <a href="/c/" data-post="3">c</a></p>'
    '<figure><img src="https://old.org/p.jpg" alt="p" width="4" height="3"></figure>'
    '<figure><img src="/q.jpg" data-image="8"></figure>'
)


def test_links_are_found_in_order_without_those_within_the_body() -> None:
    assert links_of(BODY) == (LinkUse("https://old.org/a/", None), LinkUse("/c/", 3))


def test_pictures_are_found_with_what_is_known_of_them() -> None:
    first, second = pictures_of(BODY)
    assert (first.src, first.alt, first.width, first.height, first.first) == (
        "https://old.org/p.jpg",
        "p",
        4,
        3,
        True,
    )
    assert (second.image_id, second.first) == (8, False)


def test_a_body_without_links_or_pictures_has_none() -> None:
    assert links_of("<p>a</p>") == ()
    assert pictures_of("<p>a</p>") == ()


def test_hints_are_added_where_an_address_is_known_and_the_body_stays_canonical() -> None:
    hinted = add_hints(
        BODY,
        post_of=lambda href: 5 if href == "https://old.org/a/" else None,
        image_of=lambda src: 7 if src.endswith("p.jpg") else None,
    )
    assert [use.post_id for use in links_of(hinted)] == [5, 3]
    assert [use.image_id for use in pictures_of(hinted)] == [7, 8]
    assert sanitise(hinted) == hinted


def test_a_body_that_nothing_is_known_of_is_not_rewritten() -> None:
    assert add_hints(BODY, post_of=lambda _: None, image_of=lambda _: None) is BODY
