"""A guideline from plain text to paper.

    source → syntax → model → compare → readback → rules → edits → views → render
    → workspace → outputs → services → cli

source     reads bytes in any encoding an office uses, knows every place in a text, and
           is what files are written by.
syntax     takes a text apart, line by line, without ever failing or losing a character.
model      says what the parts mean: tiers, measures, references resolved, rows counted.
compare    says what changed from one version to another.
readback   reads what comes back, from Excel and the like, to plain records: what was
           written, in which cell.
rules      say what is wrong with that, each at the smallest place that is true.
edits      say what to change: a patch, tried and shown before it is written.
views      say what a document says, in finished strings and reading order.
render     gives it its looks, which stand in ``templates/``.
workspace  is the only state: a place, texts not saved yet, and what they mean now.
outputs    are the documents that can be made, and the story of how.
services   stay running: one builds whenever a file changes, one shows it in a browser, one
           answers editors.
cli        takes arguments and prints.

Records have one rule. They are named tuples. Of values (a span, a cell, a tier) two that
say the same are the same; where one has parts that others must not compare by, as a column
its key, it says so itself. What has an identity (a measure, a line of a tree) is its own
key (``own_key``), and no ``id()`` is one.
Their NamedTuple is ``source.record``'s: that of ``typing`` costs seven times as much to
declare, in every check.
Views are frozen dataclasses for templates, and hand over what a row means (``RowKeys``)
beside what it says: nobody reads a finished string back.

Imports point left only. Text never raises, it makes findings; everything else that
stops the work is a ``CannotRun`` with one sentence for the user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guideline_docs.outputs import build
    from guideline_docs.rules.snapshot import check
    from guideline_docs.workspace import load

__all__ = ["build", "check", "load"]


def __getattr__(name: str) -> object:
    """``guideline_docs.load`` and its two friends, imported when they are asked for."""
    if name in __all__:
        from guideline_docs import outputs, workspace
        from guideline_docs.rules import snapshot

        return {"build": outputs.build, "check": snapshot.check, "load": workspace.load}[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
