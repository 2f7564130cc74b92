"""What templates/README.md and the comments promise is there: files, tables, options, messages."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from guideline_docs.cli.app import app as program
from guideline_docs.compare.changes import ChangeKind
from guideline_docs.model.chapter import ParagraphKind
from guideline_docs.model.configuration import PAPERS
from guideline_docs.model.history import Course
from guideline_docs.model.lineage import Tie

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
SOURCES = ROOT / "src" / "guideline_docs"
README = (TEMPLATES / "README.md").read_text("utf-8")
PHRASES = tomllib.loads((TEMPLATES / "wording.toml").read_text("utf-8"))

# Options of other programs that are called or recommended.
FOREIGN = {"--headless", "--convert-to", "--outdir", "--cask", "--word-diff"}


def options() -> set[str]:
    context = click.Context(program)
    commands = [program.get_command(context, name) for name in program.list_commands(context)]
    return {opt for each in commands if each for p in each.params for opt in (*p.opts, *p.secondary_opts)}


def said() -> Iterator[tuple[str, str]]:
    """What is written for people: docstrings, and the prose and comments of the templates."""
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
                yield path.name, node.value.value
    for path in sorted(TEMPLATES.rglob("*")):
        if path.suffix == ".css":
            for comment in re.findall(r"/\*.*?\*/", path.read_text("utf-8"), re.DOTALL):
                own = set(re.findall(r"(--[a-z-]+)\s*:", path.read_text("utf-8")))
                yield path.name, re.sub("|".join(map(re.escape, sorted(own, key=len, reverse=True))) or r"\Z.", "", comment)
        elif path.suffix in (".md", ".toml", ".txt"):
            yield path.name, path.read_text("utf-8")


def test_every_option_that_is_named_exists() -> None:
    # The values of CSS that README.md speaks of are no options.
    known = options() | FOREIGN | {"--font", "--digits", "--least", "--narrow", "--between"}
    named = {(place, opt) for place, text in said() for opt in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)}
    assert [] == sorted(each for each in named if each[1] not in known)


def test_every_file_of_the_manual_exists() -> None:
    for name in re.findall(r"`([\w./-]+\.(?:toml|css|jinja|js|docx|json)|[\w-]+/|script/[\w-]+)`", README):
        places = (TEMPLATES / name, ROOT / name, TEMPLATES / "project" / name)
        assert name == "templates/" or any(place.exists() for place in places), name
    for name in ("done-1", "done-2", "part-1", "part-2", "open-1"):
        assert (TEMPLATES / "patterns" / f"{name}.svg").is_file()
        assert (TEMPLATES / "patterns" / f"bar-{name}.svg").is_file()


def test_every_table_of_the_manual_exists() -> None:
    settings = tomllib.loads((TEMPLATES / "project" / "sources" / "guideline.toml").read_text("utf-8"))
    looks = tomllib.loads((TEMPLATES / "workbook.toml").read_text("utf-8"))
    for name in re.findall(r"`\[(\w+)\]?`?", README):
        assert any(table.startswith(name) for table in (*PHRASES, *settings, *looks)), name
    for table, name in re.findall(r"`\[(role|bar)\.([\w-]+)\]`", README):
        assert name in (*looks[table], "役割")


@pytest.mark.parametrize("paper", re.findall(r"--paper (\w+)", README))
def test_every_paper_of_the_manual_can_be_had(paper: str) -> None:
    assert paper in PAPERS


def test_every_message_of_the_manual_is_said() -> None:
    code = "".join(path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    for message in re.findall(r"^- 「([^」]+)」", README, re.MULTILINE):
        assert message.lstrip("…") in code, message


def test_widths_of_the_columns_fill_the_paper() -> None:
    css = (TEMPLATES / "progress_table.css").read_text("utf-8")
    first, a3 = css.split(":root.paper-a3", 1)
    names = ("number", "name", "status", "results", "move", "rationale", "count")

    def width(text: str) -> float:
        found = [re.search(rf"--{name}: ([\d.]+)mm", text) for name in names]
        return sum(float(match[1]) for match in found if match)

    assert (267, 392) == (width(first), width(a3.split("}")[0]))
    assert "A4横は 267mm、A3横は 392mm" in README


def fields(table: object, path: str = "") -> Iterator[str]:
    for key, value in table.items() if isinstance(table, dict) else ():
        if isinstance(value, dict):
            yield from fields(value, f"{path}{key}.")
        else:
            yield key


def test_every_phrase_that_is_asked_for_is_printed() -> None:
    """A phrase that no template and no module names is asked of every office for nothing."""
    places = [*TEMPLATES.glob("*.jinja"), *TEMPLATES.glob("*.js"), *SOURCES.rglob("*.py")]
    text = "".join(path.read_text("utf-8") for path in places)
    # Moves, columns of the data and styles are named by a kind, not one by one.
    by_kind = ("styles", "progress_data", "history_data")
    asked = {key for name, table in PHRASES.items() if name not in by_kind for key in fields(table)}
    kinds = {"promotion", "demotion", "continuation", "completion", "renewal", "unclear"}
    kinds |= {*ChangeKind, *ParagraphKind, "annotation"}
    kinds |= {*Course, *(tie.replace("-", "_") for tie in Tie)}
    assert [] == sorted(key for key in asked - kinds if not re.search(rf"\.{key}\b", text))
