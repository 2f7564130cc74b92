"""What every test can ask for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the files of tests/cases"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def real_sheet() -> str:
    """The one real sheet, as text."""
    return (ROOT / "sources" / "phase1-progress.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium; without it, or without Playwright, the test is skipped."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium がありません")
    with playwright.sync_playwright() as started:
        # The sandbox of Chromium does not run as root, as in a container.
        chromium = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()
