"""What stands above the table: title, number of the paper, facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guideline_docs.model.configuration import UNSET
from guideline_docs.model.guideline import Guideline
from guideline_docs.views.progress_table.words import ProgressWords
from guideline_docs.views.text import Piece, PieceRole, Text, printable


@dataclass(frozen=True, slots=True)
class Labelled:
    label: str
    text: Text


@dataclass(frozen=True, slots=True)
class Masthead:
    """``stage`` is empty on paper that leaves the office; ``author`` and ``subject`` are those
    of the file."""

    title: str
    stage: str
    number: str
    facts: tuple[Labelled, ...]
    author: str
    subject: str


def masthead(guideline: Guideline, words: ProgressWords, final: bool) -> Masthead:
    """What is said above the table, on paper and in a workbook."""
    bibliography, title = guideline.configuration.bibliography, guideline.title
    return Masthead(
        title=(
            printable(bibliography.table_title)
            or (printable(title.text) if title else "")
            or words.title
        ),
        stage="" if final else words.stage.format(stage=printable(bibliography.stage)),
        number=printable(bibliography.table_number) or ("" if final else UNSET),
        facts=tuple(_facts(guideline, words)),
        author=printable(
            bibliography.author or bibliography.department or bibliography.municipality
        ),
        subject=printable(bibliography.title),
    )


def _facts(guideline: Guideline, words: ProgressWords) -> Iterator[Labelled]:
    bibliography = guideline.configuration.bibliography
    known = (
        (words.municipality, bibliography.municipality or UNSET),
        (words.department, bibliography.department or UNSET),
        (words.meeting, bibliography.meeting),
        (words.as_of, bibliography.as_of or UNSET),
    )
    for label, value in known:
        if value:
            role = PieceRole.PLACEHOLDER if value == UNSET else PieceRole.PLAIN
            yield Labelled(label, (Piece(printable(value), role),))
