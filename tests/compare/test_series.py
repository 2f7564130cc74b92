"""Numbers that moved on together are one line, whatever else changed among them."""

from __future__ import annotations

from comparecase import chapters, table
from notation import category, row, subsection

from guideline_docs.compare import compare
from guideline_docs.compare.changes import ChangeKind
from guideline_docs.compare.series import series
from guideline_docs.model.guideline import Guideline


def runs(old: Guideline, new: Guideline) -> list[str]:
    groups = series(compare(old, new).changes, new)
    return [
        f"{group[0].old_name}～{group[-1].old_name} → {group[0].name}～{group[-1].name}"
        for group in groups
        if group[0].kind is ChangeKind.RENUMBERED
    ]


def rows(*numbers: int, gone: int = 0, first: int = 1) -> list[str]:
    kept = [n for n in numbers if n != gone]
    return [row(at, title=f"施策その{n}") for at, n in enumerate(kept, first)]


def test_neighbours_are_one() -> None:
    assert ["No.4～No.9 → No.3～No.8"] == runs(table(*rows(*range(1, 10))), table(*rows(*range(1, 10), gone=3)))


def test_another_change_among_them_parts_nothing() -> None:
    lines = rows(*range(1, 10), gone=3)
    lines[5] = lines[5].replace("｜…", "｜【Ⅲ】", 1)
    assert ["No.4～No.9 → No.3～No.8"] == runs(table(*rows(*range(1, 10))), table(*lines))


def test_a_second_gap_is_a_second_run() -> None:
    new = [row(at, title=f"施策その{n}") for at, n in enumerate((1, 2, 4, 5, 7, 8, 9), 1)]
    expected = ["No.4～No.5 → No.3～No.4", "No.7～No.9 → No.5～No.7"]
    assert expected == runs(table(*rows(*range(1, 10))), table(*new))


def test_headings_and_measures_are_told_apart() -> None:
    def headed(*categories: int) -> list[str]:
        lines, at = [], 0
        for number, which in enumerate(categories, 1):
            lines += [category(number, f"大項目{which}"), subsection("ア", f"小項目{which}")]
            for inner in (1, 2):
                at += 1
                lines.append(row(at, title=f"施策{which}の{inner}"))
        return lines

    expected = ["(3)～(5) → (2)～(4)", "No.5～No.10 → No.3～No.8"]
    assert expected == runs(table(*headed(1, 2, 3, 4, 5)), table(*headed(1, 3, 4, 5)))


def test_headings_of_a_chapter_and_chapters() -> None:
    one = "第1章　初め\n\n1　甲の章の節\n\n2　乙の章の節\n\n3　丙の章の節\n"
    two = "第1章　初め\n\n1　新たな節\n\n2　甲の章の節\n\n3　乙の章の節\n\n4　丙の章の節\n"
    assert ["第1章1～第1章3 → 第1章2～第1章4"] == runs(chapters(one), chapters(two))
    texts = [f"第{n}章　章その{n}\n\n　本文その{n}を書く。\n" for n in (1, 2, 3)]
    new = ["第1章　前書き\n\n　書く。\n", *(t.replace(f"第{n}章", f"第{n + 1}章") for n, t in enumerate(texts, 1))]
    assert ["第1章～第3章 → 第2章～第4章"] == runs(chapters(*texts), chapters(*new))
