"""The only state: what is not saved counts, what changed is read, what did not is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.source.edit import Edit, Patch
from guideline_docs.source.span import SourceText
from guideline_docs.workspace import Workspace

SHEET = "sources/phase1-progress.txt"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real project, in which we stand."""
    shutil.copytree("sources", tmp_path / "sources")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(workspace: Workspace, path: str = SHEET) -> list[str]:
    return [d.code for d in workspace.snapshot().diagnostics if d.path == path]


def changed(source: SourceText, old: str, new: str) -> Patch:
    at = source.text.index(old)
    return Patch.of([Edit(source.span(at, at + len(old)), new)])


def test_an_unsaved_text_counts_until_it_is_taken_back() -> None:
    workspace = Workspace.open("sources")
    before = codes(workspace)
    text = Path(SHEET).read_text("utf-8")
    workspace.overlay(Path(SHEET), text.replace("【Ⅰ】<重点施策>\t未", "【Ⅳ】\t未"))
    assert "GD301" in codes(workspace)
    assert "GD301" not in before
    workspace.overlay(Path(SHEET), None)
    assert before == codes(workspace)


def test_an_unsaved_text_is_known_by_its_file_whatever_it_is_called(project: Path) -> None:
    workspace = Workspace.open("sources/../sources")
    (project / "link.txt").symlink_to(SHEET)
    workspace.overlay(project / "link.txt", "No\t内容\n1\t研修\n")
    (sheet,) = (s for s in workspace.snapshot().sources if s.path.endswith("progress.txt"))
    assert "No\t内容\n1\t研修\n" == sheet.text


def test_unsaved_settings_count_too() -> None:
    workspace = Workspace.open("sources")
    settings = Path("sources/guideline.toml")
    text = settings.read_text("utf-8")
    workspace.overlay(settings, text + '\n[severity]\nGD106 = "off"\nGD999 = "off"\n')
    with pytest.raises(CannotRun) as stopped:
        workspace.snapshot()
    assert (
        "sources/guideline.toml: [severity] の「GD999」という指摘はありません"
        == str(stopped.value)
    )


def test_an_unsaved_text_is_in_the_encoding_of_its_file() -> None:
    Path(SHEET).write_text(Path(SHEET).read_text("utf-8"), "utf-16", newline="")
    workspace = Workspace.open("sources")
    workspace.overlay(Path(SHEET), Path(SHEET).read_text("utf-16") + "\n")
    source = workspace.snapshot().guideline.sources[0]
    assert ("utf-16-le", b"\xff\xfe") == (source.encoding, source.bom)


def test_what_did_not_change_is_not_read_apart_again() -> None:
    workspace = Workspace.open("sources")
    first = workspace.snapshot()
    chapter = next(Path("sources/draft").iterdir())
    chapter.write_bytes(chapter.read_bytes() + "　終わり。\n".encode())
    second = workspace.snapshot()
    assert second.guideline.sheet is first.guideline.sheet
    trees = zip(first.guideline.chapter_trees, second.guideline.chapter_trees, strict=True)
    assert [chapter.as_posix()] == [new.source.path for old, new in trees if old is not new]


def test_other_names_of_columns_are_other_trees() -> None:
    workspace = Workspace.open("sources")
    first = workspace.snapshot()
    settings = Path("sources/guideline.toml")
    settings.write_text(settings.read_text("utf-8") + '\n[columns]\ntitle = ["中身"]\n', "utf-8")
    assert workspace.snapshot().guideline.sheet is not first.guideline.sheet


def test_a_patch_is_written_and_what_was_unsaved_is_saved() -> None:
    workspace = Workspace.open("sources")
    workspace.snapshot()
    before = Path(SHEET).read_bytes()
    patch = changed(workspace.snapshot().guideline.sources[0], "情報の提供", "情報提供")
    assert [Path(SHEET)] == workspace.apply(patch)
    assert before.replace("情報の提供".encode(), "情報提供".encode(), 1) == Path(SHEET).read_bytes()
    with pytest.raises(CannotRun):
        workspace.apply(patch)


def test_two_places_of_one_file_are_two_sources_with_one_identity() -> None:
    one = Workspace.open("sources").snapshot().guideline.sources[0]
    other = Workspace.open(SHEET).snapshot().guideline.sources[0]
    assert one is not other
    assert one.file == other.file == Path(SHEET)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nai", "nai: ファイルもフォルダーもありません"),
        ("sources/guideline.toml", "sources/guideline.toml: 設定です。原稿か、原稿のフォルダーを指定してください"),
    ],
)
def test_what_is_no_project_is_not_opened(name: str, message: str) -> None:
    with pytest.raises(CannotRun) as stopped:
        Workspace.open(name)
    assert message == str(stopped.value)
