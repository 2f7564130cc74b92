"""Sheets of other cities: read, checked and printed with settings of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import notation

from guideline_docs.model.configuration import Configuration, read_configuration
from guideline_docs.model.guideline import Guideline

# The text of settings → what they say.
Settings = Callable[[str], Configuration]


def settings_in(folder: Path) -> Settings:
    def configured(text: str) -> Configuration:
        path = folder / "guideline.toml"
        path.write_text(text, "utf-8")
        return read_configuration(path, "guideline.toml")

    return configured


def table(*lines: str) -> str:
    """The text of a sheet; ``｜`` is a tab."""
    return "".join(line.replace("｜", "\t") + "\n" for line in ("一覧", *lines))


def read(configuration: Configuration, *lines: str) -> Guideline:
    return notation.guideline(table(*lines), configuration=configuration)


def told(configuration: Configuration, *lines: str) -> list[str]:
    """``GD302 D 評価「D」は…`` for each finding: code, what it points at, what it says."""
    found = notation.diagnostics(table(*lines), configuration=configuration)
    return [f"{d.code} {d.span.text} {d.finding.message}" for d in found]
