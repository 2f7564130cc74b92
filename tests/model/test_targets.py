"""What can be referred to: names, anchors, and who has the name where two have one."""

from __future__ import annotations

import re

import notation
import pytest
from notation import category, row, sheet, subsection

from guideline_docs.model.chapter import Heading
from guideline_docs.model.section import walk
from guideline_docs.syntax.columns import Column


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


def test_a_row_of_number_0_is_found_by_that_alone() -> None:
    targets = notation.guideline(sheet(row(0, title="仮の施策"), row(1))).targets
    assert "仮の施策" == targets["No.0"].title
    assert (None, None) == (targets.get("No.9"), targets.get("(9)"))


def test_the_same_by_code_as_by_name() -> None:
    lines = [category(1), subsection("ア"), row(1), subsection("イ"), subsection("ア", "二度目"), row(2)]
    guideline = notation.guideline(sheet(*lines))
    for *_, section in walk(guideline.edition.table):
        if section.title:
            by_code = guideline.targets.at(section.code)
            assert by_code is not None
            assert by_code is guideline.targets[guideline.name(section)]
    assert guideline.targets.at(section.code._replace(path=(9, 1))) is None


def test_line_is_made_a_target_when_it_is_asked_for() -> None:
    lines = [category(1), subsection("ア"), row(1, title="研修"), row(2), row(2, title="後の二番")]
    targets = notation.guideline(sheet(*lines)).targets
    assert not targets.made
    assert targets["(1)-ア"] is targets.get("(1)-ア")
    assert {"(1)-ア"} == set(targets.made)
    target = targets["No.1"]
    assert target is targets.get("No.1")
    assert ("研修", "measure-1", "1") == (target.title, target.anchor, target.span.text)
    assert "No.2" in targets and "No.2" not in targets.made
    assert ["(1)", "(1)-ア", "No.1", "No.2"] == list(targets) == [each.name for each in targets.values()]
    assert targets.get("No.3") is None and "No.3" not in targets
