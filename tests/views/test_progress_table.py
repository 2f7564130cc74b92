"""What the progress table says."""

from __future__ import annotations

import re

import notation
import pytest
from notation import category, row, subsection

from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Bibliography, Configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.render.templates import Templates
from guideline_docs.rules import catalogue
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.columns import Column
from guideline_docs.views.achievement import rate
from guideline_docs.views.moves import MoveKind
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.parts import Across, ProgressTable, Row
from guideline_docs.views.text import PieceRole, Text
from guideline_docs.views.wording import Wording

WORDING = Templates().wording()


def table(*lines: str, final: bool = False, **bibliography: str) -> ProgressTable:
    guideline = notation.guideline(
        notation.sheet(*lines),
        configuration=Configuration(bibliography=Bibliography(**bibliography)),
    )
    return progress_table(guideline, (), WORDING, final)


def rows(view: ProgressTable) -> list[Row]:
    return [
        row for block in view.blocks for part in block.all for row in part.rows
    ]


def written(text: Text) -> str:
    return "".join(piece.text for piece in text)


def marks(view: ProgressTable) -> list[str]:
    """The ※n of the table in reading order."""
    texts: list[Text] = [line.marks for line in view.summary]
    for block in view.blocks:
        for part in block.all:
            texts += [part.band.title] if part.band else []
            for one in part.rows:
                texts += [one.number_marks, one.status.marks, one.move.marks, *one.texts.values()]
    return [p.text for text in texts for p in text if p.role is PieceRole.MARK]


@pytest.fixture(scope="module")
def real_source(real_sheet: str) -> SourceText:
    return notation.source(real_sheet)


@pytest.fixture(scope="module")
def real(real_source: SourceText) -> Guideline:
    return notation.guideline(real_source)


@pytest.fixture(scope="module")
def real_findings(real_source: SourceText) -> list[Diagnostic]:
    return notation.diagnostics(real_source)


class TestTheRealSheet:
    def test_every_measure_stands_under_its_headings(self, real: Guideline) -> None:
        view = progress_table(real, (), WORDING)
        assert [str(n) for n in range(1, 24)] == [row.number for row in rows(view)]
        assert [2, 3, 7, 2, 2, 1, 6] == [
            sum(len(part.rows) for part in block.all) for block in view.blocks
        ]
        assert "（3）情報の提供に関すること（続き）" == view.blocks[2].running
        assert ["ア", "ウ", "エ", "オ"] == [
            part.band.mark for part in view.blocks[2].blocks if part.band
        ]

    def test_the_counts_are_those_of_the_rows(self, real: Guideline) -> None:
        view = progress_table(real, (), WORDING)
        said = {
            line.counts.name: [line.counts.total]
            + [f"{figure.count} {figure.rate}".strip() for figure in line.counts.figures]
            for line in view.summary
        }
        assert {
            "Ⅰ": ["6", "4 66.7%", "2", "0", "1 16.7%", "1 16.7%"],
            "Ⅱ-ア": ["6", "1 16.7%", "0", "2 33.3%", "1 16.7%", "2 33.3%"],
            "Ⅱ-イ": ["9", "6 66.7%", "4", "1 11.1%", "0", "2 22.2%"],
            "Ⅲ": ["2", "0", "0", "0", "0", "2 100.0%"],
            "全体": ["23", "11 47.8%", "6", "3 13.0%", "2 8.7%", "7 30.4%"],
        } == said

    def test_the_sheets_own_figures_are_told_where_they_differ(self, real: Guideline) -> None:
        note = written(progress_table(real, (), WORDING).achievement.notes[-1])
        assert note.endswith(
            "Ⅰ（済 5/6、未 1/6）、"
            "Ⅱ-ア（済 1/6、着手中 2/6、一部済 1/6、未 2/6）、"
            "Ⅱ-イ（済 5/8、一部済 1/6、未 2/6）"
        )

    def test_the_bar_of_a_tier_is_whole(self, real: Guideline) -> None:
        for line in progress_table(real, (), WORDING).summary:
            parts = [float(s.part.rstrip("%")) for s in line.counts.segments]
            assert sum(parts) == pytest.approx(100, abs=0.001)

    def test_the_moves_are_counted(self, real: Guideline) -> None:
        view = progress_table(real, (), WORDING)
        assert {
            "昇格": "6件",
            "降格": "5件",
            "継続": "8件",
            "完了": "2件",
            "完了→新たな取組": "2件",
        } == {move.word: move.count for move in view.moves}

    def test_references_that_exist_lead_there(self, real: Guideline) -> None:
        view = progress_table(real, (), WORDING)
        anchors = {part.band.anchor for b in view.blocks for part in b.all if part.band}
        text = rows(view)[21].texts[Column.RATIONALE]
        links = [(piece.text, piece.anchor) for piece in text if piece.role is PieceRole.LINK]
        assert [("(3)-ア", "subsection-3-1"), ("オ", "subsection-3-5")] == links
        assert anchors.issuperset(anchor for _, anchor in links)

    def test_references_that_do_not_exist_stand_as_written(self, real: Guideline) -> None:
        text = rows(progress_table(real, (), WORDING, final=True))[19].texts[Column.RATIONALE]
        assert written(text).startswith("(3)-ア、イ、(5)-2とともに")
        assert ["イ", "(5)-2"] == [p.text for p in text if p.role is PieceRole.UNRESOLVED]

    def test_every_finding_is_marked_and_its_place_is_listed(
        self, real: Guideline, real_findings: list[Diagnostic]
    ) -> None:
        view = progress_table(real, real_findings, WORDING)
        assert {d.code for d in real_findings} == {line.code for line in view.remarks}
        found = marks(view)
        assert len(real_findings) == len(found)
        assert {line.mark for line in view.remarks} == set(found)
        places = {
            (place.text, place.anchor)
            for line in view.remarks
            for place in line.places
            if line.code in ("GD401", "GD202", "GD503")
        }
        assert {
            ("No.20 理由", "measure-20"),
            ("（3）ウ の見出し", "subsection-3-3"),
            ("達成状況 Ⅰ", ""),
        } == places

    def test_final_paper_has_no_marks_and_no_stage(
        self, real: Guideline, real_findings: list[Diagnostic]
    ) -> None:
        view = progress_table(real, real_findings, WORDING, final=True)
        assert () == view.remarks
        assert [] == marks(view)
        assert "" == view.stage


def test_accepted_findings_are_not_marked() -> None:
    source = notation.source(notation.sheet(row(1, tier="Ⅸ")))
    found = notation.diagnostics(source)
    assert "GD301" in {d.code for d in found}
    accepted = [d._replace(accepted="方針どおり") for d in found]
    view = progress_table(notation.guideline(source), accepted, WORDING)
    assert () == view.remarks
    assert [] == marks(view)


def test_findings_of_other_files_are_left_out() -> None:
    guideline = notation.guideline(notation.sheet(row(1)))
    view = progress_table(guideline, notation.diagnostics(notation.sheet(row(7))), WORDING)
    assert () == view.remarks


@pytest.mark.parametrize(
    ("tier", "proposal", "kind", "way"),
    [
        ("Ⅱ-ア", "Ⅰ", MoveKind.PROMOTION, "Ⅱ-ア→Ⅰ"),
        ("Ⅱ-ア", "I", MoveKind.PROMOTION, "Ⅱ-ア→Ⅰ"),
        ("Ⅰ", "Ⅱ-イ", MoveKind.DEMOTION, "Ⅰ→Ⅱ-イ"),
        ("Ⅲ", "Ⅲ", MoveKind.CONTINUATION, "Ⅲ→Ⅲ"),
        ("Ⅰ", "○", MoveKind.COMPLETION, "Ⅰ→○"),
        ("Ⅰ", "○→Ⅰ", MoveKind.RENEWAL, "Ⅰ→○→Ⅰ"),
        ("Ⅰ", "検討中", MoveKind.UNCLEAR, "Ⅰ→検討中"),
        ("Ⅸ", "Ⅰ", MoveKind.UNCLEAR, "【Ⅸ】→Ⅰ"),
        ("Ⅰ", "", MoveKind.UNCLEAR, "Ⅰ→—"),
    ],
)
def test_a_move_is_named(tier: str, proposal: str, kind: MoveKind, way: str) -> None:
    (one,) = rows(table(row(1, tier=tier, proposal=proposal)))
    assert kind == one.keys.move
    assert way == "".join(token.text for token in one.move.way)


def test_a_status_nobody_knows_stands_as_written() -> None:
    (one,) = rows(table(row(1, status="おおむね済")))
    assert ("おおむね済", "", "") == (one.status.text, one.keys.status, one.keys.status_look)


def test_a_row_hands_over_what_it_means() -> None:
    (one,) = rows(table(row(7, tier="Ⅱ-ア", status="済", proposal="Ⅰ")))
    keys = one.keys
    assert keys.code and 7 == keys.code.number
    assert ("Ⅱ-ア", "済", MoveKind.PROMOTION) == (keys.tier, keys.status, keys.move)
    assert keys.tier_look and keys.status_look


def names(view: ProgressTable) -> list[str]:
    """The heads of the columns."""
    return [head.name for head in view.heads.columns]


def own(view: ProgressTable, one: Row) -> list[str]:
    """The cells of a row below the heads that are not in every table."""
    return [written(one.texts[head.key]) for head in view.heads.own]


def test_an_empty_cell_says_so() -> None:
    one = rows(table(row(1, status="未", results="")))[0]
    assert "—" == written(one.texts[Column.RESULTS])


def test_measures_that_are_not_understood_are_counted_apart() -> None:
    view = table(row(1), row(2, tier="Ⅸ"))
    assert "2" == view.summary[-1].counts.total
    assert "No.2" in "".join(written(note) for note in view.achievement.notes)


def test_unknown_columns_of_short_words_are_columns() -> None:
    view = table(f"{notation.HEAD}｜担当課", f"{row(1)}｜協働推進課")
    (one,) = rows(view)
    assert [("担当課", "narrow")] == [(head.name, head.look) for head in view.heads.own]
    assert (["協働推進課"], ()) == (own(view, one), one.extras)


def test_cells_beyond_the_head_are_printed() -> None:
    one = rows(table(f"{row(1)}｜余り"))[0]
    assert ["余り"] == [written(extra.text) for extra in one.extras]


def said(view: ProgressTable) -> list[str]:
    """The lines of the table: numbers of measures, other lines with what they are."""
    lines = [line for b in view.blocks for part in b.all for line in part.lines]
    return [
        f"{'stray' if line.stray else 'note'} {written(line.across)}"
        if isinstance(line, Across)
        else f"stray row {line.number} {written(line.texts[Column.TITLE])} {line.status.text}"
        if line.stray
        else line.number
        for line in lines
    ]


def test_what_no_one_understands_stands_where_it_is_written() -> None:
    lines = ("場の外", category(1), subsection("ア"), row(1), "覚え書き｜余白に", "二｜冊子｜【Ⅰ】｜済")
    text = notation.sheet(*lines, "※ 途中｜暫定", row(3), "以上")
    for final in (False, True):
        view = progress_table(notation.guideline(text), notation.diagnostics(text), WORDING, final)
        lines_said = [re.sub(r"※\d+", "", line) for line in said(view)]
        assert [
            "stray 場の外",
            "1",
            "stray row 覚え書き 余白に —",
            "stray row 二 冊子 済",
            "note ※ 途中　暫定",
            "3",
        ] == lines_said
        assert ["以上"] == [written(note) for note in view.notes]


def test_strays_are_marked_until_they_are_accepted() -> None:
    source = notation.source(notation.sheet(row(1), "覚え書き", row(2)))
    guideline, found = notation.guideline(source), notation.diagnostics(source)
    assert "stray 覚え書き※1" in said(progress_table(guideline, found, WORDING))
    accepted = [each._replace(accepted="残す") for each in found]
    assert "stray 覚え書き" in said(progress_table(guideline, accepted, WORDING))


def test_prose_where_a_number_should_be_is_no_row() -> None:
    view = table(row(1), "担当者からの補足｜見直す予定です。", row(2))
    assert ["1", "stray 担当者からの補足　見直す予定です。", "2"] == said(view)


def test_a_table_without_tiers_and_proposals_has_nothing_of_them() -> None:
    view = table("No｜内容｜施策の実施｜実績", "1｜研修｜済｜した", "2｜冊子｜未｜", "3｜広報｜検討｜した")
    assert ["No", "内容", "施策の実施", "実績"] == [head.name for head in view.heads.columns]
    assert ("results", False) == (view.heads.long, view.heads.usual)
    assert (["overall"], ()) == ([line.role for line in view.summary], view.moves)
    assert ("施策数と実施状況", "範囲") == (view.achievement.caption, view.achievement.head)
    assert [
        "「済」の件数は、済と済・継を合わせたもの。",
        "割合は施策数に対するもの。端数処理のため合計が100%にならない場合がある。",
        "実施状況を読み取れない施策 1件（No.3）は、状況ごとの件数に含めていない。",
    ] == [written(note) for note in view.achievement.notes]


def test_a_table_without_statuses_counts_none() -> None:
    view = table("No｜内容｜実績", "1｜研修｜した")
    assert ((), ()) == (view.summary, view.achievement.notes)


def test_tier_or_proposal_alone_is_no_move() -> None:
    view = table("No｜内容｜重点｜施策の実施", "1｜研修｜【Ⅰ】｜済")
    assert (["No", "内容", "施策の実施", "重点"], ()) == (names(view), view.moves)
    assert ["Ⅰ"] == [token.text for token in rows(view)[0].move.way]
    view = table("No｜内容｜2期案｜施策の実施", "1｜研修｜○→Ⅰ｜済")
    assert ("2期案", ["○", "→", "Ⅰ"]) == (
        names(view)[-1],
        [token.text for token in rows(view)[0].move.way],
    )


def test_only_rows_that_cannot_be_read_are_said_not_to_be() -> None:
    view = table(row(1), row(2, tier="Ⅸ"), row(3, status="検討"), f"{row(4)}｜余り")
    assert [
        "重点区分又は実施状況を読み取れない施策 2件（No.2、3）は、区分ごとの件数に含めていない。",
        "見出しの列より右に記載のある施策 1件（No.4）は、区分ごとの件数に含めていない。",
    ] == [written(note) for note in view.achievement.notes[2:4]]


def test_long_further_columns_are_set_below_the_long_texts() -> None:
    prose = "関係する団体との調整が要るため、令和6年度に改めて検討する。"
    head = f"{notation.HEAD}｜担当課｜備考｜期限"
    view = table(head, f"{row(1)}｜協働課｜{prose}｜R6")
    (one,) = rows(view)
    assert ["担当課", "期限"] == [head.name for head in view.heads.own]
    assert ["協働課", "R6"] == own(view, one)
    assert [("備考：", prose)] == [(extra.label, written(extra.text)) for extra in one.extras]


def test_where_reasons_are_missing_a_long_column_has_their_room() -> None:
    prose = "関係する団体との調整が要るため、令和6年度に改めて検討する。"
    view = table("No｜内容｜施策の実施｜備考｜背景", f"1｜研修｜済｜{prose}｜{prose}")
    assert [("備考", "wide"), ("背景", "wide")] == [(e.name, e.look) for e in view.heads.own]


def test_two_columns_of_one_name_are_two() -> None:
    view = table(f"{notation.HEAD}｜実績｜｜理由", f"{row(1)}｜後の実績｜無名｜後の理由")
    assert ["実績 (2)", "列9", "理由 (2)"] == [head.name for head in view.heads.own]
    assert ["後の実績", "無名", "後の理由"] == own(view, rows(view)[0])


def test_a_table_of_unknown_heads_is_printed_as_it_stands() -> None:
    guideline = notation.guideline("題\n指標\t基準値\t目標値\n子育て\n①婚姻率\t5.5\t5.9\n")
    view = progress_table(guideline, (), WORDING)
    assert ("", ["指標", "基準値", "目標値"]) == (
        view.heads.number,
        [head.name for head in view.heads.own],
    )
    across, row_ = view.blocks[0].lines
    assert isinstance(across, Across) and isinstance(row_, Row)
    assert ("子育て", ["①婚姻率", "5.5", "5.9"]) == (
        written(across.across),
        own(view, row_),
    )


def test_what_stands_beside_a_tier_is_printed_unless_it_is_its_label() -> None:
    view = table(
        row(1, tier="【Ⅰ】<重点>", proposal="Ⅱ-ア<様子見>"),
        row(2, tier="【Ⅰ】<重点施策>", proposal="Ⅰ"),
        row(3, tier="【Ⅰ】<休止>", proposal="Ⅰ"),
    )
    assert ["Ⅰ→Ⅱ-ア（様子見）", "Ⅰ→Ⅰ", "Ⅰ（休止）→Ⅰ"] == [
        "".join(token.text for token in row.move.way) for row in rows(view)
    ]


def test_a_share_that_cannot_be_read_is_printed_as_it_stands() -> None:
    view = table("【Ⅰ】<重点>｜優先｜1/1：済｜一件：未", row(1, tier="Ⅰ", status="済"))
    assert written(view.achievement.notes[-1]).endswith("Ⅰ（済 1/1、一件：未）")


def test_measures_right_below_a_category_have_no_band() -> None:
    view = table(category(1), row(1))
    (block,) = view.blocks
    assert (1, ()) == (len(block.rows), block.blocks)


def test_a_subsection_without_letter_has_its_title_alone() -> None:
    view = table(category(1), "<b>多様な連携</b>", row(1))
    band = view.blocks[0].blocks[0].band
    assert band is not None
    assert ("", "多様な連携") == (band.mark, band.name)


def test_what_is_not_known_is_to_be_set() -> None:
    view = table(row(1))
    assert "【要設定】" == view.number
    assert {"市町村": "【要設定】", "担当課": "【要設定】", "基準日": "【要設定】"} == {
        fact.label: written(fact.text) for fact in view.facts
    }


def test_the_bibliography_is_printed() -> None:
    view = table(row(1), department="協働課", as_of="令和6年1月1日", meeting="第1回", stage="案")
    assert ["【要設定】", "協働課", "第1回", "令和6年1月1日"] == [
        written(fact.text) for fact in view.facts
    ]
    assert "（案）" == view.stage


def test_tiers_are_as_many_as_the_legend_declares() -> None:
    legend = [f"【{mark}】｜説明" for mark in "ABCDEFGH"]
    view = table(*legend, row(1, tier="H", proposal="A"))
    assert [f"tier-{min(n, 6)}" for n in range(1, 9)] == [tier.look for tier in view.tiers]


def test_a_summary_that_is_true_is_not_repeated() -> None:
    view = table("【Ⅰ】<重点>｜説明｜1/1：済", category(1), subsection("ア"), row(1, status="済"))
    assert "【達成状況】" not in "".join(written(note) for note in view.achievement.notes)


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [(1, 16, "6.3"), (2, 3, "66.7"), (0, 9, "0.0"), (2, 2, "100.0"), (0, 0, "")],
)
def test_a_rate_rounds_half_up(count: int, total: int, expected: str) -> None:
    assert expected == rate(count, total)


def test_all_missing_phrases_are_told_at_once() -> None:
    progress = {k: v for k, v in WORDING["progress"].items() if k not in ("title", "arrow")}
    progress["words"] = {**progress["words"], "promotion": 3}
    progress["count"] = "{m}件"
    broken = Wording("templates/wording.toml", {**WORDING.tables, "progress": progress})
    with pytest.raises(CannotRun) as told:
        progress_table(notation.guideline(notation.sheet(row(1))), (), broken)
    assert (
        "templates/wording.toml: 「progress.title」がありません、"
        "「progress.count」の {m} は使えません（使えるのは {n}）、"
        "「progress.arrow」がありません、"
        "「progress.words.promotion」は文字列で書いてください"
    ) == str(told.value)


def test_what_nobody_sees_is_marked_in_its_cell() -> None:
    text = notation.sheet(row(1, results="実施\u200bした。"), row(2, results="\u00ad説明\u2060"))
    read = notation.guideline(text)
    view = progress_table(read, list(catalogue.run(read)), WORDING)
    places = [(place.text, line.code) for line in view.remarks for place in line.places]
    assert [("No.1 実績", "GD005"), ("No.2 実績", "GD005"), ("No.2 実績", "GD005")] == places
    assert len(marks(view)) == 3


def test_what_only_cards_have_is_no_link_in_the_table() -> None:
    sheet = notation.sheet(row(1, rationale="施策2と施策1を進める。"))
    card = "（1）場\nア　拠点\n\n施策2　新しい施策\n　2期案：Ⅰ\n"
    view = progress_table(notation.guideline(sheet, cards=[card]), (), WORDING)
    (only,) = rows(view)
    links = [p for p in only.texts[Column.RATIONALE] if p.role is PieceRole.LINK]
    assert ["measure-1"] == [piece.anchor for piece in links]
    assert "施策2と施策1を進める。" == written(only.texts[Column.RATIONALE])
