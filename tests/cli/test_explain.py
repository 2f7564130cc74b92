"""``explain`` and ``rules``: the pages and the table of all."""

from __future__ import annotations

from typing import Any

import pytest

from guideline_docs.rules.catalogue import RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_page_of_every_rule_is_shown_whole(run: Any, rule: Any) -> None:
    status, out, err = run("explain", rule.code)
    assert (0, "") == (status, err)
    lines = out.split("\n")
    assert [f"{rule.code} {rule.name}（{rule.severity.word}）", rule.page.title] == lines[:2]
    for name, text in rule.page.sections.items():
        place = lines.index(name)
        shown = [line.removeprefix("  ") for line in lines[place + 1 :]]
        assert text.split("\n") == shown[: len(text.split("\n"))]


@pytest.mark.parametrize("written", ["GD401", "gd401", " GD401 ", "dangling-reference", "Dangling-Reference"])
def test_rule_is_found_by_code_or_name(run: Any, written: str) -> None:
    assert run("explain", written).out.startswith("GD401 dangling-reference（エラー）\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["GD999"], "「GD999」という指摘はありません"),
        (["401"], "「401」という指摘はありません"),
        (["dangling-refrence"], "「dangling-refrence」という指摘はありません（dangling-reference"),
        ([""], "「」という指摘はありません"),
        ([], "番号を指定してください。使い方は guideline-docs explain --help"),
        (["GD401", "GD402"], "余分な指定があります（GD402）。使い方は guideline-docs explain --help"),
    ],
)
def test_wrong_code_is_said_in_one_sentence(run: Any, arguments: list[str], said: str) -> None:
    status, out, err = run("explain", *arguments)
    assert (2, "", 1) == (status, out, err.count("\n"))
    assert err.startswith(f"エラー: {said}")


def test_table_holds_every_rule_once(run: Any) -> None:
    status, out, err = run("rules")
    assert (0, "") == (status, err)
    table = out.partition("\n\n")[0].split("\n")
    assert [
        [rule.code, rule.severity.word, rule.name, rule.page.title] for rule in RULES
    ] == [line.split(maxsplit=3) for line in table]
