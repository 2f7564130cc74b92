"""Proposed settings as ``guideline.toml``: their tables among the comments that teach."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.edits.proposal.guess import ASK, Guess, Proposal, Table, Value
from guideline_docs.source.glyphs import display_width
from guideline_docs.source.toml import in_quotes

# What stands below it in the skeleton are examples.
_EXAMPLES = "# ここから下は、"
_FIRST = "[guideline]"


def with_proposal(settings: str, proposal: Proposal) -> str:
    """The settings of the skeleton with those that are proposed.

    ``level = []`` is a key of the whole file: it stands above all tables.
    """
    if proposal.flat:
        flat = "".join(f"{line}\n" for line in _lines((Guess("level", (), proposal.flat),)))
        settings = settings.replace(_FIRST, f"{flat}\n{_FIRST}", 1)
    before, mark, after = settings.partition(_EXAMPLES)
    return f"{before}{_written(proposal)}\n{mark}{after}"


def _written(proposal: Proposal) -> str:
    lines = [
        "# ここから「---」までは、一覧の見出し・番号・言葉から見立てた設定です。違うところは書き換えてください。",
        f"# {ASK}は、一覧だけでは決められないところです。決めたら、その説明ごと消してください。",
        *(f"# {_plain(note)}" for note in proposal.notes),
        "",
    ]
    for table in proposal.tables:
        lines += [*_table(table), ""]
    return "\n".join((*lines, "# ---", ""))


def _table(table: Table) -> Iterator[str]:
    yield from (f"# {_plain(why)}" for why in table.why)
    yield f"[[{table.name}]]" if table.many else f"[{table.name}]"
    yield from _lines(table.guesses)


def _lines(guesses: tuple[Guess, ...]) -> Iterator[str]:
    """The keys, one a line, their equal signs and their comments below one another."""
    widest = max(len(guess.key) for guess in guesses)
    written = [f"{guess.key:<{widest}} = {_value(guess.value)}" for guess in guesses]
    said = [width for guess, line in zip(guesses, written, strict=True) if guess.why and (width := display_width(line, 2)) <= 48]
    column = max(said, default=0)
    for guess, line in zip(guesses, written, strict=True):
        gap = " " * max(0, column - display_width(line, 2))
        yield f"{line}{gap}  # {_plain(guess.why)}" if guess.why else line


def _value(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{in_quotes(_plain(value))}"'
        case int():
            return str(value)
    return f"[{', '.join(map(_value, value))}]"


def _plain(text: str) -> str:
    """On one line, without what TOML does not hold."""
    return "".join(char for char in " ".join(text.split("\n")) if char >= " " and char != "\x7f")
