"""Which files have changed: waits for the system to say so, then looks for itself.

What the system tells (inotify and its like) only wakes; what changed is seen by
comparing the files with how they were. So an editor's way of saving does not matter
(in place, by renaming, by deleting and making anew), nothing is lost while somebody is
busy with the last change, and a file that came and went again is no change at all.
"""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

# How long a look may wait where the system says nothing: on some network shares, and
# for a folder that was deleted and made again.
_LOOK = 1_000
# A file that is being saved is quiet for this long when it is done (milliseconds).
_QUIET = 50
# ... or is looked at after this long all the same.
_LONGEST = 1_000

Seen = dict[Path, tuple[int, ...]]
"""How files were when somebody looked: two are equal where nothing has changed."""


def changes(
    files: Callable[[], Iterable[Path]],
    stop: threading.Event | None = None,
    poll: bool = False,
) -> Iterator[frozenset[Path]]:
    """The files that were written, came or went since they were last told; waits for them.

    ``files`` lists what matters, asked anew for each look: files that are there, files
    and folders that are not there yet. Of a folder only its coming and going is told;
    what stands in it matters if it is listed.
    The comparison begins when the iterator is made, not when it is first asked, so that
    what is changed between the two is told. Ends when ``stop`` is set.
    ``poll`` looks all the time and trusts no notifications (network shares, containers).
    """
    return _told(files, look(files()), stop, poll)


def _told(
    files: Callable[[], Iterable[Path]], before: Seen, stop: threading.Event | None, poll: bool
) -> Iterator[frozenset[Path]]:
    while stop is None or not stop.is_set():
        folders = _folders(files())
        for _ in _wakes(folders, stop, poll):
            listed, now = _moment(files, before)
            changed = {path for path in before.keys() | now if before.get(path) != now.get(path)}
            before = {path: now[path] for path in listed if path in now}
            if changed:
                yield frozenset(changed)
            if _folders(listed) != folders:
                break


def _moment(files: Callable[[], Iterable[Path]], before: Seen) -> tuple[list[Path], Seen]:
    """What is listed, and how it is; what is listed no longer has not gone for that.

    A folder that came between the two has more to list: then it is listed again.
    """
    listed = list(files())
    while True:
        now = look({*listed, *before})
        again = list(files())
        if again == listed:
            return listed, now
        listed = again


def look(files: Iterable[Path]) -> Seen:
    """How the files are now; those that are not there are left out."""
    seen: Seen = {}
    for path in files:
        try:
            state = path.stat()
        except (OSError, ValueError):
            continue
        if stat.S_ISDIR(state.st_mode):
            seen[path] = ()
        else:
            seen[path] = (state.st_mtime_ns, state.st_size, state.st_ino)
    return seen


def _folders(files: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """The folders to listen in, and which ones they are: one made anew is another.

    For each file its folder, or the nearest one above that is there.
    """
    found: dict[Path, tuple[int, int]] = {}
    asked: set[Path] = set()
    # A folder that is listed is listened in, and so is the one it stands in.
    waiting = [folder for file in files for folder in (file, file.absolute().parent)]
    for folder in waiting:
        while folder not in asked:
            asked.add(folder)
            try:
                state = folder.stat()
            except (OSError, ValueError):
                folder = folder.absolute().parent
                continue
            if stat.S_ISDIR(state.st_mode):
                found[folder.absolute()] = (state.st_dev, state.st_ino)
            break
    return found


def _wakes(folders: Iterable[Path], stop: threading.Event | None, poll: bool) -> Iterator[object]:
    """Something may have changed: whenever the system says so, and now and then."""
    import watchfiles

    # The first look is at once: the folders may have changed before anyone listened.
    yield None
    try:
        yield from watchfiles.watch(
            *folders,
            watch_filter=None,
            debounce=_LONGEST,
            step=_QUIET,
            stop_event=stop,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            # None: as WATCHFILES_FORCE_POLLING says.
            force_polling=poll or None,
            recursive=False,
            ignore_permission_denied=True,
        )
    except (OSError, RuntimeError):
        # A folder went just now, or the system has no more watches to give: look anyway.
        (stop or threading.Event()).wait(_LOOK / 1_000)
