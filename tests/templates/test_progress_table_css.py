"""The stylesheet of the progress table: its first block is what an office changes."""

from __future__ import annotations

import re

from guideline_docs.render.templates import Templates
from guideline_docs.views.achievement import STATUS_LOOKS, TIER_LOOKS

TEMPLATES = Templates()
CSS = re.sub(r"/\*.*?\*/", "", TEMPLATES.text("progress_table.css"), flags=re.DOTALL)
FIRST = CSS[: CSS.index("@page")]
RULES = CSS[CSS.index("@page") :]

STATUSES = [f"{family}-{n}" for family, last in STATUS_LOOKS.items() for n in range(1, last + 1)]


def test_every_variable_is_used_and_every_used_one_is_set() -> None:
    declared = set(re.findall(r"(--[\w-]+)\s*:", FIRST))
    used = set(re.findall(r"var\((--[\w-]+)\)", RULES))
    assert declared == used


def test_colours_and_fonts_stand_in_the_first_block_alone() -> None:
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgb|\bhsl", RULES)
    assert set(re.findall(r"font-family:\s*([^;}]+?)\s*[;}]", RULES)) <= {"var(--font)", "var(--digits)"}


def test_every_look_of_tier_and_status_has_its_rule() -> None:
    known = set(re.findall(r"\.([a-z][\w-]*)", RULES))
    assert {f"tier-{n}" for n in range(1, TIER_LOOKS + 1)} | {"tier-unclear"} <= known
    assert set(STATUSES) <= known


def test_every_pattern_is_there_and_has_neither_pattern_nor_gradient() -> None:
    names = set(re.findall(r"url\(([^)]+)\)", CSS))
    assert {f"patterns/{bar}{look}.svg" for bar in ("", "bar-") for look in STATUSES} == names
    for name in names:
        # A PDF pattern shows seams in print and cannot be proved for PDF/A.
        assert not re.search("<pattern|Gradient", TEMPLATES.text(name))


def test_words_are_not_broken_anywhere() -> None:
    # Both put 、 and ？ at the heads of lines.
    assert "break-all" not in CSS
    assert "anywhere" not in CSS


def test_columns_fill_the_paper() -> None:
    for paper, width in ((r":root \{", 297), (r":root\.paper-a3 \{", 420)):
        block = re.search(paper + r"([^}]*)\}", FIRST)
        assert block
        first = re.search(r":root \{([^}]*)\}", FIRST)
        assert first
        values = dict(re.findall(r"--([\w-]+):\s*([^;]+);", first[1]))
        values |= dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[1]))
        columns = ("number", "name", "status", "results", "move", "rationale", "count")
        sides = 2 * float(values["sides"].removesuffix("mm"))
        assert width == sides + sum(float(values[c].removesuffix("mm")) for c in columns)
