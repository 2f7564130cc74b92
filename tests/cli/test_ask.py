"""``ask``: one workbook a department, and never over an answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from inquirycase import ROWS, SETTINGS, project
from openpyxl import load_workbook

from guideline_docs.model.inquiry import Sent

WITHOUT = "「担当課」に課の名前がないので、照会しなかった施策が 1件あります: No.4\n"
UNSET = "注意: 回答期限・返送先は【要設定】のままです。guideline.toml の [inquiry] に書いてください（期限は --due でも）\n"
ALL_NAMED = tuple(row.replace("【要設定】", "税務課") for row in ROWS)
REPLY = '[inquiry]\nreply = "内線 1"\ndue = "12月末"\n'


def test_one_workbook_a_department_and_the_list_of_them(folder: Path, run: Any) -> None:
    project(folder)
    assert run("ask", ".", "--out", "照会") == (
        1,
        "作りました: 照会/照会_市民協働課.xlsx（2件）\n"
        "作りました: 照会/照会_企画・広報課.xlsx（2件）\n"
        "作りました: 照会/照会一覧.csv\n"
        "照会: 照会先 2、延べ 4件（施策の実施・実績）\n",
        UNSET + WITHOUT,
    )
    assert ["照会_企画・広報課.xlsx", "照会_市民協働課.xlsx", "照会一覧.csv"] == sorted(
        path.name for path in (folder / "照会").iterdir()
    )


def test_nothing_to_tell_is_zero(folder: Path, run: Any) -> None:
    project(folder, ALL_NAMED, SETTINGS + REPLY)
    assert (0, "") == (run("ask", ".", "--out", "照会"))[::2]


def test_the_list_opens_in_excel(folder: Path, run: Any) -> None:
    rows = (*ROWS[:2], "1\t甲\t済\t\t=HYPERLINK()課")
    project(folder, rows)
    run("ask", ".", "--out", "照会", "--due", "2027-01-15")
    data = (folder / "照会" / "照会一覧.csv").read_bytes()
    assert data.startswith("\ufeff担当課,ファイル,件数,回答期限,一覧の印,ファイルの印\r\n".encode())
    assert ["'=HYPERLINK()課", "照会_=HYPERLINK()課.xlsx", "1", "令和9年1月15日（金）"] == data.decode().split("\r\n")[
        1
    ].split(",")[:4]


def test_options_count_before_the_settings(folder: Path, run: Any) -> None:
    project(folder, settings=SETTINGS + '[inquiry]\nby = "施策の実施"\nfields = ["施策の実施"]\ndue = "月末"\n')
    done = run("ask", ".", "--out", "a", "--by", "担当課", "--fields", "実績、施策の実施", "--due", "R9.1.15")
    assert "照会: 照会先 2、延べ 4件（実績・施策の実施）、回答期限 令和9年1月15日（金）\n" in done.out
    book = load_workbook(folder / "a" / "照会_市民協働課.xlsx")
    sent = Sent.of({each.name: each.value for each in book.custom_doc_props.props})
    assert sent and ("令和9年1月15日（金）", ("results", "status")) == (sent.due, sent.fields)


def test_the_same_inquiry_changes_nothing(folder: Path, run: Any) -> None:
    project(folder)
    run("ask", ".", "--out", "照会")
    before = {path: path.stat().st_mtime_ns for path in (folder / "照会").iterdir()}
    done = run("ask", ".", "--out", "照会")
    assert "前と同じなので、そのままです: 2個のブック\n照会: 照会先 2、延べ 4件（施策の実施・実績）\n" == done.out
    assert before == {path: path.stat().st_mtime_ns for path in (folder / "照会").iterdir()}


def test_workbooks_that_nobody_has_touched_are_made_anew(folder: Path, run: Any) -> None:
    project(folder)
    run("ask", ".", "--out", "照会")
    done = run("ask", ".", "--out", "照会", "--due", "12月末")
    assert 3 == done.out.count("作りました")


@pytest.mark.parametrize("name", ["照会_市民協働課.xlsx", "照会一覧.csv"])
def test_what_somebody_has_written_in_stays(folder: Path, run: Any, name: str) -> None:
    project(folder)
    run("ask", ".", "--out", "照会")
    touched = folder / "照会" / name
    touched.write_bytes(touched.read_bytes() + b"\r\n")
    before = {path: path.read_bytes() for path in (folder / "照会").iterdir()}
    assert run("ask", ".", "--out", "照会", "--due", "12月末") == (
        2,
        "",
        f"エラー: 照会: 作ったあとで書き換えられたファイルがあるので、何も書きませんでした（{name}）。"
        "回答が入っていれば collect で取り込み、別のフォルダーを --out に指定してください\n",
    )
    assert before == {path: path.read_bytes() for path in (folder / "照会").iterdir()}


def test_a_workbook_of_that_name_that_is_not_ours_stays(folder: Path, run: Any) -> None:
    project(folder)
    (folder / "照会").mkdir()
    (folder / "照会" / "照会_市民協働課.xlsx").write_bytes(b"answers of last year")
    assert 2 == run("ask", ".", "--out", "照会").status
    assert ["照会_市民協働課.xlsx"] == [path.name for path in (folder / "照会").iterdir()]


def test_workbooks_of_another_inquiry_are_told(folder: Path, run: Any) -> None:
    project(folder)
    run("ask", ".", "--out", "照会")
    project(folder, (*ROWS[:2], "3\t基金\t済\t\t税務課"))
    done = run("ask", ".", "--out", "照会")
    said = "注意: 照会 に、この照会にないブックがあります: 照会_企画・広報課.xlsx、照会_市民協働課.xlsx\n"
    assert done.err.endswith(said)


def test_as_data(folder: Path, run: Any) -> None:
    project(folder)
    status, out, err = run("ask", ".", "--out", "照会", "--due", "12月末", "--format", "json")
    told = json.loads(out)
    assert (1, "") == (status, err)
    assert (1, "担当課", ["施策の実施", "実績"], "12月末") == tuple(
        told[key] for key in ("schema_version", "by", "fields", "due")
    )
    first = told["workbooks"][0]
    assert ("市民協働課", "照会/照会_市民協働課.xlsx", True) == (first["department"], first["file"], first["written"])
    assert {"name": "No.1", "title": "場所の紹介", "part": 1, "path": "table.txt", "line": 5} == first["measures"][0]
    assert ["No.4"] == [each["name"] for each in told["without"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((".",), "--out に、ブックを書くフォルダーを指定してください（例: --out 照会）"),
        (
            (".", "--out", "a", "--due", "2027-02-30"),
            "--due の「2027-02-30」という日はありません。2027-01-15 か「令和9年1月15日」のように指定してください",
        ),
        ((".", "--out", "table.txt"), "table.txt: フォルダーではありません。--out にはフォルダーを指定してください"),
        (("x", "--out", "a"), "x: ファイルもフォルダーもありません"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, run: Any, arguments: tuple[str, ...], said: str) -> None:
    project(folder)
    assert (2, "", f"エラー: {said}\n") == run("ask", *arguments)
    assert not (folder / "a").exists()


def test_chapters_alone_cannot_be_asked_about(folder: Path, run: Any) -> None:
    (folder / "guideline.toml").write_text("", "utf-8")
    (folder / "draft").mkdir()
    (folder / "draft" / "01.txt").write_text("第1章　総括\n\n文。\n", "utf-8")
    assert (2, "", "エラー: 施策がないので、照会できません\n") == run("ask", ".", "--out", "a")


def test_two_processes_give_the_same_bytes(folder: Path, start: Any) -> None:
    project(folder)
    for out, seed in (("a", "1"), ("b", "2")):
        start("ask", ".", "--out", out, env={"PYTHONHASHSEED": seed})
    for path in (folder / "a").iterdir():
        assert path.read_bytes() == (folder / "b" / path.name).read_bytes()


@pytest.mark.parametrize("out", ["照会", "."])
def test_an_inquiry_among_the_sources_is_no_source(folder: Path, run: Any, out: str) -> None:
    project(folder / "p" / "sources")
    before = run("check", "p").out
    run("ask", "p", "--out", f"p/sources/{out}")
    assert (folder / "p" / "sources" / out / "照会一覧.csv").is_file()
    assert before == run("check", "p").out
