"""The life of a server, seen by a client that knows nothing but the protocol."""

from __future__ import annotations

from pathlib import Path

from lspclient import Client


def test_it_begins_and_ends(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        capabilities = client.initialize()
        assert "utf-16" == capabilities["positionEncoding"]
        assert 0 == client.end()
