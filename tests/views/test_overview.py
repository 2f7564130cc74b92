"""What the preview begins with."""

from __future__ import annotations

import notation
from notation import row

from guideline_docs.render.templates import Templates
from guideline_docs.views.leads import Leads
from guideline_docs.views.overview import Overview, PreviewWords, overview

WORDS = Templates().wording().phrases(PreviewWords, "preview")


def seen(sheet: str, accepted: int = 0) -> Overview:
    found = list(notation.diagnostics(notation.source(sheet)))
    told = [
        d._replace(accepted="知っている" if n < accepted else None) for n, d in enumerate(found)
    ]
    return overview("標題", told, {1: "finding-1"}, WORDS, Leads({}))


TWICE = notation.sheet(row(1, tier="【Ⅸ】"), row(1))


def test_findings_are_listed_by_file_each_with_its_place() -> None:
    view = seen(TWICE)
    (file,) = view.files
    places = [
        (one.code, one.lead.text.removeprefix(file.path), one.anchor) for one in file.findings
    ]
    assert [("GD301", ":10:12", "finding-1"), ("GD204", ":11:1", "")] == places


def test_counts_say_what_there_is_and_what_was_accepted() -> None:
    view = seen(TWICE, accepted=1)
    assert [("error", "エラー 1件"), ("", "警告 0件"), ("", "注意 0件")] == [
        (count.look, count.text) for count in view.counts
    ]
    assert "ほかに確認済み 1件" == view.accepted
    assert ["GD204"] == [one.code for file in view.files for one in file.findings]


def test_without_findings_no_file_is_listed() -> None:
    view = seen(notation.sheet(row(1)))
    assert ((), "") == (view.files, view.accepted)
