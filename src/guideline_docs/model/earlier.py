"""The editions before today's: in sheets of their own, or in columns of today's sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guideline_docs.model.configuration import Configuration
from guideline_docs.model.edition_settings import EditionSettings
from guideline_docs.model.guideline import EditionPart, Guideline
from guideline_docs.model.resolve import resolve
from guideline_docs.source.era import ERA_NAMES, RECENT_LETTERS
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.lexicon import DIGITS
from guideline_docs.source.project import Place, below, same_file
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.kinds import Parsed, Unused
from guideline_docs.syntax.nodes import HeadLine, SheetTree

Before = Mapping[EditionSettings, Parsed]
"""The sheets of the editions before today's."""

# What a table of the past cannot do without: it need not know what is planned today.
_NEEDED = frozenset((Column.NUMBER, Column.TITLE, Column.STATUS))

_YEAR = expression(
    rf"(?:(?:{ERA_NAMES}|[{RECENT_LETTERS}])\s*(?:[{DIGITS}]+|元)\s*年?|[{DIGITS}]+\s*年|[{DIGITS}]{{4}})"
    r"\s*度?(?:末|上半期|下半期|前期|後期)?"
)


def parted(
    texts: Sequence[Parsed], configuration: Configuration
) -> tuple[Sequence[Parsed], Before]:
    """The texts of today, and the sheets of the editions before."""
    if not configuration.earlier_sheets or configuration.folder is None:
        return texts, {}
    home = Place(configuration.folder, "")
    before: dict[EditionSettings, Parsed] = {}
    for edition in configuration.earlier_sheets:
        path = below(home, edition.sheet).path
        for each in texts:
            if each.text.source.file and same_file(each.text.source.file, path):
                before[edition] = each
    old = {each.text.source for each in before.values()}
    return [each for each in texts if each.text.source not in old], before


def with_editions(today: Guideline, before: Before) -> Guideline:
    """The guideline with the editions of its table; as it is where there is no other."""
    editions = tuple(_editions(today, before))
    if not editions:
        return today
    settings = today.configuration.editions
    name = settings[-1].name if settings else _name_of_today(today)
    parts = (*editions, EditionPart(name))
    if all(part.sheet for part in editions):
        return today._replace(editions=parts)
    # What is printed over a column of today is its own head, not that of the oldest.
    vocabulary = today.configuration.vocabulary
    columns = tuple(map(_of_today, vocabulary.columns))
    configuration = today.configuration._replace(vocabulary=vocabulary._replace(columns=columns))
    own = tuple(map(_of_today, today.columns))
    return today._replace(editions=parts, configuration=configuration, columns=own)


def _name_of_today(today: Guideline) -> str:
    """What the last of the heads that the sheet has says of its time."""
    heads, lines = _heads(today), today.sheet.all(HeadLine) if today.sheet else []
    written = {fold_head(head.cell.text) for line in lines for head in line.heads if head}
    there = [name for head, name in zip(heads, _names(heads), strict=True) if fold_head(head) in written]
    return there[-1] if there else heads[-1]


def _of_today(column: Column) -> Column:
    return column.called(*reversed(column.heads)) if column.yearly else column


def _editions(today: Guideline, before: Before) -> Iterator[EditionPart]:
    """Those before today's, oldest first."""
    columns = dict(_in_columns(today))
    settings = today.configuration.editions[:-1]
    bare = iter(range(len(settings)))
    for edition in settings:
        if not edition.sheet:
            part = columns.pop(next(bare), None)
            if part:
                yield part._replace(name=edition.name)
        elif edition in before and not isinstance(before[edition].kind, Unused):
            yield _of_sheet(edition, before[edition], today.configuration)
    yield from columns.values()


def _of_sheet(
    edition: EditionSettings, read: Parsed, configuration: Configuration
) -> EditionPart:
    """A sheet of its own, read with today's settings."""
    tree = read.tree if isinstance(read.tree, SheetTree) else None
    vocabulary = configuration.vocabulary
    needed = vocabulary._replace(required=vocabulary.required & _NEEDED)
    past = configuration._replace(vocabulary=needed, editions=())
    return EditionPart(edition.name, resolve(tree, [], past, [read.text.source]))


def _in_columns(today: Guideline) -> Iterator[tuple[int, EditionPart]]:
    """The editions that stand in columns of today's sheet, by their place among its years."""
    lines = today.sheet.all(HeadLine) if today.sheet else []
    given = {fold_head(c.name): c for line in lines for c in line.columns if c and c.earlier}
    if not given:
        return
    heads = _heads(today)
    columns = today.configuration.vocabulary.columns
    for place, name in enumerate(_names(heads)[:-1]):
        status, results = (
            given.get(fold_head(column.heads[place - len(heads)]))
            if column.yearly and len(column.heads) >= len(heads) - place
            else None
            for column in columns
            if column in (Column.STATUS, Column.RESULTS)
        )
        if status or results:
            yield place, EditionPart(name, None, status, results)


def _heads(today: Guideline) -> tuple[str, ...]:
    """The heads of the column that has most of them, a year each."""
    yearly = [column.heads for column in today.configuration.vocabulary.columns if column.yearly]
    return max(yearly, key=len, default=(Column.STATUS.name,))


def _names(heads: Sequence[str]) -> Sequence[str]:
    """What the heads say of their times: 「R4」 of 「R4 進捗」; all of them where that is not clear."""
    years = [found[0].strip() if (found := _YEAR.search(head)) else "" for head in heads]
    return years if all(years) and len(set(years)) == len(heads) else heads
