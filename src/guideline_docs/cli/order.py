"""What is to be made and how, asked and told in the same words by build and watch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from guideline_docs.failure import CannotRun, one_line
from guideline_docs.model.configuration import AUTO, PAPERS
from guideline_docs.outputs import KEYS, USUAL, Order, Since
from guideline_docs.render.reports import concise
from guideline_docs.rules.characters import private_use_character
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.layout import unused_file
from guideline_docs.rules.snapshot import errors
from guideline_docs.source.project import DIST, Location

_MOST_NAMED = 3

# What is to be made and how.
_ORDER = (
    click.option("--out", metavar="フォルダー", help="文書を書くフォルダー（何もなければ dist）"),
    click.option(
        "--only",
        metavar="種類,…",
        help=f"作る文書: {','.join(KEYS)}（何もなければ {'・'.join(USUAL)}）",
    ),
    click.option(
        "--final", is_flag=True, help="公表用: 印を付けず、誤りや【要設定】があれば断ります"
    ),
    click.option(
        "--paper",
        type=click.Choice((*PAPERS, AUTO), case_sensitive=False),
        metavar="用紙",
        help=f"一覧の用紙: {'・'.join((*PAPERS, AUTO))}（何もなければ guideline.toml のとおり）",
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


def order(location: Location, **asked: Any) -> Order:
    """What was asked for, for the place where the project is. Raises CannotRun.

    ``asked`` are the options that ``ordered`` gives a command, by their names.
    """
    out, templates, profile = (
        Path(asked[name]) if asked[name] else None for name in ("out", "templates", "icc")
    )
    return Order(
        out=out or _from_here(location.root / DIST),
        only=kinds(asked["only"]),
        final=asked["final"],
        paper=asked["paper"],
        templates=templates,
        variant=asked["variant"],
        profile=profile,
        pages=asked["pages"],
        force=asked.get("force", False),
        keeps=asked.get("keeps", False),
    )


def earlier(name: str | None, project: str) -> AbstractContextManager[Since | None]:
    """The version that is meant, if any. Raises CannotRun where there is none."""
    if name is None:
        return nullcontext()
    from guideline_docs.cli.versions import since

    return since(name, project)


def kinds(only: str | None) -> tuple[str, ...]:
    wanted = tuple(kind.strip().lower() for kind in (only or "").split(",") if kind.strip())
    for kind in wanted:
        if kind not in KEYS:
            known = "・".join(KEYS)
            raise CannotRun(f"--only の「{kind}」は作れません。使えるのは {known} です")
    return wanted or USUAL


def tell_findings(diagnostics: Sequence[Diagnostic]) -> None:
    """The errors themselves, and of the rest how many there are."""
    open_errors = errors(diagnostics)
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
