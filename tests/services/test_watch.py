"""What belongs to a project, and what a warm process may not keep."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from program import rewrite

from guideline_docs.failure import CannotRun
from guideline_docs.outputs import Order
from guideline_docs.services.watch import Workshop
from guideline_docs.source.project import Location


def quick(location: Location) -> Order:
    return Order(Path("dist"), ("csv", "json"))


@pytest.fixture
def city(city: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where we stand."""
    monkeypatch.chdir(city)
    return city


def belonging(workshop: Workshop) -> list[str]:
    """What is watched, but for the templates that come with the program."""
    return [
        path.as_posix() for path in workshop.files() if path.absolute().is_relative_to(Path.cwd())
    ]


def test_sources_settings_and_where_more_of_them_may_appear(city: Path) -> None:
    with Workshop(".", quick) as workshop:
        workshop.rebuild()
        found = belonging(workshop)
    chapters = sorted(
        path.relative_to(city).as_posix() for path in (city / "sources/draft").iterdir()
    )
    expected = ["guideline.toml", "accepted.toml", "renumbered.toml", "phase1-progress.txt"]
    assert {f"sources/{name}" for name in expected} < set(found)
    assert set(chapters) < set(found)
    assert {"sources", "sources/draft", f"{city}/templates", f"{city}/guideline.toml"} < set(found)
    assert len(set(found)) == len(found)
    assert not any("dist" in name for name in found)


def test_an_image_is_watched_wherever_it_may_be_put(city: Path) -> None:
    with (city / "sources/draft/07-資料編.txt").open("a", encoding="utf-8") as file:
        file.write("\n［＃画像：図/位置.png｜位置図］\n［＃画像：../外.png｜外］\n")
    with Workshop(".", quick) as workshop:
        workshop.rebuild()
        found = belonging(workshop)
    assert {"sources/draft/図/位置.png", "sources/図/位置.png"} < set(found)
    assert not any("外.png" in name for name in found)


def test_a_sheet_alone_has_no_neighbours(city: Path, tmp_path: Path) -> None:
    alone = tmp_path / "city" / "alone"
    alone.mkdir()
    shutil.copy("sources/phase1-progress.txt", alone / "一覧.txt")
    (alone / "other.txt").write_text("x", encoding="utf-8")
    with Workshop("alone/一覧.txt", quick) as workshop:
        workshop.rebuild()
        assert "alone/一覧.txt" in belonging(workshop)
        assert "alone/other.txt" not in belonging(workshop)


def test_the_project_stays_known_while_it_cannot_be_loaded(city: Path) -> None:
    settings = city / "sources" / "guideline.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('chapters = "draft"', 'chapters = "章"'), encoding="utf-8")
    (city / "sources/draft").rename(city / "sources/章")
    with Workshop(".", quick) as workshop:
        assert workshop.rebuild().built
        settings.write_text("[oops", encoding="utf-8")
        assert workshop.rebuild().stopped
        assert "sources/章/07-資料編.txt" in belonging(workshop)
        shutil.rmtree(city / "sources")
        assert workshop.rebuild().stopped
        assert "sources/章/07-資料編.txt" in belonging(workshop)


@pytest.mark.parametrize(
    "name", ["sources/メモ.txt", "sources/draft/02-第2章.docx", "sources/draft/付録/02.txt"]
)
def test_what_is_in_no_document_is_told_when_it_comes_and_may_go(city: Path, name: str) -> None:
    with Workshop(".", quick) as workshop:
        workshop.rebuild()
        assert name not in belonging(workshop)
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("連絡メモ", encoding="utf-8")
        assert name in belonging(workshop)
        came = workshop.rebuild()
        assert [(d.code, d.path) for d in came.new] == [("GD106", name)]
        Path(name).unlink()
        gone = workshop.rebuild()
        assert (gone.new, gone.gone, gone.stopped) == ((), 1, None)


def test_where_there_is_nothing_nothing_is_begun(city: Path) -> None:
    with pytest.raises(CannotRun, match="^nai: ファイルもフォルダーもありません$"):
        Workshop("nai", quick)


@pytest.mark.parametrize(
    ("edit", "written"),
    [
        (lambda: rewrite(Path("sources/draft/01-策定に当たって.txt"), "\n", "\n\n"), []),
        (
            lambda: rewrite(Path("sources/phase1-progress.txt"), "ホームページ", "広報紙"),
            [".csv", ".json"],
        ),
        (lambda: Path("dist/progress-table.csv").unlink(), [".csv"]),
        (lambda: Path("dist/progress-table.json").write_text("{}"), [".json"]),
    ],
    ids=["chapter", "sheet", "document deleted", "document edited"],
)
def test_what_changed_is_made_and_the_rest_is_left(
    city: Path, edit: Callable[[], object], written: list[str]
) -> None:
    with Workshop(".", quick) as workshop:
        workshop.rebuild()
        edit()
        rebuilt = workshop.rebuild()
    assert rebuilt.built
    assert written == [path.suffix for path in rebuilt.built.written]


def test_a_file_that_is_no_text_is_not_watched(city: Path) -> None:
    Path("一覧.csv").write_text("No,内容\n1,研修\n", encoding="utf-8")
    with pytest.raises(CannotRun, match="^一覧.csv: カンマ区切りの表です。guideline-docs init "):
        Workshop("一覧.csv", quick)
