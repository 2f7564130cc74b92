"""Places in TOML: every key path of ``tomllib``, in its order, and its value where it stands."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guideline_docs.source.toml_places import Unfinished, entries


def walked(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        yield (*path, key), value
        if isinstance(value, dict | list):
            yield from walked(value, (*path, key))


def held_against_tomllib(text: str) -> None:
    """Each leaf of the data stands at its place, and nothing else stands anywhere."""
    data = tomllib.loads(text.replace("\r\n", "\n"))
    found = {entry.path: entry for entry in entries(text)}
    leaves = [(path, value) for path, value in walked(data) if not isinstance(value, dict | list)]
    for path, value in leaves:
        written = text[slice(*found[path].value)].replace("\r\n", "\n")
        assert repr(value) == repr(tomllib.loads(f"x = {written}")["x"]), path
    known = {path for path, _ in walked(data)}
    assert set(found) <= known
    starts = [found[path].value[0] for path, _ in leaves if path[:-1] == ()]
    assert sorted(starts) == starts, "keys of the root stand in the order of the data"


SAMPLE = '''\
# 初め
title = "指針" # 題
"あ い" = 'C:\\図'
a.b . "c.d" = 1_000
date = 1979-05-27 07:32:00
[guideline] # [x]
title = """
[[accept]]
code = "GD401"
"""
raw = \'\'\'a\'\'\'\' # \'
empty = ["", '', [], {}]
many = [
  1, # 一
  { x = [1.5, {y = true}], "z" = +inf },
]
[[status]]
word = "済"
[status.inner]
k = "\\"]"
[[status]]
word = "未"
  [[status.part]]
  n = 1
  [[status.part]]
  n = 2
[ a . x ]
w = 07:32:00
'''


@pytest.mark.parametrize("text", ["", "\n", SAMPLE, SAMPLE.replace("\n", "\r\n"), "x=1", 'x = """a""""', "x = ''''''"])
def test_places_are_those_of_the_values(text: str) -> None:
    held_against_tomllib(text)


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("title",), "title", '"指針"'),
        (("a", "b", "c.d"), 'a.b . "c.d"', "1_000"),
        (("guideline",), "[guideline]", "[guideline]"),
        (("guideline", "title"), "title", '"""\n[[accept]]\ncode = "GD401"\n"""'),
        (("status", 0), "[[status]]", "[[status]]"),
        (("status", 1, "word"), "word", '"未"'),
        (("status", 1, "part", 1, "n"), "n", "2"),
        (("guideline", "many", 1), '{ x = [1.5, {y = true}], "z" = +inf }', '{ x = [1.5, {y = true}], "z" = +inf }'),
        (("guideline", "many", 1, "x", 1, "y"), "y", "true"),
    ],
)
def test_place_of_a_path(path: tuple[str | int, ...], key: str, value: str) -> None:
    found = {entry.path: entry for entry in entries(SAMPLE)}[path]
    assert (key, value) == (SAMPLE[slice(*found.key)], SAMPLE[slice(*found.value)])


@pytest.mark.parametrize(
    ("text", "start"),
    [('a = "x', 4), ("a = [1,\n", 4), ('a = 1\nb = """x\n', 10), ("[a\n", 0), ("a = {x = 1", 4), ("a 1", 0), ("a = 'x\n'", 4)],
)
def test_what_is_not_closed_is_told_where_it_opens(text: str, start: int) -> None:
    with pytest.raises(Unfinished) as error:
        entries(text)
    assert start == error.value.start


# --- any text ------------------------------------------------------------------------------

WORDS = st.text(alphabet="ab=#[]{},.'\" \t\\あ\n", max_size=6)
KEYS = st.one_of(st.text("abc-_1", min_size=1, max_size=3), st.text('ab.#"あ]=', max_size=3).map(json.dumps))
BLANKS = st.sampled_from(["", " ", "\t "])
ENDS = st.sampled_from(["\n", "\r\n", " # ]}\"'\n", "\n\n"])


def literal(word: str) -> str:
    return f"'{word}'" if not set(word) & set("'\n") else f"'''{word}'''" if "'" not in word else json.dumps(word)


STRINGS = st.one_of(
    WORDS.map(json.dumps),
    WORDS.map(literal),
    WORDS.map(lambda word: '"""' + json.dumps(word)[1:-1].replace("\\n", "\n") + '"""'),
)
SCALARS = st.one_of(
    STRINGS, st.sampled_from(["1", "-1_0", "1.5e3", "nan", "true", "0xff", "1979-05-27 07:32:00", "1979-05-27T07:32:00Z"])
)
GAPS = st.sampled_from(["", " ", "\n", "\r\n ", " # ],\n"])


def arrays(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(st.tuples(GAPS, values, GAPS).map("".join), max_size=3).map(",".join)
    ends = st.sampled_from(["", ",", " , # x\n"])
    return st.tuples(items, ends, GAPS).map(lambda p: f"[{p[0]}{p[1] if p[0] else ''}{p[2]}]")


def tables(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(KEYS, BLANKS, values), max_size=3, unique_by=lambda pair: pair[0])
    return pairs.map(lambda all_: "{" + ", ".join(f"{k}{b}={b}{v}" for k, b, v in all_) + "}")


VALUES = st.recursive(SCALARS, lambda values: st.one_of(arrays(values), tables(values)), max_leaves=6)
PAIRS = st.tuples(BLANKS, st.lists(KEYS, min_size=1, max_size=2).map(" . ".join), BLANKS, VALUES, ENDS).map(
    lambda part: f"{part[0]}{part[1]}{part[2]}={part[2]}{part[3]}{part[4]}"
)
HEADS = st.tuples(st.lists(KEYS, min_size=1, max_size=2).map(".".join), st.booleans(), ENDS).map(
    lambda head: (f"[[{head[0]}]]" if head[1] else f"[ {head[0]} ]") + head[2]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(PAIRS, HEADS, ENDS), max_size=8).map("".join))
def test_places_of_any_text_are_those_of_tomllib(text: str) -> None:
    try:
        tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return
    held_against_tomllib(text)
