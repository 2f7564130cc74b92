"""``guideline-docs rules``."""

from __future__ import annotations

import click

from guideline_docs.cli.command import Command
from guideline_docs.rules.catalogue import RULES
from guideline_docs.source.glyphs import display_width


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.option("--markdown", "as_markdown", is_flag=True, help="Markdown の表にします")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(as_markdown: bool) -> None:
    """指摘の一覧を、番号・重さ・名前・内容の順に表示します。"""
    if as_markdown:
        click.echo(markdown(), nl=False)
        return
    width = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        word = rule.severity.word
        pad = " " * (6 - display_width(word))
        click.echo(f"{rule.code}  {word}{pad}  {rule.name:<{width}}  {rule.page.title}")
    click.echo("\n詳しくは guideline-docs explain GD401 のように番号を付けてください")


def markdown() -> str:
    """The table of all rules, as README has it between its markers."""
    lines = ["| 番号 | 重さ | 名前 | 何が悪いか |", "|---|---|---|---|"]
    lines += [
        f"| {rule.code} | {rule.severity.word} | `{rule.name}` | {rule.page.title} |"
        for rule in RULES
    ]
    return "\n".join(lines) + "\n"
