"""What every test can ask for."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from program import PATIENCE, ROOT, copied
from settingscase import Settings, settings_in

# No test depends on time or chance: no deadlines, and the same examples in every run, so
# that nothing is kept between runs either. Those of tests with ``random`` have fixed seeds.
hypothesis.settings.register_profile(
    "always the same",
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("always the same")

# A shell has what it starts in the background ignore Ctrl-C, and that is handed down to all
# that is started from there: programs under test are to hear it wherever the tests run.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the files of tests/cases"
    )


@pytest.fixture(scope="session", autouse=True)
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the program keeps for a user, tests keep apart: from him, and from one another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        yield


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def real_sheet() -> str:
    """The one real sheet, as text."""
    return (ROOT / "sources" / "phase1-progress.txt").read_bytes().decode("utf-8")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The real project in a folder of its own."""
    return copied(tmp_path / "city")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium; without it, or without Playwright, the test is skipped."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium がありません")
    with playwright.sync_playwright() as started:
        # The sandbox of Chromium does not run as root, as in a container.
        chromium = started.chromium.launch(
            executable_path=path, args=["--no-sandbox"], timeout=PATIENCE * 1000
        )
        yield chromium
        chromium.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """What the text of a ``guideline.toml`` says."""
    return settings_in(tmp_path)
