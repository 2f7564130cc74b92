"""Broken sheets without end: .venv/bin/python benchmarks/fuzz.py [NUMBER] [SEED]

Each input is the real sheet, the same in cards, cards beside it, or a chapter, hurt in a
few ways at random. Reading, checking, mending and reporting must never raise, every place must be
true, and no input may take longer than its length allows.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sheets import SHEET

from guideline_docs import check
from guideline_docs.edits.mend import mend
from guideline_docs.edits.renumber import obstacles, renumber
from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.resolve import resolve
from guideline_docs.render.reports import concise, full, github, junit, sarif
from guideline_docs.render.reports import json as json_report
from guideline_docs.rules import catalogue
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.snapshot import errors
from guideline_docs.source.text import SourceText, decode
from guideline_docs.syntax.cards import parse_cards
from guideline_docs.syntax.conversion import cards_of
from guideline_docs.syntax.sheet import parse_sheet
from guideline_docs.workspace import load_text

CHAPTERS = sorted((SHEET.parent / "draft").glob("*.txt"))

# What the sheet has, what it has not, and what it has under another heading.
CARDS = """\
（3）情報の提供に関すること
ア　市の事業についての情報提供
施策6
　取組内容：(3)-ア、オと施策7による。
　　「二行目」
　担当課：【要設定】
施策24　新しい施策
　2期案：Ⅰ
（8）新しい大項目
ア　新しい小項目
施策25　新しい施策
　重点：【Ⅱ-ア】
　指標：施策24
"""
HEADS = Configuration().heads

# A bracket that nothing closes is a finding for each character of it, told in six
# formats. Far above even that, so that only a worse growth is told.
SECONDS_A_CHARACTER = 1e-3
LEAST_SECONDS = 0.5

ODD = [
    *"\t\n\r\"'<>【】（）()「」、・～-ー–—　 \x00\x0b\x0c\x85\u2028\ufeff\u200b\u2011",
    *("𠮷", "\U000e0100", "\ue000", "か\u3099", "\ud800", "\uffff", "ｱ", "ﾞ", "Ⅰ", "I", "○→", "⑶"),
    *("(3)-ア", "(3)-ア、イ", "(3)-ア～ウ", "(3)-", "施策6", "No.", "第2章1(2)", "<b>", "</b>", "5/6：済"),
    *("【達成状況】", "［＃達成状況］", "［＃", "｜協働《きょうどう》", "【要設定】", "\r\n", "\n\n", "\t\t\t"),
]

Hurt = Callable[[random.Random, str], str]


def insert(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(ODD) * dice.choice((1, 1, 1, 2, 50)) + text[at:]


def delete(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[at + dice.choice((1, 1, 5, 200)) :]


def double(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[at : at + 300] * dice.choice((2, 3, 10)) + text[at:]


def swap_lines(dice: random.Random, text: str) -> str:
    lines = text.split("\n")
    first, second = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)


def swap_cells(dice: random.Random, text: str) -> str:
    cells = text.split("\t")
    first, second = dice.randrange(len(cells)), dice.randrange(len(cells))
    cells[first], cells[second] = cells[second], cells[first]
    return "\t".join(cells)


def bloat(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(ODD) * dice.choice((500, 3_000)) + text[at:]


HURTS: tuple[Hurt, ...] = (insert, insert, delete, delete, double, swap_lines, swap_cells, bloat)


def hurt(dice: random.Random, text: str) -> bytes:
    """The text after a few accidents, as bytes in one of the encodings, perhaps broken."""
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        text = dice.choice(HURTS)(dice, text)
    encoding = dice.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp932"))
    data = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "ignore")
    if data and dice.random() < 0.3:
        broken = bytearray(data)
        for _ in range(dice.choice((1, 3, 30))):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        data = bytes(broken)
    return data[: dice.randrange(len(data))] if data and dice.random() < 0.1 else data


def run(data: bytes) -> str:
    """Read, check and report; what became of it."""
    try:
        project = load_text(data, "fuzz.txt")
    except CannotRun:
        return "empty"
    source = decode(data, "fuzz.txt")
    stands = source.verbatim
    found = check(project)
    for guideline in project.guidelines:
        for tree in filter(None, (guideline.sheet, *guideline.chapter_trees)):
            assert tree.source.text == "".join(node.span.text for node in tree.nodes)
    report = json.loads(json_report.render(found))
    for told in report["diagnostics"]:
        start = stands.offset(told["line"], told["column"])
        end = stands.offset(told["end_line"], told["end_column"])
        assert told["text"] == stands.text[start:end], told
    for render in (full.render, concise.render, github.render, sarif.render):
        render(found)
    junit.render(found, ["fuzz.txt"])
    mended(project.guideline, found, data)
    beside(source)
    return "error" if errors(found) else "fine"


def mended(guideline: Guideline, found: list[Diagnostic], data: bytes) -> None:
    """What would be mended and renumbered: every other byte stays, and the diff says it."""
    patches = [mend(found)]
    if guideline.sheet and not obstacles(guideline, close_gaps=True):
        patches.append(renumber(guideline).patch)
    for patch in patches:
        for source in patch.edits:
            with suppress(CannotRun):  # cp932 has no bytes for it
                after = decode(patch.data(source, data), "fuzz.txt").verbatim
                assert patch.text(source) == after.text or source.undecodable is not None
        assert bool(patch.diff()) == any(
            edit.text != edit.span.text for edits in patch.edits.values() for edit in edits
        )


def beside(source: SourceText) -> None:
    """The same text as cards beside the real sheet."""
    if source.undecodable is None:
        sheet = SourceText("sheet.txt", SHEET.read_text(encoding="utf-8"))
        cards = parse_cards(source, HEADS)
        assert source.text == "".join(node.span.text for node in cards.nodes)
        trees = parse_sheet(sheet, HEADS), [], Configuration(), [sheet, source]
        json_report.render(list(catalogue.run(resolve(*trees, cards=[cards]))))


def main(number: int = 10_000, seed: int = 1) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (SHEET, SHEET, *CHAPTERS)]
    texts += [cards_of(SourceText("sheet.txt", texts[0]), HEADS), CARDS, CARDS]
    ends: Counter[str] = Counter()
    slowest = 0.0
    for turn in range(seed, seed + number):
        dice = random.Random(turn)
        data = hurt(dice, dice.choice(texts))
        begun = time.perf_counter()
        try:
            ends[run(data)] += 1
        except Exception:
            Path("fuzz-failed.txt").write_bytes(data)
            print(f"seed {turn} fails; the input is in fuzz-failed.txt")
            raise
        seconds = time.perf_counter() - begun
        slowest = max(slowest, seconds / max(len(data), 1_000))
        if seconds > LEAST_SECONDS + SECONDS_A_CHARACTER * len(data):
            Path("fuzz-slow.txt").write_bytes(data)
            sys.exit(f"seed {turn}: {seconds:.2f} s for {len(data)} bytes; see fuzz-slow.txt")
    told = "、".join(f"{name} {count}" for name, count in ends.most_common())
    print(f"{number} inputs: {told}; slowest {slowest * 1e6:.1f} µs a byte")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
