"""Files for a folder that people work in: never written over what they have changed."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from guideline_docs.failure import CannotRun, reason
from guideline_docs.source.write import write_all


class Sending(NamedTuple):
    """What is to be done with each file of a folder."""

    write: dict[Path, bytes]
    """Those that are new, or still as they were made before."""
    same: tuple[Path, ...]
    changed: tuple[Path, ...]
    """Those that hold something else, which nobody here has written."""
    read: dict[Path, bytes]
    """What was found in those that are to be written."""

    def apply(self) -> None:
        """Write all or none. Raises CannotRun, also where one has been changed meanwhile."""
        write_all(self.write, self.read)


def file_digest(data: bytes) -> str:
    """What tells whether a file is as it was made: 16 digits."""
    return sha256(data).hexdigest()[:16]


def sending(folder: Path, files: Mapping[str, bytes], made: Mapping[str, str]) -> Sending:
    """Hold what is to be written against what is there; ``made`` are the digests of files as
    they were made before. Raises CannotRun for what cannot be read."""
    plan = Sending({}, (), (), {})
    for name, data in files.items():
        path = folder / name
        there = _there(path)
        if there == data:
            plan = plan._replace(same=(*plan.same, path))
        elif there is None or file_digest(there) == made.get(name):
            plan.write[path] = data
            plan.read.update({} if there is None else {path: there})
        else:
            plan = plan._replace(changed=(*plan.changed, path))
    return plan


def _there(path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotRun(f"{path.as_posix()}: 読めません（{reason(error)}）") from None
