"""``guideline.toml``: what may be said, and what is understood by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration, read_configuration
from guideline_docs.model.vocabulary import DEFAULT_VOCABULARY
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column

ROOT = Path(__file__).parents[2]


def read(tmp_path: Path, text: str) -> Configuration:
    path = tmp_path / "guideline.toml"
    path.write_text(text, encoding="utf-8")
    return read_configuration(path, "guideline.toml")


def test_empty_settings_are_the_defaults(tmp_path: Path) -> None:
    configuration = read(tmp_path, "")
    assert Configuration() == configuration._replace(folder=None)


def test_settings_of_the_project_are_readable() -> None:
    configuration = read_configuration(ROOT / "sources" / "guideline.toml", "guideline.toml")
    assert ("phase1-progress.txt", "A4") == (configuration.sheet, configuration.paper)
    assert DEFAULT_VOCABULARY == configuration.vocabulary


def test_bibliography_is_taken_as_written_without_outer_blanks(tmp_path: Path) -> None:
    bibliography = read(tmp_path, '[guideline]\ntitle = " 協働指針 "\nstage = "成案"\n').bibliography
    assert ("協働指針", "成案", "") == (bibliography.title, bibliography.stage, bibliography.municipality)


def test_heads_of_one_column_are_replaced_and_the_others_stay(tmp_path: Path) -> None:
    vocabulary = read(tmp_path, '[columns]\ntier = ["優先度", "区分"]\ntitle = "取組"\n').vocabulary
    heads = {column: column.heads for column in vocabulary.columns}
    assert ("優先度", "区分") == heads[Column.TIER]
    assert ("取組",) == heads[Column.TITLE]
    assert Column.STATUS.heads == heads[Column.STATUS]


def test_statuses_replace_the_defaults_in_their_order(tmp_path: Path) -> None:
    text = '[[status]]\nword = "◎"\ndone = true\n[[status]]\nword = "○"\ncounts_as = "◎"\n[[status]]\nword = "×"\nstarted = false\n'
    statuses = read(tmp_path, text).vocabulary.statuses
    assert [
        ("◎", 0, None, True, True),
        ("○", 1, "◎", True, False),
        ("×", 2, None, False, False),
    ] == [(s.word, s.order, s.counts_as, s.started, s.done) for s in statuses]


def test_marks_of_completion_are_replaced(tmp_path: Path) -> None:
    vocabulary = read(tmp_path, '[proposal]\ncompleted = "終了"\narrow = "⇒"\n').vocabulary
    assert ("終了", "⇒") == (vocabulary.completed, vocabulary.arrow)


def test_columns_that_are_required_and_declared(tmp_path: Path) -> None:
    text = '[columns]\nrequired = ["number", "title"]\nextra = ["所管"]\n'
    vocabulary = read(tmp_path, text).vocabulary
    assert {Column.NUMBER, Column.TITLE} == vocabulary.required
    assert ["所管"] == [column.name for column in vocabulary.declared]


@pytest.mark.parametrize(("written", "size"), [("A3", "A3"), ("a4", "A4")])
def test_paper(tmp_path: Path, written: str, size: str) -> None:
    assert size == read(tmp_path, f'[paper]\nsize = "{written}"\n').paper


def test_what_is_not_set_is_known(tmp_path: Path) -> None:
    text = '[guideline]\ntitle = "協働指針"\nmunicipality = "みどり市"\n'
    assert ["department", "date", "as_of"] == read(tmp_path, text).bibliography.unset()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[papre]\n", (1, 1, "[papre]")),
        ('[paper]\nsise = "A4"\n', (2, 1, "sise")),
        ('[paper]\nsize = "A5"\n', (2, 8, '"A5"')),
        ('[guideline]\nstage = 1 # 素案\n', (2, 9, "1")),
        ('[[level]]\nmark = "1"\n', (1, 1, "[[level]]")),
        ('[severity]\nGD305 = "of"\n', (2, 9, '"of"')),
        ('[guideline]\ntitle = "素\n', (2, 11, "")),
        ("[guideline]\ntitle = 素案\n", (2, 9, "素案")),
    ],
)
def test_a_fault_says_the_place_that_it_speaks_of(
    tmp_path: Path, written: str, told: tuple[int, int, str]
) -> None:
    with pytest.raises(CannotRun) as stopped:
        read_configuration(tmp_path / "guideline.toml", "guideline.toml", written.encode())
    span = stopped.value.span
    assert isinstance(span, Span)
    assert told == (*span.position, span.text)
