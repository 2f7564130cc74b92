"""``preview`` as it runs: a process, its address, and what it says."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from program import PATIENCE, Program


@contextmanager
def reserved_port() -> Iterator[int]:
    """A port of this machine that nobody else is given, but that a preview may listen on."""
    with socket.socket() as placeholder:
        # Linux lets two listen on one address if both say so and one of them never does.
        placeholder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        placeholder.bind(("127.0.0.1", 0))
        yield placeholder.getsockname()[1]


class Served(Program):
    """A running preview."""

    def __init__(self, folder: Path, *arguments: str, **env: str) -> None:
        super().__init__(folder, "preview", *arguments, **env)
        try:
            line = self.hear("をブラウザーで開いてください")
        except BaseException:
            self.stop()
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


@contextmanager
def served(folder: Path, *arguments: str, port: int | None = None, **env: str) -> Iterator[Served]:
    """A preview on a port of its own, until the end of the ``with``."""
    with reserved_port() as own:
        preview = Served(folder, *arguments, "--port", str(port or own), **env)
        try:
            yield preview
        finally:
            preview.stop()
