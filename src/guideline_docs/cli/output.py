"""Printing what programs read."""

from __future__ import annotations

import sys


def for_programs(report: str) -> None:
    """Print as UTF-8, whatever the console speaks."""
    sys.stdout.flush()
    sys.stdout.buffer.write(report.encode("utf-8", "replace"))
