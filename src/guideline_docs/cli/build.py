"""``guideline-docs build``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click

from guideline_docs import pipeline
from guideline_docs.cli.command import Command
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.model.configuration import PAPERS
from guideline_docs.render.reports import concise
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.layout import private_use_character, unused_file
from guideline_docs.source.project import Location

_MOST_NAMED = 3

# What is to be made and how: asked in the same words by build and watch.
_ORDER = (
    click.option("--out", metavar="フォルダー", help="文書を書くフォルダー（何もなければ dist）"),
    click.option("--only", metavar="種類,…", help=f"作る文書: {','.join(pipeline.OUTPUTS)}"),
    click.option(
        "--final", is_flag=True, help="公表用: 印を付けず、誤りや【要設定】があれば断ります"
    ),
    click.option(
        "--paper",
        type=click.Choice(PAPERS, case_sensitive=False),
        metavar="用紙",
        help=f"一覧の用紙: {'・'.join(PAPERS)}（何もなければ guideline.toml のとおり）",
    ),
    click.option(
        "--accessible",
        "variant",
        flag_value="accessible",
        default="accessible",
        help="PDF を読み上げに対応させます（PDF/UA-1。何もなければこれ）",
    ),
    click.option(
        "--archive",
        "variant",
        flag_value="archive",
        help="PDF を保存用にします（PDF/A-3a。もとの一覧と CSV を添付）",
    ),
    click.option(
        "--press",
        "variant",
        flag_value="press",
        help="PDF を印刷所向けにします（PDF/X-4。--icc が要ります）",
    ),
    click.option("--icc", metavar="ファイル", help="印刷所の ICC プロファイル"),
    click.option(
        "--pages",
        type=click.Choice(("estimate", "libreoffice")),
        default="estimate",
        metavar="方法",
        help="素案の目次の頁: estimate（行から数える）・libreoffice（組んで確かめる）",
    ),
    click.option("--templates", metavar="フォルダー", help="先に探すテンプレートのフォルダー"),
)


def ordered(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that ``order`` takes."""
    for option in reversed(_ORDER):
        function = option(function)
    return function


def order(
    location: Location,
    *,
    out: str | None,
    only: str | None,
    final: bool,
    paper: str | None,
    variant: str,
    icc: str | None,
    pages: str,
    templates: str | None,
    force: bool = False,
) -> pipeline.Order:
    """What was asked for, for the place where the project is. Raises CannotRun."""
    return pipeline.Order(
        out=Path(out) if out else _from_here(location.root / "dist"),
        only=_kinds(only),
        final=final,
        paper=paper,
        templates=Path(templates) if templates else None,
        variant=variant,
        profile=Path(icc) if icc else None,
        pages=pages,
        force=force,
    )


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("project", default=".", metavar="[プロジェクト]")
@ordered
@click.option("--force", is_flag=True, help="前と同じでも作り直します")
@click.option("--watch", is_flag=True, help="終わらずに、変わるたびに作り直します（watch と同じ）")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(project: str, force: bool, watch: bool, **asked: Any) -> int:
    """検査してから、文書を作ります（何も指定しなければこのフォルダー）。

    作れば 0、--final で断れば 1、作れなければ 2 で終わります。
    """
    if watch:
        from guideline_docs.cli.watch import keep_building

        return keep_building(project, partial(order, force=force, **asked))
    # Layout makes garbage in cycles, so now and then it is looked for.
    gc.enable()
    gc.set_threshold(200_000, 50, 50)
    with pipeline.started(_kinds(asked["only"])) as printer:
        loaded = pipeline.load(project)
        diagnostics = pipeline.check(loaded)
        tell_findings(diagnostics)
        reasons = pipeline.refusal(loaded, diagnostics, asked["final"])
        wanted = order(loaded.location, force=force, **asked)
        if wanted.final and not reasons:
            reasons = list(pipeline.still_open(loaded, diagnostics, wanted))
        if reasons:
            for reason in reasons:
                click.echo(f"作りませんでした: {one_line(reason)}", err=True)
            return 1
        with _progress() as progress:
            built = pipeline.build(loaded, diagnostics, wanted, printer, progress)
    for path in built.written:
        click.echo(f"作りました: {shown(path)}")
    if built.kept and not (built.written or built.failed):
        click.echo("原稿もテンプレートも前と同じなので、作り直しませんでした")
    elif built.kept:
        click.echo(f"前と同じ: {'、'.join(shown(path) for path in built.kept)}")
    for reason in built.failed:
        click.echo(f"エラー: {one_line(reason)}", err=True)
    return 2 if built.failed else 0


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal for a table that is printed in parts; nothing anywhere else."""
    bars: list[Any] = []

    def progress(done: int, parts: int) -> None:
        if not bars and sys.stderr.isatty():
            bar = click.progressbar(length=parts, label="一覧を組んでいます", file=sys.stderr)
            bars.append(bar.__enter__())
        for bar in bars:
            bar.update(done - bar.pos)

    try:
        yield progress
    finally:
        for bar in bars:
            bar.__exit__(None, None, None)


def _kinds(only: str | None) -> tuple[str, ...]:
    kinds = tuple(kind.strip().lower() for kind in (only or "").split(",") if kind.strip())
    for kind in kinds:
        if kind not in pipeline.OUTPUTS:
            known = "・".join(pipeline.OUTPUTS)
            raise CannotRun(f"--only の「{kind}」は作れません。使えるのは {known} です")
    return kinds or tuple(pipeline.OUTPUTS)


def tell_findings(diagnostics: list[Diagnostic]) -> None:
    """The errors themselves, and of the rest how many there are."""
    open_errors = pipeline.errors(diagnostics)
    if open_errors:
        click.echo("\n".join(concise.lines(open_errors)))
    click.echo(f"検査: {concise.summary(diagnostics)}")
    vain = [d for d in diagnostics if d.code == unused_file.code and d.accepted is None]
    if vain:
        names = [one_line(d.path) for d in vain[:_MOST_NAMED]]
        more = f" ほか {len(vain) - len(names)} 個" if len(vain) > len(names) else ""
        click.echo(
            f"どの文書にも入らないファイルがあります: {'、'.join(names)}{more}"
            "（理由は check --select GD106）"
        )
    lacking = sum(d.code == private_use_character.code for d in diagnostics)
    if lacking:
        click.echo(
            f"印刷用の書体にない文字が {lacking} か所あります。PDF では「〓」になります"
            "（場所は check --select GD004）"
        )


def shown(path: Path) -> str:
    """As short as it can be said from here."""
    return one_line(_from_here(path).as_posix())


def _from_here(path: Path) -> Path:
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
