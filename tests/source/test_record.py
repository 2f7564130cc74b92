"""Named tuples of our own: the same as those of ``typing``, in all that is used of them."""

from __future__ import annotations

import copy
import pickle
import typing
from functools import cached_property

import pytest

from guideline_docs.source.record import NamedTuple, new, own_key


class Ours(NamedTuple):
    first: int
    then: tuple[str, ...] | None = None
    last: int = 3

    @property
    def sum(self) -> int:
        return self.first + self.last


class Theirs(typing.NamedTuple):
    first: int
    then: tuple[str, ...] | None = None
    last: int = 3


class Keeps(Ours):
    @cached_property
    def twice(self) -> int:
        return 2 * self.first


@own_key
class Row(NamedTuple):
    text: str


TOLD: list[tuple[tuple[object, ...], dict[str, object]]] = [
    ((1, ("a",), 2), {}),
    ((1,), {}),
    ((1, ("a",)), {}),
    ((1,), {"last": 5}),
    ((), {"first": 1, "then": None}),
    ((), {"last": 1, "first": 2}),
]


@pytest.mark.parametrize("values, named", TOLD)
def test_made_as_those_of_typing(values: tuple[object, ...], named: dict[str, object]) -> None:
    ours, theirs = Ours(*values, **named), Theirs(*values, **named)
    assert ours == theirs and hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert ours._asdict() == theirs._asdict()
    assert (ours.first, ours.then, ours.last) == tuple(theirs)


@pytest.mark.parametrize(
    "values, named",
    [((), {}), ((1, None, 3, 4), {}), ((1,), {"other": 1}), ((1,), {"first": 2})],
)
def test_refused_as_those_of_typing(values: tuple[object, ...], named: dict[str, object]) -> None:
    for kind in (Ours, Theirs):
        with pytest.raises(TypeError):
            kind(*values, **named)


def test_told_by_new_and_replaced() -> None:
    made = new(Ours, (1, None, 2))
    assert made == Ours(1, None, 2)
    assert made._replace(last=9) == Ours(1, None, 9)
    assert type(Keeps(1)._replace(last=9)) is Keeps
    with pytest.raises(ValueError):
        made._replace(other=1)


def test_its_parts_are_matched() -> None:
    match Ours(1, None, 2):
        case Ours(first, _, last):
            assert (first, last) == (1, 2)
    assert Ours._fields == Theirs._fields and Ours._field_defaults == Theirs._field_defaults


def test_nothing_is_kept_beside_the_fields() -> None:
    assert not hasattr(Ours(1), "__dict__")
    with pytest.raises(AttributeError):
        Ours(1).first = 2  # type: ignore[misc]


def test_what_is_derived_may_keep_what_it_found() -> None:
    kept = Keeps(4)
    assert kept.twice == 8 and vars(kept) == {"twice": 8}
    assert kept == Ours(4) and kept.sum == 7


def test_copied_and_sent() -> None:
    assert copy.copy(Ours(1)) == Ours(1)
    assert pickle.loads(pickle.dumps(Ours(1, ("a",)))) == Ours(1, ("a",))


def test_own_key() -> None:
    one, other = Row("same"), Row("same")
    assert one != other and len({one, other, one}) == 2
