"""Whatever a hand does in Word, by every route on which a file comes back.

Every situation that needs a chapter alone gets one of its own, all in one document; so a
program saves it once, and what it makes otherwise than Word stands in ``routes.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import golden
import pytest
import returncase
from handcase import Element, Hand, element, w
from libreoffice import converted, needs_libreoffice
from situations import SITUATIONS

from guideline_docs.edits.receiving.kept import Base
from guideline_docs.rules.snapshot import Snapshot

HERE = Path(__file__).parent
# What needs the table, the cover, the 目次, a second chapter or all numbers.
ELSEWHERE = re.compile(
    "表|頁の|一覧|第5章|目次|欄|何もしない|空の|章をすべて消す|新しい章|章の終わり|F9|ほかの参照を打つ|返信"
)
ALONE = {title: act for title, act in SITUATIONS.items() if not ELSEWHERE.search(title)}


class InChapter(Hand):
    """A hand that finds the keys of the first chapter in another one."""

    def __init__(self, whole: Hand, chapter: int) -> None:
        self.parts, self.body, self.chapter = whole.parts, whole.body, chapter

    def control(self, key: str) -> Element:
        return super().control(re.sub(r"^(text|chapter)-1\b", rf"\1-{self.chapter}", key))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of as many chapters as there are situations."""
    folder = tmp_path_factory.mktemp("routes")
    project = returncase.project(folder / "project")
    for number, _ in enumerate(ALONE, 1):
        text = returncase.FIRST.replace("第1章　始めに", f"第{number}章　始めに")
        (project / f"draft/{number:02}.txt").write_text(text, "utf-8", newline="")
    last = returncase.SECOND.replace("第2章　施策", f"第{len(ALONE) + 1}章　施策")
    (project / f"draft/{len(ALONE) + 1:02}.txt").write_text(last, "utf-8", newline="")
    return folder


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    return returncase.opened(folder / "project")


@pytest.fixture(scope="module")
def straight(folder: Path, snapshot: Snapshot) -> Path:
    """The document that comes back straight from Word."""
    data = returncase.sent(snapshot)
    (folder / "sent.docx").write_bytes(data)
    hand = Hand(data)
    for number, act in enumerate(ALONE.values(), 1):
        act(InChapter(hand, number))
    (folder / "word.docx").write_bytes(hand.saved())
    return folder / "word.docx"


Told = dict[str, list[str]]


def told_of(snapshot: Snapshot, file: Path, sent: Path) -> Told:
    """What comes of each situation: what is told of its chapter."""
    found = returncase.received(snapshot, file, Base(file.name, file.parent, sent))
    lines = [*returncase.lines(found.incoming), *(line for c in found.comments for line in returncase.comment(c))]
    told: Told = {title: [] for title in ALONE}
    other = told[""] = []
    for line in lines:
        match = re.search(r"第(\d+)章", line.partition(":")[0].partition("「")[0])
        number = int(match[1]) if match else 0
        (told[[*ALONE][number - 1]] if 0 < number <= len(ALONE) else other).append(line)
    return told


@pytest.fixture(scope="module")
def from_word(straight: Path, snapshot: Snapshot) -> Told:
    return told_of(snapshot, straight, straight.with_name("sent.docx"))


def as_text(routes: dict[str, Told]) -> str:
    """Every situation with what comes of it straight from Word, and by whom otherwise."""
    [(_, straight), *others] = routes.items()
    lines = []
    for title, told in straight.items():
        lines += [f"■ {title or 'ほか'}", *told]
        for route, own in others:
            if own[title] != told:
                lines += [f"  ▽ {route}", *(f"  {line}" for line in own[title])]
        lines.append("")
    return "\n".join(lines)


@needs_libreoffice
def test_what_libreoffice_makes_otherwise_than_word(
    straight: Path, from_word: Told, snapshot: Snapshot, update_golden: bool
) -> None:
    folder, routes = straight.parent, {"Word": from_word}
    for route in (("docx",), ("odt", "docx"), ("doc", "docx")):
        files = [straight]
        for at, kind in enumerate(route):
            files = converted(files, kind, folder / f"{'-'.join(route)}-{at}")
        routes["→".join(("LibreOffice", *route))] = told_of(snapshot, files[0], folder / "sent.docx")
    golden.compare(HERE / "routes.txt", as_text(routes), update_golden)


# --- by Word itself ---------------------------------------------------------------------------


def for_the_web(hand: Hand) -> None:
    """Word for the web: identities are given anew, parts that it does not know are dropped."""
    hand.without("customXml")
    for at, identity in enumerate(hand.body.iter(w("id"))):
        identity.set(w("val"), str(10_000 + at))
    marks = {}
    for at, mark in enumerate(hand.body.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        mark.set(w("id"), marks.setdefault(mark.get(w("id")), str(20_000 + at)))
    for paragraph in hand.body.iter(w("p")):
        paragraph.set(w("rsidR"), "00AB12CD")


def in_pieces(hand: Hand) -> None:
    """Word parts runs wherever it has looked at them, and sets marks of its own between."""
    for run in list(hand.body.iter(w("r"))):
        words = run[-1]
        if words.tag != w("t") or len(words.text or "") < 2:
            continue
        second = deepcopy(run)
        for part in [each for each in second[:-1] if each.tag != w("rPr")]:
            second.remove(part)
        words.text, second[-1].text = (words.text or "")[:1], (words.text or "")[1:]
        run.addnext(second)
        run.addnext(element('<w:proofErr w:type="spellStart"/>'))
        run.addnext(element("<w:lastRenderedPageBreak/>"))


def into_a_new_document(hand: Hand) -> None:
    """All of it copied into a new document: no part and no property of ours goes along."""
    hand.without("customXml", "docProps/custom")
    for_the_web(hand)


WAYS: dict[str, Callable[[Hand], None]] = {
    "Word for the web": for_the_web,
    "新しい文書に写す": into_a_new_document,
    "文字の連なりが分かれる": in_pieces,
}


@pytest.mark.parametrize("way", WAYS)
def test_word_makes_nothing_otherwise(
    way: str, straight: Path, from_word: Told, snapshot: Snapshot, tmp_path: Path
) -> None:
    hand = Hand(straight.read_bytes())
    WAYS[way](hand)
    (tmp_path / "back.docx").write_bytes(hand.saved())
    assert from_word == told_of(snapshot, tmp_path / "back.docx", straight.with_name("sent.docx"))


def test_a_file_with_macros_is_the_same(
    straight: Path, from_word: Told, snapshot: Snapshot, tmp_path: Path
) -> None:
    hand = Hand(straight.read_bytes())
    types = hand.parts["[Content_Types].xml"]
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert plain in types
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    hand.parts["[Content_Types].xml"] = types.replace(plain, macros)
    hand.parts["word/vbaProject.bin"] = b"\0"
    (tmp_path / "back.docm").write_bytes(hand.saved())
    assert from_word == told_of(snapshot, tmp_path / "back.docm", straight.with_name("sent.docx"))
