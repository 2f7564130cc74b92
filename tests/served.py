"""``preview`` as it runs: a process, its address, and what it says."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

# So long something that should happen may take on a busy machine.
PATIENCE = 30.0


class Served:
    """A running preview; ``said`` are its lines so far."""

    def __init__(self, folder: Path, *arguments: str, **env: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "guideline_docs", "preview", *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={"PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin", **env},
        )
        self.said: list[str] = []
        self._lines: Queue[str | None] = Queue()
        Thread(target=self._read, daemon=True).start()
        try:
            line = self.hear("をブラウザーで開いてください")
        except BaseException:
            self.process.kill()
            self.process.wait(PATIENCE)
            raise
        self.address = re.findall(r"http://\S+", line)[0]
        """As it is printed, with the token."""
        self.url = self.address.partition("?")[0]
        self.port = int(self.url.rsplit(":", 1)[1].strip("/"))
        self.cookie = self.ask(self.address.removeprefix(self.url[:-1]), Cookie="")[1].get(
            "set-cookie", ""
        ).partition(";")[0]

    def at(self, place: str = "") -> str:
        """The address of a page, with the token."""
        path, hash_, anchor = place.partition("#")
        token = self.address.partition("?")[2]
        return f"{self.url}{path}?{token}{hash_}{anchor}"

    def hear(self, text: str) -> str:
        """The next line with a text in it."""
        while True:
            line = self._lines.get(timeout=PATIENCE)
            assert line is not None, f"ended after {self.said}"
            self.said.append(line)
            if text in line:
                return line

    def ask(
        self, path: str = "/", *, host: str | None = None, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers (names in lower case) and text of an answer to a raw request.

        The cookie goes with it, unless another one (or none, "") is given.
        """
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.port}'}"]
        headers = headers if "Cookie" in headers else {"Cookie": self.cookie, **headers}
        headers = {name: value for name, value in headers.items() if value}
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return self.send("\r\n".join([*lines, "Connection: close", "", ""]).encode())

    def send(self, request: bytes) -> tuple[int, dict[str, str], str]:
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as connection:
            connection.sendall(request)
            data = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = data.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        pairs = (line.split(": ", 1) for line in rest)
        headers = {
            name.lower(): value if name in ("Set-Cookie", "Location") else value.lower()
            for name, value in pairs
        }
        return int(first.split()[1]), headers, body.decode("utf-8")

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(PATIENCE)
        self.said += iter(lambda: self._lines.get(timeout=PATIENCE), None)
        return status

    def _read(self) -> None:
        output: Any = self.process.stdout
        for line in output:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)
        output.close()


@contextmanager
def served(folder: Path, *arguments: str, **env: str) -> Iterator[Served]:
    preview = Served(folder, *arguments, **env)
    try:
        yield preview
    finally:
        if preview.process.poll() is None:
            preview.process.kill()
            preview.process.wait(PATIENCE)
