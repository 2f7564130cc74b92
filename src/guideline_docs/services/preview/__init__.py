"""Draft and table in a browser while they are being written.

    pages      what was read, as the pages of a browser
    showcase   what is shown now: the last good pages, and what is wrong since
    ways       from a page to its sources and back
    returned   the drafts that came back
    key        what opens it: a token in the address, then a cookie
    server     hands the showcase to the user's own browsers, and to nobody else
    companion  all of it beside an editor, whose unsaved texts it shows

One thread makes pages whenever a source has changed, the others serve what there is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from guideline_docs.outputs import Since, looks
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.services.preview.pages import pages
from guideline_docs.services.preview.showcase import Showcase
from guideline_docs.services.watch import Read, Watch

if TYPE_CHECKING:
    from guideline_docs.services.preview.returned import ReturnedDrafts


def renew(
    watch: Watch,
    showcase: Showcase,
    editor: str,
    own: Path | None = None,
    since: Since | None = None,
    returned: ReturnedDrafts | None = None,
) -> Read:
    """Make the pages of a project anew and show them; those that were good stay otherwise.

    ``editor`` is the pattern of the address that opens a place, or empty, ``own`` a folder
    of templates that goes before all others, ``since`` the version since which changes are
    shown, as it was read once, ``returned`` the drafts that came back. What stopped it is told
    in the result, as one message.
    """

    def show(snapshot: Snapshot, read: Read) -> Read:
        templates = looks(snapshot, own)
        backs = returned(snapshot) if returned else ()
        made = pages(snapshot, read.diagnostics, templates, editor, old=since, backs=backs)
        showcase.show(*made)
        return read

    showcase.begin()
    made = watch.read(show)
    if made.problem:
        showcase.keep(made.problem)
    return made
