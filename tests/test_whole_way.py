"""The whole way over mutilated text: nothing raises, nothing is lost, every place is true."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import notation
import pytest

from guideline_docs.render.reports import concise, full, github, json
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText, decode
from guideline_docs.syntax.chapters import parse_chapter


def spans(value: Any) -> Iterator[Span]:
    """Every place in a tree, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans(part)


def assert_sound(source: SourceText) -> list[Diagnostic]:
    """Read, resolve and check a sheet, and hold all that it knows of its places against it."""
    text = source.text
    guideline = notation.guideline(source)
    assert guideline.sheet is not None
    assert text == "".join(node.span.text for node in guideline.sheet.nodes)
    at = 0
    for node in guideline.sheet.nodes:
        assert at == node.span.start
        at = node.span.end
    for span in spans((guideline.sheet.nodes, guideline.edition.table, guideline.summary)):
        assert 0 <= span.start <= span.end <= len(text)
    found = notation.diagnostics(source)
    for diagnostic in found:
        finding = diagnostic.finding
        places = [finding.span, *(r.span for r in finding.related), *(e.span for fix in finding.fixes for e in fix.edits)]
        for span in places:
            assert 0 <= span.start <= span.end <= len(span.source.text)
            assert span.start == span.source.offset(*span.position)
            assert span.end == span.source.offset(*span.end_position)
            assert span.verbatim.source is source.verbatim
            assert span == span.verbatim.reading or span.source is source.verbatim
        assert finding.message
        assert "\n" not in finding.message
    return found


# --- the real sheet, cut up --------------------------------------------------------------


def test_each_line_dropped(real_sheet: str) -> None:
    lines = real_sheet.split("\n")
    for place in range(len(lines)):
        assert_sound(notation.source("\n".join(lines[:place] + lines[place + 1 :])))


def test_each_line_doubled(real_sheet: str) -> None:
    lines = real_sheet.split("\n")
    for place in range(len(lines)):
        assert_sound(notation.source("\n".join(lines[: place + 1] + lines[place:])))


def test_neighbouring_lines_swapped(real_sheet: str) -> None:
    lines = real_sheet.split("\n")
    for place in range(len(lines) - 1):
        swapped = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
        assert_sound(notation.source("\n".join(swapped)))


def test_each_tab_dropped(real_sheet: str) -> None:
    places = [place for place, char in enumerate(real_sheet) if char == "\t"]
    for place in places:
        assert_sound(notation.source(real_sheet[:place] + real_sheet[place + 1 :]))


def test_each_tab_made_a_line_end(real_sheet: str) -> None:
    places = [place for place, char in enumerate(real_sheet) if char == "\t"]
    for place in places[::3]:
        assert_sound(notation.source(real_sheet[:place] + "\n" + real_sheet[place + 1 :]))


def test_cut_at_each_character(real_sheet: str) -> None:
    # Every place of the first lines and of two rows, and a sample of the others.
    dense = {*range(1, 420), *range(3300, 3420)}
    for end in sorted(dense | set(range(420, len(real_sheet), 11))):
        assert_sound(notation.source(real_sheet[:end]))


def test_cut_off_at_the_head(real_sheet: str) -> None:
    for start in range(0, len(real_sheet) - 1, 37):
        assert_sound(notation.source(real_sheet[start:]))


# --- noise ---------------------------------------------------------------------------------


def test_random_bytes_flipped(real_sheet: str) -> None:
    chance = random.Random(2)
    for encoding in ("utf-8", "cp932", "utf-16"):
        data = real_sheet.encode(encoding)
        for _ in range(25):
            noisy = bytearray(data)
            for _ in range(chance.randint(1, 4)):
                noisy[chance.randrange(len(noisy))] = chance.randrange(256)
            source = decode(bytes(noisy), "sheet.txt")
            assert 0 <= (source.undecodable or 0) <= len(source.text)
            assert_sound(source)


def test_random_marks_thrown_in(real_sheet: str) -> None:
    chance = random.Random(3)
    marks = ['"', "\t", "\n", "\r", "【", "】", "<b>", "（", ")", "(3)-ア", "ア ", "\x0b", "○→", "/", "：", "※", "𠮷", "葛\U000e0100", "か\u3099", "\ufeff", "\u2028", "\x00"]
    for _ in range(150):
        text = real_sheet
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(text))
            text = text[:place] + chance.choice(marks) + text[place:]
        assert_sound(notation.source(text))


def test_random_lines_of_random_marks() -> None:
    chance = random.Random(4)
    marks = ["【Ⅰ】", "<重点>", "\t", "\t", "1", "（3）", "ア", " ", "No", "内容", "済", "5/6：済", "Ⅱ-イ", "(3)-ア、", "イ", "～", "-", "○→", '"', "\n", "\r\n", "達成状況", "※", "<b>", "</b>", "施策6", "に降格", "。", "、"]
    for _ in range(300):
        text = "".join(chance.choices(marks, k=chance.randint(1, 120)))
        assert_sound(notation.source(text))


@pytest.mark.parametrize(
    "text",
    [
        "\t" * 20_000,
        notation.sheet(notation.row(1)) + "2" + "\tあ" * 20_000 + "\n",
        "\t".join(["No", "内容", *("列" * n for n in range(1, 300))]) + "\n1\t研修\n",
        notation.sheet(notation.row(1, results="（" * 20_000)),
        notation.sheet(notation.row(1, results="（" * 5_000 + "）" * 5_000)),
        notation.sheet(notation.row(1, results="「（" * 5_000 + "」）" * 5_000)),
        notation.sheet(notation.row(1, results="あ" * 200_000)),
        notation.sheet(notation.row(1, results="、" * 50_000)),
        notation.sheet(notation.row(1, rationale="(3)-ア、" * 5_000)),
        notation.sheet(notation.row(1, rationale="(3)-ア" + "、イ" * 20_000)),
        notation.sheet(notation.row(1, rationale="(" * 20_000 + "3" * 20_000)),
        notation.sheet(notation.row(1, rationale="施策" * 20_000)),
        notation.sheet(notation.row(1, rationale="Ⅲに" * 20_000)),
        notation.sheet(notation.row(1, results='"' * 20_001)),
        notation.sheet(notation.row(1, results='"' + "あ\n" * 5_000)),
        notation.sheet(*(notation.row(n) for n in range(3_000))),
        notation.sheet(*(notation.row(1) for _ in range(3_000))),
        notation.sheet("【Ⅰ】｜優先" + "｜1/1：済" * 3_000, notation.row(1)),
        notation.sheet(notation.category(9_999), notation.subsection("ア"), notation.row(999_999)),
        "【" * 20_000,
        "<b>" * 10_000,
        "1" * 20_000 + "\t" + "２" * 20_000,
        "\r" * 20_000,
        "\x0b\x0c" * 10_000,
    ],
    ids=range(24),
)
def test_huge_cells_and_lines(text: str) -> None:
    assert_sound(notation.source(text))


def test_lone_surrogates_are_text() -> None:
    # No file decodes to them, but a program may hand them in.
    text = notation.sheet(notation.row(1, results="\ud800説明した\udfff。"))
    assert_sound(SourceText("sheet.txt", text))


# --- order, reports, chapters ----------------------------------------------------------------


def test_order_is_stable(real_sheet: str) -> None:
    first, second = (notation.diagnostics(real_sheet) for _ in range(2))
    assert [notation.told([d]) for d in second] == [notation.told([d]) for d in first]
    places = [(d.span.start, d.span.end, d.code) for d in first]
    assert sorted(places) == places


def test_every_report_tells_whatever_is_found(real_sheet: str) -> None:
    chance = random.Random(5)
    for _ in range(20):
        noisy = bytearray(real_sheet.encode())
        for _ in range(6):
            noisy[chance.randrange(len(noisy))] = chance.choice(b'\x00\x0b\x0c\r\n\t"%,:')
        found = assert_sound(decode(bytes(noisy), "sheet.txt"))
        for render in (full.render, concise.render, json.render, github.render):
            assert render(found).endswith("\n")


def test_chapters_lose_nothing(real_sheet: str) -> None:
    chance = random.Random(6)
    marks = ["第1章", "　", " ", "1", "(1)", "ア", "（ア）", "\n", "\r\n", "\r", "・", "※", "［＃", "改ページ", "］", "：", "｜", "《", "》", "協働", "\x0b", "【要確認】", "第2章1(2)"]
    for _ in range(300):
        source = notation.source("".join(chance.choices(marks, k=chance.randint(1, 60))))
        tree = parse_chapter(source)
        assert source.text == "".join(node.span.text for node in tree.nodes)
        for span in spans(tree.nodes):
            assert 0 <= span.start <= span.end <= len(source.text)
        notation.diagnostics(real_sheet[:200], source.text)
