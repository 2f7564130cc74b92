"""Comments: who says what, on which words, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guideline_docs.readback.word.package import related, w
from guideline_docs.readback.word.parts import Comment
from guideline_docs.source.workbook.package import Package

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
# No date at all, as LibreOffice writes it.
_NO_DATE = ("0-00-00", "0000-00-00", "1601-01-01")
_SET = ("1", "true", "on")


def comments_of(package: Package, quotes: Mapping[str, str]) -> Iterator[Comment]:
    """The comments in their order; ``quotes`` are the words that each lies on."""
    root = related(package, "comments")
    if root is None:
        return
    threads = dict(_threads(package))
    by_paragraph = {
        paragraph.get(f"{_W14}paraId", ""): each.get(w("id"), "")
        for each in root.iter(w("comment"))
        for paragraph in each.iter(w("p"))
    }
    for each in root.iter(w("comment")):
        number, date = each.get(w("id"), ""), each.get(w("date"), "")
        paragraphs = list(each.iter(w("p")))
        last = paragraphs[-1].get(f"{_W14}paraId", "") if paragraphs else ""
        parent, done = threads.get(last, ("", False))
        lines = ["".join(text.text or "" for text in p.iter(w("t"))) for p in paragraphs]
        yield Comment(
            number,
            each.get(w("author"), ""),
            "" if date.startswith(_NO_DATE) else date,
            "\n".join(lines).strip(),
            quotes.get(number, ""),
            done,
            by_paragraph.get(parent, "") if parent else "",
        )


def _threads(package: Package) -> Iterator[tuple[str, tuple[str, bool]]]:
    """The last paragraph of a comment → that of the one it answers, and whether it is done."""
    root = related(package, "commentsExtended")
    for each in root if root is not None else ():
        done = each.get(f"{_W15}done", "") in _SET
        yield each.get(f"{_W15}paraId", ""), (each.get(f"{_W15}paraIdParent", ""), done)
