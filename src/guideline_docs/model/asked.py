"""Who is asked about what: the departments of the measures, and the fields of the inquiry.

``ask`` sends it out, and ``collect`` finds by it who has not answered.
"""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import NoReturn

from guideline_docs.failure import CannotRun
from guideline_docs.model.departments import (
    LIKELY_HEADS,
    Department,
    Departments,
    alike,
    fold_department,
)
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.inquiry import InquiryKey
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Trail
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.record import NamedTuple, own_key
from guideline_docs.syntax.columns import COLUMNS, Column, ColumnKind
from guideline_docs.syntax.headings import DITTO
from guideline_docs.syntax.placeholder import is_open, says_nothing

# What the program's own cards call it.
_USUAL = "担当課"


class AskedField(NamedTuple):
    """What is asked; ``words`` are those that the answer should be one of, if any."""

    column: Column
    head: str
    words: tuple[str, ...] = ()


@own_key
class AskedRow(NamedTuple):
    """What one department is asked of one measure."""

    key: InquiryKey
    measure: Measure
    row: Measure
    """The measure itself, or the part of it that is the department's."""
    trail: Trail
    """The headings it stands under, the outermost first."""
    departments: tuple[Department, ...]
    """Everybody who is asked about this row."""

    def takes(self, field: AskedField) -> bool:
        """Whether there is a place for the answer: a measure that only cards have is not in
        the columns of the table."""
        return field.column.second or not self.measure.new


class AskedDepartment(NamedTuple):
    """One workbook."""

    department: Department
    rows: tuple[AskedRow, ...]


class Asked(NamedTuple):
    """An inquiry: a workbook for each of ``departments``, in the order they appear in."""

    edition: str
    by: tuple[Column, ...]
    fields: tuple[AskedField, ...]
    context: tuple[Column, ...]
    departments: tuple[AskedDepartment, ...]
    without: tuple[AskedRow, ...]
    """The rows that no department is named for."""
    notes: tuple[str, ...]
    """What may be a slip in the names of departments."""


def asked(guideline: Guideline, by: str = "", fields: Sequence[str] = ()) -> Asked:
    """The inquiry as the settings have it; ``by`` and ``fields`` are asked for instead.

    Raises CannotRun where a name is none of the table's, and where nobody says which
    column names the departments.
    """
    heads = _Heads(guideline)
    named_by = heads.by(by)
    named = tuple(heads.fields(fields))
    rows = list(_rows(guideline, named_by, named))
    settings = guideline.configuration.inquiry
    departments = Departments((cell for _, cell in rows), settings.departments)
    whole = [row._replace(departments=departments.of(cell)) for row, cell in rows]
    if whole and not any(row.departments for row in whole):
        told = "・".join(column.name for column in named_by[:1])
        raise CannotRun(f"「{told}」に課の名前が一つもないので、照会できません。施策ごとに書いてください")
    found = tuple(_by_department(whole, settings.departments))
    return Asked(
        edition=guideline.second.digest,
        by=named_by,
        fields=tuple(_field(guideline, column) for column in named),
        context=tuple(heads.context(named, named_by)),
        departments=found,
        without=tuple(row for row in whole if not row.departments),
        notes=tuple(_slips([each.department for each in found], settings.departments)),
    )


def asked_field(guideline: Guideline, *names: str) -> AskedField | None:
    """The field that the first of some names that the table knows is asked by: its key or
    its head."""
    heads = _Heads(guideline)
    for name in names:
        for column in heads.named(name):
            if column not in (Column.NUMBER, Column.TITLE):
                return _field(guideline, column)
    return None


def today(row: AskedRow, column: Column) -> str:
    """What a row says in a column today, as it is sent and as an answer is held against it."""
    return row.row[column].text


# --- rows -----------------------------------------------------------------------------------


def _rows(
    guideline: Guideline, by: Iterable[Column], fields: Iterable[Column]
) -> Iterator[tuple[AskedRow, str]]:
    """Every row that is asked about, with the cell that names its departments."""
    edition = guideline.second
    new, above = any(column.second for column in fields), ""
    for trail in edition.trails:
        for measure in trail[-1].measures:
            if measure.again or (measure.new and not new):
                continue
            own = ""
            for place, part in enumerate(measure.each, start=1):
                number = "" if measure.key is None else str(measure.key)
                key = InquiryKey(edition.digest, number, place)
                cell = _named_in(part, by) or own or _named_above(guideline, trail, by)
                above = above if cell in DITTO else cell
                own = own or above
                yield AskedRow(key, measure, part, trail, ()), above


def _named_in(row: Measure, by: Iterable[Column]) -> str:
    """The cell that names departments: of the table, or where it leaves them open of cards."""
    cells = (row[column].text for column in by)
    return next((cell for cell in cells if not (says_nothing(cell) or is_open(cell))), "")


def _named_above(guideline: Guideline, trail: Trail, by: Iterable[Column]) -> str:
    """The heading that names departments, where a level of headings does."""
    levels = [level.name for level in guideline.scheme.levels]
    wanted = {levels.index(c.name) for c in by if c.kind is ColumnKind.LEVEL and c.name in levels}
    return next((s.title.text for s in trail if s.code.level in wanted and s.title), "")


def _by_department(rows: Iterable[AskedRow], listed: Iterable[str]) -> Iterator[AskedDepartment]:
    """Those that the settings list in their order, then as they appear."""
    names: dict[str, Department] = {}
    found: dict[str, list[AskedRow]] = {fold_department(name): [] for name in listed}
    for row in rows:
        for department in row.departments:
            names[department.key] = department
            found.setdefault(department.key, []).append(row)
    for key, own in found.items():
        if own:
            yield AskedDepartment(names[key], tuple(own))


_EVERYBODY = frozenset(("全課", "各課", "全庁", "関係課", "関係各課", "各部", "各部署", "庁内", "全部署", "担当課", "所管課"))


def _slips(departments: Sequence[Department], listed: Sequence[str]) -> Iterator[str]:
    known = {fold_department(name): name for name in listed}
    keys = {department.key for department in departments}
    for department in departments:
        if department.key in known:
            continue
        if department.key in _EVERYBODY:
            yield f"「{department.name}」も一つの課として照会します。課の名前に直してください"
        elif "・" in department.key and all(p in keys or f"{p}課" in keys for p in department.key.split("・")):
            yield f"「{department.name}」は一つの課として照会します。いくつかの課なら「、」で区切ってください"
    if not known:
        for one, other in alike(departments):
            yield f"「{one.name}」と「{other.name}」は、別の課として照会します。同じ課なら名前をそろえてください"
        return
    for department in departments:
        if department.key not in known:
            near = get_close_matches(department.key, known, n=1)
            meant = f"（「{known[near[0]]}」の誤りではありませんか）" if near else ""
            yield f"「{department.name}」は [inquiry] の departments にない課です{meant}"


# --- columns --------------------------------------------------------------------------------


class _Heads:
    """The columns of the table and the fields of the cards, as they may be asked for."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.settings = guideline.configuration.inquiry
        self.columns = [c for c in guideline.columns if not c.earlier and c.kind is not ColumnKind.LEVEL]
        kept = (column for measure in guideline.second.measures for column in measure.layout.kept)
        declared = map(Column.added, guideline.configuration.vocabulary.second_heads)
        cards = declared if any(guideline.cards) or self._whole_cards() else ()
        fields = dict.fromkeys((*cards, *(column for column in kept if column.second)))
        self.added = list(fields)

    def _whole_cards(self) -> bool:
        """Whether the table itself is written as cards."""
        return any(c.second for m in self.guideline.measures for c in m.layout.kept)

    def by(self, asked_for: str) -> tuple[Column, ...]:
        """The column that names departments, and the field of cards of that name."""
        name = asked_for or self.settings.by
        if name:
            found = self.named(name) or self._level(name)
            return found or self._unknown("by", name, asked_for)
        declared = [c for c in self.columns if c.kind is ColumnKind.DEPARTMENT]
        if len(declared) == 1:
            return tuple(self.named(declared[0].name))
        found = self.named(_USUAL)
        return found or self._nobody(declared)

    def fields(self, asked_for: Sequence[str]) -> Iterator[Column]:
        names = tuple(asked_for) or self.settings.fields
        if not names:
            usual = [c for c in (Column.STATUS, Column.RESULTS) if c in self.columns]
            if not usual:
                raise CannotRun(
                    "何を照会するかが決まっていません。guideline.toml の [inquiry] に "
                    f'fields = ["実績"] のように書くか、--fields で指定してください。{self._there()}'
                )
            yield from (column for column in self.columns if column in usual)
            return
        taken: set[Column] = set()
        for name in names:
            column = next(iter(self.named(name)), None)
            if column is None:
                self._unknown("fields", name, "".join(asked_for))
            if column in (Column.NUMBER, Column.TITLE):
                self._stop("fields", f"「{name}」は施策を見分けるものなので、照会できません", asked_for)
            if column not in taken:
                taken.add(column)
                yield column

    def context(self, fields: Sequence[Column], by: Sequence[Column]) -> Iterator[Column]:
        """What is shown beside number, headings and title."""
        names = self.settings.context
        if names is None:
            yield from (c for c in self.columns if self._tells(c) and c not in (*fields, *by))
            return
        for name in names:
            column = next(iter(self.named(name)), None)
            if column is None:
                self._unknown("context", name, "")
            if column not in (*fields, Column.NUMBER, Column.TITLE):
                yield column

    def _tells(self, column: Column) -> bool:
        """Whether a column helps to answer and takes little room: the tier, figures, units.

        Proposal and rationale are notes of the office that asks.
        """
        if column.known:
            return column == Column.TIER and self.guideline.tiered
        if column.kind in (ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.DATE):
            return True
        rows = (row for measure in self.guideline.own for row in measure.each)
        longest = max((len(row[column].text) for row in rows), default=0)
        return column.kind is ColumnKind.TEXT and 0 < longest <= _SHORT

    def named(self, name: str) -> tuple[Column, ...]:
        folded = fold_head(name)
        columns = [c for c in self.columns if folded in map(fold_head, c.names)]
        # 実績 is what the program calls it, whatever this table does; so does its key.
        columns = columns or [c for c in self.columns if c == name or folded in _USUAL_NAMES.get(c, ())]
        added = [c for c in self.added if c == name or folded in map(fold_head, c.names)]
        return (*columns[:1], *added[:1])

    def _level(self, name: str) -> tuple[Column, ...]:
        """The level of headings that is called so."""
        levels = (level.name for level in self.guideline.scheme.levels)
        found = (each for each in levels if fold_head(each) == fold_head(name))
        return tuple(Column.named(each, ColumnKind.LEVEL) for each in found)[:1]

    def _nobody(self, declared: Sequence[Column]) -> NoReturn:
        names = [c.name for c in declared] or [
            c.name for c in (*self.columns, *self.added) if fold_head(c.name) in LIKELY_HEADS
        ]
        if len(declared) > 1:
            why = f"担当課の列が {len(declared)} つあります（{'・'.join(names)}）。照会先を決める列の名前を、"
        else:
            why = "どの列に担当課が書いてあるかが分かりません。その列の名前を、"
        example = names[0] if names else "列の名前"
        how = f'guideline.toml の [inquiry] に by = "{example}" と書くか、--by {example} と指定してください'
        hint = "" if names else "。担当課の列がなければ、一覧に加えるか、施策のカード（convert --second）に書いてください"
        raise CannotRun(f"{why}{how}{hint}。{self._there()}")

    def _unknown(self, key: str, name: str, asked_for: str) -> NoReturn:
        heads = [column.name for column in (*self.columns, *self.added)]
        near = get_close_matches(name, heads, n=1, cutoff=_NEAR)
        meant = f"。「{near[0]}」の誤りではありませんか" if near else ""
        self._stop(key, f"「{name}」という列も欄もありません{meant}。{self._there()}", asked_for)

    def _stop(self, key: str, message: str, asked_for: object) -> NoReturn:
        if asked_for:
            raise CannotRun(f"--{key} の{message}")
        self.settings.fail(key, f"[inquiry] の {key} の{message}")

    def _there(self) -> str:
        heads = dict.fromkeys(c.name for c in (*self.columns, *self.added))
        return f"一覧にあるのは {'・'.join(heads)} です"


_SHORT = 12
# Two names of two characters are near by one.
_NEAR = 0.5
_USUAL_NAMES = {column: tuple(map(fold_head, column.heads)) for column in COLUMNS}


def _field(guideline: Guideline, column: Column) -> AskedField:
    return AskedField(column, column.name, tuple(dict.fromkeys(_words(guideline, column))))


def _words(guideline: Guideline, column: Column) -> Iterator[str]:
    """The closed words of a column, as its cells spell them."""
    vocabulary = guideline.configuration.vocabulary
    if column == Column.STATUS:
        yield from (status.word for status in vocabulary.statuses)
    elif column == Column.TIER:
        yield from (_written(guideline, tier.mark) for tier in guideline.tiers)
    elif column == Column.PROPOSAL:
        yield from (direction.word for direction in vocabulary.directions)
        if not vocabulary.directions:
            done, marks = vocabulary.completed, [tier.mark for tier in guideline.tiers]
            yield from ([done] if done else [])
            yield from marks
            # A new effort after completion.
            yield from (f"{done}{vocabulary.arrow}{mark}" for mark in marks if done and vocabulary.arrow)
    else:
        judgements = (each for each in guideline.judgements if each.column == column)
        yield from (status.word for each in judgements for status in each.statuses)


def _written(guideline: Guideline, mark: str) -> str:
    """A tier as the cells write it: 【Ⅰ】<重点施策>."""
    terms = (m.tier for m in guideline.own if m.meaning.tier.tier and m.meaning.tier.tier.mark == mark)
    return next((term.span.text for term in terms if not term.look_alike), f"【{mark}】")
