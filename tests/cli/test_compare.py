"""``compare`` as people and programs call it: whole texts, and every way to name a version."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from program import ROOT, rewrite

SHEET = "phase1-progress.txt"
Run = Callable[..., Any]
Git = Callable[..., str]


@pytest.fixture
def git(project: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """The project under git, as it was first recorded; what runs git in it."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(name, "a")
    for name in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "a@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=project.parent, capture_output=True, check=True
        )
        return done.stdout.decode()

    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "-m", "版")
    return git


@pytest.fixture
def old(folder: Path) -> Path:
    """The real project as it was before the tests edit it."""
    return Path(shutil.copytree(ROOT / "sources", folder / "old"))


def edited(project: Path) -> None:
    sheet, chapter = project / SHEET, project / "draft" / "02-第1期の総括.txt"
    rewrite(sheet, "パートナーズも年4回発行。", "パートナーズも年6回発行。")
    rewrite(sheet, "コーディネーターの配置\t○→I", "コーディネーターの配置\tⅡ-イ")
    rewrite(chapter, "4　課題", "4　残る課題")
    rewrite(project / "guideline.toml", 'stage         = "素案"', 'stage         = "案"')


EDITED = """\
sources/guideline.toml:10: 表紙 段階 変更
    [-素案-]{+案+}
sources/draft/02-第1期の総括.txt:73: 第2章4 見出し 変更
    {+残る+}課題
sources/phase1-progress.txt:31: No.12 実績 変更
    NPOセンターのホームページを一新。紙媒体のパートナーズも年[-4-]{+6+}回発行。
sources/phase1-progress.txt:51: No.21 2期案 降格
    [-○→I-]{+Ⅱ-イ+}
変更 3、降格 1
"""


def test_equal_versions(run: Run, project: Path, old: Path) -> None:
    assert (0, "違いはありません\n", "") == run("compare", "old", "sources")
    assert (0, "違いはありません\n", "") == run("compare", "old")


def test_the_whole_text(run: Run, project: Path, old: Path) -> None:
    edited(project)
    expected = EDITED.replace("sources/draft/02-第1期の総括.txt:73", _place(project, "残る課題"))
    assert (1, expected, "") == run("compare", "old")


def _place(project: Path, words: str) -> str:
    name = "draft/02-第1期の総括.txt"
    lines = (project / name).read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(lines, 1) if words in line)
    return f"sources/{name}:{at}"


def test_a_number_alone_is_one_line(run: Run, sheet_file: Path) -> None:
    lines, number = [], 0
    for line in sheet_file.read_text("utf-8").split("\n"):
        first, tab, rest = line.partition("\t")
        if first.isdigit() and int(first) != 8:
            number += 1
            line = f"{number}{tab}{rest}"
        if first != "8":
            lines.append(line)
    Path("new.txt").write_text("\n".join(lines), "utf-8")
    status, out, _ = run("compare", "sheet.txt", "new.txt")
    assert 1 == status
    assert (
        "sheet.txt:24: No.8 内容 削除\n"
        "    [-市民活動や地域の活動の状況や課題を把握するためのアンケート調査等の実施-]\n"
        "new.txt:24: No.8～No.22 番号 番号の変更\n"
        "    [-No.9～No.23-]{+No.8～No.22+}\n"
        "削除 1、番号の変更 15\n"
    ) == out


def test_json(run: Run, project: Path, old: Path) -> None:
    edited(project)
    status, out, _ = run("compare", "old", "--format", "json")
    told = json.loads(out)
    assert (1, 1) == (status, told["schema_version"])
    change = next(each for each in told["changes"] if each["name"] == "No.12")
    assert {
        "kind": "changed",
        "name": "No.12",
        "old_name": "No.12",
        "field": "results",
        "path": "sources/phase1-progress.txt",
        "line": 31,
        "old": "NPOセンターのホームページを一新。紙媒体のパートナーズも年4回発行。",
        "new": "NPOセンターのホームページを一新。紙媒体のパートナーズも年6回発行。",
        "parts": [
            ["=", "NPOセンターのホームページを一新。紙媒体のパートナーズも年"],
            ["-", "4"],
            ["+", "6"],
            ["=", "回発行。"],
        ],
    } == change
    for each in told["changes"]:
        assert each["old"] == "".join(text for kind, text in each["parts"] if kind != "+")
        assert each["new"] == "".join(text for kind, text in each["parts"] if kind != "-")
    assert (0, '{"schema_version": 1,\n "changes": []}\n', "") == run("compare", "old", "old", "--format", "json")


def test_markdown_for_the_summary_of_a_job(run: Run, project: Path, old: Path) -> None:
    rewrite(project / SHEET, "パートナーズも年4回発行。", "*パートナーズ*も<年>6回発行。")
    status, out, _ = run("compare", "old", "--format", "markdown")
    assert 1 == status
    assert out.startswith("### 変更点\n\n変更 1\n\n- **No.12** 実績 変更 <sub>sources/phase1-progress.txt&#58;31</sub><br>")
    assert "<ins>&#42;も&#60;</ins>年<del>4</del><ins>&#62;6</ins>回発行。" in out
    assert (0, "### 変更点\n\n違いはありません\n", "") == run("compare", "old", "old", "--format", "markdown")


# --- how a version can be named ---------------------------------------------------------------


def test_a_revision_against_the_project_here(run: Run, project: Path, git: Git) -> None:
    assert (0, "違いはありません\n", "") == run("compare", "git:HEAD")
    edited(project)
    status, out, _ = run("compare", "git:HEAD")
    assert (1, EDITED.splitlines()[-1]) == (status, out.splitlines()[-1])


def test_what_was_removed_is_told_where_it_was(run: Run, project: Path, git: Git) -> None:
    sheet = project / SHEET
    lines = sheet.read_text("utf-8").split("\n")
    sheet.write_text("\n".join(line for line in lines if not line.startswith("23\t")), "utf-8")
    out = run("compare", "git:HEAD").out
    assert out.startswith("git:HEAD:sources/phase1-progress.txt:55: No.23 内容 削除\n")


def test_a_revision_may_be_the_new_one_or_both(run: Run, project: Path, git: Git) -> None:
    edited(project)
    git("commit", "--quiet", "-a", "-m", "次の版")
    for names in (("git:HEAD~1", "git:HEAD"), ("git:HEAD~1", "sources"), ("git:HEAD~1",)):
        status, out, _ = run("compare", *names)
        assert (1, "変更 3、降格 1") == (status, out.splitlines()[-1])
    status, out, _ = run("compare", "sources", "git:HEAD~1")
    assert (1, "変更 4") == (status, out.splitlines()[-1])
    assert "git:HEAD~1:sources/phase1-progress.txt:31: No.12 実績 変更\n" in out


def test_a_file_against_a_revision_is_that_file_alone(run: Run, project: Path, git: Git) -> None:
    edited(project)
    assert "変更 1、降格 1" == run("compare", "git:HEAD", f"sources/{SHEET}").out.splitlines()[-1]
    chapter = "sources/draft/02-第1期の総括.txt"
    assert "変更 1" == run("compare", "git:HEAD", chapter).out.splitlines()[-1]


def test_a_sheet_outside_of_any_project_against_the_project(run: Run, project: Path) -> None:
    shutil.copy(project / SHEET, "去年.txt")
    assert (0, "違いはありません\n", "") == run("compare", "去年.txt")
    edited(project)
    status, out, _ = run("compare", "去年.txt")
    assert (1, "変更 1、降格 1") == (status, out.splitlines()[-1])
    assert (1, "変更 2") == (run("compare", "sources", "去年.txt").status, run("compare", "sources", "去年.txt").out.splitlines()[-1])


def test_a_file_without_settings_is_read_with_those_of_the_other(run: Run, folder: Path) -> None:
    case = ROOT / "tests" / "cases" / "five-levels" / "sources"
    shutil.copytree(case, folder / "sources")
    shutil.copy(case / "plan.txt", folder / "前.txt")
    assert (0, "違いはありません\n", "") == run("compare", "前.txt")
    assert (0, "違いはありません\n", "") == run("compare", "sources", "前.txt")
    assert (0, "違いはありません\n", "") == run("compare", "sources/plan.txt", "前.txt")


def test_two_sheets(run: Run, sheet_file: Path) -> None:
    text = sheet_file.read_text("utf-8").replace("年4回", "年6回")
    Path("new.txt").write_bytes(text.encode("cp932"))
    status, out, _ = run("compare", "sheet.txt", "new.txt")
    assert (1, "new.txt:31: No.12 実績 変更") == (status, out.splitlines()[0])


def test_a_project_in_a_folder_of_a_repository(run: Run, project: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("市").mkdir()
    git("mv", "sources", "市/sources")
    git("commit", "--quiet", "-m", "移した")
    monkeypatch.chdir("市")
    assert (0, "違いはありません\n", "") == run("compare", "git:HEAD")
    assert (0, "違いはありません\n", "") == run("compare", "git:HEAD~1")


# --- what cannot be compared --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("HEAD~1",), "HEAD~1: ファイルもフォルダーもありません（git の版なら git:HEAD~1 と書いてください）"),
        (("nix.txt",), "nix.txt: ファイルもフォルダーもありません"),
        (("old", "./nix"), "./nix: ファイルもフォルダーもありません"),
        (("git:HAED",), "git:HAED: その版は git にありません（git log で確かめてください）"),
        (("git:--help",), "git:--help: その版は git にありません（git log で確かめてください）"),
        (("git:",), "git: のあとに、版（HEAD~1 など）を書いてください"),
        (("old", "--only", "xls"), "--only の「xls」は作れません。使えるのは docx・pdf・html です"),
    ],
)
def test_what_cannot_be_compared(run: Run, project: Path, old: Path, git: Git, names: tuple[str, ...], told: str) -> None:
    assert (2, "", f"エラー: {told}\n") == run("compare", *names)


def test_nothing_to_compare_with(run: Run, sheet_file: Path) -> None:
    status, out, err = run("compare", "sheet.txt")
    assert (2, "") == (status, out)
    assert "比べる相手がありません" in err


def test_a_project_that_git_does_not_know(run: Run, project: Path) -> None:
    status, _, err = run("compare", "git:HEAD")
    assert 2 == status
    assert "エラー: git:HEAD: 案件のフォルダーは、git で管理されていません\n" == err


def test_a_workbook_is_told_how_it_is_brought_in(run: Run, project: Path) -> None:
    Path("table.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    assert 2 == run("compare", "table.xlsx").status


def test_faults_of_the_settings_then_are_told_by_the_revision(run: Run, project: Path, git: Git) -> None:
    settings = project / "guideline.toml"
    good = settings.read_bytes()
    settings.write_bytes(b"[guideline\n")
    git("commit", "--quiet", "-a", "-m", "壊れた")
    settings.write_bytes(good)
    status, _, err = run("compare", "git:HEAD")
    assert 2 == status
    assert err.startswith("エラー: git:HEAD/sources/guideline.toml")


# --- 新旧対照表 --------------------------------------------------------------------------------


def test_the_documents(run: Run, project: Path, old: Path) -> None:
    edited(project)
    status, out, err = run("compare", "old", "--out", "対照", "--only", "docx,html")
    assert (1, "変更 3、降格 1") == (status, out.splitlines()[-1])
    assert "作りました: 対照/comparison.docx\n作りました: 対照/comparison.html\n" == err
    first = Path("対照/comparison.docx").read_bytes()
    run("compare", "old", "--out", "対照", "--only", "docx")
    assert first == Path("対照/comparison.docx").read_bytes()


def test_the_documents_of_a_project_stand_in_its_dist(run: Run, project: Path, git: Git) -> None:
    edited(project)
    run("compare", "git:HEAD", "--only", "html")
    assert "git:HEAD" not in Path("dist/comparison.html").read_text("utf-8")  # stage tells them apart
    run("compare", "git:HEAD", "git:HEAD", "--only", "html")
    page = Path("dist/comparison.html").read_text("utf-8")
    assert "違いはありません" in page and "git:HEAD" in page


def test_nothing_is_written_unless_asked_for(run: Run, project: Path, git: Git) -> None:
    before = sorted(Path().rglob("*"))
    run("compare", "git:HEAD")
    assert [*filter(_is_ours, before)] == sorted(filter(_is_ours, Path().rglob("*")))


def _is_ours(path: Path) -> bool:
    return ".git" not in path.parts


# --- git people ---------------------------------------------------------------------------------


def test_a_terminal_has_colours_and_a_pipe_has_none(start: Run, project: Path, old: Path) -> None:
    edited(project)
    assert "\x1b" not in start("compare", "old").out


def test_as_a_difftool(project: Path, git: Git, start: Run) -> None:
    rewrite(project / SHEET, "年4回", "年6回")
    tool = f'"{sys.executable}" -m guideline_docs compare "$LOCAL" "$REMOTE"'
    done = git("-c", "diff.tool=shishin", "-c", f"difftool.shishin.cmd={tool}", "difftool", "--no-prompt", "--", "sources")
    assert "No.12 実績 変更\n    NPOセンターのホームページを一新。紙媒体のパートナーズも年[-4-]{+6+}回発行。\n" in done
    assert done.endswith("変更 1\n")


def test_as_a_textconv(project: Path, git: Git) -> None:
    rewrite(project / SHEET, "年4回", "年6回")
    Path(".gitattributes").write_text("sources/phase1-progress.txt diff=shishin\n", "utf-8")
    conv = f'"{sys.executable}" -m guideline_docs convert'
    done = git("-c", f"diff.shishin.textconv={conv}", "diff", "-U0", "--", f"sources/{SHEET}")
    assert "-　実績：NPOセンターのホームページを一新。紙媒体のパートナーズも年4回発行。\n" in done
    assert "+　実績：NPOセンターのホームページを一新。紙媒体のパートナーズも年6回発行。\n" in done
