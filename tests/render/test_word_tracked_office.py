"""Tracked changes of all kinds, many in one document: as validators and LibreOffice see them."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from auditing import audited
from lxml import etree
from resolved import resolved
from trackedcase import EDITS, Drafts, both_ways, mixed, outline, own, project
from wordfile import text, w


@pytest.fixture(scope="session")
def ways(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Drafts, Drafts]]:
    """Documents of many edits each, there and back."""
    before = project(tmp_path_factory.mktemp("before") / "city")
    folder = tmp_path_factory.mktemp("mixed")
    return [both_ways(before, after) for after in mixed(folder, list(EDITS))]


def test_the_format(ways: list[tuple[Drafts, Drafts]], tmp_path: Path) -> None:
    """As Microsoft's schemas see them."""
    for both in ways:
        for way in both:
            assert [] == audited(way.tracked, tmp_path)


# --- LibreOffice ----------------------------------------------------------------------------

OFFICE = Path(__file__).parents[1] / "office_tracked.py"
SYSTEM_PYTHON = "/usr/bin/python3"


def _has_uno() -> bool:
    try:
        asked = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0


@pytest.fixture(scope="session")
def by_office(
    ways: list[tuple[Drafts, Drafts]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[tuple[Drafts, bytes, bytes]]]:
    """The documents there, with what LibreOffice makes of them."""
    if not _has_uno():
        pytest.skip("python3-uno がありません")
    folder = tmp_path_factory.mktemp("office")
    made = [there for there, _ in ways]
    arguments: list[str] = []
    for number, each in enumerate(made):
        (folder / f"{number}.docx").write_bytes(each.tracked)
        for operation in ("accept", "reject"):
            goal = folder / f"{operation}-{number}.docx"
            arguments += [operation, str(folder / f"{number}.docx"), str(goal)]
    subprocess.run([SYSTEM_PYTHON, str(OFFICE), *arguments], check=True)
    yield [
        (
            each,
            (folder / f"accept-{number}.docx").read_bytes(),
            (folder / f"reject-{number}.docx").read_bytes(),
        )
        for number, each in enumerate(made)
    ]


def test_libreoffice_accepts_and_rejects(
    by_office: list[tuple[Drafts, bytes, bytes]],
) -> None:
    """There but for the paragraph without text that it leaves before a table."""
    for made, accepted, rejected in by_office:
        assert _texts(made.new) == _texts(accepted)
        assert own(outline(made.old)) == own(outline(resolved(made.tracked, accept=False)))
        assert _without_derived(_texts(made.old)) == _without_derived(_texts(rejected))


def _texts(data: bytes) -> list[str]:
    """The texts of paragraphs and rows outside the 目次, those without any left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    return [line for line in _lines(body) if line]


def _lines(parent: etree._Element) -> Iterator[str]:
    for part in parent:
        if part.tag == w("sdt") and part.find(f"{w('sdtPr')}/{w('docPartObj')}") is None:
            yield from _lines(part.find(w("sdtContent")))
        elif part.tag == w("p"):
            yield _plain(part)
        elif part.tag == w("tbl"):
            for row in part.iter(w("tr")):
                yield " / ".join(_plain(cell) for cell in row.iter(w("tc")))


def _plain(element: etree._Element) -> str:
    # LibreOffice writes tabs and the beginnings of pages in its own ways; and where it leaves
    # the paragraph of a heading before a table, it goes on to count that.
    said = text(element).replace("⇥", "").replace("\u2011", "-").rstrip("⏎")
    return re.sub(r"No\.\d+", "No.", said)


def _without_derived(lines: list[str]) -> list[str]:
    front, legend = lines.index("本資料の見方"), next(
        at for at, line in enumerate(lines) if line.startswith("見出しの番号")
    )
    end = lines.index("確認事項")
    return [*lines[:front], *lines[legend + 1 : end]]
