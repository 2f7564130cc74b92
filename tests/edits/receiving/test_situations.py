"""What comes of whatever a hand does in Word: read like prose in ``situations.txt``.

By every route on which LibreOffice saves the file, too; where something else comes of it
than straight from Word, it stands in ``situations-libreoffice.txt``.
"""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import golden
import pytest
import returncase
from handcase import Hand, by_hand
from libreoffice import converted, needs_libreoffice
from program import ROOT
from situations import SITUATIONS

from guideline_docs.edits.receiving import receive
from guideline_docs.edits.receiving.kept import Base
from guideline_docs.readback.word import read_returned, read_sent
from guideline_docs.readback.word.parts import Table
from guideline_docs.rules.snapshot import Snapshot

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every situation's file, straight from Word."""
    folder = tmp_path_factory.mktemp("returned")
    data = returncase.sent(returncase.opened(returncase.project(folder / "project")))
    (folder / "sent.docx").write_bytes(data)
    found = {}
    for at, (title, act) in enumerate(SITUATIONS.items()):
        found[title] = folder / f"{at:02}.docx"
        found[title].write_bytes(by_hand(data, [act]))
    return found


@pytest.fixture(scope="module")
def snapshot(files: dict[str, Path]) -> Snapshot:
    return returncase.opened(files["何もしない"].parent / "project")


@pytest.fixture(scope="module")
def straight(files: dict[str, Path], snapshot: Snapshot) -> dict[str, list[str]]:
    return {title: came_of(snapshot, file) for title, file in files.items()}


def came_of(snapshot: Snapshot, file: Path) -> list[str]:
    base = Base(file.name, file.parent, returncase.sent_file(file))
    return returncase.told(returncase.received(snapshot, file, base))


def as_text(found: dict[str, list[str]]) -> str:
    return "\n".join(line for title, told in found.items() for line in (f"■ {title}", *told, ""))


def test_every_situation_comes_to_what_is_written(
    straight: dict[str, list[str]], update_golden: bool
) -> None:
    golden.compare(HERE / "situations.txt", as_text(straight), update_golden)


def test_received_again_there_is_nothing(files: dict[str, Path], tmp_path: Path) -> None:
    for at, (title, file) in enumerate(files.items()):
        folder = returncase.project(tmp_path / str(at))
        first = returncase.written(folder, file)
        again = returncase.received(returncase.opened(folder), file)
        assert (title, {}, ()) == (title, dict(again.patch.edits), again.incoming.edits)
        assert (title, first.incoming.conflicts) == (title, again.incoming.conflicts)


@pytest.mark.parametrize("seed", [54, 71, 83, 101, 110, *range(7)])
def test_whatever_came_together_there_is_nothing_again(
    seed: int, files: dict[str, Path], tmp_path: Path
) -> None:
    """Four situations in one document, as far as one leaves the other its place."""
    hand = Hand((files["何もしない"].parent / "sent.docx").read_bytes())
    for title in random.Random(seed).sample(sorted(SITUATIONS), 4):
        with suppress(Exception):
            SITUATIONS[title](hand)
    (tmp_path / "back.docx").write_bytes(hand.saved())
    folder = returncase.project(tmp_path / "project")
    first = returncase.written(folder, tmp_path / "back.docx")
    again = returncase.received(returncase.opened(folder), tmp_path / "back.docx")
    assert ({}, ()) == (dict(again.patch.edits), again.incoming.edits)
    assert set(again.incoming.conflicts) <= set(first.incoming.conflicts)


# What is done to one document together, in places that are apart.
TOGETHER = (
    ("何もしない",),
    (
        "文の中に打つ",
        "段落の間に新しい段落を入れる",
        "項目の中で Enter を押す",
        "本文の【要設定】を埋める",
        "第5章の欄を直す",
        "一覧の「施策の実施」を直す",
        "表紙の【要設定】を埋める",
    ),
    (
        "文の中で Enter を押す",
        "ルビの読みを直す",
        "注記の後に注記を入れる",
        "一覧の行を消す",
        "第5章の施策の名前を直す",
        "空の節に段落を入れる",
    ),
    ("段落の終わりで Delete を押し、次とつなぐ", "欄にタブと改行（Shift+Enter）を打つ", "見出しを消す"),
    ("変更履歴を付けて直す（二人）", "変更履歴を付けて段落を入れ、消す", "一覧に変更履歴で行を足す"),
    (
        "参照を写す",
        "段落を切り取って貼る（鍵が付いてくる）",
        "コメントを付ける（文・欄・二つの段落）",
        "新しい見出しを入れる",
    ),
    (
        "一覧の「2期案」を直す",
        "第5章の「施策の実施」を直す",
        "第5章の小項目の名前を直す",
        "対照表を直す",
        "表の題を直す",
        "表紙の年月に引用符を打つ",
        "表紙の標題を、前の言葉ごと打ち直す",
        "空の欄の印（―）に打ち重ねる",
        "目次の行を直す",
        "コメントに返信し、解決にする（欄・二つの段落にも）",
    ),
    (
        "一覧の「重点」を直す",
        "一覧の「実績」を直す",
        "一覧に行を足す",
        "表を入れる",
        "表の番号の上に打つ",
        "空の節に段落を入れる",
        "章の終わりに段落を入れる",
        "新しい章の見出しを入れる",
        "表紙の担当課を、前の言葉ごと打ち直す",
    ),
)

@pytest.fixture(scope="module")
def saved(files: dict[str, Path]) -> dict[str, list[Path]]:
    """The documents straight from Word, and by each route; five starts of LibreOffice in all."""
    folder = files["何もしない"].parent
    data = (folder / "sent.docx").read_bytes()
    straight = [folder / f"together{at}.docx" for at in range(len(TOGETHER))]
    for file, titles in zip(straight, TOGETHER, strict=True):
        file.write_bytes(by_hand(data, [SITUATIONS[title] for title in titles]))
    straight.append(folder / "real.docx")
    straight[-1].write_bytes(returncase.sent(returncase.opened(ROOT / "sources")))
    found = {"": straight}

    def by(name: str, files: list[Path], kind: str) -> list[Path]:
        return converted(files, kind, folder / name)

    found["docx"] = by("once", straight, "docx")
    found["docx を二度"] = by("twice", found["docx"], "docx")
    for kind in ("odt", "doc"):
        found[kind] = by(f"from-{kind}", by(kind, straight, kind), "docx")
    return found


@needs_libreoffice
@pytest.mark.parametrize("at", range(len(TOGETHER)))
def test_libreoffice_makes_little_of_it_otherwise(
    at: int, saved: dict[str, list[Path]], snapshot: Snapshot, update_golden: bool
) -> None:
    told = {route: came_of(snapshot, files[at]) for route, files in saved.items()}
    straight = told.pop("")
    found = {"、".join(TOGETHER[at]): straight}
    found.update({f"LibreOffice: {route}": own for route, own in told.items() if own != straight})
    golden.compare(HERE / f"libreoffice-{at}.txt", as_text(found), update_golden)


@needs_libreoffice
def test_the_real_draft_comes_back_by_every_route_as_it_was(saved: dict[str, list[Path]]) -> None:
    snapshot, sent = returncase.opened(ROOT / "sources"), saved[""][-1]
    keys = read_sent(sent).texts.keys()
    for route, files in saved.items():
        returned = read_returned(files[-1], Base(route, sent.parent, sent))
        found = receive(snapshot, returned)
        assert (route, [], {}) == (route, returncase.told(found), dict(found.patch.edits))
        blocks = (b.paragraphs if isinstance(b, Table) else [b] for b in returned.blocks)
        there = {key for paragraphs in blocks for each in paragraphs for key in each.keys}
        closed = {key for key in keys if key.endswith((":tier", ":status", ":proposal"))}
        assert (route, keys - closed) == (route, there)
