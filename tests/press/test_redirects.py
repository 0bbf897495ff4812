"""Old addresses in the forms that hosts read."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.archive.rows import RedirectRow, TagRow
from broadsheet.press.hosts import SAFETY_HEADERS, HostLists, caddy, netlify, nginx
from broadsheet.press.redirects import Move, category_addresses, moves
from broadsheet.publication import Settings

OLD = RedirectRow("2019/old post/", "2019/05/05/خبر/")
QUERY = RedirectRow("?p=123", "2019/05/05/rally/")
GONE = RedirectRow("gone/", None)

letters = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\"'\\{}$;`~^*()[]|?#%&=<>./ \n\r\t\0@:!+,"),
    min_size=1,
    max_size=40,
)


def files(*rows: RedirectRow, url: str = "https://paper.example/") -> dict[str, str]:
    """All host files by place and path."""
    with HostLists(Settings(url=url)) as lists:
        lists.add(iter(rows))
        made = lists.files(folder="/srv/paper")
        return {f"{place}/{path}": content.decode() for place, path, content in made}


def test_lists_that_are_filled_a_little_at_a_time_hold_each_address_once() -> None:
    other = RedirectRow(OLD.old, "elsewhere/")
    with HostLists(Settings(url="https://paper.example/")) as lists:
        for rows in ([OLD, QUERY], [], [other, GONE, QUERY]):
            lists.add(rows)
        filled = {(place, path): content for place, path, content in lists.files()}
    with HostLists(Settings(url="https://paper.example/")) as lists:
        lists.add([OLD, QUERY, GONE])
        assert filled == {(place, path): content for place, path, content in lists.files()}


def test_an_old_address_is_read_as_path_and_query() -> None:
    assert list(moves([OLD, QUERY, GONE])) == [
        Move("/2019/old post/", "", "/2019/05/05/%D8%AE%D8%A8%D8%B1/"),
        Move("/", "p=123", "/2019/05/05/rally/"),
        Move("/gone/", "", None),
    ]


def test_a_site_in_a_folder_has_it_before_every_address() -> None:
    assert next(moves([OLD], prefix="/paper/")) == Move(
        "/paper/2019/old post/", "", "/paper/2019/05/05/%D8%AE%D8%A8%D8%B1/"
    )


@pytest.mark.parametrize("old", ["about/", "/about/", "", "../x/", "a/./b/", "a\nb/", "a\x00/"])
def test_an_address_that_leads_to_itself_or_that_no_browser_can_ask_for_is_left_out(old: str) -> None:
    assert list(moves([RedirectRow(old, "about/")])) == []


def test_the_site_s_own_list_uses_only_what_every_host_knows() -> None:
    lines = files(OLD, QUERY, GONE)["site/_redirects"].splitlines()
    assert lines[0] == "/2019/old%20post/ /2019/05/05/%D8%AE%D8%A8%D8%B1/ 301"
    assert all(re.fullmatch(r"/\S* /\S* 301", line) for line in lines)
    assert not any("p=123" in line or "gone" in line for line in lines)


def test_the_site_s_own_list_never_outgrows_what_every_host_reads() -> None:
    rows = [RedirectRow(f"{'خبر' * 20}/{number}/", "about/") for number in range(3000)]
    content = files(*rows)["site/_redirects"]
    assert 60_000 < len(content.encode()) <= 64 * 1024
    assert content.endswith("/page/:page/ / 301\n")
    short = [RedirectRow(f"o/{number}/", "a/") for number in range(3000)]
    assert files(*short)["site/_redirects"].count("/o/") == 2000


def test_netlify_s_list_has_queries_and_withdrawn_addresses_and_goes_before_pages() -> None:
    lines = files(OLD, QUERY, GONE)["hosting/netlify/_redirects"].splitlines()
    assert lines[:3] == [
        "/2019/old%20post/ /2019/05/05/%D8%AE%D8%A8%D8%B1/ 301!",
        "/ p=123 /2019/05/05/rally/ 301!",
        "/gone/ /410.html 410!",
    ]


@given(st.text(st.sampled_from("ab9_.~-=&%+ 2fé"), min_size=1, max_size=12))
def test_netlify_s_list_has_every_part_of_a_query_as_a_word(query: str) -> None:
    path, *parts, _, _ = netlify.netlify_line(Move("/", query, "/about/"), prefix="/").decode().split(" ")
    told = [tuple(unquote(half) for half in part.split("=")) for part in parts]
    assert (path, told) == ("/", parse_qsl(query, keep_blank_values=True))


def test_a_placeholder_s_letters_in_an_old_address_are_only_letters() -> None:
    assert files(RedirectRow("a*/:b/", "about/"))["site/_redirects"].startswith("/a%2A/%3Ab/ /about/ 301\n")


def test_the_headers_file_sends_the_safety_headers_everywhere_and_names_none_twice_for_a_path() -> None:
    blocks = re.split(r"\n(?=/)", files()["site/_headers"].strip())
    rules = {block.split("\n")[0]: [line.strip() for line in block.split("\n")[1:]] for block in blocks}
    assert rules["/*"] == [f"{name}: {value}" for name, value in SAFETY_HEADERS.items()]
    assert rules["/media/*"] == ["Cache-Control: public, max-age=31536000, immutable"]
    assert "Cache-Control" not in "".join(rules["/*"])


def test_a_server_is_called_by_its_name_in_ascii_and_any_name_will_do_while_it_is_unknown() -> None:
    assert (
        "server_name xn--bcher-kva.example;"
        in files(url="https://bücher.example/")["hosting/nginx/broadsheet.conf"]
    )
    for unknown in ("", "https://a;b.example/", "https://[::1]/"):
        assert "server_name _;" in files(url=unknown)["hosting/nginx/broadsheet.conf"]
    assert "\n:80 {" in files(url="")["hosting/caddy/Caddyfile"]
    assert "\nhttp://abc.onion {" in files(url="http://abc.onion/")["hosting/caddy/Caddyfile"]


def test_the_files_in_the_site_are_only_those_that_hosts_read_there() -> None:
    assert sorted(name for name in files() if name.startswith("site/")) == [
        "site/_headers",
        "site/_redirects",
    ]


def test_apache_s_file_stays_short_enough_to_be_read_at_every_request() -> None:
    rows = [RedirectRow(f"o/{number}/", "a/") for number in range(5000)]
    assert files(*rows)["hosting/apache/htaccess"] == files(*rows[:2000])["hosting/apache/htaccess"]


def table_lines(table: bytes) -> Iterator[tuple[str, str]]:
    """A table's keys and values as a server's parser sees them."""
    for line in table.decode().splitlines():
        found = re.fullmatch(r'"((?:[^"\\]|\\.)*)" "?([^" ;]+)"?;?', line)
        assert found, line
        yield found[1], found[2]


def compiled(key: str) -> re.Pattern[str]:
    """A table's key as a pattern of the addresses that it matches."""
    if not key.startswith("~"):
        return re.compile(re.escape(key) + r"\Z")
    return re.compile(re.sub(r"\\x\{?([0-9a-f]{2})\}?", r"\\x\1", key[1:]).replace(r"\z", r"\Z"))


@given(letters)
def test_in_every_table_any_old_address_matches_itself_alone(old: str) -> None:
    for move in moves([RedirectRow(old, "about/")]):
        query = f"?{move.query}" if move.query else ""
        entry = nginx.nginx_entry(move)
        assert entry
        for line, path in (
            (entry[1], re.sub("/{2,}", "/", move.path)),
            (caddy.caddy_entry(move)[1], move.path),
        ):
            ((key, target),) = table_lines(line)
            assert target == "/about/"
            assert compiled(key).match(path + query)
            assert not compiled(key).match(path + query + "x")
            assert not compiled(key).match("/x" + path + query)


@given(letters)
def test_an_old_address_is_one_line_of_every_file(old: str) -> None:
    before, after = files(), files(RedirectRow(old, "about/"))
    grown = {name: after[name].count("\n") - before[name].count("\n") for name in after}
    assert set(grown.values()) <= {0, 1, 2}
    assert "$" not in "".join(after[f"hosting/nginx/{name}.map"] for name in nginx.TABLES)


def test_a_category_is_found_under_its_parents_and_alone() -> None:
    tags = [
        TagRow(1, "World", "world", kind="section"),
        TagRow(2, "Asia", "asia", kind="section", parent_id=1),
        TagRow(3, "Rain", "rain"),
    ]
    assert list(category_addresses(tags)) == [
        RedirectRow("category/world/", "tag/world/"),
        RedirectRow("category/asia/", "tag/asia/"),
        RedirectRow("category/world/asia/", "tag/asia/"),
    ]


def test_a_circle_of_categories_ends() -> None:
    circle = [
        TagRow(1, "A", "a", kind="section", parent_id=2),
        TagRow(2, "B", "b", kind="section", parent_id=1),
    ]
    assert RedirectRow("category/b/a/", "tag/a/") in list(category_addresses(circle))
