"""What is shown now, and who waits for the next."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from threading import Condition

from guideline_docs.source.record import NamedTuple


class Shown(NamedTuple):
    """``pages`` are the last good ones; ``problem`` is why there are no newer ones."""

    pages: Mapping[str, bytes] = {}
    versions: Mapping[str, str] = {}
    """Path of a page → the digest of its bytes."""
    building: bool = False
    problem: str = ""


class Showcase:
    """One thread puts things in, any number of others look at them."""

    def __init__(self) -> None:
        self.now = Shown()
        self.closed = False
        self._changed = Condition()

    def begin(self) -> None:
        """Newer pages are being made."""
        self._put(self.now._replace(building=True))

    def show(self, pages: Mapping[str, bytes]) -> None:
        versions = {path: sha256(page).hexdigest() for path, page in pages.items()}
        self._put(Shown(pages, versions))

    def keep(self, problem: str) -> None:
        """No newer pages can be made: the last good ones stay."""
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
