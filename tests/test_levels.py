"""Levels of other tables through every output: what each calls headings and measures."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from draftcase import titles

from guideline_docs import load
from guideline_docs.model.guideline import Guideline
from guideline_docs.render import csv as csv_file
from guideline_docs.render import data
from guideline_docs.render.templates import Templates
from guideline_docs.views.draft import draft
from guideline_docs.views.outline import Entry, outline
from guideline_docs.views.plan_cards import plan_cards
from guideline_docs.views.progress_screen import progress_screen
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.references import asked, list_references

WORDING = Templates().wording()
CASES = Path(__file__).parent / "cases"


def case(name: str) -> Guideline:
    return load(str(CASES / name / "sources")).guideline


def names(entries: tuple[Entry, ...]) -> list[str]:
    return [name for entry in entries for name in (entry.name, *names(entry.entries))]


def test_the_outline_shows_levels_that_are_columns() -> None:
    sheet, _ = outline([case("column-levels")])
    assert [
        *("01", "1-1", "1-1-基本事業1", "No.1", "No.2", "1-1-基本事業2", "No.3"),
        *("1-2", "1-2-基本事業1", "No.4"),
    ] == names(sheet.entries)[:10]


def test_csv_has_two_columns_for_a_level_with_numbers_and_one_for_one_without() -> None:
    rows = list(csv.reader(io.StringIO(csv_file.render(case("column-levels"), WORDING).decode("utf-8-sig"))))
    assert ["政策番号", "政策", "施策番号", "施策", "基本事業"] == rows[0][:5]
    assert ["1", "子どもと家庭", "1-1", "子育て支援", "保育の提供"] == rows[1][:5]


def test_json_says_the_whole_number_where_it_is_more_than_one() -> None:
    first = data.table(case("digit-codes"))["measures"][0]
    assert (1, "11111", "measure-1-1-1-1-1") == (first["number"], first["code"], first["id"])
    assert "code" not in data.table(case("column-levels"))["measures"][0]
    assert json.loads(data.render(case("flat-list")))["measures"][0]["code"] == "①"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("digit-codes", ["11111　広報紙の発行", "11112　特集の掲載"]),
        ("unnumbered-levels", ["①　間伐の実施", "②　苗木の配布"]),
        ("relative-references", ["事業1　訪問の充実", "事業2　訪問員の研修"]),
        ("flat-list", ["①　婚姻率", "②　出生数"]),
    ],
)
def test_the_draft_prints_a_measure_s_own_number(tmp_path: Path, name: str, expected: list[str]) -> None:
    for source in (CASES / name / "sources").iterdir():
        if source.is_file():
            (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "01.txt").write_text("第1章　施策\n\n［＃施策］\n", encoding="utf-8")
    view = draft(load(str(tmp_path)).guideline, (), WORDING)
    measures = [(number, text) for role, number, text in titles(view) if role == "measure"]
    assert [(None, text) for text in expected] == measures[:2]


def test_the_page_is_filtered_by_every_level_that_is_a_column() -> None:
    view = progress_screen(progress_table(case("column-levels"), (), WORDING), WORDING)
    found = {each.field: [option.label for option in each.options] for each in view.filters}
    # Two titles of one number stay two: which one is meant, nobody knows.
    assert ["01　子どもと家庭（4件）", "02　仕事と産業（3件）", "01　子どもの家庭（2件）"] == found["category"]
    assert ["1-1　子育て支援（4件）", "1-2　学校教育（2件）", "2-1　商工業（1件）", "2-3　農業（2件）"] == found["level1"]
    assert ("1-1　子育て支援", "保育の提供") == view.places["measure-10"].levels


def test_rows_are_sorted_by_the_whole_number() -> None:
    view = progress_screen(progress_table(case("digit-codes"), (), WORDING), WORDING)
    assert ["1", "2", "3"] == [
        view.places[anchor].by_number
        for anchor in ("measure-1-1-1-1-1", "measure-1-1-1-1-2", "measure-1-1-1-2-1")
    ]


def test_cards_to_begin_with_have_no_headings_of_columns() -> None:
    lines = plan_cards(case("column-levels")).splitlines()
    assert [] == [line for line in lines if "子どもと家庭" in line]
    assert "施策1　保育所の運営" in lines


def test_who_refers_is_asked_in_the_forms_of_the_scheme() -> None:
    guideline = case("relative-references")
    found = list_references([guideline], asked("基本方針1の(2)の①", guideline))
    assert ["基本方針1-(2)-①"] == [each.name for each in found.asked]
    assert ["(2)-①", "目標(2)の推進方策①"] == [each.span.text for each in found.references]
