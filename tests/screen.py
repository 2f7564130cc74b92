"""Pages in a real browser, waited for as long as they take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from program import PATIENCE

WIDE = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def opened(browser: Any, address: str, home: str = "", **options: Any) -> Iterator[Any]:
    """A page that says nothing on its console and asks nothing of anybody else.

    ``home`` is how the addresses begin that it may ask: its own, if nothing is said.
    """
    # Nothing glides: what is scrolled to is there at once.
    context = browser.new_context(reduced_motion="reduce", **options)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page
    # A server that is stopped is told of by the browser itself.
    assert [] == [text for text in said if "ERR_" not in text]
    home = home or address.partition("#")[0]
    assert [] == [url for url in asked if not url.startswith(home)]
    context.close()


def expect(one: Any) -> Any:
    from playwright import sync_api

    sync_api.expect.set_options(timeout=PATIENCE * 1000)
    return sync_api.expect(one)


def violations(page: Any) -> list[tuple[str, list[str]]]:
    """What axe finds: the rule, and the first places. Open the page with ``bypass_csp``."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    # Of what is right, only how much it is.
    options = {"runOnly": _STANDARDS, "resultTypes": ["violations"]}
    found = axe.Axe().run(page, options=options).response
    assert len(found["passes"]) > 20
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
        for one in found["violations"]
    ]
