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
        records = (_record(parameter, ctx) for parameter in self.get_params(ctx))
        rows = [record for record in records if record and record[1]]
        if rows:
            with formatter.section("指定"):
                formatter.write_dl(rows)


class Commands(Command, click.Group):
    """A group whose list of commands stands behind its options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


def _record(parameter: click.Parameter, ctx: click.Context) -> tuple[str, str] | None:
    """What is told of an option: what Click adds in brackets, in Japanese."""
    record = parameter.get_help_record(ctx)
    if record is None or not isinstance(parameter, click.Option):
        return record
    names, told = record
    extra = parameter.get_help_extra(ctx)
    added = ["必ず指定します"] if "required" in extra else []
    if "range" in extra and isinstance(parameter.type, click.IntRange):
        least, most = parameter.type.min, parameter.type.max
        added.append(f"{least} 以上" if most is None else f"{least} から {most} まで")
    words = told.partition("  [")[0]
    return names, f"{words}（{'、'.join(added)}）" if added else told
