"""All files or none, whatever ends the writing; and a file stays the file it was."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.source import write
from guideline_docs.source.write import NOTE, settle, write_all

# Whatever changes something on a disk.
CALLS = (
    "open",
    "write",
    "fsync",
    "replace",
    "link",
    "unlink",
    "rmdir",
    "mkdir",
    "chmod",
    "chown",
    "setxattr",
)
# Those of them that need room.
FILLING = frozenset({"open", "write", "fsync", "link", "mkdir", "setxattr"})
FOLDERS = ("sources", "sources/draft", "shared", "new/deep")
OLD = {
    "sources/a.txt": b"old a",
    "sources/draft/b.txt": b"old b",
    "shared/real.txt": b"old linked",
}
NEW = {
    "sources/a.txt": b"new a",
    "sources/draft/b.txt": b"",
    "sources/draft/c.txt": b"new c",
    "shared/real.txt": b"new linked",
    "new/deep/d.txt": b"new d",
}


class Death(BaseException):
    """The process has been killed: nothing that it would still do is done."""


def tree(folder: Path) -> Path:
    for name, data in OLD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    os.symlink("../shared/real.txt", folder / "sources/link.txt")
    return folder


def wanted(folder: Path) -> dict[Path, bytes]:
    """What is written; one of it by the name of a link."""
    named = {name: data for name, data in NEW.items() if name != "shared/real.txt"}
    return {folder / name: data for name, data in named.items()} | {
        folder / "sources/link.txt": NEW["shared/real.txt"]
    }


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, notes and what is staged among them; not the link."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


@contextmanager
def failing(
    at: int,
    raised: Callable[[], BaseException],
    again: Callable[[str], bool] = lambda _: False,
    only: tuple[str, ...] = CALLS,
) -> Iterator[list[int]]:
    """The call of a number, of all or ``only`` some, fails; then those that ``again`` names.

    Yields a list of one: how many calls there were. What was opened is closed at the end,
    as the system does for a process that is gone.
    """
    count, opened = [0], list[int]()
    real = {name: getattr(os, name) for name in CALLS if hasattr(os, name)}

    def counted(name: str) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            failed = count[0] >= at > 0
            count[0] += name in only
            if again(name) if failed else count[0] == at:
                raise raised()
            answer = real[name](*arguments, **named)
            if name == "open":
                opened.append(answer)
            return answer

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in real:
            patch.setattr(os, name, counted(name))
        try:
            yield count
        finally:
            for file in opened:
                with suppress(OSError):
                    os.close(file)


def killed(at: int, only: tuple[str, ...] = CALLS) -> ExitStack:
    """Inside, the process dies at a call: also what handlers would do is not done."""
    stack = ExitStack()
    stack.enter_context(suppress(Death))
    stack.enter_context(failing(at, Death, lambda _: True, only))
    return stack


def full() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def calls_of(folder: Path) -> int:
    with failing(0, Death) as count:
        write_all(wanted(folder))
    return count[0]


@pytest.fixture(autouse=True)
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test takes the power away, and waiting for a disk takes most of the time."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[[], Path]]:
    """A tree of its own for each try."""
    numbers = iter(range(1_000_000))
    yield lambda: tree(tmp_path / str(next(numbers)))


def settled(folder: Path, entrance: int = 0) -> None:
    """What the next command does, whichever folder it opens first."""
    settle(folder / name for name in (*FOLDERS[entrance:], *FOLDERS[:entrance]))


# --- whatever happens -----------------------------------------------------------------


def test_all_is_written_and_nothing_else_is_left(fresh: Callable[[], Path]) -> None:
    folder = fresh()
    write_all(wanted(folder))
    assert NEW == contents(folder)
    assert "../shared/real.txt" == os.readlink(folder / "sources/link.txt")


def test_killed_at_each_call_it_is_all_old_or_all_new(
    fresh: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    calls, states = calls_of(fresh()), []
    assert calls > 50
    for at in range(1, calls + 1):
        folder = fresh()
        with killed(at):
            write_all(wanted(folder))
        found = contents(folder)
        settled(folder, at % len(FOLDERS))
        after = contents(folder)
        assert after in (OLD, NEW), at
        assert (folder / "sources/link.txt").is_symlink()
        states.append(after == NEW)
        said = capsys.readouterr().err
        begun = any(data for name, data in found.items() if name.endswith(NOTE))
        assert begun == said.startswith("途中で止まっていた書き換えを")
        assert said.count("\n") == begun
    # First all is undone, from the commit on all is finished.
    assert sorted(states) == states
    assert {False, True} == set(states)


def test_killed_while_the_next_command_settles_it(fresh: Callable[[], Path]) -> None:
    for at in range(1, calls_of(fresh()) + 1, 7):
        again, dead = 0, True
        while dead:
            again += 1
            folder = fresh()
            with killed(at):
                write_all(wanted(folder))
            with killed(again):
                settled(folder)
                dead = False
            settled(folder)
            assert contents(folder) in (OLD, NEW), (at, again)


def test_a_disk_that_is_full_for_a_moment(fresh: Callable[[], Path]) -> None:
    for at in range(1, calls_of(fresh()) + 1):
        folder = fresh()
        told = ""
        with failing(at, full):
            try:
                write_all(wanted(folder))
            except CannotRun as error:
                told = str(error)
        assert contents(folder) == OLD if told else NEW.items() <= contents(folder).items(), at
        assert not told or ": 書けません（ディスクに空きがありません）" in told
        settled(folder)
        assert contents(folder) == (OLD if told else NEW), at


def test_a_disk_that_is_full_and_stays_so(fresh: Callable[[], Path]) -> None:
    for at in range(1, calls_of(fresh()) + 1):
        folder = fresh()
        told = ""
        with failing(at, full, FILLING.__contains__):
            try:
                write_all(wanted(folder))
            except CannotRun as error:
                told = str(error)
        if told and "。途中のものは" not in told:
            assert contents(folder) == OLD, at
        settled(folder)
        assert contents(folder) in (OLD, NEW), at


@pytest.mark.parametrize("name", [*OLD])
def test_a_file_that_is_protected_keeps_all_from_being_written(
    fresh: Callable[[], Path], name: str
) -> None:
    folder = fresh()
    (folder / name).chmod(0o444)
    with pytest.raises(CannotRun, match=r"書けません（許可されていません）$"):
        write_all(wanted(folder))
    assert contents(folder) == OLD
    assert not (folder / "new").exists()


def test_a_folder_in_the_place_of_a_file_keeps_all_from_being_written(
    fresh: Callable[[], Path],
) -> None:
    folder = fresh()
    (folder / "sources/draft/c.txt").mkdir()
    with pytest.raises(CannotRun, match=r"draft/c\.txt: 書けません（フォルダーです"):
        write_all(wanted(folder))
    assert contents(folder) == OLD


def test_an_interruption_undoes_it(fresh: Callable[[], Path]) -> None:
    calls = calls_of(fresh())
    for at in range(1, calls):
        folder = fresh()
        with failing(at, KeyboardInterrupt), suppress(KeyboardInterrupt):
            write_all(wanted(folder))
        settled(folder)
        assert contents(folder) in (OLD, NEW), at


@pytest.mark.parametrize("name", ["link", "chown", "setxattr", "fsync"])
def test_a_share_that_knows_less_is_written_to_all_the_same(
    fresh: Callable[[], Path], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise OSError(errno.ENOTSUP, "")

    monkeypatch.setattr(os, name, unknown)
    folder = fresh()
    write_all(wanted(folder))
    assert contents(folder) == NEW


# --- what is found ---------------------------------------------------------------------


def stopped(folder: Path, renamed: int) -> None:
    """A writing that died when so many files were renamed."""
    with killed(renamed + 1, ("replace",)):
        write_all(wanted(folder))


def test_it_says_what_it_has_done(
    fresh: Callable[[], Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fresh()
    monkeypatch.chdir(folder)
    stopped(folder, 2)
    settle([Path("sources")])
    assert (
        "途中で止まっていた書き換えを終わらせました（sources/a.txt など 5 個）\n"
        == capsys.readouterr().err
    )
    assert contents(folder) == NEW


def test_what_was_put_back_since_is_not_half_renamed(fresh: Callable[[], Path]) -> None:
    """As ``git checkout`` does: the first file is as it was, the others would follow."""
    folder = fresh()
    stopped(folder, 1)
    assert NEW["sources/a.txt"] == (folder / "sources/a.txt").read_bytes()
    (folder / "sources/a.txt").write_bytes(OLD["sources/a.txt"])
    settled(folder)
    assert contents(folder) == OLD


def test_what_was_edited_before_it_was_renamed_is_kept_and_the_rest_undone(
    fresh: Callable[[], Path],
) -> None:
    folder = fresh()
    stopped(folder, 1)
    (folder / "sources/draft/b.txt").write_bytes(b"edited")
    settled(folder)
    assert contents(folder) == OLD | {"sources/draft/b.txt": b"edited"}


def test_what_was_edited_after_it_was_renamed_is_kept_and_the_rest_finished(
    fresh: Callable[[], Path],
) -> None:
    folder = fresh()
    stopped(folder, 1)
    (folder / "sources/a.txt").write_bytes(b"edited")
    settled(folder)
    assert contents(folder) == NEW | {"sources/a.txt": b"edited"}


def test_what_was_edited_on_both_sides_is_told(fresh: Callable[[], Path]) -> None:
    folder = fresh()
    stopped(folder, 1)
    for name in ("sources/a.txt", "sources/draft/b.txt"):
        (folder / name).write_bytes(b"edited")
    before = contents(folder)
    with pytest.raises(CannotRun, match="終わらせることも取り消すこともできません"):
        settled(folder)
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (b"{}", "途中で止まった書き換えの記録が壊れています"),
        (b"F guideline-docs 1 " + b"0" * 64 + b"\n{}", "途中で止まった書き換えの記録が壊れています"),
        (b"F guideline-docs 2 " + b"0" * 64 + b"\n", "この版では読めません"),
    ],
    ids=["no journal", "damaged", "another version"],
)
def test_what_cannot_be_read_is_told_and_never_guessed(
    fresh: Callable[[], Path], note: bytes, said: str
) -> None:
    folder = fresh()
    (folder / "sources" / NOTE).write_bytes(note)
    before = contents(folder)
    with pytest.raises(CannotRun, match=said):
        settled(folder)
    with pytest.raises(CannotRun, match=said):
        write_all(wanted(folder))
    assert contents(folder) == before


def test_a_note_that_leads_nowhere_is_told(fresh: Callable[[], Path]) -> None:
    folder = fresh()
    stopped(folder, 2)
    (folder / "new/deep" / NOTE).unlink()
    with pytest.raises(CannotRun, match="続きが .* にありません"):
        settled(folder, 1)


def test_a_journal_reaches_no_folder_that_does_not_know_of_it(fresh: Callable[[], Path]) -> None:
    """Whoever may write into a shared folder must not write elsewhere by another's hand."""
    folder = fresh()
    stopped(folder, 0)
    (folder / "shared" / NOTE).unlink()
    settled(folder)
    assert OLD["shared/real.txt"] == (folder / "shared/real.txt").read_bytes()


def test_a_project_that_was_moved_is_settled_where_it_is(
    fresh: Callable[[], Path], tmp_path: Path
) -> None:
    folder = fresh()
    stopped(folder, 2)
    moved = folder.rename(tmp_path / "moved")
    settled(moved, 2)
    assert contents(moved) == NEW


def test_notes_removed_by_hand_leave_nothing_behind(fresh: Callable[[], Path]) -> None:
    folder = fresh()
    stopped(folder, 0)
    for note in folder.rglob(NOTE):
        note.unlink()
    write_all(wanted(folder))
    assert contents(folder) == NEW


# --- who else writes -------------------------------------------------------------------

# Stops before the renames, says so, and goes on when it is told.
WRITER = """
import os, sys
from pathlib import Path
from guideline_docs.source.write import write_all
real = os.replace
def replace(*paths):
    print("ready", flush=True)
    sys.stdin.readline()
    os.replace = real
    real(*paths)
os.replace = replace
write_all({Path(name): b"theirs" for name in sys.argv[1:]})
"""


@contextmanager
def writer(*paths: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, *map(str, paths)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout and "ready\n" == process.stdout.readline()
        yield process
        if process.poll() is None:
            process.communicate("\n")


@pytest.mark.parametrize("locks", [True, False], ids=["locks", "no locks"])
def test_a_living_writer_is_left_alone_and_waited_for(
    fresh: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, locks: bool
) -> None:
    folder = fresh()
    if not locks:
        monkeypatch.setattr(write, "_lock", lambda _: None)
    with writer(folder / "sources/a.txt", folder / "sources/draft/b.txt") as process:
        before = contents(folder)
        monkeypatch.setattr(write, "_PATIENCE", 0.0)
        for act in (lambda: settled(folder, 1), lambda: write_all(wanted(folder))):
            with pytest.raises(CannotRun, match="ほかの guideline-docs が書き換えています"):
                act()
        assert contents(folder) == before
        monkeypatch.setattr(write, "_PATIENCE", 60.0)
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
        write_all(wanted(folder))
    assert contents(folder) == NEW


@pytest.mark.parametrize("locks", [True, False], ids=["locks", "no locks"])
def test_a_killed_writer_is_not_waited_for(
    fresh: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, locks: bool
) -> None:
    folder = fresh()
    if not locks:
        monkeypatch.setattr(write, "_lock", lambda _: None)
    monkeypatch.setattr(write, "_PATIENCE", 0.0)
    with writer(folder / "sources/a.txt", folder / "sources/draft/b.txt") as process:
        process.kill()
        process.wait()
        settled(folder)
    assert contents(folder) == OLD | {
        "sources/a.txt": b"theirs",
        "sources/draft/b.txt": b"theirs",
    }


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(fresh: Callable[[], Path]) -> None:
    folder = fresh()
    sheet = folder / "sources/a.txt"
    with pytest.raises(CannotRun, match=r"a\.txt: 検査の間に書き換えられました。もう一度検査してください$"):
        write_all(wanted(folder), {sheet: b"what was read"})
    assert contents(folder) == OLD
    write_all(wanted(folder), {sheet: b"old a"})
    assert contents(folder) == NEW


# --- a file stays the file it was ----------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o664, 0o600, 0o755, 0o2660])
def test_the_mode_is_kept(fresh: Callable[[], Path], mode: int) -> None:
    folder = fresh()
    (folder / "sources/a.txt").chmod(mode)
    write_all(wanted(folder))
    assert mode == (folder / "sources/a.txt").stat().st_mode & 0o7777


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("umask", [0o022, 0o002, 0o077])
def test_a_new_file_is_as_the_user_has_it(fresh: Callable[[], Path], umask: int) -> None:
    folder, before = fresh(), os.umask(umask)
    try:
        write_all(wanted(folder))
    finally:
        os.umask(before)
    assert 0o666 & ~umask == (folder / "sources/draft/c.txt").stat().st_mode & 0o777


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_the_owner_is_kept(fresh: Callable[[], Path]) -> None:
    folder = fresh()
    os.chown(folder / "sources/a.txt", 12, 34)
    write_all(wanted(folder))
    found = (folder / "sources/a.txt").stat()
    assert (12, 34) == (found.st_uid, found.st_gid)


@pytest.mark.skipif(sys.platform != "linux", reason="Python knows them on Linux only")
def test_extended_attributes_are_kept(fresh: Callable[[], Path]) -> None:
    folder = fresh()
    try:
        os.setxattr(folder / "sources/a.txt", "user.note", "本庁".encode())
    except OSError:
        pytest.skip("this disk has none")
    write_all(wanted(folder))
    assert "本庁".encode() == os.getxattr(folder / "sources/a.txt", "user.note")


def test_a_link_to_nothing_yet_leads_to_a_file_then(fresh: Callable[[], Path]) -> None:
    folder = fresh()
    os.symlink("../shared/later.txt", folder / "sources/later.txt")
    write_all({folder / "sources/later.txt": b"new"})
    assert (folder / "sources/later.txt").is_symlink()
    assert b"new" == (folder / "shared/later.txt").read_bytes()


def test_a_hard_link_is_cut_and_that_is_said(
    fresh: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = fresh()
    os.link(folder / "sources/a.txt", folder / "kept.txt")
    write_all(wanted(folder))
    assert contents(folder) == NEW | {"kept.txt": b"old a"}
    assert capsys.readouterr().err == (
        f"{folder.as_posix()}/sources/a.txt: 同じファイルの別の名前（ハードリンク）は、前のままです\n"
    )


def test_two_names_of_one_file_are_written_once_or_refused(fresh: Callable[[], Path]) -> None:
    folder = fresh()
    both = {folder / "sources/link.txt": b"new", folder / "shared/real.txt": b"new"}
    write_all(both)
    assert b"new" == (folder / "shared/real.txt").read_bytes()
    with pytest.raises(CannotRun, match="同じファイルを二通りに書くことになります"):
        write_all(both | {folder / "shared/real.txt": b"other"})


def test_a_name_as_long_as_names_may_be(fresh: Callable[[], Path]) -> None:
    folder = fresh()
    name = "長" * 83 + ".txt"
    write_all({folder / name: b"1", folder / "b.txt": b"2"})
    write_all({folder / name: b"3", folder / "b.txt": b"4"})
    assert b"3" == (folder / name).read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="no devices with a path")
def test_a_device_takes_what_it_is_given_and_stays_one() -> None:
    write.write(Path("/dev/null"), b"new")
    assert Path("/dev/null").is_char_device()
