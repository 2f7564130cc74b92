"""Where the files of a project are, and what they are called."""

from __future__ import annotations

import ntpath
import os
import posixpath
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from guideline_docs import load
from guideline_docs.failure import CannotRun
from guideline_docs.source.project import (
    Place,
    below,
    beside,
    locate,
    same_file,
    seen_from,
    strangers,
    texts,
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("【達成状況】\n", encoding="utf-8")


def test_folder_with_sources_stands_for_them(folder: Path) -> None:
    make("sources/guideline.toml", "sources/a.txt", "README.txt")
    location = locate(".")
    assert ("sources", True, None) == (location.folder.name, location.root.samefile(folder), location.file)
    assert location.settings is not None
    assert "sources/guideline.toml" == location.settings.name


def test_folder_of_texts_is_a_project_of_its_own(folder: Path) -> None:
    make("texts/a.txt")
    location = locate("texts")
    assert ("texts", None, None) == (location.folder.name, location.settings, location.accepted)


def test_settings_and_acceptances_are_looked_for_above(folder: Path) -> None:
    make("guideline.toml", "accepted.toml", "sources/deep/a.txt")
    location = locate("sources/deep/a.txt")
    assert location.settings and location.accepted
    assert ("guideline.toml", "accepted.toml") == (location.settings.name, location.accepted.name)


def test_nearest_settings_hold(folder: Path) -> None:
    make("guideline.toml", "sources/guideline.toml", "sources/a.txt")
    location = locate("sources/a.txt")
    assert location.settings
    assert "sources/guideline.toml" == location.settings.name


def test_texts_stand_in_the_order_of_their_names(folder: Path) -> None:
    make("d/02-b.txt", "d/01-a.txt", "d/10-c.TXT", "d/03.tsv", "d/.hidden.txt", "d/~lock.txt", "d/note.md", "d/sub/x.txt")
    assert ["d/01-a.txt", "d/02-b.txt", "d/03.tsv", "d/10-c.TXT"] == [place.name for place in texts(Place(Path("d"), "d"))]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (lambda path: path.mkdir(), "ファイルではなくフォルダーです"),
        (lambda path: path.symlink_to("どこにもない.txt"), "リンクの先にファイルがありません"),
        (lambda path: path.symlink_to(path.name), "リンクの先にファイルがありません"),
        (lambda path: os.mkfifo(path), "普通のファイルではありません"),
        (lambda path: path.symlink_to(os.devnull), "普通のファイルではありません"),
    ],
    ids=["folder", "dangling", "loop", "pipe", "device"],
)
@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_what_is_called_a_text_and_is_none_is_not_passed_over(
    folder: Path, place: Callable[[Path], None], said: str
) -> None:
    make("d/01-a.txt")
    place(Path("d/02-b.txt"))
    with pytest.raises(CannotRun) as stopped:
        texts(Place(Path("d"), "d"))
    assert str(stopped.value) == f"d/02-b.txt: {said}"


def test_folder_that_is_not_there_has_no_texts(folder: Path) -> None:
    assert [] == texts(Place(Path("none"), "none"))


@pytest.mark.parametrize(
    ("written", "name"),
    [("a.txt", "sources/a.txt"), ("draft\\a.txt", "sources/draft/a.txt"), ("../a.txt", "sources/../a.txt")],
)
def test_path_of_the_settings_is_seen_from_their_folder(folder: Path, written: str, name: str) -> None:
    assert name == below(Place(Path("sources"), "sources"), written).name


def test_folder_of_a_file(folder: Path) -> None:
    assert "sources" == beside(Place(Path("sources/a.txt"), "sources/a.txt")).name


def test_one_file_by_two_names(folder: Path) -> None:
    make("a/b.txt")
    assert same_file(Path("a/b.txt"), Path("a/../a/b.txt"))
    assert not same_file(Path("a/b.txt"), Path("a/c.txt"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none", "none: ファイルもフォルダーもありません"),
        ("none.txt", "none.txt: ファイルもフォルダーもありません"),
        ("bare", "bare: 原稿（.txt）も guideline.toml もないフォルダーです"),
    ],
)
def test_nothing_to_find_stops(folder: Path, name: str, said: str) -> None:
    (folder / "bare").mkdir()
    with pytest.raises(CannotRun) as stopped:
        locate(name)
    assert said == str(stopped.value)


def test_a_workbook_where_texts_are_looked_for_is_told(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "一覧.xlsx").write_bytes(b"PK")
    with pytest.raises(CannotRun) as told:
        locate(str(tmp_path))
    assert str(told.value).endswith(
        "もないフォルダーです。一覧.xlsx は、Excel のブックです。"
        "guideline-docs init 新しいフォルダー --from 一覧.xlsx で新しい案件の一覧に、"
        "guideline-docs import 一覧.xlsx で今の案件の一覧にできます"
    )
    (sources / "guideline.toml").write_text("")
    with pytest.raises(CannotRun, match=r"原稿（.txt）がありません。一覧.xlsx は、Excel の"):
        load(str(sources))


@pytest.mark.parametrize(
    ("system", "here", "path", "name"),
    [
        (ntpath, r"C:\work", r"C:\work\sources\guideline.toml", "sources/guideline.toml"),
        (ntpath, r"C:\work\deep", r"C:\work\guideline.toml", "../guideline.toml"),
        (ntpath, r"C:\work", r"D:\share\guideline.toml", "D:/share/guideline.toml"),
        (ntpath, r"C:\work", r"\\server\share\guideline.toml", "//server/share/guideline.toml"),
        (ntpath, r"\\server\a", r"\\server\b\guideline.toml", "//server/b/guideline.toml"),
        (posixpath, "/work/deep", "/work/guideline.toml", "../guideline.toml"),
    ],
)
def test_path_is_relative_where_it_can_be(system: ModuleType, here: str, path: str, name: str) -> None:
    assert name == seen_from(here, path, system)


def test_chapters_elsewhere_are_called_by_their_whole_path(folder: Path) -> None:
    make("away/01.txt", "sources/sheet.txt")
    away = (folder / "away").as_posix()
    Path("sources/guideline.toml").write_text(f'[sources]\nchapters = "{away}"\n', "utf-8")
    assert ["sources/sheet.txt", f"{away}/01.txt"] == [s.path for s in load("sources").sources]


NOBODYS_BUSINESS = [
    *(".gitkeep", ".git/config", ".venv/a.py", ".~lock.原稿.docx#", "~$原稿.docx", "._01.docx"),
    *("Thumbs.db", "desktop.ini", ".DS_Store", "#01.txt#", "01.txt~", "4913", "原稿.docx.bak", "01.swp"),
    *("README.md", "README", "LICENSE", "CHANGELOG.md", "accepted.toml", "guideline.toml"),
    *("図1.png", "写真.JPG", "体制.svg", "図/写真.jpg", "図/図.ai", "__pycache__/a.txt"),
    *("dist/guideline-draft.docx", "templates/draft.docx", "node_modules/a/README.md"),
]
SOMEBODYS = [
    *("原稿.docx", "phase2.md", "一覧.xlsx", "一覧.csv", "素案.pdf", "要綱.jtd", "01.text", "02-第2章"),
    *("guideline (1).toml", "01.log", "付録/02.txt", "付録/旧/03.docx"),
]


def around(folder: str, whole: bool) -> list[str]:
    known = ("accepted.toml", "guideline.toml")
    return [each.place.name for each in strangers(Place(Path(folder), folder), known, whole)]


def test_what_is_somebodys_work_and_what_is_nobodys_business(folder: Path) -> None:
    make(*(f"d/{name}" for name in (*NOBODYS_BUSINESS, *SOMEBODYS)))
    (folder / "d/空の").mkdir()
    assert sorted(f"d/{name}" for name in SOMEBODYS) == sorted(around("d", whole=True))


def test_of_the_root_of_a_project_only_documents_are_somebodys_work(folder: Path) -> None:
    others = ("Makefile", "pyproject.toml", "script.py", "docs/index.md", "src/a.txt", "参考/a.pdf")
    make(*(f"d/{name}" for name in (*NOBODYS_BUSINESS, *others, "phase2.md", "原稿.docx")))
    assert ["d/phase2.md", "d/原稿.docx"] == around("d", whole=False)


def test_a_folder_of_many_files_is_told_once(folder: Path) -> None:
    make(*(f"d/旧版/{n:02}.txt" for n in range(12)))
    (told,) = strangers(Place(Path("d"), "d"), (), whole=True)
    assert ("d/旧版", "00.txt", 12) == (told.place.name, told.inside[0], len(told.inside))


def test_one_file_by_two_names_is_the_same(tmp_path: Path) -> None:
    one, link, other = (tmp_path / name for name in ("一.txt", "同じ.txt", "二.txt"))
    one.write_text("一", encoding="utf-8")
    other.write_text("一", encoding="utf-8")
    link.symlink_to(one)
    assert same_file(one, link) and same_file(one, tmp_path / "." / "一.txt")
    assert not same_file(one, other)
    lost = tmp_path / "ない.txt"
    assert same_file(lost, lost) and not same_file(lost, one)
