"""One file against a project or another file: what it says, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

from comparecase import between

from guideline_docs.compare.scope import like, of_file
from guideline_docs.model.guideline import Guideline
from guideline_docs.workspace import load

NAMES = {"sheet": "phase1-progress.txt", "chapter": "draft/02-第1期の総括.txt"}


def named(project: Path, file: str) -> tuple[Guideline, Guideline]:
    """What a file of a project says, and the whole project."""
    path = (project / "sources" / NAMES[file]).as_posix()
    snapshot = load(path)
    return of_file(snapshot.guidelines, path), load(str(project)).guideline


def test_a_sheet_is_no_chapter(city: Path) -> None:
    one, whole = named(city, "sheet")
    assert one.measures and not one.chapters
    assert [] == between(one, like(one, whole))


def test_a_chapter_is_that_chapter(city: Path) -> None:
    one, whole = named(city, "chapter")
    assert 1 == len(one.chapters) and not one.measures and one.sheet is None
    assert [] == between(one, like(one, whole))


def test_a_chapter_of_another_name_is_known_by_its_title(city: Path) -> None:
    one, whole = named(city, "chapter")
    folder = city / "sources" / "draft"
    (folder / "02-第1期の総括.txt").rename(folder / "12-総括.txt")
    renamed = load(str(city)).guideline
    assert [] == between(one, like(one, renamed)) and whole.chapters


def test_a_second_sheet_of_the_folder_is_its_own(city: Path) -> None:
    second = city / "sources" / "old.txt"
    text = (city / "sources" / NAMES["sheet"]).read_text("utf-8")
    second.write_text(text.replace("年4回", "年5回"), "utf-8")
    snapshot = load(second.as_posix())
    one = of_file(snapshot.guidelines, second.as_posix())
    found = between(one, like(one, load(str(city)).guideline))
    assert ["changed No.12 results"] == [each.partition(":")[0] for each in found]


def test_an_edition_before_todays_is_a_sheet(tmp_path: Path) -> None:
    home = Path(__file__).parents[1] / "cases" / "three-years" / "sources"
    shutil.copytree(home, tmp_path / "sources")
    path = (tmp_path / "sources" / "progress-r3.txt").as_posix()
    one = of_file(load(path).guidelines, path)
    assert one.sheet and one.sheet.source.path == path


def test_cards_are_compared_with_cards(tmp_path: Path) -> None:
    home = Path(__file__).parents[1] / "cases" / "cards" / "sources"
    shutil.copytree(home, tmp_path / "sources")
    (tmp_path / "sources" / "guideline.toml").write_text("[guideline]\n")
    path = tmp_path / "sources" / "phase2.txt"
    whole = load(str(tmp_path)).guideline
    path.write_text(path.read_text("utf-8").replace("無料", "有料"), "utf-8")
    one = of_file(load(path.as_posix()).guidelines, path.as_posix())
    found = between(like(one, whole), one)
    assert 1 == len(found) and "[-無料-]{+有料+}" in found[0]
