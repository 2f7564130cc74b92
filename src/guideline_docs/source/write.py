"""The only writer: files are written whole, all of them or none, whatever ends the writing.

What is to be written is put beside its targets and synced, then renamed into place. Each
folder concerned holds a note meanwhile. The note of the first is the journal, which lists
the files; the others lead to it. Its first letter says what is to be done with what is
found: U, undo it, until everything is there, F, finish it, from then on. That is one
byte, so a writing has taken place or has not.

Whoever opens one of the folders next finishes or undoes what a dead writer has left, and
says so (``settle``). A note is also the lock of its folder: it is made only where there
is none, and locked as long as its writer lives.

A file keeps its mode, its owner, where that is allowed, and its extended attributes. Of a
symbolic link the file it leads to is written. A hard link is cut: the other names keep
what they held, which is said.

Longer than other modules are: what a writer does, what its notes say and what whoever finds
them does are one protocol, which is true only as far as its parts are read together.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from guideline_docs.failure import CannotRun, notice, reason
from guideline_docs.source.expression import expression
from guideline_docs.source.note import NOTE, noted
from guideline_docs.source.record import NamedTuple

_STAGED = ".guideline-docs."
_VERSION = 1
_HEAD = expression(rb"([UF]) guideline-docs (\d+) ([0-9a-f]{64})\n")

# So long a living writer is waited for, in seconds.
_PATIENCE = 10.0
_PAUSE = 0.05
# Where locks are unknown and the writer is on another machine, it is dead after this.
_ABANDONED = 600.0

# What no disk or share is excused for; a sync or an attribute that is unknown there is.
_FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS})
_BINARY = getattr(os, "O_BINARY", 0)

# The folders whose notes this process has open, and locked, and the files that are open.
_Held = dict[Path, int]


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises CannotRun, the old file being kept.

    A device or a pipe (``/dev/stdout``) takes what it is given.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        mode = stat.S_IFREG
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        write_all({path: data})
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CannotRun(f"{path.as_posix()}: 書けません（{reason(error)}）") from None


def write_all(files: Mapping[Path, bytes], read: Mapping[Path, bytes] | None = None) -> None:
    """Write files whole, all of them or none. Raises CannotRun, the old files being kept.

    ``read`` is what the new contents were made of (nothing, of a file that is not there): a
    file that is no longer so has been written by somebody else meanwhile, and nothing is
    changed.
    """
    if not files:
        return
    writing = _Writing(files)
    try:
        writing.prepare(read or {})
        writing.commit()
    except BaseException as error:
        told = writing.failed(error) if isinstance(error, OSError) else None
        if not writing.undo() and told:
            told += "。途中のものは、次に動かしたときに終わらせるか取り消すかします"
        if told:
            raise CannotRun(told) from None
        raise
    writing.clean()
    for path in writing.cut:
        notice(f"{path.as_posix()}: 同じファイルの別の名前（ハードリンク）は、前のままです")


def settle(folders: Iterable[Path]) -> None:
    """Finish or undo what dead writers have left in folders, and say so.

    Raises CannotRun where a living writer does not come to an end, and where what is
    found cannot be read or no longer fits the files.
    """
    for folder in noted(folders):
        _settle(Path(os.path.realpath(folder)))


# --- writing ------------------------------------------------------------------------


class _Entry(NamedTuple):
    """A file of a writing: digests of what it holds before (None: no file) and after.

    ``new`` and ``old`` stand beside it as long as the writing is under way.
    """

    path: Path
    was: str | None
    becomes: str
    new: Path
    old: Path


def _entry(path: Path, was: str | None, becomes: str, key: str) -> _Entry:
    # Not by the name of the file: that may be as long as names may be.
    new, old = (path.with_name(f"{_STAGED}{key}.{kind}") for kind in ("new", "old"))
    return _Entry(path, was, becomes, new, old)


class _Journal(NamedTuple):
    """A writing as its journal tells it. ``home`` is the folder of the journal,
    ``folders`` are all that hold a note, ``made`` those that were not there before."""

    id: str
    home: Path
    entries: tuple[_Entry, ...]
    folders: tuple[Path, ...]
    made: tuple[Path, ...]


class _Writing:
    """One writing under way; ``prepare``, ``commit``, ``clean``, or ``undo``."""

    def __init__(self, files: Mapping[Path, bytes]) -> None:
        self._at = next(iter(files), Path())
        self._named: dict[Path, Path] = {}
        self._data: dict[Path, bytes] = {}
        for path, data in files.items():
            target = Path(os.path.realpath(path))
            if self._data.setdefault(target, data) != data:
                raise CannotRun(f"{path.as_posix()}: 同じファイルを二通りに書くことになります")
            self._named.setdefault(target, path)
        self._held: _Held = {}
        self._journal: _Journal | None = None
        self._committed = False
        self.cut: list[Path] = []
        """The files that have other names, which keep what they held."""

    def prepare(self, read: Mapping[Path, bytes]) -> None:
        """Put everything beside its target; nothing has changed yet."""
        there = {target: self._looked_at(target) for target in self._data}
        journal = self._journal = self._planned()
        for folder in journal.folders:
            self._claim(folder)
        # Only now does nobody else write here.
        entries = [self._entry(place, read) for place in enumerate(self._data.items())]
        journal = self._journal = journal._replace(entries=tuple(entries))
        self._say(journal.home, _journal_text(journal))
        for folder in journal.folders[1:]:
            self._say(folder, _pointer_text(journal, folder))
        for entry in entries:
            self._at = named = self._named[entry.path]
            like = there[entry.path]
            _put(entry.new, self._data[entry.path], entry.path if like else None)
            if like:
                _keep(entry.path, entry.old)
                self.cut += [named] if like.st_nlink > 1 else []
        for folder in journal.folders:
            _sync_folder(folder)

    def commit(self) -> None:
        """From here on it has taken place, unless it is undone."""
        assert self._journal
        self._committed = True
        _mark(self._held[self._journal.home], b"F")
        for entry in self._journal.entries:
            self._at = self._named[entry.path]
            os.replace(entry.new, entry.path)
        for folder in self._journal.folders:
            _sync_folder(folder)

    def clean(self) -> None:
        """Away with all but the files themselves; what cannot go is left to the next."""
        if self._journal:
            with suppress(OSError):
                _clean(self._journal, self._held)
        self._let_go()

    def undo(self) -> bool:
        """Put everything back as it was; False where that is left to the next."""
        journal = self._journal
        try:
            if journal and journal.home in self._held:
                if self._committed:
                    _mark(self._held[journal.home], b"U")
                    _undo(journal, self._held)
                _clean(journal, self._held, undone=True)
            elif journal:
                _remove_folders(journal.made)
        except OSError:
            return False
        finally:
            self._let_go()
        return True

    def failed(self, error: OSError) -> str:
        path = self._at
        # Windows refuses to replace a document that Word or a PDF reader holds open.
        in_use = os.name == "nt" and path.is_file()
        no_folder = not path.parent.is_dir() and error.errno not in _FATAL
        why = "フォルダーを作れません" if no_folder else reason(error)
        more = "。ほかのプログラムで開いていたら閉じてください" if in_use else ""
        return f"{path.as_posix()}: 書けません（{why}）{more}"

    def _looked_at(self, target: Path) -> os.stat_result | None:
        """How a file is that is to be replaced. Raises OSError where it may not be."""
        self._at = self._named[target]
        try:
            found = target.stat()
        except FileNotFoundError:
            return None
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, "")
        # Renaming asks the folder only; who has protected a file means the file.
        if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "")
        return found

    def _planned(self) -> _Journal:
        """The folders of the writing; its entries come when nobody else writes there."""
        folders = {target.parent for target in self._data}
        # Where a link stands, what it leads to is looked for, too.
        for path in self._named.values():
            folder = Path(os.path.realpath(path.parent))
            if os.access(folder, os.W_OK):
                folders.add(folder)
        made = {
            above
            for folder in folders
            for above in (folder, *folder.parents)
            if not os.path.lexists(above)
        }
        home, *others = sorted(folders)
        return _Journal(os.urandom(6).hex(), home, (), (home, *others), tuple(sorted(made)))

    def _entry(self, place: tuple[int, tuple[Path, bytes]], read: Mapping[Path, bytes]) -> _Entry:
        assert self._journal
        number, (target, data) = place
        self._at = named = self._named[target]
        was = _digest(target)
        if named in read and (was or _sha256(b"")) != _sha256(read[named]):
            raise CannotRun(
                f"{named.as_posix()}: 検査の間に書き換えられました。もう一度検査してください"
            )
        return _entry(target, was, _sha256(data), f"{self._journal.id}.{number}")

    def _claim(self, folder: Path) -> None:
        """Make the note of a folder, once there is no other, and the folder if need be."""
        self._at = self._one_in(folder)
        folder.mkdir(parents=True, exist_ok=True)
        note = folder / NOTE
        while folder not in self._held:
            if os.path.lexists(note):
                _settle(folder)
            with suppress(FileExistsError):
                file = os.open(note, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
                while _lock(file) is False:
                    time.sleep(_PAUSE)
                # Who saw it before it was locked has taken it for a dead one.
                if _is_at(file, note):
                    self._held[folder] = file
                else:
                    os.close(file)
        # Nobody writes here: what is staged was left when somebody deleted a note.
        for path in folder.iterdir():
            if path.name.startswith(_STAGED) and path.name != NOTE:
                os.unlink(path)

    def _say(self, folder: Path, text: bytes) -> None:
        """Fill the note of a folder in."""
        self._at = self._one_in(folder)
        _pour(self._held[folder], text)
        _sync(self._held[folder])
        _sync_folder(folder)

    def _one_in(self, folder: Path) -> Path:
        """A file of a folder, as the user named it."""
        inside = (named for target, named in self._named.items() if target.parent == folder)
        return next(inside, self._at)

    def _let_go(self) -> None:
        while self._held:
            _, note_file = self._held.popitem()
            with suppress(OSError):
                os.close(note_file)


def _put(path: Path, data: bytes, like: Path | None) -> None:
    """A new file, synced; as another one but for what it holds."""
    # Nobody reads it before it is as the other: that may be closed to most.
    mode = 0o666 if like is None else 0o600
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        _pour(file, data)
        if like is not None:
            _make_alike(path, like)
        _sync(file)
    finally:
        os.close(file)


def _make_alike(path: Path, like: Path) -> None:
    """Owner, mode and extended attributes (access lists among them), as far as allowed."""
    there, here = like.stat(), path.stat()
    if hasattr(os, "chown") and (there.st_uid, there.st_gid) != (here.st_uid, here.st_gid):
        try:
            os.chown(path, there.st_uid, there.st_gid)
        except OSError:
            with _excused():
                os.chown(path, -1, there.st_gid)
    # A changed owner takes bits of the mode away.
    os.chmod(path, stat.S_IMODE(there.st_mode))
    if sys.platform == "linux":
        names: list[str] = []
        with _excused():
            names = os.listxattr(like)
        for name in names:
            with _excused():
                os.setxattr(path, name, os.getxattr(like, name))


def _keep(path: Path, old: Path) -> None:
    """The file as it is, under another name: the file itself, else a copy."""
    try:
        os.link(path, old)
    except OSError:
        _put(old, path.read_bytes(), path)


def _pour(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def _mark(file: int, letter: bytes) -> None:
    """Say in the journal what is to be done with what is found."""
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, letter)
    _sync(file)


def _sync(file: int) -> None:
    with _excused():
        os.fsync(file)


def _sync_folder(folder: Path) -> None:
    """The names in a folder; Windows and some shares know no such thing."""
    if os.name == "nt":
        return
    with _excused():
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


@contextmanager
def _excused() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FATAL:
            raise


# --- what is found ------------------------------------------------------------------


class _Found(NamedTuple):
    """An entry as it is found: whether what is new and what was old stand beside the
    file, and the digest of what it holds now."""

    entry: _Entry
    new: bool
    old: bool
    now: str | None

    @property
    def as_before(self) -> bool:
        return self.now == self.entry.was != self.entry.becomes


def _found(journal: _Journal, held: _Held) -> list[_Found]:
    return [
        _Found(e, os.path.lexists(e.new), os.path.lexists(e.old), _digest(e.path))
        for e in _own(journal, held)
    ]


def _own(journal: _Journal, held: _Held) -> list[_Entry]:
    """The entries whose folder says that it belongs to the writing.

    No journal is believed beyond: one that somebody has put into a shared folder could
    name any file.
    """
    own = {folder for folder in journal.folders if _belongs(folder, journal, held)}
    return [entry for entry in journal.entries if entry.path.parent in own]


def _belongs(folder: Path, journal: _Journal, held: _Held) -> bool:
    if folder == journal.home or folder in held:
        return True
    try:
        told = _told(folder / NOTE, (folder / NOTE).read_bytes())
    except (OSError, CannotRun):
        return False
    return told is not None and told[1].get("id") == journal.id


def _can_finish(found: Sequence[_Found]) -> bool:
    """Whether what is still to be renamed is what it was, and nothing was put back since."""
    if not any(one.new for one in found):
        return True
    return all(
        one.now in (one.entry.was, one.entry.becomes)
        if one.new
        else not (one.old and one.as_before)
        for one in found
    )


def _can_undo(found: Sequence[_Found]) -> bool:
    """Whether nobody has gone on with a file that was renamed."""
    return all(
        one.new or not one.old or one.now in (one.entry.was, one.entry.becomes) for one in found
    )


def _finish(journal: _Journal, held: _Held) -> None:
    for one in _found(journal, held):
        if one.new:
            os.replace(one.entry.new, one.entry.path)
    for folder in journal.folders:
        _sync_folder(folder)


def _undo(journal: _Journal, held: _Held) -> None:
    for one in _found(journal, held):
        renamed = not one.new and one.now == one.entry.becomes != one.entry.was
        if renamed and one.old:
            os.replace(one.entry.old, one.entry.path)
        elif renamed and one.entry.was is None:
            os.unlink(one.entry.path)
    for folder in journal.folders:
        if folder.is_dir():
            _sync_folder(folder)


def _clean(journal: _Journal, held: _Held, undone: bool = False) -> None:
    """Away with what stands beside the files, then the notes, the journal last."""
    for entry in _own(journal, held):
        for path in (entry.new, entry.old):
            with suppress(FileNotFoundError):
                os.unlink(path)
    for folder in journal.folders:
        if folder != journal.home and _belongs(folder, journal, held):
            _remove_note(folder, held)
    made = journal.made if undone else ()
    _remove_folders(folder for folder in made if journal.home in folder.parents)
    _remove_note(journal.home, held)
    _remove_folders(made)


def _remove_note(folder: Path, held: _Held) -> None:
    """Remove a note, which is open if it is held."""
    file = held.pop(folder, None)
    if file is not None and os.name == "nt":
        # There an open file cannot be removed.
        os.close(file)
        file = None
    try:
        with suppress(FileNotFoundError):
            os.unlink(folder / NOTE)
    finally:
        if file is not None:
            os.close(file)


def _remove_folders(made: Iterable[Path]) -> None:
    """Those that are still empty, the innermost first."""
    for folder in sorted(made, reverse=True):
        with suppress(OSError):
            os.rmdir(folder)


def _settle(folder: Path) -> None:
    """Finish or undo the writing that a note tells of, once its writer is dead."""
    note = folder / NOTE
    until = time.monotonic() + _PATIENCE
    try:
        while os.path.lexists(note):
            if _settled(note):
                return
            if time.monotonic() >= until:
                raise CannotRun(
                    f"{_shown(folder)}: ほかの guideline-docs が書き換えています。"
                    "終わってから、もう一度実行してください"
                )
            time.sleep(_PAUSE)
    except OSError as error:
        raise CannotRun(
            f"{_shown(folder)}: 途中で止まった書き換えがありますが、"
            f"終わらせることも取り消すこともできません（{reason(error)}）"
        ) from None


def _settled(note: Path) -> bool:
    """Deal with a note; False while its writer lives."""
    try:
        held = {note.parent: os.open(note, os.O_RDWR | _BINARY)}
    except FileNotFoundError:
        return True
    try:
        file = held[note.parent]
        locked = _lock(file)
        # On some shares what is locked by another cannot even be read.
        if locked is False or not _is_at(file, note):
            return False
        data = b"".join(iter(lambda: os.read(file, 65536), b""))
        if locked is None and _lives(note, data, file):
            return False
        told = _told(note, data)
        if told is None:
            # Its writer died before there was anything to write.
            _remove_note(note.parent, held)
            return True
        letter, body = told
        if journal := _read(note.parent, body):
            _recover(note, journal, letter, held)
            return True
    finally:
        for file in held.values():
            os.close(file)
    # A note that leads to a journal: with that it goes.
    home = Path(os.path.normpath(note.parent / str(body.get("journal"))))
    _settle(home)
    if os.path.lexists(note) and note.read_bytes() == data:
        raise CannotRun(
            f"{_shown(note)}: 途中で止まった書き換えの続きが {_shown(home)} にありません。"
            "このフォルダーのファイルを確かめてから、このファイルを消してください"
        )
    return True


def _recover(note: Path, journal: _Journal, letter: str, held: _Held) -> None:
    """Finish or undo, and say so. Raises CannotRun where the files allow neither."""
    found = _found(journal, held)
    if letter == "F" and _can_finish(found):
        _finish(journal, held)
        undone, what = False, "終わらせました"
    elif _can_undo(found):
        _mark(held[journal.home], b"U")
        _undo(journal, held)
        undone, what = True, "取り消しました"
    else:
        raise CannotRun(
            f"{_shown(note)}: 書き換えが途中で止まり、そのあとでファイルが直されたので、"
            f"終わらせることも取り消すこともできません（{_listed(journal)}）。"
            "ファイルを確かめてから、このファイルを消してください"
        )
    _clean(journal, held, undone)
    notice(f"途中で止まっていた書き換えを{what}（{_listed(journal)}）")


def _listed(journal: _Journal) -> str:
    """The first file, and how many there are."""
    count = len(journal.entries)
    more = f" など {count} 個" if count > 1 else ""
    return f"{_shown(journal.entries[0].path)}{more}" if count else ""


def _shown(path: Path) -> str:
    """As short as it can be said from here."""
    with suppress(ValueError, OSError):
        return path.relative_to(os.path.realpath(".")).as_posix()
    return path.as_posix()


# --- notes --------------------------------------------------------------------------


def _journal_text(journal: _Journal) -> bytes:
    home = journal.home
    return _text(
        {
            **_writer(journal),
            "files": [[_seen(e.path, home), e.was, e.becomes] for e in journal.entries],
            "folders": [_seen(folder, home) for folder in journal.folders],
            "made": [_seen(folder, home) for folder in journal.made],
        }
    )


def _pointer_text(journal: _Journal, folder: Path) -> bytes:
    return _text({**_writer(journal), "journal": _seen(journal.home, folder)})


def _writer(journal: _Journal) -> dict[str, Any]:
    return {"id": journal.id, "host": _host(), "pid": os.getpid(), "began": _began(os.getpid())}


def _text(body: dict[str, Any]) -> bytes:
    import json

    data = json.dumps(body).encode()
    return f"U guideline-docs {_VERSION} {_sha256(data)}\n".encode() + data


def _seen(path: Path, folder: Path) -> str:
    """A path seen from a folder: a project may be moved or be mounted elsewhere."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        # Another drive.
        return str(path)


def _told(note: Path, data: bytes) -> tuple[str, dict[str, Any]] | None:
    """What a note says: its letter and its body; None for one that was only begun.

    Raises CannotRun for what cannot be read: nothing is guessed then.
    """
    import json

    if not data:
        return None
    head = _HEAD.match(data)
    if head and int(head[2]) != _VERSION:
        raise CannotRun(
            f"{_shown(note)}: 途中で止まった書き換えの記録ですが、この版では読めません。"
            "書いた版の guideline-docs を動かしてください"
        )
    body = data[head.end() :] if head else b""
    if not head or _sha256(body) != head[3].decode():
        raise CannotRun(
            f"{_shown(note)}: 途中で止まった書き換えの記録が壊れています。"
            "このフォルダーのファイルを確かめてから、このファイルを消してください"
        )
    return head[1].decode(), json.loads(body)


def _read(home: Path, body: dict[str, Any]) -> _Journal | None:
    """The journal that stands in a folder; None for a note that leads to one."""
    if "files" not in body:
        return None
    name = body["id"]

    def path(seen: str) -> Path:
        return Path(os.path.normpath(home / seen))

    entries = []
    for place, (seen, was, becomes) in enumerate(body["files"]):
        entries.append(_entry(path(seen), was, becomes, f"{name}.{place}"))
    folders, made = map(path, body["folders"]), map(path, body["made"])
    return _Journal(name, home, tuple(entries), tuple(folders), tuple(made))


def _lock(file: int) -> bool | None:
    """Lock a file until it is closed; False where another does, None without locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # Far behind the end: what is locked there cannot be read.
            os.lseek(file, 1 << 30, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            os.lseek(file, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held = error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
        return False if held else None
    return True


def _is_at(file: int, path: Path) -> bool:
    """Whether an open file still stands at a path."""
    try:
        return os.path.samestat(os.fstat(file), os.stat(path))
    except FileNotFoundError:
        return False


def _lives(note: Path, data: bytes, file: int) -> bool:
    """Whether the writer of a note is alive, where no lock tells."""
    try:
        told = _told(note, data)
    except CannotRun:
        return False
    if told is None or told[1].get("host") != _host() or os.name == "nt":
        return time.time() - os.fstat(file).st_mtime < _ABANDONED
    pid = int(told[1]["pid"])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return told[1].get("began") == _began(pid)


def _host() -> str:
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def _began(pid: int) -> str:
    """When a process began, by the system's own clock: its number is given to others later."""
    try:
        stated = Path(f"/proc/{pid}/stat").read_text("latin-1")
    except OSError:
        return ""
    # Behind the name, which may hold anything.
    return stated.rpartition(")")[2].split()[19]


def _digest(path: Path) -> str | None:
    """What a file holds, in short; None where there is none."""
    try:
        return _sha256(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
