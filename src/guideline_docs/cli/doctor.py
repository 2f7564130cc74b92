"""``guideline-docs doctor``."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import click

from guideline_docs.cli.command import Command
from guideline_docs.render.templates import packaged
from guideline_docs.source.glyphs import display_width

_NEEDED_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class _Checked:
    """One thing that a machine has or lacks; ``needed`` is False for what only helps."""

    name: str
    ok: bool
    detail: str
    install: str
    needed: bool = True


@click.command(cls=Command, options_metavar="", add_help_option=False)
@click.help_option("-h", "--help", help="この説明を表示します")
def command() -> int:
    """この機械に足りないものと、その入れ方を表示します。終わりに、手引きのある場所を示します。

    すべての文書を作れるなら 0、足りないものがあれば 1 で終わります。
    """
    checked = list(_everything())
    width = max(display_width(each.name) for each in checked)
    for each in checked:
        state = "あり" if each.ok else "なし" if each.needed else "任意"
        pad = " " * (width - display_width(each.name))
        click.echo(f"{state}  {each.name}{pad}  {each.detail}".rstrip())
        if not each.ok:
            click.echo(f"      入れ方: {each.install}")
    complete = all(each.ok or not each.needed for each in checked)
    if complete:
        click.echo("\n検査・Word・PDF・CSV のすべてを作れます")
    else:
        click.echo("\n検査・Word・CSV は使えます。PDF は上の「なし」を入れると作れます")
    # It stands beside the templates, in a checkout and in what was installed.
    click.echo(f"手引き: {packaged().parent / 'README.ja.md'}")
    return 0 if complete else 1


def _everything() -> Iterator[_Checked]:
    version = platform.python_version()
    yield _Checked(
        "Python",
        sys.version_info >= _NEEDED_PYTHON,
        version,
        "Python 3.11 以上を入れてください",
    )
    from guideline_docs.render import pdf

    for need in pdf.requirements():
        yield _Checked(need.name, need.ok, need.detail, need.install)
    yield _reads_tables()
    yield _serves_editors()
    from guideline_docs.render.word.layout import libreoffice

    office = libreoffice()
    yield _Checked(
        "LibreOffice",
        office is not None,
        office or "Word の素案を開いて確かめるときに使います",
        _install_libreoffice(),
        needed=False,
    )


def _reads_tables() -> _Checked:
    """Which formats a table is taken from, and what reads each."""
    from importlib.metadata import PackageNotFoundError, version

    from guideline_docs.source.workbook import READERS

    told, lacking = [], []
    for suffixes, library in READERS:
        with_ = "guideline-docs"
        if library:
            try:
                with_ = f"{library} {version(library)}"
            except PackageNotFoundError:
                lacking.append(library)
                with_ = f"{library} が要ります"
        told.append(f"{' '.join(f'.{suffix}' for suffix in suffixes)}（{with_}）")
    install = f"pip install {' '.join(lacking)}"
    return _Checked("表の読み取り", not lacking, "、".join(told), install, needed=False)


def _serves_editors() -> _Checked:
    """What ``lsp`` speaks to editors with."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        detail, ok = f"lsp（pygls {version('pygls')}）", True
    except PackageNotFoundError:
        detail, ok = "lsp（書きながら指摘を受けるとき）に使います", False
    install = "pip install 'guideline-docs[editor]'"
    return _Checked("エディター", ok, detail, install, needed=False)


def _install_libreoffice() -> str:
    match platform.system():
        case "Darwin":
            return "brew install --cask libreoffice"
        case "Windows":
            return "LibreOffice のインストーラーで入れてください"
        case _:
            return "sudo apt-get install libreoffice-writer-nogui"
