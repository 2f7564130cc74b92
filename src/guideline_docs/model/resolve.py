"""Trees and configuration to the guideline: every reference resolved, once.

Never fails: a word nobody knows keeps its text, a heading that is missing is an
implicit one, and the rules say what is wrong with either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from guideline_docs.model.astray import Astray
from guideline_docs.model.chapter import read_chapter
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.edition import Edition, Supplement
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.layout import Layouts
from guideline_docs.model.passage import Passage
from guideline_docs.model.references import References, Unsearched
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.model.rows import Rows
from guideline_docs.model.second import second_edition
from guideline_docs.model.summary import read_summary
from guideline_docs.model.table import columns_of_table, read_table
from guideline_docs.model.targets import Targets
from guideline_docs.model.terms import Terms
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import ChapterTree, CountLine, SheetTree, Stray, TierLine, Title

if TYPE_CHECKING:
    from guideline_docs.source.image import ImageFile

# What a guideline of chapters has for a sheet.
_NO_SHEET = SheetTree(SourceText("", ""), ())


def resolve(
    sheet: SheetTree | None,
    chapters: Iterable[ChapterTree],
    configuration: Configuration,
    sources: Iterable[SourceText] = (),
    images: Mapping[Span, ImageFile] | None = None,
    astray: Astray = Astray(),
    cards: Iterable[SheetTree] = (),
    renumbered: Renumbered = Renumbered(),
) -> Guideline:
    """Say what the trees mean.

    ``sources`` are the files that have no tree too, ``images`` what the image
    annotations of the chapters name, ``astray`` the files that are not there or in vain,
    ``cards`` what adds to the sheet, ``renumbered`` the map of the numbers.
    """
    drafts, beside = tuple(chapters), tuple(cards)
    tree = sheet or _NO_SHEET
    layouts = Layouts(configuration.vocabulary)
    # What can be referred to is known before the first text is read.
    targets = _targets(Targets(configuration.scheme, layouts), tree, beside, drafts)
    legend, titles = tree.all(TierLine), tree.all(Title)
    terms = Terms(legend, configuration.vocabulary)
    references = References(targets.by_name, targets, configuration)
    rows = Rows(layouts, targets, terms, references)
    table = read_table(tree, rows, targets)
    edition = Edition(table.root)
    supplements = tuple(
        Supplement(each, read_table(each, rows, targets, beside=True).root) for each in beside
    )
    references.here = ()
    read = tuple(read_chapter(each, targets, references, images or {}) for each in drafts)
    return Guideline(
        configuration=configuration,
        sources=tuple(sources),
        sheet=sheet,
        title=Passage.of(titles[0].cell) if titles else None,
        notes=table.notes,
        tiers=terms.tiers,
        summary=read_summary(legend, tree.all(CountLine), terms, _names_of_measures(configuration)),
        edition=edition,
        strays=tuple(tree.all(Stray)),
        supplements=supplements,
        second=second_edition(edition, supplements),
        renumbered=renumbered,
        references=tuple(references.all),
        others=tuple(references.others),
        columns=tuple(columns_of_table(tree, edition.measures, layouts)),
        chapters=read,
        chapter_trees=drafts,
        astray=astray,
        targets=targets.by_name,
    )


def edition_of(tree: SheetTree, configuration: Configuration) -> Edition:
    """The measures of a table alone; what their words refer to is not looked for."""
    layouts = Layouts(configuration.vocabulary)
    targets = _targets(Targets(configuration.scheme, layouts), tree, (), ())
    terms = Terms(tree.all(TierLine), configuration.vocabulary)
    references = Unsearched(targets.by_name, targets, configuration)
    return Edition(read_table(tree, Rows(layouts, targets, terms, references), targets).root)


def _names_of_measures(configuration: Configuration) -> Iterator[str]:
    """What the office calls the rows: by the settings, and by the head of their titles."""
    if configuration.scheme.measure:
        yield configuration.scheme.measure.name
    yield configuration.vocabulary.head(Column.TITLE)


def _targets(
    targets: Targets,
    sheet: SheetTree,
    cards: Iterable[SheetTree],
    chapters: Iterable[ChapterTree],
) -> Targets:
    """Learn what can be referred to; the sheet's come first."""
    targets.table(sheet.lines)
    for tree in cards:
        targets.table(tree.lines, again=True)
    for chapter in chapters:
        targets.chapter(chapter)
    return targets
