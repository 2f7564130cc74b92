"""``guideline-docs check``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from guideline_docs import pipeline
from guideline_docs.cli.command import Command
from guideline_docs.failure import CannotRun
from guideline_docs.rules.diagnostic import Diagnostic, Severity

FORMATS = ("full", "concise", "json", "github")
# What programs read is UTF-8 wherever it is printed.
_FOR_PROGRAMS = frozenset({"json"})

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("paths", nargs=-1, metavar="[原稿のファイルかフォルダー]…")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default="full",
    metavar="形式",
    help=f"表示の形式: {'・'.join(FORMATS)}（何もなければ full）",
)
@click.option("--output", metavar="ファイル", help="表示する代わりにファイルに書きます（UTF-8）")
@click.option("--select", metavar="番号,…", help="この番号（GD4 のような先頭だけも可）の指摘だけ見ます")
@click.option("--ignore", metavar="番号,…", help="この番号の指摘を見ません")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(
    paths: tuple[str, ...],
    format_name: str,
    output: str | None,
    select: str | None,
    ignore: str | None,
) -> int:
    """原稿を検査して、指摘を表示します（何も指定しなければ sources）。

    エラーの指摘がなければ 0、あれば 1、検査できなければ 2 で終わります。
    """
    wanted, unwanted = _codes(select, "--select"), _codes(ignore, "--ignore")
    found: list[Diagnostic] = []
    for path in paths or (_default(),):
        found += pipeline.check(pipeline.load(path))
    diagnostics = [
        d
        for d in found
        if (not wanted or d.code.startswith(wanted))
        and not (unwanted and d.code.startswith(unwanted))
    ]
    _tell(_report(diagnostics, format_name, output is None), format_name, output)
    return 1 if pipeline.errors(diagnostics) else 0


def _default() -> str:
    """``sources``; or this folder, for those who stand in it."""
    here = Path(".")
    if not Path("sources").exists() and (here / "guideline.toml").is_file():
        return "."
    return "sources"


def _codes(given: str | None, option: str) -> tuple[str, ...]:
    """The codes of a list, or beginnings of codes; a word that fits none is a mistake."""
    from guideline_docs.rules.catalogue import RULES

    codes = tuple(code.strip().upper() for code in (given or "").split(",") if code.strip())
    for code in codes:
        if not any(rule.code.startswith(code) for rule in RULES):
            raise CannotRun(f"{option} の「{code}」に当たる指摘はありません（一覧は guideline-docs rules）")
    return codes


def _report(diagnostics: list[Diagnostic], format_name: str, to_screen: bool) -> str:
    match format_name:
        case "json":
            from guideline_docs.render.reports import json

            return json.render(diagnostics)
        case "github":
            from guideline_docs.render.reports import github

            return github.render(diagnostics)
        case "concise":
            from guideline_docs.render.reports import concise

            return concise.render(diagnostics)
    from guideline_docs.render.reports import full

    coloured = to_screen and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    # A console that speaks cp932 draws Ⅰ and ○ as wide as a kanji.
    ambiguous = 2 if (sys.stdout.encoding or "").lower() in ("cp932", "ms932", "shift_jis") else 1
    return full.render(diagnostics, _paint if coloured else None, ambiguous)


def _paint(text: str, severity: Severity | None) -> str:
    if severity is None:
        return click.style(text, bold=True)
    return click.style(text, fg=_COLOURS[severity], bold=True)


def _tell(report: str, format_name: str, output: str | None) -> None:
    if output is not None:
        pipeline.write(Path(output), report.encode())
    elif format_name in _FOR_PROGRAMS:
        sys.stdout.flush()
        sys.stdout.buffer.write(report.encode())
    else:
        click.echo(report, nl=False)
