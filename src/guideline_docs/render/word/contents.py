"""目次: its entries as Word would write them, and where a page of it may end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guideline_docs.render.word.runs import Runs, field_xml, run
from guideline_docs.render.word.survey import CONTENTS, Entry
from guideline_docs.render.word.xml import KEEP
from guideline_docs.render.xml import escape
from guideline_docs.views.draft.parts import DraftRole

CONTENTS_ID = 900
# A chapter of so many entries stands on one page, and so many stand on the last.
_WHOLE, _LEAST = 20, 6

_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
    f' TOC \\o "1-{len(CONTENTS)}" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def contents_xml(
    heading: str,
    entries: Sequence[Entry],
    pages: Mapping[str, str],
    runs: Runs,
    styles: Mapping[DraftRole, str],
) -> str:
    """The 目次, so that updating changes nothing.

    ``heading`` is its first paragraph, ``pages`` leads from the bookmark of a heading to
    its page, ``styles`` from a role to the XML that names its style.
    """
    lines = [_entry(entry, pages, runs) for entry in entries] or [""]
    lines[0] = _BEGIN + lines[0]
    # The end stands in the last entry: a paragraph of its own would be an empty line.
    lines[-1] += _END
    levels = [entry.level for entry in entries] or [0]
    paragraphs = "".join(
        f"<w:p><w:pPr>{styles[CONTENTS[level]]}{KEEP if keep else ''}</w:pPr>{line}</w:p>"
        for level, keep, line in zip(levels, kept(levels), lines, strict=True)
    )
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{CONTENTS_ID}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{heading}{paragraphs}</w:sdtContent></w:sdt>"
    )


def _entry(entry: Entry, pages: Mapping[str, str], runs: Runs) -> str:
    name = entry.goal.bookmark
    number = run(escape(entry.goal.label) + "\t") if entry.goal.label else ""
    words = run(escape(runs.words(entry.title.text)))
    page = run("\t") + field_xml(f"PAGEREF {name} \\h", run(pages.get(name, "")))
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{number}{words}{page}</w:hyperlink>'


def kept(levels: Sequence[int]) -> list[bool]:
    """Which entries stand on one page with the next, so that pages end between chapters.

    A chapter too long for that is parted, but not behind its first entry, before its last
    one or between an entry and what is below it. What stands on the last page is no few
    lines, and the note below the 目次 is never alone.
    """
    count = len(levels)
    tops = [place for place, level in enumerate(levels) if level == min(levels)]
    starts = sorted({0, *tops})
    keep = [False] * count
    for first, end in zip(starts, [*starts[1:], count], strict=True):
        for place in range(first, end - 1):
            below = levels[place + 1] > levels[place]
            keep[place] = end - first <= _WHOLE or below or place in (first, end - 2)
    last = max((place for place in starts if count - place >= _LEAST), default=0)
    if count - last > _WHOLE:
        last = count - _LEAST
    keep[last:] = [True] * (count - last)
    return keep
