"""Tables of other cities in every document: what is there is printed, and nothing empty for
what is not."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import notation
import pypdfium2
import pytest
from htmlpage import Page
from settingscase import Settings, table
from wordfile import WordFile

from guideline_docs.model.guideline import Guideline
from guideline_docs.render import csv as csv_file
from guideline_docs.render import data, html, pdf, word
from guideline_docs.render.templates import Templates
from guideline_docs.views.draft import draft
from guideline_docs.views.progress_screen import ProgressScreen, progress_screen
from guideline_docs.views.progress_table import progress_table

TEMPLATES = Templates()
WORDING = TEMPLATES.wording()
SCHEMA = json.loads(Path(data.__file__).with_name("progress-table.schema.json").read_text("utf-8"))
CHAPTER = "第1章　総括\n\n［＃達成状況］\n［＃達成状況のグラフ］\n［＃施策の体系］\n［＃施策］\n［＃進捗状況一覧］\n"
STATUSES = '[[status]]\nword = "完了"\ndone = true\n[[status]]\nword = "取組中"\n'

PLAIN = 'level = []\n[columns]\nstatus = "進捗"\n[[column]]\nhead = "担当課"\nkind = "department"\n' + STATUSES
PLAIN_ROWS = ("No｜内容｜担当課｜進捗", "1｜相談｜市民課・総務課｜完了", "2｜研修｜総務課｜取組中")

DIRECTED = (
    'level = []\n[columns]\ntitle = "取組"\nstatus = "進捗"\nproposal = "今後の方向"\n'
    + STATUSES
    + "".join(
        f'[[direction]]\nword = "{word}"\nkind = "{kind}"\n'
        for word, kind in (("拡充", "promotion"), ("継続", "continuation"), ("廃止", "end"))
    )
)
DIRECTED_ROWS = (
    *("No｜取組｜進捗｜今後の方向", "1｜広告｜完了｜拡充", "2｜売却｜取組中｜継続"),
    *("3｜補助金｜取組中｜廃止", "4｜印刷｜完了｜拡大"),
)

JUDGED = (
    'level = []\n[columns]\nstatus = "進捗"\n'
    + STATUSES
    + '[[status]]\nword = "該当なし"\naliases = ["－"]\ncounted = false\n'
    + '[[column]]\nhead = "達成度"\nkind = "status"\nwords = ["達成", "未達成"]\n'
    + '[[column]]\nhead = "事業費"\nkind = "number"\nunit = "千円"\n'
    + '[[column]]\nhead = "開始"\nkind = "date"\n'
)
JUDGED_ROWS = (
    "No｜内容｜進捗｜達成度｜事業費（千円）｜開始",
    *("1｜相談｜完了（R4）｜達成｜1,200｜令和5年4月", "2｜研修｜取組中｜未達成｜980｜R4.10"),
    *("3｜冊子｜－｜－｜▲2｜", "4｜見直し｜取組中｜達成｜30｜未定"),
)

PARTED = PLAIN + '[measure]\nname = "事業"\npart = "担当課"\n'
PARTED_ROWS = (
    "No｜内容｜担当課｜進捗｜実績",
    *("1｜相談｜市民課｜完了｜広報紙に載せた。", "｜｜総務課｜取組中｜講座で配った。"),
    "2｜研修｜総務課｜取組中｜した。",
)


@pytest.fixture
def reading(settings: Settings) -> Any:
    def read(text: str, rows: tuple[str, ...]) -> Guideline:
        return notation.guideline(table(*rows), CHAPTER, configuration=settings(text))

    return read


def screen(guideline: Guideline) -> ProgressScreen:
    return progress_screen(progress_table(guideline, (), WORDING), WORDING)


def page(guideline: Guideline) -> Page:
    return Page(html.render(screen(guideline), TEMPLATES).decode())


def paper(guideline: Guideline) -> str:
    document = pypdfium2.PdfDocument(pdf.render(progress_table(guideline, (), WORDING), TEMPLATES))
    text = "".join(each.get_textpage().get_text_bounded() for each in document)
    document.close()
    return text


def outline(guideline: Guideline) -> list[str]:
    file = WordFile(word.render(draft(guideline, (), WORDING), TEMPLATES))
    assert [] == file.faults()
    return file.outline()


def rows(guideline: Guideline) -> list[dict[str, str]]:
    text = csv_file.render(guideline, WORDING).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def values(guideline: Guideline) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data.render(guideline))
    jsonschema.validate(found, SCHEMA, cls=jsonschema.Draft202012Validator)
    return found


def shown(of: Page, field: str) -> list[str]:
    """The anchors of the rows in the order of a field."""
    measures = of.of_class("measure")
    return [each["id"] for each in sorted(measures, key=lambda each: each[f"data-by-{field}"])]


# --- nothing empty -----------------------------------------------------------------------


def test_no_document_speaks_of_what_the_table_has_not(reading: Any) -> None:
    guideline = reading(PLAIN, PLAIN_ROWS)
    said = [paper(guideline), "\n".join(outline(guideline)), "".join(rows(guideline)[0])]
    said.append("".join(each["text"] for each in page(guideline).find("body")).split("絞り込み")[0])
    for text in said:
        for column in ("重点", "2期", "理由", "実績"):
            assert column not in text, column
    assert ["施策番号", "施策の内容", "進捗", "進捗（集計）", "担当課"] == list(rows(guideline)[0])
    found = values(guideline)
    assert ([], [], {"完了": 1, "取組中": 1}) == (
        found["tiers"],
        found["summary"]["tiers"],
        found["summary"]["overall"]["statuses"],
    )


def test_a_draft_of_it_alone_compares_nothing(settings: Settings) -> None:
    guideline = notation.guideline(table(*PLAIN_ROWS), configuration=settings(PLAIN))
    headings = [line for line in outline(guideline) if line.startswith("heading 1")]
    assert 3 == len(headings)
    assert not any("対照" in line for line in headings)


def test_rows_are_chosen_by_each_department(reading: Any) -> None:
    filters = {each.label: [o.label for o in each.options] for each in screen(reading(PLAIN, PLAIN_ROWS)).filters}
    assert {
        "進捗": ["完了（1件）", "取組中（1件）"],
        "担当課": ["市民課（1件）", "総務課（2件）"],
    } == filters


# --- directions --------------------------------------------------------------------------


def test_directions_are_printed_counted_and_chosen(reading: Any) -> None:
    guideline = reading(DIRECTED, DIRECTED_ROWS)
    view = progress_table(guideline, (), WORDING)
    assert [
        ("promotion", "↗", "拡充", "1件"),
        ("continuation", "→", "継続", "1件"),
        ("end", "", "廃止", "1件"),
        ("unclear", "", "読み取れないもの", "1件"),
    ] == [(move.kind, move.sign, move.word, move.count) for move in view.moves]
    (chosen,) = (each for each in screen(guideline).filters if each.field == "move")
    assert ("今後の方向", ["拡充（1件）", "継続（1件）", "廃止（1件）", "読み取れないもの（1件）"]) == (
        chosen.label,
        [option.label for option in chosen.options],
    )
    printed = paper(guideline)
    assert "今後の方向" in printed and "2期" not in printed and "昇格" not in printed


def test_directions_in_the_draft_and_the_data(reading: Any) -> None:
    guideline = reading(DIRECTED, DIRECTED_ROWS)
    said = outline(guideline)
    assert "施策表 | 今後の方向 ／ 拡充 ／ 進捗 ／ 完了" in said
    assert ["拡充", "継続", "廃止", "拡大"] == [row["今後の方向"] for row in rows(guideline)]
    found = values(guideline)
    assert {"word": "廃止", "kind": "end"} == found["directions"][2]
    assert [
        ("promotion", "拡充"), ("continuation", "継続"), ("end", "廃止"), ("unclear", None),
    ] == [(m["move"], m["proposal"].get("direction")) for m in found["measures"]]


def test_a_comparison_says_the_direction(settings: Settings) -> None:
    chapter = "第1章　対照\n\n［＃新旧対照表］\n"
    guideline = notation.guideline(table(*DIRECTED_ROWS), chapter, configuration=settings(DIRECTED))
    said = [line.split(" | ")[1] for line in outline(guideline) if line.startswith("新旧対照表")]
    assert "第1期⏎No ／ 施策 ／ 今後の方向 ／ 第2期⏎No" == said[0]
    assert "No.3 ／ 補助金 ／ 廃止 ／ ―" == said[3]


# --- judgements and kinds ----------------------------------------------------------------


def test_a_judgement_has_counts_and_a_chart_of_its_own(reading: Any) -> None:
    guideline = reading(JUDGED, JUDGED_ROWS)
    view = progress_table(guideline, (), WORDING)
    (judged,) = view.judged
    (row,) = judged.summary
    assert ("達成度", "達成度の割合") == (judged.achievement.title, judged.achievement.chart)
    assert [("達成", "2", "66.7%"), ("未達成", "1", "33.3%")] == [
        (figure.head, figure.count, figure.rate) for figure in row.counts.figures
    ]
    assert "全体 の施策 3件の「達成度」の内訳は、達成 2件、未達成 1件です。" == row.counts.alternative
    said = outline(guideline)
    assert "達成状況表 | 全体 ／ 3 ／ ⇥2⇥66.7% ／ ⇥1⇥33.3%" in said
    assert 2 == sum(line.startswith("図の題") for line in said)
    found = values(guideline)
    assert {"達成": 2, "未達成": 1} == found["summary"]["judgements"][0]["overall"]["statuses"]
    assert "達成" == found["measures"][0]["extras"][0]["word"]


def test_what_is_not_counted_stands_outside_the_denominator(reading: Any) -> None:
    guideline = reading(JUDGED, JUDGED_ROWS)
    overall = progress_table(guideline, (), WORDING).achievement.overall
    assert [("完了", "1", "33.3%"), ("取組中", "2", "66.7%"), ("該当なし", "1", "")] == [
        (figure.head, figure.count, figure.rate) for figure in overall.figures
    ]
    assert ["完了", "取組中"] == [segment.word for segment in overall.segments]
    assert (4, 3) == (
        values(guideline)["summary"]["overall"]["total"],
        values(guideline)["summary"]["overall"]["base"],
    )


def test_columns_are_sorted_by_their_kind(reading: Any) -> None:
    of = page(reading(JUDGED, JUDGED_ROWS))
    sorts = {head["text"]: head.get("data-sort") for head in of.find("th", scope="col") if head.get("data-sort")}
    assert {
        "No": "number", "進捗": "byStatus", "達成度": "byOwn-1", "事業費（千円）": "byOwn-2", "開始": "byOwn-3",
    } == sorts
    assert ["measure-3", "measure-4", "measure-2", "measure-1"] == shown(of, "own-2")
    assert ["measure-2", "measure-1", "measure-3", "measure-4"] == shown(of, "own-3")
    assert ["1,200", "980", "▲2", "30"] == [
        cell["text"] for cell in of.find("td", **{"data-head": "事業費（千円）"})
    ]


def test_a_note_behind_a_word_is_printed(reading: Any) -> None:
    guideline = reading(JUDGED, JUDGED_ROWS)
    assert "完了（R4）" in paper(guideline)
    assert ("完了（R4）", "完了") == (rows(guideline)[0]["進捗"], rows(guideline)[0]["進捗（集計）"])


# --- departments -------------------------------------------------------------------------


def test_departments_of_a_measure_stand_in_one_row(reading: Any) -> None:
    guideline = reading(PARTED, PARTED_ROWS)
    view = progress_table(guideline, (), WORDING)
    (block,) = view.blocks
    first, second = block.rows
    assert [("完了", "done-1"), ("取組中", "part-1")] == [(s.text, s.role) for s in first.states]
    assert "市民課：広報紙に載せた。\n総務課：講座で配った。" == "".join(p.text for p in first.texts["results"])
    assert ("取組中", "した。") == (second.status.text, "".join(p.text for p in second.texts["results"]))
    assert "2" == screen(guideline).total
    said = outline(guideline)
    assert "進捗状況一覧表 | No.1 ／ 相談 ／ 完了⏎取組中 ／ 市民課：広報紙に載せた。⏎総務課：講座で配った。 ／ 市民課⏎総務課" in said


def test_departments_in_the_data(reading: Any) -> None:
    guideline = reading(PARTED, PARTED_ROWS)
    first, second = rows(guideline)
    assert ("市民課／総務課", "完了／取組中") == (first["担当課"], first["進捗"])
    (part,) = values(guideline)["measures"][0]["parts"]
    assert ("取組中", "講座で配った。", "総務課") == (
        part["status"]["word"], part["results"], part["extras"][0]["text"],
    )
    assert "parts" not in values(guideline)["measures"][1]
