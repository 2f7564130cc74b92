"""Where the files of a project are, and what they are called."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.pipeline import load
from guideline_docs.source.project import Place, below, beside, locate, same_file, texts


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
        "guideline-docs init 新しいフォルダー --from 一覧.xlsx で一覧にできます"
    )
    (sources / "guideline.toml").write_text("")
    with pytest.raises(CannotRun, match=r"原稿（.txt）がありません。一覧.xlsx は、Excel の"):
        load(str(sources))
