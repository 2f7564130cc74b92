"""The project's own sources: what the chapters say of the sheet is what its rows say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guideline_docs import check, load
from guideline_docs.model.moves import MoveKind, move_kind
from guideline_docs.model.tally import tally
from guideline_docs.rules.snapshot import Snapshot, errors

ROOT = Path(__file__).parents[1]
SUMMARY = ROOT / "sources" / "draft" / "02-第1期の総括.txt"

# How chapter 2 calls each way of going on, in its list, and which tier it speaks of.
MOVES = {
    "完了とし、第2期に掲げないもの": (MoveKind.COMPLETION, ""),
    "完了とし、新たな取組として第2期に掲げるもの": (MoveKind.RENEWAL, ""),
    "重点区分を上げるもの": (MoveKind.PROMOTION, ""),
    "重点区分を下げるもの": (MoveKind.DEMOTION, ""),
    "Ⅱ-イのまま続けるもの": (MoveKind.CONTINUATION, "Ⅱ-イ"),
    "Ⅲのまま続けるもの": (MoveKind.CONTINUATION, "Ⅲ"),
}


@pytest.fixture(scope="module")
def project() -> Snapshot:
    return load(str(ROOT))


def test_nothing_in_the_chapters_is_wrong_but_undecided(project: Snapshot) -> None:
    found = check(project)
    assert [] == errors(found)
    assert {"GD802"} == {d.code for d in found if "/draft/" in d.path}


def test_counts_in_the_summary_are_those_of_the_rows(project: Snapshot) -> None:
    text = SUMMARY.read_text("utf-8")
    counted = tally(project.guideline)
    statuses = project.configuration.vocabulary.statuses
    total = re.search(r"第1期指針に掲げた(\d+)の施策", text)
    assert total and int(total[1]) == counted.overall.total
    told = dict(re.findall(r"「(.+?)」は(\d+)", text)) | dict(re.findall(r"「(済・継)」の(\d+)", text))
    words = ("済", "一部済", "着手中", "未")
    assert {word: int(told[word]) for word in words} == {
        word: counted.overall.counting_as(word, statuses) for word in words
    }
    assert int(told["済・継"]) == counted.overall.counts["済・継"]
    tiers = {
        count.tier.mark: (count.total, count.counting_as("済", statuses))
        for count in counted.tiers
        if count.tier and count.tier.mark != "Ⅲ"
    }
    found = re.findall(r"(Ⅰ|Ⅱ-ア|Ⅱ-イ)の(\d+)施策のうち(\d+)", text)
    assert {mark: (int(of), int(done)) for mark, of, done in found} == tiers
    assert "Ⅲの2施策はいずれも「未」" in text
    assert counted.tiers[-1].counts == {"未": 2}


def test_moves_in_the_summary_are_those_of_the_rows(project: Snapshot) -> None:
    told = re.findall(r"・(.+?)　(\d+)（(施策.+?)）", SUMMARY.read_text("utf-8"))
    assert [words for words, _, _ in told] == list(MOVES)
    for words, count, listed in told:
        numbers = [
            number
            for first, last in re.findall(r"施策(\d+)(?:から施策(\d+)まで)?", listed)
            for number in range(int(first), int(last or first) + 1)
        ]
        assert len(numbers) == int(count)
        kind, tier = MOVES[words]
        assert numbers == [
            measure.number
            for measure in project.guideline.measures
            if move_kind(measure) is kind
            and (not tier or (measure.tier.tier and measure.tier.tier.mark == tier))
        ]
