"""A reference is made to name another in its own spelling, and its parts are all of it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import groupby, product

import notation
import pytest

from guideline_docs.source.edit import Edit
from guideline_docs.source.glyphs import half_kana
from guideline_docs.source.lexicon import KANA_ORDER
from guideline_docs.syntax.naming import Path, ReferenceKind, ReferenceMark, written
from guideline_docs.syntax.references import references

Place = list[ReferenceMark]
"""The marks of one place: one, or each of a range."""


def places(text: str) -> list[Place]:
    source = notation.source(text)
    marks = references(source.span(0, len(source.text)), chapters=True)
    return [list(group) for _, group in groupby(marks, key=lambda mark: mark.span)]


def ends(place: Place) -> tuple[Path, Path]:
    """What ``written`` takes: the path, and of a range the last."""
    return place[0].path, place[-1].path if len(place) > 1 else ()


def edited(text: str, edits: list[Edit]) -> str:
    for span, new in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


def renamed(text: str, *paths: Path) -> str | None:
    """The text with its one place leading elsewhere."""
    (place,) = places(text)
    edits = written(place[0], *paths)
    return None if edits is None else edited(text, edits)


# --- random references ---------------------------------------------------------------------

JOINTS = ["-", "－", "‐", "−", "ー", "ｰ", " - ", "の", ""]
SEPARATORS = ["、", "，", "・", "及び", "並びに", "、又は", "と", "や", "／"]
# 6，120 is a figure, 5／6 a share.
BETWEEN_NUMBERS = [each for each in SEPARATORS if each not in "，／"]
RANGES = ["～{}", "〜{}", "~{}", "から{}まで"]
NAMES = ["施策", "No.", "Ｎｏ．", "№", "施策No.", "施策 "]
FULL = str.maketrans("0123456789()", "０１２３４５６７８９（）")


def width(rng: random.Random, text: str) -> str:
    return text.translate(FULL) if rng.random() < 0.5 else text


def figure(rng: random.Random, value: int) -> str:
    return width(rng, str(value).zfill(rng.choice((1, 1, 2, 3))))


def some_category(rng: random.Random) -> str:
    value = rng.randint(1, 20)
    if rng.random() < 0.3:
        return chr(ord("⑴") + value - 1)
    blank = rng.choice(("", "", " ", "　"))
    return f"{rng.choice('(（')}{blank}{figure(rng, value)}{blank}{rng.choice(')）')}"


def some_letters(rng: random.Random) -> str:
    low, high = sorted(rng.sample(range(len(KANA_ORDER)), 2))
    first, last = (half_kana(k) if rng.random() < 0.3 else k for k in (KANA_ORDER[low], KANA_ORDER[high]))
    return first + rng.choice(RANGES).format(last) if rng.random() < 0.3 else first


def some_measure(rng: random.Random, name: str) -> str:
    first = rng.randint(1, 60)
    if rng.random() < 0.7:
        return figure(rng, first)
    last = rng.choice(("", name)) + figure(rng, first + rng.randint(1, 30))
    return figure(rng, first) + rng.choice(RANGES).format(last)


def some_chapter(rng: random.Random) -> str:
    inside = rng.choice(("", "{}", "{}({})", "{}（{}）"))
    return f"第{figure(rng, rng.randint(1, 9))}章" + inside.format(
        *(figure(rng, rng.randint(1, 9)) for _ in range(2))
    )


def some_list(rng: random.Random) -> str:
    """A reference with what goes on behind it."""
    further = range(rng.choice((0, 0, 1, 2)))
    kind = rng.choice(("subsection", "measure", "chapter"))
    if kind == "chapter":
        return some_chapter(rng)
    if kind == "subsection":
        head = some_category(rng) + rng.choice(JOINTS) + some_letters(rng)
        return head + "".join(rng.choice(SEPARATORS) + some_letters(rng) for _ in further)
    name = rng.choice(NAMES)
    head = name + some_measure(rng, name)
    return head + "".join(
        rng.choice(BETWEEN_NUMBERS) + rng.choice(("", name)) + some_measure(rng, name)
        for _ in further
    )


def texts(count: int) -> Iterator[tuple[random.Random, str]]:
    for seed in range(count):
        rng = random.Random(seed)
        yield rng, f"また、{some_list(rng)}に基づく。"


def goal(rng: random.Random, place: Place) -> tuple[Path, Path]:
    """Where else such a place could lead; a range to as many as it holds or others."""
    mark = place[0]
    is_range = len(place) > 1
    if mark.kind is ReferenceKind.CHAPTER:
        return tuple(rng.randint(1, 30) for _ in mark.path), ()
    if mark.kind is ReferenceKind.MEASURE:
        first = rng.randint(1, 300)
        return (first,), (first + rng.randint(1, 99),) if is_range else ()
    low, high = sorted(rng.sample(range(1, len(KANA_ORDER) + 1), 2))
    category = rng.randint(1, 30)
    return (category, low), (category, high) if is_range else ()


def spelling(text: str) -> str:
    """What an edit must not touch, and of what it does the width and kind.

    Beyond ⒇ there is no ring: there a category stands in parentheses.
    """
    text = re.sub("[⑴-⒇]", "(9)", text)
    text = re.sub("[0-9]+", "9", re.sub("[０-９]+", "９", text))
    letters = f"([{KANA_ORDER}])|[ｦｱ-ﾝ]"
    return re.sub(letters, lambda match: "ア" if match[1] else "ｱ", text)


def zeros(text: str) -> list[int]:
    """How many digits the numbers have that begin with zeros."""
    return [len(digits) for digits in re.findall("[0-9０-９]+", text) if digits[0] in "0０"]


def test_what_a_reference_names_already_changes_nothing() -> None:
    for _, text in texts(600):
        for place in places(text):
            assert written(place[0], *ends(place)) == [], text


def test_a_list_leads_elsewhere_in_its_own_spelling() -> None:
    """Each place by itself: a carried letter goes on from the category of its list."""
    for rng, text in texts(1500):
        found = places(text)
        assert found, text
        goals, edits, category = [], [], 0
        for place in found:
            path, last = goal(rng, place)
            if place[0].kind is ReferenceKind.SUBSECTION and place[0].is_carried:
                path, last = (category, *path[1:]), (category, *last[1:]) if last else ()
            category = path[0]
            goals.append((path, last))
            edits += written(place[0], path, last) or []
        after = edited(text, edits)
        assert [ends(place) for place in places(after)] == goals, (text, after)
        assert spelling(after) == spelling(text), (text, after)
        assert len(zeros(after)) <= len(zeros(text))


def test_a_carried_letter_of_another_category_names_its_own() -> None:
    rings = re.compile("[⑴-⒇]")
    for rng, text in texts(1500):
        found = places(text)
        if found[0][0].kind is not ReferenceKind.SUBSECTION:
            continue
        goals, edits = [], []
        category: int | None = None
        for place in found:
            path, last = goal(rng, place)
            goals.append((path, last))
            edits += written(place[0], path, last, carried_from=category) or []
            category = path[0]
        after = edited(text, edits)
        assert [ends(place) for place in places(after)] == goals, (text, after)
        if not rings.search(text):
            assert bool(re.search("[０-９]", text)) == bool(re.search("[０-９]", after))


# --- each spelling ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "paths", "expected"),
    [
        ("(3)-ア", [(5, 2)], "(5)-イ"),
        ("（３）－ア", [(12, 2)], "（１２）－イ"),
        ("( 3 )のｱ", [(5, 46)], "( 5 )のﾝ"),
        ("⑶ア", [(20, 2)], "⒇イ"),
        ("⑶ア", [(21, 2)], "(21)イ"),
        ("(03)-ア", [(5, 2)], "(05)-イ"),
        ("(3)-ア～ウ", [(5, 2), (5, 9)], "(5)-イ～ケ"),
        ("(3)-ｱからウまで", [(5, 2), (5, 9)], "(5)-ｲからケまで"),
        ("施策6", [(7,)], "施策7"),
        ("№０６", [(7,)], "№０７"),
        ("No.099", [(100,)], "No.100"),
        ("施策6～施策８", [(7,), (19,)], "施策7～施策１９"),
        ("施策6から8まで", [(7,), (9,)], "施策7から9まで"),
        ("第2章", [(3,)], "第3章"),
        ("第２章1(2)", [(10, 4, 5)], "第１０章4(5)"),
        ("第2章1(2)", [(2, 1, 3)], "第2章1(3)"),
        # What no edit of a number can say.
        ("第2章1", [(3,)], None),
        ("第2章", [(3, 1)], None),
        ("(3)-ア", [(5, 47)], None),
        ("(3)-2", [(5, 1)], None),
        ("(3)-ウ～ア", [(5, 1), (5, 2)], None),
        ("施策8～6", [(1,), (2,)], None),
        ("(3-ア)", [(5, 1)], None),
    ],
)
def test_written(text: str, paths: list[Path], expected: str | None) -> None:
    assert renamed(text, *paths) == expected


@pytest.mark.parametrize(
    ("text", "carried_from", "expected"),
    [
        ("（３）－ア、イ", 3, "（３）－ア、（５）-ウ"),
        ("（３）－ア、イ", 5, "（３）－ア、ウ"),
        ("(3)-ア、イ～エ", 3, "(3)-ア、(5)-ウ～カ"),
        ("⑶アとｲ", 3, "⑶アと⑸-ｳ"),
    ],
)
def test_a_carried_letter(text: str, carried_from: int, expected: str) -> None:
    place = places(text)[-1]
    last = ((5, 6),) if len(place) > 1 else ((),)
    edits = written(place[0], (5, 3), *last, carried_from=carried_from)
    assert edits is not None
    assert edited(text, edits) == expected


# --- parts -----------------------------------------------------------------------------------


def parts(text: str) -> list[list[tuple[str, str, int]]]:
    source = notation.source(text).text
    return [
        [
            (source[part.start : part.end], source[part.first : part.last], part.value)
            for part in place[0].parts
        ]
        for place in places(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（３）－ア", [[("（３）", "３", 3), ("ア", "ア", 1)]]),
        ("⑶のｱ", [[("⑶", "⑶", 3), ("ｱ", "ｱ", 1)]]),
        (
            "(3)-ア～ウ、エ",
            [
                [("(3)", "3", 3), ("ア", "ア", 1), ("ウ", "ウ", 3)],
                [("(3)", "3", 3), ("エ", "エ", 4)],
            ],
        ),
        ("施策6、７", [[("施策6", "6", 6)], [("７", "７", 7)]]),
        ("No.6から施策8まで", [[("No.6", "6", 6), ("施策8", "8", 8)]]),
        ("第2章1（２）", [[("第2章", "2", 2), ("1", "1", 1), ("（２）", "２", 2)]]),
        ("第2章3件", [[("第2章", "2", 2)]]),
        ("(5)-2", [[]]),
    ],
)
def test_parts(text: str, expected: list[list[tuple[str, str, int]]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "level", "path", "above"),
    [
        ("(3)-ア", 1, (3, 1), ("(3)",)),
        ("施策6", 2, (6,), ()),
        ("第2章", 0, (2,), ()),
        ("第2章1(2)", 2, (2, 1, 2), ("第2章", "第2章1")),
        ("(5)-2", 1, (5, 2), ("(5)",)),
        ("(5)-a", 1, (5,), ("(5)",)),
    ],
)
def test_where_a_reference_leads(
    text: str, level: int, path: Path, above: tuple[str, ...]
) -> None:
    ((mark, *_),) = places(text)
    assert (mark.level, mark.path, mark.above) == (level, path, above)


@pytest.mark.parametrize(("name", "text"), list(product(["施策", "No."], ["{}6", "{}6～8", "{}6、{}8"])))
def test_parts_stand_in_the_file(name: str, text: str) -> None:
    """Offsets are those of the source, wherever in it the text begins."""
    source = notation.source("前書き\n" + text.format(name, name))
    marks = references(source.span(4, len(source.text)))
    assert {source.text[part.first : part.last] for mark in marks for part in mark.parts} <= {"6", "8"}
