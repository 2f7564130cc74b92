"""Whatever a sheet says is printed: no text of it is dropped, however mutilated it is.

The words of a sheet are taken from its raw lines, without the parser that is judged.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Callable, Iterator

import notation
import pytest

from guideline_docs.model.guideline import Guideline
from guideline_docs.render import csv, data
from guideline_docs.render import html as page
from guideline_docs.render.templates import Templates
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.views.draft import draft
from guideline_docs.views.progress_screen import progress_screen
from guideline_docs.views.progress_table import progress_table

TEMPLATES = Templates()
WORDING = TEMPLATES.wording()

# --- what a sheet says -----------------------------------------------------------------------

# Words that the documents print in their own way, taken apart into what has to be there.
_FORMS = [
    re.compile(r"(?:施策|No\.?|№)?\s*0*(\d+)\.?"),  # the number of a row
    re.compile(r"(\d+)/(\d+)：(.+)"),  # a share
    re.compile(r"【([^】]+)】(?:<([^>]*)>|(.+))?"),  # a tier with its label
    re.compile(r"(?:○→)?(Ⅱ-イ)<(.+)>"),
    re.compile(r"○→(.+)"),
    re.compile(r"（\d+）(.*)"),  # a category
    re.compile(r"[ア-ン][ 　](.+)"),  # a subsection
]
# What is printed under the name that the documents have for it.
_KNOWN = {"【達成状況】", "重点施策", *notation.COLUMNS, "番号", "施策", "区分", "進捗", "状況", "I"}


def words(text: str) -> Iterator[str]:
    """The words of a sheet's cells that must be printed."""
    for line in re.split(r"\r\n|\r|\n", text):
        for cell in line.split("\t"):
            cell = re.sub(r"</?b>", "", cell).strip()
            if cell in _KNOWN or not cell:
                continue
            match = next(filter(None, (form.fullmatch(cell) for form in _FORMS)), None)
            for word in match.groups() if match else [cell]:
                if word and word not in _KNOWN:
                    yield fold(word)


def fold(text: str) -> str:
    """Without blanks and quotes, and with the widths of numbers in parentheses made one."""
    return re.sub(r'[\s"\u2060\u200b]+', "", text)


# --- what is printed -------------------------------------------------------------------------


def screen(guideline: Guideline, found: list[Diagnostic], final: bool) -> str:
    table = progress_table(guideline, found, WORDING, final)
    text = page.render(progress_screen(table, WORDING), TEMPLATES).decode()
    body = text[text.index("<main>") - 2000 :]
    body = re.sub(r"<(style|script)>.*?</\1>", "", body, flags=re.DOTALL)
    body = re.sub(r'<section aria-labelledby="findings">.*?</section>', "", body, flags=re.DOTALL)
    body = re.sub(r'<a class="mark"[^>]*>[^<]*</a>', "", body)
    return fold(html.unescape(re.sub(r"<[^>]*>", "", body)))


def records(guideline: Guideline) -> str:
    said = csv.render(guideline, WORDING).decode("utf-8-sig").replace('""', '"')
    return fold(said) + fold(json.dumps(data.table(guideline), ensure_ascii=False).replace("\\", ""))


def word(guideline: Guideline, found: list[Diagnostic], final: bool) -> str:
    return fold("".join(_texts(draft(guideline, found, WORDING, final).sections)))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif hasattr(part, "written"):
        yield part.written
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
    elif hasattr(part, "text"):
        yield part.text


# --- how sheets are mutilated ----------------------------------------------------------------

Mutilation = Callable[[list[str], random.Random], None]


def _cells(change: Callable[[list[str], random.Random], None]) -> Mutilation:
    def mutilate(lines: list[str], dice: random.Random) -> None:
        at = dice.randrange(len(lines))
        cells = lines[at].split("\t")
        change(cells, dice)
        lines[at] = "\t".join(cells)

    return mutilate


def _put(words: tuple[str, ...]) -> Callable[[list[str], random.Random], None]:
    def change(cells: list[str], dice: random.Random) -> None:
        cells[dice.randrange(len(cells))] = dice.choice(words)

    return change


def _drop_cell(cells: list[str], dice: random.Random) -> None:
    del cells[dice.randrange(len(cells))]


def _add_cell(cells: list[str], dice: random.Random) -> None:
    cells.insert(dice.randrange(len(cells) + 1), dice.choice(("", "差し込み", "済", "12")))


def _drop_line(lines: list[str], dice: random.Random) -> None:
    if len(lines) > 3:
        del lines[dice.randrange(len(lines))]


def _swap(lines: list[str], dice: random.Random) -> None:
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _cut(lines: list[str], dice: random.Random) -> None:
    at = dice.randrange(len(lines))
    place = dice.randrange(len(lines[at]) + 1)
    lines[at : at + 1] = [lines[at][:place], lines[at][place:]]


def _lines(words: tuple[str, ...]) -> Mutilation:
    def mutilate(lines: list[str], dice: random.Random) -> None:
        lines.insert(dice.randrange(len(lines) + 1), dice.choice(words).replace("｜", "\t"))

    return mutilate


MUTILATIONS: tuple[Mutilation, ...] = (
    _drop_line,
    _swap,
    _cut,
    _cells(_drop_cell),
    _cells(_add_cell),
    _cells(_put(("", "実績", "No", "内容", "謎の列", "重点", "理由", "大項目", "列五"))),
    _cells(_put(("一", "？", "新規", "【Ⅰ】<休止>", "Ⅱ-イ<様子見>", "○→未定", "済・継（一部）", "【Ⅸ】"))),
    _lines(("（注）現在の値｜令和5年", "※ 案｜暫定", "計｜3｜｜済｜1", "（担当：財政課）", "備考：なし｜継続中")),
    _lines(("覚え書き", "迷子｜二つ目｜三つ目", "｜｜右の隅", "以上", "<b>太い見出し</b>", "【達成状況】（年度末）｜速報")),
    _lines(("（9）遠い項目｜脇の言葉", "ア 小さな項目｜脇の言葉", "【Ⅸ】<幻>｜説明｜二件：未｜2/2：済", "【凡例】｜○：完了")),
    _lines(("指標｜基準値｜目標値", "①婚姻率｜5.5｜5.9", "No｜指標｜基準値", "7｜不意の施策｜【Ⅰ】｜済｜した｜Ⅰ｜わけ｜余り｜また余り")),
)
CHAPTER = "第1章　一覧\n\n［＃進捗状況一覧］\n"
SMALL = notation.sheet(
    notation.row(1, title="研修の実施", results="説明した", rationale="続ける"),
    notation.row(2, title="冊子の発行", results="配布した", rationale="増やす"),
    "イ 情報の提供",
    notation.row(3, title="広報の充実", results="掲載した", rationale="広げる"),
)
UNKNOWN = "市の指標\n指標\t基準値\t目標値\n①婚姻率\t5.5\t5.9\n②出生率\t1.41\t1.60\n（注）速報値\t一部\n"


def mutilated(text: str, seed: int) -> str:
    dice = random.Random(seed)
    lines = text.split("\n")
    for _ in range(dice.randint(1, 6)):
        dice.choice(MUTILATIONS)(lines, dice)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(150))
def test_no_word_of_a_mutilated_sheet_is_lost(seed: int, real_sheet: str) -> None:
    text = mutilated((real_sheet, SMALL, SMALL, UNKNOWN)[seed % 4], seed)
    guideline, found = notation.guideline(text, CHAPTER), notation.diagnostics(text)
    printed = {
        "page": screen(guideline, found, final=False),
        "final page": screen(guideline, found, final=True),
        "data": records(guideline),
    }
    said = list(dict.fromkeys(words(text)))
    assert [] == [(name, w) for name, all in printed.items() for w in said if w not in all]
    # The draft has a title and a legend of its own.
    title = set(words(guideline.title.text)) if guideline.title else set()
    body = "\n".join(line for line in text.split("\n") if line.strip()[:1] != "【")
    for final in (False, True):
        draft = word(guideline, found, final)
        assert [] == [w for w in words(body) if w not in title and w not in draft]
