"""What only a process that ends with its command may do, and how one that stays gets out of it.

A long sheet is a million small records that all stay until the end: looking for garbage
among them took two thirds of the time of reading it; among modules it finds none, either.
So a command begins without the collector and leaves at once, freeing nothing. What stays
(a watch, a preview, a language server) calls ``stays``, and is a program like any other.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

# So many new objects are waited for: layout makes garbage in cycles, but not much of it.
_OBJECTS = (200_000, 50, 50)

_stays = False


def begins() -> None:
    """To be called before anything else is imported."""
    gc.disable()


def makes_garbage() -> None:
    """What is to come makes cycles, so now and then they are looked for."""
    gc.enable()
    gc.set_threshold(*_OBJECTS)


def keeps() -> None:
    """What has been made until now stays until the end: no collection need look through it."""
    gc.freeze()


def stays() -> None:
    """This process goes on after the first answer, and ends as any other does.

    It must still say when it is swept: whenever there is much to sweep (``makes_garbage``),
    or when nobody waits (``rests``).
    """
    global _stays
    _stays = True


def rests() -> None:
    """Nobody waits now: a collection takes as long as a small rebuild."""
    gc.collect()


def ends() -> None:
    """Somebody has stopped it: a second Ctrl-C, or one told twice, must not cut the ending short."""
    import signal

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)


def leave(status: object) -> NoReturn:
    """End the process; by now everything is written.

    Freeing each record of a long sheet, and every module, would take a tenth of the time
    of a check.
    """
    code = status if isinstance(status, int) else 0 if status is None else 1
    if _stays:
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
