"""A preview beside an editor: it shows what the editor has, saved or not.

A click on the page opens the place in the editor; where the cursor of the editor stands,
the page scrolls to. Pages are made in a thread of their own, when the editor is quiet.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Thread

from guideline_docs.failure import CannotRun, cannot_read
from guideline_docs.outputs import looks
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.services.preview.pages import pages
from guideline_docs.services.preview.server import Server
from guideline_docs.services.preview.showcase import Showcase
from guideline_docs.services.preview.ways import Way

logger = logging.getLogger(__name__)

# Who types goes on within so many seconds.
_QUIET = 0.3


class Companion:
    """Serves from ``__init__`` to ``close``.

    ``opens`` has the editor show a place; it is called in a thread of the server. Raises
    CannotRun where no port is free.
    """

    def __init__(self, opens: Callable[[Way], None], quiet: float = _QUIET) -> None:
        self._showcase = Showcase(opens)
        self._server = Server(self._showcase)
        self._quiet = quiet
        self._changed = Condition()
        self._newest: Snapshot | None = None
        self._problem = ""
        self._is_closed = False
        self._server.start()
        self._maker = Thread(target=self._make, daemon=True)
        self._maker.start()

    @property
    def url(self) -> str:
        """The address with the key in it."""
        return self._server.url

    def show(self, snapshot: Snapshot) -> None:
        """Show a project as it is now, soon."""
        with self._changed:
            self._problem = ""
            if snapshot is not self._newest:
                self._newest = snapshot
                self._changed.notify_all()

    def keep(self, problem: str) -> None:
        """The project cannot be read: what was shown stays, beside the reason."""
        with self._changed:
            self._problem = problem
            self._showcase.keep(problem)

    def reveal(self, file: Path, line: int, column: int) -> None:
        """Have the pages show what stands at a place of a file."""
        self._showcase.reveal(Way(file, line, column))

    def close(self) -> None:
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._server.stop()

    def _make(self) -> None:
        made: Snapshot | None = None
        while True:
            with self._changed:
                self._changed.wait_for(lambda made=made: self._is_closed or self._newest is not made)
                made = self._newest
                # What comes meanwhile is newer still.
                while not self._is_closed and self._changed.wait_for(
                    lambda made=made: self._is_closed or self._newest is not made, self._quiet
                ):
                    made = self._newest
                if self._is_closed:
                    return
            if made:
                self._show(made)
            with self._changed:
                # What was found while they were made is not forgotten by newer pages.
                if self._problem:
                    self._showcase.keep(self._problem)

    def _show(self, snapshot: Snapshot) -> None:
        self._showcase.begin()
        try:
            made = pages(snapshot, snapshot.diagnostics, looks(snapshot), beside_editor=True)
            self._showcase.show(*made)
        except CannotRun as error:
            self._showcase.keep(str(error))
        except OSError as error:
            self._showcase.keep(cannot_read(error, snapshot.location.folder.name))
        except Exception:
            # A fault of ours: the next text may be shown all the same.
            logger.exception("preview")
            self._showcase.keep("頁を作れませんでした")
