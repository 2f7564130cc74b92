"""Edits, fixes and patches: what was not meant stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guideline_docs.failure import CannotRun
from guideline_docs.source.edit import Edit, Fix, Patch, apply
from guideline_docs.source.span import SourceText
from guideline_docs.source.text import decode


def edit(source: SourceText, old: str, new: str) -> Edit:
    at = source.text.index(old)
    return Edit(source.span(at, at + len(old)), new)


def test_a_fix_is_made_whole_or_waits() -> None:
    source = decode("あいう\nえおか\n".encode(), "a.txt")
    first = Fix("一", (edit(source, "い", "イ"),))
    both = Fix("二", (edit(source, "いう", "X"), edit(source, "お", "Y")))
    later = Fix("三", (edit(source, "か", "カ"),))
    patch, waiting = Patch.of_fixes([later, both, first])
    assert "あイう\nえおカ\n" == patch.text(source)
    assert [both] == waiting


def test_two_insertions_at_one_place_do_not_meet_by_chance() -> None:
    source = decode("ab".encode(), "a.txt")
    one, two = Edit(source.span(1, 1), "x"), Edit(source.span(1, 1), "y")
    patch, waiting = Patch.of_fixes([Fix("", (one,)), Fix("", (two,))])
    assert ("axb", [two]) == (patch.text(source), [fix.edits[0] for fix in waiting])
    with pytest.raises(ValueError):
        Patch.of([one, two])


def test_lines_may_come_and_go() -> None:
    source = decode("一\n二\n三\n四\n五\n六\n".encode(), "a.txt")
    patch = Patch.of([edit(source, "二\n", ""), edit(source, "五", "五\n新しい")])
    assert "一\n三\n四\n五\n新しい\n六\n" == patch.text(source)
    assert (
        "--- a.txt\n+++ a.txt\n"
        "@@ -1,3 +1,2 @@\n 一\n-二\n 三\n"
        "@@ -5,2 +4,3 @@\n 五\n+新しい\n 六\n"
    ) == patch.diff()


def test_the_diff_joins_what_is_near_and_parts_what_is_far() -> None:
    source = SourceText("x", "a\r\nb\rc\nd\ne\nf\ng\nh")
    patch = Patch.of(edit(source, old, "Z") for old in "acgh")
    assert (
        "--- x\n+++ x\n@@ -1,4 +1,4 @@\n-a\n+Z\n b\n-c\n+Z\n d\n"
        "@@ -6,3 +6,3 @@\n f\n-g\n-h\n+Z\n+Z\n"
    ) == patch.diff()
    assert "" == Patch().diff()


def test_the_diff_of_one_line() -> None:
    source = SourceText("x", "a\n")
    assert "--- x\n+++ x\n@@ -1 +1 @@\n-a\n+Z\n" == Patch.of([edit(source, "a", "Z")]).diff()


def test_edits_are_those_of_the_file_as_it_stands() -> None:
    source = decode("あ\u200bい\u200bう".encode(), "x")
    patch = Patch.of([edit(source, "い", "イ"), Edit(source.verbatim.span(3, 4), "")])
    assert "あ\u200bイう" == patch.text(source) == patch.text(source.verbatim)
    assert [source.verbatim] == list(patch.edits)


def test_a_patch_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for file in files:
        file.write_text("一\n", "utf-8")
    sources = [decode(file.read_bytes(), file.name, file) for file in files]
    patch = Patch.of(edit(source, "一", "二") for source in sources)
    files[1].write_text("三\n", "utf-8")
    with pytest.raises(CannotRun) as stopped:
        apply(patch)
    assert "b.txt: 検査の間に書き換えられました。もう一度検査してください" == str(stopped.value)
    assert "一\n" == files[0].read_text("utf-8")
    files[1].write_text("一\n", "utf-8")
    kept = tmp_path / "map"
    assert [*files, kept] == apply(patch._replace(files={kept: b"x"}))
    assert ["二\n", "二\n", "x"] == [file.read_text("utf-8") for file in (*files, kept)]


def test_only_what_an_edit_brings_is_encoded() -> None:
    """cp932 has NEC's and IBM's ≒ and ∵; decoding and encoding would swap them."""
    data = b"\x81\xe0\x87\x90 I \x81\xe6\x87\x9a"
    source = decode(data, "x")
    patch = Patch.of([edit(source, "I", "Ⅰ")])
    assert b"\x81\xe0\x87\x90 \x87\x54 \x81\xe6\x87\x9a" == patch.data(source, data)
    with pytest.raises(CannotRun) as stopped:
        Patch.of([edit(source, "I", "字✓です")]).data(source, data)
    assert (
        "x:1:4: 「✓」はこのファイルの文字コード（cp932）で書けません。UTF-8 で保存し直してください"
    ) == str(stopped.value)


LINES = st.lists(st.sampled_from("abc"), max_size=12).map(lambda lines: "".join(f"{x}\n" for x in lines))


@given(LINES, st.lists(st.tuples(st.integers(0, 24), st.integers(0, 3), LINES), max_size=4))
def test_the_diff_says_what_the_patch_does(text: str, changes: list[tuple[int, int, str]]) -> None:
    source = decode((text + "z").encode(), "a.txt")
    size = len(source.text) - 1
    fixes = [
        Fix("", (Edit(source.span(min(at, size), min(at + width, size)), new),))
        for at, width, new in changes
    ]
    patch, _ = Patch.of_fixes(fixes)
    assert patched(source.text, patch.diff()) == patch.text(source).split("\n")
    assert patch.text(source).encode() == patch.data(source, source.text.encode())


def patched(text: str, diff: str) -> list[str]:
    """The lines that ``patch`` would make, read from the diff alone."""
    before, after, at = text.split("\n"), [], 0
    for line in diff.splitlines()[2:]:
        if line.startswith("@@"):
            start, _, count = line.split()[1][1:].partition(",")
            begin = int(start) - (0 if count == "0" else 1)
            after += before[at:begin]
            at = begin
            continue
        if line[0] in " -":
            assert before[at] == line[1:]
            at += 1
        if line[0] in " +":
            after.append(line[1:])
    return after + before[at:]
