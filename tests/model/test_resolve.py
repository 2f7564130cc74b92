"""Trees to meaning: targets, headings that are missing, words that are not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable

import notation
import pytest
from notation import category, row, sheet, subsection

from guideline_docs.model.code import ROOT
from guideline_docs.model.guideline import Heading, LooseLine, walk
from guideline_docs.syntax.columns import COLUMNS, Column


def test_anchors_are_ascii_and_unique() -> None:
    lines = [category(1), subsection("ア"), row(1), subsection("ア"), row(1), category(1), subsection("ア"), row(2)]
    guideline = notation.guideline(sheet(*lines), "第1章　総括\n\n1　成果\n\n1　成果\n")
    sections = [section for *_, section in walk(guideline.edition.table) if section.title]
    anchors = [each.anchor for each in (*sections, *guideline.measures)]
    anchors += [b.anchor for c in guideline.chapters for b in c.blocks if isinstance(b, Heading)]
    assert len(anchors) == len(set(anchors)) == 11
    assert [] == [anchor for anchor in anchors if not re.fullmatch(r"[a-z][a-z0-9-]*", anchor)]


def test_first_of_two_with_one_name_is_the_target() -> None:
    lines = [row(1, title="初めの施策"), row(1, title="次の施策"), row(2, rationale="施策1と進める。")]
    *_, last = notation.guideline(sheet(*lines)).measures
    (reference,) = last[Column.RATIONALE].references
    assert reference.target is not None
    assert ("初めの施策", "measure-1") == (reference.target.title, reference.target.anchor)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("(1)", "活動の場"),
        ("(1)-ア", "拠点"),
        ("(1)-イ", "連携"),
        ("No.1", "研修"),
        ("第1章", "総括"),
        ("第1章1", "成果"),
        ("第1章1(2)", "市民"),
        ("第1章1(2)ア", "団体"),
    ],
)
def test_targets_have_canonical_names(name: str, title: str) -> None:
    lines = ["（１）活動の場", "ｱ 拠点", row(1, title="研修"), "<b>連携</b>", row(2)]
    chapter = "第１章　総括\n\n１　成果\n\n(1)　行政\n\n（２）　市民\n\nア　団体\n"
    assert title == notation.guideline(sheet(*lines), chapter).targets[name].title


def test_measures_without_heading_stand_at_the_root() -> None:
    text = sheet(row(1)).replace("（1）市民活動の支援\nア 市民活動の支援\n", "")
    root = notation.guideline(text).edition.table
    assert (ROOT, None, None, ()) == (root.code, root.title, root.span, root.sections)
    assert [1] == [measure.number for measure in root.measures]


@pytest.mark.parametrize(
    ("written", "completed", "tier"),
    [
        ("○", True, None),
        ("○→Ⅰ", True, "Ⅰ"),
        ("〇⇒【Ⅰ】", True, "Ⅰ"),
        ("Ⅱ-ア", False, "Ⅱ-ア"),
        ("○→Ⅸ", False, None),
        ("完了", False, None),
        ("", False, None),
    ],
)
def test_proposal(written: str, completed: bool, tier: str | None) -> None:
    (measure,) = notation.guideline(sheet(row(1, proposal=written))).measures
    proposal = measure.proposal
    mark = proposal.tier.mark if proposal.tier else None
    assert (written, completed, tier) == (proposal.span.text, proposal.completed, mark)


def test_word_that_is_not_understood_keeps_its_text() -> None:
    (measure,) = notation.guideline(sheet(row(1, tier="Ⅸ", status="実施中", proposal="継続"))).measures
    assert (None, "【Ⅸ】") == (measure.tier.tier, measure.tier.span.text)
    assert (None, "実施中") == (measure.status.status, measure.status.span.text)
    assert (False, "継続") == (measure.proposal.understood, measure.proposal.span.text)


def test_row_that_is_shorter_than_the_head_has_empty_cells() -> None:
    (measure,) = notation.guideline(sheet("1｜研修")).measures
    assert ("研修", "", False) == (measure.title.text, measure[Column.RATIONALE].text, bool(measure[Column.RATIONALE]))


def test_paragraph_holds_the_lines_that_go_on() -> None:
    chapter = "　一行目\n二行目\n　次の段落\n・項目\n続き\n"
    (read,) = notation.guideline(sheet(), chapter).chapters
    texts = [[passage.text for passage in block.passages] for block in read.blocks]  # type: ignore[union-attr]
    assert [["一行目", "二行目"], ["次の段落"], ["項目", "続き"]] == texts


def test_lines_that_are_no_measures_stand_where_they_are_written() -> None:
    text = sheet(
        "場の外",
        category(1, "場"),
        "（担当：市民課）",
        subsection("ア", "拠点"),
        row(1),
        "覚え書き",
        "二｜冊子｜【Ⅰ】｜済",
        "※ 途中の注｜暫定",
        row(3),
        "終わりの注",
    )
    read = notation.guideline(text)

    def said(lines: Iterable[LooseLine]) -> list[str]:
        return [
            ("stray " if line.stray else "note ") + "｜".join(c.passage.text for c in line.cells)
            for line in lines
        ]

    (first,) = read.edition.table.sections
    assert (["stray 場の外"], ["note （担当：市民課）"]) == (said(read.edition.table.loose), said(first.loose))
    (inner,) = first.sections
    assert ["stray 覚え書き", "stray 二｜冊子｜【Ⅰ】｜済", "note ※ 途中の注｜暫定"] == said(inner.loose)
    assert ["note 終わりの注"] == said(read.notes)
    assert [1, 3] == [measure.number for measure in read.measures]
    lost = inner.loose[1].row
    assert lost is not None
    assert (None, "冊子", None, None) == (
        *(lost.number, lost.title.text),
        *(lost.tier.tier, lost.status.status),
    )


def test_a_table_has_the_columns_of_its_heads_and_all_of_them_without() -> None:
    short = sheet("No｜内容｜施策の実施", "1｜研修｜済")
    assert {Column.NUMBER, Column.TITLE, Column.STATUS} == set(notation.guideline(short).columns)
    assert COLUMNS == notation.guideline("一覧\n1\t研修\t【Ⅰ】\n").columns
