"""``build`` writes everything or says in one sentence why not; what was there stays."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
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
            "sources/guideline.toml:1:1: TOML として読めません（[sources）。見出しは [名前] か [[名前]] の形で書いてください",
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
        "作りませんでした: 【要設定】などの決まっていないところが 19 か所あります"
        "（sources/draft/01-策定に当たって.txt:5:2、sources/draft/01-策定に当たって.txt:9:2、"
        "sources/draft/01-策定に当たって.txt:13:2 ほか 16。"
        "すべては guideline-docs check --select GD802 で並びます）",
        "作りませんでした: guideline.toml の title・municipality・department・date・as_of が空です",
    ] == errors
    assert not (city / "dist").exists()


FACTS = "[guideline]\n" + "".join(
    f'{key} = "{value}"\n'
    for key, value in {
        "title": "協働指針",
        "municipality": "みどり市",
        "department": "協働課",
        "date": "令和6年1月",
        "as_of": "令和5年12月",
    }.items()
)


def decided(city: Path) -> Path:
    """The real project with nothing left to decide."""
    for path in city.rglob("*.txt"):
        text = path.read_text("utf-8")
        for mark in ("【要設定】", "【要確認】", "【要更新】"):
            text = text.replace(mark, "決定")
        path.write_text(text, "utf-8")
    (city / "sources" / "guideline.toml").write_text(FACTS, "utf-8")
    return city


def test_what_is_decided_is_made_without_a_placeholder(city: Path) -> None:
    status, _, errors = build("--final", cwd=decided(city))
    assert (0, []) == (status, errors)
    assert DOCUMENTS == documents(city / "dist")
    for name in ("progress-table.html", "progress-table.csv", "progress-table.json"):
        assert "【要" not in (city / "dist" / name).read_text("utf-8")
    with zipfile.ZipFile(city / "dist" / "guideline-draft.docx") as package:
        for part in package.namelist():
            if part.startswith(("word/", "docProps/")) and part.endswith(".xml"):
                assert "【要" not in package.read(part).decode(), part


CHAPTER = "sources/draft/01-策定に当たって.txt"
SHEET = "sources/phase1-progress.txt"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (CHAPTER, "\n　決定", "\n　【要\n設定】", "（sources/draft/01-策定に当たって.txt:5:2）"),
        (CHAPTER, "\n　決定", "\n　【要｜設定《せってい》】", "guideline-draft.docx に【要設定】が印刷されます"),
        (CHAPTER, "第1章　", "第1章　【要　確認】", "（sources/draft/01-策定に当たって.txt:1:5）"),
        (CHAPTER, "\n　決定", "\n［＃画像：図.png｜【要更新：図】］", "（sources/draft/01-策定に当たって.txt:5:12）"),
        (SHEET, "公共施設の有効利用", '"公共施設【要\n設定】"', "（sources/phase1-progress.txt:13:8）"),
        (SHEET, "具体施策の進捗", "【要\u200b設定】の進捗", "（sources/phase1-progress.txt:3:7）"),
        ("sources/guideline.toml", "協働指針", "【要 設定】指針", "sources/guideline.toml:2:10: 「title」に【要設定】が残っています"),
        ("sources/guideline.toml", "[guideline]\n", '[guideline]\nmeeting = "【要確認：会議】"\n', "sources/guideline.toml:2:12: 「meeting」に【要確認：会議】が残っています"),
        ("sources/guideline.toml", "[guideline]\n", '[columns]\nresults = ["実績", "【要確認】"]\nrationale = ["【要設定】", "理由"]\n[guideline]\n', "guideline-draft.docx に【要設定】が印刷されます"),
    ],
)
def test_final_lets_no_placeholder_through(
    city: Path, file: str, old: str, new: str, said: str
) -> None:
    path = decided(city) / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    status, _, errors = build("--final", "--only", "docx,html", cwd=city)
    assert 1 == status
    assert said in "\n".join(errors)
    assert not (city / "dist").exists()


def test_final_lets_no_placeholder_of_the_phrases_through(city: Path) -> None:
    (decided(city) / "templates").mkdir()
    phrases = Path("templates/wording.toml").read_text("utf-8")
    for phrase, name in (('all_shown = "{total}件', "html"), ('system_description = "{heading}', "docx")):
        assert phrase in phrases
        (city / "templates" / "wording.toml").write_text(phrases.replace(phrase, phrase.replace('"', '"【要確認】')), "utf-8")
        status, _, (error,) = build("--final", "--only", name, cwd=city)
        assert 1 == status
        assert "に【要確認】が印刷されます（" in error


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
        (["--only", "odt"], "エラー: --only の「odt」は作れません。使えるのは docx・pdf・html・csv・json・xlsx です"),
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
