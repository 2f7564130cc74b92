"""The README says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from guideline_docs.cli.app import COMMANDS
from guideline_docs.cli.rules import markdown

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_table_of_rules_is_the_catalogue() -> None:
    """script/update-readme writes it."""
    written = re.search(r"(?s)<!-- rules -->\n(.*?)<!-- /rules -->", README)
    assert written is not None
    assert markdown() == written[1]


def test_pictures_exist() -> None:
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert pictures
    assert [] == [name for name in pictures if not (ROOT / name).is_file()]


def test_commands_that_are_named_exist() -> None:
    named = set(re.findall(r"^guideline-docs (\w+)", README, re.MULTILINE))
    assert named
    assert set() == named - set(COMMANDS)


def test_scripts_that_are_named_exist() -> None:
    named = set(re.findall(r"(?:script|benchmarks)/[\w.-]+", README))
    assert named
    assert [] == [name for name in named if not (ROOT / name).is_file()]
