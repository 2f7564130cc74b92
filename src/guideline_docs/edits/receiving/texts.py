"""Texts with keys: what was sent, what came, what stands here; merged, or a conflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from guideline_docs.edits.cells import Unwritable, cell_edit, held, not_encodable
from guideline_docs.edits.collecting.words import Answers, Doubt
from guideline_docs.edits.incoming import Note
from guideline_docs.edits.receiving.flow import Flow
from guideline_docs.edits.receiving.grids import InCell
from guideline_docs.edits.receiving.here import Here, kind_of, plain
from guideline_docs.edits.receiving.merging import Replaced, applied, merge
from guideline_docs.edits.receiving.ours import Fact, Kind, Ours
from guideline_docs.edits.receiving.step import Step, Told
from guideline_docs.edits.receiving.telling import BOTH, GONE, TWICE, Teller
from guideline_docs.edits.receiving.writing import (
    PARAGRAPH,
    fact_edit,
    one_line,
    paragraphs_of,
    span_edits,
)
from guideline_docs.model.asked import asked_field
from guideline_docs.model.chapter import ParagraphKind
from guideline_docs.model.keys import TEXT, Said, shown
from guideline_docs.readback.word.parts import Paragraph
from guideline_docs.source.edit import Edit
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import Column

CLOSED = (Column.TIER, Column.PROPOSAL, Column.STATUS)
UNKNOWN = "参照の先が、この案件にありません"


class _Text(NamedTuple):
    """What a key says now, wherever it was read, and by whom it was changed."""

    said: tuple[Said, ...]
    authors: tuple[str, ...]


class Texts:
    """Every key once, in the order in which they were sent."""

    def __init__(self, here: Here, flow: Flow, cells: Iterable[InCell]) -> None:
        self.here, self.teller = here, Teller(here)
        self.answers = Answers(here.guideline)
        self.flow = flow
        self.said: dict[str, list[_Text]] = {}
        for key, theirs in flow.theirs.items():
            text = _Text(self._paragraphs(theirs.read), theirs.authors)
            self.said.setdefault(key, []).append(text)
        for cell in cells:
            self.said.setdefault(cell.key, []).append(_Text(cell.said, cell.authors))

    def told(self) -> Iterator[Told]:
        for key, sent in self.here.sent.items():
            came = [text for text in self.said.get(key, ()) if text.said != sent.said]
            if not came:
                continue
            base = self.here.base(key)
            changed: dict[tuple[Said, ...], _Text] = {}
            for text in came:
                tokens = self._theirs(key, text)
                if list(tokens) != base:
                    changed.setdefault(tokens, text)
            if len(changed) > 1:
                words = "／".join(shown(text.said) for text in changed.values())
                authors = dict.fromkeys(name for each in changed.values() for name in each.authors)
                yield self.teller.conflict(key, words, TWICE, authors=tuple(authors))
            elif changed:
                [(tokens, text)] = changed.items()
                yield from self._change(key, tokens, text)

    def _paragraphs(self, read: Sequence[Paragraph]) -> tuple[Said, ...]:
        """What the paragraphs of one text say, with a sign where one ends."""
        out: list[Said] = []
        for each in read:
            out += [PARAGRAPH] if out else []
            out += each.said
        return tuple(out)

    def _theirs(self, key: str, text: _Text) -> tuple[Said, ...]:
        return tuple(self.here.theirs(key, text.said))

    def _change(self, key: str, theirs: tuple[Said, ...], text: _Text) -> Iterator[Told]:
        ours = self.here.matched.ours.get(key)
        broken = "\n" in theirs
        theirs = plain(theirs, ours is not None and ours.kind is Kind.CELL)
        if self._is_there(key, theirs, ours):
            return
        if ours is None:
            yield self.teller.conflict(key, _readable(theirs), GONE, authors=text.authors)
        elif ours.column in CLOSED:
            yield from self._closed(key, ours, theirs, text)
        else:
            notation = self.here.notation
            changes = merge(self.here.base(key), theirs, ours.pieces, notation.says)
            if changes is None:
                yield self.teller.conflict(key, _readable(theirs), BOTH, ours, text.authors)
            elif changes:
                yield self._write(key, ours, changes, theirs, text)
                yield from self._beside(key, ours, broken)

    def _is_there(self, key: str, theirs: Sequence[Said], ours: Ours | None) -> bool:
        """Whether the chapters say it already: parted, or where its key did not lead."""
        if ours is not None and (PARAGRAPH not in theirs or ours.kind is not Kind.PARAGRAPH):
            return False
        lines: list[list[Said]] = [[]]
        for each in theirs:
            if each == PARAGRAPH:
                lines.append([])
            else:
                lines[-1].append(each)
        kind = kind_of(ours) if ours else self.flow.kinds.get(key)
        if isinstance(kind, int) and key.endswith(f":{TEXT}"):
            # Made a heading by its style, which is told: here it is a paragraph all the same.
            kind = ParagraphKind.TEXT
        own = ours.key if ours else ""
        return kind is not None and self.here.has([tuple(line) for line in lines], kind, own)

    def _beside(self, key: str, ours: Ours, broken: bool) -> Iterator[Note]:
        if key in self.here.matched.near:
            yield Note(f"{ours.name} は内容で照らし合わせました", self.here.file)
        if broken and ours.kind is not Kind.CELL:
            yield Note(f"{ours.name}: 文の途中の改行は、続けて書きます", self.here.file)

    def _write(
        self,
        key: str,
        ours: Ours,
        changes: Sequence[Replaced],
        theirs: tuple[Said, ...],
        text: _Text,
    ) -> Told:
        said, notation = applied(ours.pieces, changes), self.here.notation
        result = notation.text(said)
        if notation.unknown(said):
            return self.teller.unplaced(_readable(theirs), ours.name, UNKNOWN)
        if ours.kind is Kind.CELL:
            result = held(result.replace(PARAGRAPH, "\n"))
            return self._made(key, ours, self._in_cell(ours, result), (result,), theirs, text)
        if isinstance(ours.thing, Fact):
            result = one_line(result).strip()
            fact: Edit | str = fact_edit(ours.thing, result) or (
                f"guideline.toml の「{ours.thing.key}」に書けません"
            )
            return self._made(key, ours, fact, (result,), theirs, text)
        lines = paragraphs_of(result)
        if not any(lines):
            what = shown(self.here.sent[key].said)
            return self.teller.unplaced(what, ours.name, "見出しの言葉がなくなっています")
        if refused := not_encodable("".join(lines), ours.span.source):
            return self.teller.unplaced(_readable(theirs), ours.name, refused.why)
        edits = tuple(span_edits(ours, changes, notation))
        return self._step(key, ours, edits, lines, theirs, text)

    def _in_cell(self, ours: Ours, text: str) -> Edit | str:
        edit = cell_edit(ours.thing, ours.column, text)  # type: ignore[arg-type]
        return edit.why if isinstance(edit, Unwritable) else edit

    def _made(
        self,
        key: str,
        ours: Ours,
        edit: Edit | str,
        lines: tuple[str, ...],
        theirs: tuple[Said, ...],
        text: _Text,
    ) -> Told:
        """The step of an edit, or why there is none."""
        if isinstance(edit, str):
            return self.teller.unplaced(_readable(theirs), _full(ours), edit)
        return self._step(key, ours, (edit,), lines, theirs, text)

    def _step(
        self,
        key: str,
        ours: Ours,
        edits: tuple[Edit, ...],
        lines: tuple[str, ...],
        theirs: tuple[Said, ...],
        text: _Text,
    ) -> Step:
        change = self.teller.change(key, ours, theirs, "\n".join(lines), text.authors)
        return Step(change, edits, ((ours.key, lines),))

    def _closed(self, key: str, ours: Ours, theirs: Sequence[Said], text: _Text) -> Iterator[Told]:
        """A closed word: written as the cell writes such words, or told."""
        word, was = shown(tuple(theirs)).strip(), ours.text
        sent = shown(tuple(self.here.base(key)))
        own = was
        if ours.column == Column.TIER:
            term = ours.thing.tier  # type: ignore[union-attr]
            own = term.mark.text if term.mark else was
        if word in (own, was):
            return
        if own != sent and was != sent and not sent.startswith(own or "\0"):
            yield self.teller.conflict(key, word, BOTH, ours, text.authors)
            return
        known = self._known(ours.column, word)
        if isinstance(known, str):
            yield self.teller.unplaced(word, _full(ours), known)
            return
        result = was.replace(own, word, 1) if own else _in_brackets(word, ours.column)
        edit = self._in_cell(ours, result)
        yield self._made(key, ours, edit, (result,), tuple(theirs), text)

    def _known(self, column: Column | None, word: str) -> str | None:
        """Why a word is none of its column's; None where it is."""
        asked = asked_field(self.here.guideline, str(column))
        found = self.answers.read(word, asked) if word and asked else word
        return found.why if isinstance(found, Doubt) else None


def _in_brackets(word: str, column: Column | None) -> str:
    return f"【{word}】" if word and column == Column.TIER else word


def _full(ours: Ours) -> str:
    """The place with the head of its column."""
    return f"{ours.name} {ours.column.name}" if ours.column else ours.name


def _readable(theirs: Iterable[Said]) -> str:
    return shown(tuple(theirs)).replace(PARAGRAPH, "\n")
