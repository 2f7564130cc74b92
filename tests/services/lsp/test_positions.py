"""Positions of a client lead to the characters that it means, whatever it counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from guideline_docs.services.lsp.documents import Document
from guideline_docs.services.lsp.positions import BOM, Positions
from guideline_docs.source.span import SourceText
from guideline_docs.source.text import decode

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
# What a text may hold that one way of counting counts otherwise than another: a pair of
# UTF-16, a kana in two code points, a joined emoji; VT, NEL and U+2028 end no line.
TEXT = "1\t𠮷野家🏠\r\nか\u3099く\t👩‍👩‍👧\ré\x0b\x85\u2028x\n\nend"

encodings = pytest.mark.parametrize("encoding", CODECS)


def units(text: str, encoding: str) -> int:
    codec, size = CODECS[encoding]
    return len(text.encode(codec)) // size


@encodings
def test_every_character_has_a_position_that_leads_back_to_it(encoding: str) -> None:
    source, positions = SourceText("一覧.txt", TEXT), Positions(encoding)
    for offset in range(len(TEXT) + 1):
        if TEXT[offset - 1 : offset + 1] == "\r\n":
            continue  # between the two there is no place
        position = positions.position(source, offset)
        assert offset == positions.offset(source, position)
        line, column = source.position(offset)
        assert line - 1 == position.line
        assert units(source.line_text(line)[: column - 1], encoding) == position.character


@encodings
def test_what_is_beyond_a_line_is_its_end(encoding: str) -> None:
    source, positions = SourceText("一覧.txt", TEXT), Positions(encoding)
    ends = [TEXT.index(end) for end in ("\r\n", "\ré", "\n\n", "\nend")]
    found = [positions.offset(source, types.Position(line, 999)) for line in range(4)]
    assert ends == found
    assert len(TEXT) == positions.offset(source, types.Position(4, 999))
    assert len(TEXT) == positions.offset(source, types.Position(99, 0))


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\r\n"])
def test_behind_the_last_line_is_the_end_of_the_text(text: str) -> None:
    source = SourceText("a.txt", text)
    assert len(text) == Positions().offset(source, types.Position(1, 0))
    assert len(text) == Positions().offset(source, types.Position(2, 5))


def test_within_a_character_is_before_it() -> None:
    source = SourceText("a.txt", "a🏠b")
    assert [0, 1, 1, 2, 3, 3] == [
        Positions("utf-16").offset(source, types.Position(0, unit)) for unit in range(6)
    ]
    assert [0, 1, 1, 1, 1, 2, 3] == [
        Positions("utf-8").offset(source, types.Position(0, unit)) for unit in range(7)
    ]


@encodings
def test_a_bom_is_a_character_only_where_the_client_shows_it(encoding: str) -> None:
    source, positions = SourceText("a.txt", "見出し\n二"), Positions(encoding)
    assert types.Position(0, units("見", encoding)) == positions.position(source, 1)
    shown = positions.position(source, 1, bom=True)
    assert types.Position(0, units(BOM + "見", encoding)) == shown
    assert 1 == positions.offset(source, shown, bom=True)
    assert 0 == positions.offset(source, types.Position(0, 0), bom=True)
    assert types.Position(1, 0) == positions.position(source, 4, bom=True)


def test_what_nobody_sees_stands_between() -> None:
    """The text is read without it; the client shows it."""
    source = decode("市\u200b民\u00ad活動".encode(), "a.txt")
    assert "市民活動" == source.text
    positions = Positions()
    found = positions.range(source.span(1, 3))
    assert types.Range(types.Position(0, 2), types.Position(0, 5)) == found
    assert source.span(1, 3) == positions.span(source, found)


# --- texts that change ----------------------------------------------------------------

signs = st.sampled_from(["a", "市", "🏠", "\u3099", "\n", "\r", "\r\n", "\t"])
pieces = st.lists(signs, max_size=6).map("".join)


def ranged(document: str, encoding: str, start: int, end: int) -> types.Range:
    """A range as a client would say it, which counts by itself."""

    def position(offset: int) -> types.Position:
        lines = document[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return types.Position(len(lines) - 1, units(lines[-1], encoding))

    return types.Range(position(start), position(end))


@encodings
@given(first=pieces, edits=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), pieces)))
def test_a_text_is_what_the_client_made_of_it(
    encoding: str, first: str, edits: list[tuple[int, int, str]]
) -> None:
    document, held = Document("untitled:1", 0, first), first
    for version, (one, other, text) in enumerate(edits, start=1):
        start, end = sorted(min(each, len(held)) for each in (one, other))
        if "\r\n" in (held[start - 1 : start + 1], held[end - 1 : end + 1]):
            continue  # no client has a place there
        change = types.TextDocumentContentChangePartial(
            ranged(held, encoding, start, end), text
        )
        document.change([change], version, Positions(encoding))
        held = held[:start] + text + held[end:]
        assert (version, held) == (document.version, document.text)


def test_changes_follow_each_other_and_a_whole_text_replaces_all() -> None:
    document = Document("untitled:1", 1, "一\n二\n三")
    at = types.Range(types.Position(1, 0), types.Position(2, 0))
    document.change(
        [
            types.TextDocumentContentChangePartial(at, ""),
            types.TextDocumentContentChangePartial(
                types.Range(types.Position(1, 1), types.Position(1, 1)), "🏠"
            ),
        ],
        2,
        Positions(),
    )
    assert "一\n三🏠" == document.text
    document.change([types.TextDocumentContentChangeWholeDocument("新")], 3, Positions())
    assert (3, "新") == (document.version, document.text)


def test_halves_of_a_pair_are_one_character_or_a_sign_as_wide() -> None:
    assert "🏠" == Document("untitled:1", 1, "\ud83c\udfe0").text
    assert "a\ufffdb" == Document("untitled:1", 1, "a\ud83cb").text


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/%E4%B8%80%E8%A6%A7.txt", "/a/一覧.txt"),
        ("file:///a%20b/c%23d.txt", "/a b/c#d.txt"),
        ("file://localhost/a.txt", "/a.txt"),
        ("file:///a/一覧.txt", "/a/一覧.txt"),
        ("untitled:Untitled-1", None),
        ("vscode-notebook-cell:/a.txt", None),
        ("nonsense", None),
    ],
)
def test_uris_name_files(uri: str, path: str | None) -> None:
    file = Document(uri, 1, "").file
    assert path == (file and file.as_posix())
