"""A command leaves at once; what stays leaves as any program does."""

from __future__ import annotations

from typing import Any

import pytest

CODE = """
import atexit, sys
from guideline_docs.cli import process
process.begins()
if {stays}: process.stays()
atexit.register(lambda: print("put away"))
print("told")
process.leave({status!r})
"""


@pytest.mark.parametrize(("status", "left"), [(0, 0), (None, 0), (1, 1), ("x", 1)])
@pytest.mark.parametrize(("stays", "told"), [(False, "told\n"), (True, "told\nput away\n")])
def test_only_what_ends_with_its_command_leaves_at_once(
    start: Any, stays: bool, told: str, status: object, left: int
) -> None:
    done = start(code=CODE.format(stays=stays, status=status))
    assert (left, told, "") == done


AGAIN = """
import os, signal
from guideline_docs.cli import process
process.stays()
try:
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()
except KeyboardInterrupt:
    process.ends()
for each in (signal.SIGINT, signal.SIGTERM):
    os.kill(os.getpid(), each)
print("put away")
process.leave(0)
"""


def test_a_second_interrupt_cuts_no_ending_short(start: Any) -> None:
    assert (0, "put away\n", "") == start(code=AGAIN)
