"""The page of scale counts files as the press makes them, and is computed without surprises."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from broadsheet.press import publish
from broadsheet.publication import Publication
from tests.conftest import CHECKOUT
from tests.press.reading import tree
from tests.press.synthetic import fill_archive


@pytest.fixture(scope="module")
def scale() -> ModuleType:
    """tools/scale.py, which is part of a program and of no package."""
    spec = importlib.util.spec_from_file_location("scale", CHECKOUT / "tools" / "scale.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scale"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("posts", [100, 1000])
def test_files_are_counted_as_a_site_has_them(scale: ModuleType, paper: Publication, posts: int) -> None:
    fill_archive(posts=posts, tags=30, tags_of_a_post=4, years=10, body_words=10)
    publish(paper, executor=0)
    shape = scale.Shape(posts, years=10, tags=30, tags_of_a_post=4, authors=12, page_posts=20)
    counted, there = scale.count_files(shape).total, len(tree(paper.site))
    assert counted == pytest.approx(there, rel=0.08)


@pytest.mark.only_files
def test_every_constant_can_be_measured_anew(scale: ModuleType, tmp_path: Path) -> None:
    code = "import json, sys, pathlib; from bench.scale import measure; "
    code += "print(json.dumps(measure(pathlib.Path(sys.argv[1]), 400)))"
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    measured = json.loads(told.stdout)
    assert measured.keys() == scale.read_constants()["measured"].keys()
    assert all(value >= 0 for value in measured.values())


def test_a_larger_paper_never_costs_less(scale: ModuleType) -> None:
    constants = scale.read_constants()
    small, middle, large = (scale.estimate(posts, constants) for posts in scale.SIZES)
    for name in ("files", "bytes", "disk", "archive", "build", "edit", "new_post"):
        assert getattr(small, name) <= getattr(middle, name) <= getattr(large, name), name
    assert small.new_post_files == large.new_post_files


def test_every_limit_is_met_at_the_size_that_is_told(scale: ModuleType) -> None:
    constants = scale.read_constants()
    for limit in scale.limits(constants):
        posts = scale.reached(limit, constants)
        if posts:
            assert limit.value(scale.estimate(round(posts * 1.1) + 1, constants)) > limit.most, limit.what
            assert limit.value(scale.estimate(round(posts * 0.9), constants)) <= limit.most, limit.what
