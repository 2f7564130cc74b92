"""What came back put into the sources: merged texts, new paragraphs, those that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from guideline_docs.edits.receiving.merging import Replaced, applied
from guideline_docs.edits.receiving.ours import Fact, Kind, Ours, Piece
from guideline_docs.edits.receiving.step import New, Step
from guideline_docs.model.chapter import Heading, Paragraph, ParagraphKind
from guideline_docs.model.code import CHAPTERS
from guideline_docs.model.configuration import SETTINGS_TABLE
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import Field, Ruby, Said, bookmark_name
from guideline_docs.model.labels import goal_of
from guideline_docs.model.targets import TargetKind
from guideline_docs.source.edit import Edit, Patch
from guideline_docs.source.span import LINE_END, SourceText, Span
from guideline_docs.source.toml import in_quotes

BLANK = "　"
"""What a tab becomes: it would part cells."""
PARAGRAPH = "\u2029"
"""The sign of Unicode for the end of a paragraph within a text."""

_MEASURES = bookmark_name(f"{TargetKind.MEASURE}-")
_JOINTS = ("-", "－", "の")
_MARKS = {ParagraphKind.ITEM: "・", ParagraphKind.NOTE: "※　", ParagraphKind.TEXT: "　"}


class Notation:
    """How the sources write what a document says."""

    def __init__(self, guideline: Guideline, ours: Iterable[Ours]) -> None:
        self.names = {
            bookmark_name(target.anchor): target.name for target in guideline.targets.values()
        }
        # 施策6 or No.6: as it is written here.
        self.habits: dict[str, str] = {}
        bound = (each for each in ours if any(line.references for line in each.passages))
        for piece in (piece for each in bound for piece in each.pieces):
            if isinstance(piece.said, Field) and piece.said.bookmark.startswith(_MEASURES):
                self.habits.setdefault(piece.said.bookmark, piece.written)
        form = next(iter(self._forms()), "")
        for bookmark in self.names if form else ():
            goal = goal_of(bookmark)
            if goal and goal[0] is TargetKind.MEASURE:
                self.habits.setdefault(bookmark, form.format(goal[1][-1]))

    def _forms(self) -> Iterator[str]:
        """How measures are written here, of those that are: with a place for the number."""
        for bookmark, written in self.habits.items():
            goal = goal_of(bookmark)
            number = str(goal[1][-1]) if goal else ""
            before, found, behind = written.partition(number)
            if number and found and not any(each in before + behind for each in "{}0123456789"):
                yield f"{before}{{}}{behind}"

    def unknown(self, pieces: Iterable[Piece | Said]) -> bool:
        """Whether something in it leads to what is not here."""
        return any(isinstance(each, Field) and each.bookmark not in self.names for each in pieces)

    def text(self, pieces: Iterable[Piece | Said]) -> str:
        """As it is written; between paragraphs stands their sign."""
        return "".join(self._written(pieces, self.habits))

    def texts(self, pieces: Iterable[Piece | Said]) -> list[str]:
        """The same, piece by piece: how one is written what stands before it tells."""
        return list(self._written(pieces, self.habits))

    def says(self, pieces: Sequence[Piece], said: Sequence[Said]) -> bool:
        """Whether pieces say what came: a number may have become the words that it shows."""
        if [piece.said for piece in pieces] == list(said):
            return True
        words, here = self.text(said), [piece.said for piece in pieces]
        written = "".join(piece.written for piece in pieces)
        return words in (written, self.text(here), "".join(self._written(here, {})))

    def line(self, said: Iterable[Said]) -> str:
        """A text that stands on one line of a chapter."""
        return one_line(self.text(said)).strip()

    def _written(
        self, pieces: Iterable[Piece | Said], habits: Mapping[str, str]
    ) -> Iterator[str]:
        above, joint = "", ""
        for each in pieces:
            match each:
                case Piece(said=said, written=written):
                    if isinstance(said, Field):
                        above, joint = self.names.get(said.bookmark, ""), ""
                    else:
                        above, joint = (above, written) if above and said in _JOINTS else ("", "")
                    yield written
                case Ruby(base=base, reading=reading):
                    above = ""
                    yield f"｜{base}《{reading}》"
                case Field(bookmark=bookmark):
                    name = self.names.get(bookmark, "")
                    # Of 第2章1 each number is a field of its own, and so are (1) and ア.
                    if above and name.startswith(above):
                        yield name.removeprefix(above).removeprefix(joint)
                    else:
                        yield habits.get(bookmark, name)
                    above, joint = name, ""
                case str():
                    above, joint = (above, each) if above and each in _JOINTS else ("", "")
                    yield each


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a text that came, each on a line of its own."""
    return tuple(one_line(each).strip() for each in text.split(PARAGRAPH))


def one_line(text: str) -> str:
    """A text without what would end its line or part its cells."""
    return text.replace("\n", "").replace("\t", BLANK)


def span_edits(ours: Ours, changes: Sequence[Replaced], notation: Notation) -> list[Edit]:
    """The edits of a text that stands as it is printed: a chapter's, a heading's."""
    source = ours.span.source
    ends = [piece.end for piece in ours.pieces]
    written = notation.texts(applied(ours.pieces, changes))
    edits, at, place = [], 0, 0
    for start, end, said in sorted(changes):
        first = ours.pieces[start].start if start < len(ours.pieces) else ours.span.end
        if start == end:
            # Between two lines what is put in belongs to the one it follows.
            first = ends[start - 1] if start else first
        last = ends[end - 1] if end > start else first
        place += start - at
        text = "".join(written[place : place + len(said)])
        at, place = end, place + len(said)
        edits.append(Edit(Span(source, first, last), _between(ours).join(map(one_line, text.split(PARAGRAPH)))))
    return edits


def _between(ours: Ours) -> str:
    """What parts two paragraphs of the kind of one."""
    end = _end_of_lines(ours.span.source)
    kind = ours.thing.kind if isinstance(ours.thing, Paragraph) else ParagraphKind.TEXT
    together = kind is not ParagraphKind.TEXT or not _is_airy(ours.span.source)
    return end * (1 if together else 2) + _MARKS[kind]


def fact_edit(fact: Fact, text: str) -> Edit | None:
    """The edit by which the settings say a fact; None where their quotes cannot hold it."""
    source, span = fact.file.source, fact.span
    if fact.key not in fact.file.table(SETTINGS_TABLE):
        heading = fact.file.heading(fact.file.table(SETTINGS_TABLE))
        match = LINE_END.search(source.text, heading.end)
        if match is None or not heading:
            return None
        line = f'{fact.key} = "{in_quotes(text)}"{match[0]}'
        return Edit(Span(source, match.end(), match.end()), line)
    quote = source.text[span.start - 1]
    if quote == "'":
        return None if "'" in text else Edit(span, text)
    return Edit(span, in_quotes(text))


def removal(ours: Ours, source: SourceText) -> Edit:
    """A paragraph or heading taken out, with the blank lines that parted it."""
    text = source.text
    start, end = ours.thing.span.start, ours.thing.span.end  # type: ignore[union-attr]
    blank_before = start == 0 or _is_blank_line_before(text, start)
    while blank_before and (match := LINE_END.match(text, end)):
        end = match.end()
    return Edit(Span(source, start, end), "")


def _is_blank_line_before(text: str, start: int) -> bool:
    before = text[:start].rstrip(" 　\t")
    return len(LINE_END.findall(before[-4:])) > 1 or not before.strip()


def inserted(news: Iterable[New]) -> list[Edit]:
    """New lines of chapters, those of one place in the order in which they came."""
    places: dict[tuple[SourceText, int], list[New]] = {}
    for new in sorted(news, key=lambda new: new.at):
        span = _span(new.behind)
        places.setdefault((span.source, span.end), []).append(new)
    return [_insertion(source, at, found) for (source, at), found in places.items()]


def insertion_place(behind: Ours) -> Span:
    """Where the lines behind a text begin."""
    span = _span(behind)
    return Span(span.source, span.end, span.end)


def _span(ours: Ours) -> Span:
    return ours.thing.span  # type: ignore[union-attr,return-value]


def _insertion(source: SourceText, at: int, news: Sequence[New]) -> Edit:
    end, airy = _end_of_lines(source), _is_airy(source)
    before = news[0].behind.thing
    kind = before.level if isinstance(before, Heading) else before.kind  # type: ignore[union-attr]
    out = "" if source.text[:at].endswith(("\n", "\r")) or not at else end
    for new in news:
        together = new.kind == kind and new.kind in (ParagraphKind.ITEM, ParagraphKind.NOTE)
        out += ("" if together or not airy else end) + new_line(new.kind, new.text, new.number) + end
        kind = new.kind
    return Edit(Span(source, at, at), out)


def _end_of_lines(source: SourceText) -> str:
    match = LINE_END.search(source.text)
    return match[0] if match else "\n"


def _is_airy(source: SourceText) -> bool:
    """Whether blank lines part its paragraphs."""
    return _end_of_lines(source) * 2 in source.text


def new_line(kind: ParagraphKind | int, text: str, number: int = 0) -> str:
    """A new paragraph, or a heading that bears a number, as a chapter writes it."""
    if isinstance(kind, ParagraphKind):
        return f"{_MARKS[kind]}{text}"
    mark = CHAPTERS.levels[kind].mark.spell((number,)) or str(number)
    return f"{mark}　{text}"


def next_number(ours: Sequence[Ours], behind: Ours, depth: int) -> int:
    """The number of a heading that is put in behind a text: that of the one before, and one."""
    number = 0
    for each in ours:
        if each.kind is Kind.HEADING and isinstance(each.thing, Heading):
            if each.thing.level == depth:
                number = each.thing.ordinal
            elif each.thing.level < depth:
                number = 0
        if each is behind:
            break
    return number + 1


def patch_of(steps: Iterable[Step]) -> Patch:
    """The edits of steps together."""

    steps = list(steps)
    edits = [edit for step in steps for edit in step.edits]
    edits += inserted(step.new for step in steps if step.new)
    return Patch.of(_apart(edits))


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits that touch as one: what is put in where something else ends stands behind it."""
    last: Edit | None = None
    for edit in sorted(edits, key=lambda each: (each.span.source.path, *each.span[1:])):
        if last and last.span.source == edit.span.source and last.span.end >= edit.span.start:
            span = last.span._replace(end=max(last.span.end, edit.span.end))
            last = Edit(span, last.text + edit.text)
            continue
        if last:
            yield last
        last = edit
    if last:
        yield last
