"""A new project in a folder, its sheet taken out of whatever holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from guideline_docs.edits.proposal import Proposal, propose
from guideline_docs.edits.taking import Taken
from guideline_docs.failure import CannotRun
from guideline_docs.source.edit import Patch, apply
from guideline_docs.source.write import settle


def start(
    folder: Path,
    skeleton: Callable[[bytes | None, Proposal | None], Mapping[str, bytes]],
    take: Callable[[], Taken] | None = None,
) -> tuple[list[Path], Taken | None, Proposal | None]:
    """Make a new project; the files written, what its sheet was taken from, and the settings
    that are proposed to read it, where the usual ones do not.

    ``skeleton`` gives the files of a project by their names, with a sheet and the settings
    that are proposed for it, if there are any;
    ``take`` gives the sheet. Raises CannotRun where a file would be overwritten.
    """
    settle([folder])
    for above in (folder, *folder.parents):
        if above.is_file():
            raise CannotRun(f"{above.as_posix()}: フォルダーではありません")
    taken = take() if take else None
    proposal = propose(taken.source) if taken else None
    content = skeleton(taken.data if taken else None, proposal)
    files = {folder / name: data for name, data in content.items()}
    there = [path for path, content in files.items() if _differs(path, content)]
    if there:
        others = f" など {len(there)} 個" if len(there) > 1 else ""
        raise CannotRun(
            f"{there[0].as_posix()}{others}: すでにあるので、何も作りませんでした。"
            "別のフォルダーを指定してください"
        )
    return apply(Patch(files=files)), taken, proposal


def _differs(path: Path, data: bytes) -> bool:
    """Whether writing would change what stands at a path."""
    try:
        return path.read_bytes() != data
    except OSError as error:
        return not isinstance(error, FileNotFoundError)
