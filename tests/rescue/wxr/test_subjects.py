"""Tags, sections, languages and translations."""

from pathlib import Path

from tests.rescue.wxr.exports import FOOT, Post, cdata, export, head, item, read

SECTIONS = """
	<wp:category><wp:term_id>4</wp:term_id>
		<wp:category_nicename>world</wp:category_nicename><wp:category_parent></wp:category_parent>
		<wp:cat_name><![CDATA[World]]></wp:cat_name></wp:category>
	<wp:category>
		<wp:term_id>5</wp:term_id>
		<wp:category_nicename>asia</wp:category_nicename><wp:category_parent>world</wp:category_parent>
		<wp:cat_name><![CDATA[Asia]]></wp:cat_name>
		<wp:category_description><![CDATA[East of here]]></wp:category_description></wp:category>
	<wp:tag><wp:term_id>6</wp:term_id><wp:tag_slug>boats</wp:tag_slug>
		<wp:tag_name><![CDATA[Boats &amp; ships]]></wp:tag_name></wp:tag>
"""


def test_a_tag_is_known_by_its_decoded_slug(tmp_path: Path) -> None:
    (tag,) = read(tmp_path, export(Post(terms=(("post_tag", "%d8%a2%d8%a8", "آب"),)))).post.tags
    assert (tag.name, tag.slug, tag.kind) == ("آب", "آب", "topic")
    assert tag.address == "https://harbour.example/tag/%D8%A2%D8%A8/"


def test_a_category_is_a_section_below_its_parent(tmp_path: Path) -> None:
    (tag,) = read(tmp_path, export(Post(terms=(("category", "asia", "Asia"),)), more=SECTIONS)).post.tags
    assert (tag.kind, tag.parent, tag.description) == ("section", "world", "East of here")
    assert tag.address == "https://harbour.example/category/world/asia/"


def test_a_circle_of_parents_is_cut(tmp_path: Path) -> None:
    circle = SECTIONS.replace(
        "<wp:category_parent></wp:category_parent>", "<wp:category_parent>asia</wp:category_parent>"
    )
    (tag,) = read(tmp_path, export(Post(terms=(("category", "asia", "Asia"),)), more=circle)).post.tags
    assert tag.parent == "world"


def test_tags_that_only_the_head_names_are_handed_out(tmp_path: Path) -> None:
    tags = read(tmp_path, export(Post(), more=SECTIONS)).tags
    assert {(tag.kind, tag.slug, tag.name) for tag in tags} == {
        ("section", "world", "World"),
        ("section", "asia", "Asia"),
        ("topic", "boats", "Boats & ships"),
    }


def test_terms_of_the_oldest_exports_come_once(tmp_path: Path) -> None:
    old = "".join(
        f"<category{mark}>{cdata(name)}</category>"
        for mark, name in (
            ("", "World"),
            (' domain="category" nicename="world"', "World"),
            (' domain="tag"', "Boats"),
            (' domain="tag" nicename="boats"', "Boats"),
            ("", "Boats"),
        )
    )
    tags = read(tmp_path, export(Post(extra=old))).post.tags
    assert [(tag.kind, tag.slug) for tag in tags] == [("section", "world"), ("topic", "boats")]


def test_a_category_without_domain_is_a_section_if_the_head_knows_it(tmp_path: Path) -> None:
    bare = "<category>Asia</category><category>Nets</category>"
    tags = read(tmp_path, export(Post(extra=bare), more=SECTIONS)).post.tags
    assert [(tag.kind, tag.slug) for tag in tags] == [("section", "asia"), ("topic", "")]


def test_the_default_category_is_no_tag(tmp_path: Path) -> None:
    terms = (("category", "uncategorized", "Uncategorized"), ("category", "x", "دسته‌بندی نشده"))
    reading = read(tmp_path, export(Post(terms=terms)))
    assert reading.post.tags == ()
    assert reading.said("default category").quote == "Uncategorized, دسته‌بندی نشده"


def test_a_renamed_default_category_stays_a_section(tmp_path: Path) -> None:
    renamed = SECTIONS.replace("<wp:term_id>4<", "<wp:term_id>1<")
    assert (
        len(read(tmp_path, export(Post(terms=(("category", "world", "World"),)), more=renamed)).post.tags)
        == 1
    )


def test_taxonomies_about_people_and_places_become_tags_of_that_kind(tmp_path: Path) -> None:
    terms = (("people", "ada", "Ada"), ("location", "quay", "The quay"), ("series", "storms", "Storms"))
    tags = read(tmp_path, export(Post(terms=terms))).post.tags
    assert [(tag.kind, tag.name) for tag in tags] == [
        ("person", "Ada"),
        ("place", "The quay"),
        ("topic", "Storms"),
    ]


def test_other_taxonomies_are_counted_with_their_names(tmp_path: Path) -> None:
    reading = read(tmp_path, export(Post(terms=(("post_format", "post-format-aside", "Aside"),))))
    assert reading.post.tags == ()
    assert reading.said("“post_format”").quote == "Aside"


def test_the_language_term_outweighs_the_channel(tmp_path: Path) -> None:
    post = Post(title="قایق", content="<p>قایق‌ها امروز می‌روند.</p>", terms=(("language", "fa", "فارسی"),))
    assert read(tmp_path, export(post)).post.language == "fa"


def test_persian_below_an_english_channel_is_persian(tmp_path: Path) -> None:
    post = Post(title="گزارش", content="<p>قایق‌ها امروز می‌روند و چراغ‌ها خاموش است.</p>")
    assert read(tmp_path, export(post, language="en-US")).post.language == "fa"


def test_translations_of_one_text_share_a_group(tmp_path: Path) -> None:
    terms = (("post_translations", "pll_1", "pll_1"),)
    posts = read(tmp_path, export(Post(id=1, terms=terms), Post(id=2, terms=terms), Post(id=3))).posts
    assert posts[0].translation_group == posts[1].translation_group != ""
    assert posts[2].translation_group == ""


def test_the_site_says_its_name_tagline_language_and_address(tmp_path: Path) -> None:
    facts = read(tmp_path, head() + item(Post()) + FOOT).facts
    assert (facts.name, facts.tagline, facts.language) == (
        "The Harbour Gazette",
        "News from the quay",
        "en-US",
    )
    assert facts.url == "https://harbour.example"
