"""What is compared where one file is named: what that file says, and its like elsewhere."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from guideline_docs.model.chapter import Chapter, Heading
from guideline_docs.model.code import ROOT
from guideline_docs.model.configuration import Bibliography
from guideline_docs.model.edition import Edition
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.section import Section

_NOTHING = Edition(Section(ROOT, None, None, ""))


def of_file(guidelines: Sequence[Guideline], name: str) -> Guideline:
    """What one file of a project says; of one that is no part of it, what the project does."""
    first = guidelines[0]
    past = (part.sheet for part in first.editions if part.sheet)
    for each in (*guidelines, *past):
        if each.sheet and each.sheet.source.path == name:
            return _table(each, each.edition)
    for chapter in first.chapters:
        if chapter.source.path == name:
            return _chapters(first, (chapter,))
    for supplement in first.supplements:
        if supplement.tree.source.path == name:
            return _table(first, Edition(supplement.table))._replace(sheet=None)
    return first


def like(one: Guideline, whole: Guideline) -> Guideline:
    """What a project says that a file of it, or of another version, would hold."""
    if one.sheet:
        return _table(whole, whole.edition)
    if not one.chapters:
        added = [each for each in whole.supplements if _name(each.tree) == _cards(one)]
        table = added[0].table if added else whole.second.table
        return _table(whole, Edition(table))._replace(sheet=None)
    wanted = one.chapters[0]
    same = [each for each in whole.chapters if _name(each) == _name(wanted)]
    same = same or [each for each in whole.chapters if _title(each) == _title(wanted)]
    return _chapters(whole, tuple(same[:1]))


def _table(guideline: Guideline, edition: Edition) -> Guideline:
    return _bare(guideline)._replace(edition=edition, second=edition, chapters=())


def _chapters(guideline: Guideline, chapters: tuple[Chapter, ...]) -> Guideline:
    bare = _bare(guideline)
    return bare._replace(sheet=None, edition=_NOTHING, second=_NOTHING, chapters=chapters)


def _bare(guideline: Guideline) -> Guideline:
    """Without what no single file says."""
    configuration = guideline.configuration._replace(bibliography=Bibliography())
    return guideline._replace(configuration=configuration, supplements=(), editions=())


def _name(file: object) -> str:
    path: str = file.source.path  # type: ignore[attr-defined]
    return PurePosixPath(path).name


def _cards(guideline: Guideline) -> str:
    spans = (measure.span for measure in guideline.edition.measures)
    return next((PurePosixPath(span.source.path).name for span in spans), "")


def _title(chapter: Chapter) -> str:
    heads = (block.title.text for block in chapter.blocks if isinstance(block, Heading))
    return next(heads, "")
