"""What an editor shows under the pointer."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cases import CASES

from guideline_docs import load
from guideline_docs.render.hover import markdown, text
from guideline_docs.render.rule_page import escaped
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.hover import Hover, hover


@pytest.fixture(scope="module")
def city(monkeypatch_module: pytest.MonkeyPatch) -> Snapshot:
    return load("sources")


@pytest.fixture(scope="module")
def monkeypatch_module() -> pytest.MonkeyPatch:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(Path(__file__).parents[2])
        yield patch


def at(project: Snapshot, file: str, words: str, behind: int = 0) -> Hover | None:
    (source,) = [one for one in project.sources if one.path.endswith(file)]
    return hover(project, source, source.text.index(words) + behind)


def shown(found: Hover | None) -> str:
    assert found
    return f"{found.span.place}「{found.span.text}」\n{text.render(found)}\n"


def test_a_measure_says_what_its_row_says(city: Snapshot) -> None:
    assert shown(at(city, "02-第1期の総括.txt", "施策19", 2)) == (
        "sources/draft/02-第1期の総括.txt:47:42「施策19」\n"
        "No.19　協働研修の実施\n"
        "  大項目: (7) 協働に関すること\n"
        "  小項目: (7)-ア 市職員の意識向上\n"
        "  重点: 【Ⅱ-イ】　現状の取り組みを継続しながら、充実を図るもの\n"
        "  施策の実施: 済\n"
        "  実績: 管理職・若手職員へ研修を実施\n"
        "  2期案: Ⅱ-イ　現状の取り組みを継続しながら、充実を図るもの\n"
        "  理由: 市民自治及び協働の推進のため、職員の意識改革・向上を継続していく。\n"
        "  参照元: 第2章2(7)、第2章3\n"
    )


def test_a_heading_says_what_stands_under_it(city: Snapshot) -> None:
    assert shown(at(city, "progress.txt", "（3）")) == (
        "sources/phase1-progress.txt:20:4「（3）情報の提供に関すること」\n"
        "(3)　情報の提供に関すること\n"
        "  施策: 7（済・継 3、一部済 1、未 3）\n"
        "  (3)-ア 市の事業についての情報提供\n"
        "  (3)-ウ 活動資金確保のために必要な情報の提供\n"
        "  (3)-エ 利用できる施設や設備の情報提供\n"
        "  (3)-オ 利用しやすい形での情報提供\n"
        "  参照元: No.20 理由、No.22 理由\n"
    )
    assert shown(at(city, "progress.txt", "(3)-ア、オ", 6)) == (
        "sources/phase1-progress.txt:53:106「オ」\n"
        "(3)-オ　利用しやすい形での情報提供\n"
        "  施策: 1（済・継 1）\n"
        "  No.12 ホームページやSNS、メールマガジン、広報紙など、対象に合わせた効果的な方法での情報提供\n"
        "  参照元: No.22 理由\n"
    )


def test_a_heading_of_a_chapter_says_what_stands_below_it(city: Snapshot) -> None:
    assert shown(at(city, "01-策定に当たって.txt", "第2章")) == (
        "sources/draft/01-策定に当たって.txt:5:29「第2章」\n"
        "第2章　第1期の総括\n"
        "  1 達成状況\n"
        "  2 大項目ごとの実績\n"
        "  3 第2期での扱い\n"
        "  4 課題\n"
        "  参照元: 第1章1\n"
    )


def test_a_tier_says_how_many_have_it(city: Snapshot) -> None:
    assert shown(at(city, "progress.txt", "Ⅲ\t未着手")) == (
        "sources/phase1-progress.txt:39:42「Ⅲ」\n"
        "【Ⅲ】　十分に検討しながら、段階的に実施していくもの\n"
        "  施策: 2（未 2）\n"
        "  2期案: 2\n"
    )


def test_a_cell_says_whose_it_is(city: Snapshot) -> None:
    assert shown(at(city, "progress.txt", "済・継\tNPOセンターにて定期")) == (
        "sources/phase1-progress.txt:27:34「済・継」\n"
        "No.10 施策の実施　民間の基金や助成金、申請のノウハウ等の情報提供\n"
        "  済・継: 「済」に数えます\n"
    )


def test_a_finding_shows_the_page_that_explain_prints(city: Snapshot) -> None:
    found = at(city, "progress.txt", "イ、(5)-2")
    assert found
    assert "イ" == found.span.text
    assert ["GD401"] == [rule.code for rule in found.rules]
    lines = text.render(found).split("\n")
    assert lines[:6] == [
        "No.20 理由　協働事業に関する手引き（市民向け）の作成",
        "",
        "GD401 dangling-reference（エラー）",
        "参照先の小項目がない",
        "",
        "何を見るか",
    ]
    assert "```\n1｜…｜…｜…｜…｜…｜(1)-イに関連し、検討する。\n```" in markdown.render(found)


def test_a_measure_says_how_far_it_was_in_each_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[1] / "cases" / "three-years")
    project = load("sources")
    measure = project.guideline.measures[0]
    found = hover(project, measure.span.source, measure.number_span.start)
    assert found
    (line,) = (line for line in found.glances[0].lines if line.label == "推移")
    assert "令和3年度 着手中、令和4年度 着手中、令和5年度 済" == line.text


def test_an_annotation_says_what_it_prints(city: Snapshot) -> None:
    assert shown(at(city, "02-第1期の総括.txt", "［＃達成状況の", 3)) == (
        "sources/draft/02-第1期の総括.txt:11:1「［＃達成状況のグラフ］」\n"
        "［＃達成状況のグラフ］　達成状況のグラフ\n"
    )


def test_nothing_is_said_where_nothing_is_named(city: Snapshot) -> None:
    assert at(city, "02-第1期の総括.txt", "第1期の実績を") is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("【Ⅰ】<重点>", "【Ⅰ】<重点>"),
        ("<b>太字</b>", r"\<b>太字\</b>"),
        ("*1 R5_2 _強調_", r"\*1 R5_2 \_強調\_"),
        ("[注](x) `a` ~b", r"\[注\](x) \`a\` \~b"),
        ("# 件\n- 項", "\\# 件\n\\- 項"),
    ],
)
def test_signs_are_escaped_where_they_would_be_markdown(written: str, expected: str) -> None:
    assert expected == escaped(written)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_place_of_every_case_can_be_asked(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    project = load("sources" if Path("sources").is_dir() else "source.txt")
    for source in project.sources:
        for offset in range(0, len(source.text) + 1, 3):
            if found := hover(project, source, offset):
                assert found.span.start <= offset <= found.span.end
                assert markdown.render(found)
