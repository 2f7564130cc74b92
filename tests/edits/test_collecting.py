"""Answers into the sources: what is sure is taken, all else is told, by its cell."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from answercase import (
    Form,
    answered,
    changes,
    collecting,
    copied,
    eleven,
    opened,
    reasons,
    send,
)
from openpyxl.comments import Comment

from guideline_docs.edits.collecting import Progress
from guideline_docs.edits.renumber import plan
from guideline_docs.source.edit import apply
from guideline_docs.workspace import load


class Case(NamedTuple):
    home: Path
    sent: dict[str, Path]
    back: Path


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sent")
    return send(eleven(folder / "project"), folder)


@pytest.fixture
def case(tmp_path: Path, sent: dict[str, Path]) -> Case:
    """A project that has asked eleven departments, and a folder for what comes back."""
    back = tmp_path / "back"
    back.mkdir()
    return Case(eleven(tmp_path / "project"), sent, back)


S, R, B = "施策の実施", "実績", "備考"


# --- what is taken ----------------------------------------------------------------------


def test_answers_become_edits(case: Case) -> None:
    answered(case.sent["福祉課"], case.back / "何でも.xlsx", {(3, S): "済", (3, R): "毎月訪ねた。", (14, R): "改めた。"})
    found = collecting(case.home, case.back)
    assert [
        "No.3 施策の実施: 「着手中」→「済」",
        "No.3 実績: 「3回実施した。」→「毎月訪ねた。」",
        "No.14 実績: 「14回実施した。」→「改めた。」",
    ] == changes(found)
    assert [] == opened(found)


def test_an_empty_answer_clears_nothing(case: Case) -> None:
    answered(case.sent["福祉課"], case.back / "a.xlsx", {})
    found = collecting(case.home, case.back)
    assert ([], []) == (changes(found), opened(found))
    state = next(state for state in found.states if state.department.name == "福祉課")
    assert (Progress.BLANK, 4, 0) == (state.progress, state.asked, state.answered)


def test_an_answer_that_says_what_was_sent_changes_nothing(case: Case) -> None:
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): " 3回実施した。\n", (3, S): "着手中"})
    found = collecting(case.home, case.back)
    assert ([], [], 2) == (changes(found), opened(found), found.same)


def test_a_second_collection_takes_up_only_what_is_new(case: Case) -> None:
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "一"})
    apply(collecting(case.home, case.back).patch)
    again = collecting(case.home, case.back)
    assert ([], []) == (changes(again), opened(again))
    answered(case.sent["図書館"], case.back / "b.xlsx", {(11, R): "二"})
    assert ["No.11 実績: 「11回実施した。」→「二」"] == changes(collecting(case.home, case.back))


def test_cells_that_nobody_answered_keep_their_bytes(case: Case) -> None:
    before = (case.home / "table.txt").read_text("utf-8")
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "二行の\n回答と\"印\""})
    apply(collecting(case.home, case.back).patch)
    after = (case.home / "table.txt").read_text("utf-8")
    assert before.replace("\t3回実施した。\t", '\t"二行の\n回答と""印"""\t') == after
    assert ([], []) == (changes(collecting(case.home, case.back)), opened(collecting(case.home, case.back)))


def test_text_of_a_spreadsheet_is_text(case: Case) -> None:
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "'+81", (14, R): 12})
    assert ["No.3 実績: 「3回実施した。」→「'+81」", "No.14 実績: 「14回実施した。」→「12」"] == changes(
        collecting(case.home, case.back)
    )


# --- whose row it is --------------------------------------------------------------------


def test_rows_may_be_sorted_and_renamed_and_their_columns_moved(case: Case) -> None:
    def sort(form: Form) -> None:
        rows = [[cell.value for cell in row] for row in form.sheet.iter_rows(min_row=2)]
        for at, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                form.sheet.cell(at, column).value = value
        form.sheet.move_range("H1:H9", cols=20)

    answered(case.sent["防災課"], case.back / "x.xlsx", {(6, R): "六", (17, R): "十七"}, sort)
    assert ["No.6 実績: 「6回実施した。」→「六」", "No.17 実績: 「17回実施した。」→「十七」"] == changes(
        collecting(case.home, case.back)
    )


def test_columns_sorted_apart_from_the_hidden_ones_go_by_what_people_see(case: Case) -> None:
    def sort(form: Form) -> None:
        first = form.heads["No"]
        rows = [[cell.value for cell in row[first - 1 :]] for row in form.sheet.iter_rows(min_row=2)]
        for at, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=first):
                form.sheet.cell(at, column).value = value

    answered(case.sent["防災課"], case.back / "x.xlsx", {(6, R): "六", (17, R): "十七"}, sort)
    found = collecting(case.home, case.back)
    assert ["No.6 実績: 「6回実施した。」→「六」", "No.17 実績: 「17回実施した。」→「十七」"] == changes(found)
    assert [] == opened(found)
    assert (
        "鍵（照会キー）と行が 2 行で食い違います（隠れた列を残して並べ替えた表です）。"
        "見えている番号と内容で照らし合わせました"
    ) in [note.text for note in found.notes]


def test_a_copy_in_a_new_book_goes_by_number_and_title(case: Case) -> None:
    copied(case.sent["商工課"], case.back / "回答.xlsx", {(8, R): "八", (19, S): "済"})
    found = collecting(case.home, case.back)
    assert ["No.8 実績: 「8回実施した。」→「八」", "No.19 施策の実施: 「着手中」→「済」"] == changes(found)
    assert ("商工課",) == found.taken[0].departments
    assert [] == opened(found)


def test_numbers_are_led_through_the_renumberings_since(case: Case) -> None:
    answered(case.sent["図書館"], case.back / "a.xlsx", {(11, R): "十一"})
    table = case.home / "table.txt"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join(line for line in lines if not line.startswith("2\t")), "utf-8")
    snapshot = load(case.home.as_posix())
    apply(plan(snapshot, True).patch)
    assert ["No.10 実績: 「11回実施した。」→「十一」"] == changes(collecting(case.home, case.back))


def test_the_form_of_last_year_goes_by_number_and_title(tmp_path: Path, case: Case) -> None:
    last = eleven(tmp_path / "last", (case.home / "table.txt").read_text("utf-8").replace("窓口での案内", "別の施策"))
    answered(send(last, tmp_path / "old")["福祉課"], case.back / "去年.xlsx", {(3, R): "三"})
    found = collecting(case.home, case.back)
    assert ["No.3 実績: 「3回実施した。」→「三」"] == changes(found)
    assert [
        "今の一覧から作った様式ではありません（昨年の様式か、送ったあとに"
        "一覧が変わっています）。番号と内容で照らし合わせました"
    ] == [note.text for note in found.notes]


def test_a_title_that_was_corrected_here_is_still_known(case: Case) -> None:
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "三"})
    table = case.home / "table.txt"
    table.write_text(table.read_text("utf-8").replace("見守り活動の支援", "見守り活動への支援"), "utf-8")
    found = collecting(case.home, case.back)
    assert ["No.3 実績: 「3回実施した。」→「三」"] == changes(found)
    assert any(note.text == "近い内容で照らし合わせて、No.3 の回答としました" for note in found.notes)


def test_rows_that_were_added_are_told_and_rows_that_are_gone_are_missing(case: Case) -> None:
    def change(form: Form) -> None:
        form.sheet.delete_rows(form.row(14))
        last = form.sheet.max_row + 1
        form.sheet.cell(last, form.heads["内容"]).value = "新しい取組"
        form.sheet.cell(last, form.heads[R]).value = "始めた。"

    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "三", (3, S): "済"}, change)
    found = collecting(case.home, case.back)
    assert ["row G3「新しい取組｜始めた。」"] == opened(found)
    assert ["加えられた行です"] == reasons(found)
    state = next(state for state in found.states if state.files)
    assert [("No.14", S, ""), ("No.14", R, "")] == [(e.name, e.head, e.cell) for e in state.empty]


def test_a_row_that_was_copied_and_typed_over_is_nobodys(case: Case) -> None:
    def change(form: Form) -> None:
        last = form.sheet.max_row + 1
        for cell in form.sheet[form.row(3)]:
            form.sheet.cell(last, cell.column).value = cell.value
        form.sheet.cell(last, form.heads["内容"]).value = "新しい取組"
        form.sheet.cell(last, form.heads[R]).value = "始めた。"

    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "三"}, change)
    found = collecting(case.home, case.back)
    assert ["No.3 実績: 「3回実施した。」→「三」"] == changes(found)
    assert ["行を写して書き換えたものです。どの施策か決められません"] == reasons(found)


def test_a_measure_of_others_is_not_answered_for_them(case: Case) -> None:
    def change(form: Form) -> None:
        last = form.sheet.max_row + 1
        for head, text in (("No", "11"), ("内容", "読み聞かせの会"), (R, "代わりに。")):
            form.sheet.cell(last, form.heads[head]).value = text

    answered(case.sent["福祉課"], case.back / "a.xlsx", {}, change)
    found = collecting(case.home, case.back)
    assert ["row No.11 D4「11｜読み聞かせの会｜代わりに。」"] == opened(found)
    assert ["この課には聞いていない施策です（担当は図書館）"] == reasons(found)


# --- three ways -------------------------------------------------------------------------


def test_a_cell_that_changed_here_meanwhile_is_a_conflict(case: Case) -> None:
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "三", (14, R): "同じに改めた。"})
    table = case.home / "table.txt"
    text = table.read_text("utf-8").replace("3回実施した。", "四回になった。", 1)
    table.write_text(text.replace("14回実施した。", "同じに改めた。"), "utf-8")
    found = collecting(case.home, case.back)
    assert [] == changes(found)
    (told,) = found.open
    assert ("3回実施した。", "三", "四回になった。") == (told.base, told.theirs, told.ours)
    assert "送ったあとに、ここで変わっています" == told.why


def test_without_what_was_sent_only_an_empty_cell_is_filled(case: Case) -> None:
    def forget(form: Form) -> None:
        for head in ("送付時:実績", "実績（前回）"):
            form.sheet.delete_cols(form.heads[head])

    table = case.home / "table.txt"
    table.write_text(table.read_text("utf-8").replace("14回実施した。", ""), "utf-8")
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "三", (14, R): "十四"}, forget)
    found = collecting(case.home, case.back)
    assert ["No.14 実績: 「」→「十四」"] == changes(found)
    assert ["送ったときの内容が分からず、今の内容と違います"] == reasons(found)


def test_different_answers_of_one_department_are_both_told(case: Case) -> None:
    answered(case.sent["環境課"], case.back / "1.xlsx", {(16, R): "一", (16, S): "済"})
    answered(case.sent["環境課"], case.back / "2.xlsx", {(16, R): "二", (16, S): "済"})
    found = collecting(case.home, case.back)
    assert ["No.16 施策の実施: 「着手中」→「済」"] == changes(found)
    assert [("1.xlsx", "一"), ("2.xlsx", "二")] == [(Path(e.file).name, e.theirs) for e in found.open]
    assert {"同じ課から違う回答が届いています"} == set(reasons(found))


def test_departments_of_one_measure_must_say_the_same(case: Case) -> None:
    answered(case.sent["環境課"], case.back / "1.xlsx", {(5, R): "一緒に。", (5, S): "済"})
    answered(case.sent["防災課"], case.back / "2.xlsx", {(5, R): "一緒に。", (5, S): "未"})
    found = collecting(case.home, case.back)
    assert ["No.5 実績: 「5回実施した。」→「一緒に。」"] == changes(found)
    assert ("環境課", "防災課") == found.taken[0].departments
    assert [("環境課", "済"), ("防災課", "未")] == [(e.department, e.theirs) for e in found.open]
    assert {"環境課・防災課の回答が違います"} == set(reasons(found))


def test_an_answer_that_comes_after_another_was_taken_is_told(case: Case) -> None:
    answered(case.sent["環境課"], case.back / "1.xlsx", {(5, R): "一"})
    apply(collecting(case.home, case.back).patch)
    answered(case.sent["防災課"], case.back / "2.xlsx", {(5, R): "二"})
    found = collecting(case.home, case.back)
    assert [] == changes(found)
    assert {("一", "一"), ("二", "一")} == {(each.theirs, each.ours) for each in found.open}


# --- words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("完了", "「施策の実施」の言葉ではありません。使えるのは 済・継、済、一部済、着手中、未 です"),
        (
            "着手済",
            "「施策の実施」の言葉ではありません。「着手中」の誤りではありませんか。使えるのは 済・継、済、一部済、着手中、未 です",
        ),
        ("済（予定）", "「済」に、まだであるような注（予定）が付いています。使えるのは 済・継、済、一部済、着手中、未 です"),
        ("なし", "「施策の実施」の言葉ではありません。使えるのは 済・継、済、一部済、着手中、未 です"),
        ("#REF!", "計算の誤り（#REF!）です"),
    ],
)
def test_words_that_are_none_are_told_and_not_written(case: Case, word: str, why: str) -> None:
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, S): word})
    found = collecting(case.home, case.back)
    assert ([], [why]) == (changes(found), reasons(found))


@pytest.mark.parametrize(
    ("word", "written"), [(" 一部 済 ", "一部済"), ("済･継", "済・継"), ("済（令和6年度）", "済（令和6年度）")]
)
def test_words_are_read_as_the_table_reads_them(case: Case, word: str, written: str) -> None:
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, S): word})
    found = collecting(case.home, case.back)
    assert [f"No.3 施策の実施: 「着手中」→「{written}」"] == changes(found)


def test_a_word_that_somebody_has_decided_is_told_no_more(case: Case) -> None:
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, S): "完了"})
    table = case.home / "table.txt"
    table.write_text(table.read_text("utf-8").replace("【Ⅱ】\t着手中\t3回", "【Ⅱ】\t完了\t3回"), "utf-8")
    found = collecting(case.home, case.back)
    assert ([], []) == (changes(found), opened(found))


def test_the_last_answer_stands_where_the_answer_says_so(case: Case) -> None:
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "（変更なし）", (3, S): "前回と同じ", (14, R): "同上"})
    found = collecting(case.home, case.back)
    assert [] == changes(found)
    assert ["「同上」は、ほかの文を指す言葉です。書くべき文を確かめてください"] == reasons(found)
    assert 2 == len(found.notes)
    assert ("L2", "「（変更なし）」なので、No.3 の「実績」は今のままです") == (found.notes[1].cell, found.notes[1].text)


# --- what is no answer ------------------------------------------------------------------


def test_merged_answers_are_told(case: Case) -> None:
    def merge(form: Form) -> None:
        form.sheet.merge_cells(f"{form.cell(3, R)}:{form.cell(14, R)}")

    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "どちらも"}, merge)
    found = collecting(case.home, case.back)
    assert ["unclear No.3 実績 L2「どちらも」"] == opened(found)
    assert ["セル L2:L3 が結合されていて、どの施策の回答か決められません"] == reasons(found)


def test_locked_cells_that_were_changed_are_told(case: Case) -> None:
    def change(form: Form) -> None:
        form.put(3, "内容", "見守り活動の支援（新）")
        form.put(14, "実績（前回）", "ここに書いた。")
        form.put(14, "重点", "【Ⅱ】")

    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "三"}, change)
    found = collecting(case.home, case.back)
    assert ["No.3 実績: 「3回実施した。」→「三」"] == changes(found)
    assert [
        "locked No.3 内容 G2「見守り活動の支援（新）」",
        "locked No.14 実績（前回） K3「ここに書いた。」",
        "locked No.14 重点 H3「【Ⅱ】」",
    ] == opened(found)
    assert "鍵のかかったセルが書き換えられています（送ったのは「見守り活動の支援」）" == found.open[0].why


def test_remarks_notes_pictures_and_whatever_stands_elsewhere_are_told(case: Case) -> None:
    from openpyxl.drawing.image import Image
    from PIL import Image as Picture

    drawn = BytesIO()
    Picture.new("RGB", (4, 4)).save(drawn, "PNG")

    def change(form: Form) -> None:
        form.put(3, B, "相談したいです。")
        form.sheet[form.cell(14, S)].comment = Comment("済かもしれません", "係")
        form.sheet.add_image(Image(drawn), "L3")
        form.sheet["Q2"] = "欄外"
        form.sheet["G9"] = "下のメモ"
        form.cover["C20"] = "表紙へのお返事"
        form.book.create_sheet("メモ")["B2"] = "別の紙"

    answered(case.sent["福祉課"], case.back / "a.xlsx", {}, change)
    found = collecting(case.home, case.back)
    assert [
        "row G9「下のメモ」",
        "remark No.3 備考 M2「相談したいです。」",
        "beside No.3 Q2「欄外」",
        "beside No.14 施策の実施 J3「済かもしれません」",
        "beside No.14 実績 L3「」",
        "beside 照会!C20「表紙へのお返事」",
        "beside メモ!B2「別の紙」",
    ] == opened(found)


def test_columns_that_are_gone_or_were_added_are_told(case: Case) -> None:
    def change(form: Form) -> None:
        form.sheet.delete_cols(form.heads[S])
        column = form.sheet.max_column + 1
        form.sheet.cell(1, column).value = "予算"
        form.sheet.cell(2, column).value = "10万円"

    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "三"}, change)
    found = collecting(case.home, case.back)
    assert ["No.3 実績: 「3回実施した。」→「三」"] == changes(found)
    assert ["加えられた列「予算」に書かれています", "「施策の実施」の回答の列がありません"] == reasons(found)


def test_an_answer_column_whose_head_was_changed_is_known_by_its_name(case: Case) -> None:
    def change(form: Form) -> None:
        form.sheet.cell(1, form.heads[R]).value = "今年の実績"

    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "三"}, change)
    assert ["No.3 実績: 「3回実施した。」→「三」"] == changes(collecting(case.home, case.back))


def test_files_that_are_no_answers_are_told_each(case: Case) -> None:
    answered(case.sent["福祉課"], case.back / "a.xlsx", {(3, R): "三"})
    (case.back / "b.xlsx").write_bytes((case.back / "a.xlsx").read_bytes())
    (case.back / "下").mkdir()
    for name, data in {
        "~$a.xlsx": b"x",
        "照会.pdf": b"%PDF-1.7",
        "下/写真.jpg": b"\xff\xd8\xff",
        "全部.zip": b"PK\x05\x06" + bytes(18),
        "壊れた.xlsx": b"PK\x03\x04" + bytes(40),
        "空.xlsx": b"",
        "手紙.txt": "よろしく".encode(),
        "鍵.xlsx": b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "Thumbs.db": b"x",
    }.items():
        (case.back / name).write_bytes(data)
    found = collecting(case.home, case.back)
    told = {each.file.removeprefix(f"{case.back.as_posix()}/"): (each.open, each.why) for each in found.others}
    again = "「回答」のシートのあるブックで返してもらってください"
    assert {
        "b.xlsx": (False, f"{case.back.as_posix()}/a.xlsx と同じファイルです"),
        "~$a.xlsx": (False, "開いている間だけできるファイルです。読みません"),
        "照会.pdf": (True, f"PDF です。書いてあることは取り込めません。{again}"),
        "下/写真.jpg": (True, f"画像です。書いてあることは取り込めません。{again}"),
        "全部.zip": (True, "圧縮されたファイルです。展開してから、もう一度指定してください"),
        "壊れた.xlsx": (True, "ブックが壊れています。もう一度写してください"),
        "空.xlsx": (True, "ファイルが空です"),
        "手紙.txt": (True, told["手紙.txt"][1]),
        "鍵.xlsx": (True, "パスワードが付いています。外して返してもらってください"),
    } == told
    assert ["No.3 実績: 「3回実施した。」→「三」"] == changes(found)


# --- who has answered -------------------------------------------------------------------


def test_who_has_answered_and_what_is_missing(case: Case) -> None:
    answered(case.sent["図書館"], case.back / "a.xlsx", {(n, h): f"{h}{n}" if h == R else "済" for n in (11, 22) for h in (S, R)})
    answered(case.sent["福祉課"], case.back / "b.xlsx", {(3, S): "済"})
    answered(case.sent["学習課"], case.back / "c.xlsx", {})
    found = collecting(case.home, case.back)
    told = {s.department.name: (s.progress, s.answered, s.asked) for s in found.states}
    assert 11 == len(told)
    assert {
        "図書館": (Progress.DONE, 4, 4),
        "福祉課": (Progress.PARTLY, 1, 4),
        "学習課": (Progress.BLANK, 0, 4),
        "防災課": (Progress.NONE, 0, 6),
    }.items() <= told.items()
    assert found.is_open


def test_who_answers_may_say_so(case: Case) -> None:
    def sign(form: Form) -> None:
        row = next(cell.row for (cell,) in form.cover.iter_rows(max_col=1) if cell.value == "回答者・連絡先")
        form.cover.cell(row, 3).value = "福祉係（内線 5）"

    answered(case.sent["福祉課"], case.back / "a.xlsx", {}, sign)
    found = collecting(case.home, case.back)
    assert [] == opened(found)
    assert ("福祉係（内線 5）",) == next(s.answerers for s in found.states if s.files)
