"""Workflow commands: annotations beside the lines of a change."""

from __future__ import annotations

import re

import notation
from notation import row, sheet

from guideline_docs.render.reports import github
from guideline_docs.source.text import SourceText

_COMMAND = re.compile(r"::(error|warning|notice) (.*?)::(.*)")


def test_annotation() -> None:
    found = notation.diagnostics(sheet(row(1, rationale="(1)-イを")))
    assert (
        "::error file=sheet.txt,line=10,endLine=10,col=28,endColumn=32,title=GD401"
        "::参照先「(1)-イ」がありません%0A(1) の小項目は ア です\n"
        "エラー 1 件、警告 0 件、注意 0 件\n"
    ) == github.render(found)


def test_worst_come_first_and_the_hidden_ones_are_counted(real_sheet: str) -> None:
    lines = github.render(notation.diagnostics(real_sheet)).rstrip("\n").split("\n")
    kinds = [command[1] for line in lines if (command := _COMMAND.match(line))]
    assert ["error"] * 10 + ["warning"] * 12 + ["notice"] * 9 == kinds
    assert (
        "エラー 10 件、警告 12 件、注意 9 件。"
        "注釈に表示されない指摘が 2 件あります（全件はこのログにあります）"
    ) == lines[-1]


def test_place_over_two_lines_names_no_columns() -> None:
    text = sheet(row(1, status="@@")).replace("@@", '"実施\n中"')
    line, *_ = github.render(notation.diagnostics(text)).split("\n")
    assert line.startswith("::error file=sheet.txt,line=10,endLine=11,title=GD302::")


def test_what_a_command_would_obey_is_escaped() -> None:
    text = sheet(row(1, status="100%\r::error::中"))
    source = SourceText("原稿, 案:1.txt", text.replace("\r", ""))
    line, *_ = github.render(notation.diagnostics(source)).split("\n")
    kind, properties, message = _COMMAND.fullmatch(line).groups()  # type: ignore[union-attr]
    assert "error" == kind
    assert properties.startswith("file=原稿%2C 案%3A1.txt,line=10,")
    assert message.startswith("実施状況「100%25::error::中」は")


def test_accepted_findings_are_no_annotations() -> None:
    found = notation.diagnostics(sheet(row(1, rationale="(1)-イを")))
    accepted = [d._replace(accepted="公表時のまま残す") for d in found]
    assert "指摘はありません（ほかに確認済み 1 件）\n" == github.render(accepted)
