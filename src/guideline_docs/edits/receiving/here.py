"""What everybody who receives asks: what was sent, what that is here, what nobody has sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from guideline_docs.edits.receiving.matching import Matched, is_of_chapters, matched
from guideline_docs.edits.receiving.ours import Kind, Ours, cut, ours_of
from guideline_docs.edits.receiving.references import SentReferences
from guideline_docs.edits.receiving.writing import BLANK, Notation, one_line
from guideline_docs.model.chapter import Heading, ParagraphKind
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import TITLE, Field, Said, shown
from guideline_docs.model.labels import goal_of
from guideline_docs.readback.word.parts import Paragraph, Returned, Table

Tokens = tuple[Said, ...]
# No bookmark ends so.
_GONE = "?"


class Here:
    """The sources beside a document that came back."""

    def __init__(self, guideline: Guideline, returned: Returned) -> None:
        self.guideline = guideline
        self.file = returned.file
        self.sent = returned.origins.texts
        self.ours = list(ours_of(guideline))
        self.matched: Matched = matched(guideline, returned.origins, self.ours, _Called(returned))
        self.notation = Notation(guideline, self.ours)
        self.references = SentReferences(guideline, self.sent)
        sent = {each.key for each in self.matched.ours.values()}
        self._new = frozenset(each.key for each in self._row) - sent
        """What of the chapters nobody has sent."""
        self._fresh = set(self._new)

    @cached_property
    def _row(self) -> list[Ours]:
        return [each for each in self.ours if is_of_chapters(each.key)]

    @cached_property
    def _places(self) -> dict[Tokens, list[int]]:
        """Where in the chapters a text stands."""
        found: dict[Tokens, list[int]] = {}
        for at, each in enumerate(self._row):
            found.setdefault(_tokens(each), []).append(at)
        return found

    @cached_property
    def _texts(self) -> dict[str, list[int]]:
        """The same by how it is written."""
        found: dict[str, list[int]] = {}
        for at, each in enumerate(self._row):
            found.setdefault(one_line(each.text).strip(), []).append(at)
        return found

    def name(self, key: str) -> str:
        ours = self.matched.ours.get(key)
        return ours.name if ours else self.sent[key].source if key in self.sent else ""

    # --- three versions -----------------------------------------------------------------------

    def base(self, key: str) -> list[Said]:
        """What was sent, its numbers led to those of today."""
        sent = self.sent[key]
        return [] if sent.empty else _trimmed(self.cut(_without(sent.said, sent.lead)))

    def theirs(self, key: str, said: Tokens) -> list[Said]:
        """What came, without what the program had put before it or in its place."""
        sent = self.sent[key]
        said = self._bound(_without(said, sent.lead), _without(sent.said, sent.lead))
        if sent.empty:
            said = _without_mark(said, shown(sent.said).removeprefix(sent.lead))
        return _trimmed(self.cut(said))

    def cut(self, said: Iterable[Said]) -> list[Said]:
        led = self._led
        return cut(
            [
                Field(led.get(each.bookmark, each.bookmark)) if isinstance(each, Field) else each
                for each in said
            ]
        )

    def written(self, said: Tokens) -> Tokens:
        """What a new paragraph says, as a chapter can hold it."""
        return plain(_trimmed(self.cut(self._bound(said, ()))))

    def _bound(self, said: Tokens, base: Tokens) -> Tokens:
        """With the numbers that were typed led on, where numbers have moved since."""
        return self.references.bound(said, base, self._led) if self._moved else said

    @cached_property
    def _led(self) -> dict[str, str]:
        """Bookmark as sent → as it is here; of what is no more one that leads nowhere."""
        led = self.matched.bookmarks
        return {each: led.get(each, f"{each}{_GONE}") for each in self.references.bookmarks} | led

    @cached_property
    def _moved(self) -> bool:
        return any(was != now for was, now in self._led.items())

    # --- what is there already ----------------------------------------------------------------

    def has(self, lines: Sequence[Tokens], kind: ParagraphKind | int, own: str = "") -> bool:
        """Whether the chapters say these lines already, one behind the other, where nobody has
        sent them; ``own`` may be one of them. What is found once is not found again."""
        for at in self._standing(lines[0]):
            here = self._row[at : at + len(lines)]
            if len(here) == len(lines) and all(
                self._says(each, line)
                and (each.key in self._fresh or each.key == own)
                and kind_of(each) == kind
                for each, line in zip(here, lines, strict=True)
            ):
                self._fresh.difference_update(each.key for each in here)
                return True
        return False

    def _standing(self, line: Tokens) -> list[int]:
        """Where a line stands, as it came or as it is written here: a number may have come as
        the words that it shows."""
        written = self._texts.get(self.notation.line(line), ())
        return sorted({*self._places.get(line, ()), *written})

    def _says(self, ours: Ours, line: Tokens) -> bool:
        return _tokens(ours) == line or self.notation.says(ours.pieces, line)

    def stands_behind(self, one: Ours, other: Ours) -> bool:
        """Whether a text of the chapters follows another one, at once or behind what nobody
        has sent."""
        keys = [each.key for each in self._row]
        at = keys.index(one.key) - 1
        while at >= 0 and keys[at] in self._new:
            at -= 1
        return at >= 0 and keys[at] == other.key


class _Called:
    """What stands in a document where titles of measures may stand: in their headings, and in
    the rows of their numbers. Only what nobody else knows asks for it."""

    def __init__(self, returned: Returned) -> None:
        self.returned = returned

    def __call__(self, measure: str) -> set[str]:
        return self._texts.get(measure, set())

    @cached_property
    def _texts(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for block in self.returned.blocks:
            for row in block.rows if isinstance(block, Table) else ():
                texts = {p.text for cell in row.cells for p in cell.paragraphs}
                for cell in row.cells:
                    for said in (p.said for p in cell.paragraphs if len(p.said) == 1):
                        if isinstance(said[0], Field) and (goal := goal_of(said[0].bookmark)):
                            owner = "-".join((goal[0], *map(str, goal[1])))
                            found.setdefault(owner, set()).update(texts)
            for key in block.keys if isinstance(block, Paragraph) else ():
                if key.endswith(f":{TITLE}") and isinstance(block, Paragraph):
                    found.setdefault(key.rpartition(":")[0], set()).add(block.text)
        return found


def kind_of(ours: Ours) -> ParagraphKind | int | None:
    """Text, item, note; or the depth of a heading."""
    if isinstance(ours.thing, Heading):
        return ours.thing.level
    return ours.thing.kind if ours.kind is Kind.PARAGRAPH else None  # type: ignore[union-attr]


def plain(tokens: Sequence[Said], in_cell: bool = False) -> Tokens:
    """With a blank for a tab; and where only cells keep the ends of lines, without these."""
    found = (BLANK if each == "\t" else each for each in tokens)
    return tuple(found if in_cell else (each for each in found if each != "\n"))


def _tokens(ours: Ours) -> Tokens:
    return tuple(_trimmed([piece.said for piece in ours.pieces]))


def _trimmed(tokens: list[Said]) -> list[Said]:
    """Without blanks at the ends: no source keeps them."""
    out = list(tokens)
    while out and isinstance(out[0], str) and not out[0].strip():
        del out[0]
    while out and isinstance(out[-1], str) and not out[-1].strip():
        del out[-1]
    return out


def _without(said: Tokens, lead: str) -> Tokens:
    """What was said without what the program put before it."""
    if lead and said and isinstance(said[0], str) and said[0].startswith(lead):
        rest = said[0].removeprefix(lead)
        return (rest, *said[1:]) if rest else said[1:]
    return said


def _without_mark(said: Tokens, mark: str) -> Tokens:
    """What was written over the mark of an empty cell, or beside it."""
    out: list[Said] = []
    for at, each in enumerate(said):
        if isinstance(each, str):
            each = each.removeprefix(mark) if at == 0 else each
            each = each.removesuffix(mark) if at == len(said) - 1 else each
        if each != "":
            out.append(each)
    return tuple(out)
