"""What would come out the same is left alone, and nothing else."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest

from guideline_docs import check, load, outputs
from guideline_docs.outputs import Built, Order
from guideline_docs.render import fonts, pdf, receipt, word
from guideline_docs.render.templates import packaged
from guideline_docs.views.text import Piece
from guideline_docs.views.workbook.parts import LineKind, SheetLine


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree("sources", tmp_path / "city" / "sources")
    return tmp_path / "city"


def build(project: Path, **options: object) -> tuple[list[str], list[str]]:
    """Build the quick documents; the names of those made and of those left."""
    loaded = load(str(project))
    order = Order(out=project / "dist", only=("csv", "json"))._replace(**options)
    built: Built = outputs.build(loaded, check(loaded), order)
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
    kept = project / "dist" / ".made-of.json"
    before = kept.read_bytes()
    kept.write_text(broken, "utf-8")
    build(project)
    assert before == kept.read_bytes()


# --- what it is drawn with ------------------------------------------------------------------


def made(
    project: Path, monkeypatch: pytest.MonkeyPatch, kind: str, **options: object
) -> Callable[[], int]:
    """Build a document; how often it is made at each further build."""
    calls: list[object] = []
    module = {"pdf": pdf, "docx": word}[kind]
    monkeypatch.setattr(module, "render", lambda *arguments: calls.append(arguments) or b"made")

    def again() -> int:
        calls.clear()
        receipt._program.cache_clear()
        build(project, only=(kind,), **options)
        return len(calls)

    assert 1 == again()
    assert 0 == again()
    return again


@pytest.mark.parametrize("name", ["weasyprint-71.0", "pikepdf-99.1", "python_docx-2", "Pillow-99.0"])
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_another_version_of_a_library_makes_it_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, name: str
) -> None:
    again = made(project, monkeypatch, kind)
    monkeypatch.syspath_prepend(tmp_path / "site")
    installed = tmp_path / "site" / f"{name}.dist-info" / "METADATA"
    installed.parent.mkdir(parents=True)
    installed.write_text("Version: 99\n", "utf-8")
    assert 1 == again()
    assert 0 == again()
    (tmp_path / "site" / "pytest-99.dist-info").mkdir()
    assert 0 == again()


def test_every_library_that_documents_are_made_with_is_known() -> None:
    """All that the program asks for, and what that asks for in turn."""
    waiting, known = ["guideline-docs"], set[str]()
    while waiting:
        name = waiting.pop()
        if name in known:
            continue
        known.add(name)
        for need in requires(name) or ():
            word_, marker = re.match(r"([\w.-]+)[^;]*(;.*)?", need).groups()  # type: ignore[union-attr]
            needed = re.sub("[-_.]+", "-", word_).lower()
            if not marker or "extra" not in marker:
                waiting += [needed] if _is_installed(needed) else []
    made_with = known - {"guideline-docs", "click", "watchfiles", "anyio", "idna", "xlrd"}
    assert made_with - receipt.LIBRARIES == set()


def _is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


@pytest.mark.parametrize("what", ["version", "ZLIB_RUNTIME_VERSION"])
def test_another_python_makes_it_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    again = made(project, monkeypatch, "docx")
    monkeypatch.setattr(sys if what == "version" else zlib, what, "99")
    assert 1 == again()


FONTS = """\
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
SET_WITH = "from guideline_docs.render.fonts import sets_with; print(*sets_with(), sep='\\n')"


def set_with(folder: Path) -> list[str]:
    """What is said by a machine whose fonts are those of a folder."""
    settings = folder / "fonts.conf"
    settings.write_text(FONTS.format(fonts=folder / "fonts", cache=folder / "cache"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SET_WITH],
        env={**os.environ, "FONTCONFIG_FILE": str(settings)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(not fonts.has_family("BIZ UDPGothic"), reason="no font to copy")
def test_fonts_and_what_sets_them_are_seen_to_change(tmp_path: Path) -> None:
    font = next(path for path in fonts._font_files() if "UDPGothic" in path.name)
    (tmp_path / "fonts").mkdir()
    copied = Path(shutil.copy(font, tmp_path / "fonts"))
    before = set_with(tmp_path)
    assert [copied.as_posix() in line for line in before].count(True) == 1
    for library in ("pango", "harfbuzz", "fontconfig", "freetype"):
        assert any(library in line for line in before), library
    assert before == set_with(tmp_path)
    os.utime(copied, (1, 1))
    assert before != set_with(tmp_path)


def test_other_fonts_make_the_pdf_again_and_nothing_else(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, table = (made(project, monkeypatch, kind) for kind in ("docx", "pdf"))
    monkeypatch.setattr(pdf, "sets_with", lambda: (("font.ttf", 1, 1),))
    assert (0, 1) == (draft(), table())


@pytest.mark.skipif(os.name == "nt", reason="a script stands for it")
def test_another_libreoffice_makes_the_draft_again_that_it_has_laid_out(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office = tmp_path / "bin" / "soffice"
    office.parent.mkdir()
    office.write_text("#!/bin/sh\n", "utf-8")
    office.chmod(0o755)
    monkeypatch.setenv("PATH", str(office.parent))
    estimated = made(project, monkeypatch, "docx")
    os.utime(office, (1, 1))
    assert 0 == estimated()
    laid_out = made(project, monkeypatch, "docx", pages="libreoffice")
    os.utime(office, (2, 2))
    assert 1 == laid_out()
    office.with_name("versionrc").write_text("99", "utf-8")
    assert 1 == laid_out()


# --- what it says -----------------------------------------------------------------------------


def test_every_part_of_what_a_document_says_counts() -> None:
    # Blocks are told whole, what stands round them a part at a time.
    def told(word: str, origin: int = 1, kind: str = "a") -> str:
        block = ("line", (word,))
        return receipt.digest(b"", ((("title", ((kind, (block, block)),), {"key": (origin, 2)}),), "pages"))

    known = [told("一"), told("二"), told("一", 3), told("一", 1, "b")]
    assert 4 == len(set(known)) and known[0] == told("一")


def test_what_is_parted_in_another_way_is_something_else() -> None:
    assert receipt.digest(b"", (("a", "b"), ())) != receipt.digest(b"", (("a",), ("b",)))
    assert receipt.digest(b"", ({"a": "b"},)) != receipt.digest(b"", ({"a": ("b",)},))


def _lines(**last: object) -> tuple[SheetLine, ...]:
    line = SheetLine(LineKind.BAND, ("a", "b"))
    return (*[line] * 200, line._replace(**last))


SAYS: tuple[object, ...] = (
    *(_lines(), _lines()[1:], _lines(texts=("a", "c")), _lines(texts=("ab",)), _lines(counted=True)),
    *(_lines(kind=LineKind.PART), _lines(marks=((0, (1,)),)), _lines(marks=((1, (1,)),))),
    *((("a", "b"), ("c",)), (("a",), ("b", "c")), (("a",), ("b",), ("c",)), (("a\0b",), ("c",))),
    *((("a\1b",), ("c",)), ("a", "b"), ("ab",), ("a\0b",), ("a\1b",), ("",), (), ((),), (("",),)),
    *(((), ("",)), (("",), ()), (1, 2), (1.0, 2), (True, 2), ("1", "2"), ((1,),), ((), 5)),
    *({"a": 1}, {"a": "1"}, {"b": 1}, [1], ["1"], None, "", "a", LineKind.BAND, Piece("a"), Piece("", anchor="a")),
)  # fmt: skip


def test_whatever_says_something_else_has_another_digest() -> None:
    digests = [receipt.digest(b"", says) for says in SAYS]
    assert len(SAYS) == len(set(digests))
    assert digests == [receipt.digest(b"", says) for says in SAYS]
