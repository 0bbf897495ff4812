"""Tags are found again by slug, name or alias; merging them loses no post and no address."""

from broadsheet.archive import models, selectors, services
from broadsheet.archive.finds import TagFind
from broadsheet.archive.services import garden
from broadsheet.publication import Publication
from tests.archive.finding import WXR, post, tags
from tests.gardening import BY


def test_two_writings_of_a_name_are_one_tag(paper: Publication) -> None:
    ids = services.store_tags([TagFind("حقوق بشر"), TagFind("حقوق  بشر"), TagFind("MEK"), TagFind("mek")])
    assert len(set(ids.values())) == 2


def test_tags_with_their_own_slugs_stay_apart_even_under_one_name(paper: Publication) -> None:
    ids = services.store_tags([TagFind("News", slug="news"), TagFind("News", slug="news-2")])
    assert len(set(ids.values())) == 2


def test_names_that_make_one_slug_get_different_addresses(paper: Publication) -> None:
    services.store_tags([TagFind("C"), TagFind("C++"), TagFind("C#")])
    assert models.Tag.objects.values("slug").distinct().count() == models.Tag.objects.count()


def test_a_section_finds_its_parent_wherever_it_stands_in_the_copy(paper: Publication) -> None:
    child = TagFind("Elections", slug="elections", kind="section", parent="politics")
    ids = services.store_tags([child, TagFind("Politics", slug="politics", kind="section")])
    parent = models.Tag.objects.get(pk=ids[child]).parent
    assert parent is not None
    assert parent.name == "Politics"


def test_merged_tags_share_their_posts_and_both_addresses(paper: Publication) -> None:
    services.store_posts(
        [
            post(tags=tags("MEK Abania")),
            post(key="wxr:example.org:2", headline="B", tags=tags("MEK Albania", "MEK Abania")),
        ],
        origin=WXR,
    )
    wrong, right = models.Tag.objects.get(name="MEK Abania"), models.Tag.objects.get(name="MEK Albania")
    assert garden.merge(source=wrong.pk, target=right.pk, by=BY).posts == 1
    assert [(tag.name, tag.count) for tag in selectors.tags_with_counts()] == [("MEK Albania", 2)]
    assert selectors.resolve_addresses(["tag/mek-abania/"]) == {"tag/mek-abania/": "tag/mek-albania/"}
    assert services.store_tags([TagFind("MEK Abania")])[TagFind("MEK Abania")] == right.pk
