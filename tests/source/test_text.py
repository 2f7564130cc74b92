"""Bytes to text: encodings of an office, lines and places."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.source.glyphs import unseen
from guideline_docs.source.text import SourceText, decode, read

TEXT = "第1期指針\t一覧\r\n（3）情報の提供\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("cp932"), "cp932"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"No\ttitle\n", "utf-8"),
    ],
)
def test_encoding_is_recognised(data: bytes, encoding: str) -> None:
    source = decode(data, "sheet.txt")
    expected = TEXT if b"title" not in data else "No\ttitle\n"
    assert (expected, encoding, None) == (source.text, source.encoding, source.undecodable)


@pytest.mark.parametrize(
    ("data", "encoding", "bad"),
    [
        # A word of cp932 pasted into UTF-8, and half a character at the end of the file.
        (TEXT.encode() * 9 + "参照".encode("cp932") + TEXT.encode() * 9, "utf-8", len(TEXT) * 9),
        (TEXT.encode() + "参".encode()[:2], "utf-8", len(TEXT)),
        # What Python lets pass for cp932 although no Japanese Windows writes it.
        (TEXT.encode("cp932") + b"\x80\n", "cp932", len(TEXT)),
        (TEXT.encode("cp932") + b"\xa0\n", "cp932", len(TEXT)),
        (TEXT.encode("cp932") + b"\xfd\n", "cp932", len(TEXT)),
        (TEXT.encode("cp932") + b"\xfe\n", "cp932", len(TEXT)),
        (TEXT.encode("cp932") + b"\xff\n", "cp932", len(TEXT)),
        (TEXT.encode("cp932") + b"\x81\n" + TEXT.encode("cp932"), "cp932", len(TEXT)),
        # A BOM decides.
        (b"\xef\xbb\xbf" + TEXT.encode("cp932"), "utf-8", 0),
        (b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00", "utf-16-le", len(TEXT)),
        (b"\xfe\xff" + "施".encode("utf-16-be") + b"\xd8\x00\x00\x41", "utf-16-be", 1),
    ],
)
def test_first_bad_byte_is_known(data: bytes, encoding: str, bad: int) -> None:
    source = decode(data, "sheet.txt")
    assert (encoding, bad) == (source.encoding, source.undecodable)


def test_half_of_each_is_judged_by_what_reads_furthest() -> None:
    pasted = "施策の実施".encode() * 2 + "参照先の小項目がありません".encode("cp932")
    assert len("施策の実施") * 2 == decode(pasted, "sheet.txt").undecodable


def test_one_injury_does_not_make_utf8_cp932() -> None:
    # Every byte of this is cp932, too; nine tenths of it are UTF-8.
    data = "アイウアイウ".encode() * 5 + b"\xb1" + "アイウアイウ".encode() * 5
    assert 121 == len(data.decode("cp932"))
    source = decode(data, "sheet.txt")
    assert ("utf-8", 30) == (source.encoding, source.undecodable)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ["a", "b"]),
        ("a\r\nb", ["a", "b"]),
        ("a\rb", ["a", "b"]),
        ("a\n\rb", ["a", "", "b"]),
        ("a\r\r\nb", ["a", "", "b"]),
        ("a\n", ["a", ""]),
        ("a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g", ["a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g"]),
    ],
)
def test_lines_end_with_lf_crlf_or_cr_and_nothing_else(text: str, lines: list[str]) -> None:
    source = decode(text.encode(), "sheet.txt")
    last = source.position(len(text))[0]
    assert lines == [source.line_text(line) for line in range(1, last + 1)]


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("ab\ncd", 0, (1, 1)),
        ("ab\ncd", 2, (1, 3)),
        ("ab\ncd", 3, (2, 1)),
        ("ab\ncd", 5, (2, 3)),
        ("ab\r\ncd", 4, (2, 1)),
        ("ab\rcd", 3, (2, 1)),
        # A column is a code point, whatever it takes on screen or in UTF-16.
        ("𠮷野\t家", 3, (1, 4)),
        ("葛\U000e0100城", 2, (1, 3)),
        ("か\u3099く", 2, (1, 3)),
        ("", 0, (1, 1)),
    ],
)
def test_position_counts_code_points_from_one(
    text: str, offset: int, position: tuple[int, int]
) -> None:
    source = SourceText("sheet.txt", text)
    assert position == source.position(offset)
    assert offset == source.offset(*position)


def test_bom_is_no_column() -> None:
    source = decode("施策".encode("utf-8-sig"), "sheet.txt")
    assert ("施策", (1, 2)) == (source.text, source.position(1))


def test_span_is_the_text_between_its_ends() -> None:
    source = SourceText("sheet.txt", "(3)-ア、\nイ")
    span = source.span(0, 5)
    assert ("(3)-ア", (1, 1), (1, 6)) == (span.text, span.position, span.end_position)
    assert "ア" == span.part(4, 5).text
    assert (2, 2) == source.span(4, 8).end_position


@pytest.mark.parametrize("data", [b"", b"\n", b" \t\r\n\n", "　\n".encode(), b"\xef\xbb\xbf", b"\xff\xfe\n\x00"])
def test_empty_or_blank_file_stops(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "sheet.txt"
    path.write_bytes(data)
    with pytest.raises(CannotRun, match=r"\Asources/sheet\.txt: ファイルが空です\Z"):
        read(path, "sources/sheet.txt")


def test_missing_file_stops(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"\Anone\.txt: ファイルがありません\Z"):
        read(tmp_path / "none.txt", "none.txt")


def test_folder_stops(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"\Ahere: フォルダーです。ファイルを指定してください\Z"):
        read(tmp_path, "here")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("一", ["一"]),
        ("一\n", ["一\n"]),
        ("一\r\n\r二\u2028三\n\n", ["一\r\n", "\r", "二\u2028三\n", "\n"]),
    ],
)
def test_a_line_holds_its_end(text: str, lines: list[str]) -> None:
    assert lines == [text[start:end] for start, end in SourceText("a.txt", text).lines()]


def test_positions_are_those_of_both_ends() -> None:
    source = SourceText("a.txt", "施策\n番号\n")
    ends = [(start, end) for start in range(7) for end in range(start, 7)]
    expected = [(*source.position(start), *source.position(end)) for start, end in ends]
    assert expected == [source.span(start, end).positions for start, end in ends]


def test_two_sources_of_one_text_are_two() -> None:
    one, other = SourceText("a.txt", "施策"), SourceText("a.txt", "施策")
    assert one == one and one != other
    assert 2 == len({one, other})


# --- what nobody sees ------------------------------------------------------------------------


def read_through(text: str) -> str:
    return decode(text.encode("utf-8", "surrogatepass"), "sheet.txt").text


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("(3)-\u200bイ", "(3)-イ"),
        ("施\u200c策\u200d6\u2060", "施策6"),
        ("\u202a施策\u202c\u200e6", "施策6"),
        ("施\ufeff策\xad6", "施策6"),
        ("施策\xa06", "施策 6"),
        ("か\u3099んは\u309aる ハ\u309aス ウ\u3099", "がんぱる パス ヴ"),
        ("か\u200b\u3099", "が"),
        ("⼀部済、⼿引、⽅針", "一部済、手引、方針"),
        # Nothing is made up where there is no such character, and what shows stays.
        ("あ\u3099", "あ\u3099"),
        ("は\u309a\u3099", "ぱ\u3099"),
        ("ｶﾞｲﾄﾞ　葛\U000e0100城", "ｶﾞｲﾄﾞ　葛\U000e0100城"),
        ("👨\u200d👩\u200d👧と❤\ufe0f\u200d🔥", "👨\u200d👩\u200d👧と❤\ufe0f\u200d🔥"),
        ("👨\u200dと\u200d👩", "👨と👩"),
        # CR and LF do not become one line end.
        ("a\r\u200b\u200b\nb", "a\r\u200b\u200b\nb"),
        ("\u200b\u200b", ""),
    ],
)
def test_text_is_read_through_what_nobody_sees(text: str, reading: str) -> None:
    assert reading == read_through(text)


def test_ordinary_text_is_its_own_reading() -> None:
    source = decode("施策6".encode(), "sheet.txt")
    assert source.reading is source is source.verbatim
    assert source.span(0, 2).verbatim == source.span(0, 2) == source.span(0, 2).reading


def test_text_that_cannot_be_decoded_is_not_read_through() -> None:
    source = decode("施\u200b策".encode() * 9 + b"\xe3", "sheet.txt")
    assert ("施\u200b策" * 9 + "\ufffd", 36 - 9) == (source.text, source.undecodable)


ODD = [*"\u200b\u200c\u200d\u2060\ufeff\xad\xa0かがはハ\u3099\u309a⼀施策6\t\r\n\ufe0f", "👨", "\U000e0100"]


def odd_texts(number: int) -> list[str]:
    dice = random.Random(7)
    return ["".join(dice.choices(ODD, k=dice.randint(0, 24))) for _ in range(number)]


def test_each_character_of_a_reading_has_its_place_in_the_file() -> None:
    for text in odd_texts(500):
        source = decode(b"\xef\xbb\xbf" + text.encode(), "sheet.txt")
        assert text == source.verbatim.text
        edges = []
        for at, char in enumerate(source.text):
            span = source.span(at, at + 1)
            stands = span.verbatim
            assert stands.text == char or char == unseen_reading(stands.text)
            assert (span, span) == (stands.reading, span.reading)
            assert (span.positions, stands.position) == (stands.positions, span.position)
            assert at == source.offset(*span.position)
            assert span.line == source.verbatim.position(stands.start)[0]
            edges += [stands.start, stands.end]
        assert sorted(edges) == edges
        for start in range(len(source.text)):
            for end in range(start + 1, len(source.text) + 1):
                whole = source.span(start, end)
                first, last = source.span(start, start + 1), source.span(end - 1, end)
                assert (first.position, last.end_position) == (whole.position, whole.end_position)
                assert whole == whole.verbatim.reading


def unseen_reading(text: str) -> str:
    (found,) = unseen(text)
    return found.reading


def test_a_reading_has_the_lines_of_the_file() -> None:
    for text in odd_texts(500):
        source = decode(b"\xef\xbb\xbf" + text.encode(), "sheet.txt")
        stands = source.verbatim
        assert len(list(source.lines())) in (len(list(stands.lines())), len(list(stands.lines())) - 1)
        number = len(list(stands.lines()))
        assert [stands.line_text(n + 1) for n in range(number)] == [
            source.line_text(n + 1) for n in range(number)
        ]


def test_nothing_unseen_is_left_in_a_reading() -> None:
    for text in odd_texts(500):
        reading = read_through("x" + text)
        assert reading == read_through(reading)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_is_known_without_its_end_whatever_is_read_through(end: str) -> None:
    source = decode(f"一\u200b二{end}三\u200b\u200b四{end}五".encode(), "text.txt")
    assert ["一二", "三四", "五"] == [
        source.span(at, at).whole_line.text for at in (source.text.index(char) for char in "二三五")
    ]
    assert "三四" == source.span(source.text.index(end, 3), source.text.index(end, 3)).whole_line.text
