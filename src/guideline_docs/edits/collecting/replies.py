"""What the files say: each answer with its cell, and everything that is no answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from guideline_docs.edits.cells import held, says
from guideline_docs.edits.collecting.pairing import Match, Pairing, Strange
from guideline_docs.edits.collecting.records import AsSent, Matter, Open
from guideline_docs.edits.collecting.words import STANDS, Answers, Doubt
from guideline_docs.edits.incoming import Note, called, field_of
from guideline_docs.model.asked import AskedField, AskedRow, asked_field
from guideline_docs.model.departments import Department
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.inquiry import InquiryKey
from guideline_docs.model.lineage import Tie
from guideline_docs.readback.beside.things import Kind
from guideline_docs.readback.inquiry import AnswerBook, AnswerCell, AnswerRow
from guideline_docs.rules.diagnostic import short
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head, fold_width
from guideline_docs.source.workbook import CellText

Form = Callable[[AnswerBook], AsSent]
"""What the form said that a book was made of."""


class Reply(NamedTuple):
    """An answer to one cell of the table, as it came and as it would be written.

    ``result`` is None where the answer says that what was sent holds.
    """

    row: AskedRow
    field: AskedField
    department: str
    file: str
    cell: str
    text: str
    result: str | None
    base: str | None


class Asking(NamedTuple):
    """A cell that a book asks, answered or not."""

    row: AskedRow
    field: AskedField
    cell: str
    answered: bool


class BookReplies(NamedTuple):
    """What one file says."""

    book: AnswerBook
    department: Department | None
    replies: tuple[Reply, ...]
    asking: tuple[Asking, ...]
    open: tuple[Open, ...]
    notes: tuple[Note, ...]


class Reader:
    """Reads the books of one collection."""

    def __init__(
        self, guideline: Guideline, pairing: Pairing, form: Form, books: Iterable[AnswerBook]
    ) -> None:
        self.guideline = guideline
        self.pairing = pairing
        self.form = form
        self._covers = Counter(
            place for book in books for place in {_shape(book, cell) for cell in book.cover}
        )
        self.answers = Answers(guideline)
        self._fields: dict[tuple[str, ...], AskedField | None] = {}

    def field(self, *names: str) -> AskedField | None:
        if names not in self._fields:
            self._fields[names] = asked_field(self.guideline, *names)
        return self._fields[names]

    def is_printed(self, book: AnswerBook, cell: CellText) -> bool:
        """Whether a covering sheet says so by itself: others say the same in the same place,
        but for numbers and the department."""
        return self._covers[_shape(book, cell)] > 1

    def read(self, book: AnswerBook, department: Department | None) -> BookReplies:
        return _Book(self, book, department).read()


# So many cells of a worksheet of somebody's own are told one by one.
_MOST_TOLD = 20
# What the same line of two covering sheets does not share.
_OWN = expression(r"(?:[0-9]+|[A-Za-z.]+|[\W_])+")


class _Book:
    """One book while it is read."""

    def __init__(self, reader: Reader, book: AnswerBook, department: Department | None) -> None:
        self.reader, self.book, self.department = reader, book, department
        self.who = department.name if department else (book.sent.department if book.sent else "")
        self.open: list[Open] = []
        self.notes: list[Note] = []
        self.replies: list[Reply] = []
        self.asking: list[Asking] = []
        self.near: dict[tuple[str, str], tuple[AskedRow, str]] = {}
        """The cells of the table → the measure and the head that they belong to."""

    def read(self) -> BookReplies:
        fields = list(self._known_fields())
        matches = self.reader.pairing.pair(self.book, self.department.key if self.department else "")
        for match in matches:
            if isinstance(match, Strange):
                self._strange(match)
            else:
                self._place(match)
                self._row(match, fields)
        self._told_of_matches([each for each in matches if isinstance(each, Match)])
        self._around()
        return BookReplies(
            self.book,
            self.department,
            tuple(self.replies),
            tuple(self.asking),
            tuple(self.open),
            tuple(self.notes),
        )

    def _known_fields(self) -> Iterator[AskedField | None]:
        """The fields of the book; None for one that the table no longer has."""
        sent = self.book.sent
        keys = dict(zip(sent.heads, sent.fields, strict=False)) if sent else {}
        for head in self.book.fields:
            names = (keys[head], head) if head in keys else (head,)
            field = self.reader.field(*names)
            if field is None:
                self._tell(Matter.FILE, f"「{head}」の列は、今の一覧にありません", "", None, "", head)
            elif head in self.book.missing:
                self._tell(Matter.FILE, f"「{head}」の回答の列がありません", "", None, "", head)
            yield field

    # --- rows ---------------------------------------------------------------------------

    def _row(self, match: Match, fields: Sequence[AskedField | None]) -> None:
        row = match.row
        for cell in row.answers:
            field = fields[cell.field]
            if field is None:
                if cell.answer.text:
                    head = self.book.fields[cell.field]
                    why = f"「{head}」の列は、今の一覧にありません"
                    self._tell(Matter.UNWRITABLE, why, cell.answer.text, match, cell.answer.place, head)
                continue
            self._answer(match, field, cell)
            self._last(match, field, cell)
        self._context(match)
        if row.remark and row.remark.text:
            self._tell(Matter.REMARK, "備考", row.remark.text, match, row.remark.place, "備考")
        for each in row.beyond:
            self._tell(Matter.BESIDE, "表の外に書かれています", each.text, match, each.place, "")

    def _answer(self, match: Match, field: AskedField, cell: AnswerCell) -> None:
        text = held(cell.answer.text)
        place = self.book.place(match.row.sheet, cell.answer.place)
        asked = match.asked
        if asked.takes(field):
            self.asking.append(Asking(asked, field, place, bool(text)))
        if not text:
            return
        if cell.merged:
            why = f"セル {cell.merged} が結合されていて、どの施策の回答か決められません"
            self._answer_open(Matter.UNCLEAR, why, match, field, cell)
            return
        if not asked.takes(field):
            why = "第2期で加える施策なので、この欄は一覧にありません"
            self._answer_open(Matter.UNWRITABLE, why, match, field, cell)
            return
        result = self.reader.answers.read(text, field)
        base = _base(match, cell)
        if isinstance(result, Doubt):
            # What was sent with such a word, and came back with it, is no answer to judge.
            if base is not None and held(base) == text:
                result = text
            else:
                self._answer_open(*result, match, field, cell)
                return
        taken = None if result is STANDS else result
        if taken is None:
            name = self._called(asked)[1]
            told = f"「{_cut(text)}」なので、{name} の「{field.head}」は今のままです"
            self.notes.append(Note(told, self.book.file, place))
        self.replies.append(Reply(asked, field, self.who, self.book.file, place, text, taken, base))

    def _answer_open(
        self, matter: Matter, why: str, match: Match, field: AskedField, cell: AnswerCell
    ) -> None:
        ours = says(match.asked.row, field.column)
        if held(cell.answer.text) == ours:
            return  # it is in already, by whoever decided
        told = self._opened(matter, why, cell.answer.text, match, cell.answer.place, field.head)
        span = match.asked.row[field.column].span
        self.open.append(
            told._replace(
                field=field_of(field.column),
                base=_base(match, cell),
                ours=ours,
                path=span.source.path,
                line=span.line,
            )
        )

    def _last(self, match: Match, field: AskedField, cell: AnswerCell) -> None:
        """The cell beside the answer, that says what was sent: somebody may have written there."""
        if cell.last is None or cell.sent is None or match.sorted_apart:
            return
        if held(cell.last.text) != held(cell.sent.text):
            self._locked(match, cell.last, f"{field.head}（前回）", cell.sent.text)

    def _locked(self, match: Match, cell: CellText, head: str, sent: str) -> None:
        what = "書き換えられています" if cell.text else "消されています"
        why = f"鍵のかかったセルが{what}（送ったのは「{_cut(sent)}」）" if sent else (
            "鍵のかかった空のセルに書かれています"
        )  # fmt: skip
        told = self._opened(Matter.LOCKED, why, cell.text, match, cell.place, head)
        self.open.append(told._replace(base=sent))

    def _context(self, match: Match) -> None:
        """The locked cells against what was sent in them."""
        sent = self._form.context.get(str(match.asked.key), {})
        if not sent:
            return
        key = InquiryKey.read(match.row.key)
        # Of another edition, numbers and headings may have moved here.
        same = key is not None and key.edition == match.asked.key.edition
        heads = self.reader.pairing.heads
        told = {fold_head(head): text for head, text in sent.items()}
        for head, cell in match.row.context.items():
            folded = fold_head(head)
            if folded not in told:
                if cell.text:
                    why = f"加えられた列「{_cut(head)}」に書かれています"
                    self._tell(Matter.BESIDE, why, cell.text, match, cell.place, head)
            elif same or folded in heads.title:
                if fold_width(cell.text) != fold_width(told[folded]):
                    self._locked(match, cell, head, told[folded])

    @cached_property
    def _form(self) -> AsSent:
        return self.reader.form(self.book)

    def _strange(self, found: Strange) -> None:
        """A row that is nobody's, by each of its cells that an answer could stand in."""
        row = found.row
        written = [each.answer for each in row.answers if each.answer.text]
        written += [cell for cell in (row.remark, *row.beyond) if cell and cell.text]
        if row.key:
            key = InquiryKey.read(row.key)
            ours = key is None or key.edition == self.reader.pairing.edition
            if not written and not (ours and not found.near) and not _is_overwritten(row):
                return  # a row of an older form that nobody has touched
            heads = self.reader.pairing.heads.number | self.reader.pairing.heads.title
            cells = [c for head, c in row.context.items() if c.text and fold_head(head) in heads]
            overwritten = _is_overwritten(row)
            cells += [each.last for each in row.answers if overwritten and each.last and each.last.text]
            cells += written
            if not cells:
                cells = list(row.filled)
        else:
            # Of a row of somebody's own, columns that were hidden hold what was written there.
            hidden = [each.sent for each in row.answers if each.sent and each.sent.text]
            cells = [*hidden, *row.filled]
            if not cells or (found.near and not written):
                return
        text = "｜".join(cell.text for cell in cells)
        self.open.append(
            Open(
                Matter.ROW,
                found.why,
                text,
                self.who,
                *(self._called(found.near) if found.near else ("", "", "")),
                file=self.book.file,
                cell=self.book.place(row.sheet, cells[0].place),
            )
        )

    def _told_of_matches(self, matches: Sequence[Match]) -> None:
        file = self.book.file
        editions = {
            key.edition for each in matches if (key := InquiryKey.read(each.row.key)) is not None
        }
        strange = [
            edition
            for edition in editions
            if edition != self.reader.pairing.edition
            and self.reader.guideline.renumbered.since(edition) is None
        ]
        if strange:
            told = (
                "今の一覧から作った様式ではありません（昨年の様式か、送ったあとに一覧が変わっています）。"
                "番号と内容で照らし合わせました"
            )
            self.notes.append(Note(told, file))
        by_words = [each for each in matches if each.tie in (Tie.TITLE, Tie.CONTENT)]
        for each in by_words:
            how = "内容" if each.tie is Tie.TITLE else "近い内容"
            name = self._called(each.asked)[1]
            cell = self.book.place(each.row.sheet, next(each.row.filled).place)
            self.notes.append(Note(f"{how}で照らし合わせて、{name} の回答としました", file, cell))
        apart = [each for each in matches if each.sorted_apart]
        if apart:
            told = (
                f"鍵（照会キー）と行が {len(apart)} 行で食い違います（隠れた列を残して並べ替えた表です）。"
                "見えている番号と内容で照らし合わせました"
            )
            self.notes.append(Note(told, file))

    # --- what is no answer --------------------------------------------------------------

    def _place(self, match: Match) -> None:
        row = match.row
        for cell in row.answers:
            head = self.book.fields[cell.field]
            self.near[row.sheet, cell.answer.place] = match.asked, head
            if cell.last:
                self.near.setdefault((row.sheet, cell.last.place), (match.asked, head))
        for head, each in row.context.items():
            self.near[row.sheet, each.place] = match.asked, head
        if row.remark:
            self.near[row.sheet, row.remark.place] = match.asked, "備考"

    def _around(self) -> None:
        book = self.book
        for thing in book.things:
            self._beside(_THINGS[thing.kind], thing.text, thing.sheet, thing.place)
        cover = self._form.cover.get(self.department.key if self.department else "", ())
        known = Counter(map(fold_width, cover))
        there = Counter(fold_width(cell.text) for cell in book.cover)
        for cell in book.cover:
            text = fold_width(cell.text)
            if there[text] > known[text] and not self.reader.is_printed(book, cell):
                self._beside("表紙に書かれています", cell.text, book.cover_name, cell.place)
        sheets: dict[str, list[CellText]] = {}
        for sheet, cell in book.elsewhere:
            sheets.setdefault(sheet, []).append(cell)
        for sheet, cells in sheets.items():
            self._sheet(sheet, cells)
        for sheet, cell in book.struck:
            self._beside("取り消し線の付いた文字です。取り込みません", cell.text, sheet, cell.place, Matter.UNCLEAR)
        for sheet, place in book.uncalculated:
            if sheet == book.cover_name:
                continue  # what the sheet counts by itself
            why = "計算の結果が保存されていません。Excel で開いて保存し直してもらってください"
            self._beside(why, "", sheet, place, Matter.UNCLEAR)
        if book.damaged:
            why = "ファイルの一部が壊れていて、注や図を読めません。開いて確かめてください"
            self.open.append(Open(Matter.FILE, why, "", self.who, file=book.file))

    def _sheet(self, sheet: str, cells: Sequence[CellText]) -> None:
        """Cells outside the table; those of a whole worksheet of somebody's own in one line."""
        if len(cells) <= _MOST_TOLD:
            for cell in cells:
                self._beside("表の外に書かれています", cell.text, sheet, cell.place)
            return
        first = "、".join(f"{cell.place}「{_cut(cell.text)}」" for cell in cells[:3])
        why = f"シート「{sheet}」の表の外に、{len(cells)} 個のセル（{first} ほか）があります。開いて確かめてください"
        self._beside(why, "", sheet, "")

    def _beside(
        self, why: str, text: str, sheet: str, place: str, matter: Matter = Matter.BESIDE
    ) -> None:
        asked, head = self.near.get((sheet, place), (None, ""))
        named = self._called(asked) if asked else ("", "", "")
        cell = self.book.place(sheet, place)
        told = Open(matter, why, text, self.who, *named, head=head, file=self.book.file, cell=cell)
        self.open.append(told)

    # --- telling ------------------------------------------------------------------------

    def _tell(
        self, matter: Matter, why: str, text: str, match: Match | None, place: str, head: str
    ) -> None:
        self.open.append(self._opened(matter, why, text, match, place, head))

    def _opened(
        self, matter: Matter, why: str, text: str, match: Match | None, place: str, head: str
    ) -> Open:
        named = self._called(match.asked) if match else ("", "", "")
        cell = self.book.place(match.row.sheet, place) if match else place
        return Open(matter, why, text, self.who, *named, head=head, file=self.book.file, cell=cell)

    def _called(self, row: AskedRow) -> tuple[str, str, str]:
        """Key, name and title of a row's measure."""
        return (*called(self.reader.guideline, row.measure), row.measure.title.text)


_THINGS = {
    Kind.NOTE: "セルの注（コメント）です",
    Kind.BOX: "図形か文字枠に書かれています",
    Kind.PICTURE: "画像が貼られています。書いてあることは取り込めません",
    Kind.OBJECT: "図が置かれています。書いてあることは取り込めません",
}


def _shape(book: AnswerBook, cell: CellText) -> tuple[str, str]:
    """A cell of a covering sheet, and what it says in whichever department's workbook."""
    text = fold_width(cell.text)
    if book.sent:
        text = text.replace(fold_width(book.sent.department), "")
    return cell.place, _OWN.sub("", text)


def _is_overwritten(row: AnswerRow) -> bool:
    """Whether a cell that says what was sent says something else."""
    pairs = ((each.last, each.sent) for each in row.answers)
    return any(held(last.text) != held(sent.text) for last, sent in pairs if last and sent)


def _base(match: Match, cell: AnswerCell) -> str | None:
    """What was sent: by the hidden column, else by the one that people see."""
    if cell.sent is not None and not match.sorted_apart:
        return cell.sent.text
    return cell.last.text if cell.last is not None else None


def _cut(text: str) -> str:
    return short(text, 30)
