"""A command whose help is in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def once(
    *names: str, show: Callable[[click.Context], str], help: str
) -> Callable[[Any], Any]:
    """An option that prints something and ends the program.

    Click's own look for a translation of their help first, even where it is given: two
    thousandths of a second that each check would pay.
    """

    def callback(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(show(ctx), color=ctx.color)
            ctx.exit()

    return click.option(
        *names, is_flag=True, expose_value=False, is_eager=True, callback=callback, help=help
    )


help_option = once("-h", "--help", show=click.Context.get_help, help="この説明を表示します")

class Command(click.Command):
    """Click's command with Japanese headings; it prints no others than these two."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="使い方: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = (parameter.get_help_record(ctx) for parameter in self.get_params(ctx))
        rows = [record for record in records if record and record[1]]
        if rows:
            with formatter.section("指定"):
                formatter.write_dl(rows)


class Commands(Command, click.Group):
    """A group whose list of commands stands behind its options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)
