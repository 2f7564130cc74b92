"""What is shown now, and who waits for the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from threading import Condition

from guideline_docs.services.preview.ways import Way, Ways
from guideline_docs.source.record import NamedTuple

NOWHERE = Ways()


class Cursor(NamedTuple):
    """Where the cursor of an editor stands: page by page the name of what stands there.

    ``number`` counts the times that it has moved, so that a page knows when to follow.
    """

    number: int = 0
    names: Mapping[str, str] = {}
    place: Way | None = None


class Shown(NamedTuple):
    """``pages`` are the last good ones; ``problem`` is why there are no newer ones."""

    pages: Mapping[str, bytes] = {}
    versions: Mapping[str, str] = {}
    """Path of a page → the digest of its bytes."""
    building: bool = False
    problem: str = ""
    ways: Ways = NOWHERE
    cursor: Cursor = Cursor()


class Showcase:
    """Some threads put things in, any number of others look at them."""

    def __init__(self, opens: Callable[[Way], None] | None = None) -> None:
        """``opens`` has an editor show a place; without one nothing can be opened."""
        self.opens = opens
        self.now = Shown()
        self.closed = False
        self._changed = Condition()

    def begin(self) -> None:
        """Newer pages are being made."""
        with self._changed:
            self._put(self.now._replace(building=True))

    def show(self, pages: Mapping[str, bytes], ways: Ways = NOWHERE) -> None:
        versions = {path: sha256(page).hexdigest() for path, page in pages.items()}
        with self._changed:
            cursor = self.now.cursor
            if cursor.place:
                # What stands there may be called otherwise now.
                cursor = cursor._replace(names=ways.around(cursor.place))
            self._put(Shown(pages, versions, ways=ways, cursor=cursor))

    def reveal(self, place: Way) -> None:
        """The cursor of the editor stands at a place: pages that show it scroll there."""
        with self._changed:
            before, names = self.now.cursor, self.now.ways.around(place)
            if names:
                moved = names != before.names
                self._put(self.now._replace(cursor=Cursor(before.number + moved, names, place)))

    def keep(self, problem: str) -> None:
        """No newer pages can be made: the last good ones stay."""
        with self._changed:
            self._put(self.now._replace(building=False, problem=problem))

    def close(self) -> None:
        """Nobody waits any longer."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def after(self, seen: Shown | None, seconds: float) -> Shown:
        """What is shown once it is no longer ``seen``, or after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.now is not seen, seconds)
            return self.now

    def _put(self, shown: Shown) -> None:
        with self._changed:
            self.now = shown
            self._changed.notify_all()
