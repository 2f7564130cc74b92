"""What the settings say of columns and of the words in them."""

from __future__ import annotations

import pytest
from settingscase import Settings

from guideline_docs.failure import CannotRun
from guideline_docs.model.vocabulary import DirectionKind
from guideline_docs.syntax.columns import Column, ColumnKind


def test_words_of_a_judgement_are_a_list_or_a_table_each(settings: Settings) -> None:
    text = """\
[[column]]
head = "達成度"
kind = "status"
words = ["達成", "未達成"]
[[column]]
head = "評価"
kind = "status"
[[column.word]]
word = "A"
done = true
aliases = ["優"]
[[column.word]]
word = "－"
counted = false
"""
    first, second = settings(text).vocabulary.judgements
    assert ("達成度", ["達成", "未達成"]) == (first.column.name, [s.word for s in first.statuses])
    good, none = second.statuses
    assert (True, ("優",), True) == (good.done, good.aliases, good.counted)
    assert not none.counted


def test_directions_take_the_place_of_the_mark_of_completion(settings: Settings) -> None:
    vocabulary = settings('[[direction]]\nword = "廃止"\nkind = "end"\naliases = "休止"\n').vocabulary
    (direction,) = vocabulary.directions
    assert ("廃止", DirectionKind.END, ("休止",)) == direction
    assert "" == vocabulary.completed
    marked = settings('[[direction]]\nword = "継続"\nkind = "continuation"\n[proposal]\ncompleted = "○"\n')
    assert "○" == marked.vocabulary.completed


def test_a_head_that_is_named_beside_another_is_declared(settings: Settings) -> None:
    text = """\
[[column]]
head = "達成率"
kind = "percent"
target = "目標値"
base = "基準値"
better = "less"
[measure]
part = "担当課"
"""
    vocabulary = settings(text).vocabulary
    kinds = {column.name: column.kind for column in vocabulary.declared}
    assert {
        "達成率": ColumnKind.PERCENT,
        "目標値": ColumnKind.NUMBER,
        "基準値": ColumnKind.NUMBER,
        "担当課": ColumnKind.DEPARTMENT,
    } == kinds
    (rate,) = vocabulary.rates
    assert ("達成率", "目標値", None, True) == (rate.head.name, rate.target.name, rate.actual, rate.less)
    assert vocabulary.part is not None and vocabulary.part.part
    assert not vocabulary.count_parts


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("", {"number", "title", "tier", "status", "results", "proposal", "rationale"}),
        ('[columns]\nextra = "担当課"\n', {"number", "title", "tier", "status", "results", "proposal", "rationale"}),
        # A table that is told how it is built has the columns that are named.
        ('[[column]]\nhead = "担当課"\n', {"title"}),
        ('level = []\n[columns]\nstatus = "進捗"\n', {"title", "status"}),
        ('level = []\n[columns]\nrequired = ["number"]\n', {"number"}),
    ],
)
def test_columns_that_a_table_needs(settings: Settings, text: str, required: set[str]) -> None:
    assert required == {str(column) for column in settings(text).vocabulary.required}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[status]]\nword = "済"\nalias = "了"\n', "3: [[status]] の「alias」は知らない項目です。「aliases」の誤りではありませんか"),
        ('[[status]]\nword = "済"\naliases = ["未"]\n[[status]]\nword = "未"\n', "3: aliases の「未」は、もうほかの言葉です"),
        ('[[status]]\nword = "済"\ncounted = "no"\n', "3: 「counted」は true か false にしてください"),
        ('[[direction]]\nword = "拡充"\nkinds = "promotion"\n', "3: [[direction]] の「kinds」は知らない項目です。「kind」の誤りではありませんか"),
        (
            '[[direction]]\nword = "拡充"\n',
            "1: [[direction]] の「拡充」に kind が要ります。promotion・continuation・demotion・completion・end のどれかにしてください",
        ),
        (
            '[[direction]]\nword = "拡充"\nkind = "up"\n',
            "3: kind「up」は使えません。promotion・continuation・demotion・completion・end のどれかにしてください",
        ),
        ('[[direction]]\nkind = "end"\n', "1: [[direction]] にはそれぞれ違う word が要ります"),
        ('[[directions]]\nword = "拡充"\n', "1: 「directions」は知らない項目です。「direction」の誤りではありませんか"),
        ('[[column]]\nhead = "評価"\nwords = ["A"]\n', '3: words は kind = "status" の列で使います'),
        ('[[column]]\nhead = "評価"\nkind = "status"\nwords = ["A", "A"]\n', "4: words には、それぞれ違う言葉を書いてください"),
        ('[[column]]\nhead = "評価"\nkind = "status"\nwords = ["A"]\n[[column.word]]\nword = "B"\n', "4: words と [[column.word]] は、どちらか一つにしてください"),
        ('[[column]]\nhead = "評価"\nkind = "status"\n[[column.word]]\ndone = true\n', "4: [[column.word]] にはそれぞれ違う word が要ります"),
        ('[[column]]\nhead = "達成率"\ntarget = "目標値"\n', '3: target は kind = "percent" か "number" の列で使います'),
        ('[[column]]\nhead = "達成率"\nkind = "percent"\ntarget = ""\n', "4: target には、目標値の列の名前を書いてください"),
        ('[[column]]\nhead = "達成率"\nkind = "percent"\ntarget = "目標値"\nbetter = "lower"\n', "5: better「lower」は使えません。more・less のどれかにしてください"),
        ('[measure]\npart = "実績"\n', "2: part の「実績」は施策ごとの列です。担当課のように、行ごとに違う列の名前にしてください"),
        ('[measure]\ncount = "part"\n', "2: count は part と一緒に使います。part に列の名前を書いてください"),
        ('[measure]\npart = "課"\ncount = "all"\n', "3: count「all」は使えません。measure・part のどれかにしてください"),
    ],
)
def test_what_cannot_be_meant_is_said(settings: Settings, text: str, message: str) -> None:
    with pytest.raises(CannotRun) as raised:
        settings(text)
    assert f"guideline.toml:{message}" == str(raised.value)


def test_the_seven_keep_their_keys(settings: Settings) -> None:
    vocabulary = settings('[columns]\nstatus = "進捗"\n').vocabulary
    assert "進捗" == vocabulary.head(Column.STATUS)
