"""Messages in and out: a header that says how long, then JSON.

What comes in is read ahead by a thread of its own, so that whoever answers sees what else
has come: a request that is taken back again, a newer text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

# Also behind the rest of a message that was longer than it said: with its own header the
# next one is read again. A length that no message has is none.
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,9})[ \t]*\r?\n\Z", re.IGNORECASE)


def messages(stdin: BinaryIO) -> Iterator[bytes]:
    """The bodies of messages as they come; ends where the input does.

    A header without a length, or with one that is none, is passed over.
    """
    while True:
        length = None
        while (line := stdin.readline()).strip():
            if found := _LENGTH.search(line):
                length = int(found[1])
        if not line:
            return
        if length is not None:
            body = stdin.read(length)
            if len(body) < length:
                return
            yield body


Come = bytes | Callable[[], None] | None
"""A message, something to be done in the thread that answers, or the end."""


class Incoming:
    """The messages that have come and wait for an answer."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Come] = SimpleQueue()

    def listen(self, stdin: BinaryIO) -> None:
        Thread(target=self._read, args=(stdin,), daemon=True).start()

    def later(self, do: Callable[[], None]) -> None:
        """Have something done in its turn, by whoever answers."""
        self._queue.put(do)

    def _read(self, stdin: BinaryIO) -> None:
        try:
            for body in messages(stdin):
                self._queue.put(body)
        except (OSError, ValueError):
            pass  # closed under our hands: the client has gone
        finally:
            self._queue.put(None)

    def now(self) -> list[Come]:
        """What has come and was not taken yet; nothing where nothing has."""
        found = []
        try:
            while True:
                found.append(self._queue.get_nowait())
        except Empty:
            return found

    def next(self, seconds: float | None = None) -> list[Come]:
        """The same, once something has come, or after so many seconds."""
        try:
            first = self._queue.get(timeout=seconds)
        except Empty:
            return []
        return [first, *self.now()]


def read(body: bytes) -> Any:
    """What a message says. Raises ValueError where it is no JSON."""
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("too deep") from None


def write(stdout: BinaryIO, message: dict[str, Any]) -> None:
    """Send a message that the protocol's own words do not fit."""
    body = json.dumps(message).encode()
    stdout.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    stdout.flush()
