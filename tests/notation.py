"""A small notation: the smallest valid sheet with one deviation shown.

Lines are lines of a sheet with ``｜`` for the tab, ``…`` for any valid cell and ``␋`` for
U+000B. What a valid sheet needs besides is added: title, legend, head line, headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from guideline_docs.model.configuration import Configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.model.resolve import resolve
from guideline_docs.rules import catalogue
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.text import SourceText, decode
from guideline_docs.syntax.cards import parse_cards
from guideline_docs.syntax.chapters import parse_chapter
from guideline_docs.syntax.sheet import parse_sheet

TITLE = "具体施策の進捗状況一覧"
SUMMARY = "【達成状況】"
LEGEND = (
    "【Ⅰ】<重点>｜優先して実施するもの",
    "【Ⅱ-ア】｜中期的に実施するもの",
    "【Ⅱ-イ】｜充実を図るもの",
    "【Ⅲ】｜段階的に実施するもの",
)
COLUMNS = ("No", "内容", "重点", "施策の実施", "実績", "2期案", "理由")
HEAD = "｜".join(COLUMNS)

_CATEGORY = re.compile(r"(?:<b>)?[（(]\d+[）)]")
_SUBSECTION = re.compile(r"(?:<b>)?[ア-ン] ")
_ROW = re.compile(r"(?:No\.?|施策|№)?\d+\.?｜")
_TIER = re.compile(r"【(?!達成状況)([^】]+)】")


def category(number: int, title: str = "…") -> str:
    return f"（{number}）{title}"


def subsection(letter: str, title: str = "…") -> str:
    return f"{letter} {title}"


def row(
    number: int | str,
    *,
    title: str = "…",
    tier: str = "…",
    status: str = "…",
    results: str = "…",
    proposal: str = "…",
    rationale: str = "…",
) -> str:
    """A measure row; a tier may be given without its brackets."""
    if tier not in ("", "…") and not tier.startswith("【"):
        tier = f"【{tier}】"
    return "｜".join((str(number), title, tier, status, results, proposal, rationale))


def sheet(*examples: str) -> str:
    """The text of the smallest valid sheet that holds the lines of the examples."""
    lines = "\n".join(examples).split("\n") if examples else []
    legend = [line for line in lines if _TIER.match(line)]
    body = [line for line in lines if not _TIER.match(line)]
    title = [] if TITLE in body else [TITLE]
    if SUMMARY not in body:
        body = [SUMMARY, *(legend or LEGEND), *body]
    else:
        place = body.index(SUMMARY) + 1
        body[place:place] = legend or LEGEND
    head = next((line for line in body if sum(name in line.split("｜") for name in COLUMNS) > 1), None)
    if head is None:
        head = HEAD
        last = max(n for n, line in enumerate(body) if line == SUMMARY or _TIER.match(line))
        body.insert(last + 1, HEAD)
    tiers = [found[1] for line in body if (found := _TIER.match(line))]
    columns = head.split("｜")
    complete = [*title, *_with_rows(_with_headings(body))]
    return "".join(_completed(line, columns, tiers) + "\n" for line in complete)


def _with_headings(lines: list[str]) -> list[str]:
    """A category and a subsection above the first row, unless the example tells its own."""
    below = lines.index(SUMMARY) + 1
    first = next((n for n in range(below, len(lines)) if _is_body(lines[n])), len(lines))
    if first == len(lines) or _ROW.match(lines[first]):
        added = [category(1), subsection("ア")]
    elif _SUBSECTION.match(lines[first]):
        added = [category(1)]
    else:
        added = []
    return [*lines[:first], *added, *lines[first:]]


def _with_rows(lines: list[str]) -> list[str]:
    """A row under each innermost heading, if the example has no row at all."""
    if any(_ROW.match(line) for line in lines):
        return lines
    complete: list[str] = []
    number = 0
    above = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        complete.append(line)
        unlettered = bool(_CATEGORY.match(above)) and _is_inner(line)
        is_category = bool(_CATEGORY.match(line))
        if unlettered or _SUBSECTION.match(line) or (is_category and not _is_inner(following)):
            number += 1
            complete.append(row(number))
        above = line
    return complete


def _is_body(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_CATEGORY, _SUBSECTION, _ROW))


def _is_inner(line: str) -> bool:
    """A subsection, lettered or not, as it may follow a category."""
    return bool(line) and not _CATEGORY.match(line) and "｜" not in line


def _completed(line: str, columns: list[str], tiers: list[str]) -> str:
    cells = line.split("｜")
    if _ROW.match(line):
        named = dict(zip(columns, cells, strict=False))
        written = _TIER.match(named.get("重点", ""))
        tier = written[1] if written and written[1] in tiers else tiers[0]
        cells = [
            _cell(cell, columns[place] if place < len(columns) else "", named, tier)
            for place, cell in enumerate(cells)
        ]
    else:
        cells = [cell.replace("…", "市民活動の支援") for cell in cells]
    return "\t".join(cells).replace("␋", "\x0b")


def _cell(cell: str, column: str, named: dict[str, str], tier: str) -> str:
    if cell.replace("␋", "") != "…":
        return cell
    started = named.get("施策の実施") != "未"
    valid = {
        "内容": "職員研修の実施",
        "重点": f"【{tier}】",
        "施策の実施": "済" if named.get("実績", "…") else "未",
        "実績": "職員に説明した。" if started else "",
        "2期案": tier,
        "理由": "引き続き取り組む。",
    }
    return cell.replace("…", valid.get(column, "総務課"))


# --- from text through the doors ---------------------------------------------------


def source(text: str, path: str = "sheet.txt") -> SourceText:
    return decode(text.encode("utf-8"), path)


def guideline(
    text: str | SourceText,
    *chapters: str,
    cards: Iterable[str] = (),
    configuration: Configuration | None = None,
    renumbered: Renumbered = Renumbered(),
) -> Guideline:
    """A sheet, with cards and chapters beside it if any, read and resolved."""
    configuration = configuration or Configuration()
    heads = configuration.heads
    read = source(text) if isinstance(text, str) else text
    texts = [source(chapter, f"{place:02}.txt") for place, chapter in enumerate(chapters, 1)]
    trees = [parse_chapter(chapter) for chapter in texts]
    marks = configuration.scheme.marks
    beside = [
        parse_cards(source(each, f"cards-{n}.txt"), heads, marks)
        for n, each in enumerate(cards, 1)
    ]
    sources = [read, *(tree.source for tree in beside), *texts]
    sheet_tree = parse_sheet(read, heads, marks)
    return resolve(
        sheet_tree, trees, configuration, sources, cards=beside, renumbered=renumbered
    )


def diagnostics(
    text: str | SourceText,
    *chapters: str,
    cards: Iterable[str] = (),
    configuration: Configuration | None = None,
) -> list[Diagnostic]:
    """Every finding of a sheet (and what stands beside it), by place and then code."""
    read = guideline(text, *chapters, cards=cards, configuration=configuration)
    found = catalogue.run(read, lambda: None)
    return sorted(found, key=lambda d: (d.path, d.span.verbatim.start, d.span.verbatim.end, d.code))


def told(found: Iterable[Diagnostic]) -> list[str]:
    """``GD401 50:48 (3)-イ`` for each finding: code, place, subject."""
    return [f"{d.code} {d.span.position[0]}:{d.span.position[1]} {d.finding.subject}" for d in found]


def codes(text: str, *chapters: str) -> list[str]:
    """The codes of a sheet's findings, by place."""
    return [d.code for d in diagnostics(text, *chapters)]
