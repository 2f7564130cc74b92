"""``collect``: a folder of answers as it comes back, and what is said of it."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from answercase import ELEVEN, Form, answered, copied, eleven, send
from calcmacro import Calc
from golden import compare
from libreoffice import needs_libreoffice
from openpyxl import load_workbook
from openpyxl.comments import Comment

GOLDEN = Path(__file__).parent / "collected"
S, R, B = "施策の実施", "実績", "備考"


def _picture(form: Form) -> None:
    from openpyxl.drawing.image import Image
    from PIL import Image as Picture

    drawn = BytesIO()
    Picture.new("RGB", (4, 4)).save(drawn, "PNG")
    form.sheet.add_image(Image(drawn), form.cell(10, R))
    form.sheet[form.cell(21, S)].comment = Comment("課長に確認中です", "公園係")
    form.cover["C24"] = "遅くなりました。"


def _merged(form: Form) -> None:
    form.sheet.merge_cells(f"{form.cell(4, R)}:{form.cell(15, R)}")


def _rows(form: Form) -> None:
    last = form.sheet.max_row + 1
    form.sheet.cell(last, form.heads["内容"]).value = "夜間講座の開催"
    form.sheet.cell(last, form.heads[R]).value = "来年度から始めたい。"
    form.sheet.cell(last + 2, form.heads["内容"] + 9).value = "以上"
    form.put(7, "内容", "講座の開催（社会教育）")
    form.put(18, "実績（前回）", "ここに書いてしまった。")


def _fewer(form: Form) -> None:
    form.sheet.delete_rows(form.row(20))
    form.sheet.delete_cols(form.heads[S])


def _signed(form: Form) -> None:
    row = next(cell.row for (cell,) in form.cover.iter_rows(max_col=1) if cell.value == "回答者・連絡先")
    form.cover.cell(row, 3).value = "窓口係（内線 12）"


def come_back(folder: Path, calc: Calc) -> Path:
    """A folder of everything that eleven departments can think of."""
    last = eleven(folder / "last", ELEVEN.replace("会議の公開", "会議の開放").replace("回実施", "度実施"))
    old = send(last, folder / "old")
    sent = send(eleven(folder / "project"), folder / "sent")
    back, made = folder / "回答", folder / "made"
    for path in (back / "催促後", made):
        path.mkdir(parents=True)
    everything = {(n, h): ("済" if h == S else f"{n}番の実績") for n in (1, 12) for h in (S, R)}
    answered(sent["市民課"], back / "照会_市民課.xlsx", everything, _signed)
    answered(old["企画課"], back / "企画課（去年の様式）.xlsx", {(2, R): "公開した。", (13, S): "済", (13, R): "配った。"})
    words = {(3, S): "済（予定）", (3, R): "同上", (14, S): "完了", (14, R): "変更なし"}
    answered(sent["福祉課"], back / "ふくし.xlsx", words)
    answered(sent["子育て課"], back / "子育て.xlsx", {(4, R): "どちらも開いた。", (4, S): "済"}, _merged)
    answered(sent["環境課"], back / "環境.xlsx", {(5, S): "済", (5, R): "掃いた。", (16, R): "説明した。"})
    answered(sent["環境課"], back / "催促後" / "環境（差替え）.xlsx", {(5, S): "済", (5, R): "掃いた。", (16, R): "説明会を三度開いた。"})
    answered(sent["防災課"], made / "防災.xlsx", {(5, S): "一部済", (6, R): "訓練した。", (6, S): "済", (17, B): "担当が変わりました。"})
    answered(sent["学習課"], made / "学習.xlsx", {(7, R): "二度開いた。", (18, S): "未"}, _rows)
    calc.saved([made / "防災.xlsx"], "xls", back)
    calc.saved([made / "学習.xlsx"], "ods", back)
    copied(sent["商工課"], back / "新しいブック.xlsx", {(8, R): "催しをした。", (8, S): "着手中"})
    answered(sent["道路課"], back / "道路.xlsx", {(9, R): "植えた。"}, _fewer)
    answered(sent["公園課"], back / "公園.xlsx", {(10, S): "済"}, _picture)
    for name, data in {
        "図書館の回答.pdf": b"%PDF-1.7",
        "図書館の回答.zip": b"PK\x05\x06" + bytes(18),
        "~$公園.xlsx": b"x",
        "壊れた.xlsx": b"PK\x03\x04" + bytes(40),
        "鍵.xlsx": b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    }.items():
        (back / name).write_bytes(data)
    shutil.copy(back / "公園.xlsx", back / "公園 - コピー.xlsx")
    return back


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    come_back(folder, Calc(folder))
    return folder


@needs_libreoffice
def test_everything_that_comes_back_is_told(
    whole: Path, folder: Path, run: Any, update_golden: bool
) -> None:
    for name in ("project", "回答"):
        shutil.copytree(whole / name, folder / name)
    first = run("collect", "回答", "--project", "project", "--report", "報告.csv")
    compare(GOLDEN / "first.txt", first.out, update_golden)
    assert (1, "書き込むには --write を付けてください\n報告を書きました: 報告.csv\n") == (first.status, first.err)
    compare(GOLDEN / "report.csv", (folder / "報告.csv").read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), update_golden)
    told = run("collect", "回答", "--project", "project", "--format", "json")
    compare(GOLDEN / "report.json", told.out, update_golden)
    assert ELEVEN == (folder / "project" / "table.txt").read_text("utf-8")
    written = run("collect", "回答", "--project", "project", "--write")
    assert (first.out, "書き換えました: project/table.txt\n") == (written.out, written.err)
    answered(whole / "sent" / "照会_図書館.xlsx", folder / "回答" / "図書館.xlsx", {(n, h): "済" if h == S else "読んだ。" for n in (11, 22) for h in (S, R)})
    (folder / "回答" / "環境.xlsx").unlink()
    compare(GOLDEN / "second.txt", run("collect", "回答", "--project", "project").out, update_golden)


# --- smaller ----------------------------------------------------------------------------


@pytest.fixture
def sent(folder: Path, run: Any) -> dict[str, Path]:
    """A project that has asked, with the list of what was sent."""
    eleven(folder / "project")
    run("ask", "project", "--out", "照会")
    return {path.stem.removeprefix("照会_"): path for path in (folder / "照会").glob("*.xlsx")}


def test_nothing_left_to_do_is_zero(folder: Path, run: Any, sent: dict[str, Path]) -> None:
    table = folder / "project" / "table.txt"
    kept = [line for line in ELEVEN.splitlines(keepends=True) if not line[0].isdecimal() or line.endswith(("市民課\n",))]
    table.write_text("".join(kept), "utf-8")
    shutil.rmtree("照会")
    run("ask", "project", "--out", "照会")
    answers = {(n, h): "済" if h == S else "終えた。" for n in (1, 12) for h in (S, R)}
    answered(folder / "照会" / "照会_市民課.xlsx", folder / "回答" / "市民課.xlsx", answers)
    assert 0 == run("collect", "回答", "--project", "project", "--write").status
    assert run("collect", "回答", "--project", "project") == (
        0,
        "回答の状況: 1 課のうち 1 課から届きました（回答/）\n"
        "  市民課  そろいました  4/4欄  市民課.xlsx\n"
        "取り込む新しい回答なし\n",
        "",
    )


def test_what_still_lies_there_as_it_was_sent_has_not_come_back(
    folder: Path, run: Any, sent: dict[str, Path]
) -> None:
    answered(sent["福祉課"], folder / "照会" / "福祉課の回答.xlsx", {(3, R): "三"})
    out = run("collect", "照会", "--project", "project").out
    assert "  福祉課    空欄あり      1/4欄  福祉課の回答.xlsx\n" in out
    assert "  図書館    まだ          施策 2件\n" in out
    assert "回答の状況: 11 課のうち 1 課から届きました（照会/）\n" in out


def test_the_list_of_what_was_sent_tells_who_was_asked(
    folder: Path, run: Any, sent: dict[str, Path]
) -> None:
    table = folder / "照会" / "照会一覧.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    (folder / "一覧.csv").write_text(lines[0] + lines[3] + lines[4].replace("子育て課", "廃止課"), "utf-8")
    (folder / "回答").mkdir()
    out = run("collect", "回答", "--project", "project", "--asked", "一覧.csv").out
    assert out == (
        "回答の状況: 2 課のうち 0 課から届きました\n"
        "  福祉課  まだ          施策 2件\n"
        "  廃止課  まだ\n"
        "取り込む新しい回答なし、まだの課 2（福祉課・廃止課）\n"
    )
    assert run("collect", "回答", "--project", "project", "--asked", "project/table.txt") == (
        2,
        "",
        "エラー: project/table.txt: 照会一覧ではありません（「担当課」と「ファイル」の列がありません）\n",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("無い", "--project", "project"), "無い: ファイルもフォルダーもありません"),
        (("照会", "--project", "project", "--report", "無い/a.csv"), "無い: フォルダーがありません"),
        (("照会", "--project", "project", "--report", "a.pdf"), "--report に使えるのは .csv・.xlsx のファイルです"),
        (
            ("照会", "--project", "project", "--by", "課"),
            "--by の「課」という列も欄もありません。「担当課」の誤りではありませんか。一覧にあるのは No・内容・重点・施策の実施・実績・担当課 です",
        ),
    ],
)
def test_what_cannot_be_meant(
    run: Any, sent: dict[str, Path], arguments: tuple[str, ...], message: str
) -> None:
    assert (2, "", f"エラー: {message}\n") == run("collect", *arguments)


def test_an_edit_is_as_the_contract_names_it(folder: Path, run: Any, sent: dict[str, Path]) -> None:
    answered(sent["福祉課"], folder / "回答" / "a.xlsx", {(3, R): "三", (14, S): "完了", (14, B): "補足"})
    told = json.loads(run("collect", "回答", "--project", "project", "--format", "json").out)
    assert ["schema_version", "departments", "edits", "conflicts", "unplaced", "files", "notes"] == list(told)
    assert told["edits"] == [
        {
            "key": "3",
            "name": "No.3",
            "field": "results",
            "head": "実績",
            "path": "project/table.txt",
            "line": 10,
            "base": "3回実施した。",
            "theirs": "三",
            "ours": "3回実施した。",
            "result": "三",
            "file": "回答/a.xlsx",
            "cell": "L2",
            "author": "",
            "tracked": False,
            "title": "見守り活動の支援",
            "departments": ["福祉課"],
        }
    ]
    assert ["word", "remark"] == [each["kind"] for each in told["unplaced"]]
    assert {"text": "完了", "near": "No.14 施策の実施", "file": "回答/a.xlsx", "cell": "J3"}.items() <= told["unplaced"][0].items()
    welfare = next(each for each in told["departments"] if each["department"] == "福祉課")
    assert ("partly", 4, 2, ["回答/a.xlsx"]) == (
        welfare["state"],
        welfare["asked"],
        welfare["answered"],
        welfare["files"],
    )


def test_the_report_is_a_workbook_of_four_sheets(
    folder: Path, run: Any, sent: dict[str, Path]
) -> None:
    answered(sent["福祉課"], folder / "回答" / "a.xlsx", {(3, R): "'＝1+1 です", (14, S): "完了"})
    arguments = ("collect", "回答", "--project", "project", "--report")
    run(*arguments, "一.xlsx")
    run(*arguments, "二.xlsx")
    assert (folder / "一.xlsx").read_bytes() == (folder / "二.xlsx").read_bytes()
    book = load_workbook(folder / "一.xlsx")
    assert ["回答の状況", "決めること", "入れる回答", "空いている欄"] == book.sheetnames
    decide = [[cell.value for cell in row] for row in book["決めること"].iter_rows(min_row=3)]
    assert decide == [
        ["わけ", "番号", "内容", "欄", "送ったとき", "回答", "今の内容", "くわしく", "担当課", "ファイル", "セル", "決めたこと"],
        ["言葉", "No.14", "相談会の開催", "施策の実施", "着手中", "完了", "着手中"]
        + ["「施策の実施」の言葉ではありません。使えるのは 済・継、済、一部済、着手中、未 です", "福祉課", "a.xlsx", "J3", None],
    ]
    taken = [[cell.value for cell in row] for row in book["入れる回答"].iter_rows(min_row=4)]
    assert [["No.3", "見守り活動の支援", "実績", "3回実施した。", "'＝1+1 です", "福祉課", "a.xlsx", "L2"]] == taken
    states = {row[0].value: [cell.value for cell in row[1:8]] for row in book["回答の状況"].iter_rows(min_row=4)}
    assert ["空欄あり", 2, 4, 2, 1, 1, "施策の実施 No.3\n実績 No.14"] == states["福祉課"]
    run(*arguments, "三.xlsx", "--write")
    assert "入れた回答" in load_workbook(folder / "三.xlsx").sheetnames


def test_a_report_that_somebody_decides_in_is_not_written_over(
    folder: Path, run: Any, sent: dict[str, Path]
) -> None:
    answered(sent["福祉課"], folder / "回答" / "a.xlsx", {(14, S): "完了"})
    arguments = ("collect", "回答", "--project", "project", "--report", "報告.xlsx")
    run(*arguments)
    book = load_workbook("報告.xlsx")
    book["決めること"]["L4"] = "済とする"
    book.save("報告.xlsx")
    before = (folder / "報告.xlsx").read_bytes()
    assert (
        2,
        "",
        "エラー: 報告.xlsx: 「決めたこと」に書き込みがあるので、書き換えません。別の名前を指定してください\n",
    ) == run(*arguments, "--write")
    assert (before, ELEVEN) == (
        (folder / "報告.xlsx").read_bytes(),
        (folder / "project" / "table.txt").read_text("utf-8"),
    )


def test_a_report_goes_over_no_table_but_itself(
    folder: Path, run: Any, sent: dict[str, Path]
) -> None:
    answered(sent["福祉課"], folder / "回答" / "a.xlsx", {(14, S): "完了"})
    (folder / "回答" / "福祉課.csv").write_bytes("No,内容,実績\r\n14,相談会の開催,始めた。\r\n".encode("cp932"))
    arguments = ("collect", "回答/a.xlsx", "--project", "project", "--report")
    for name in ("回答/福祉課.csv", "照会/照会一覧.csv"):
        before = (folder / name).read_bytes()
        told = f"エラー: {name}: 照会の回答の報告ではありません。別の名前を指定してください\n"
        assert (2, "", told) == run(*arguments, name, "--write")
        assert before == (folder / name).read_bytes()
    run(*arguments, "報告.csv")
    assert "報告を書きました: 報告.csv" in run(*arguments, "報告.csv").err


def test_a_table_that_is_no_answer_is_not_taken_for_one(
    folder: Path, run: Any, sent: dict[str, Path]
) -> None:
    (folder / "回答").mkdir()
    (folder / "回答" / "去年の一覧.txt").write_text(ELEVEN.replace("回実施", "度実施"), "utf-8")
    out = run("collect", "回答", "--project", "project").out
    assert "去年の一覧.txt: 照会の回答ではありません（" in out
    assert "取り込む新しい回答なし、まだの課 11" in out
