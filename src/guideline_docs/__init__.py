"""A guideline from plain text to paper.

    source → syntax → model → rules → views → render → pipeline → workshop
    → preview → cli

source    reads bytes in any encoding an office uses, and knows every place in a text.
syntax    takes a text apart, line by line, without ever failing or losing a character.
model     says what the parts mean: tiers, measures, references resolved, rows counted.
rules     say what is wrong with that, each at the smallest place that is true.
views     say what a document says, in finished strings and reading order.
render    gives it its looks, which stand in ``templates/``.
pipeline  tells the story on one page: load, check, build.
workshop  tells it again whenever a file changes, in a process that stays warm.
preview   shows draft and table in a browser while they are being written.
cli       takes arguments and prints.

Imports point left only. Text never raises, it makes findings; everything else that
stops the work is a ``CannotRun`` with one sentence for the user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guideline_docs.pipeline import build, check, load

__all__ = ["build", "check", "load"]


def __getattr__(name: str) -> object:
    """``guideline_docs.load`` and its two friends, imported when they are asked for."""
    if name in __all__:
        from guideline_docs import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
