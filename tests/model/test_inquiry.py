"""The form of an inquiry: what it is called, and what is read from that again."""

from __future__ import annotations

import pytest

from guideline_docs.model.inquiry import InquiryKey, Role, Sent, file_names, form_columns, head_role

EDITION = "0123456789abcdef"


@pytest.mark.parametrize(
    ("key", "written"),
    [
        (InquiryKey(EDITION, "6"), f"gd1:{EDITION}:6"),
        (InquiryKey(EDITION, "1-2-3"), f"gd1:{EDITION}:1-2-3"),
        (InquiryKey(EDITION, "6", 2), f"gd1:{EDITION}:6/2"),
        (InquiryKey(EDITION, ""), f"gd1:{EDITION}:"),
    ],
)
def test_a_key_is_read_as_it_is_written(key: InquiryKey, written: str) -> None:
    assert (written, key) == (str(key), InquiryKey.read(written))


def test_a_key_is_read_through_blanks_and_capitals() -> None:
    assert InquiryKey(EDITION, "6") == InquiryKey.read(f" GD1:{EDITION.upper()}: 6 ")


@pytest.mark.parametrize("text", ["", "6", "gd2:0123456789abcdef:6", f"gd1:{EDITION}:六", "gd1:6"])
def test_what_is_no_key_is_none(text: str) -> None:
    assert InquiryKey.read(text) is None


def test_the_measure_of_a_key_is_as_editions_keep_it() -> None:
    assert [6, "1-2", None] == [InquiryKey(EDITION, n).measure for n in ("6", "1-2", "")]


def test_columns_stand_in_the_order_of_the_form() -> None:
    columns = form_columns(("No", "内容"), ("施策の実施", "実績"))
    assert [
        *("照会キー", "送付時:施策の実施", "送付時:実績", "No", "内容"),
        *("施策の実施（前回）", "施策の実施", "実績（前回）", "実績", "備考"),
    ] == [column.head for column in columns]


def test_a_remark_of_the_table_is_told_from_that_of_the_form() -> None:
    assert ["備考（一覧）", "備考"] == [
        c.head for c in form_columns(("備考",), ("実績",)) if c.head.startswith("備考")
    ]
    asked = form_columns((), ("備考",))
    assert [(Role.LAST, "備考（前回）"), (Role.ANSWER, "備考")] == [c[:2] for c in asked[2:]]


def test_what_a_head_is_for_is_read_from_its_words() -> None:
    fields = ("施策の実施", "実績")
    for column in form_columns(("No", "内容"), fields):
        role, place = head_role(column.head, fields)
        assert role == column.role
        assert place == (0 if role is Role.CONTEXT else column.of)
    assert (Role.LAST, 1) == head_role("実績 (前回)", fields)


def test_properties_are_read_as_they_are_written() -> None:
    sent = Sent(EDITION, "市民協働課", ("status", "head:事業費"), ("施策の実施", "事業費"), "12月末")
    assert {
        "guideline-docs.inquiry": "1",
        "guideline-docs.edition": EDITION,
        "guideline-docs.by": "市民協働課",
        "guideline-docs.fields": "status\nhead:事業費",
        "guideline-docs.heads": "施策の実施\n事業費",
        "guideline-docs.due": "12月末",
    } == sent.properties
    assert sent == Sent.of(sent.properties)


def test_a_long_property_goes_over_several() -> None:
    sent = Sent(EDITION, "課", tuple(f"head:{n}{'長い見出し' * 10}" for n in range(9)), ("実績",))
    assert max(map(len, sent.properties.values())) == 255
    assert sent == Sent.of(sent.properties)


def test_another_workbook_says_nothing() -> None:
    assert Sent.of({"guideline-docs.edition": EDITION}) is None


@pytest.mark.parametrize(
    ("departments", "names"),
    [
        (["市民協働課", "企画・広報課"], ["照会_市民協働課.xlsx", "照会_企画・広報課.xlsx"]),
        (['A/B:C*D?E"F<G>H|I\\J'], ["照会_A／B：C＊D？E＂F＜G＞H｜I＼J.xlsx"]),
        (["A/B", "A／B", "a/b"], ["照会_A／B.xlsx", "照会_A／B (2).xlsx", "照会_a／b (3).xlsx"]),
        (["課\x00\n名\u200b", ".隠し.", "..", "\ud800"], ["照会_課 名.xlsx", "照会_隠し.xlsx", "照会_＿.xlsx", "照会_＿ (2).xlsx"]),
        (["課" * 200, "課" * 201], [f"照会_{'課' * 60}.xlsx", f"照会_{'課' * 60} (2).xlsx"]),
    ],
)
def test_files_are_called_by_their_departments(departments: list[str], names: list[str]) -> None:
    assert names == file_names(departments)
