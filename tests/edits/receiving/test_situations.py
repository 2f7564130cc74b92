"""What comes of whatever a hand does in Word: read like prose in ``situations.txt``.

By every route on which LibreOffice saves the file, too; where something else comes of it
than straight from Word, it stands in ``situations-libreoffice.txt``.
"""

from __future__ import annotations

from pathlib import Path

import golden
import pytest
import returncase
from handcase import by_hand
from libreoffice import converted, needs_libreoffice
from situations import SITUATIONS

from guideline_docs.edits.receiving.kept import Base
from guideline_docs.rules.snapshot import Snapshot

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every situation's file, straight from Word."""
    folder = tmp_path_factory.mktemp("returned")
    data = returncase.sent(returncase.opened(returncase.project(folder / "project")))
    (folder / "sent.docx").write_bytes(data)
    found = {}
    for at, (title, act) in enumerate(SITUATIONS.items()):
        found[title] = folder / f"{at:02}.docx"
        found[title].write_bytes(by_hand(data, [act]))
    return found


@pytest.fixture(scope="module")
def snapshot(files: dict[str, Path]) -> Snapshot:
    return returncase.opened(files["何もしない"].parent / "project")


@pytest.fixture(scope="module")
def straight(files: dict[str, Path], snapshot: Snapshot) -> dict[str, list[str]]:
    return {title: came_of(snapshot, file) for title, file in files.items()}


def came_of(snapshot: Snapshot, file: Path) -> list[str]:
    base = Base(file.name, file.parent, returncase.sent_file(file))
    return returncase.told(returncase.received(snapshot, file, base))


def as_text(found: dict[str, list[str]]) -> str:
    return "\n".join(line for title, told in found.items() for line in (f"■ {title}", *told, ""))


def test_every_situation_comes_to_what_is_written(
    straight: dict[str, list[str]], update_golden: bool
) -> None:
    golden.compare(HERE / "situations.txt", as_text(straight), update_golden)


def test_received_again_there_is_nothing(files: dict[str, Path], tmp_path: Path) -> None:
    for at, (title, file) in enumerate(files.items()):
        folder = returncase.project(tmp_path / str(at))
        first = returncase.written(folder, file)
        again = returncase.received(returncase.opened(folder), file)
        assert (title, {}, ()) == (title, dict(again.patch.edits), again.incoming.edits)
        assert (title, first.incoming.conflicts) == (title, again.incoming.conflicts)


ROUTES = {"docx": ["docx"], "docx二度": ["docx", "docx"], "odt": ["odt", "docx"], "doc": ["doc", "docx"]}


@needs_libreoffice
def test_libreoffice_makes_little_of_it_otherwise(
    files: dict[str, Path],
    snapshot: Snapshot,
    straight: dict[str, list[str]],
    update_golden: bool,
) -> None:
    found: dict[str, list[str]] = {}
    saved: dict[str, list[Path]] = {"": list(files.values())}
    folder = files["何もしない"].parent
    for route, kinds in ROUTES.items():
        paths = saved[""]
        for step, kind in enumerate(kinds):
            if route == "docx二度" and not step:
                paths = saved["docx"]
                continue
            paths = converted(paths, kind, folder / f"{route}{step}")
        saved[route] = paths
        for title, path in zip(files, paths, strict=True):
            told = came_of(snapshot, path)
            if told != straight[title]:
                found[f"{title}（{route}）"] = told
    golden.compare(HERE / "situations-libreoffice.txt", as_text(found), update_golden)
