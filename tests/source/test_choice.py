"""Closed words of our own: the same as those of ``enum``, in all that is used of them."""

from __future__ import annotations

import copy
import enum
import json
import pickle

import pytest

from guideline_docs.source.choice import StrEnum


class Ours(StrEnum):
    """Two words."""

    BAD = "bad"
    """What it is."""
    GOOD = "good"

    @property
    def loud(self) -> str:
        return self.value.upper()


class Theirs(enum.StrEnum):
    BAD = "bad"
    GOOD = "good"


def test_a_word_is_its_text() -> None:
    assert Ours.BAD == "bad" and hash(Ours.BAD) == hash("bad")
    assert (str(Ours.BAD), f"{Ours.BAD}", json.dumps(Ours.BAD)) == ("bad", "bad", '"bad"')
    assert (Ours.GOOD.value, Ours.GOOD.name, Ours.GOOD.loud) == ("good", "GOOD", "GOOD")
    assert type(str(Ours.BAD)) is str and type(Ours.BAD.value) is str
    assert repr(Ours.BAD) == repr(Theirs.BAD).replace("Theirs", "Ours")


def test_there_is_one_of_each() -> None:
    assert Ours("bad") is Ours.BAD is Ours(Ours.BAD)
    for other in (copy.copy, copy.deepcopy, lambda word: pickle.loads(pickle.dumps(word))):
        assert other(Ours.GOOD) is Ours.GOOD
    with pytest.raises(ValueError) as ours:
        Ours("ugly")
    with pytest.raises(ValueError) as theirs:
        Theirs("ugly")
    assert str(ours.value) == str(theirs.value).replace("Theirs", "Ours")


def test_they_have_an_order_and_are_matched() -> None:
    assert list(Ours) == [Ours.BAD, Ours.GOOD] and len(Ours) == 2
    assert Ours.BAD in Ours and "ugly" not in Ours
    match Ours("good"):
        case Ours.BAD:
            raise AssertionError
        case Ours.GOOD as word:
            assert isinstance(word, Ours)
