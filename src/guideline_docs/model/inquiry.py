"""照会: the form that ``ask`` sends out and ``collect`` reads, written down once.

A workbook of one department. On the worksheet ``COVER`` stands what is asked, on ``ANSWERS``
one row a measure, or a row a part of it where parts are rows of their own:

    hidden   照会キー           who the row is (``InquiryKey``)
    hidden   送付時:<head>      one for each asked field: its text as it was sent
    locked   context            number, headings, title, what else is shown
    locked   <head>（前回）     ┐ for each asked field: today's text,
    open     <head>             ┘ and beside it the cell for the answer, sent empty
    open     備考

The first row of ``ANSWERS`` holds the heads, the rows follow without a gap. An empty answer is
no answer. The workbook tells what it is four times over, because each route (Excel,
LibreOffice, .xls, .ods, a copy into a new book) loses something else: custom properties
(``Sent``), defined names, hidden columns, and the words that people see.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple
from unicodedata import normalize

from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import distinct, fold_head
from guideline_docs.source.project import INQUIRY, INQUIRY_BEGINS

COVER, ANSWERS = "照会", "回答"
"""The two worksheets."""
LISTS = "候補"
"""A hidden worksheet, if there is one: words that are too many for a list of their own."""

FILE_BEGINS, FILE_ENDS = INQUIRY_BEGINS, ".xlsx"
INDEX = INQUIRY
"""What was sent to whom, beside the workbooks."""

FORM = "1"
"""The version of this form."""


def file_names(departments: Sequence[str]) -> list[str]:
    """What the workbooks are called, in the order of the departments, no two alike on any
    disk: what a file system forbids is full-width, and a long name is cut."""
    taken: set[str] = set()
    names = []
    for department in departments:
        bare = _UNNAMED.sub("", " ".join(department.split()).translate(_FORBIDDEN))[:_LONGEST_NAME]
        bare, times = bare.strip(" .") or "＿", 1
        name = bare
        while normalize("NFC", name).casefold() in taken:
            times += 1
            name = f"{bare} ({times})"
        taken.add(normalize("NFC", name).casefold())
        names.append(f"{FILE_BEGINS}{name}{FILE_ENDS}")
    return names


_FORBIDDEN = {ord(sign): ord(sign) + 0xFEE0 for sign in '\\/:*?"<>|'}
_UNNAMED = expression(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
# In bytes of UTF-8 no longer than any disk takes, path and all.
_LONGEST_NAME = 60

# --- who a row is ---------------------------------------------------------------------------

_KEY = expression(
    r"gd(?P<form>\d+):(?P<edition>[0-9a-f]{16}):(?P<number>[0-9]+(?:-[0-9]+)*)?(?:/(?P<part>[0-9]+))?"
)


class InquiryKey(NamedTuple):
    """Who a row is: ``gd1:0123456789abcdef:6``, of a further department ``…:6/2``.

    ``edition`` is the digest of the edition that was asked about (``Guideline.second``),
    ``number`` is ``Measure.key`` in it, empty where nobody can read one; ``part`` counts
    ``Measure.each`` from 1. Two measures of one number have one key: number and title tell.
    """

    edition: str
    number: str
    part: int = 1

    def __str__(self) -> str:
        part = f"/{self.part}" if self.part > 1 else ""
        return f"gd{FORM}:{self.edition}:{self.number}{part}"

    @classmethod
    def read(cls, text: str) -> "InquiryKey | None":
        """The key of a cell, whatever blanks and capitals it has got; None where it is none."""
        match = _KEY.fullmatch("".join(text.split()).casefold())
        if match is None or match["form"] != FORM:
            return None
        return cls(match["edition"], match["number"] or "", int(match["part"] or 1))

    @property
    def measure(self) -> int | str | None:
        """The number as ``Measure.key`` and the map of numbers have it."""
        return int(self.number) if self.number.isdecimal() else self.number or None


# --- what stands in which column ------------------------------------------------------------

KEY_HEAD = "照会キー"
REMARK_HEAD = "備考"
_SENT, _LAST, _OF_TABLE = "送付時:", "（前回）", "（一覧）"


class Role(StrEnum):
    """What a column of ``ANSWERS`` is for."""

    KEY = "key"
    SENT = "sent"
    CONTEXT = "context"
    LAST = "last"
    ANSWER = "answer"
    REMARK = "remark"


HIDDEN = frozenset((Role.KEY, Role.SENT))
OPEN = frozenset((Role.ANSWER, Role.REMARK))


class FormColumn(NamedTuple):
    """A column of ``ANSWERS``; ``of`` is the place of the field or context it belongs to."""

    role: Role
    head: str
    of: int = 0


def form_columns(context: Sequence[str], fields: Sequence[str]) -> tuple[FormColumn, ...]:
    """The columns of the form in their order, no two heads alike.

    What the table itself calls 備考 keeps its name if it is asked about, and is the place
    for remarks then; as context it is 備考（一覧）.
    """
    asked = {fold_head(field) for field in fields}
    own = fold_head(REMARK_HEAD)
    taken = asked | {own, fold_head(KEY_HEAD)}
    shown = [f"{head}{_OF_TABLE}" if fold_head(head) in taken else head for head in context]
    return (
        FormColumn(Role.KEY, KEY_HEAD),
        *(FormColumn(Role.SENT, f"{_SENT}{field}", n) for n, field in enumerate(fields)),
        *(FormColumn(Role.CONTEXT, distinct(head, taken), n) for n, head in enumerate(shown)),
        *(
            column
            for n, field in enumerate(fields)
            for column in (
                FormColumn(Role.LAST, f"{field}{_LAST}", n),
                FormColumn(Role.ANSWER, field, n),
            )
        ),
        *([] if own in asked else [FormColumn(Role.REMARK, REMARK_HEAD)]),
    )


def head_role(head: str, fields: Sequence[str]) -> tuple[Role, int]:
    """What a head is for, read from its words alone, and the place of its field.

    ``fields`` are the heads of the asked fields (``Sent.heads``, or what the project has).
    Blanks and widths may differ. A head that is none of the form's is context.
    """
    folded = fold_head(head)
    if folded == fold_head(KEY_HEAD):
        return Role.KEY, 0
    for place, field in enumerate(fields):
        own = fold_head(field)
        if folded == own:
            return Role.ANSWER, place
        if folded == fold_head(_SENT) + own:
            return Role.SENT, place
        if folded == own + fold_head(_LAST):
            return Role.LAST, place
    return (Role.REMARK if folded == fold_head(REMARK_HEAD) else Role.CONTEXT), 0


def asked_heads(heads: Iterable[str]) -> tuple[str, ...]:
    """The asked fields that the heads of a form tell by themselves, each by what stands
    before or beside it; none where these columns are gone."""
    found: dict[str, str] = {}
    for head in heads:
        written = "".join(head.split())
        if written.startswith(_SENT) or written.endswith(_LAST):
            field = written.removeprefix(_SENT).removesuffix(_LAST)
            found.setdefault(fold_head(field), field)
    return tuple(found.values())


# --- defined names --------------------------------------------------------------------------

TABLE_NAME = "GD_回答"
"""All cells of ``ANSWERS``, heads and hidden columns too."""
KEY_NAME = "GD_照会キー"
REMARK_NAME = "GD_備考"
ANSWERER_NAME = "GD_回答者"
"""The open cell of ``COVER`` for who has answered."""


def answer_name(place: int) -> str:
    """The name of an answer column's cells; ``place`` of its field from 0."""
    return f"{TABLE_NAME}_{place + 1}"


# --- what the workbook says of itself -------------------------------------------------------

_PROPERTY = "guideline-docs."
# No program holds a longer text in a custom property.
_LONGEST = 255


class Sent(NamedTuple):
    """What a workbook of an inquiry says of itself, in its custom properties.

    ``fields`` are the keys of the asked columns (``str(Column)``), ``heads`` what they are
    called, ``due`` is as it was printed.
    """

    edition: str
    department: str
    fields: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    due: str = ""

    @property
    def properties(self) -> dict[str, str]:
        """The custom properties, in the order they are written in."""
        said = {
            "inquiry": FORM,
            "edition": self.edition,
            "by": self.department,
            "fields": "\n".join(self.fields),
            "heads": "\n".join(self.heads),
            "due": self.due,
        }
        return dict(pair for name, text in said.items() for pair in _spread(_PROPERTY + name, text))

    @classmethod
    def of(cls, properties: Mapping[str, object]) -> "Sent | None":
        """What the custom properties of a workbook say; None where it is no such workbook."""
        inquiry, *said = (
            _gathered(properties, _PROPERTY + name)
            for name in ("inquiry", "edition", "by", "fields", "heads", "due")
        )
        if inquiry.strip() != FORM:
            return None
        edition, department, fields, heads, due = said
        return cls(edition, department, _listed(fields), _listed(heads), due)


def _spread(name: str, text: str) -> Iterator[tuple[str, str]]:
    """A text over as many properties as it needs: ``fields``, ``fields.2`` …"""
    for place in range(0, max(1, len(text)), _LONGEST):
        number = f".{place // _LONGEST + 1}" if place else ""
        yield name + number, text[place : place + _LONGEST]


def _gathered(properties: Mapping[str, object], name: str) -> str:
    text, place = "", 1
    while (value := properties.get(name if place == 1 else f"{name}.{place}")) is not None:
        text, place = text + str(value), place + 1
    return text


def _listed(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.replace("\r", "\n").split("\n"))
    return tuple(filter(None, lines))
