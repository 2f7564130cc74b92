"""What is accepted, for people: what changes in accepted.toml, and the findings that it covers."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.edits.accepting import Accepting
from guideline_docs.failure import one_line
from guideline_docs.render.reports.concise import MOST_OF_A_KIND, said


def render(accepting: Accepting) -> str:
    return accepting.patch.diff() + "".join(f"{line}\n" for line in _lines(accepting))


def _lines(accepting: Accepting) -> Iterator[str]:
    found = accepting.findings
    yield f"確認済みになる指摘: {len(found)} 件"
    for each in found[:MOST_OF_A_KIND]:
        yield f"  {one_line(each.span.place)}: {each.code} {said(each.finding.message)}"
    if len(found) > MOST_OF_A_KIND:
        yield f"  ほか {len(found) - MOST_OF_A_KIND} 件（--format json ですべて見られます）"
