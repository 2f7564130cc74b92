"""``build --since``: the draft with what changed since another version."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
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


def _pages(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file.read_bytes())
    return [page.get_textpage().get_text_range() for page in document]


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


def test_all_that_is_built_usually_is_marked_or_said_not_to_be(
    city: Path, build: Callable[..., Any]
) -> None:
    shutil.copytree(city / "sources", city / "before")
    sheet = city / "sources" / "phase1-progress.txt"
    text = sheet.read_text("utf-8")
    assert "エール基金の開始" in text
    sheet.write_text(text.replace("エール基金の開始", "エール基金を始めた"), encoding="utf-8")
    said = build("sources", "--since", "before")
    assert 0 == said.status, said.err
    assert [
        f"変更履歴: 素案の本文と表に、before からの変更を付けました{TOLD}",
        "変更の印: 一覧（PDF・HTML）に、before からの変更の印を付けました",
        "CSV・JSON には印を付けません（今の内容です）",
    ] == said.out.splitlines()[-3:]
    assert 14 == marked((city / DRAFT).read_bytes())
    page = (city / "dist" / "progress-table.html").read_text("utf-8")
    assert "<b>before から</b>" in page
    assert '<span class="since">変更</span>' in page
    assert "<del>の開始</del><ins>を始めた</ins>" in page
    first, second, *_ = _pages(city / "dist" / "progress-table.pdf")
    assert "before から" in first
    assert "変更 1件" in first
    assert "before からの変更" in second


def test_paper_and_page_without_it_bear_no_marks(city: Path, build: Callable[..., Any]) -> None:
    """And after it they are as they were."""
    shutil.copytree(city / "sources", city / "before")
    names = [city / "dist" / f"progress-table.{kind}" for kind in ("pdf", "html")]
    build("sources", "--only", "pdf,html")
    plain = [name.read_bytes() for name in names]
    said = build("sources", "--since", "before", "--only", "pdf,html")
    assert "変更履歴" not in said.out
    assert "印を付けません" not in said.out
    assert all(name.read_bytes() != data for name, data in zip(names, plain, strict=True))
    assert "変わった行はありません" in names[1].read_text("utf-8")
    build("sources", "--only", "pdf,html")
    assert plain == [name.read_bytes() for name in names]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--only", "csv,xlsx"),
            "--since は、素案（docx）に変更履歴、一覧（pdf・html）に変更の印を付けます。"
            "--only にどれかを入れてください",
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
