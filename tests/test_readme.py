"""README.md, for whoever finds the project, and README.ja.md, the manual, say what is so."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from notation import diagnostics, guideline
from program import ROOT
from test_house import PHASES

from guideline_docs import check, load
from guideline_docs.cli.app import COMMANDS
from guideline_docs.cli.rules import markdown
from guideline_docs.model.chapter import AnnotationKind
from guideline_docs.render.reports import concise, full
from guideline_docs.source.text import SourceText

FRONT = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "README.ja.md").read_text(encoding="utf-8")
# What the two say in the same way is looked at in the same way.
both = pytest.mark.parametrize("page", [FRONT, MANUAL], ids=["README.md", "README.ja.md"])

# A block of a chapter, and the findings if a block of them follows at once.
EXAMPLES = re.findall(r"(?s)```原稿\n(.*?)```\n(?:```指摘\n(.*?)```\n)?", MANUAL)


def links(page: str) -> list[str]:
    """Where links and pictures lead."""
    return re.findall(r"\]\((.*?)\)", page)


# --- both ---------------------------------------------------------------------------


@both
def test_links_lead_somewhere(page: str) -> None:
    heads = re.findall(r"^#+ (.*)", page, re.MULTILINE)
    anchors = {"#" + re.sub(r"[^\w-]", "", head.lower().replace(" ", "-")) for head in heads}
    assert links(page)
    assert [] == [to for to in links(page) if to not in anchors and not (ROOT / to).is_file()]


@both
def test_commands_that_are_named_exist(page: str) -> None:
    named = set(re.findall(r"(?:^|`)guideline-docs (\w+)", page, re.MULTILINE))
    assert named
    assert set() == named - set(COMMANDS)


@both
def test_scripts_that_are_named_exist(page: str) -> None:
    named = set(re.findall(r"(?:script|benchmarks)/[\w.-]+", page))
    assert named
    assert [] == [name for name in named if not (ROOT / name).is_file()]


@both
def test_the_finding_that_is_shown_is_told_so(page: str, real_sheet: str) -> None:
    (shown,) = re.findall(r"(?s)```\n(一覧.txt:.*?)```", page)
    assert shown in full.render(diagnostics(SourceText("一覧.txt", real_sheet)))


@both
def test_the_flow_is_that_of_the_house(page: str) -> None:
    (flow,) = re.findall("^source → .*", page, re.MULTILINE)
    assert [*PHASES[1:-3], "cli"] == flow.split(" → ")


# --- README.md ----------------------------------------------------------------------


def test_the_manual_is_the_first_link() -> None:
    assert "README.ja.md" == links(FRONT)[0]


def test_every_command_is_told_of() -> None:
    assert list(COMMANDS) == sorted(
        re.findall(r"^\| `guideline-docs (\w+)", FRONT, re.MULTILINE), key=list(COMMANDS).index
    )


def test_the_front_page_is_one_page() -> None:
    assert FRONT.count("\n") <= 120


# --- README.ja.md -------------------------------------------------------------------


def test_the_wheel_carries_the_manual_whole(tmp_path: Path) -> None:
    builder = pytest.importorskip("hatchling.builders.wheel").WheelBuilder(str(ROOT))
    (wheel,) = builder.build(directory=str(tmp_path), versions=["standard"])
    with ZipFile(wheel) as archive:
        assert MANUAL == archive.read("guideline_docs/README.ja.md").decode("utf-8")
        beside = [f"guideline_docs/{to}" for to in links(MANUAL) if not to.startswith("#")]
        assert set() == set(beside) - set(archive.namelist())


def test_table_of_rules_is_the_catalogue() -> None:
    """script/update-readme writes it."""
    written = re.search(r"(?s)<!-- rules -->\n(.*?)<!-- /rules -->", MANUAL)
    assert written is not None
    assert markdown() == written[1]


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
    found = check(load("原稿.txt"))
    assert concise.render(found).split("\n")[:-2] == told.split("\n")[:-1]


def test_there_are_examples_of_both_kinds() -> None:
    assert {True, False} == {bool(told) for _, told in EXAMPLES}
    assert MANUAL.count("```指摘") == sum(bool(told) for _, told in EXAMPLES)


@pytest.mark.parametrize(
    ("language", "read"), [("toml", tomllib.loads), ("json", json.loads)], ids=["toml", "json"]
)
def test_settings_that_are_shown_can_be_read(language: str, read: Callable[[str], object]) -> None:
    shown = re.findall(rf"(?s)```{language}\n(.*?)```", MANUAL)
    assert shown
    for each in shown:
        read(each)


def test_annotations_that_are_shown_are_all_there_are() -> None:
    page = MANUAL.partition("### 注記\n")[2].partition("### 参照")[0]
    assert set(re.findall(r"^\| `［＃([^：］]+)", page, re.MULTILINE)) == set(AnnotationKind)


# The first number is a reference, what looks like a second one is none.
ONE_AND_A_WORD = {"(3)-ア、イベントの開催", "施策3、4件", "施策6、2026年"}


def test_references_that_are_shown_are_read_so(real_sheet: str) -> None:
    page = MANUAL.partition("### 参照\n")[2].partition("### 一覧を")[0]
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
    assert counts["施策6～8"] == 3 and counts["施策6及び7"] == 2
    assert counts["(3)-ア、ウ、(5)-イ"] == counts["(3)-ウ～オ"] == counts["(3)-ウからオまで"] == 3
    assert {form: counts[form] for form in alike} == {
        form: int(form in ONE_AND_A_WORD) for form in alike
    }


def test_cards_that_are_shown_add_to_the_real_sheet(real_sheet: str) -> None:
    (shown,) = re.findall(r"(?s)```カード\n(.*?)```", MANUAL)
    read = guideline(real_sheet, cards=[shown])
    plans = {
        measure.number: [column.name for column, _ in measure.added]
        for measure in read.second.measures
        if any(measure.added)
    }
    assert plans == {6: ["担当課", "取組内容"], 24: ["スケジュール"]}
    assert [measure.number for measure in read.second.new] == [24]
    found = [d.code for d in diagnostics(real_sheet, cards=[shown]) if "cards" in d.path]
    assert found == ["GD802", "GD802"]
