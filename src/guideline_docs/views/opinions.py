"""意見一覧: the comments of a returned draft, as the secretary of a committee keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guideline_docs.edits.receiving.comments import Opinion
from guideline_docs.views.report import Look, Report, ReportColumn, ReportRow, ReportSheet
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording, phrase


@dataclass(frozen=True, slots=True)
class OpinionWords:
    """``[opinions]`` in wording.toml."""

    title: str
    number: str
    place: str
    opinion: str
    who: str
    answer: str
    nothing: str
    page: str = phrase("page", "pages")
    lead: str = phrase("n")
    quoted: str = phrase("place", "quote")
    reply: str = phrase("author", "text")
    resolved: str = phrase("text")


def opinion_list(opinions: Sequence[Opinion], wording: Wording) -> Report:
    """One row a comment, the last column empty. Raises CannotRun where a phrase is missing."""
    words = wording.phrases(OpinionWords, "opinions")
    heads = (words.number, words.place, words.opinion, words.who, words.answer)
    looks = (Look.FIGURE, Look.TEXT, Look.TEXT, Look.TEXT, Look.TEXT)
    widths = (14.0, 60.0, 105.0, 32.0, 58.0)
    columns = tuple(map(ReportColumn, heads, looks, widths))
    rows = tuple(_rows(opinions, words))
    sheet = ReportSheet(
        words.title,
        words.title,
        words.lead.format(n=len(rows)),
        columns,
        tuple(map(ReportRow, rows)),
        words.nothing,
    )
    return Report(words.title, (sheet,), (heads, *rows), words.page)


def _rows(opinions: Sequence[Opinion], words: OpinionWords) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(opinions, 1):
        said = words.resolved.format(text=each.text) if each.resolved else each.text
        replies = (words.reply.format(author=r.author, text=r.text) for r in each.replies)
        place = words.quoted.format(place=each.name, quote=each.quote) if each.quote else each.name
        texts = place.strip(), "\n".join((said, *replies)), each.author, ""
        yield (str(number), *map(printable, texts))
