"""What would come out the same is left alone, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guideline_docs import pipeline
from guideline_docs.pipeline import Built, Order


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree("sources", tmp_path / "city" / "sources")
    return tmp_path / "city"


def build(project: Path, **options: object) -> tuple[list[str], list[str]]:
    """Build the quick documents; the names of those made and of those left."""
    loaded = pipeline.load(str(project))
    order = Order(out=project / "dist", only=("csv", "json"))._replace(**options)
    built: Built = pipeline.build(loaded, pipeline.check(loaded), order)
    return [path.suffix for path in built.written], [path.suffix for path in built.kept]


def test_the_same_again_is_left(project: Path) -> None:
    assert ([".csv", ".json"], []) == build(project)
    before = {path.name: path.stat().st_mtime_ns for path in (project / "dist").iterdir()}
    assert ([], [".csv", ".json"]) == build(project)
    after = {path.name: path.stat().st_mtime_ns for path in (project / "dist").iterdir()}
    assert before == after


def test_force_makes_it_again(project: Path) -> None:
    build(project)
    assert ([".csv", ".json"], []) == build(project, force=True)


@pytest.mark.parametrize(
    "name", ["phase1-progress.txt", "guideline.toml", "accepted.toml", "draft/01-策定に当たって.txt"]
)
def test_any_source_or_setting_makes_all_again(project: Path, name: str) -> None:
    build(project)
    with (project / "sources" / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert ([".csv", ".json"], []) == build(project)


def test_another_option_makes_it_again(project: Path) -> None:
    build(project)
    assert ([".csv", ".json"], []) == build(project, paper="A3")


def test_a_template_of_the_office_makes_it_again(project: Path) -> None:
    build(project)
    (project / "templates").mkdir()
    (project / "templates" / "progress_table.css").write_text("", "utf-8")
    assert ([".csv", ".json"], []) == build(project)


def test_a_document_that_was_edited_is_made_again(project: Path) -> None:
    build(project)
    (project / "dist" / "progress-table.csv").write_text("x", "utf-8")
    assert ([".csv"], [".json"]) == build(project)


def test_a_document_that_is_gone_is_made_again(project: Path) -> None:
    build(project)
    (project / "dist" / "progress-table.json").unlink()
    assert ([".json"], [".csv"]) == build(project)


@pytest.mark.parametrize("broken", ["", "[]", '{"progress-table.csv": 1}', "\0"])
def test_a_broken_receipt_knows_nothing(project: Path, broken: str) -> None:
    build(project)
    (project / "dist" / ".made-of.json").write_text(broken, "utf-8")
    assert ([".csv", ".json"], []) == build(project)
