"""``guideline-docs check``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import chain
from pathlib import Path

import click

from guideline_docs.cli.command import Command, help_option
from guideline_docs.cli.output import for_programs
from guideline_docs.cli.sources import default_path
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.render.reports import FORMATS, Format, format_called, report
from guideline_docs.rules.catalogue import RULES
from guideline_docs.rules.diagnostic import Diagnostic, Severity
from guideline_docs.rules.snapshot import Snapshot, check, errors
from guideline_docs.source.edit import apply
from guideline_docs.source.project import identity
from guideline_docs.source.record import NamedTuple
from guideline_docs.workspace import Workspace, load_text

_FORMATS = tuple(form.name for form in FORMATS)
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_STDIN = "-"
# A check is shorter than this but for sheets of thousands of rows.
_SECONDS_BEFORE_PROGRESS = 1.0


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("paths", nargs=-1, metavar="[原稿のファイルかフォルダー]…")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(_FORMATS),
    default=_FORMATS[0],
    metavar="形式",
    help=f"表示の形式: {'・'.join(_FORMATS)}（何もなければ {_FORMATS[0]}）",
)
@click.option("--output", metavar="ファイル", help="表示する代わりにファイルに書きます（UTF-8）")
@click.option("--select", metavar="番号,…", help="この番号（GD4 のような先頭だけも可）の指摘だけ見ます")
@click.option("--ignore", metavar="番号,…", help="この番号の指摘を見ません")
@click.option(
    "--max-warnings",
    type=click.IntRange(min=0),
    metavar="件数",
    help="警告がこの件数を超えたら、エラーがなくても 1 で終わります",
)
@click.option("--fix", is_flag=True, help="直し方が一つに決まるものを直します")
@click.option("--diff", is_flag=True, help="--fix で変わるところを表示します（--fix がなければ直しません）")
@help_option
@click.pass_obj
def command(
    kept: list[object] | None,
    paths: tuple[str, ...],
    format_name: str,
    output: str | None,
    max_warnings: int | None,
    fix: bool,
    diff: bool,
    **codes: str | None,
) -> int:
    """原稿を検査して、指摘を表示します（何も指定しなければ sources、- なら標準入力）。

    エラーの指摘がなければ 0、あれば 1、検査できなければ 2 で終わります。
    """
    wanted = _codes(codes["select"], "--select") or ("GD",)
    unwanted = _codes(codes["ignore"], "--ignore")
    if fix and _STDIN in paths:
        raise CannotRun("標準入力は直せません。ファイルを指定してください")
    readers = [_reader(path) for path in _once(paths or (default_path(),))]

    def checked() -> _Checked:
        snapshots = [read() for read in readers]
        found = [
            d
            for d in _check(snapshots)
            if d.code.startswith(wanted) and not (unwanted and d.code.startswith(unwanted))
        ]
        if kept is not None:
            kept.extend((snapshots, found))
        return _Checked(snapshots, found)

    now = checked()
    if fix or diff:
        now = _mended(now, checked, fix, diff)
    if not diff or fix:
        names = [name for each in now.snapshots for name in sorted(each.told)]
        form = format_called(format_name)
        _tell(_report(form, now.found, names, output is None), form, output)
    too_many = max_warnings is not None and _warnings(now.found) > max_warnings
    return 1 if errors(now.found) or too_many else 0


class _Checked(NamedTuple):
    snapshots: list[Snapshot]
    found: list[Diagnostic]


def _mended(now: _Checked, checked: Callable[[], _Checked], fix: bool, diff: bool) -> _Checked:
    """What is found once nothing certain is left to mend, the files being mended.

    Without ``fix`` the first patch is only shown.
    """
    from guideline_docs.edits.mend import MOST_ROUNDS, mend  # who only checks need not load it

    patch = mend(now.found)
    if diff and not patch:
        click.echo("直し方が一つに決まる指摘はありません")
    if not fix:
        click.echo(patch.diff(), nl=False)
        return now
    told: set[Path] = set()
    for _ in range(MOST_ROUNDS):
        patch = mend(now.found)
        if not patch:
            break
        if diff:
            click.echo(patch.diff(), nl=False)
        for path in apply(patch):
            if path not in told:
                click.echo(f"直しました: {one_line(path.as_posix())}", err=True)
            told.add(path)
        now = checked()
    return now


def _warnings(found: list[Diagnostic]) -> int:
    return sum(d.severity is Severity.WARNING and d.accepted is None for d in found)


def _once(paths: Sequence[str]) -> list[str]:
    """The paths without those that name again what another has named.

    A link to a file is kept beside the file: it may belong to another project.
    """
    if len(paths) == 1:
        return list(paths)
    first: dict[object, str] = {}
    for path in paths:
        folder = Path(path).absolute().parent
        first.setdefault((identity(Path(path)), identity(folder)), path)
    return list(first.values())


def _reader(path: str) -> Callable[[], Snapshot]:
    """What reads a project, and again once something in it was mended."""
    if path == _STDIN:
        return partial(load_text, sys.stdin.buffer.read(), "<標準入力>")
    return Workspace(path).snapshot


def _check(snapshots: Sequence[Snapshot]) -> list[Diagnostic]:
    """The findings; what two paths have in common is told once."""
    with _progress(len(snapshots) * len(RULES)) as step:
        told = [check(snapshot, step) for snapshot in snapshots]
    if len(told) == 1:
        return told[0]
    found: dict[tuple[object, str, int, int, str], Diagnostic] = {}
    file = cache(lambda source: identity(source.file or Path(source.path)))
    for d in chain.from_iterable(told):
        key = (file(d.span.source), d.code, d.span.start, d.span.end, d.finding.subject)
        # What is accepted by one way is not mended by another.
        if key not in found or (d.accepted is not None and found[key].accepted is None):
            found[key] = d
    return list(found.values())


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, once it takes long; nothing anywhere else."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    begun, done = time.monotonic(), 0
    bar = click.progressbar(length=steps, label="検査しています", file=sys.stderr)
    shown = False

    def step() -> None:
        nonlocal done, shown
        done += 1
        if not shown and time.monotonic() - begun > _SECONDS_BEFORE_PROGRESS:
            shown = True
            bar.__enter__()
            bar.update(done)
        elif shown:
            bar.update(1)

    try:
        yield step
    finally:
        if shown:
            bar.__exit__(None, None, None)


def _codes(given: str | None, option: str) -> tuple[str, ...]:
    """The codes of a list, or beginnings of codes; a word that fits none is a mistake."""
    codes = tuple(code.strip().upper() for code in (given or "").split(",") if code.strip())
    for code in codes:
        if not any(rule.code.startswith(code) for rule in RULES):
            raise CannotRun(f"{option} の「{code}」に当たる指摘はありません（一覧は guideline-docs rules）")
    return codes


def _report(form: Format, diagnostics: list[Diagnostic], paths: list[str], to_screen: bool) -> str:
    coloured = to_screen and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    # A console that speaks cp932 draws Ⅰ and ○ as wide as a kanji.
    ambiguous = 2 if (sys.stdout.encoding or "").lower() in ("cp932", "ms932", "shift_jis") else 1
    paint = _paint if coloured else None
    return report(form, diagnostics, paths=paths, paint=paint, ambiguous=ambiguous)


def _paint(text: str, severity: Severity | None) -> str:
    if severity is None:
        return click.style(text, bold=True)
    return click.style(text, fg=_COLOURS[severity], bold=True)


def _tell(told: str, form: Format, output: str | None) -> None:
    if output is not None:
        from guideline_docs.source.write import write

        write(Path(output), told.encode("utf-8", "replace"))
    elif form.for_programs:
        for_programs(told)
    else:
        click.echo(told, nl=False)
