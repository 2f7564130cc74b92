"""Plain settings: whatever is read without ``tomllib`` is what ``tomllib`` reads."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guideline_docs.source.toml import plain

PROJECT = Path(__file__).parents[2] / "sources"

PARTS = (
    *("a", "b", "a-b", "1", "", "a.b", '"a"', "あ"),
    *(" = ", "=", "==", " ", "\t", "　", "\n", "\r\n", "#", "# 済", "[", "]", "[[", "]]"),
    *('"', '""', '"""', '"題"', '"a#b"', '"a\\tb"', "'題'", "true", "false", "True", "0", "1.5", "[]", "{}", "["),
    *("\x00", "\x7f", "\u200b", "\u2028", ","),
)
LINES = (
    *("", "# 説明", "[a]", "[b] # 済", "[[c]]", "[[ c ]]", "[a.b]", "[[a]]", "[c]", "[a", "[a]]", "[[c]"),
    *('x = "題"', 'y="a # b"  # 済', "\tz = true", "z = false#", 'x = ""', 'a = "表"', "n = 1", 'x = "題" y'),
    *('x = "\\t"', 'x = """', '"""', "x =", "= 1", "x = [", "]", "x = 'a'", 'x = "\t"', "x = truely", "x"),
)


def same_as_tomllib(text: str) -> None:
    data = plain(text)
    if data is not None:
        read = tomllib.loads(text)
        assert (data, list(data)) == (read, list(read))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_anything_is_read_as_tomllib_reads_it(text: str) -> None:
    same_as_tomllib(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=8).map("\n".join))
def test_any_lines_are_read_as_tomllib_reads_them(text: str) -> None:
    same_as_tomllib(text)


@pytest.mark.parametrize("text", LINES)
def test_each_line_is_read_as_tomllib_reads_it(text: str) -> None:
    same_as_tomllib(text)
    same_as_tomllib(f'[a]\nb = "c"\n{text}\n')
    same_as_tomllib(f'[[c]]\nx = "c"\n{text}')


@pytest.mark.parametrize("name", ["guideline.toml", "accepted.toml"])
def test_settings_of_the_project_are_plain(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    assert plain(text) == tomllib.loads(text)


def test_lines_of_tables_keys_and_texts_are_read() -> None:
    text = '# 済\na = "題" # 題\n\n[b]\nc = true\n[[d]]\n\te="　"\n[[d]]\nf = false # いいえ'
    assert {"a": "題", "b": {"c": True}, "d": [{"e": "　"}, {"f": False}]} == plain(text)


@pytest.mark.parametrize(
    "text", ["a = 1", "a = 'b'", 'a = "\\n"', 'a.b = "c"', "[a.b]", "[a]\n[a]", 'a = "b"\na = "c"', "a = [", 'a = "b'],
)
def test_all_else_is_left_to_tomllib(text: str) -> None:
    assert plain(text) is None
