"""The real sheet with one more fault: that fault is told at its place, and nothing it did not cause."""

from __future__ import annotations

import notation
import pytest
from mutation import Mutation, change, changes, drop, facts, insert

from guideline_docs.rules.diagnostic import Diagnostic, Severity

# name, mutation, what is told besides (+) and no longer (-)
FAULTS: list[tuple[str, Mutation, list[str]]] = [
    # --- GD0xx, GD1xx: lines and cells
    ("a vertical tab in a cell", change(12, "体制", "体\x0b制"), ["+GD003 12 U+000B「\x0b」"]),
    ("a form feed in a note", change(55, "創出", "\x0c創出"), ["+GD003 55 U+000C「\x0c」"]),
    (
        "a run of control characters",
        change(13, "公共施設の", "\x01\x02公共施設の"),
        ["+GD003 13 U+0001 U+0002「\x01\x02」"],
    ),
    ("a line of the sheet that is no kind", insert(12, "覚え書き"), ["+GD101 13 覚え書き「覚え書き」"]),
    (
        "a share that cannot be read",
        change(8, "2/2：未", "二件：未"),
        ["+GD101 8 【Ⅲ】二件：未「二件：未」"],
    ),
    (
        "a share without its status",
        change(8, "2/2：未", "2/2"),
        ["+GD101 8 【Ⅲ】2/2「2/2」"],
    ),
    (
        "a heading that lost letter, bold and place",
        change(40, "<b>イ 市民活動団体等が市の事業を行うための新しい仕組みづくり</b>", "新しい仕組みづくり"),
        ["+GD101 40 新しい仕組みづくり「新しい仕組みづくり」"],
    ),
    (
        "a cell beyond the last head",
        change(27, "側面から継続", "側面から継続｜余り"),
        # The row may belong to any tier now: figures that it could make true are not told.
        [
            "+GD502 7 【Ⅱ-イ】「6」",
            "+GD102 27 No.10「余り」",
            "-GD501 【Ⅰ】済「5」",
            "-GD501 【Ⅱ-ア】着手中「2」",
            "-GD501 【Ⅱ-イ】済「5」",
            "-GD502 【Ⅱ-イ】「8」",
        ],
    ),
    (
        "a head nobody declared",
        change(9, "理由", "理由｜担当課"),
        ["+GD103 9 担当課「担当課」"],
    ),
    (
        "a head that was misspelt",
        change(9, "実績", "実積"),
        [
            "+GD105 9 実績「No\t内容\t重点\t施策の実施\t実積\t2期案\t理由」",
            "+GD103 9 実積「実積」",
            "-GD602 No.6「センターとの意見交換を参考。担当課が抱える行政課題や、優先度は低いが見逃しがちな"
            "課題や、優先度が低いが見逃しがちな課題を記載するマッチングシートのようなものを実施したい。"
            "できるなら令和5年度中に照会をかけた、4月頭にホームページにアップ。」",
        ],
    ),
    ("no head line", drop(9), ["+GD104 11 No.1「1」"]),
    # --- GD2xx: numbers
    ("a category number jumps at the end", change(45, "（7）", "（8）"), ["+GD201 45 (8)「（8）」"]),
    ("a letter jumps", change(35, "イ 活動", "ウ 活動"), ["+GD202 35 (4)-ウ「ウ」"]),
    ("letters begin behind ア", change(11, "ア 市民", "イ 市民"), ["+GD202 11 (1)-イ「イ」"]),
    ("a heading is lost between two", drop(49), ["+GD202 51 (7)-ウ「ウ」"]),
    ("a wrong heading moves the jump", drop(26), ["+GD202 27 (3)-エ「エ」", "-GD202 (3)-ウ「ウ」"]),
    ("a letter that is no item letter", change(52, "ウ 協働", "ン 協働"), ["+GD202 52 (7)-ン「ン」"]),
    ("a measure number jumps", change(27, "10｜", "100｜"), ["+GD203 27 No.100「100」"]),
    ("the last number jumps", change(55, "23｜", "24｜"), ["+GD203 55 No.24「24」"]),
    ("a measure has the number before it", change(29, "11｜", "10｜"), ["+GD204 29 No.10「10」"]),
    ("a letter twice", change(49, "イ 協働", "ア 協働"), ["+GD204 49 (7)-ア「ア」"]),
    ("a letter twice behind a jump", change(28, "エ 利用", "ウ 利用"), ["+GD204 28 (3)-ウ「ウ」"]),
    (
        "a category number twice",
        change(42, "（6）", "（5）"),
        [
            "+GD204 42 (5)「（5）」",
            "+GD205 43 (5)「多様な中間支援組織との連携」",
            "-GD205 (6)「多様な中間支援組織との連携」",
        ],
    ),
    (
        "a bold heading without its letter",
        change(11, "ア 市民", "市民"),
        ["+GD205 11 (1)「市民活動団体等の活動拠点の確保」"],
    ),
    (
        "a plain heading without its letter below a category",
        change(21, "<b>ア 市の事業についての情報提供</b>", "市の事業についての情報提供"),
        ["+GD205 21 (3)「市の事業についての情報提供」"],
    ),
    (
        "the second heading without its letter",
        change(40, "イ 市民", "市民"),
        ["+GD205 40 (5)「市民活動団体等が市の事業を行うための新しい仕組みづくり」"],
    ),
    (
        "measures directly below a category",
        drop(11),
        ["+GD206 11 No.1「1」", "+GD206 12 No.2「2」"],
    ),
    (
        "measures before any heading",
        insert(9, "24｜職員研修｜【Ⅲ】｜未｜｜Ⅲ｜引き続き検討する。"),
        [
            "+GD501 8 【Ⅲ】未「2」",
            "+GD502 8 【Ⅲ】「2」",
            "+GD203 10 No.24「24」",
            "+GD206 10 No.24「24」",
        ],
    ),
    (
        "a subsection without measures",
        insert(13, "<b>イ 活動拠点の周知</b>"),
        ["+GD207 14 イ 活動拠点の周知「活動拠点の周知」"],
    ),
    (
        "a category without measures",
        insert(55, "<b>（8）予備</b>"),
        ["+GD207 56 （8）予備「予備」"],
    ),
    (
        "of a category and its subsection, both empty, the inner one",
        insert(55, "<b>（8）予備</b>", "<b>ア 予備の小項目</b>"),
        ["+GD207 57 ア 予備の小項目「予備の小項目」"],
    ),
    # --- GD3xx: words
    (
        "a tier the legend does not have",
        change(44, "【Ⅲ】", "【Ⅳ】"),
        ["+GD301 44 No.17「Ⅳ」"],
    ),
    ("half a tier", change(44, "【Ⅲ】", "【Ⅱ】"), ["+GD301 44 No.17「Ⅱ」"]),
    ("a tier with another letter", change(44, "【Ⅲ】", "【Ⅱ-ウ】"), ["+GD301 44 No.17「Ⅱ-ウ」"]),
    ("an unknown tier without brackets", change(44, "【Ⅲ】", "最重点"), ["+GD301 44 No.17「最重点」"]),
    ("an unknown status", change(44, "｜未｜", "｜未定｜"), ["+GD302 44 No.17「未定」"]),
    (
        "a status with a tail",
        change(48, "｜済｜", "｜済み｜"),
        [
            "+GD502 7 【Ⅱ-イ】「6」",
            "+GD302 48 No.19「済み」",
            "-GD501 【Ⅱ-イ】済「5」",
            "-GD502 【Ⅱ-イ】「8」",
            "-GD606 No.19「継続」",
        ],
    ),
    (
        "an unknown status in the summary",
        change(8, "2/2：未", "2/2：実施中"),
        ["+GD302 8 【Ⅲ】実施中「実施中」"],
    ),
    ("an unknown proposal", change(27, "｜Ⅱ-イ｜", "｜継続｜"), ["+GD303 27 No.10「継続」"]),
    ("half a tier as proposal", change(27, "｜Ⅱ-イ｜", "｜Ⅱ｜"), ["+GD303 27 No.10「Ⅱ」"]),
    ("an unknown tier as proposal", change(27, "｜Ⅱ-イ｜", "｜Ⅳ｜"), ["+GD303 27 No.10「Ⅳ」"]),
    ("a cross for a proposal", change(27, "｜Ⅱ-イ｜", "｜×｜"), ["+GD303 27 No.10「×」"]),
    (
        "completion and an unknown tier",
        change(51, "○→I", "○→Ⅳ"),
        ["+GD303 51 No.21「Ⅳ」", "-GD304 No.21「I」"],
    ),
    ("a full-width hyphen in a tier", change(17, "【Ⅱ-ア】", "【Ⅱ－ア】"), ["+GD304 17 No.4「Ⅱ－ア」"]),
    ("Latin letters in a tier", change(17, "【Ⅱ-ア】", "【II-ア】"), ["+GD304 17 No.4「II-ア」"]),
    ("full-width Latin letters", change(39, "【Ⅲ】", "【ＩＩＩ】"), ["+GD304 39 No.15「ＩＩＩ」"]),
    ("a small Roman numeral", change(39, "【Ⅲ】", "【ⅲ】"), ["+GD304 39 No.15「ⅲ」"]),
    ("a minus sign in a proposal", change(27, "｜Ⅱ-イ｜", "｜Ⅱ−イ｜"), ["+GD304 27 No.10「Ⅱ−イ」"]),
    ("a half-width kana in a proposal", change(27, "｜Ⅱ-イ｜", "｜Ⅱ-ｲ｜"), ["+GD304 27 No.10「Ⅱ-ｲ」"]),
    ("a look-alike in brackets", change(27, "｜Ⅱ-イ｜", "｜【II-イ】｜"), ["+GD304 27 No.10「II-イ」"]),
    (
        "another label",
        change(12, "<重点施策>", "<最重点>"),
        ["+GD305 12 No.1「最重点」", "-GD305 No.1「重点施策」"],
    ),
    # --- GD4xx: references
    ("a letter that is not there", change(17, "基金を", "(3)-カの基金を"), ["+GD401 17 (3)-カ「(3)-カ」"]),
    ("a category that is not there", change(17, "基金を", "(9)-アの基金を"), ["+GD401 17 (9)-ア「(9)-ア」"]),
    ("a carried letter that is not there", change(53, "ア、オ", "ア、キ"), ["+GD401 53 (3)-キ「キ」"]),
    ("a range over a missing letter", change(53, "(3)-ア、オ", "(3)-ア～オ"), ["+GD401 53 (3)-イ「(3)-ア～オ」"]),
    ("a dangling reference in the results", change(31, "一新。", "一新（（4）－ウ）。"), ["+GD401 31 (4)-ウ「（4）－ウ」"]),
    ("a dangling reference in the title", change(55, "23｜", "23｜(8)のア、"), ["+GD401 55 (8)-ア「(8)のア」"]),
    ("a heading is lost that is referred to", drop(30), ["+GD401 52 (3)-オ「オ」"]),
    ("a Latin letter for the kana", change(17, "基金を", "(1)-aの基金を"), ["+GD402 17 (1)-a「(1)-a」"]),
    ("a look-alike kanji", change(17, "基金を", "(3)-工の基金を"), ["+GD402 17 (3)-工「(3)-工」"]),
    ("a small kana", change(17, "基金を", "(3)-ァの基金を"), ["+GD402 17 (3)-ァ「(3)-ァ」"]),
    ("hiragana", change(17, "基金を", "(3)-うの基金を"), ["+GD402 17 (3)-う「(3)-う」"]),
    ("two digits", change(17, "基金を", "(3)-12の基金を"), ["+GD402 17 (3)-12「(3)-12」"]),
    ("a second parenthesis", change(17, "基金を", "(3)-(ア)の基金を"), ["+GD402 17 (3)-(ア)「(3)-(ア)」"]),
    ("the letter inside", change(17, "基金を", "(3-ア)の基金を"), ["+GD402 17 (3-ア)「(3-ア)」"]),
    ("a reversed range", change(53, "(3)-ア、オ", "(3)-オ～ア"), ["+GD402 53 (3)-オ～ア「(3)-オ～ア」"]),
    ("its own subsection", change(17, "基金を", "(2)-アの基金を"), ["+GD403 17 (2)-ア「(2)-ア」"]),
    ("itself", change(17, "基金を", "施策4の基金を"), ["+GD403 17 No.4「施策4」"]),
    ("a measure that is not there", change(17, "基金を", "施策99の基金を"), ["+GD404 17 No.99「施策99」"]),
    ("one measure too far", change(17, "基金を", "No.24の基金を"), ["+GD404 17 No.24「No.24」"]),
    # --- GD5xx: the summary
    ("a share counts one less", change(8, "2/2", "1/2"), ["+GD501 8 【Ⅲ】未「1」"]),
    ("a share counts one more", change(6, "1/6：済", "2/6：済"), ["+GD501 6 【Ⅱ-ア】済「2」"]),
    ("a share that stands first", change(8, "2/2：未", "未：1/2"), ["+GD501 8 【Ⅲ】未「1」"]),
    ("a total that is too high", change(8, "2/2", "2/3"), ["+GD502 8 【Ⅲ】「3」"]),
    ("one total of several", change(5, "1/6：未", "1/7：未"), ["+GD502 5 【Ⅰ】「7」"]),
    ("every total of a line", change(5, "5/6：済｜1/6：未", "5/7：済｜1/7：未"), ["+GD502 5 【Ⅰ】「7」"]),
    ("a status is left out", change(6, "｜2/6：未", ""), ["+GD503 6 【Ⅱ-ア】未「【Ⅱ-ア】」"]),
    ("a tier is left out", change(8, "｜2/2：未", ""), ["+GD504 8 【Ⅲ】「【Ⅲ】」"]),
    ("a tier without measures is counted", insert(8, "【Ⅳ】｜将来の区分｜1/1：未"), ["+GD504 9 【Ⅳ】「【Ⅳ】」"]),
    # --- GD6xx: one row against itself
    ("a reason names another tier", change(27, "継続", "継続し、Ⅰに昇格"), ["+GD601 27 No.10「Ⅰに昇格」"]),
    ("a reason names a lower tier", change(27, "継続", "継続。Ⅲへ格下げする"), ["+GD601 27 No.10「Ⅲへ格下げ」"]),
    ("a reason names the other half", change(27, "継続", "継続。Ⅱ-アに変更する"), ["+GD601 27 No.10「Ⅱ-アに変更」"]),
    ("results before the start", change(23, "未｜｜", "未｜説明会を開いた。｜"), ["+GD602 23 No.7「説明会を開いた。」"]),
    (
        "results of a measure that is done are lost",
        change(27, "NPOセンターにて定期的に講座を開催している。", ""),
        ["+GD603 27 No.10「済・継」"],
    ),
    ("no results but a dash", change(51, "NPOセンターにおいてコーディネーターの配置｜", "－｜"), ["+GD603 51 No.21「済」"]),
    ("completed although half done", change(17, "｜Ⅱ-イ｜", "｜○｜"), ["+GD604 17 No.4「○」"]),
    ("completed and new although half done", change(17, "｜Ⅱ-イ｜", "｜○→Ⅰ｜"), ["+GD604 17 No.4「○→Ⅰ」"]),
    ("a completion without a reason", change(16, "○｜完了", "○｜"), ["+GD605 16 No.3「○」"]),
    (
        "a move without a reason",
        change(55, "質の高い協働事業の創出がR5年度課題となったため、協働事業の評価についても具体的に検討する必要がある。", "―"),
        ["+GD605 55 No.23「Ⅱ-ア」"],
    ),
    ("done, but going on", change(27, "済・継", "済"), ["+GD606 27 No.10「継続」"]),
    ("not begun, but completed", change(23, "市側の", "公開は完了。市側の"), ["+GD606 23 No.7「完了」"]),
    ("begun, but not begun", change(41, "エール", "未着手。エール"), ["+GD606 41 No.16「未着手」"]),
    # --- GD7xx, GD8xx: prose
    (
        "a clause twice",
        change(17, "様々な方法を検討し、", "様々な方法を検討していき、様々な方法を検討していき、"),
        ["+GD701 17 様々な方法を検討していき「様々な方法を検討していき」"],
    ),
    ("a parenthesis that is not closed", change(50, "簡易的なもの）", "簡易的なもの"), ["+GD705 50 （「（」"]),
    ("a parenthesis that is not opened", change(19, "（内、市民団体7件", "内、市民団体7件"), ["+GD705 19 ）「）」"]),
    ("a quotation mark that is not closed", change(12, "民間打合せ", "「民間打合せ"), ["+GD705 12 「「「」"]),
    ("a placeholder", change(16, "基金の開始", "基金【要確認】の開始"), ["+GD802 16 【要確認】「【要確認】」"]),
]


@pytest.fixture(scope="module")
def before(real_sheet: str) -> list[Diagnostic]:
    return notation.diagnostics(real_sheet)


@pytest.mark.parametrize(("mutation", "expected"), [fault[1:] for fault in FAULTS], ids=[f[0] for f in FAULTS])
def test_fault(
    mutation: Mutation, expected: list[str], real_sheet: str, before: list[Diagnostic]
) -> None:
    assert expected == changes(before, notation.diagnostics(mutation(real_sheet)))


# --- the same faults in whatever row -----------------------------------------------------------

ROWS = [12, 13, 16, 17, 19, 22, 23, 24, 25, 27, 29, 31, 34, 36, 39, 41, 44, 47, 48, 50, 51, 53, 55]
COLUMNS = {name: place for place, name in enumerate(notation.COLUMNS)}

# What is put into a column, and what is told at the row for it.
IN_ANY_ROW = [
    ("No", "x", "GD101"),
    ("No", "99", "GD203"),
    ("No", "1.5", "GD101"),
    ("内容", "(9)-アの見直し", "GD401"),
    ("内容", "(3)-工の見直し", "GD402"),
    ("内容", "施策99の見直し", "GD404"),
    ("重点", "【Ⅳ】", "GD301"),
    ("重点", "【Ⅱ】", "GD301"),
    ("重点", "未", "GD301"),
    ("施策の実施", "実施中", "GD302"),
    ("施策の実施", "済み", "GD302"),
    ("施策の実施", "【Ⅰ】", "GD302"),
    ("実績", "(9)-イとして実施した。", "GD401"),
    ("実績", "実施\x0bした。", "GD003"),
    ("2期案", "Ⅳ", "GD303"),
    ("2期案", "完了", "GD303"),
    ("2期案", "済", "GD303"),
    ("理由", "(9)-アに関連する。", "GD401"),
    ("理由", "(1)-1に関連する。", "GD402"),
    ("理由", "理由\t余り", "GD102"),
]
SUMMARY = {"GD501", "GD502", "GD503"}


@pytest.mark.parametrize(("column", "written", "code"), IN_ANY_ROW)
def test_fault_in_any_row(
    column: str, written: str, code: str, real_sheet: str, before: list[Diagnostic]
) -> None:
    for line in ROWS:
        lines = real_sheet.split("\n")
        cells = lines[line - 1].split("\t")
        cells[COLUMNS[column]] = written
        lines[line - 1] = "\t".join(cells)
        new = facts(after := notation.diagnostics("\n".join(lines))) - facts(before)
        errors = [
            f"{d.code} {d.span.line}"
            for d in after
            if d.severity is Severity.ERROR and facts([d]) <= new and d.code not in SUMMARY
        ]
        assert [f"{code} {line}"] == errors
