"""Whatever the table is like: equal versions are equal, and one edit is told."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from comparecase import between

from guideline_docs.compare import compare
from guideline_docs.compare.words import GONE, NEW
from guideline_docs.failure import CannotRun
from guideline_docs.model.guideline import Guideline
from guideline_docs.workspace import load

CASES = sorted(path for path in (Path(__file__).parents[1] / "cases").iterdir())
ROOT = Path(__file__).parents[2]


def project(case: Path, folder: Path) -> Path:
    """A copy of a case that may be edited."""
    if (case / "sources").is_dir():
        shutil.copytree(case / "sources", folder / "sources")
        return folder / "sources"
    return Path(shutil.copy(case / "source.txt", folder / "source.txt"))


def texts(place: Path) -> Iterator[Path]:
    yield from sorted(place.rglob("*.txt")) if place.is_dir() else [place]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_equal_versions_are_equal(case: Path, tmp_path: Path) -> None:
    place = project(case, tmp_path)
    assert [] == between(load(str(place)).guideline, load(str(place)).guideline)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_word_put_in_is_told_in_both_directions(case: Path, tmp_path: Path) -> None:
    """At a few places of each text, by chance that is always the same."""
    place, chance = project(case, tmp_path), random.Random(14)
    before = load(str(place)).guideline
    for file in texts(place):
        data = file.read_bytes()
        lines = data.decode().split("\n")
        long = [at for at, line in enumerate(lines) if max(map(len, line.split("\t"))) > 6]
        for at in chance.sample(long, min(4, len(long))):
            cells = lines[at].split("\t")
            cell = max(range(len(cells)), key=lambda n: len(cells[n]))
            edited = [*cells]
            edited[cell] = f"{cells[cell][:-2]}乙{cells[cell][-2:]}"
            file.write_text("\n".join([*lines[:at], "\t".join(edited), *lines[at + 1 :]]), "utf-8")
            try:
                after = load(str(place)).guideline
            except CannotRun:
                continue
            if not _is_for_who_writes(before, after):
                assert between(before, after) and between(after, before), lines[at]
        file.write_bytes(data)


def _is_for_who_writes(before: Guideline, after: Guideline) -> bool:
    """Notes, headings and titles of cards beside a sheet are printed nowhere."""
    told = [[node.span.text for node in guideline.sheet.lines] for guideline in (before, after) if guideline.sheet]
    same_sheet = len(told) == 2 and told[0] == told[1]
    return bool(before.supplements) and same_sheet and not compare(before, after)


# --- the real project ------------------------------------------------------------------------

WORDS = ("協働", "市民", "団体", "実施", "公開", "検討")


class Editor:
    """Edits the real project by chance; ``expected`` is what a reader would call it."""

    def __init__(self, place: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.sheet = place / "phase1-progress.txt"
        self.lines = self.sheet.read_text("utf-8").split("\n")
        self.chapter = place / "draft" / "02-第1期の総括.txt"
        self.text = self.chapter.read_text("utf-8")
        self.expected: set[tuple[str, str]] = set()
        self.touched: set[int] = set()

    def run(self, times: int) -> None:
        for _ in range(times):
            self.chance.choice((self.reword, self.empty, self.write))()
        if self.chance.random() < 0.5:
            self.remove()
        self.sheet.write_text("\n".join(self.lines), "utf-8")
        self.chapter.write_text(self.text, "utf-8")

    def rows(self) -> dict[int, int]:
        """Number → line, of those that nobody has touched."""
        found = {}
        for at, line in enumerate(self.lines):
            number = line.split("\t")[0]
            if number.isdigit() and int(number) not in self.touched:
                found[int(number)] = at
        return found

    def _cell(self, of: int) -> tuple[int, list[str], int]:
        number, at = self.chance.choice(sorted(self.rows().items()))
        self.touched.add(number)
        return number, self.lines[at].split("\t"), at

    def _put(self, at: int, cells: list[str], number: int, field: str) -> None:
        self.lines[at] = "\t".join(cells)
        self.expected.add((f"No.{number}", field))

    def reword(self) -> None:
        number, cells, at = self._cell(6)
        cells[6] = f"特に{self.chance.choice(WORDS)}を重んじる。{cells[6]}"
        self._put(at, cells, number, "rationale")

    def empty(self) -> None:
        number, cells, at = self._cell(4)
        cells[4] = "" if cells[4] else "書き加えた。"
        self._put(at, cells, number, "results")

    def write(self) -> None:
        sentence = "　第1期の実績を、大項目ごとに示す。"
        if sentence in self.text:
            self.text = self.text.replace(sentence, sentence.replace("ごとに", "ごとに一覧で"))
            self.expected.add(("第2章2", "text"))

    def remove(self) -> None:
        """A measure that nobody has touched and no reference names by itself."""
        number = self.chance.choice([n for n in self.rows() if n in (2, 4, 8, 10, 14)])
        del self.lines[self.rows()[number]]
        self.expected.add((f"No.{number}", "title"))


@pytest.mark.parametrize("seed", range(25))
def test_edits_of_the_real_project_are_told_and_nothing_else(seed: int, city: Path) -> None:
    before = load(str(city)).guideline
    editor = Editor(city / "sources", seed)
    editor.run(6)
    found = compare(before, load(str(city)).guideline).changes
    assert editor.expected == {(each.name or each.old_name, each.field) for each in found}
    back = compare(load(str(city)).guideline, before).changes
    assert editor.expected == {(each.name or each.old_name, each.field) for each in back}


@pytest.mark.parametrize("seed", range(5))
def test_what_was_compared_can_be_made_of_its_parts(seed: int, city: Path) -> None:
    before = load(str(city)).guideline
    Editor(city / "sources", 100 + seed).run(12)
    for each in compare(before, load(str(city)).guideline).changes:
        assert each.old == "".join(part.text for part in each.parts if part.kind != NEW)
        assert each.new == "".join(part.text for part in each.parts if part.kind != GONE)
