"""Hands the pages of a showcase to the browsers of this machine.

Drafts are nobody's business yet, every user of a machine can reach its ports, and any page
that a browser has open can send requests to 127.0.0.1. So the server listens there only,
answers only who calls it by its own name (a foreign page that has its own name point here
still calls it by that one) and comes with the key, knows no other paths than the showcase
has, and lets no other page embed or read an answer. No part of a request reaches the file
system.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Thread
from typing import Any

from guideline_docs.failure import CannotRun, reason
from guideline_docs.services.preview.key import Key
from guideline_docs.services.preview.showcase import Showcase

ADDRESS = "127.0.0.1"
PORT = 8765
EVENTS = "/events"
OPEN = "/open"
# The name of a place is a path, a line and a column.
_LONGEST_NAME = 8192
# What browsers ask for by themselves.
_ICON = "/favicon.ico"
# So many ports from the first one on are tried before giving up.
_TRIED = 20
# A silent stream gets a sign of life after so many seconds: that is how one sees who left.
_SILENCE = 10.0
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_KEYLESS = (
    "このプレビューは、動かした人だけが見られます。"
    "動かした画面に表示されたアドレス（?token= の付いたもの）を開いてください"
)
_METHODS = ("GET", "HEAD")
_REFUSALS = {
    HTTPStatus.FORBIDDEN: "この頁からは使えません",
    HTTPStatus.NOT_FOUND: "この頁はありません",
    HTTPStatus.METHOD_NOT_ALLOWED: "読むことしかできません",
    HTTPStatus.MISDIRECTED_REQUEST: "この名前では応えません",
    HTTPStatus.SERVICE_UNAVAILABLE: "作っています",
}


class Server:
    """Serves in threads of its own from ``start`` to ``stop``."""

    def __init__(self, showcase: Showcase, port: int | None = None) -> None:
        """Take a port: the one that is asked for, or the first free one from 8765 on.

        Raises CannotRun where the port is in use, or all that were tried.
        """
        self._showcase = showcase
        self._http = _listening(showcase, port)
        self.port: int = self._http.server_address[1]

    @property
    def url(self) -> str:
        """The address with the key in it: for whoever has started the preview."""
        return f"http://{ADDRESS}:{self.port}/?token={self._http.key.token}"

    def start(self) -> None:
        Thread(target=self._http.serve_forever, args=(0.1,), daemon=True).start()

    def stop(self) -> None:
        self._showcase.close()
        self._http.shutdown()
        self._http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows the option would let a second program listen on the same port.
    allow_reuse_address = os.name == "posix"
    key: Key

    def server_bind(self) -> None:
        if exclusive := getattr(socket, "SO_EXCLUSIVEADDRUSE", None):
            self.socket.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        # Not HTTPServer's: it asks the network for the name of the machine.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]
        self.key = Key(self.server_port)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has left is no error; anything else is told as http.server does."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def _listening(showcase: Showcase, port: int | None) -> _Http:
    handler = partial(_Handler, showcase)
    for tried in range(PORT, PORT + _TRIED) if port is None else (port,):
        try:
            return _Http((ADDRESS, tried), handler)
        except OSError as error:
            last, why = tried, reason(error)
    if port is None:
        raise CannotRun(f"ポート {PORT} から {last} までがどれも使えません（{why}）")
    raise CannotRun(
        f"ポート {port} は使えません。ほかのプログラムが使っているので、"
        f"--port で別の番号を指定するか、--port を付けずに動かしてください（{why}）"
    )


class _Handler(BaseHTTPRequestHandler):
    """One connection of a browser."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    server: _Http

    def __init__(self, showcase: Showcase, *connection: Any) -> None:
        self.showcase = showcase
        super().__init__(*connection)

    # http.server calls do_<method>; any other method has none and is refused there.

    def do_GET(self) -> None:
        if not self._calls_us_by_name():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        if not self._comes_from_us():
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        path, _, query = self.path.partition("?")
        key = self.server.key
        if key.is_in_query(query):
            self._let_in(path)
        elif key.is_in_cookies(self.headers.get_all("Cookie", [])):
            self._hand_out(path)
        else:
            self._say(HTTPStatus.FORBIDDEN, _KEYLESS, {})

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Have the editor show a place that a page of ours has named."""
        opens = self.showcase.opens
        if opens is None:
            self.send_error(HTTPStatus.NOT_IMPLEMENTED)
        elif not self._calls_us_by_name():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif not (self._is_our_page() and self.server.key.is_in_cookies(self.headers.get_all("Cookie", []))):
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self.path != OPEN or not (way := self.showcase.now.ways.to(self._named())):
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            opens(way)
            self._head(HTTPStatus.NO_CONTENT, {})

    def _named(self) -> str:
        """What the page has sent; nothing where it is no name that was printed."""
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdecimal() or int(length) > _LONGEST_NAME:
            self.close_connection = True
            return ""
        return self.rfile.read(int(length)).decode("utf-8", "replace")

    def _is_our_page(self) -> bool:
        """Whether a page of this very server has sent what asks for something to be done."""
        origin = f"http://{self.headers.get('Host', '')}"
        site = self.headers.get("Sec-Fetch-Site", "same-origin")
        return self.headers.get("Origin") == origin and site == "same-origin"

    def _let_in(self, path: str) -> None:
        """Give the cookie for the token, and take the token out of the address."""
        cookie = {"Set-Cookie": self.server.key.cookie}
        if self.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
            self.close_connection = True
            here = "/" + path.lstrip("/") if path.startswith("/") else "/"
            away = cookie | {"Location": here, "Content-Length": "0", "Connection": "close"}
            self._head(HTTPStatus.SEE_OTHER, away)
        else:
            # From a page of another site, a terminal in a browser perhaps: on the way to
            # another address the browser would hold the cookie back.
            self._hand_out(path, cookie)

    def _hand_out(self, path: str, more: dict[str, str] | None = None) -> None:
        shown = self.showcase.now
        if path == EVENTS:
            self._events()
        elif path == _ICON:
            self._head(HTTPStatus.NO_CONTENT, {})
        elif page := shown.pages.get(path):
            # The page learns what it is, to see when it is that no longer.
            meta = f'<meta name="version" content="{shown.versions[path]}">\n</head>'
            self._answer(page.replace(b"</head>", meta.encode(), 1), more or {})
        elif not shown.pages:
            self._nothing_yet(shown.problem)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _calls_us_by_name(self) -> bool:
        port = self.server.server_port
        names = {f"{name}:{port}" for name in (ADDRESS, "localhost")}
        return {host.lower() for host in self.headers.get_all("Host", [""])} <= names

    def _comes_from_us(self) -> bool:
        """Whether no page of another origin has sent this; links are followed by anybody."""
        host = self.headers.get("Host", "")
        origin = self.headers.get("Origin", f"http://{host}")
        site = self.headers.get("Sec-Fetch-Site", "none")
        goes = self.headers.get("Sec-Fetch-Mode", "") == "navigate"
        return origin == f"http://{host}" and (goes or site in ("none", "same-origin"))

    def _events(self) -> None:
        """What is shown, told again whenever it changes, as server-sent events."""
        self.close_connection = True
        self._head(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Connection": "close"})
        if self.command == "HEAD":
            return
        seen = None
        while not self.showcase.closed:
            shown = self.showcase.after(seen, _SILENCE)
            told = {
                "building": shown.building,
                "problem": shown.problem,
                "versions": dict(shown.versions),
                "cursor": [shown.cursor.number, dict(shown.cursor.names)],
            }
            text = ":\n\n" if shown is seen else f"data: {json.dumps(told)}\n\n"
            seen = shown
            try:
                self.wfile.write(text.encode())
            except OSError:
                return

    def _nothing_yet(self, problem: str) -> None:
        """No page could be made so far: say why, and look again by itself."""
        message = problem or _REFUSALS[HTTPStatus.SERVICE_UNAVAILABLE]
        self._say(HTTPStatus.SERVICE_UNAVAILABLE, message, {"Refresh": "1"})

    def _answer(self, page: bytes, more: dict[str, str]) -> None:
        length = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(page))}
        self._head(HTTPStatus.OK, length | more)
        if self.command != "HEAD":
            self.wfile.write(page)

    def _head(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (_HEADERS | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def _say(self, status: HTTPStatus, message: str, headers: dict[str, str]) -> None:
        text = (message + "\n").encode()
        plain = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(text))}
        self.close_connection = True
        self._head(status, plain | {"Connection": "close"} | headers)
        if self.command != "HEAD":
            self.wfile.write(text)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse in one line; also what http.server calls for what it cannot read."""
        headers = {}
        if code == HTTPStatus.NOT_IMPLEMENTED:
            code, headers = HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": ", ".join(_METHODS)}
        status = HTTPStatus(code)
        self._say(status, _REFUSALS.get(status, status.phrase), headers)

    def version_string(self) -> str:
        return "guideline-docs"

    def log_message(self, format: str, *args: Any) -> None:
        """The terminal tells of the sources, not of each request."""
