"""What changed is told once, whatever way a file is saved and whatever goes meanwhile."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from queue import Queue

import pytest
from program import PATIENCE, save

from guideline_docs.source.changes import changes

Told = Queue[frozenset[Path]]


class Watched:
    """A folder that is watched by a thread; ``files`` may be changed meanwhile."""

    def __init__(self, folder: Path, poll: bool) -> None:
        self.files: Iterable[Path] = [folder / "a.txt", folder / "b.txt"]
        self._told: Told = Queue()
        self._stop = threading.Event()
        told = changes(lambda: self.files, self._stop, poll)
        self._thread = threading.Thread(target=lambda: [*map(self._told.put, told)])
        self._thread.start()

    def told(self) -> list[str]:
        """The names of what changed, waited for."""
        return sorted(path.name for path in self._told.get(timeout=PATIENCE))

    def end(self) -> None:
        self._stop.set()
        self._thread.join(timeout=PATIENCE)
        assert not self._thread.is_alive()
        assert self._told.empty(), "told more than once"


@pytest.fixture(params=[False, True], ids=["notified", "polled"])
def watched(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Watched]:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("1")
    watched = Watched(tmp_path / "in", request.param)
    yield watched
    watched.end()


def add(path: Path) -> None:
    """Write in one step: a file that is emptied first has changed twice on a slow machine."""
    with path.open("a") as file:
        file.write("2")


def test_written_come_and_gone(watched: Watched, tmp_path: Path) -> None:
    a, b = tmp_path / "in" / "a.txt", tmp_path / "in" / "b.txt"
    save(a, "12")
    assert ["a.txt"] == watched.told()
    save(b, "1")
    assert ["b.txt"] == watched.told()
    a.unlink()
    assert ["a.txt"] == watched.told()


def test_saved_by_renaming_is_one_change(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "in" / ".a.txt.swp").write_text("2")
    (tmp_path / "in" / "4913").touch()
    os.replace(tmp_path / "in" / ".a.txt.swp", tmp_path / "in" / "a.txt")
    assert ["a.txt"] == watched.told()


def test_what_is_not_listed_is_nobodys_change(watched: Watched, tmp_path: Path) -> None:
    save(tmp_path / "in" / "other.txt", "2")
    save(tmp_path / "in" / "b.txt", "2")
    assert ["b.txt"] == watched.told()


def test_a_folder_goes_and_comes_back(watched: Watched, tmp_path: Path) -> None:
    shutil.move(tmp_path / "in", tmp_path / "away")
    assert ["a.txt"] == watched.told()
    shutil.move(tmp_path / "away", tmp_path / "in")
    assert ["a.txt"] == watched.told()
    save(tmp_path / "in" / "a.txt", "123")
    assert ["a.txt"] == watched.told()


def test_a_folder_that_is_made_later(watched: Watched, tmp_path: Path) -> None:
    later = tmp_path / "templates" / "deep"
    watched.files = [later, later / "c.css"]
    later.mkdir(parents=True)
    assert ["deep"] == watched.told()
    save(later / "c.css", "1")
    assert ["c.css"] == watched.told()


def test_a_change_before_anyone_listens_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    told = changes(lambda: [file])
    file.write_text("1")
    assert frozenset({file}) == next(told)


def test_a_change_while_the_last_one_is_dealt_with_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    told = changes(lambda: [file])
    file.write_text("1")
    next(told)
    file.write_text("12")
    assert frozenset({file}) == next(told)


def test_stopped_before_anything_happened(tmp_path: Path) -> None:
    stop = threading.Event()
    told = changes(lambda: [tmp_path / "a.txt"], stop)
    stop.set()
    assert [] == list(told)
