"""The words a sheet may use in its closed columns, and the names of the columns.

Tiers are not here: a sheet's own legend declares them.
"""


from guideline_docs.source.choice import StrEnum
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import COLUMNS, Column


class Status(NamedTuple):
    """施策の実施.

    ``counts_as`` names the status whose count takes this one in (済・継 counts as 済);
    ``started`` and ``done`` say what the word means to the rules, ``aliases`` what else
    it is written as. What is not ``counted`` (該当事業なし) stands outside the denominator.
    """

    word: str
    order: int
    counts_as: str | None = None
    started: bool = True
    done: bool = False
    aliases: tuple[str, ...] = ()
    counted: bool = True


class DirectionKind(StrEnum):
    """What a direction does with a measure."""

    PROMOTION = "promotion"
    CONTINUATION = "continuation"
    DEMOTION = "demotion"
    COMPLETION = "completion"
    END = "end"
    """Given up without being done (廃止)."""


class Direction(NamedTuple):
    """What becomes of a measure, where the column of proposals holds words and no tiers."""

    word: str
    kind: DirectionKind
    aliases: tuple[str, ...] = ()


class Judgement(NamedTuple):
    """A further column of closed words, beside 施策の実施."""

    column: Column
    statuses: tuple[Status, ...]


class Rate(NamedTuple):
    """A rate that is held against the figures beside it, by the heads of their columns.

    ``head`` is the column that the settings say it at: that of the rate, or of the actual
    figure; which of the two, and where the other is, ``model.rate`` finds out.
    """

    head: Column
    target: Column
    actual: Column | None = None
    base: Column | None = None
    less: bool = False
    """Less is better."""


class Vocabulary(NamedTuple):
    """What ``guideline.toml`` can replace.

    ``columns`` are the seven that the documents know, in the order they are printed in.
    """

    columns: tuple[Column, ...]
    statuses: tuple[Status, ...]
    completed: str
    """The mark of a completed measure in 2期案."""
    arrow: str
    required: frozenset[Column]
    declared: tuple[Column, ...] = ()
    """Further columns that the office declares: printed by their kind, not judged."""
    second_heads: tuple[str, ...] = ()
    """The fields that 第2期 adds in cards."""
    directions: tuple[Direction, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    rates: tuple[Rate, ...] = ()
    part: Column | None = None
    """The column by which a row without number and title goes on with the measure above."""
    count_parts: bool = False
    repeats: bool = False
    """A row with number and title of an earlier one repeats it, where the settings say how
    the table is built; in the office's own sheet that is a slip."""

    @property
    def years(self) -> int:
        """How many editions a sheet may hold, each in columns of its own."""
        return max((len(column.heads) for column in self.columns if column.yearly), default=1)

    def status(self, word: str) -> Status | None:
        return next((status for status in self.statuses if status.word == word), None)

    def head(self, column: Column) -> str:
        """What the head of a column is called in this project."""
        return next((own.name for own in self.columns if own == column), column.name)

    def by_head(self) -> dict[str, Column]:
        """The columns by the names that their heads may have, as the parsers look them up."""
        columns = (*self.declared, *self.columns)
        return {fold_head(name): column for column in columns for name in column.names}


DEFAULT_VOCABULARY = Vocabulary(
    columns=COLUMNS,
    statuses=(
        Status("済・継", 0, counts_as="済", done=True),
        Status("済", 1, done=True),
        Status("一部済", 2),
        Status("着手中", 3),
        Status("未", 4, started=False),
    ),
    completed="○",
    arrow="→",
    required=frozenset(COLUMNS),
    second_heads=("取組内容", "担当課", "指標", "スケジュール"),
)

# What other offices call the columns. A head of these names is not taken for the column:
# it is asked whether it is meant.
LIKELY_HEADS: dict[Column, tuple[str, ...]] = {
    Column.NUMBER: ("通番", "連番", "項番", "通し番号", "事業番号", "整理番号", "№", "#", "ID"),
    Column.TITLE: (
        *("事業名", "事業", "事務事業名", "取組名", "取組", "取組項目", "項目", "名称", "件名", "題名"),
        *("事業内容", "事業の内容", "取組の内容", "施策内容", "施策・事業", "主な取組", "概要"),
    ),
    Column.TIER: ("優先度", "優先順位", "重要度", "重点項目", "重点施策", "重点分類", "分類", "ランク"),
    Column.STATUS: (
        *("実施", "実施の有無", "実施状況等", "取組状況", "進行状況", "進捗度", "進捗率", "達成状況", "達成度"),
        *("ステータス", "評価", "進捗評価"),
    ),
    Column.RESULTS: ("成果", "実施実績", "活動実績", "主な実績", "実績等", "実績・成果", "取組の実績", "実施概要"),
    Column.PROPOSAL: (
        *("次期", "次期案", "次期計画", "二期案", "第二期案", "今後の方向性", "今後の方針", "方向性", "方針"),
        *("見直し案", "今後の予定"),
    ),
    Column.RATIONALE: ("根拠", "判断理由", "見直し理由", "考え方", "説明", "事由", "備考", "コメント", "理由・備考"),
}
