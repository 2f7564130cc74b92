"""A real project, a client of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lspclient import Client
from program import copied


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the real project."""
    return copied(tmp_path / "案件")


@pytest.fixture
def client(project: Path) -> Iterator[Client]:
    """A client in whose folder the real project is, and that has begun."""
    with Client(project) as client:
        client.initialize()
        yield client


@pytest.fixture
def sheet(project: Path) -> Path:
    return project / "sources" / "phase1-progress.txt"
