"""What each file is: what is told of those in no document, and what is no text of ours."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from notation import row, sheet
from packages import package

MEMO = "連絡メモ　委員長の意向は内密に\nよろしく\n"
WORKBOOK = package({"xl/workbook.xml": b""})
PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.fixture
def small(folder: Path) -> Path:
    """A project without a finding; its folder of sources."""
    write(folder / "sources/guideline.toml", "")
    write(folder / "sources/sheet.txt", sheet(row(1)))
    write(folder / "sources/draft/01.txt", "第1章　総括\n\n　施策1のとおり。\n")
    return folder / "sources"


def words(document: Path) -> str:
    """All that a document says, with its marks."""
    if document.suffix != ".docx":
        return document.read_text("utf-8")
    with zipfile.ZipFile(document) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def told(run: Any, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("check", *arguments, "--format", "json").out)["diagnostics"]
    return found


AWAY = "。要らなければ、原稿のフォルダーの外へ移してください"
TO_INIT = (
    "guideline-docs init 新しいフォルダー --from {0} で新しい案件の一覧に、guideline-docs import {0} で今の案件の一覧にできます"
)
WORDS = (
    "本文は、文字だけの .txt として保存し直してください。一覧の表は、ブック（.xlsx）に写すと "
    + TO_INIT.format("一覧.xlsx")
)
OF_WORD = "本文は、文字だけの .txt として保存し直してください。中の表は、" + TO_INIT


@pytest.mark.parametrize(
    ("name", "data", "text", "why", "hint"),
    [
        (
            "メモ.txt",
            MEMO,
            "連絡メモ　委員長の意向は内密に",
            "章のフォルダー draft の外にあるので、どの文書にも入りません",
            f"章なら draft に移してください{AWAY}",
        ),
        (
            "guideline.toml.txt",
            '[guideline]\ntitle = "x"\n',
            "[guideline]",
            "設定として読まれていません",
            "名前を guideline.toml に変えてください",
        ),
        (
            "draft/accepted.toml.txt",
            "# 理由\n",
            "# 理由",
            "設定として読まれていません",
            "名前を accepted.toml に変えてください",
        ),
        (
            "cards.txt",
            "新しい事業\n　担当課：協働課\n",
            "新しい事業",
            "カードとして読めないので、どの文書にも入りません",
            "カードは「施策24　…」の行と、全角の空白で始まる「　担当課：…」の行で書きます",
        ),
        (
            "一覧.txt",
            "No,内容\n1,研修\n",
            "No,内容",
            "カンマ区切りの表なので、どの文書にも入りません",
            TO_INIT.format("一覧.txt") + AWAY,
        ),
        (
            "renamed.txt",
            WORKBOOK,
            "",
            "Excel のブックなので、どの文書にも入りません",
            TO_INIT.format("renamed.txt") + AWAY,
        ),
        (
            "一覧.xlsx",
            b"",
            "",
            "Excel のブックなので、どの文書にも入りません",
            TO_INIT.format("一覧.xlsx") + AWAY,
        ),
        (
            "一覧.csv",
            "a,b\n",
            "",
            "カンマ区切りの表なので、どの文書にも入りません",
            TO_INIT.format("一覧.csv") + AWAY,
        ),
        ("draft/02-第2章.docx", b"", "", "Word の文書なので、どの文書にも入りません", OF_WORD.format("02-第2章.docx") + AWAY),
        (
            "phase2.md",
            "# 第2期\n",
            "",
            "名前の末尾が .txt でないので、どの文書にも入りません",
            f"原稿なら、名前の末尾を .txt に変えてください{AWAY}",
        ),
        (
            "draft/03-第3章",
            "第3章　体系\n",
            "",
            "名前の末尾が .txt でないので、どの文書にも入りません",
            f"原稿なら、名前の末尾を .txt に変えてください{AWAY}",
        ),
        (
            "draft/付録/02.txt",
            "第2章　付録\n",
            "",
            "フォルダー 付録 の中にあるので、どの文書にも入りません",
            f"章なら draft にじかに置いてください{AWAY}",
        ),
        (
            "zweites.txt",
            sheet(row(1)),
            "具体施策の進捗状況一覧",
            "2つ目の一覧なので、どの文書にも入りません（文書になるのは sheet.txt です）",
            "使う一覧を guideline.toml の [sources] の sheet に書いてください"
            f"（前の年の一覧なら [[edition]] に）{AWAY}",
        ),
    ],
)
def test_file_in_no_document_is_told_at_its_first_line(
    small: Path, run: Any, name: str, data: str | bytes, text: str, why: str, hint: str
) -> None:
    write(small / name, data)
    (found,) = told(run)
    file = name.rpartition("/")[2]
    assert ("GD106", "warning", f"sources/{name}") == (found["code"], found["severity"], found["path"])
    assert (1, 1, text, file) == (found["line"], found["column"], found["text"], found["subject"])
    assert (f"「{file}」は、{why}", hint) == (found["message"], found["hint"])
    # It is accepted by its name.
    accept = f'[[accept]]\ncode = "GD106"\npath = "{name}"\nsubject = "{file}"\nreason = "参考"\n'
    write(small / "accepted.toml", accept)
    (found,) = told(run)
    assert found["accepted"] == "参考"


def test_what_is_in_no_document_is_in_no_document(small: Path, run: Any) -> None:
    write(small / "メモ.txt", MEMO + "【要確認】施策99、(9)-アのこと\n")
    write(small / "guideline.toml.txt", '[guideline]\ntitle = "指針"\n')
    assert ["GD106", "GD106"] == [found["code"] for found in told(run)]
    status, out, _ = run("build", "--only", "docx,csv,json")
    assert (
        "どの文書にも入らないファイルがあります: sources/guideline.toml.txt、sources/メモ.txt"
        "（理由は check --select GD106）\n"
    ) in out
    assert status == 0
    for document in Path("dist").glob("[!.]*"):
        text = words(document)
        assert "施策1" in text or "研修" in text
        assert "内密" not in text
    assert "メモ" not in run("outline").out + run("refs").out


def test_a_paper_for_the_public_waits_for_it(small: Path, run: Any) -> None:
    facts = ("title", "municipality", "department", "date", "as_of")
    write(small / "guideline.toml", "[guideline]\n" + "".join(f'{fact} = "x"\n' for fact in facts))
    write(small / "メモ.txt", MEMO)
    status, out, err = run("build", "--final", "--only", "csv")
    assert (status, err) == (
        1,
        "作りませんでした: どの文書にも入らないファイルがあります: sources/メモ.txt"
        "（理由は check --select GD106）\n",
    )
    write(
        small / "accepted.toml",
        '[[accept]]\ncode = "GD106"\npath = "メモ.txt"\nsubject = "メモ.txt"\nreason = "控え"\n',
    )
    status, out, err = run("build", "--final", "--only", "csv")
    assert (status, err) == (0, "")
    assert "どの文書にも入らない" not in out


def test_what_is_nobodys_business_is_not_spoken_of(small: Path, run: Any) -> None:
    for name in ("README.md", "draft/.gitkeep", "~$a.docx", "Thumbs.db", "a.txt~", "図.png"):
        write(small / name, b"x")
    write(small / "renumbered.toml", "")
    write(small / "draft/図/元.xlsx", b"")
    write(small / "draft/図/図1.gif", PIXEL)
    write(small / "draft/02.txt", "第2章　図\n\n［＃画像：図/図1.gif｜図］\n")
    assert [] == told(run)


def test_documents_beside_the_sources_are_not_spoken_of(small: Path, run: Any) -> None:
    for name in ("会議録.docx", "名簿.xlsx", "メモ.txt", "参考/a.txt", "templates/a.html.jinja"):
        write(small.parent / name, MEMO)
    assert [] == told(run) == told(run, ".")
    write(small.parent / "guideline.toml.txt", "# 設定\n")
    assert [("GD106", "guideline.toml.txt")] == [(d["code"], d["path"]) for d in told(run)]


def test_of_a_project_in_one_folder_only_what_may_be_meant_is_told(folder: Path, run: Any) -> None:
    write(folder / "guideline.toml", "")
    write(folder / "sheet.txt", sheet(row(1)))
    write(folder / "draft/01.txt", "第1章　総括\n")
    for name in ("README.md", "requirements.txt", "LICENSE.txt", "Makefile", "docs/a.md", "src/a.py"):
        write(folder / name, MEMO)
    assert [] == told(run, ".")
    for name in ("メモ.txt", "02-第2章.docx", "第2期.md"):
        write(folder / name, MEMO)
    assert ["02-第2章.docx", "メモ.txt", "第2期.md"] == [found["path"] for found in told(run, ".")]


def test_on_the_way_to_sheet_and_chapters_nothing_is_lost(folder: Path, run: Any) -> None:
    write(folder / "guideline.toml", '[sources]\nsheet = "表/一覧.txt"\nchapters = "原稿/第2期"\n')
    write(folder / "表/一覧.txt", sheet(row(1)))
    write(folder / "原稿/第2期/01.txt", "第1章　総括\n")
    assert [] == told(run, ".")
    lost = ["原稿/メモ.txt", "原稿/第2期/02.docx", "表/旧.txt", "表/旧.xlsx"]
    for name in lost:
        write(folder / name, MEMO)
    assert lost == [found["path"] for found in told(run, ".")]


def test_outside_of_a_project_only_texts_are_spoken_of(folder: Path, run: Any) -> None:
    write(folder / "d/sheet.txt", sheet(row(1)))
    for name in ("a.docx", "b.xlsx", "c.md", "e/f.txt", "図.png"):
        write(folder / "d" / name, b"x")
    assert [] == told(run, "d") == told(run, "d/sheet.txt")
    write(folder / "d/メモ.txt", MEMO)
    assert ["d/メモ.txt"] == [found["path"] for found in told(run, "d")]
    assert [] == told(run, "d/sheet.txt")


def test_folder_of_running_text_is_one_of_chapters(folder: Path, run: Any) -> None:
    write(folder / "d/01.txt", "はじめに\n\n　担当課：協働課\n")
    write(folder / "d/02.txt", "第1章　総括\n\n　第9章のとおり。\n")
    assert ["GD405"] == [found["code"] for found in told(run, "d")]


def test_one_file_of_a_project_is_told_for_itself(small: Path, run: Any) -> None:
    write(small / "メモ.txt", MEMO)
    assert [] == told(run, "sources/sheet.txt")
    assert ["GD106"] == [found["code"] for found in told(run, "sources/メモ.txt")]
    # Outside of the project a text that is named alone is a chapter.
    write(small.parent / "b/メモ.txt", MEMO)
    assert [] == told(run, "b/メモ.txt")


def test_table_that_names_its_columns_is_the_table(folder: Path, run: Any) -> None:
    write(folder / "sources/a-memo.txt", "日時\t10月1日\n場所\t市役所\n")
    write(folder / "sources/b.txt", sheet(row(1)))
    assert [("GD106", "sources/a-memo.txt")] == [(d["code"], d["path"]) for d in told(run)]


def test_cards_with_no_are_cards(small: Path, run: Any) -> None:
    write(small / "phase2.txt", "No.1　職員研修の実施\n　担当課：協働課\n")
    assert [] == told(run)
    assert "職員研修" in run("outline").out
    write(small / "draft/01.txt", "第1章　施策\n\n［＃施策］\n")
    run("build", "--only", "docx")
    assert "協働課" in words(Path("dist/guideline-draft.docx"))


def test_sheet_that_the_settings_name_must_be_one(small: Path, run: Any) -> None:
    write(small / "guideline.toml", '[sources]\nsheet = "一覧.csv"\n')
    write(small / "一覧.csv", "No,内容\n1,研修\n")
    assert (2, "", f"エラー: sources/一覧.csv: カンマ区切りの表です。{TO_INIT.format('sources/一覧.csv')}\n") == run("check")
    write(small / "guideline.toml", '[sources]\nsheet = "メモ.txt"\n')
    write(small / "メモ.txt", MEMO)
    assert ["「メモ.txt」は、一覧ではないので、どの文書にも入りません"] == [
        found["message"] for found in told(run) if found["subject"] == "メモ.txt"
    ]


def test_second_sheet_is_checked_and_mended_all_the_same(small: Path, run: Any) -> None:
    write(small / "zweites.txt", sheet(row(1, proposal="I")))
    assert ["GD106", "GD304"] == [found["code"] for found in told(run)]
    assert "直しました: sources/zweites.txt\n" == run("check", "--fix").err
    assert ["GD106"] == [found["code"] for found in told(run)]


# --- what is given and is no text of ours ---------------------------------------------------


GIVEN: list[tuple[str, str | bytes, str]] = [
    ("一覧.csv", "No,内容\n1,研修\n", f"カンマ区切りの表です。{TO_INIT.format('一覧.csv')}"),
    ("一覧.csv", "a,b\n", f"カンマ区切りの表です。{TO_INIT.format('一覧.csv')}"),
    ("一覧.txt", "番号;施策名\n1;研修\n", f"セミコロン区切りの表です。{TO_INIT.format('一覧.txt')}"),
    ("一覧.xlsx", WORKBOOK, f"Excel のブックです。{TO_INIT.format('一覧.xlsx')}"),
    ("一覧.txt", WORKBOOK, f"Excel のブックです。{TO_INIT.format('一覧.txt')}"),
    ("原稿.docx", package({"word/document.xml": b""}), f"Word の文書です。{OF_WORD.format('原稿.docx')}"),
    ("原稿.txt", package({"word/document.xml": b""}), f"Word の文書です。{OF_WORD.format('原稿.txt')}"),
    ("原稿.odt", b"", f"LibreOffice の文書（.odt）です。{WORDS}"),
    ("写真.png", b"\x89PNG\r\n\x1a\n", "画像です。原稿に［＃画像：ファイル｜説明］と書くと、その場所に入ります"),
    ("原稿.zip", package({"a": b""}), "圧縮されたファイルです。展開して、中の原稿を指定してください"),
    ("原稿.txt", b"a\x00\x01\x02\x00", "文字でないファイルです。原稿（.txt）を指定してください"),
    ("guideline.toml", "# 設定\n", "設定です。原稿か、原稿のフォルダーを指定してください"),
]


@pytest.mark.parametrize("command", ["check", "build", "outline", "refs", "renumber", "convert"])
@pytest.mark.parametrize(("name", "data", "said"), GIVEN)
def test_what_is_no_text_of_ours_is_said_how_it_is_brought_in(
    folder: Path, run: Any, command: str, name: str, data: str | bytes, said: str
) -> None:
    write(folder / name, data or "x")
    assert (2, "", f"エラー: {name}: {said}\n") == run(command, name)


@pytest.mark.parametrize(("name", "data", "said"), GIVEN[:-1])
def test_it_is_no_other_within_a_project(
    small: Path, run: Any, name: str, data: str | bytes, said: str
) -> None:
    write(small / name, data or "x")
    for way in ("--from", "import"):
        said = said.replace(f"{way} {name}", f"{way} sources/{name}")
    assert (2, "", f"エラー: sources/{name}: {said}\n") == run("check", f"sources/{name}")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (WORKBOOK, f"Excel のブックです。{TO_INIT.format('ファイル')}"),
        ("No,内容\n1,研修\n".encode("cp932"), f"カンマ区切りの表です。{TO_INIT.format('ファイル')}"),
        (b"[guideline]\n", "設定です。原稿か、原稿のフォルダーを指定してください"),
    ],
)
def test_standard_input_is_no_other(start: Any, data: bytes, said: str) -> None:
    assert (2, "", f"エラー: <標準入力>: {said}\n") == start("check", "-", stdin=data)


# --- names of files -------------------------------------------------------------------------


@pytest.mark.skipif("sys.platform == 'win32'")
@pytest.mark.parametrize("name", ["a\nb.txt", "a\rb.txt", "a\x1b[31mb.txt", "a\x85b.txt", "a\u2028b.txt"])
def test_name_of_a_file_is_one_line(folder: Path, run: Any, name: str) -> None:
    write(folder / name, sheet(row(1, tier="Ⅸ")))
    shown = name.encode("unicode_escape").decode()
    for form in ("concise", "full"):
        out = run("check", name, "--format", form).out
        assert f"{shown}:10:" in out
        assert name not in out
    assert json.loads(run("check", name, "--format", "json").out)["diagnostics"][0]["path"] == name
    assert run("outline", name).out.startswith(f"{shown}\n")
    write(folder / name, b"%PDF-")
    assert run("check", name).err.startswith(f"エラー: {shown}: PDF の文書です。")
    assert run("check", f"x{name}").err == f"エラー: x{shown}: ファイルもフォルダーもありません\n"
    assert run("init", name.replace(".txt", "")).out.count("\n") == 11 + 3
