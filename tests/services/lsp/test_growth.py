"""A server that is written with all day holds no more in the evening than in the morning."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

from lsprotocol import types

from guideline_docs.services.lsp.publishing import Findings
from guideline_docs.services.lsp.session import Session


def test_a_thousand_keystrokes_leave_nothing_behind(sheet: Path) -> None:
    session = Session()
    findings = Findings(session)
    told: list[int] = []
    uri, text = sheet.as_uri(), sheet.read_text("utf-8")
    session.open(uri, 0, text)

    def typed(version: int) -> None:
        # A sign and its removal: the text does not grow, either.
        start, end = types.Position(19, 3), types.Position(19, 3 + version % 2)
        changed = types.TextDocumentContentChangePartial(
            types.Range(start, end), "" if version % 2 else "あ"
        )
        document = types.VersionedTextDocumentIdentifier(version=version, uri=uri)
        session.change(types.DidChangeTextDocumentParams(document, [changed]))
        findings.tell(lambda params: told.append(len(params.diagnostics)))

    def held() -> int:
        gc.collect()
        return len(gc.get_objects())

    for version in range(100):
        typed(version)
    before = held()
    gc.disable()
    try:
        for version in range(100, 1_100):
            typed(version)
        # Nothing waits to be swept, either: a long sheet would fill the memory meanwhile.
        assert gc.collect() < 100
    finally:
        gc.enable()
    assert 1_100 <= len(told)
    assert held() - before < 100
    assert text.count("\n") == session.documents[uri].text.count("\n")


def test_who_only_checks_loads_nothing_of_it() -> None:
    asked = (
        "import sys; from guideline_docs.cli import app\n"
        "try: app.main(['check', 'sources', '--output', sys.argv[1]])\n"
        "except SystemExit as left: assert left.code in (0, 1), left.code\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in"
        " ('pygls', 'lsprotocol', 'cattrs', 'asyncio') or 'services' in m))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", asked, "/dev/null"], cwd=root, capture_output=True, text=True
    )
    assert "[]\n" == done.stdout, done.stderr
