"""pytest-lsp's client in a process of its own: the browser of other tests keeps an event loop."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from program import ROOT


def test_editors_are_answered_in_the_words_of_the_protocol() -> None:
    tests = Path(__file__).with_name("typed_client.py")
    command = [sys.executable, "-m", "pytest", "-q", "--numprocesses=0", "-p", "no:cacheprovider"]
    found = subprocess.run([*command, str(tests)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (0, "3 passed") == (found.returncode, found.stdout.splitlines()[-1][:8]), found.stdout
