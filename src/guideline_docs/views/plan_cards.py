"""Cards to begin 第2期 with: for every measure that goes on, the fields that are to be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.configuration import UNSET
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.moves import move_kind
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import Section

_HEAD = """\
※ 第2期で加えることを、施策ごとに書く。要らない欄と施策は行ごと削る。
※ 新しい施策は、入る見出しの下に、一覧の続きの番号で書き足す。
"""


def plan_cards(guideline: Guideline) -> str:
    """The text of a file of cards, under the headings of the sheet.

    A measure that is completed has none, and neither has one without a number.
    """
    return _HEAD + "".join(
        text for section in guideline.edition.table.tops for text in _section(section, guideline)
    )


def _section(section: Section, guideline: Guideline) -> Iterator[str]:
    going_on = [m for m in section.measures if not move_kind(m).leaves]
    inner = [_card(measure, guideline) for measure in going_on if measure.number is not None]
    if inner and section.title is not None:
        inner = ["\n", *inner]
    inner += (text for each in section.sections for text in _section(each, guideline))
    if inner and section.title is not None and section.code.level not in _columns(guideline):
        blank = "" if guideline.scheme.level(section.code).mark.closed else "　"
        yield f"\n{guideline.scheme.mark(section.code)}{blank}{_line(section.title)}"
    yield from inner


def _columns(guideline: Guideline) -> set[int]:
    """The levels that are columns: their headings are no lines of cards."""
    return {place for place, level in enumerate(guideline.scheme.levels) if level.column}


def _card(measure: Measure, guideline: Guideline) -> str:
    heads = guideline.configuration.vocabulary.second_heads
    fields = "".join(f"　{head}：{UNSET}\n" for head in heads)
    return f"\n施策{measure.number}　{_line(measure.title)}\n{fields}"


def _line(passage: Passage) -> str:
    return " ".join(passage.text.split())
