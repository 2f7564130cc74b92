"""``guideline-docs explain``."""

from __future__ import annotations

import click

from guideline_docs.cli.command import Command
from guideline_docs.failure import CannotRun
from guideline_docs.render import rule_page
from guideline_docs.rules.catalogue import RULES, find_rule


@click.command(cls=Command, options_metavar="", add_help_option=False)
@click.argument("code", metavar="番号")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(code: str) -> None:
    """指摘の番号（GD401 など）の意味と直し方を表示します。"""
    rule = find_rule(code)
    if rule is None:
        from difflib import get_close_matches

        names = [name for each in RULES for name in (each.code, each.name)]
        near = get_close_matches(code.upper(), names, n=3) or get_close_matches(code, names, n=3)
        meant = f"（{'・'.join(near)} のことですか）" if near else ""
        raise CannotRun(f"「{code}」という指摘はありません{meant}。一覧は guideline-docs rules")
    click.echo(rule_page.text(rule))
