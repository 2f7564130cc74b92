"""Three versions at once: nothing of theirs is lost, nothing of ours is overwritten."""

from __future__ import annotations

import random
from collections.abc import Sequence

from guideline_docs.edits.receiving.merging import Replaced, applied, merge
from guideline_docs.edits.receiving.ours import Piece
from guideline_docs.model.keys import Field, Said, shown

WORDS = ("あ", "い", "う", "え", Field("gd_measure_1"), Field("gd_measure_2"))


def pieces(said: Sequence[Said]) -> list[Piece]:
    return [Piece(each, shown((each,))) for each in said]


def merged(base: Sequence[Said], theirs: Sequence[Said], ours: Sequence[Said]) -> list[Said] | None:
    here = pieces(ours)
    changes = merge(base, theirs, here)
    if changes is None:
        return None
    return [each.said if isinstance(each, Piece) else each for each in applied(here, changes)]


def test_changes_apart_are_both_made() -> None:
    assert [*"Xいうえ", "Y"] == merged([*"あいうえお"], [*"Xいうえお"], [*"あいうえY"])


def test_the_same_words_changed_otherwise_are_a_conflict() -> None:
    assert merged([*"あいう"], [*"あXう"], [*"あYう"]) is None


def test_words_that_touch_are_a_conflict() -> None:
    assert merged([*"あいう"], [*"あXう"], [*"あいY"]) is None


def test_the_same_change_is_one() -> None:
    assert [*"あXう"] == merged([*"あいう"], [*"あXう"], [*"あXう"])


def test_what_nobody_changed_there_stays() -> None:
    assert [*"あYう"] == merged([*"あいう"], [*"あいう"], [*"あYう"])


def test_a_change_says_which_pieces_it_is_of() -> None:
    assert [Replaced(1, 2, ("X",))] == merge([*"あいう"], [*"あXう"], pieces([*"あいう"]))


def edited(chance: random.Random, base: Sequence[Said]) -> tuple[list[Said], list[Said]]:
    """A version of a text, and the words that were put in: each of them once in the world."""
    out, new = list(base), []
    for _ in range(chance.randrange(3)):
        at = chance.randrange(len(out) + 1)
        word = f"新{chance.random()}"
        match chance.randrange(3):
            case 0:
                out[at:at] = [word]
                new.append(word)
            case 1:
                out[at : at + 1] = [word]
                new.append(word)
            case _:
                del out[at : at + 1]
    return out, [word for word in new if word in out]


def test_every_change_is_in_the_result_or_a_conflict() -> None:
    chance, conflicts = random.Random(15), 0
    for _ in range(20_000):
        base = [chance.choice(WORDS) for _ in range(chance.randrange(9))]
        theirs, came = edited(chance, base)
        ours, own = edited(chance, base)
        result = merged(base, theirs, ours)
        if result is None:
            conflicts += 1
            continue
        assert all(word in result for word in (*came, *own)), (base, theirs, ours, result)
        # Nobody's words but theirs and ours.
        assert all(word in theirs or word in ours for word in result)
        if theirs == base:
            assert ours == result
        if ours == base:
            assert theirs == result
        # A word that one of them took out and nobody else had is gone.
        gone = [word for word in base if word not in theirs or word not in ours]
        assert not any(word in result for word in gone), (base, theirs, ours, result)
    assert 0 < conflicts < 10_000
