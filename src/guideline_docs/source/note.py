"""The note that a writer leaves in a folder: whoever reads there asks whether there is one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

NOTE = ".guideline-docs.journal"


def noted(folders: Iterable[Path]) -> list[Path]:
    """The folders in which somebody writes, or has died writing."""
    return [folder for folder in folders if os.path.lexists(folder / NOTE)]
