"""A real editor: Neovim's own client, without a window (script/bootstrap --test installs it)."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from program import PATIENCE, copied

SCRIPT = Path(__file__).with_name("editor.lua")
ROOT = Path(__file__).parents[3]

if shutil.which("nvim") is None:
    pytest.skip("needs Neovim", allow_module_level=True)


def test_neovim_writes_with_it(tmp_path: Path) -> None:
    folder = copied(tmp_path / "案件")
    (folder / "sources" / "accepted.toml").unlink()
    sheet, seen_file = folder / "sources" / "phase1-progress.txt", tmp_path / "seen.json"
    lines = sheet.read_text("utf-8").split("\n")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    before = [hashlib.sha256(path.read_bytes()).digest() for path in files]
    given = ", ".join(f"[[{each}]]" for each in (sys.executable, sheet, seen_file))
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(
        ["nvim", "--headless", "-u", "NONE", "--cmd", f"lua arg = {{{given}}}", "-S", str(SCRIPT)],
        cwd=folder,
        env=environment | {"LANG": "C.UTF-8", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        timeout=PATIENCE,
    )
    assert seen_file.is_file(), done.stderr.decode()
    seen = json.loads(seen_file.read_text("utf-8"))
    assert "error" not in seen, seen["error"]
    # What check tells, at the same places; Neovim counts bytes.
    assert [["GD401", 50], ["GD402", 50]] == [
        each[:2] for each in seen["found"] if each[0] in ("GD401", "GD402")
    ]
    (dangling,) = (each for each in seen["found"] if each[0] == "GD401")
    assert lines[49].encode()[dangling[2] :].decode().startswith("イ")
    assert seen["hover"].startswith("**(3)-ア**　市の事業についての情報提供")
    assert [50, "「市の事業についての情報提供」"] in seen["hints"]
    assert {"(1)-ア", "(3)-ア", "(3)-オ"} <= set(seen["completion"])
    line, text = seen["mended"]
    assert lines[line - 1].replace("\tI", "\tⅠ").replace("→I", "→Ⅰ") == text
    assert 21 == seen["definition"]
    assert [20, 50, 53] == seen["renamed"]
    assert (0, 0) == (seen["left"], seen["exit"])
    # It is all in buffers: nobody has said :w.
    assert files == sorted(path for path in folder.rglob("*") if path.is_file())
    assert before == [hashlib.sha256(path.read_bytes()).digest() for path in files]
