"""The returned draft: edits of a Word file brought into the sources.

    ours        the texts of the sources, piece by piece, by their keys
    matching    which of them a key means that was sent
    kept        what a draft said that has lost its own word of it
    numbered    the numbers that headings bear once they are counted anew
    references  what typed numbers lead to: those of the document as it was sent
    fields      what was typed over what a field shows
    flow        the paragraphs that came back: kept, new, joined, moved, gone
    grids       the tables that came back
    here        both beside each other
    merging     three versions of a text at once
    writing     new texts in the notation of their source
    step        one change with its edits
    telling     what is told of a text
    texts       texts with keys: merged, or a conflict
    paragraphs  those that are gone, were moved, or are new
    printed     what the program says itself: struck, moved, changed
    strange     what no source can hold
    trying      what is read once it is written: all as before but what was meant
    comments    what people said beside it
    receive     the story

Nothing that a person wrote is lost or guessed: it is an edit, a conflict, a comment, or told
with its place.
"""

from guideline_docs.edits.receiving.receive import Placed, Received, receive

__all__ = ["Placed", "Received", "receive"]
