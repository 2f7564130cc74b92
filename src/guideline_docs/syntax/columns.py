"""The columns of a table: what each is called, and what kind of thing its cells hold.

Columns are data. Seven have names here, because rules and documents know what they mean;
all others are what ``guideline.toml`` declares or what a sheet brings along.
"""

from __future__ import annotations

from typing import ClassVar, Self

from guideline_docs.source.choice import StrEnum


class ColumnKind(StrEnum):
    """What the cells of a column hold; the documents print, sort and filter by it."""

    CODE = "code"
    """The number that names a measure."""
    TIER = "tier"
    STATUS = "status"
    PROPOSAL = "proposal"
    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    DEPARTMENT = "department"
    LEVEL = "level"
    """The headings of a level, in each row."""


# What ``[[column]]`` may say.
DECLARED_KINDS = (
    *(ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.DATE),
    *(ColumnKind.DEPARTMENT, ColumnKind.STATUS),
)


class Column(str):
    """A column. It is its key: two of one key are one column, whatever they are called.

    ``heads`` are the names that its head may have, the first being the one that is
    printed; ``unit`` is what its numbers count (千円); ``part``: a row that has it, and
    neither number nor title, goes on with the measure above. The keys of the seven are those of
    settings and data; that of another is ``head:`` and its name, so that no name of a
    sheet is taken for one of them.
    """

    __slots__ = ("earlier", "heads", "kind", "part", "prose", "second", "unit", "yearly")

    heads: tuple[str, ...]
    kind: ColumnKind
    unit: str
    part: bool
    second: bool
    """A field that 第2期 adds in cards, no column of the table."""
    yearly: bool
    """Where a table has several of its heads, each is an edition, the oldest first."""
    earlier: bool
    """What a column of today held in an edition before: told as history, and nowhere else."""
    prose: bool
    """Whether references and faults of language are looked for in its cells."""

    NUMBER: ClassVar[Column]
    TITLE: ClassVar[Column]
    TIER: ClassVar[Column]
    STATUS: ClassVar[Column]
    RESULTS: ClassVar[Column]
    PROPOSAL: ClassVar[Column]
    RATIONALE: ClassVar[Column]

    def __new__(
        cls,
        key: str,
        heads: tuple[str, ...] = (),
        kind: ColumnKind = ColumnKind.TEXT,
        unit: str = "",
        second: bool = False,
        part: bool = False,
    ) -> Self:
        column = super().__new__(cls, key)
        column.heads, column.kind, column.unit = heads, kind, unit
        column.second, column.part = second, part
        column.yearly = column.earlier = False
        column.prose = kind is ColumnKind.TEXT
        return column

    @classmethod
    def named(cls, name: str, kind: ColumnKind = ColumnKind.TEXT, unit: str = "") -> Self:
        """A column of the table that is known by its head alone."""
        return cls(f"head:{name}", (name,), kind, unit)

    @classmethod
    def added(cls, name: str, written: str = "") -> Self:
        """A field that 第2期 adds; ``written`` is its name where another has that, too."""
        return cls(f"second:{name}", (written or name,), second=True)

    def called(self, *heads: str) -> Self:
        """The same column under other names."""
        column = type(self)(str(self), heads, self.kind, self.unit, self.second, self.part)
        column.yearly = self.yearly
        return column

    def by_part(self) -> Self:
        """The same column as the one by which a measure has parts."""
        return type(self)(str(self), self.heads, self.kind, self.unit, self.second, True)

    def by_year(self, *heads: str) -> Self:
        """The same column, which a table may have once for each edition."""
        column = self.called(*heads)
        column.yearly = len(heads) > 1
        return column

    def before(self, head: str) -> Self:
        """The column that says the same of an earlier edition."""
        column = type(self).named(head, self.kind)
        column.earlier, column.prose = True, False
        return column

    @property
    def name(self) -> str:
        """The head as it is printed, without its unit."""
        return self.heads[0]

    @property
    def names(self) -> tuple[str, ...]:
        """What its head may be written as: with its unit, too, 事業費（千円）."""
        return (*self.heads, *(f"{head}({self.unit})" for head in self.heads if self.unit))

    @property
    def known(self) -> bool:
        """Whether it is one of the seven."""
        return self in _KNOWN


Column.NUMBER = Column("number", ("No", "番号", "施策番号"), ColumnKind.CODE)
Column.TITLE = Column("title", ("内容", "施策", "施策名", "施策の内容", "具体的な施策", "具体施策"))
Column.TIER = Column("tier", ("重点", "重点区分", "重点度", "区分"), ColumnKind.TIER)
Column.STATUS = Column(
    "status", ("施策の実施", "実施状況", "進捗状況", "状況", "進捗"), ColumnKind.STATUS
)
Column.RESULTS = Column("results", ("実績", "取組実績", "実施内容"))
Column.PROPOSAL = Column("proposal", ("2期案", "第2期案", "2期", "第2期"), ColumnKind.PROPOSAL)
Column.RATIONALE = Column("rationale", ("理由", "2期案の理由", "第2期案の理由"))

# The seven, as the office's own sheet orders them; so they are printed, whatever order a
# sheet has.
COLUMNS = (
    *(Column.NUMBER, Column.TITLE, Column.TIER, Column.STATUS),
    *(Column.RESULTS, Column.PROPOSAL, Column.RATIONALE),
)
_KNOWN = frozenset(COLUMNS)

# The prose among them: what references are looked for in, and faults of language. So it
# is in every other column of text, and in the fields of cards.
PROSE = tuple(column for column in COLUMNS if column.kind is ColumnKind.TEXT)
