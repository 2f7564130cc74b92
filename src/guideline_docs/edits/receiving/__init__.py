"""The returned draft: edits of a Word file brought into the sources.

    ours      the texts of the sources, piece by piece, by their keys
    matching  which of them a key means that was sent
    flow      the paragraphs that came back: kept, new, joined, moved, gone
    grids     the tables that came back
    merging   three versions of a text at once
    writing   new texts in the notation of their source
    comments  what people said beside it
    receive   the story
"""

from guideline_docs.edits.receiving.receive import Received, receive

__all__ = ["Received", "receive"]
