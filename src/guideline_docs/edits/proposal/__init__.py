"""Settings that read a table, guessed from its heads, its marks and its words.

    table    its lines: the head, the rows, the headings
    names    what heads and words are called elsewhere
    columns  which column is which
    levels   how headings and rows are numbered
    words    the words of progress, and the directions
    guess    what is proposed, and why
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from guideline_docs.edits.proposal.columns import Columns, columns_of
from guideline_docs.edits.proposal.guess import ASK, Guess, Proposal, Table
from guideline_docs.edits.proposal.levels import (
    Rank,
    Step,
    column_rank,
    counted,
    digits_of,
    is_code,
    key,
    mark_of,
    measure_name,
    names_of,
    ranks_of,
    scopes_of,
)
from guideline_docs.edits.proposal.names import unit_of
from guideline_docs.edits.proposal.table import Band, Body, Look, body_of, look
from guideline_docs.edits.proposal.words import directions, rates, statuses, words_of_column
from guideline_docs.model.code import SHEET
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText
from guideline_docs.syntax.columns import COLUMNS, Column, ColumnKind
from guideline_docs.syntax.marks import Mark

__all__ = ["Proposal", "names_columns", "propose"]


class _Read(NamedTuple):
    """A table as far as it is understood."""

    look: Look
    columns: Columns
    body: Body
    ranks: tuple[Rank, ...]

    def head(self, place: int) -> str:
        return self.look.heads[place]

    def texts(self, place: int) -> list[str]:
        return [line.text(place) for line in (*self.body.rows, *self.body.parts)]

    @property
    def where(self) -> str:
        """The line of the heads, as a person finds it."""
        line = self.look.head
        return f"{line - 1}～{line}行目" if self.look.two_rows else f"{line}行目"

    def why(self, *places: int) -> str:
        heads = "".join(f"「{self.head(place)}」" for place in places)
        return f"{self.where}の見出し{heads}から"


def names_columns(source: SourceText) -> int | None:
    """The line, counted from 1, that names the columns of a table; None where none does."""
    found = look(source)
    return found.head if found and columns_of(found) else None


def propose(source: SourceText) -> Proposal | None:
    """Settings for a table; None where the usual ones read it, or nobody could."""
    found = look(source)
    columns = columns_of(found) if found else None
    if found is None or columns is None:
        return None
    body = body_of(found, columns.title, columns.number, columns.levels)
    if not body.rows:
        return None
    read = _Read(found, columns, body, tuple(_ranks(found, columns, body)))
    levels = list(_levels(read))
    measure = _measure(read)
    tables = [
        *filter(None, [_columns(read)]),
        *levels,
        *filter(None, [measure]),
        *_further(read),
        *statuses(read.look.heads, columns, read.texts, read.where),
        *directions(read.look.heads, columns, read.texts, read.where),
    ]
    flat = "" if read.ranks else "見出しの行も、見出しの列もないので"
    if not (tables or flat):
        return None
    return Proposal(tuple(tables), flat, tuple(_notes(read)))


def _ranks(look: Look, columns: Columns, body: Body) -> Iterator[Rank]:
    """The levels from the top: lines of their own, then columns."""
    bands = (*_bands_above(look, body.bands), *body.bands)
    yield from ranks_of(bands, body.rows[0].number)
    for place in columns.levels:
        values, held = [], ""
        for line in look.lines:
            text = line.text(place)
            if text and text != held:
                values.append((line.number, text))
            held = text or held
        yield column_rank(place, values)


def _bands_above(look: Look, below: Sequence[Band]) -> Iterator[Band]:
    """Headings above the head line, whose marks stand below it again."""
    known = {key(found[0]) for band in below if (found := mark_of(band.text))}
    for line in look.above[1:]:
        text = line.text(line.filled[0])
        if len(line.filled) == 1 and (found := mark_of(text)) and key(found[0]) in known:
            yield Band(line.number, text)


def _columns(read: _Read) -> Table | None:
    """[columns]: the heads of what rules and documents know; nothing where they are the usual."""
    core = read.columns.core
    others = {fold_head(head) for p, head in enumerate(read.look.heads) if head and not any(p in c for c in core.values())}
    guesses = []
    for column in COLUMNS:
        usual = [name for name in column.heads if fold_head(name) not in others]
        if places := core.get(column, ()):
            heads = tuple(read.head(place) for place in places)
            if len(heads) > 1 or fold_head(heads[0]) != fold_head(column.heads[0]) or len(usual) < len(column.heads):
                more = "（年ごと。古い順）" if len(heads) > 1 else ""
                guesses.append(Guess(str(column), heads, read.why(*places) + more))
        elif len(usual) < len(column.heads):
            taken = "・".join(name for name in column.heads if name not in usual)
            guesses.append(Guess(str(column), tuple(usual) or ("―",), f"見出し「{taken}」は、この表では別のもの"))
    if not guesses and set(core) == set(COLUMNS) and not read.columns.further and not read.columns.levels:
        return None
    found = tuple(str(column) for column in COLUMNS if column in core)
    guesses.append(Guess("required", found, "この表にある列"))
    return Table("columns", tuple(guesses))


def _levels(read: _Read) -> Iterator[Table]:
    """[[level]] from the top; none where they are those of the office's own sheet."""
    if _are_usual(read):
        return
    names = names_of(read.ranks, read.look.heads)
    for place, (rank, (name, own)) in enumerate(zip(read.ranks, names, strict=True)):
        guesses = [Guess("name", name, "" if own else f"{ASK}見出しの呼び名「{name}」は仮のものです。計画での呼び名に書き換えてください")]
        if rank.column is not None:
            guesses.append(Guess("column", read.head(rank.column), read.why(rank.column)))
        guesses += _marks(rank, read.ranks[:place])
        yield Table("level", tuple(guesses), many=True)


def _marks(rank: Rank, above: Sequence[Rank]) -> Iterator[Guess]:
    """How the headings of a level are marked and counted."""
    first = _short(rank.steps[0].text)
    where = "列の初めの" if rank.column is not None else f"{rank.line}行目"
    why = f"{where}「{first}」から"
    # 1-1 without a heading 1 above it counts nothing: it is a part of the title.
    bare = rank.mark is None or (not is_code(rank.mark) and len(rank.mark.slots) > len(above) + 1)
    if bare and rank.column is None:
        more = "のような、文字だけの行から" if rank.mark is None else "から。番号の上の段が表にないので、番号も題として読む"
        yield Guess("mark", "", f"{where}「{first}」{more}")
    elif rank.mark is not None and not bare:
        mark = _mark(rank.mark, rank.steps, above, why)
        yield mark
        if mark.key == "mark" and rank.mark.numbered:
            yield from _series(rank, above)


def _mark(mark: Mark, steps: Sequence[Step], above: Sequence[Rank], why: str) -> Guess:
    if is_code(mark):
        length = mark.slots[0].digits
        codes = [(step.line, str(step.path[-1]).zfill(length)) for step in steps]
        if digits := digits_of(codes, above):
            return Guess("digits", digits, f"{why}。番号の桁が、上の見出しの番号と合うので")
    return Guess("mark", mark.example, why)


def _are_usual(read: _Read) -> bool:
    """Whether the levels are the （1） and ア of the office's own sheet."""
    usual = [key(level.mark) for level in SHEET.levels]
    own = [key(rank.mark) for rank in read.ranks if rank.mark is not None]
    by_column = any(rank.column is not None for rank in read.ranks)
    return bool(own) and not by_column and own == usual[: len(own)]


def _series(rank: Rank, above: Sequence[Rank]) -> list[Guess]:
    assert rank.mark is not None
    steps = [step for step in rank.steps if step.path]
    if rank.column is not None:
        # A column may come back to what it said before.
        steps = list({step.text: step for step in reversed(steps)}.values())[::-1]
    if len(steps) < 2:
        return []
    repeats = len(rank.mark.slots) > 1
    scopes = scopes_of([step.line for step in steps], above)
    paths = [step.path for step in steps]
    scopes = [path[:-1] for path in paths] if repeats else scopes
    return list(_counts(*counted(paths, scopes, "restart"), usual="restart"))


def _counts(series: str, numbering: str, usual: str) -> Iterator[Guess]:
    if series != usual:
        why = "番号が表の全体を通して続くので" if series == "all" else "番号が見出しごとに 1 から始まるので"
        yield Guess("series", series, why)
    if numbering == "unique":
        yield Guess("numbering", numbering, "番号が続かず、重なりもしないので")
    elif numbering == "none":
        yield Guess("numbering", numbering, f"{ASK}番号の付け方が分かりません。続くなら consecutive、重ならないなら unique にしてください")


def _measure(read: _Read) -> Table | None:
    """[measure]: how rows are called and numbered, and by which column they have parts."""
    guesses = list(_numbers(read))
    departments = [p for p, kind in read.columns.further.items() if kind is ColumnKind.DEPARTMENT]
    parts = [line for line in read.body.parts if any(line.text(place) for place in departments)]
    if parts and departments:
        place = departments[0]
        why = f"{parts[0].number}行目のように、番号と内容がなく「{read.head(place)}」のある行があるので"
        guesses.append(Guess("part", unit_of(read.head(place))[0], why))
    name = measure_name(read.head(read.columns.title))
    if name != "施策":
        guesses.insert(0, Guess("name", name, read.why(read.columns.title)))
    return Table("measure", tuple(guesses)) if guesses else None


def _before_a_title(text: str) -> tuple[Mark, tuple[int, ...]] | None:
    """The mark that a title follows: ①婚姻率, not 健診1."""
    found, text = mark_of(text), text.strip()
    read = found and found[0].match(text)
    return found if read and read[1] < len(text) else None


def _numbers(read: _Read) -> Iterator[Guess]:
    place = read.columns.number
    rows = read.body.rows
    texts = [(row.number, row.text(read.columns.title if place is None else place)) for row in rows]
    mark_in = _before_a_title if place is None else mark_of
    found = [(line, mark_in(text)) for line, text in texts]
    marked = [(line, each) for line, each in found if each and each[0].numbered]
    if 2 * len(marked) <= len(texts):
        if place is None:
            yield Guess("mark", "", f"番号の列がなく、「{read.head(read.columns.title)}」の頭にも番号がないので")
        return
    own = Counter(key(each[0]) for _, each in marked).most_common(1)[0][0]
    alike = [(line, each) for line, each in marked if key(each[0]) == own]
    mark = alike[0][1][0]
    where = f"{alike[0][0]}行目の「{_short(dict(texts)[alike[0][0]])}」から"
    digits = digits_of([each for each in texts if place is not None], read.ranks)
    if digits:
        yield Guess("digits", digits, f"{where}。番号の桁が、上の見出しの番号と合うので")
        return
    paths = [each[1] for _, each in alike]
    usual = "restart" if len(mark.slots) > 1 else "all"
    if place is None or not (is_code(mark) or own in (key(SHEET.marks.measure), ("<arabic>",))):
        written = mark.spell((1,) * len(mark.slots)) or mark.example
        yield Guess("mark", written, where)
    scopes = scopes_of([line for line, _ in alike], read.ranks)
    repeats = [path[:-1] for path in paths] if len(mark.slots) > 1 else scopes
    series, numbering = counted(paths, repeats, usual)
    yield from _counts(series, numbering, usual)


def _further(read: _Read) -> Iterator[Table]:
    """[[column]]: all other columns by what their cells hold."""
    rated = rates(read.look.heads, read.columns, read.body.rows)
    taken = {fold_head(read.head(p)) for places in read.columns.core.values() for p in places}
    for place, kind in read.columns.further.items():
        head, unit = unit_of(read.head(place))
        if {fold_head(head), fold_head(read.head(place))} & taken:
            continue  # of two heads of one name settings can speak of one
        taken |= {fold_head(head), fold_head(read.head(place))}
        guesses = [Guess("head", head, read.why(place))]
        if kind is not ColumnKind.TEXT:
            guesses.append(Guess("kind", str(kind), _SAID[kind]))
        if unit:
            guesses.append(Guess("unit", unit))
        if kind is ColumnKind.STATUS:
            guesses += words_of_column(read.texts(place))
        guesses += rated.get(place, ())
        yield Table("column", tuple(guesses), many=True)


_SAID = {
    ColumnKind.NUMBER: "欄が数なので",
    ColumnKind.PERCENT: "欄が割合なので",
    ColumnKind.DATE: "欄が日付なので",
    ColumnKind.DEPARTMENT: "欄が課の名前なので",
    ColumnKind.STATUS: "欄が決まった短い言葉なので",
}


def _notes(read: _Read) -> Iterator[str]:
    """What settings cannot say: what a person must do to the table."""
    columns = read.columns
    if columns.number is not None:
        bare = [row for row in read.body.rows if not mark_of(row.text(columns.number))]
        if bare:
            text = _short(bare[0].text(columns.number))
            yield f"{ASK}{bare[0].number}行目{_more(bare)}の番号「{text}」が読めません。番号を付けてください"
    heads = [fold_head(head) for head in read.look.heads if head]
    for head in dict.fromkeys(head for head in read.look.heads if heads.count(fold_head(head)) > 1):
        yield f"{ASK}見出し「{head}」の列が {heads.count(fold_head(head))} つあります。一覧の見出しを違う名前にしてください"
    for line in read.body.others[:3]:
        text = _short(line.text(line.filled[0]))
        yield f"{ASK}{line.number}行目「{text}」が、見出しか{measure_name(read.head(columns.title))}の行か分かりません"
    if Column.STATUS not in columns.core:
        yield "進捗の列は見つかりませんでした。あれば [columns] の status に見出しを書いてください"


def _more(lines: Sequence[object]) -> str:
    return f"など {len(lines)} 行" if len(lines) > 1 else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 16 else text[:15] + "…"
