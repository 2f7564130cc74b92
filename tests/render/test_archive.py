"""Long texts are kept small while they grow, and come out as they went in."""

from __future__ import annotations

import io
import zipfile

import pytest

from guideline_docs.render import archive
from guideline_docs.render.archive import LongText


@pytest.fixture
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_PIECE", 10)
    monkeypatch.setattr(archive, "_PLAIN", 2)


@pytest.mark.usefixtures("short_pieces")
@pytest.mark.parametrize("lines", [0, 1, 2, 7, 50])
def test_a_long_text_is_all_that_was_written(lines: int) -> None:
    text = LongText()
    for number in range(lines):
        text.write(f"{number}行目の協働\n")
    expected = "".join(f"{number}行目の協働\n" for number in range(lines)).encode()
    # It may be read more than once.
    assert [expected, expected] == [b"".join(text), b"".join(text)]


@pytest.mark.usefixtures("short_pieces")
def test_a_part_in_pieces_is_the_same_part() -> None:
    text = LongText()
    text.write("あいうえお" * 5)
    text.write("かきくけこ" * 5)
    whole = ("あいうえお" * 5 + "かきくけこ" * 5).encode()
    pieces, one = archive.archive({"a": b"1", "b": text}), archive.archive({"a": b"1", "b": whole})
    assert pieces == one
    with zipfile.ZipFile(io.BytesIO(pieces)) as file:
        assert whole == file.read("b")
