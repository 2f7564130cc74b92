"""Text in a paragraph: runs, links, live numbers, ruby and the ranges of comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guideline_docs.render.word.revisions import Revisions
from guideline_docs.render.word.survey import Goal
from guideline_docs.render.word.template import Template
from guideline_docs.render.word.xml import Numbers
from guideline_docs.render.xml import escape
from guideline_docs.views.draft.parts import (
    DraftRole,
    Inline,
    Inlines,
    Mark,
    NumberOf,
    Revised,
    Term,
)
from guideline_docs.views.text import Piece, PieceRole

_BREAKS = {
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
_STYLED = {
    PieceRole.LINK: DraftRole.LINK,
    PieceRole.UNRESOLVED: DraftRole.UNRESOLVED,
    PieceRole.PLACEHOLDER: DraftRole.PLACEHOLDER,
}


@dataclass(slots=True)
class Runs:
    """Writes text. ``goals`` are the anchors that this document has."""

    template: Template
    goals: Mapping[str, Goal]
    numbers: Numbers = field(default_factory=Numbers)
    revisions: Revisions | None = None
    """What marks what changed, in a document that tells of that."""
    told: dict[int, int] = field(default_factory=dict)
    """Remark as pieces carry it → the comment that was opened for it."""

    def xml(self, text: Inlines, size: int) -> str:
        """The runs of a text whose paragraph has a type size of ``size`` half-points."""
        if len(text) == 1 and isinstance(only := text[0], Piece) and _is_plain(only):
            return run(escape(only.text))
        out: list[str] = []
        plain: list[str] = []
        open_remarks: tuple[int, ...] = ()

        def flush() -> None:
            if plain:
                out.append(run("".join(plain)))
                plain.clear()

        for part in text:
            if isinstance(part, Revised) and part.mark is Mark.DELETED:
                flush()
                out.append(self._revised(part, size))
                continue
            if part.remarks != open_remarks:
                flush()
                self._turn(out, open_remarks, part.remarks)
                open_remarks = part.remarks
            if isinstance(part, NumberOf):
                flush()
                out.append(self._number(part))
            elif isinstance(part, Revised):
                flush()
                out.append(self._revised(part, size))
            elif isinstance(part, Term):
                flush()
                out.append(run(_unbroken(part.text), self._style(part.role)))
            elif part.reading:
                flush()
                out.append(_ruby(part, size))
            elif role := _STYLED.get(part.role):
                flush()
                out.append(self._styled(part, role))
            elif part.role is PieceRole.CODE:
                plain.append(_unbroken(part.text))
            elif part.text:
                plain.append(escape(part.text))
        flush()
        self._turn(out, open_remarks, ())
        return "".join(out)

    def _revised(self, part: Revised, size: int) -> str:
        assert self.revisions is not None
        return self.revisions.text(part.mark, self.xml(part.text, size))

    def words(self, text: Inlines) -> str:
        """The text as it stands on paper, without what is gone."""
        if len(text) == 1:
            return self._word(text[0])
        return "".join(map(self._word, text))

    def _word(self, part: Inline) -> str:
        if isinstance(part, NumberOf):
            goal = self.goals.get(part.anchor)
            return goal.label if goal and goal.label else part.written
        if isinstance(part, Revised):
            return "" if part.mark is Mark.DELETED else self.words(part.text)
        return part.text

    def is_live(self, part: NumberOf) -> bool:
        """Whether Word keeps a number as its heading bears it."""
        goal = self.goals.get(part.anchor)
        return bool(goal and goal.label)

    # --- links --------------------------------------------------------------------

    def _number(self, part: NumberOf) -> str:
        goal = self.goals.get(part.anchor)
        if goal is None:
            return run(_unbroken(part.written))
        style = self._style(DraftRole.LINK)
        if goal.label:
            return field_xml(f"REF {goal.bookmark} \\n \\h", run(escape(goal.label), style), style)
        return _hyperlink(goal.bookmark, run(_unbroken(part.written), style))

    def _styled(self, part: Piece, role: DraftRole) -> str:
        text = run(_unbroken(part.text), self._style(role))
        if role is not DraftRole.LINK:
            return text
        goal = self.goals.get(part.anchor)
        return _hyperlink(goal.bookmark, text) if goal else run(_unbroken(part.text))

    def _style(self, role: DraftRole) -> str:
        return f'<w:rPr><w:rStyle w:val="{self.template.styles[role]}"/></w:rPr>'

    # --- comments -----------------------------------------------------------------

    def _turn(self, out: list[str], before: tuple[int, ...], after: tuple[int, ...]) -> None:
        """Close the ranges of remarks that end here and open those that begin."""
        for remark in before:
            if remark not in after:
                number = self.told[remark]
                mark = run_of(
                    f'<w:commentReference w:id="{number}"/>', self._style(DraftRole.COMMENT_MARK)
                )
                out.append(f'<w:commentRangeEnd w:id="{number}"/>{mark}')
        for remark in after:
            if remark not in before:
                number = self.told.get(remark)
                if number is None:
                    number = self.told[remark] = self.numbers.next()
                out.append(f'<w:commentRangeStart w:id="{number}"/>')


def _is_plain(part: Piece) -> bool:
    special = part.role is not PieceRole.PLAIN or part.remarks or part.reading
    return bool(part.text) and not special


def run(text: str, properties: str = "") -> str:
    """A run of text that is XML already; line ends and tabs are elements."""
    for char, element in _BREAKS.items():
        if char in text:
            text = text.replace(char, element)
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def run_of(element: str, properties: str = "") -> str:
    return f"<w:r>{properties}{element}</w:r>"


def field_xml(instruction: str, shown: str, properties: str = "") -> str:
    """A field that Word computes, with what it shows until then.

    Every run has the properties: Word gives the result those of the code.
    """
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'{shown}<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def _hyperlink(bookmark: str, shown: str) -> str:
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{shown}</w:hyperlink>'


def _unbroken(text: str) -> str:
    """Text whose hyphens end no line: Ⅱ-イ, (3)-ア."""
    text = escape(text)
    if "-" in text:
        text = text.replace("-", '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">')
    return text


def _ruby(part: Piece, size: int) -> str:
    """Reading over its base, half as large."""
    half = size // 2
    return (
        '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/>'
        f'<w:hps w:val="{half}"/><w:hpsRaise w:val="{size - 2}"/><w:hpsBaseText w:val="{size}"/>'
        '<w:lid w:val="ja-JP"/></w:rubyPr>'
        f'<w:rt><w:r><w:rPr><w:sz w:val="{half}"/></w:rPr>'
        f"<w:t>{escape(part.reading)}</w:t></w:r></w:rt>"
        f"<w:rubyBase><w:r><w:t>{escape(part.text)}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
