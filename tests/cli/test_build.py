"""``build`` writes everything or says in one sentence why not; what was there stays."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

DOCUMENTS = [
    "guideline-draft.docx",
    "progress-table.csv",
    "progress-table.html",
    "progress-table.json",
    "progress-table.pdf",
]


def build(*arguments: str | Path, cwd: Path) -> tuple[int, list[str], list[str]]:
    """Exit status, lines told, lines of errors."""
    done = subprocess.run(
        [sys.executable, "-m", "guideline_docs", "build", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()


def documents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_the_real_project_gives_every_document_and_the_same_bytes_again(city: Path) -> None:
    assert (
        0,
        [
            "検査: エラー 0 件、警告 31 件、注意 9 件（ほかに確認済み 10 件）",
            "作りました: dist/guideline-draft.docx",
            "作りました: dist/progress-table.pdf",
            "作りました: dist/progress-table.html",
            "作りました: dist/progress-table.csv",
            "作りました: dist/progress-table.json",
        ],
        [],
    ) == build(cwd=city)
    assert DOCUMENTS == documents(city / "dist")
    build("--out", "again", cwd=city)
    for name in DOCUMENTS:
        assert (city / "dist" / name).read_bytes() == (city / "again" / name).read_bytes(), name


def test_a_sheet_alone_is_a_project(city: Path, tmp_path: Path) -> None:
    shutil.copy(city / "sources" / "phase1-progress.txt", tmp_path / "一覧.txt")
    status, told, errors = build("一覧.txt", "--only", "csv,json", "--out", "出力", cwd=tmp_path)
    assert (0, []) == (status, errors)
    assert "検査: エラー 10 件、警告 12 件、注意 9 件" in told
    assert ["progress-table.csv", "progress-table.json"] == documents(tmp_path / "出力")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda draft: (draft / "08.txt").write_text(" \n"), "sources/draft/08.txt: ファイルが空です"),
        (
            lambda draft: (draft / "08.txt").mkdir(),
            "sources/draft/08.txt: ファイルではなくフォルダーです",
        ),
        (
            lambda draft: (draft / "08.txt").symlink_to("../draft/08.txt"),
            "sources/draft/08.txt: リンクの先にファイルがありません",
        ),
        (
            lambda draft: (draft.parent / "guideline.toml").write_text("[sources"),
            "sources/guideline.toml: TOML として読めません（途中で終わっています）",
        ),
        (
            lambda draft: (draft.parent / "accepted.toml").write_bytes(b"\xff\xff"),
            "sources/accepted.toml:1:1: 文字として読めません。UTF-8 で保存してください",
        ),
    ],
    ids=["empty", "folder", "loop", "settings", "acceptances"],
)
def test_what_cannot_be_read_leaves_the_last_documents(
    city: Path, spoil: Callable[[Path], object], said: str
) -> None:
    (city / "dist").mkdir()
    (city / "dist" / "progress-table.csv").write_bytes(b"last")
    spoil(city / "sources" / "draft")
    assert (2, [], [f"エラー: {said}"]) == build("--only", "csv", cwd=city)
    assert documents(city / "dist") == ["progress-table.csv"]
    assert (city / "dist" / "progress-table.csv").read_bytes() == b"last"


def test_a_character_without_a_glyph_is_said(city: Path) -> None:
    sheet = city / "sources" / "phase1-progress.txt"
    sheet.write_text(sheet.read_text("utf-8").replace("公共施設", "𠮷田施設"), "utf-8")
    _, told, _ = build("--only", "csv", cwd=city)
    assert (
        "印刷用の書体にない文字が 2 か所あります。PDF では「〓」になります"
        "（場所は check --select GD004）"
    ) in told


def test_final_is_refused_while_anything_is_open(city: Path) -> None:
    status, _, errors = build("--final", cwd=city)
    assert 1 == status
    assert [
        "作りませんでした: 【要設定】などの決まっていないところが 19 か所あります",
        "作りませんでした: guideline.toml の title・municipality・department・date・as_of が空です",
    ] == errors
    assert not (city / "dist").exists()


def test_text_that_cannot_be_read_is_not_built_and_the_last_documents_stay(city: Path) -> None:
    build("--only", "csv", cwd=city)
    before = (city / "dist" / "progress-table.csv").read_bytes()
    sheet = city / "sources" / "phase1-progress.txt"
    sheet.write_bytes(sheet.read_bytes()[:-2] + b"\xff\n")
    status, _, errors = build("--only", "csv", cwd=city)
    assert 1 == status
    assert [
        "作りませんでした: sources/phase1-progress.txt: "
        "文字として読めないバイトがあります（UTF-8 として読みました）"
    ] == errors
    assert before == (city / "dist" / "progress-table.csv").read_bytes()


def test_a_template_without_its_styles_names_file_and_styles(city: Path) -> None:
    from docx import Document

    (city / "templates").mkdir()
    Document().save(str(city / "templates" / "draft.docx"))
    status, _, errors = build("--only", "docx,csv", cwd=city)
    assert 2 == status
    assert 1 == len(errors)
    assert "templates/draft.docx" in errors[0]
    assert "施策" in errors[0]
    assert not (city / "dist").exists(), "nothing is written where something does not fit"


def test_a_broken_html_template_names_file_and_line(city: Path) -> None:
    (city / "templates").mkdir()
    (city / "templates" / "progress_table.html.jinja").write_text("\n{% if %}", "utf-8")
    status, _, errors = build("--only", "pdf", cwd=city)
    assert 2 == status
    assert 1 == len(errors)
    assert "templates/progress_table.html.jinja:2: " in errors[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--only", "xlsx"], "エラー: --only の「xlsx」は作れません。使えるのは docx・pdf・html・csv・json です"),
        (["--templates", "nai"], "エラー: nai: テンプレートのフォルダーがありません"),
        (["--only", "pdf", "--press"], "エラー: 印刷所に渡す PDF には、印刷所の ICC プロファイル（.icc）が要ります"),
        (["--only", "pdf", "--press", "--icc", "nai.icc"], "エラー: nai.icc: 読めません（ファイルがありません）"),
        (["nai"], "エラー: nai: ファイルもフォルダーもありません"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    city: Path, arguments: list[str], message: str
) -> None:
    status, _, errors = build(*arguments, cwd=city)
    assert (2, [message]) == (status, errors)
    assert not (city / "dist").exists()


def test_an_output_folder_that_is_a_file(city: Path) -> None:
    (city / "dist").write_text("")
    status, _, errors = build("--only", "csv", cwd=city)
    assert (2, ["エラー: dist/progress-table.csv: 書けません（フォルダーを作れません）"]) == (status, errors)
