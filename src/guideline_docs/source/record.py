"""Records that have an identity: a source, a row, a measure."""

from typing import TypeVar

Record = TypeVar("Record", bound=type)

new = tuple.__new__
"""What calling a named tuple comes to, without the call, which costs twice as much again:
``new(Span, (source, 0, 1))``, every field told. For what a long sheet has tens of
thousands of, and only there."""


def own_key(record: Record) -> Record:
    """A named tuple that is the same as itself alone, whatever another one holds.

    Two rows may say the same and are two rows all the same; so each may be a key. A frozen
    dataclass without equality would be that, too, but takes ten times as long to declare
    and three times as long to make, which every check would pay and every row.
    """
    record.__eq__ = object.__eq__
    record.__ne__ = object.__ne__
    record.__hash__ = object.__hash__
    return record
