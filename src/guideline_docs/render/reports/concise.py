"""One line a finding: ``path:line:column: code message``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from guideline_docs.failure import one_line
from guideline_docs.rules.diagnostic import Diagnostic, Severity, short

# A sheet whose every row has the same fault would hide all others.
MOST_OF_A_KIND = 50
# How many characters of a text of a file are shown.
_QUOTED = 40


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """The findings that are not accepted, then how many of each severity."""
    return "\n".join([*lines(diagnostics), summary(diagnostics)]) + "\n"


def lines(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """The findings that are not accepted."""
    for diagnostic, left in limited(diagnostics):
        finding = diagnostic.finding
        yield (
            f"{diagnostic.span.place}: {diagnostic.severity.word} "
            f"{diagnostic.code} {said(finding.message)}"
        )
        if left:
            yield left_over(diagnostic, left)


def limited(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, int]]:
    """The findings to show; with the last one of a code and file, how many are left out."""
    open_findings = [d for d in diagnostics if d.accepted is None]
    totals = Counter((d.code, d.path) for d in open_findings)
    shown: Counter[tuple[str, str]] = Counter()
    for diagnostic in open_findings:
        key = (diagnostic.code, diagnostic.path)
        shown[key] += 1
        if shown[key] < MOST_OF_A_KIND:
            yield diagnostic, 0
        elif shown[key] == MOST_OF_A_KIND:
            yield diagnostic, totals[key] - MOST_OF_A_KIND


def said(text: str) -> str:
    """On one line; what a terminal would obey is a picture of itself.

    A message quotes the source, and a cell may hold line ends and escape sequences.
    """
    return text.translate(_PICTURES)


def quoted(text: str) -> str:
    """A text of a file, as far as a line of a report has room for it; all of it stands in the
    file and in the JSON."""
    return f"「{said(short(text, _QUOTED))}」"


_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)}
_PICTURES |= {0x7F: "\u2421", **dict.fromkeys(range(0x80, 0xA0), "\ufffd")}
_PICTURES |= dict.fromkeys(map(ord, "\t\r\n\u2028\u2029"), " ")


def left_over(diagnostic: Diagnostic, left: int) -> str:
    return f"{one_line(diagnostic.path)}: {diagnostic.code} はほかに {left} 件あります"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """The closing line: what was found, and what is known and kept."""
    counts = count(diagnostics)
    found = [f"{severity.word} {counts[severity.value]} 件" for severity in Severity]
    if not any(counts[severity.value] for severity in Severity):
        found = ["指摘はありません"]
    accepted = counts["accepted"]
    kept = f"（ほかに確認済み {accepted} 件）" if accepted else ""
    return "、".join(found) + kept


def count(diagnostics: Iterable[Diagnostic]) -> dict[str, int]:
    """How many findings of each severity, accepted ones apart."""
    counts = Counter(
        ["accepted" if d.accepted is not None else d.severity for d in diagnostics]
    )
    return {name: counts[name] for name in (*map(str, Severity), "accepted")}
