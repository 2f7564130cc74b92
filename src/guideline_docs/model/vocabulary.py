"""The words a sheet may use in its closed columns, and the names of the columns.

Tiers are not here: a sheet's own legend declares them.
"""

from typing import NamedTuple

from guideline_docs.syntax.nodes import Column


class Status(NamedTuple):
    """施策の実施.

    ``counts_as`` names the status whose count takes this one in (済・継 counts as 済);
    ``started`` and ``done`` say what the word means to the rules.
    """

    word: str
    order: int
    counts_as: str | None = None
    started: bool = True
    done: bool = False


class Vocabulary(NamedTuple):
    """What ``guideline.toml`` can replace.

    ``heads`` maps each column to the names its head may have, the first being the
    one that is printed.
    """

    heads: dict[Column, tuple[str, ...]]
    statuses: tuple[Status, ...]
    completed: str
    """The mark of a completed measure in 2期案."""
    arrow: str
    required: frozenset[Column]
    extra_heads: tuple[str, ...] = ()
    """Further columns that the office declares: printed, not judged."""
    second_heads: tuple[str, ...] = ()
    """The fields that 第2期 adds in cards."""

    def status(self, word: str) -> Status | None:
        return next((status for status in self.statuses if status.word == word), None)


DEFAULT_VOCABULARY = Vocabulary(
    heads={
        Column.NUMBER: ("No", "番号", "施策番号"),
        Column.TITLE: ("内容", "施策", "施策名", "施策の内容", "具体的な施策", "具体施策"),
        Column.TIER: ("重点", "重点区分", "重点度", "区分"),
        Column.STATUS: ("施策の実施", "実施状況", "進捗状況", "状況", "進捗"),
        Column.RESULTS: ("実績", "取組実績", "実施内容"),
        Column.PROPOSAL: ("2期案", "第2期案", "2期", "第2期"),
        Column.RATIONALE: ("理由", "2期案の理由", "第2期案の理由"),
    },
    statuses=(
        Status("済・継", 0, counts_as="済", done=True),
        Status("済", 1, done=True),
        Status("一部済", 2),
        Status("着手中", 3),
        Status("未", 4, started=False),
    ),
    completed="○",
    arrow="→",
    required=frozenset(Column),
    second_heads=("取組内容", "担当課", "指標", "スケジュール"),
)
