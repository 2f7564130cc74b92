"""``guideline-docs lsp``."""

from __future__ import annotations

import os
from typing import BinaryIO

import click

from guideline_docs.cli import process
from guideline_docs.cli.command import Command
from guideline_docs.failure import CannotRun


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.option("--stdio", is_flag=True, help="標準入出力で話します（何もなくても同じです）")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(stdio: bool) -> int:
    """エディターのための言語サーバーです。エディターが起動し、標準入出力で話します。

    書きながら指摘を受け、直し、参照の先を見、番号を付け替えられます。設定のしかたは手引きにあります。
    """
    process.stays()
    process.makes_garbage()
    try:
        from guideline_docs.services.lsp.server import Server
    except ModuleNotFoundError as error:
        raise CannotRun(
            f"lsp には {error.name} が要ります: pip install 'guideline-docs[editor]'"
        ) from None
    stdin, stdout = _pipes()
    Server(process.rests).serve(stdin, stdout)
    return 0


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The way from the client and to it, for messages alone.

    Whatever else reads or prints, in this process or a child, gets nothing and goes to stderr.
    """
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return stdin, stdout
