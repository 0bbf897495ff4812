"""Make the sample copy that ships in the package, from the manuscripts in ``tools/sample``.

    python tools/make_sample.py                    # everything, into src/broadsheet/sample
    python tools/make_sample.py --into DIR --no-pictures

Guarantees: the two text copies and the truth file come out byte for byte the same on any machine; the pictures
do for one version of Pillow, being JPEG. Uses Pillow and the standard library only.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from sample.manuscripts import Manuscript, Site, read_site
from sample.tag_page import tag_page_text
from sample.wordpress import export_of

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "broadsheet" / "sample"


def truth_of(site: Site) -> dict[str, Any]:
    """What a rescue of both copies together must find, and what no reader may ever see."""
    live = [post for post in site.posts if post.status == "publish" and not post.get("password")]
    hidden = [post for post in site.posts if post not in live]
    spoken = Counter(post.get("language", "en") for post in live)
    tags = Counter(tag for post in live for tag in post.names("tags", ";"))
    in_export = [post for post in live if post.get("route") != "tag-page"]
    return {
        "posts": len(live),
        "posts_by_language": dict(sorted(spoken.items())),
        "posts_in_export": len(in_export),
        "posts_on_tag_page": len(site.facts["tag_page_posts"]),
        "posts_in_both": sum(site.post(name) in in_export for name in site.facts["tag_page_posts"]),
        "pages": len(site.pages),
        "tags": dict(sorted(tags.items(), key=lambda pair: (-pair[1], pair[0]))),
        "sections": len(site.facts["sections"]),
        "authors": sorted(site.facts["authors"].values()),
        "pictures": len(site.pictures) - len(site.facts["missing"]),
        "pictures_missing": sorted(site.pictures[name].file for name in site.facts["missing"]),
        "unpublished": {_why_hidden(post): post.get("telltale") for post in hidden},
        "never_published": _never_published(site, hidden),
    }


def _why_hidden(post: Manuscript) -> str:
    return "password" if post.get("password") else post.status


def _never_published(site: Site, hidden: list[Manuscript]) -> list[str]:
    """Phrases, addresses and devices that may be in no file of a published site."""
    comments = [
        value for row in site.facts["comments"] for value in (row["email"], row["network"], row["text"])
    ]
    staff = [f"{login}@" for login in site.facts["authors"] if login != "desk"]
    phrases = [post.get("telltale") for post in hidden] + [post.get("password") for post in hidden]
    return [one for one in [*phrases, *comments, *staff, "Pelican DX-2"] if one]


def main() -> None:
    """Write the sample's files."""
    options = argparse.ArgumentParser(description="Make the sample copy from its manuscripts.")
    options.add_argument(
        "--into", type=Path, default=PACKAGE, help="folder to write to (default: the package)"
    )
    options.add_argument("--no-pictures", action="store_true", help="write the texts only")
    chosen = options.parse_args()
    site = read_site()
    chosen.into.mkdir(parents=True, exist_ok=True)
    (chosen.into / "night-ferry-export.xml").write_text(export_of(site), "utf-8", newline="\n")
    (chosen.into / "tag-page.txt").write_text(tag_page_text(site), "utf-8", newline="\n")
    truth = json.dumps(truth_of(site), ensure_ascii=False, indent=1)
    (chosen.into / "truth.json").write_text(truth + "\n", "utf-8", newline="\n")
    if not chosen.no_pictures:
        from sample.prints import print_pictures

        print_pictures(site, chosen.into / "uploads")


if __name__ == "__main__":
    main()
