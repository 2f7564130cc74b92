"""Printing what programs read."""

from __future__ import annotations

import sys

import click

text_or_json = click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json")),
    default="text",
    metavar="形式",
    help="表示の形式: text・json（何もなければ text）",
)


def for_programs(report: str) -> None:
    """Print as UTF-8, whatever the console speaks."""
    as_it_is(report.encode("utf-8", "replace"))


def as_it_is(data: bytes) -> None:
    """Print bytes; a console would change line ends and encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
