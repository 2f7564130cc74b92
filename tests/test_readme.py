"""The README says what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from notation import diagnostics, guideline

from guideline_docs import pipeline
from guideline_docs.cli.app import COMMANDS
from guideline_docs.cli.rules import markdown
from guideline_docs.model.guideline import AnnotationKind
from guideline_docs.render.reports import concise

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.ja.md").read_text(encoding="utf-8")

# A block of a chapter, and the findings if a block of them follows at once.
EXAMPLES = re.findall(r"(?s)```原稿\n(.*?)```\n(?:```指摘\n(.*?)```\n)?", README)


def test_table_of_rules_is_the_catalogue() -> None:
    """script/update-readme writes it."""
    written = re.search(r"(?s)<!-- rules -->\n(.*?)<!-- /rules -->", README)
    assert written is not None
    assert markdown() == written[1]


def test_pictures_exist() -> None:
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert pictures
    assert [] == [name for name in pictures if not (ROOT / name).is_file()]


def test_commands_that_are_named_exist() -> None:
    named = set(re.findall(r"^guideline-docs (\w+)", README, re.MULTILINE))
    assert named
    assert set() == named - set(COMMANDS)


def test_scripts_that_are_named_exist() -> None:
    named = set(re.findall(r"(?:script|benchmarks)/[\w.-]+", README))
    assert named
    assert [] == [name for name in named if not (ROOT / name).is_file()]


@pytest.mark.parametrize(("chapter", "told"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_of_chapters_give_the_findings_that_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chapter: str, told: str
) -> None:
    """Beside the real sheet, as the only chapter."""
    sources = tmp_path / "sources"
    (sources / "draft").mkdir(parents=True)
    sheet = ROOT / "sources" / "phase1-progress.txt"
    (sources / sheet.name).write_bytes(sheet.read_bytes())
    (sources / "guideline.toml").write_text("", encoding="utf-8")
    (sources / "draft" / "原稿.txt").write_text(chapter, encoding="utf-8")
    monkeypatch.chdir(sources / "draft")
    found = pipeline.check(pipeline.load("原稿.txt"))
    assert concise.render(found).split("\n")[:-2] == told.split("\n")[:-1]


def test_there_are_examples_of_both_kinds() -> None:
    assert {True, False} == {bool(told) for _, told in EXAMPLES}
    assert README.count("```指摘") == sum(bool(told) for _, told in EXAMPLES)


def test_annotations_that_are_shown_are_all_there_are() -> None:
    page = README.partition("### 注記\n")[2].partition("### 参照")[0]
    assert set(re.findall(r"^\| `［＃([^：］]+)", page, re.MULTILINE)) == set(AnnotationKind)


def test_references_that_are_shown_are_read_so(real_sheet: str) -> None:
    page = README.partition("### 参照\n")[2].partition("### 一覧を")[0]
    table, _, never = page.partition("似ていても")
    shown = [form for line in table.split("\n") for form in re.findall("`(.+?)`", line)]
    alike = re.findall("`(.+?)`", never)
    chapters = ["第1章　x\n", "第2章　x\n\n1　x\n\n(1)　x\n\n(2)　x\n"]
    lines = "".join(f"\n　{form}を見る。\n" for form in [*shown, *alike])
    read = guideline(real_sheet, *chapters, f"第3章　x\n{lines}")
    passages = [p for p in read.passages if p.span.source.path == "03.txt"]
    counts = {p.text.removesuffix("を見る。"): len(p.references) for p in passages}
    assert all(r.target for p in passages for r in p.references)
    assert [form for form in shown if not counts[form]] == []
    assert counts["(3)-ア、ウ、(5)-イ"] == counts["(3)-ウ～オ"] == counts["(3)-ウからオまで"] == 3
    assert {form: counts[form] for form in alike} == {
        form: int(form == "(3)-ア、イベントの開催") for form in alike
    }


def test_cards_that_are_shown_add_to_the_real_sheet(real_sheet: str) -> None:
    (shown,) = re.findall(r"(?s)```カード\n(.*?)```", README)
    read = guideline(real_sheet, cards=[shown])
    plans = {m.number: [e.head for e in m.plan] for c in read.second for m in c.measures if m.plan}
    assert plans == {6: ["担当課", "取組内容"], 24: ["スケジュール"]}
    assert [measure.number for measure in read.new] == [24]
    found = [d.code for d in diagnostics(real_sheet, cards=[shown]) if "cards" in d.path]
    assert found == ["GD802", "GD802"]
