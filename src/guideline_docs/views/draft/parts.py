"""What a draft is made of: blocks in reading order, each naming its role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from guideline_docs.source.record import NamedTuple
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.remarks import RemarkLine
from guideline_docs.views.text import Piece, Remark


class DraftRole(StrEnum):
    """What a block or a word is; ``[styles]`` in wording.toml gives each its style."""

    COVER_NUMBER = "cover_number"
    COVER_MEETING = "cover_meeting"
    COVER_TITLE = "cover_title"
    COVER_STAGE = "cover_stage"
    COVER_DATE = "cover_date"
    COVER_MUNICIPALITY = "cover_municipality"
    COVER_DEPARTMENT = "cover_department"
    FRONT = "front"
    CONTENTS = "contents"
    CONTENTS_1 = "contents_1"
    CONTENTS_2 = "contents_2"
    CONTENTS_3 = "contents_3"
    CHAPTER = "chapter"
    CHAPTER_UNNUMBERED = "chapter_unnumbered"
    SECTION = "section"
    ITEM = "item"
    LETTER = "letter"
    LETTER_UNNUMBERED = "letter_unnumbered"
    INNER = "inner"
    MEASURE = "measure"
    TEXT = "text"
    ENTRY = "entry"
    NOTE = "note"
    CAPTION = "caption"
    FIGURE_CAPTION = "figure_caption"
    TABLE_LEAD = "table_lead"
    BAND = "band"
    TABLE_NOTE = "table_note"
    FIGURE = "figure"
    BREAK = "break"
    CELL = "cell"
    CELL_CENTRE = "cell_centre"
    CELL_NUMBER = "cell_number"
    CELL_HEAD = "cell_head"
    CELL_LABEL = "cell_label"
    COMMENT = "comment"
    LEGEND_TABLE = "legend_table"
    ACHIEVEMENT_TABLE = "achievement_table"
    SYSTEM_TABLE = "system_table"
    MEASURE_TABLE = "measure_table"
    COMPARISON_TABLE = "comparison_table"
    PROGRESS_TABLE = "progress_table"
    FINDING_TABLE = "finding_table"
    VERSIONS_TABLE = "versions_table"
    LINK = "link"
    UNRESOLVED = "unresolved"
    PLACEHOLDER = "placeholder"
    TIER = "tier"
    COMMENT_MARK = "comment_mark"
    CHANGED = "changed"
    FIELD = "field"

    __repr__ = str.__repr__


# What only the 新旧対照表 of two versions has: a template that lacks it makes drafts.
OF_VERSIONS = frozenset((DraftRole.VERSIONS_TABLE, DraftRole.CHANGED, DraftRole.FIELD))

# The roles of the levels of a chapter's headings, 第1章 to (ア).
HEADINGS = (
    DraftRole.CHAPTER,
    DraftRole.SECTION,
    DraftRole.ITEM,
    DraftRole.LETTER,
    DraftRole.INNER,
)


class NumberOf(NamedTuple):
    """The number that the heading at ``anchor`` bears.

    ``written`` stands there if the document has no such heading, or one without number.
    """

    anchor: str
    written: str
    remarks: tuple[int, ...] = ()


class Term(NamedTuple):
    """A closed word with a look of its own: the mark of a tier."""

    text: str
    role: DraftRole
    remarks: tuple[int, ...] = ()


class Mark(StrEnum):
    """Of two versions set into one document: whether something is in both of them."""

    SAME = ""
    INSERTED = "inserted"
    DELETED = "deleted"

    __repr__ = str.__repr__


class Revised(NamedTuple):
    """Words that only one of two versions has.

    ``remarks`` lie on words that were inserted within a text; where all of it was, its own
    parts carry them. Numbers in what was deleted are those that the old version's headings
    bear.
    """

    mark: Mark
    text: tuple[Piece | NumberOf | Term, ...]
    remarks: tuple[int, ...] = ()


Inline = Piece | NumberOf | Term | Revised
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """A heading. ``number`` is what it bears; None for one that bears none.

    ``key`` here and below names a text of the sources that may be edited in the document
    and found again in ``Draft.origins``.
    """

    role: DraftRole
    text: Inlines
    number: int | None = None
    anchor: str = ""
    key: str = ""


class Line(NamedTuple):
    """A paragraph."""

    role: DraftRole
    text: Inlines
    anchor: str = ""
    key: str = ""


class Caption(NamedTuple):
    """Title of a table or figure; ``series`` is counted through the document (表1)."""

    role: DraftRole
    series: str
    text: Inlines


class Cell(NamedTuple):
    """``across``: how many columns; ``joins``: the cell goes on from the one above.

    ``rate`` stands beside a count, which is the text; ``rate_before`` is what it was in an
    old version.
    """

    role: DraftRole
    text: Inlines
    across: int = 1
    joins: bool = False
    anchor: str = ""
    key: str = ""
    rate: str = ""
    rate_before: str = ""


class Row(NamedTuple):
    """``head``: repeated on every page; ``keep``: on one page with the row below."""

    cells: tuple[Cell, ...]
    head: bool = False
    keep: bool = False
    mark: Mark = Mark.SAME


class Table(NamedTuple):
    """``title`` and ``description`` are for those who hear the document.

    ``columns`` are the places of its columns among those that tables of its role have;
    empty where it has all of them.
    """

    role: DraftRole
    title: str
    description: str
    rows: tuple[Row, ...]
    columns: tuple[int, ...] = ()


class Series(NamedTuple):
    """What one status has in each bar."""

    name: str
    values: tuple[int, ...]


class Chart(NamedTuple):
    """Bars that are parted among the series; ``description`` says the same in words."""

    title: str
    description: str
    bars: tuple[str, ...]
    series: tuple[Series, ...]


class Picture(NamedTuple):
    """An image; width and height in pixels."""

    data: bytes
    kind: str
    width: int
    height: int
    description: str


class Contents(NamedTuple):
    """目次: where it stands; what it holds is known by the whole document.

    Below it stands how its page numbers came about: counted, measured by LibreOffice,
    or not at all.
    """

    title: str
    counted: str
    measured: str
    unknown: str


class PageBreak(NamedTuple):
    """What follows begins a page."""


Block = Title | Line | Caption | Table | Chart | Picture | Contents | PageBreak


class SectionKind(StrEnum):
    FRONT = "front"
    """Cover and contents: pages without number."""
    UPRIGHT = "upright"
    TURNED = "turned"


class Section(NamedTuple):
    """Pages of one kind."""

    kind: SectionKind
    blocks: tuple[Block, ...]


class Origin(NamedTuple):
    """Where a text comes from: the number of a source in ``Draft.sources``, and its line.

    ``text`` is what it says here; ``column`` is the key of a measure's column, ``lead`` what
    the program put before it; ``empty``: it says nothing, and the text is the mark of that.
    ``character`` is where in the line it begins, from 1.
    """

    source: int
    line: int
    text: Inlines = ()
    column: str = ""
    lead: str = ""
    empty: bool = False
    character: int = 1


class Source(NamedTuple):
    """A source by its name in the project, and 16 digits of the SHA-256 of its text in UTF-8;
    of the settings, of which the document shows a little only, none."""

    name: str
    digest: str


class Draft(NamedTuple):
    """The whole document."""

    words: DraftWords
    title: str
    stage: str
    """（素案）; empty in a final document."""
    number: str
    author: str
    watermark: str
    """What lies under the text of every page; empty where nothing does."""
    line_numbers: bool
    sections: tuple[Section, ...]
    comments: Mapping[int, Remark]
    """By the number that pieces carry, which is the place of its finding among those that
    are not accepted; a remark's own number is that of its line in the list."""
    remarks: tuple[RemarkLine, ...]
    """The lines of 確認事項, as its table has them."""
    sources: tuple[Source, ...]
    edition: str
    """The digest of the edition whose measures the keys name."""
    origins: Mapping[str, Origin]
    """Key of a text → where it comes from; none in a document that is not to come back."""


def keys_of(draft: Draft) -> Iterator[str]:
    """The keys of the texts that stand in it, in reading order."""
    for section in draft.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (cell.key for row in block.rows for cell in row.cells if cell.key)
            elif isinstance(block, Title | Line) and block.key:
                yield block.key


def plain(text: str) -> tuple[Piece, ...]:
    """Fixed words; nothing where there are none."""
    return (Piece(text),) if text else ()


def head_row(names: Iterable[str]) -> Row:
    return Row(tuple(Cell(DraftRole.CELL_HEAD, plain(name)) for name in names), head=True)
