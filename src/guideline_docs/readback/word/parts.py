"""What is read of a Word file: paragraphs, tables, comments, and what it carries."""

from collections.abc import Iterator, Mapping

from guideline_docs.model.keys import Field, Said, shown
from guideline_docs.source.record import NamedTuple


class Sent(NamedTuple):
    """A text as it was when the document was made, and where it came from then."""

    key: str
    said: tuple[Said, ...]
    source: str
    line: int
    column: str = ""
    """The key of a measure's column."""
    lead: str = ""
    """What the program had put before it: a number that no list counts."""
    empty: bool = False
    """It said nothing; what stood there was the mark of that."""


class Origins(NamedTuple):
    """What a document carries: two digests, of the edition and of all it said, and its texts."""

    edition: str = ""
    build: str = ""
    sources: Mapping[str, str] = {}
    """Name of a source → 16 digits of the SHA-256 of its text."""
    texts: Mapping[str, Sent] = {}
    """By their keys, in reading order."""
    figures: int = 0
    """How many pictures and charts the program put in."""
    printed: tuple[str, ...] = ()
    """The prints of what the program said and nobody may edit, in reading order: the first
    letters of ``keys.print_of``."""
    further: frozenset[str] = frozenset()
    """Those of lines of which the document has one, and of numbers that look unusual."""
    tracked: str = ""
    """The author of the tracked changes that it was sent with; empty where it had none."""

    @property
    def made(self) -> frozenset[str]:
        """The prints of all that the program said and nobody may edit."""
        return self.further.union(self.printed)


class Shown(NamedTuple):
    """What a field shows. ``live``: programs work it out anew, where of a link they keep it;
    ``waits``: it shows nothing until one does."""

    words: str
    live: bool = True
    waits: bool = False


class Thing(NamedTuple):
    """What a paragraph holds that no source can: a picture, a note, a formula; and the words
    that stand in it."""

    kind: str
    words: str = ""


class Paragraph(NamedTuple):
    """A paragraph as it now reads.

    ``keys`` are those of the texts that it holds some of, in order; ``whole`` tells that
    it is in a control that holds paragraphs. ``style`` is the name of its style.
    ``comments`` are the numbers of those that lie on it.
    """

    said: tuple[Said, ...]
    keys: tuple[str, ...] = ()
    style: str = ""
    authors: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    strange: tuple[Thing, ...] = ()
    formatted: str = ""
    """The words that somebody has given a look of their own."""
    shows: tuple[Shown, ...] = ()
    """What each of its fields shows, in order."""
    counts: tuple[Shown, ...] = ()
    """What shows a page or a count, none of what it says."""
    contents: str = ""
    """What it says as a line of the table of contents."""
    inherits: bool = False
    """It has the style of a paragraph before it that was struck under 変更履歴: LibreOffice
    gives it that."""

    @property
    def is_empty(self) -> bool:
        return not any(not isinstance(each, str) or each.strip() for each in self.said)

    @property
    def text(self) -> str:
        """The words that stand there, those that its fields show, too."""
        shows = iter(self.shows)
        return "".join(
            next(shows).words if isinstance(each, Field) else shown((each,)) for each in self.said
        )

    @property
    def printed(self) -> tuple[Said, ...]:
        """The same as ``said``, with the words of links that no program works out."""
        if not self.shows:
            return self.said
        shows = iter(self.shows)
        return tuple(
            each if not isinstance(each, Field) or (field := next(shows)).live else field.words
            for each in self.said
        )


class Cell(NamedTuple):
    """``across``: how many columns; ``joins``: it goes on from the one above."""

    paragraphs: tuple[Paragraph, ...]
    across: int = 1
    joins: bool = False


class Row(NamedTuple):
    """``change`` is ``inserted`` or ``deleted`` under 変更履歴, by ``author``."""

    cells: tuple[Cell, ...]
    change: str = ""
    author: str = ""


class Table(NamedTuple):
    rows: tuple[Row, ...]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        for row in self.rows:
            for cell in row.cells:
                yield from cell.paragraphs


Block = Paragraph | Table


class Comment(NamedTuple):
    """A comment; ``parent`` is the number of the one that it answers, ``quote`` what it is on."""

    number: str
    author: str
    date: str
    text: str
    quote: str = ""
    resolved: bool = False
    parent: str = ""


class Returned(NamedTuple):
    file: str
    origins: Origins
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    margins: tuple[str, ...] = ()
    """The lines above and below the text of its pages."""
