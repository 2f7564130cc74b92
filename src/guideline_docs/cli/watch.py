"""``guideline-docs watch``, and ``build --watch``."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click

from guideline_docs.cli import process
from guideline_docs.cli.command import Command
from guideline_docs.cli.order import order, ordered, shown, tell_findings
from guideline_docs.failure import one_line
from guideline_docs.outputs import OUTPUTS, Order
from guideline_docs.render.reports import concise
from guideline_docs.rules.diagnostic import Severity
from guideline_docs.services.watch import Read, Workshop
from guideline_docs.source.changes import changes
from guideline_docs.source.project import Location


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("project", default=".", metavar="[プロジェクト]")
@ordered
@click.option(
    "--poll", is_flag=True, help="知らせを待たずに見比べます（共有フォルダーやコンテナで）"
)
@click.help_option("-h", "--help", help="この説明を表示します")
def command(project: str, poll: bool, **asked: Any) -> int:
    """原稿・設定・テンプレートを見張り、変わるたびに文書を作り直します。

    何が起きても前の文書は残し、見張りを続けます。Ctrl-C で終わります（0）。
    """
    return keep_building(project, partial(order, **asked), poll)


def keep_building(
    project: str, asked: Callable[[Location], Order], poll: bool = False
) -> int:
    """Build whenever something changes, until somebody stops it."""
    process.stays()
    # Whoever ends a program politely gets what Ctrl-C gets.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with Workshop(project, asked) as workshop:
            changed = changes(workshop.files, poll=poll)
            _begin(workshop)
            click.echo("見張っています（終わるには Ctrl-C）")
            for paths in changed:
                begun = time.perf_counter()
                rebuilt = workshop.rebuild()
                _tell(paths, rebuilt, time.perf_counter() - begun)
                process.rests()
    except KeyboardInterrupt:
        process.ends()
        # The terminal has written ^C.
        click.echo(("\n" if sys.stdout.isatty() else "") + "見張りを終わりました")
    return 0


def _begin(workshop: Workshop) -> None:
    """The first build: the findings as ``build`` tells them, then what was made."""
    begun = time.perf_counter()
    rebuilt = workshop.rebuild()
    if rebuilt.diagnostics:
        tell_findings(rebuilt.diagnostics)
    click.echo(one_line(f"{_now()} {_done(rebuilt, time.perf_counter() - begun)}"))
    _tell_failures(rebuilt)
    process.rests()


def _tell(paths: Iterable[Path], rebuilt: Read, seconds: float) -> None:
    """One line a rebuild, then the findings that are new."""
    line = f"{_now()} {_named(paths)} → {_done(rebuilt, seconds)}"
    if rebuilt.diagnostics:
        line += f" {_counts(rebuilt)}"
    click.echo(one_line(line))
    if rebuilt.new:
        click.echo("\n".join(concise.lines(rebuilt.new)))
    _tell_failures(rebuilt)


def _tell_failures(rebuilt: Read) -> None:
    for reason in rebuilt.built.failed if rebuilt.built else ():
        click.echo(f"エラー: {one_line(reason)}", err=True)


def _done(rebuilt: Read, seconds: float) -> str:
    """What came of it, and how long it took."""
    if rebuilt.stopped:
        what = f"エラー: {rebuilt.stopped}"
    elif rebuilt.refused:
        what = f"作りませんでした: {'、'.join(rebuilt.refused)}"
    elif rebuilt.built and rebuilt.built.written:
        kinds = {output.name: output.key for output in OUTPUTS}
        what = "・".join(dict.fromkeys(kinds[path.name] for path in rebuilt.built.written))
    else:
        what = "文書は前と同じ"
    return f"{what}（{seconds:.2f} 秒）"


def _named(paths: Iterable[Path]) -> str:
    """What has changed: the first file, and how many others."""
    # A folder says nothing that its files do not.
    first, *others = sorted(paths, key=lambda path: (path.is_dir(), not path.suffix, path))
    gone = "" if first.exists() else "（なくなりました）"
    more = f" ほか {len(others)} 個" if others else ""
    return f"{shown(first)}{gone}{more}"


def _counts(rebuilt: Read) -> str:
    """How many findings there are, and how many came and went."""
    counts = concise.count(rebuilt.diagnostics)
    told = "・".join(f"{severity.word} {counts[severity.value]}" for severity in Severity)
    moved = [f"新しい指摘 {len(rebuilt.new)}"] if rebuilt.new else []
    moved += [f"なくなった指摘 {rebuilt.gone}"] if rebuilt.gone else []
    return told + (f"（{'、'.join(moved)}）" if moved else "")


def _now() -> str:
    return time.strftime("%H:%M:%S")
