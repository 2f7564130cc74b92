"""Which text is what: by its content, and by where it stands."""

from __future__ import annotations

import pytest
from notation import row, sheet

from guideline_docs.model.vocabulary import DEFAULT_VOCABULARY
from guideline_docs.source.formats import COMMAS, SEMICOLONS
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.kinds import Kind, Reason, Role, Unused, kind_of

HEADS = DEFAULT_VOCABULARY.by_head()
FIELDS = frozenset(map(fold_head, DEFAULT_VOCABULARY.second_heads))

OUTSIDE = Unused(Reason.OUTSIDE)
CARDS = Unused(Reason.CARDS)
SETTINGS = Unused(Reason.SETTINGS)
BETWEEN_COMMAS = Unused(Reason.FORMAT, COMMAS)


def kind(text: str, role: Role = Role.SOURCES, name: str = "sources/x.txt") -> Kind | Unused:
    return kind_of(SourceText(name, text), role, HEADS, FIELDS)


EVERYWHERE = [
    (sheet(row(1)), Kind.SHEET),
    (sheet(row(1)).replace("\n", "\r"), Kind.SHEET),
    ("［＃カード］\nNo\t内容\n\n施策1　甲\n", Kind.CARDS),
    ("施策24　新しい事業\n　担当課：協働課\n", Kind.CARDS),
    ("施策24\r　担当課：協働課\r", Kind.CARDS),
    ("（1）場\nア　拠点\n施策24　新しい事業\n", Kind.CARDS),
    ("No.24　新しい事業\n　担当課：協働課\n", Kind.CARDS),
    ("Ｎｏ．２４　新しい事業\n　担当課：協働課\n", Kind.CARDS),
    ("№ 24　新しい事業\n　担当課：協働課\n", Kind.CARDS),
    ("No,内容,重点\n1,研修,Ⅰ\n", BETWEEN_COMMAS),
    ("題\n【達成状況】,,\nNo,内容,重点\n1,研修,Ⅰ\n", BETWEEN_COMMAS),
    ('"No","内容"\n"1","研修"\n', BETWEEN_COMMAS),
    ("番号;施策名\n1;研修\n", Unused(Reason.FORMAT, SEMICOLONS)),
    ("整理,名称,担当\n1,研修,総務課\n2,講座,企画課\n", BETWEEN_COMMAS),
    ('整理,名称,担当\n1,"研修, 講座",総務課\n\n2,"一行\n二行",企画課\n', BETWEEN_COMMAS),
    ('[guideline]\ntitle = "指針"\n', SETTINGS),
    ("# 設定\r\n[[accept]]\r\n", SETTINGS),
]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("text", "expected"), EVERYWHERE)
def test_content_says_it_everywhere(text: str, expected: Kind | Unused, role: Role) -> None:
    assert kind(text, role) == expected


RUNNING = [
    "第1章　総括\n\n　施策6のとおり。\n",
    "はじめに\n\n　市民の皆様へ。\n",
    "連絡メモ　委員長の意向は内密に\n",
    "市民, 団体, 企業の三者で\nつくる。\n",
    "甲,乙\n丙,丁\n戊,己\n",
    "［＃達成状況］\n",
    "施策の一覧は別に示す。\nNo問題はない。\n",
    "第1章　総括\n施策6　実績\n　担当課：協働課\n",
    "会場は[guideline]である。\n",
]


@pytest.mark.parametrize("text", RUNNING)
def test_running_text_is_a_chapter_in_its_folder_and_alone_and_nothing_beside_the_sheet(
    text: str,
) -> None:
    assert kind(text, Role.CHAPTERS) is Kind.CHAPTER
    assert kind(text, Role.ALONE) is Kind.CHAPTER
    assert isinstance(kind(text, Role.SOURCES), Unused)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Beside a sheet, what can only be meant as cards is cards, and its faults are told.
        ("施策24　新しい事業\n担当課：協働課\n　取組内容：研修\n", Kind.CARDS),
        ("第2期で加えるもの\n\n施策24　新しい事業\nNo.25　次の事業\n", Kind.CARDS),
        ("施策24：新しい事業\n　担当課：協働課\n", Kind.CARDS),
        ("施策二十四　新しい事業\n　担当課：協働課\n", Kind.CARDS),
        ("新しい事業\n　担当課：協働課\n", CARDS),
        ("施策24：新しい事業\n", Kind.CARDS),
        ("連絡メモ\n施策6　委員長の意向は内密に\nよろしく\n", CARDS),
        ("連絡メモ\n　日時：10月1日\n", OUTSIDE),
        ("第2章　総括\n\n　施策6のとおり。\n", OUTSIDE),
        ("施策6\n\t担当課：協働課\n\t取組内容：研修\n", Kind.CARDS),
        ("施策6\n\t担当課：協働課\t係\n", Kind.SHEET),
        ("日時\t10月1日\n", Kind.SHEET),
        ("【達成状況】\n", Kind.SHEET),
    ],
)
def test_beside_the_sheet(text: str, expected: Kind | Unused) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize("text", ["施策24　新しい事業\n担当課：協働課\n", "No.6\n\t担当課：協働課\n"])
def test_cards_that_are_named_alone_are_cards_however_they_are_indented(text: str) -> None:
    assert kind(text, Role.ALONE) is Kind.CARDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第1章\t総括\n第3章\t体系\n", Kind.CHAPTER),
        ("第1章　総括\n\n【達成状況】\n", Kind.CHAPTER),
        ("No\t内容\n1\t研修\n", Kind.SHEET),
    ],
)
def test_tab_in_the_folder_of_the_chapters(text: str, expected: Kind) -> None:
    assert kind(text, Role.CHAPTERS) is expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("sources/guideline.toml.txt", "# 何も書いていない\n", SETTINGS),
        ("sources/guideline.toml のコピー.txt", "title\n", SETTINGS),
        ("pyproject.toml", "[project]\n", SETTINGS),
        ("guideline.tomlの書き方.txt", "第1章　設定\n", Kind.CHAPTER),
        ("一覧.csv", "研修\n講座\n", BETWEEN_COMMAS),
        ("一覧.CSV", "No,内容\n1,タブ\tのある\n", BETWEEN_COMMAS),
        ("一覧.csv", "No\t内容\n1\t甲,乙\n", Kind.SHEET),
        ("一覧.tsv", "No\t内容\n1\tNo,内容\n", Kind.SHEET),
    ],
)
def test_name_helps(name: str, text: str, expected: Kind | Unused) -> None:
    assert kind(text, Role.ALONE, name) == expected
