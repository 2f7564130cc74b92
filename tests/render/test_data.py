"""The table as JSON, held to its published schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import notation
import pytest
from notation import category, row, subsection

from guideline_docs.render import data

SCHEMA = json.loads(
    Path(data.__file__).with_name("progress-table.schema.json").read_text("utf-8")
)


def read(text: str) -> Any:
    return json.loads(data.render(notation.guideline(text)))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        notation.sheet(row(1)),
        notation.sheet(category(1), row(1)),
        notation.sheet(f"{notation.HEAD}｜担当課", f"{row(1)}｜協働課", f"{row(2)}｜｜余り"),
        notation.sheet(row(1, tier="Ⅸ", status="継続中", proposal="検討", results="")),
        notation.sheet(row(1, tier="", status="", proposal="", title="", rationale="(9)-ア")),
        notation.sheet(row(1), row(1)),
        "",
        f"{notation.TITLE}\n",
        notation.sheet("場の外", row(1), "覚え書き", "一｜冊子｜｜余り", "※ 注｜暫定", row(3), "以上"),
        notation.sheet("【Ⅰ】<重点>｜優先｜一件：未", category(1), row(1), category(2), "イ 空"),
        notation.sheet("No｜内容｜施策の実施｜｜内容", "1｜研修｜済｜無名｜後"),
        "題\n指標\t基準値\t目標値\n子育て\n①婚姻率\t5.5\t5.9\t余り\n",
    ],
)
def test_any_sheet_keeps_to_the_schema(text: str) -> None:
    jsonschema.validate(read(text), SCHEMA, cls=jsonschema.Draft202012Validator)


class TestTheRealSheet:
    def test_it_keeps_to_the_schema(self, real_sheet: str) -> None:
        jsonschema.validate(read(real_sheet), SCHEMA, cls=jsonschema.Draft202012Validator)

    def test_the_same_sheet_gives_the_same_bytes(self, real_sheet: str) -> None:
        first, second = (data.render(notation.guideline(real_sheet)) for _ in range(2))
        assert first == second
        assert first.endswith(b"}\n")

    def test_counts_are_true_and_the_sheets_own_stand_beside_them(self, real_sheet: str) -> None:
        summary = read(real_sheet)["summary"]
        assert {"tier": "Ⅰ", "total": 6, "statuses": {"済・継": 2, "済": 2, "未": 1, "着手中": 1}} == (
            summary["tiers"][0]
        )
        assert 23 == summary["overall"]["total"]
        assert {"tier": "Ⅰ", "status": "済", "count": 5, "denominator": 6} == summary["stated"][0]

    def test_a_measure_is_whole(self, real_sheet: str) -> None:
        measure = read(real_sheet)["measures"][19]
        assert ("measure-20", 20, None) == (measure["id"], measure["number"], measure["results"])
        assert {"number": 7, "title": "協働に関すること"} == measure["category"]
        assert {"letter": "イ", "title": "協働事業を行う団体の支援"} == measure["subsection"]
        assert {"mark": "Ⅰ", "written": "【Ⅰ】<重点施策>"} == measure["tier"]
        assert {"completed": False, "tier": "Ⅱ-ア", "written": "Ⅱ-ア"} == measure["proposal"]
        assert [("(3)-ア", "subsection-3-1"), ("イ", None), ("(5)-2", None)] == [
            (one["text"], one["target"]) for one in measure["references"]
        ]

    def test_what_is_not_known_is_null(self, real_sheet: str) -> None:
        found = read(real_sheet)
        assert [None] * 4 == [
            found[name] for name in ("municipality", "department", "as_of", "document_number")
        ]


def test_lines_that_are_no_measures_are_told_in_their_order() -> None:
    text = notation.sheet(category(1, "場"), subsection("ア", "拠点"), row(1), "一｜冊子｜｜済", "※ 注｜暫定", category(2, "空"))
    lines = read(text)["lines"]
    assert ["stray", "note", "heading"] == [line["kind"] for line in lines]
    assert [
        {"head": "No", "text": "一"},
        {"head": "内容", "text": "冊子"},
        {"head": "施策の実施", "text": "済"},
    ] == lines[0]["cells"]
    assert [{"head": None, "text": "※ 注"}, {"head": None, "text": "暫定"}] == lines[1]["cells"]
    assert ({"number": 1, "title": "場"}, {"letter": "ア", "title": "拠点"}) == (
        lines[0]["category"],
        lines[0]["subsection"],
    )
    assert {"number": 2, "title": "空"} == lines[2]["category"]


def test_a_sheet_of_measures_alone_has_no_further_lines(real_sheet: str) -> None:
    assert "lines" not in read(real_sheet)


def test_what_a_table_has_not_is_not_said_to_be_unclear() -> None:
    table = read(notation.sheet("No｜内容｜施策の実施", "1｜研修｜済", "2｜冊子｜検討"))
    assert ([], ["measure-2"]) == (table["summary"]["tiers"], table["summary"]["unclear"])
    assert [None, None] == [measure["move"] for measure in table["measures"]]


def test_shares_that_cannot_be_read_are_kept() -> None:
    table = read(notation.sheet("【Ⅰ】<重点>｜優先｜一件：未", row(1, tier="Ⅰ")))
    assert [{"tier": "Ⅰ", "text": "一件：未"}] == table["summary"]["unread"]


def test_columns_of_one_name_or_none_have_names_of_their_own() -> None:
    (measure,) = read(notation.sheet(f"{notation.HEAD}｜実績｜", f"{row(1)}｜後｜"))["measures"]
    assert [{"head": "実績 (2)", "text": "後"}] == measure["extras"]
