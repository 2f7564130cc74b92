"""Small mutations of a text, told by line, and what they change in its findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from guideline_docs.rules.diagnostic import Diagnostic

Mutation = Callable[[str], str]


def change(line: int, old: str, new: str) -> Mutation:
    """Replace what stands exactly once in a line; ``｜`` is the tab."""
    old, new = old.replace("｜", "\t"), new.replace("｜", "\t")

    def mutate(text: str) -> str:
        lines = text.split("\n")
        assert lines[line - 1].count(old) == 1, (line, old)
        lines[line - 1] = lines[line - 1].replace(old, new)
        return "\n".join(lines)

    return mutate


def drop(*numbers: int) -> Mutation:
    """Leave lines out."""

    def mutate(text: str) -> str:
        kept = enumerate(text.split("\n"), start=1)
        return "\n".join(line for number, line in kept if number not in numbers)

    return mutate


def insert(after: int, *added: str) -> Mutation:
    """Add lines behind a line; ``｜`` is the tab."""

    def mutate(text: str) -> str:
        lines = text.split("\n")
        lines[after:after] = [line.replace("｜", "\t") for line in added]
        return "\n".join(lines)

    return mutate


def columns(order: Iterable[int]) -> Mutation:
    """Give the cells of each line from the head line on another order."""
    places = list(order)

    def mutate(text: str) -> str:
        lines = text.split("\n")
        for at, line in enumerate(lines):
            cells = line.split("\t")
            if cells[0].isdigit() or cells[0] == "No":
                lines[at] = "\t".join(cells[place] for place in places)
        return "\n".join(lines)

    return mutate


def all_of(*mutations: Mutation) -> Mutation:
    def mutate(text: str) -> str:
        for mutation in mutations:
            text = mutation(text)
        return text

    return mutate


def facts(found: Iterable[Diagnostic]) -> Counter[str]:
    """``GD401 (3)-イ「イ」``: what a finding says wherever its line has moved to."""
    return Counter(f"{d.code} {d.finding.subject}「{d.span.text}」" for d in found)


def changes(before: Iterable[Diagnostic], after: list[Diagnostic]) -> list[str]:
    """``+GD401 50 (3)-カ「カ」`` for each finding that is new, ``-GD401 (3)-イ「イ」`` for each lost.

    New ones come first, in the order of their places.
    """
    old, new = facts(before), facts(after)
    added, gone = new - old, old - new
    told = []
    for diagnostic in after:
        (fact,) = facts([diagnostic])
        if added[fact]:
            added[fact] -= 1
            code, _, rest = fact.partition(" ")
            told.append(f"+{code} {diagnostic.span.line} {rest}")
    return told + sorted(f"-{fact}" for fact in gone.elements())
