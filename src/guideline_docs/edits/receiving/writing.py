"""What came back put into the sources: merged texts, new paragraphs, those that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guideline_docs.edits.receiving.merging import Replaced
from guideline_docs.edits.receiving.ours import Fact, Kind, Ours, Piece
from guideline_docs.model.chapter import Heading, ParagraphKind
from guideline_docs.model.code import CHAPTERS
from guideline_docs.model.configuration import SETTINGS_TABLE
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import Field, Ruby, Said, bookmark_name
from guideline_docs.source.edit import Edit
from guideline_docs.source.span import LINE_END, SourceText, Span

_MARKS = {ParagraphKind.ITEM: "・", ParagraphKind.NOTE: "※　", ParagraphKind.TEXT: "　"}


class Notation:
    """How a source writes what a document says."""

    def __init__(self, guideline: Guideline) -> None:
        self.names = {
            bookmark_name(target.anchor): target.name for target in guideline.targets.values()
        }

    def written(self, piece: Piece | Said) -> str:
        match piece:
            case Piece():
                return piece.written
            case Field(bookmark=bookmark):
                return self.names.get(bookmark, "")
            case Ruby(base=base, reading=reading):
                return f"｜{base}《{reading}》"
            case str():
                return piece
        raise TypeError(piece)

    def text(self, pieces: Iterable[Piece | Said]) -> str:
        return "".join(map(self.written, pieces))

    def line(self, said: Iterable[Said]) -> str:
        """A text that stands on one line of a chapter."""
        return one_line(self.text(said))


def one_line(text: str) -> str:
    """A text without what would end its line or part its cells."""
    return text.replace("\n", "").replace("\t", "　")


def span_edits(ours: Ours, changes: Sequence[Replaced], notation: Notation) -> list[Edit]:
    """The edits of a text that stands as it is printed: a chapter's, a heading's."""
    source = ours.span.source
    ends = [piece.end for piece in ours.pieces]
    edits = []
    for start, end, said in changes:
        first = ours.pieces[start].start if start < len(ours.pieces) else ours.span.end
        if start == end:
            # Between two lines what is put in belongs to the one it follows.
            first = ends[start - 1] if start else first
        last = ends[end - 1] if end > start else first
        edits.append(Edit(Span(source, first, last), notation.line(said)))
    return edits


def fact_edit(fact: Fact, text: str) -> Edit | None:
    """The edit by which the settings say a fact; None where their quotes cannot hold it."""
    source, span = fact.file.source, fact.span
    if fact.key not in fact.file.table(SETTINGS_TABLE):
        heading = fact.file.heading(fact.file.table(SETTINGS_TABLE))
        match = LINE_END.search(source.text, heading.end)
        if match is None or not heading:
            return None
        line = f'{fact.key} = "{_escaped(text)}"{match[0]}'
        return Edit(Span(source, match.end(), match.end()), line)
    quote = source.text[span.start - 1]
    if quote == "'":
        return None if "'" in text else Edit(span, text)
    return Edit(span, _escaped(text))


def _escaped(text: str) -> str:
    """A text within the quotes of TOML."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


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


class Insertions:
    """New lines of a chapter, gathered by the place at which they are put in."""

    def __init__(self, notation: Notation) -> None:
        self.notation = notation
        self.lines: dict[tuple[SourceText, int], list[tuple[ParagraphKind | int, str]]] = {}
        self.follows: dict[tuple[SourceText, int], Ours] = {}

    def behind(self, ours: Ours, kind: ParagraphKind | int, line: str) -> None:
        span: Span = ours.thing.span  # type: ignore[assignment]
        place = span.source, span.end
        self.lines.setdefault(place, []).append((kind, line))
        self.follows[place] = ours

    def edits(self) -> list[Edit]:
        return [self._edit(place, lines) for place, lines in self.lines.items()]

    def _edit(
        self, place: tuple[SourceText, int], lines: Sequence[tuple[ParagraphKind | int, str]]
    ) -> Edit:
        source, at = place
        match = LINE_END.search(source.text)
        end = match[0] if match else "\n"
        before = self.follows[place].thing
        kind: ParagraphKind | int = before.level if isinstance(before, Heading) else before.kind  # type: ignore[union-attr]
        airy = end * 2 in source.text
        out = "" if source.text[:at].endswith(("\n", "\r")) or not at else end
        for here, line in lines:
            together = here == kind and here in (ParagraphKind.ITEM, ParagraphKind.NOTE)
            out += ("" if together or not airy else end) + line + end
            kind = here
        return Edit(Span(source, at, at), out)


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
