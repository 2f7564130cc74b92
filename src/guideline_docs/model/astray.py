"""Files that are not there, and files that are there in vain."""


from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.kinds import Unused


class MissingFile(NamedTuple):
    """A source that the settings name and that is not there; ``span`` names it."""

    span: Span
    name: str
    key: str
    """Of ``[sources]``: sheet or chapters."""


class UnusedFile(NamedTuple):
    """A file among the sources that is in no document.

    ``span`` is its first line; empty, in a source without text, where it is no text.
    """

    span: Span
    name: str
    """Without its folder."""
    unused: Unused
    instead: str = ""
    """The sheet that is the table, the name that settings have, what stands in a folder."""


class Astray(NamedTuple):
    """Files that are not there, and files that are there in vain."""

    missing: tuple[MissingFile, ...] = ()
    unused: tuple[UnusedFile, ...] = ()
