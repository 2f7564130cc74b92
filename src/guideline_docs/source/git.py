"""A project as it was: git is asked for its files, and nothing is checked out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, run
from tempfile import TemporaryDirectory
from typing import NamedTuple

from guideline_docs.failure import CannotRun, one_line, reason

PREFIX = "git:"
# What is built is no source, and may be large.
_LEFT_OUT = "dist/"
_FILES = (b"100644", b"100755")
# Nothing is fetched, and no lock is left in a folder that is only looked at.
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


class _Blob(NamedTuple):
    name: str
    """As seen from the top of the project."""
    digest: bytes


@contextmanager
def at_revision(revision: str, root: Path) -> Iterator[Path]:
    """The files of the project in ``root`` at a revision, in a folder that is there meanwhile.

    Raises CannotRun where there is no git, no repository, no such revision, or the project
    was not in it then.
    """
    said = one_line(f"{PREFIX}{revision}")
    top = _git(root, "rev-parse", "--show-toplevel", problem=f"{said}: git の管理するフォルダーではありません")
    below = os.path.relpath(os.path.realpath(root), os.fsdecode(top.rstrip(b"\r\n")))
    commit = _git(
        root,
        *("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"),
        problem=f"{said}: その版は git にありません（git log で確かめてください）",
    )
    prefix = "" if below == "." else f"{Path(below).as_posix()}/"
    blobs = list(_listed(root, commit.decode().strip(), prefix))
    if not blobs:
        raise CannotRun(f"{said}: その版に「{below}」の原稿はありません")
    with TemporaryDirectory(prefix="guideline-docs-") as folder:
        _write(root, blobs, Path(folder))
        yield Path(folder)


def _listed(root: Path, commit: str, prefix: str) -> Iterator[_Blob]:
    """The plain files of the project; links and what was built are left out."""
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, *filter(None, [prefix]))
    for entry in filter(None, listed.split(b"\0")):
        told, _, path = entry.partition(b"\t")
        mode, _, digest = told.split(b" ")
        name = os.fsdecode(path).removeprefix(prefix)
        if mode in _FILES and not name.startswith(_LEFT_OUT):
            yield _Blob(name, digest)


def _write(root: Path, blobs: list[_Blob], folder: Path) -> None:
    asked = b"".join(blob.digest + b"\n" for blob in blobs)
    told = _git(root, "cat-file", "--batch", stdin=asked)
    at = 0
    for blob in blobs:
        end = told.index(b"\n", at)
        size = int(told[at:end].rsplit(b" ", 1)[1])
        path = folder / blob.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(told[end + 1 : end + 1 + size])
        at = end + 1 + size + 1


def _git(root: Path, *arguments: str, stdin: bytes | None = None, problem: str = "") -> bytes:
    """What git answers. Raises CannotRun, with ``problem`` where git says no."""
    command = ["git", "-C", str(root), "-c", "core.fsmonitor=false", *arguments]
    feed = {"stdin": DEVNULL} if stdin is None else {"input": stdin}
    try:
        done = run(command, capture_output=True, env=os.environ | _QUIET, check=False, **feed)
    except OSError as error:
        raise CannotRun(f"git を使えません（{reason(error)}）") from None
    if done.returncode:
        told = one_line(done.stderr.decode("utf-8", "replace").strip())
        raise CannotRun(problem or f"git {arguments[0]}: {told}")
    return done.stdout
