"""The map 第1期 No ↔ 第2期 No."""

from __future__ import annotations

from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.model.renumbered import Renumbered, Step, read_renumbered

FIRST = Renumbered({"1": "1", "4": "2"}, {"(3)-ウ": "(2)-イ"}, {"(3)": "(2)"})
HEAD = """\
# 番号の付け直しの記録。guideline-docs renumber が書き、付け直すたびに改めます。
# 左が第1期の番号、右が第2期の番号です。第2期にないものの右は "" です。
# 第1期にない新しいものは、その行を削ってください。
"""


def test_file_is_what_was_written(tmp_path: Path) -> None:
    assert FIRST.toml() == HEAD + (
        '\n[measures]\n1 = 1\n4 = 2\n\n[subsections]\n"(3)-ウ" = "(2)-イ"\n'
        '\n[categories]\n"(3)" = "(2)"\n'
    )
    (tmp_path / "renumbered.toml").write_text(FIRST.toml(), "utf-8")
    assert read_renumbered(tmp_path / "renumbered.toml", "renumbered.toml") == FIRST


def test_no_file_is_an_empty_map(tmp_path: Path) -> None:
    assert read_renumbered(tmp_path / "none.toml", "none.toml") == Renumbered()
    assert Renumbered().then(FIRST) == FIRST


def test_second_step_stands_behind_the_first() -> None:
    # 第2期の 1 has gone, a new measure 3 has come.
    second = Renumbered({"2": "1", "3": "2"}, {"(2)-イ": "(2)-ア"}, {"(2)": "(2)"})
    both = FIRST.then(second)
    assert both == Renumbered({"1": "", "4": "1"}, {"(3)-ウ": "(2)-ア"}, {"(3)": "(2)"})
    assert '\n1 = ""\n' in both.toml()
    assert both.then(Renumbered({"1": "7"}, {}, {})).measures == {"1": "", "4": "7"}


STEPS = Renumbered(
    FIRST.measures,
    steps=(Step("aaaa", {"3": "2"}), Step("bbbb", {"2": "3", "3": "4"}), Step("cccc", {"4": "2"})),
)


def test_steps_are_kept_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text(STEPS.toml(), "utf-8")
    assert read_renumbered(tmp_path / "r.toml", "r.toml") == STEPS
    first, second = STEPS._replace(steps=STEPS.steps[:1]), Renumbered(steps=STEPS.steps[1:])
    assert first.then(second).steps == STEPS.steps
    assert Renumbered().then(first).steps == STEPS.steps[:1]


@pytest.mark.parametrize(
    ("edition", "moved"),
    [
        # 3 became 2, then 3, and is 3. What was 3 meanwhile is no measure of that edition,
        # nor was 4: there is no key of it.
        ("aaaa", {3: 3, 4: 2}),
        # 3 became 4 and then 2, 2 became 3.
        ("bbbb", {2: 3, 3: 2}),
        ("cccc", {4: 2}),
        ("dddd", None),
    ],
)
def test_a_number_is_led_from_the_edition_it_was_given_in(
    edition: str, moved: dict[int, int] | None
) -> None:
    assert STEPS.since(edition) == moved


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[measure]\n1 = 1\n", "r.toml:1: 「measure」は知らない項目です。「measures」の誤りではありませんか"),
        ("[measures]\n1 = true\n", 'r.toml:2: 「1」の右は番号か "" にしてください'),
        ("[[step]]\nfrom = 1\n", "r.toml:2: [[step]] の「from」は知らない項目です。使えるのは edition・measures"),
        (
            '[[step]]\nedition = "a"\n[step.measures]\n3 = ""\n',
            "r.toml:4: [step.measures] には、施策の番号を 3 = 2 のように書いてください",
        ),
        ("measures = 1\n", "r.toml:1: [measures] の形で書いてください"),
    ],
)
def test_what_cannot_be_meant_is_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "r.toml").write_text(text, "utf-8")
    with pytest.raises(CannotRun) as error:
        read_renumbered(tmp_path / "r.toml", "r.toml")
    assert str(error.value) == said
