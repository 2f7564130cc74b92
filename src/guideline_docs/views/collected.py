"""照会の回答の報告: who has answered, what to decide, what was taken in, what is empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guideline_docs.edits.collecting import Collected, Matter, Open, Progress, State, Taken
from guideline_docs.views.report import Look, Report, ReportColumn, ReportRow, ReportSheet
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording, phrase


@dataclass(frozen=True, slots=True)
class CollectedWords:
    """``[collected]`` in wording.toml."""

    title: str
    states: str
    open: str
    taken: str
    taking: str
    empty: str
    lead: str = phrase("asked", "came", "waiting", "due")
    due: str = phrase("due")
    counted: str = phrase("taken", "open", "empty")
    notes: str
    nothing: str
    between: str
    gone: str
    unread: str
    page: str = phrase("page", "pages")
    sheet: str
    department: str
    progress: str
    measures: str
    asked: str
    answered: str
    changes: str
    decide: str
    left: str
    answerer: str
    file: str
    kind: str
    measure: str
    name: str
    field: str
    base: str
    theirs: str
    ours: str
    result: str
    cell: str
    why: str
    decision: str

    @property
    def heads(self) -> tuple[str, ...]:
        """Those of the report as one table."""
        return (
            *(self.sheet, self.department, self.progress, self.kind, self.measure, self.name),
            *(self.field, self.base, self.theirs, self.ours, self.why, self.file, self.cell),
        )


@dataclass(frozen=True, slots=True)
class ProgressWords:
    """``[collected_states]`` in wording.toml."""

    done: str
    partly: str
    blank: str
    none: str

    def by_progress(self) -> dict[Progress, str]:
        return {
            Progress.DONE: self.done,
            Progress.PARTLY: self.partly,
            Progress.BLANK: self.blank,
            Progress.NONE: self.none,
        }


@dataclass(frozen=True, slots=True)
class MatterWords:
    """``[collected_kinds]`` in wording.toml."""

    unlike: str
    moved: str
    word: str
    unclear: str
    row: str
    locked: str
    remark: str
    beside: str
    unwritable: str
    file: str

    def by_matter(self) -> dict[Matter, str]:
        return {
            Matter.UNLIKE: self.unlike,
            Matter.MOVED: self.moved,
            Matter.WORD: self.word,
            Matter.UNCLEAR: self.unclear,
            Matter.ROW: self.row,
            Matter.LOCKED: self.locked,
            Matter.REMARK: self.remark,
            Matter.BESIDE: self.beside,
            Matter.UNWRITABLE: self.unwritable,
            Matter.FILE: self.file,
        }


def collected_report(collected: Collected, written: bool, wording: Wording) -> Report:
    """The report; ``written``: what is sure stands in the sources now. Raises CannotRun where
    a phrase is missing."""
    words = wording.phrases(CollectedWords, "collected")
    progress = wording.phrases(ProgressWords, "collected_states").by_progress()
    matters = wording.phrases(MatterWords, "collected_kinds").by_matter()
    return _Collection(collected, written, words, progress, matters).report()


class _Collection:
    def __init__(
        self,
        collected: Collected,
        written: bool,
        words: CollectedWords,
        progress: dict[Progress, str],
        matters: dict[Matter, str],
    ) -> None:
        self.collected = collected
        self.words = words
        self.progress = progress
        self.matters = matters
        self.taken = words.taken if written else words.taking
        self.folder = collected.folder

    def report(self) -> Report:
        sheets = (self._states(), self._open(), self._taken(), self._empty())
        return Report(self.words.title, sheets, tuple(self._table()), self.words.page)

    def _sheet(
        self,
        name: str,
        lead: str,
        columns: Sequence[tuple[str, Look, float]],
        rows: Iterator[ReportRow],
        notes: tuple[str, ...] = (),
    ) -> ReportSheet:
        words = self.words
        heads = tuple(ReportColumn(*column) for column in columns)
        told = words.notes if notes else ""
        return ReportSheet(
            name, f"{words.title}　{name}", lead, heads, tuple(rows), words.nothing, told, notes
        )

    # --- sheets -------------------------------------------------------------------------

    def _states(self) -> ReportSheet:
        words, states = self.words, self.collected.states
        came = sum(bool(state.files) for state in states)
        due = next((state.due for state in states if state.due), "")
        lead = words.lead.format(
            asked=len(states),
            came=came,
            waiting=len(states) - came,
            due=words.due.format(due=printable(due)) if due else "",
        )
        count = words.counted.format(
            taken=len(self.collected.taken),
            open=self.collected.decisions,
            empty=sum(len(state.empty) for state in states if state.files),
        )
        columns = (
            (words.department, Look.TEXT, 30.0),
            (words.progress, Look.SHORT, 20.0),
            (words.measures, Look.FIGURE, 13.0),
            (words.asked, Look.FIGURE, 13.0),
            (words.answered, Look.FIGURE, 13.0),
            (words.changes, Look.FIGURE, 13.0),
            (words.decide, Look.FIGURE, 13.0),
            (words.left, Look.TEXT, 58.0),
            (words.answerer, Look.TEXT, 38.0),
            (words.file, Look.PLACE, 62.0),
        )
        others = [f"{self._file(each.file)}: {each.why}" for each in self.collected.others]
        others += [f"{self._file(each.file)} {each.cell}".strip() + f": {each.text}" for each in self.collected.notes]
        notes = tuple(map(printable, others))
        return self._sheet(words.states, f"{lead}{count}", columns, map(self._state, states), notes)

    def _state(self, state: State) -> ReportRow:
        return ReportRow(
            (
                printable(state.department.name),
                self.progress[state.progress],
                str(state.measures),
                str(state.asked),
                str(state.answered),
                str(state.taken),
                str(state.open),
                "\n".join(self._left(state)) if state.files else "",
                printable("\n".join(state.answerers)),
                "\n".join(map(self._file, state.files)),
            ),
            state.progress is not Progress.DONE,
        )

    def _left(self, state: State) -> Iterator[str]:
        """``実績 No.1、No.3``: the empty cells by their heads."""
        heads: dict[str, list[str]] = {}
        for each in state.empty:
            heads.setdefault(each.head, []).append(each.name)
        for head, names in heads.items():
            yield printable(f"{head} {self.words.between.join(names)}")

    def _open(self) -> ReportSheet:
        words = self.words
        columns = (
            (words.kind, Look.SHORT, 20.0),
            (words.measure, Look.SHORT, 15.0),
            (words.name, Look.TEXT, 36.0),
            (words.field, Look.SHORT, 18.0),
            (words.base, Look.TEXT, 34.0),
            (words.theirs, Look.TEXT, 38.0),
            (words.ours, Look.TEXT, 34.0),
            (words.why, Look.TEXT, 40.0),
            (words.department, Look.TEXT, 20.0),
            (words.file, Look.PLACE, 30.0),
            (words.cell, Look.SHORT, 14.0),
            (words.decision, Look.TEXT, 26.0),
        )
        rows = (ReportRow((*self._opened(each), "")) for each in self.collected.open)
        return self._sheet(words.open, "", columns, rows)

    def _opened(self, each: Open) -> tuple[str, ...]:
        known = bool(each.path) or each.base is not None
        texts = (
            each.name,
            each.title,
            each.head,
            (each.base or "") if known else "",
            each.theirs,
            each.ours if known else "",
            each.why,
            each.department,
            self._file(each.file),
            each.cell,
        )
        return (self.matters[each.matter], *map(printable, texts))

    def _taken(self) -> ReportSheet:
        words = self.words
        columns = (
            (words.measure, Look.SHORT, 16.0),
            (words.name, Look.TEXT, 48.0),
            (words.field, Look.SHORT, 22.0),
            (words.ours, Look.TEXT, 62.0),
            (words.result, Look.TEXT, 62.0),
            (words.department, Look.TEXT, 28.0),
            (words.file, Look.PLACE, 46.0),
            (words.cell, Look.SHORT, 15.0),
        )
        rows = (ReportRow(self._change(each)) for each in self.collected.taken)
        return self._sheet(self.taken, "", columns, rows)

    def _change(self, each: Taken) -> tuple[str, ...]:
        change = each.change
        who = self.words.between.join(each.departments)
        texts = (change.name, each.title, change.head, change.ours, change.result, who)
        return tuple(map(printable, (*texts, self._file(change.file), change.cell)))

    def _empty(self) -> ReportSheet:
        words = self.words
        columns = (
            (words.department, Look.TEXT, 34.0),
            (words.progress, Look.SHORT, 22.0),
            (words.measure, Look.SHORT, 18.0),
            (words.name, Look.TEXT, 90.0),
            (words.field, Look.SHORT, 30.0),
            (words.cell, Look.SHORT, 20.0),
        )
        return self._sheet(words.empty, "", columns, self._left_open())

    def _left_open(self) -> Iterator[ReportRow]:
        for state in self.collected.states:
            for each in state.empty:
                cell = each.cell or (self.words.gone if state.files else "")
                texts = (each.name, each.title, each.head, cell)
                yield ReportRow(
                    (
                        printable(state.department.name),
                        self.progress[state.progress],
                        *map(printable, texts),
                    )
                )

    def _file(self, path: str) -> str:
        """A file as it is called below the folder that holds all of them."""
        return printable(path.removeprefix(self.folder))

    # --- one table ----------------------------------------------------------------------

    def _table(self) -> Iterator[tuple[str, ...]]:
        """All of it as one table, for who has no workbook to open it with."""
        words = self.words
        yield words.heads
        for state in self.collected.states:
            who, progress = printable(state.department.name), self.progress[state.progress]
            count = f"{state.answered}/{state.asked}"
            files = words.between.join(map(self._file, state.files))
            yield (words.states, who, progress, "", "", "", words.answered, "", count, "", "", files, "")
        for each in self.collected.open:
            kind, name, title, head, base, theirs, ours, why, who, file, cell = self._opened(each)
            yield (words.open, who, "", kind, name, title, head, base, theirs, ours, why, file, cell)
        for each in self.collected.taken:
            name, title, head, ours, result, who, file, cell = self._change(each)
            base = printable(each.change.base or "")
            yield (self.taken, who, "", "", name, title, head, base, result, ours, "", file, cell)
        for row in self._left_open():
            who, progress, name, title, head, cell = row.cells
            yield (words.empty, who, progress, "", name, title, head, "", "", "", "", "", cell)
        for other in self.collected.others:
            told_of = printable(other.why), self._file(other.file)
            yield (words.unread, "", "", "", "", "", "", "", "", "", *told_of, "")
        for note in self.collected.notes:
            yield (words.notes, "", "", "", "", "", "", "", "", "", printable(note.text), self._file(note.file), note.cell)
