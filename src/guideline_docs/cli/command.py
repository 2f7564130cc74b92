"""A command whose help is in the user's language."""

from __future__ import annotations

import click


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
