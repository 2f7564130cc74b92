"""What is proposed: tables of ``guideline.toml``, and what each guess was made from."""

from __future__ import annotations

from guideline_docs.source.record import NamedTuple

Value = str | bool | int | tuple[str, ...] | tuple[int, ...]

# What a person must decide begins with it, as everywhere.
ASK = "【要確認】"


class Guess(NamedTuple):
    """A key with its value, and why: what stands behind it as a comment."""

    key: str
    value: Value
    why: str = ""


class Table(NamedTuple):
    """A table with its keys, and the comments above it.

    Of the ``many`` of one name each has its own (``[[level]]``).
    """

    name: str
    guesses: tuple[Guess, ...]
    why: tuple[str, ...] = ()
    many: bool = False


class Proposal(NamedTuple):
    """What the settings of a table may be.

    ``flat`` says why no heading is missing, where there is none to be found; ``notes`` stand
    above all tables. Comments that begin with ASK are to be decided by a person.
    """

    tables: tuple[Table, ...]
    flat: str = ""
    notes: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """What a person must decide."""
        comments = [*self.notes, self.flat]
        for table in self.tables:
            comments += [*table.why, *(guess.why for guess in table.guesses)]
        return tuple(each.removeprefix(ASK) for each in comments if each.startswith(ASK))
