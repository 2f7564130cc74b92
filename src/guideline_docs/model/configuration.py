"""What ``guideline.toml`` says: bibliography, vocabulary, look.

What is not known is not invented: an empty field is printed as 【要設定】.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from guideline_docs.model.vocabulary import DEFAULT_VOCABULARY, Vocabulary

UNSET = "【要設定】"


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What stands on a cover. Every field is free text; empty means not known."""

    title: str = ""
    """第2期指針 title of the draft."""
    table_title: str = ""
    """Title of the 進捗状況一覧; empty: the sheet's own first line."""
    municipality: str = ""
    department: str = ""
    meeting: str = ""
    stage: str = "素案"
    """素案, 案 or 成案."""
    date: str = ""
    """Date of the draft as printed."""
    as_of: str = ""
    """基準日 of the progress table as printed."""
    draft_number: str = ""
    """資料番号 of the draft."""
    table_number: str = ""
    """資料番号 of the progress table."""
    author: str = ""
    """Author in the documents' properties; empty: the department."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of one project.

    ``folder`` is where ``guideline.toml`` stands (None: no project, the defaults serve).
    """

    folder: Path | None = None
    bibliography: Bibliography = field(default_factory=Bibliography)
    vocabulary: Vocabulary = DEFAULT_VOCABULARY
    paper: str = "A4"
    sheet: str = ""
    """The sheet's file name, relative to ``folder``; empty: the one that is found."""
    chapters: str = "draft"
