"""Printing what programs read."""

from __future__ import annotations

import sys


def for_programs(report: str) -> None:
    """Print as UTF-8, whatever the console speaks."""
    as_it_is(report.encode("utf-8", "replace"))


def as_it_is(data: bytes) -> None:
    """Print bytes; a console would change line ends and encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
