"""``build --since``: the draft with what changed since another version."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from resolved import marked
from wordfile import WordFile, w

DRAFT = "dist/guideline-draft.docx"
TOLD = (
    "（目次・確認事項・グラフ・ヘッダーは新しいほうのままです）"
)


@pytest.fixture
def folder(city: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real project, to stand in."""
    monkeypatch.chdir(city)
    return city


@pytest.fixture
def build(folder: Path, run: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments: run("build", *arguments)


def _edit(city: Path, old: str = "短期的", new: str = "中期的") -> None:
    file = next((city / "sources" / "draft").glob("04-*"))
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _git(city: Path, *arguments: str) -> None:
    own = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *own, *arguments], cwd=city, check=True, capture_output=True)


def test_since_a_folder(city: Path, build: Callable[..., Any]) -> None:
    shutil.copytree(city / "sources", city / "before")
    _edit(city)
    said = build("sources", "--since", "before", "--only", "docx")
    assert 0 == said.status, said.out
    assert f"変更履歴: 素案の本文と表に、before からの変更を付けました{TOLD}" in said.out
    assert 6 == marked((city / DRAFT).read_bytes())


def test_since_a_revision(city: Path, build: Callable[..., Any]) -> None:
    _git(city, "init", "-q")
    _git(city, "add", ".")
    _git(city, "commit", "-qm", "x")
    _edit(city)
    assert 0 == build("sources", "--since", "git:HEAD", "--only", "docx").status
    assert 6 == marked((city / DRAFT).read_bytes())
    said = build("sources", "--since", "git:none", "--only", "docx")
    assert 2 == said.status
    assert "git:none: その版は git にありません" in said.err


def test_since_a_sheet(city: Path, build: Callable[..., Any]) -> None:
    """A version may be a table alone: what is in chapters now is new."""
    shutil.copy(city / "sources" / "phase1-progress.txt", city / "before.txt")
    said = build("sources", "--since", "before.txt", "--only", "docx")
    assert 0 == said.status, said.out
    assert marked((city / DRAFT).read_bytes())


def test_another_old_version_is_another_document(
    city: Path, build: Callable[..., Any]
) -> None:
    shutil.copytree(city / "sources", city / "before")
    _edit(city)
    shutil.copytree(city / "sources", city / "between")
    _edit(city, "十分に検討", "よく検討")
    kept = "原稿もテンプレートも前と同じなので"
    first = build("sources", "--since", "before", "--only", "docx")
    assert "作りました" in first.out
    assert kept in build("sources", "--since", "before", "--only", "docx").out
    assert "作りました: " in build("sources", "--since", "between", "--only", "docx").out
    assert 6 > marked((city / DRAFT).read_bytes()) > 0
    assert "作りました: " in build("sources", "--only", "docx").out
    body = WordFile((city / DRAFT).read_bytes()).body
    assert not list(body.iter(w("ins"), w("del")))


def test_other_outputs_are_built_as_ever(city: Path, build: Callable[..., Any]) -> None:
    shutil.copytree(city / "sources", city / "before")
    build("sources", "--only", "csv,json")
    plain = {p.name: p.read_bytes() for p in (city / "dist").glob("progress-*.*")}
    shutil.rmtree(city / "dist")
    assert 0 == build("sources", "--since", "before", "--only", "docx,csv,json").status
    made = {p.name: p.read_bytes() for p in (city / "dist").glob("progress-*.*")}
    assert plain == made


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--only", "pdf"),
            "--since は素案（docx）に変更履歴を付けます。--only に docx を入れてください",
        ),
        (("--final",), "--since と --final は一緒に使えません（消した言葉の残る文書は公表できません"),
        (("--watch",), "--since と --watch は一緒に使えません"),
        (("--only", "docx", "--since", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_asked_for(
    arguments: tuple[str, ...], said: str, build: Callable[..., Any]
) -> None:
    found = build("sources", "--since", "sources", *arguments)
    assert 2 == found.status
    assert said in found.err
