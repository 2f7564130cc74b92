"""What can only be meant as a reference, in a form that is none; and what is meant as something else."""

from __future__ import annotations

import notation
import pytest

from guideline_docs.syntax.look_alikes import look_alikes, may_hold


def found(text: str) -> list[tuple[str, str]]:
    read = notation.source(text)
    held = list(look_alikes(read.span(0, len(read.text))))
    assert not held or list(may_hold(read.text))
    return [(each.span.text, each.form) for each in held]


@pytest.mark.parametrize("before", ["", "また、", "これは", "（", "本指針の", "小項目"])
@pytest.mark.parametrize(
    "written",
    [
        *("(3)_イ", "（３）＿イ", "(3)：イ", "(3):ｲ", "(3).イ", "(3)．イ", "(3)=イ", "(3)/イ"),
        *("(3)一イ", "(3)─イ", "(3)--イ", "(3)－－イ"),
        *("(三)-イ", "（三）イ", "（三）のイ", "(三)_イ", "［3］－イ", "[3]-イ", "【3】-イ", "〔3〕‐イ"),
        *("③-イ", "❸－イ", "㈢-イ", "(3)；イ", "（３）;イ", "(3)→イ", "(3)⇒ｲ", "(3)＞イ", "(3)|イ", "(三)ーイ", "[3]ーイ", "③ーイ"),
    ],
)
def test_form_that_is_none(written: str, before: str) -> None:
    for end in ("", "に基づき", "、", "を", "及び", "）" if before else "。"):
        assert [(written, "(3)-イ")] == found(f"{before}{written}{end}")


@pytest.mark.parametrize("written", ["3-イ", "３－イ", "3‐ｲ", "3ーイ", "３ｰイ", "三-イ", "三－ｲ", "三ーイ", "3_イ"])
@pytest.mark.parametrize("before", ["", "また、", "これは", "（"])
def test_category_without_its_parentheses(written: str, before: str) -> None:
    assert [(written, "(3)-イ")] == found(f"{before}{written}、ウと進める")


@pytest.mark.parametrize("level", ["大項目", "小項目", "本指針の大項目"])
@pytest.mark.parametrize("written", ["3-イ", "３－イ", "3ーイ", "三-イ", "3のイ", "3：イ", "三のイ", "3→イ"])
def test_category_by_the_name_of_its_level(written: str, level: str) -> None:
    assert [(written, "(3)-イ")] == found(f"また、{level}{written}、ウと進める")


@pytest.mark.parametrize(
    ("written", "form"),
    [
        *((each, "施策6") for each in ("施策⑥", "施策番号6", "施策第６", "施策#6", "施策＃ 6")),
        *((each, "施策6～8") for each in ("施策6-8", "施策６－８", "施策6 – 8")),
    ],
)
def test_measure_in_a_form_that_is_none(written: str, form: str) -> None:
    assert [(written, form)] == found(f"また、{written}に続く")


@pytest.mark.parametrize(("written", "number"), [("(十)-ア", 10), ("(十二)-ア", 12), ("(二十)-ア", 20), ("(二十一)-ア", 21), ("(一)-ア", 1)])
def test_kanji_numerals(written: str, number: int) -> None:
    assert [(written, f"({number})-ア")] == found(written)


@pytest.mark.parametrize(
    "text",
    [
        # References, and faults of references.
        *("(3)-イに", "（3）イに", "⑶のイ", "( 3 )-イに", "(3)ーイに", "(3-イ)に", "(5)-2を"),
        # Words, lists, choices.
        *("(3)：アンケート", "(3)-イベント", "(三)アイデア", "[3]-アール", "3-アール", "(3)、イに", "(3)・イに"),
        *("(1) ア、イ、ウから選ぶ", "(3)_イ実施", "3-イ号室", "3-イ番地", "(3)：イ-2", "3-イ-1に"),
        # Marks of a list.
        *("3-イ　相談", "3-イ：相談", "(3)：イ　相談", "相談\n3-イ　周知", "3-イ）相談"),
        # Another paper's, an address, a path, a kind.
        *("総合計画の3-イに", "県の(三)-イに", "別紙[3]-イに", "図3-イに", "第3-イに", "資料3-イに", "問(3)：イを"),
        *("中央町3-イに", "住所は3-イに", "大字東、3-イに", "5-3-イに", "R3-イに", "2/3-イに", "【3-イ】に", "様式③-イ"),
        *("第三-イに", "十三年-イに", "令和三-イに", "県の大項目3-イに", "3のイに", "三のイに", "別紙三-イに", "二十三-イ-1に"),
        *("サービス3ーイ", "3ーイベント", "データ", "大項目3-イベント", "(3)→イベント", "項目3-イに"),
        *("午後3-イに", "取組(3)_イに"),
        # Numbers.
        *("3-2に", "(0)_アに", "1-2-3", "施策8-6に", "施策6-6に", "重点施策⑥に", "県の施策⑥に", "施策⑥件", "施策6-8件"),
        *("施策第6回に", "施策番号を"),
    ],
)
def test_what_is_none(text: str) -> None:
    assert [] == found(text)
