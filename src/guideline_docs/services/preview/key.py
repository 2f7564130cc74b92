"""What opens a preview: a token in its address, then a cookie in the browser.

Terminal servers are shared by a whole office, and everybody on one can reach every port
of it. The token is made anew by each run and stands in the address that is printed. Who
comes with it gets a cookie, made of a secret of the user's own that lasts a working day:
so a page that is open finds the preview again when that is started again.
"""

from __future__ import annotations

import hmac
import os
import secrets
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs

_BYTES = 32
_SECONDS = 12 * 3600


class Key:
    """The key of one run on a port."""

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(_BYTES)
        # Browsers keep cookies by machine: another port is another preview.
        self._name = f"guideline-docs-{port}"
        self._value = hmac.new(_secret(), str(port).encode(), "sha256").hexdigest()

    @property
    def cookie(self) -> str:
        """The cookie as it is given: no script reads it, no other site has it sent."""
        return f"{self._name}={self._value}; Path=/; HttpOnly; SameSite=Strict"

    def is_in_query(self, query: str) -> bool:
        given = parse_qs(query, errors="replace").get("token", [])
        return any(_same(one, self.token) for one in given)

    def is_in_cookies(self, headers: list[str]) -> bool:
        # http.cookies gives up at the first odd cookie that another program has set.
        pairs = (pair.strip().partition("=") for header in headers for pair in header.split(";"))
        return any(name == self._name and _same(value, self._value) for name, _, value in pairs)


def _same(given: str, right: str) -> bool:
    """Compare in a time that does not tell how much of it is right."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())


def _secret() -> bytes:
    """The user's own secret; one for this run where none can be kept."""
    made = secrets.token_bytes(_BYTES)
    with suppress(OSError, RuntimeError):
        path = _folder() / "preview-key"
        if kept := _kept(path):
            return kept
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            os.unlink(path)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(file, made)
        finally:
            os.close(file)
    return made


def _kept(path: Path) -> bytes | None:
    """A secret that is young enough and that nobody else can read."""
    try:
        found = os.lstat(path)
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    if os.name == "posix" and (found.st_uid != os.geteuid() or found.st_mode & 0o077):
        return None
    young = 0 <= time.time() - found.st_mtime < _SECONDS
    return data if young and len(data) == _BYTES else None


def _folder() -> Path:
    """Where a user keeps what nobody else may read."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local or Path.home() / "AppData" / "Local") / "guideline-docs"
    if runtime := os.environ.get("XDG_RUNTIME_DIR"):
        return Path(runtime) / "guideline-docs"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "guideline-docs"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "guideline-docs"
