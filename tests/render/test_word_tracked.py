"""Tracked changes of all kinds: rejected the old draft, accepted the new one, exactly."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from resolved import marked, resolved, revision_faults
from trackedcase import (
    EDITS,
    SECTION_PUT_IN,
    assert_exact,
    both_ways,
    drafts,
    outline,
    project,
    shuffled,
)
from wordfile import WordFile, text, w

LAYOUT = ("a page break", "another page break")
"""What is of the looks is the new version's: no word of it is marked."""
AT_THE_END = [
    name for name in EDITS if "last" in name or name.startswith(("a whole chapter that", "all"))
]


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("before") / "city")


@pytest.mark.parametrize("name", EDITS)
def test_an_edit(name: str, before: Path, tmp_path: Path) -> None:
    after = project(tmp_path / "city")
    EDITS[name](after)
    for made in both_ways(before, after):
        assert [] == revision_faults(made.tracked)
        assert_exact(made)
        changes = list(WordFile(made.tracked).body.iter(w("ins"), w("del")))
        assert bool(changes) is (name not in LAYOUT)


@pytest.mark.parametrize("name", AT_THE_END)
def test_an_edit_at_the_very_end(name: str, before: Path, tmp_path: Path) -> None:
    """Where no 確認事項 follow: the last paragraph of all cannot go, and its end is shared."""
    after = project(tmp_path / "city")
    EDITS[name](after)
    for made in both_ways(before, after, final=True):
        assert [] == revision_faults(made.tracked)
        assert outline(made.new) == outline(resolved(made.tracked, accept=True))
        rejected = outline(resolved(made.tracked, accept=False))
        assert _without_contents(outline(made.old)) == _without_contents(rejected)


def _without_contents(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith("toc ")]


@pytest.mark.parametrize("seed", range(12))
def test_random_edits(seed: int, before: Path, tmp_path: Path) -> None:
    """Lines of the real project changed, gone, doubled and moved."""
    after = project(tmp_path / "city")
    shuffled(after, random.Random(seed))
    made = drafts(before, after)
    assert [] == revision_faults(made.tracked)
    assert_exact(made)


def test_nothing_is_marked_where_nothing_changed(before: Path) -> None:
    made = drafts(before, before)
    assert not list(WordFile(made.tracked).body.iter(w("ins"), w("del"), w("pPrChange")))
    assert outline(made.new) == outline(made.tracked)


def test_a_paragraph_that_did_not_change_holds_no_revision(before: Path, tmp_path: Path) -> None:
    after = project(tmp_path / "city")
    SECTION_PUT_IN(after)
    tracked = WordFile(drafts(before, after).tracked)
    changed = [
        text(paragraph)
        for paragraph in tracked.body.iter(w("p"))
        if next(paragraph.iter(w("ins"), w("del")), None) is not None
        and paragraph.getparent().tag != w("tc")
    ]
    # What bears another number now, and a reference that follows it, are what they were.
    assert ["間の節", "本文である。"] == changed


def test_the_same_versions_are_the_same_file(before: Path, tmp_path: Path) -> None:
    after = project(tmp_path / "city")
    EDITS["several at once"](after)
    assert drafts(before, after).tracked == drafts(before, after).tracked


def test_words_are_marked_as_phrases(before: Path, tmp_path: Path) -> None:
    after = project(tmp_path / "city")
    EDITS["a word in a paragraph"](after)
    made = drafts(before, after)
    body = WordFile(made.tracked).body
    told = [
        (part.tag.removeprefix(w("")), "".join(part.itertext()))
        for part in body.iter(w("ins"), w("del"))
    ]
    assert [("del", "短期的"), ("ins", "中期的")] == told
    assert 6 == marked(made.tracked)


def test_who_changed_it(before: Path, tmp_path: Path) -> None:
    after = project(tmp_path / "city")
    EDITS["a word in a paragraph"](after)
    assert {"市民協働課"} == _authors(drafts(before, after).tracked)
    after = project(tmp_path / "nobody")
    EDITS["a word in a paragraph"](after)
    settings = after / "guideline.toml"
    settings.write_text(settings.read_text("utf-8").replace("市民協働課", ""), encoding="utf-8")
    assert {"作成者"} == _authors(drafts(before, after).tracked)


def _authors(data: bytes) -> set[str]:
    body = WordFile(data).body
    return {part.get(w("author")) for part in body.iter(w("ins"), w("del"))}
