"""A project as it was: git is asked for its files, and nothing is checked out."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, CompletedProcess, run
from tempfile import TemporaryDirectory
from typing import NamedTuple

from guideline_docs.failure import CannotRun, one_line, reason

PREFIX = "git:"
# What is built is no source, and may be large.
_LEFT_OUT = ("dist/",)
_FILES, _LINK = (b"100644", b"100755"), b"120000"
# Nothing is fetched, no lock is left in a folder that is only looked at, and what git says
# is said in the language in which it is read below.
_QUIET = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# Who is called by git, as a difftool is, is told of a repository that need not be the
# project's own.
_OF_A_CALLER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")


class _Blob(NamedTuple):
    name: str
    """As seen from the top of the project."""
    digest: bytes
    link: bool = False
    """It holds the name of another one."""


@contextmanager
def at_revision(revision: str, root: Path, mark: str = "") -> Iterator[Path]:
    """The files of the project in ``root`` at a revision, in a folder that is there meanwhile.

    ``mark`` is a file of the project, as seen from its top, by which it is known where it
    stood elsewhere. Raises CannotRun where there is no git, no repository, no such
    revision, or the project was not in it then.
    """
    said = one_line(f"{PREFIX}{revision}")
    if not revision:
        raise CannotRun(f"{said} のあとに、版（HEAD~1 など）を書いてください")
    top = _top(root, said)
    below = Path(os.path.relpath(os.path.realpath(root), top)).as_posix()
    commit = _commit(root, revision, said)
    tree = _tree(root, commit, "" if below == "." else below, mark)
    blobs = list(_listed(root, f"{commit}:{tree}")) if tree is not None else []
    if not blobs:
        raise CannotRun(f"{said}: その版に「{one_line(below)}」の原稿はありません")
    with TemporaryDirectory(prefix="guideline-docs-") as folder:
        _write(_contents(root, blobs), Path(folder))
        yield Path(folder)


def _top(root: Path, said: str) -> str:
    done = _asked(root, "rev-parse", "--show-toplevel")
    if not done.returncode:
        return os.fsdecode(done.stdout.rstrip(b"\r\n"))
    told = _told(done)
    if "not a git repository" in told or "must be run in a work tree" in told:
        raise CannotRun(f"{said}: 案件のフォルダーは、git で管理されていません")
    raise CannotRun(f"{said}: git が断りました（{told}）")


def _commit(root: Path, revision: str, said: str) -> str:
    """The commit of a revision; what is no commit is none, also ``--help`` and ``HEAD:file``."""
    asked = "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    done = _asked(root, *asked)
    if not done.returncode:
        return done.stdout.decode().strip()
    if _asked(root, *asked[:-1], "HEAD^{commit}").returncode:
        raise CannotRun(f"{said}: git には、まだ1つの版も記録されていません")
    if _asked(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        raise CannotRun(
            f"{said}: その版は手元にありません（途中からの複製です。git fetch --unshallow で取り寄せてください）"
        )
    raise CannotRun(f"{said}: その版は git にありません（git log で確かめてください）")


def _tree(root: Path, commit: str, below: str, mark: str) -> str | None:
    """Where the project stood in a commit: where it stands, or where alone its mark did.

    Raises CannotRun where it may have been one of several.
    """
    if not _asked(root, "rev-parse", "--verify", "--quiet", f"{commit}:{below}").returncode:
        return below
    if not mark:
        return None
    names = (each.name for each in _listed(root, commit))
    found = [name.removesuffix(mark) for name in names if f"/{name}".endswith(f"/{mark}")]
    if len(found) > 1:
        listed = "、".join(one_line(name.rstrip("/") or ".") for name in found)
        raise CannotRun(
            f"{PREFIX}{commit[:10]}: その版に「{one_line(below)}」はなく、どれが元の案件か分かりません（{listed}）"
        )
    return found[0].rstrip("/") if found else None


def _listed(root: Path, tree: str) -> Iterator[_Blob]:
    """The files of a tree and the links to files; what was built is left out."""
    for entry in filter(None, _git(root, "ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0")):
        told, _, path = entry.partition(b"\t")
        mode, _, digest = told.split(b" ")
        name = os.fsdecode(path)
        if (mode in _FILES or mode == _LINK) and not name.startswith(_LEFT_OUT):
            yield _Blob(name, digest, mode == _LINK)


def _contents(root: Path, blobs: Iterable[_Blob]) -> dict[str, bytes]:
    """File → what it holds; a link holds what it leads to, and is none if that is elsewhere."""
    blobs = list(blobs)
    told = _git(root, "cat-file", "--batch", stdin=b"".join(b.digest + b"\n" for b in blobs))
    held: dict[str, bytes] = {}
    links: dict[str, str] = {}
    at = 0
    for blob in blobs:
        end = told.index(b"\n", at)
        kind = told[at:end].rsplit(b" ", 1)
        if not kind[1].isdigit():  # missing
            raise CannotRun(f"{one_line(blob.name)}: その版の中身が手元にありません（git fetch で取り寄せてください）")
        data = told[end + 1 : end + 1 + int(kind[1])]
        if blob.link:
            goal = posixpath.join(posixpath.dirname(blob.name), os.fsdecode(data))
            links[blob.name] = posixpath.normpath(goal)
        else:
            held[blob.name] = data
        at = end + 1 + len(data) + 1
    return held | dict(_followed(links, held))


def _followed(links: Mapping[str, str], held: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, goal in links.items():
        if goal in held:
            yield name, held[goal]
        for inner in held:
            if inner.startswith(f"{goal}/"):
                yield f"{name}/{inner.removeprefix(f'{goal}/')}", held[inner]


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        path = folder / name
        # A tree that was made by hand may hold any name.
        if os.path.realpath(path) != os.path.join(os.path.realpath(folder), os.path.normpath(name)):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _git(root: Path, *arguments: str, stdin: bytes | None = None) -> bytes:
    """What git answers. Raises CannotRun where it says no."""
    done = _asked(root, *arguments, stdin=stdin)
    if done.returncode:
        raise CannotRun(f"git {arguments[0]}: {_told(done)}")
    return done.stdout


def _asked(
    root: Path, *arguments: str, stdin: bytes | None = None
) -> CompletedProcess[bytes]:
    """Raises CannotRun where there is no git."""
    command = ["git", "-C", str(root), "-c", "core.fsmonitor=false", *arguments]
    environment = {key: value for key, value in os.environ.items() if key not in _OF_A_CALLER}
    feed = {"stdin": DEVNULL} if stdin is None else {"input": stdin}
    try:
        return run(command, capture_output=True, env=environment | _QUIET, check=False, **feed)  # type: ignore[call-overload]
    except OSError as error:
        raise CannotRun(f"git を使えません（{reason(error)}）。git が入っているか確かめてください") from None


def _told(done: CompletedProcess[bytes]) -> str:
    """What git said went wrong."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return one_line(lines[0].removeprefix("fatal: ")) if lines else str(done.returncode)
