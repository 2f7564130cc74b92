"""``init``: a new project that builds, and what it refuses to overwrite."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from notation import category, row, sheet, subsection
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from packages import package

from guideline_docs import check, load
from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import read_configuration
from guideline_docs.source.write import write_all

SHEET = Path(__file__).parents[2] / "sources" / "phase1-progress.txt"
FILES = [
    "README.md",
    "sources/accepted.toml",
    "sources/draft/01-策定に当たって.txt",
    "sources/draft/02-第1期の総括.txt",
    "sources/draft/03-基本理念と基本方針.txt",
    "sources/draft/04-施策の体系.txt",
    "sources/draft/05-具体的な施策.txt",
    "sources/draft/06-推進体制と進行管理.txt",
    "sources/draft/07-資料編.txt",
    "sources/guideline.toml",
    "sources/phase1-progress.txt",
]


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_new_project_is_told_file_by_file(folder: Path, run: Any) -> None:
    status, out, err = run("init", "案件")
    assert (status, err) == (0, "")
    assert out == "".join(f"作りました: 案件/{name}\n" for name in FILES) + (
        "\nはじめに 案件/README.md を読んでください。文書を作るには:\n"
        "  guideline-docs build 案件\n"
    )
    assert files(folder / "案件") == sorted(FILES)


def test_new_project_has_nothing_but_what_is_to_be_decided(folder: Path, run: Any) -> None:
    run("init", "案件")
    found = check(load("案件"))
    assert {d.code for d in found} == {"GD802"}


def test_new_project_builds_at_once(folder: Path, run: Any) -> None:
    run("init", "案件")
    status, out, err = run("build", "案件", "--only", "docx,csv,json")
    assert (status, err) == (0, "")
    assert [name for name in files(folder / "案件" / "dist") if name[0] != "."] == [
        "guideline-draft.docx",
        "progress-table.csv",
        "progress-table.json",
    ]


def test_settings_that_are_shown_as_examples_can_be_used(folder: Path, run: Any) -> None:
    run("init", "案件")
    settings = folder / "案件" / "sources" / "guideline.toml"
    text = settings.read_text("utf-8")
    shown = re.sub(r'(?m)^# (?=\[|"|\w+ +=)', "", text)
    settings.write_text(shown, "utf-8")
    read = read_configuration(settings, "guideline.toml")
    assert [column.name for column in read.vocabulary.declared] == [
        *("担当課", "事業費", "達成率", "達成度", "目標値")
    ]
    assert [status.word for status in read.vocabulary.statuses] == ["◎", "△"]
    assert read.style.spelling == (("取組", ("取り組み", "取組み")),)
    assert read.severities == (("GD305", "off"),)


def test_acceptance_that_is_shown_as_example_can_be_used(folder: Path, run: Any) -> None:
    run("init", "案件")
    accepted = folder / "案件" / "sources" / "accepted.toml"
    accepted.write_text(re.sub(r"(?m)^# (?=\[|\w+ +=)", "", accepted.read_text("utf-8")), "utf-8")
    (acceptance,) = load("案件").acceptances
    assert (acceptance.code, acceptance.subject) == ("GD401", "(3)-イ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_sheet_is_copied_byte_for_byte(folder: Path, run: Any, encoding: str) -> None:
    data = SHEET.read_text("utf-8").replace("\n", "\r\n").encode(encoding)
    (folder / "一覧.txt").write_bytes(data)
    status, _, err = run("init", "案件", "--from", "一覧.txt")
    assert (status, err) == (0, "")
    assert (folder / "案件/sources/phase1-progress.txt").read_bytes() == data
    assert run("build", "案件", "--only", "csv").status == 0


def test_files_that_are_there_are_kept(folder: Path, run: Any) -> None:
    (folder / "案件" / "sources").mkdir(parents=True)
    (folder / "案件" / "メモ.txt").write_text("覚え書き", "utf-8")
    (folder / "案件" / "sources" / "accepted.toml").write_text("", "utf-8")
    assert run("init", "案件") == (
        2,
        "",
        "エラー: 案件/sources/accepted.toml: すでにあるので、何も作りませんでした。"
        "別のフォルダーを指定してください\n",
    )
    (folder / "案件" / "sources" / "guideline.toml").write_text("", "utf-8")
    assert "案件/sources/accepted.toml など 2 個: すでにある" in run("init", "案件").err
    assert files(folder / "案件") == ["sources/accepted.toml", "sources/guideline.toml", "メモ.txt"]


def test_folder_with_other_files_is_taken(folder: Path, run: Any) -> None:
    (folder / "メモ.txt").write_text("覚え書き", "utf-8")
    (folder / "一覧.txt").write_bytes(SHEET.read_bytes())
    assert run("init", ".", "--from", "一覧.txt").status == 0
    assert files(folder) == sorted([*FILES, "メモ.txt", "一覧.txt"])
    assert (folder / "メモ.txt").read_text("utf-8") == "覚え書き"


def test_twice_changes_nothing(folder: Path, run: Any) -> None:
    assert run("init", "案件") == run("init", "案件")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "一覧.txt: ファイルがありません"),
        (b"", "一覧.txt: ファイルが空です"),
        (
            b"PK\x03\x04 workbook",
            "一覧.txt: ブックが壊れています。もう一度写してください",
        ),
        (b"\xef\xbb\xbf1\t\xff", "一覧.txt:1:3: 文字として読めません"),
        ("第1章　総括\n".encode(), "一覧.txt: 一覧ではありません（列の見出しも施策の行もありません）"),
    ],
    ids=["missing", "empty", "workbook", "undecodable", "chapter"],
)
def test_what_is_no_sheet_is_refused(folder: Path, run: Any, data: bytes | None, said: str) -> None:
    if data is not None:
        (folder / "一覧.txt").write_bytes(data)
    assert run("init", "案件", "--from", "一覧.txt") == (2, "", f"エラー: {said}\n")
    assert not (folder / "案件").exists()


def test_file_in_the_place_of_the_folder_is_refused(folder: Path, run: Any) -> None:
    (folder / "案件").write_text("", "utf-8")
    assert run("init", "案件").err == "エラー: 案件: フォルダーではありません\n"
    assert run("init", "案件/二").err == "エラー: 案件: フォルダーではありません\n"


def test_folder_is_asked_for(folder: Path, run: Any) -> None:
    assert run("init").err == "エラー: フォルダーを指定してください。使い方は guideline-docs init --help\n"


def test_files_are_written_all_or_none(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"old")
    (folder / "b.txt").mkdir()
    new = {folder / name: b"new" for name in ("a.txt", "c.txt", "b.txt")}
    with pytest.raises(CannotRun) as said:
        write_all(new)
    assert str(said.value).startswith(f"{(folder / 'b.txt').as_posix()}: 書けません（")
    assert (folder / "a.txt").read_bytes() == b"old"
    assert sorted(p.name for p in folder.iterdir()) == ["a.txt", "b.txt"]


def test_sheet_with_other_words_is_taken(folder: Path, run: Any) -> None:
    (folder / "一覧.txt").write_text(sheet(row(1)).replace("No\t内容", "整理\t名称"), "utf-8")
    assert run("init", "案件", "--from", "一覧.txt").status == 0


def workbook(path: Path, sheets: dict[str, str]) -> None:
    """A workbook whose worksheets hold these texts, cell by cell."""
    book = Workbook()
    book.remove(book["Sheet"])
    for name, text in sheets.items():
        worksheet = book.create_sheet(name)
        for line in text.split("\n"):
            worksheet.append([int(cell) if cell.isdecimal() else cell for cell in line.split("\t")])
    book.save(path)


def test_workbook_becomes_a_sheet(folder: Path, run: Any, real_sheet: str) -> None:
    workbook(folder / "一覧.xlsx", {"説明": "この表の見方", "一覧": real_sheet})
    status, out, err = run("init", "案件", "--from", "一覧.xlsx")
    assert (status, err) == (0, "")
    assert "写しました: ワークシート「一覧」\n\nはじめに 案件/README.md" in out
    assert "注意" not in out
    written = (folder / "案件/sources/phase1-progress.txt").read_text("utf-8")
    assert written == real_sheet.lstrip("\n") + "\n"
    assert run("check", "案件").status == 1


def test_a_worksheet_of_several_is_asked_for(folder: Path, run: Any) -> None:
    text = sheet(row(1))
    workbook(folder / "一覧.xlsx", {"令和4年度": text, "令和5年度": text, "説明": "この表の見方"})
    assert run("init", "案件", "--from", "一覧.xlsx") == (
        2,
        "",
        "エラー: 一覧.xlsx: 一覧が 2 つのワークシートにあります（「令和4年度」、「令和5年度」）。"
        "--worksheet で一つを指定してください\n",
    )
    assert not (folder / "案件").exists()
    assert run("init", "案件", "--from", "一覧.xlsx", "--worksheet", "令和5年度").status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--from", "説明.xlsx"),
            "説明.xlsx: 列の見出しのあるワークシートがありません（あるのは 「説明」）。"
            "見出しのない一覧なら --worksheet で指定してください",
        ),
        (
            ("--from", "説明.xlsx", "--worksheet", "説明"),
            "説明.xlsx: ワークシート「説明」は一覧ではありません（列の見出しも施策の行もありません）",
        ),
        (
            ("--from", "説明.xlsx", "--worksheet", "../一覧"),
            "説明.xlsx: ワークシート「../一覧」がありません（あるのは 「説明」）",
        ),
        (
            ("--from", "数式.xlsx"),
            "数式.xlsx: ワークシート「一覧」の B2、B3 に計算の結果が保存されていません。"
            "Excel で開いて保存し直してください",
        ),
        (
            ("--from", "一覧.txt", "--worksheet", "一覧"),
            "一覧.txt: Excel のブックではないので、ワークシートは選べません",
        ),
        (
            ("--from", "一覧.txt", "--hidden-columns"),
            "一覧.txt: Excel のブックではないので、隠れている列はありません",
        ),
        (("--worksheet", "一覧"), "--worksheet は --from と一緒に指定してください"),
        (("--hidden-columns",), "--hidden-columns は --from と一緒に指定してください"),
    ],
)
def test_worksheet_that_is_no_sheet_is_refused(
    folder: Path, run: Any, arguments: tuple[str, ...], said: str
) -> None:
    workbook(folder / "説明.xlsx", {"説明": "この表の見方"})
    workbook(folder / "数式.xlsx", {"一覧": "No\t内容\n1\t=A2\n2\t=A3"})
    (folder / "一覧.txt").write_text(sheet(row(1)), "utf-8")
    assert run("init", "案件", *arguments) == (2, "", f"エラー: {said}\n")
    assert not (folder / "案件").exists()


def test_what_nobody_would_see_of_a_workbook_is_told_by_cell(folder: Path, run: Any) -> None:
    text = sheet(category(1), subsection("ア"), row(1), row(2), row(3), row(4))
    workbook(folder / "一覧.xlsx", {"一覧": text, "旧": text})
    book = load_workbook(folder / "一覧.xlsx")
    book["旧"].sheet_state = "hidden"
    one, last = book["一覧"], text.count("\n")
    one["H7"], one[f"H{last}"] = "内部メモ", "秘"
    one.column_dimensions["H"].hidden = True
    for hidden in (last - 3, last - 1, last):
        one.row_dimensions[hidden].hidden = True
    one[f"E{last - 2}"] = "#REF!"
    one[f"G{last}"].font = Font(strike=True)
    book.save(folder / "一覧.xlsx")
    status, out, err = run("init", "案件", "--from", "一覧.xlsx")
    assert (status, "写しました: ワークシート「一覧」\n" in out) == (0, True)
    assert err == (
        f"注意: 取り消し線の付いた文字は写していません: G{last}「引き続き取り組む。」\n"
        f"注意: 計算の誤りがあります。ブックで直してください: E{last - 2} #REF!\n"
        "注意: 隠れている列は写していません: H 列「内部メモ」。要るなら --hidden-columns を付けてください\n"
        f"注意: 隠れている行も写しました: {last - 3} 行、{last - 1}～{last} 行。要らなければ消してください\n"
    )
    written = (folder / "案件/sources/phase1-progress.txt").read_text("utf-8")
    assert "内部メモ" not in written and "秘" not in written
    _, _, err = run("init", "別", "--from", "一覧.xlsx", "--hidden-columns")
    assert "注意: 隠れている列も写しました: H 列「内部メモ」。要らなければ消してください\n" in err
    written = (folder / "別/sources/phase1-progress.txt").read_text("utf-8")
    assert "\t内部メモ\n" in written and "\t秘\n" in written


@pytest.mark.parametrize("name", ["財政課 ", "財政課", "　財政課", "財 政 課"])
def test_worksheet_is_named_without_its_blanks(folder: Path, run: Any, name: str) -> None:
    workbook(folder / "一覧.xlsx", {"財政課　": sheet(row(1)), "企画課": sheet(row(1))})
    assert run("init", "案件", "--from", "一覧.xlsx", "--worksheet", name).status == 0


def test_worksheets_that_differ_in_blanks_are_told_apart_by_them(folder: Path, run: Any) -> None:
    workbook(folder / "一覧.xlsx", {"財政課": sheet(row(1)), "財政課 ": "この表の見方"})
    assert run("init", "案件", "--from", "一覧.xlsx", "--worksheet", "財政課").status == 0
    assert run("init", "別", "--from", "一覧.xlsx", "--worksheet", " 財政課").err == (
        "エラー: 一覧.xlsx: 一覧が 2 つのワークシートにあります（「財政課」、「財政課 」）。"
        "--worksheet で一つを指定してください\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize(
    ("name", "delimiter", "said"),
    [("一覧.csv", ",", "カンマ"), ("一覧.txt", ",", "カンマ"), ("一覧.csv", ";", "セミコロン")],
)
def test_table_between_commas_becomes_a_sheet(
    folder: Path, run: Any, name: str, delimiter: str, said: str, encoding: str
) -> None:
    rows = [line.split("\t") for line in sheet(row(1)).rstrip("\n").split("\n")]
    rows[-1][4] = f'一行目{delimiter}"引用"\r\n二行目'
    with (folder / name).open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    status, out, err = run("init", "案件", "--from", name)
    assert (status, err) == (0, "")
    assert f"写しました: {said}区切りの表\n" in out
    rows[-1][4] = f'"一行目{delimiter}""引用""\n二行目"'
    written = (folder / "案件/sources/phase1-progress.txt").read_text("utf-8")
    assert written == "".join("\t".join(cells) + "\n" for cells in rows)


def test_csv_with_tabs_is_taken_byte_for_byte(folder: Path, run: Any) -> None:
    data = sheet(row(1)).replace("\n", "\r\n").encode("cp932")
    (folder / "一覧.csv").write_bytes(data)
    assert run("init", "案件", "--from", "一覧.csv").status == 0
    assert (folder / "案件/sources/phase1-progress.txt").read_bytes() == data


def test_csv_that_is_no_table_is_refused(folder: Path, run: Any) -> None:
    (folder / "名簿.csv").write_text("氏名,住所\n山田,一丁目\n", "utf-8")
    assert run("init", "案件", "--from", "名簿.csv").err == (
        "エラー: 名簿.csv: 一覧ではありません（列の見出しも施策の行もありません）\n"
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "素案.pdf",
            b"%PDF-1.7\n",
            "PDF の文書です。もとの文書や表から写してください。本文は、文字だけの .txt として保存し直してください。"
            "一覧の表は、ブック（.xlsx）に写すと guideline-docs init 新しいフォルダー --from 一覧.xlsx で新しい案件の一覧に、"
            "guideline-docs import 一覧.xlsx で今の案件の一覧にできます",
        ),
        (
            "一覧.xlsb",
            package({"xl/workbook.bin": b""}),
            "バイナリ形式のブック（.xlsb）です。Excel で「Excel ブック（.xlsx）」として保存し直してください。"
            "そのブックなら読めます",
        ),
    ],
)
def test_other_documents_are_refused_by_what_they_are(
    folder: Path, run: Any, name: str, data: bytes, said: str
) -> None:
    (folder / name).write_bytes(data)
    assert run("init", "案件", "--from", name) == (2, "", f"エラー: {name}: {said}\n")


def padded(text: str) -> str:
    """Every line as wide as the widest, as Excel copies it."""
    lines = [line.split("\t") for line in text.rstrip("\n").split("\n")]
    width = max(map(len, lines))
    return "".join("\t".join([*cells, *[""] * (width - len(cells))]) + "\n" for cells in lines)
