"""Lines of a chapter: headings by number, paragraphs, items, notes, annotations."""

from __future__ import annotations

import notation
import pytest

from guideline_docs.syntax.chapters import parse_chapter
from guideline_docs.syntax.nodes import AnnotationLine, ChapterNode, HeadingLine, TextLine


def nodes(text: str) -> tuple[ChapterNode, ...]:
    tree = parse_chapter(notation.source(text))
    assert text == "".join(node.span.text for node in tree.nodes)
    return tree.nodes


@pytest.mark.parametrize(
    ("line", "level", "ordinal", "title"),
    [
        ("第1章　総括", 0, 1, "総括"),
        ("第１２章 総括", 0, 12, "総括"),
        ("1　趣旨", 1, 1, "趣旨"),
        ("２ 趣旨", 1, 2, "趣旨"),
        ("(3)　背景", 2, 3, "背景"),
        ("（３） 背景", 2, 3, "背景"),
        ("⑶　背景", 2, 3, "背景"),
        ("ア　経緯", 3, 1, "経緯"),
        ("サ 経緯", 3, 11, "経緯"),
        ("ｲ　経緯", 3, 2, "経緯"),
        ("(ア)　細目", 4, 1, "細目"),
        ("（ウ） 細目", 4, 3, "細目"),
    ],
)
def test_heading(line: str, level: int, ordinal: int, title: str) -> None:
    (node,) = nodes(line)
    assert isinstance(node, HeadingLine)
    assert (level, ordinal, title) == (node.level, node.ordinal, node.title.text)


@pytest.mark.parametrize(
    "line",
    ["第1章", "第1章総括", "1.趣旨", "1", "(1)背景", "アンケート", "ア", "　1　趣旨", "第1節　趣旨", "①　趣旨", "a　趣旨", "令和5年度　予算", "第一章　総括"],
)
def test_line_without_mark_and_blank_is_text(line: str) -> None:
    (node,) = nodes(line)
    assert isinstance(node, TextLine)
    assert "text" == node.kind


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("　本文です。", "text", "本文です。"),
        ("本文です。", "text", "本文です。"),
        ("・項目です。", "item", "項目です。"),
        ("　・ 項目です。", "item", "項目です。"),
        ("※ 注です。", "note", "注です。"),
        ("※注です。", "note", "注です。"),
    ],
)
def test_text_item_and_note(line: str, kind: str, text: str) -> None:
    (node,) = nodes(line)
    assert isinstance(node, TextLine)
    assert (kind, text) == (node.kind, node.text.text)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("一行目\n二行目", [True, False]),
        ("一行目\n　二行目", [True, True]),
        ("一行目\n\n二行目", [True, True]),
        ("一行目\n・項目\n続き", [True, True, False]),
        ("・項目\n・項目", [True, True]),
    ],
)
def test_blank_line_or_full_width_blank_starts_a_paragraph(text: str, starts: list[bool]) -> None:
    lines = [node for node in nodes(text) if isinstance(node, TextLine)]
    assert starts == [line.starts for line in lines]


@pytest.mark.parametrize(
    ("line", "word", "arguments"),
    [
        ("［＃改ページ］", "改ページ", []),
        ("　［＃達成状況］　", "達成状況", []),
        ("［＃画像：images/map.png｜活動の場所］", "画像", ["images/map.png", "活動の場所"]),
        ("［＃画像:map.png|活動の場所］", "画像", ["map.png", "活動の場所"]),
        ("[#改ページ]", "改ページ", []),
        ("［＃知らない注記］", "知らない注記", []),
    ],
)
def test_annotation(line: str, word: str, arguments: list[str]) -> None:
    (node,) = nodes(line)
    assert isinstance(node, AnnotationLine)
    assert (word, arguments) == (node.word.text, [argument.text for argument in node.arguments])


def test_annotation_within_a_line_is_text() -> None:
    (node,) = nodes("次の［＃達成状況］のとおり。")
    assert isinstance(node, TextLine)


@pytest.mark.parametrize(
    ("text", "rubies"),
    [
        ("｜協働《きょうどう》のまち", [("｜協働《きょうどう》", "協働", "きょうどう")]),
        ("協働《きょうどう》のまち", [("協働《きょうどう》", "協働", "きょうどう")]),
        ("市民｜協《きょう》｜働《どう》", [("｜協《きょう》", "協", "きょう"), ("｜働《どう》", "働", "どう")]),
        ("｜まちづくり《machi》", [("｜まちづくり《machi》", "まちづくり", "machi")]),
        ("《きょうどう》", []),
        ("協働《》", []),
        ("協働のまち", []),
    ],
)
def test_ruby(text: str, rubies: list[tuple[str, str, str]]) -> None:
    (paragraph,) = notation.guideline(notation.sheet(), text).chapters[0].blocks
    (passage,) = paragraph.passages  # type: ignore[union-attr]
    assert rubies == [(r.span.text, r.base, r.reading) for r in passage.rubies]
