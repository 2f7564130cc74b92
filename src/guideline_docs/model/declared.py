"""What ``guideline.toml`` says of columns and of the words in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guideline_docs.model.settings import SETTINGS
from guideline_docs.model.vocabulary import (
    DEFAULT_VOCABULARY,
    Direction,
    DirectionKind,
    Judgement,
    Rate,
    Status,
    Vocabulary,
)
from guideline_docs.source.form import Form
from guideline_docs.source.glyphs import fold_head, fold_term
from guideline_docs.source.toml import TomlFile
from guideline_docs.syntax.columns import COLUMNS, DECLARED_KINDS, Column, ColumnKind

# A project that says how its table is built has only the columns that it names.
_OWN_TABLE = ("level", "measure", "column", "direction", "edition")


def read_vocabulary(file: TomlFile) -> Vocabulary:
    """[columns], [[column]], [[status]], [[direction]], [proposal] and what [measure] says
    of parts. Raises CannotRun, naming file and line, for what cannot be meant."""
    default = DEFAULT_VOCABULARY
    columns, proposal = file.table("columns"), file.table("proposal")
    file.fits(columns, SETTINGS["columns"])
    file.fits(proposal, SETTINGS["proposal"])
    named = tuple(_named(column, file.texts(columns, column)) for column in default.columns)
    directions = _directions(file)
    declared = _Declared(file, named, file.texts(columns, "extra"))
    return Vocabulary(
        columns=named,
        statuses=_words(file, file.tables("status"), SETTINGS["status"]) or default.statuses,
        # Where words say what becomes of a measure, a mark does only if it is named.
        completed=file.text(proposal, "completed", "" if directions else default.completed),
        arrow=file.text(proposal, "arrow", default.arrow),
        required=_required(file, columns),
        declared=tuple(declared.columns.values()),
        second_heads=file.texts(columns, "second") or default.second_heads,
        directions=directions,
        judgements=tuple(declared.judgements),
        rates=tuple(declared.rates),
        part=declared.part,
        count_parts=declared.count_parts,
        repeats=_is_own_table(file),
    )


def _named(column: Column, heads: tuple[str, ...]) -> Column:
    """A column with the heads that the settings give it, if they do."""
    if heads and column in (Column.STATUS, Column.RESULTS):
        return column.by_year(*heads)
    return column.called(*(heads or column.heads))


def _required(file: TomlFile, columns: dict[str, Any]) -> frozenset[Column]:
    required = file.texts(columns, "required")
    for key in required:
        if key not in COLUMNS:
            file.fail(columns, "required", f"列「{key}」はありません。使えるのは {'・'.join(COLUMNS)} です")
    if required:
        return frozenset(column for column in COLUMNS if column in required)
    if _is_own_table(file):
        return frozenset((Column.TITLE, *(column for column in COLUMNS if column in columns)))
    return DEFAULT_VOCABULARY.required


def _is_own_table(file: TomlFile) -> bool:
    return any(key in file.data for key in _OWN_TABLE)


class _Declared:
    """The further columns: those of ``[columns] extra``, each ``[[column]]``, and those that
    are only named beside one."""

    def __init__(self, file: TomlFile, named: Iterable[Column], plain: Iterable[str]) -> None:
        self.file = file
        self.usual = {fold_head(name): column for column in named for name in column.heads}
        self.columns = {
            fold_head(name): Column.named(name) for name in plain if fold_head(name) not in self.usual
        }
        self.judgements: list[Judgement] = []
        self.rates: list[Rate] = []
        tables = file.tables("column")
        for table in tables:
            self._column(table)
        for table in tables:
            if "target" in table:
                self.rates.append(self._rate(table))
        measure = file.table("measure")
        head = file.text(measure, "part")
        self.part = self._by_part(measure, head) if head else None
        self.count_parts = file.choice(measure, "count", SETTINGS["measure"].keys["count"].words, "measure") == "part"
        if "count" in measure and self.part is None:
            file.fail(measure, "count", "count は part と一緒に使います。part に列の名前を書いてください")

    def _column(self, table: dict[str, Any]) -> None:
        file = self.file
        file.fits(table, SETTINGS["column"])
        head, kind = file.text(table, "head"), file.text(table, "kind", ColumnKind.TEXT)
        if not head:
            file.fail(table, "head" if "head" in table else None, "[[column]] には head が要ります")
        if fold_head(head) in self.usual | self.columns:
            file.fail(table, "head", f"列「{head}」は、もうあります。[[column]] の head は、ほかの列と違う名前にしてください")
        if kind not in DECLARED_KINDS:
            file.fail(table, "kind", f"種類「{kind}」は使えません。{'・'.join(DECLARED_KINDS)} のどれかにしてください")
        column = Column.named(head, ColumnKind(kind), file.text(table, "unit"))
        self.columns[fold_head(head)] = column
        if statuses := self._statuses(table, column):
            self.judgements.append(Judgement(column, statuses))

    def _statuses(self, table: dict[str, Any], column: Column) -> tuple[Status, ...]:
        """The words of a judgement: a list of them, or a table each."""
        file = self.file
        for key in ("words", "word"):
            if key in table and column.kind is not ColumnKind.STATUS:
                file.fail(table, key, f'{key} は kind = "status" の列で使います')
        if "word" in table:
            if "words" in table:
                file.fail(table, "words", "words と [[column.word]] は、どちらか一つにしてください")
            words = table["word"]
            if not isinstance(words, list) or not all(isinstance(each, dict) for each in words):
                file.fail(table, "word", "[[column.word]] の形で書いてください")
            return _words(file, words, SETTINGS["column"].inside["word"])
        words = file.texts(table, "words")
        if len(set(map(fold_term, words))) < len(words) or "" in words:
            file.fail(table, "words", "words には、それぞれ違う言葉を書いてください")
        return tuple(Status(word, order) for order, word in enumerate(words))

    def _rate(self, table: dict[str, Any]) -> Rate:
        file = self.file
        head = self.columns[fold_head(file.text(table, "head"))]
        if head.kind not in (ColumnKind.NUMBER, ColumnKind.PERCENT):
            file.fail(table, "target", 'target は kind = "percent" か "number" の列で使います')
        target, actual, base = (
            self._beside(name, ColumnKind.NUMBER) if name else None
            for name in (file.text(table, key) for key in ("target", "actual", "base"))
        )
        if target is None:
            file.fail(table, "target", "target には、目標値の列の名前を書いてください")
        less = file.choice(table, "better", SETTINGS["column"].keys["better"].words, "more") == "less"
        return Rate(head, target, actual, base, less)

    def _by_part(self, table: dict[str, Any], head: str) -> Column:
        if fold_head(head) in self.usual:
            self.file.fail(table, "part", f"part の「{head}」は施策ごとの列です。担当課のように、行ごとに違う列の名前にしてください")
        part = self._beside(head, ColumnKind.DEPARTMENT).by_part()
        self.columns[fold_head(head)] = part
        return part

    def _beside(self, head: str, kind: ColumnKind) -> Column:
        """The column of a head; one that nobody has declared is, by being named."""
        key = fold_head(head)
        if key in self.usual:
            return self.usual[key]
        return self.columns.setdefault(key, Column.named(head, kind))


def _words(file: TomlFile, tables: Iterable[dict[str, Any]], form: Form) -> tuple[Status, ...]:
    """Closed words, each a table of its own."""
    tables = list(tables)
    statuses: list[Status] = []
    words = [file.text(table, "word") for table in tables]
    taken: set[str] = set()
    for order, (word, table) in enumerate(zip(words, tables, strict=True)):
        file.fits(table, form)
        if not word or word in words[:order]:
            file.fail(table, "word" if word else None, f"{form.heading} にはそれぞれ違う word が要ります")
        counts_as = file.text(table, "counts_as") or None
        if counts_as and counts_as not in words:
            file.fail(table, "counts_as", f"counts_as の「{counts_as}」という word がありません")
        done = file.flag(table, "done", False)
        started = file.flag(table, "started", True)
        aliases, counted = _aliases(file, table, words, taken), file.flag(table, "counted", True)
        statuses.append(Status(word, order, counts_as, started, done, aliases, counted))
    return tuple(statuses)


def _aliases(
    file: TomlFile, table: dict[str, Any], words: Iterable[str], taken: set[str]
) -> tuple[str, ...]:
    """What else a word is written as; ``taken`` are the forms so far, and then these too."""
    aliases = tuple(filter(None, file.texts(table, "aliases")))
    known = set(map(fold_term, words)) | taken
    for alias in aliases:
        if fold_term(alias) in known:
            file.fail(table, "aliases", f"aliases の「{alias}」は、もうほかの言葉です")
        known.add(fold_term(alias))
    taken |= set(map(fold_term, aliases))
    return aliases


def _directions(file: TomlFile) -> tuple[Direction, ...]:
    tables = file.tables("direction")
    words = [file.text(table, "word") for table in tables]
    kinds = tuple(DirectionKind)
    taken: set[str] = set()
    found = []
    for order, (word, table) in enumerate(zip(words, tables, strict=True)):
        file.fits(table, SETTINGS["direction"])
        if not word or word in words[:order]:
            file.fail(table, "word" if word else None, "[[direction]] にはそれぞれ違う word が要ります")
        if "kind" not in table:
            file.fail(table, None, f"[[direction]] の「{word}」に kind が要ります。{'・'.join(kinds)} のどれかにしてください")
        kind = DirectionKind(file.choice(table, "kind", kinds, ""))
        found.append(Direction(word, kind, _aliases(file, table, words, taken)))
    return tuple(found)
