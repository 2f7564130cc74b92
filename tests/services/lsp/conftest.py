"""A real project, a client of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lspclient import Client

ROOT = Path(__file__).parents[3]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the real project."""
    folder = tmp_path / "案件"
    shutil.copytree(ROOT / "sources", folder / "sources")
    return folder


@pytest.fixture
def client(project: Path) -> Iterator[Client]:
    """A client in whose folder the real project is, and that has begun."""
    with Client(project) as client:
        client.initialize()
        yield client


@pytest.fixture
def sheet(project: Path) -> Path:
    return project / "sources" / "phase1-progress.txt"
