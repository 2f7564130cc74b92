"""Progress tables of small sheets, and what to read off them."""

from __future__ import annotations

import notation

from guideline_docs.model.configuration import Bibliography, Configuration
from guideline_docs.render.templates import Templates
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.parts import ProgressTable, Row
from guideline_docs.views.text import PieceRole, Text

WORDING = Templates().wording()


def table(*lines: str, final: bool = False, **bibliography: str) -> ProgressTable:
    guideline = notation.guideline(
        notation.sheet(*lines),
        configuration=Configuration(bibliography=Bibliography(**bibliography)),
    )
    return progress_table(guideline, (), WORDING, final)


def rows(view: ProgressTable) -> list[Row]:
    return [
        row for block in view.blocks for part in block.all for row in part.rows
    ]


def written(text: Text) -> str:
    return "".join(piece.text for piece in text)


def marks(view: ProgressTable) -> list[str]:
    """The ※n of the table in reading order."""
    texts: list[Text] = [line.marks for line in view.summary]
    for block in view.blocks:
        for part in block.all:
            texts += [part.band.title] if part.band else []
            for one in part.rows:
                texts += [one.number_marks, one.status.marks, one.move.marks, *one.texts.values()]
    return [p.text for text in texts for p in text if p.role is PieceRole.MARK]
