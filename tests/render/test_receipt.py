"""What would come out the same is left alone, and nothing else."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

from guideline_docs import pipeline
from guideline_docs.pipeline import Built, Order
from guideline_docs.render.receipt import digest
from guideline_docs.render.templates import packaged


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


def test_a_source_makes_again_what_says_something_else_now(project: Path) -> None:
    kinds = ("docx", "csv", "json")
    build(project, only=kinds)
    with (project / "sources" / "draft" / "02-第1期の総括.txt").open("a", encoding="utf-8") as file:
        file.write("\n　ここまでの総括である。\n")
    assert ([".docx"], [".csv", ".json"]) == build(project, only=kinds)
    sheet = project / "sources" / "phase1-progress.txt"
    sheet.write_text(sheet.read_text("utf-8").replace("ホームページ", "広報紙", 1), "utf-8")
    assert ([".docx", ".csv", ".json"], []) == build(project, only=kinds)


@pytest.mark.parametrize("name", ["guideline.toml", "accepted.toml"])
def test_a_source_that_says_the_same_makes_nothing(project: Path, name: str) -> None:
    build(project)
    with (project / "sources" / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert ([], [".csv", ".json"]) == build(project)


def test_a_setting_makes_again_what_shows_it(project: Path) -> None:
    kinds = ("docx", "html", "csv")
    build(project, only=kinds)
    settings = project / "sources" / "guideline.toml"
    text = settings.read_text("utf-8")
    assert 'table_number  = ""' in text
    settings.write_text(text.replace('table_number  = ""', 'table_number  = "資料3"'), "utf-8")
    assert ([".html"], [".docx", ".csv"]) == build(project, only=kinds)


def test_an_image_makes_the_draft_again(project: Path) -> None:
    image = project / "sources" / "図.png"
    image.write_bytes(_png(1))
    with (project / "sources" / "draft" / "07-資料編.txt").open("a", encoding="utf-8") as file:
        file.write("\n［＃画像：図.png｜位置図］\n")
    build(project, only=("docx",))
    assert ([], [".docx"]) == build(project, only=("docx",))
    image.write_bytes(_png(2))
    assert ([".docx"], []) == build(project, only=("docx",))


def _png(width: int) -> bytes:
    return (
        bytes.fromhex("89504e470d0a1a0a0000000d49484452") + struct.pack(">II", width, 9) + bytes(20)
    )


def test_another_option_makes_again_what_it_is_for(project: Path) -> None:
    build(project, only=("docx", "csv"))
    assert ([".docx"], [".csv"]) == build(project, only=("docx", "csv"), final=True)


def test_a_template_of_the_office_makes_it_again(project: Path) -> None:
    build(project, only=("html", "csv"))
    (project / "templates").mkdir()
    style = (packaged() / "progress_screen.css").read_text("utf-8")
    (project / "templates" / "progress_screen.css").write_text(style + "h1 { margin: 0 }", "utf-8")
    assert ([".html"], [".csv"]) == build(project, only=("html", "csv"))


def test_what_is_made_again_and_comes_out_the_same_is_not_replaced(project: Path) -> None:
    build(project, only=("docx",))
    before = (project / "dist" / "guideline-draft.docx").stat().st_mtime_ns
    (project / "templates").mkdir()
    (project / "templates" / "unused.css").write_text("", "utf-8")
    assert ([], [".docx"]) == build(project, only=("docx",))
    assert before == (project / "dist" / "guideline-draft.docx").stat().st_mtime_ns


def test_a_document_that_was_edited_is_made_again(project: Path) -> None:
    build(project)
    (project / "dist" / "progress-table.csv").write_text("x", "utf-8")
    assert ([".csv"], [".json"]) == build(project)


def test_a_document_that_is_gone_is_made_again(project: Path) -> None:
    build(project)
    (project / "dist" / "progress-table.json").unlink()
    assert ([".json"], [".csv"]) == build(project)


@pytest.mark.parametrize("broken", ["", "[]", '{"progress-table.csv": 1}', "\0"])
def test_a_broken_receipt_knows_nothing_and_is_written_anew(project: Path, broken: str) -> None:
    build(project)
    receipt = project / "dist" / ".made-of.json"
    before = receipt.read_bytes()
    receipt.write_text(broken, "utf-8")
    build(project)
    assert before == receipt.read_bytes()


def test_every_part_of_what_a_document_says_counts() -> None:
    # Blocks are told whole, what stands round them a part at a time.
    def told(word: str, origin: int = 1, kind: str = "a") -> str:
        block = ("line", (word,))
        return digest(b"", ((("title", ((kind, (block, block)),), {"key": (origin, 2)}),), "pages"))

    known = [told("一"), told("二"), told("一", 3), told("一", 1, "b")]
    assert 4 == len(set(known)) and known[0] == told("一")


def test_what_is_parted_in_another_way_is_something_else() -> None:
    assert digest(b"", (("a", "b"), ())) != digest(b"", (("a",), ("b",)))
    assert digest(b"", ({"a": "b"},)) != digest(b"", ({"a": ("b",)},))
