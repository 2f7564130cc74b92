"""Two versions of a project, their drafts, and what an editor may have done between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from program import copied
from resolved import resolved
from wordfile import WordFile

from guideline_docs import load
from guideline_docs.compare import paired
from guideline_docs.render import word
from guideline_docs.render.templates import Templates
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.draft import draft
from guideline_docs.views.draft.parts import Draft
from guideline_docs.views.tracked.identity import versions

TEMPLATES = Templates()
SHEET = "phase1-progress.txt"
# What is derived from the rest: it is the new version's, and no change of it is marked.
_DERIVED = ("toc ", "見方の表", "確認事項表", "表の前書き", "前付け見出し", "見出し 1（番号なし）")


class Drafts(NamedTuple):
    """The documents of an old and a new version, and that of what changed between them."""

    old: bytes
    new: bytes
    tracked: bytes


def drafts(old: Path, new: Path, final: bool = False) -> Drafts:
    return both_ways(old, new, final)[0]


def both_ways(old: Path, new: Path, final: bool = False) -> tuple[Drafts, Drafts]:
    """From an old version to a new one, and back."""
    (before, old_view, was), (after, new_view, now) = _plain(old, final), _plain(new, final)
    ways = (old_view, before, new_view, after), (new_view, after, old_view, before)
    there, back = (
        word.render(
            versions(
                to, view, paired(before.guideline, after.guideline), after.guideline, TEMPLATES.wording()
            ),
            TEMPLATES,
        )
        for view, before, to, after in ways
    )
    return Drafts(was, now, there), Drafts(now, was, back)


@cache
def _plain(project: Path, final: bool) -> tuple[Snapshot, Draft, bytes]:
    """A version as it stands; no test changes one that it has compared."""
    snapshot = load(str(project))
    view = _view(snapshot, final)
    return snapshot, view, word.render(view, TEMPLATES)


def _view(snapshot: Snapshot, final: bool) -> Draft:
    options = snapshot.configuration.draft
    told = () if final else snapshot.diagnostics
    return draft(snapshot.guideline, told, TEMPLATES.wording(), final, options)


@lru_cache(maxsize=8)  # the old version is the same for all edits
def outline(data: bytes) -> list[str]:
    return WordFile(data).outline()


def own(lines: list[str]) -> list[str]:
    """The lines of an outline that are not derived; the last paragraph may be there for a
    table that is."""
    kept = [line for line in lines if not line.startswith(_DERIVED)]
    notes = ("表の注 | 目次のページ番号", "表の注 | 見出しの番号、")
    kept = [line for line in kept if not line.startswith(notes)]
    return kept[:-1] if kept[-1] == "区切り | " else kept


def assert_exact(made: Drafts) -> None:
    """Accepted it is the new draft, rejected the old one, each paragraph and each row."""
    accepted = WordFile(resolved(made.tracked, accept=True))
    rejected = WordFile(resolved(made.tracked, accept=False))
    assert outline(made.new) == accepted.outline()
    assert own(outline(made.old)) == own(rejected.outline())
    assert [] == accepted.faults()


# --- edits --------------------------------------------------------------------------------

Edit = Callable[[Path], None]


def project(folder: Path) -> Path:
    """The real project, with what it does not have: pictures, ruby, a page that is turned."""
    project = copied(folder) / "sources"
    (project / "draft" / "図1.png").write_bytes(picture(1))
    (project / "draft" / "図2.png").write_bytes(picture(2))
    added = (
        "第8章　図と言葉\n\n1　図\n\n　図を示す。\n\n［＃画像：図1.png｜協働の仕組み］\n\n"
        "2　言葉\n\n　｜協働《きょうどう》を進める。\n　二つ目の段落である。\n\n※　注記である。\n"
        "［＃改ページ］\n\n　終わりの段落である。\n"
    )
    (project / "draft" / "08-図と言葉.txt").write_text(added, encoding="utf-8")
    settings = project / "guideline.toml"
    told = settings.read_text("utf-8")
    told = re.sub(r'^(title +)= ""', r'\1= "第2期指針"', told, count=1, flags=re.M)
    told = re.sub(r'^(department +)= ""', r'\1= "市民協働課"', told, count=1, flags=re.M)
    settings.write_text(told, encoding="utf-8")
    return project


@cache
def picture(shade: int) -> bytes:
    """A small PNG."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        told = struct.pack(">I", len(data)) + kind + data
        return told + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([shade * 80]) * 40 for _ in range(20))
    head = struct.pack(">IIBBBBB", 40, 20, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def said(name: str, *changes: tuple[str, str]) -> Edit:
    """One text for another in a file, named by its beginning."""

    def edit(project: Path) -> None:
        file = next(each for each in sorted(project.rglob("*.t*")) if each.name.startswith(name))
        text = file.read_text("utf-8")
        for old, new in changes:
            assert old in text, (name, old)
            text = text.replace(old, new, 1)
        file.write_text(text, encoding="utf-8")

    return edit


def cell(number: int, column: int, text: str) -> Edit:
    """Another text in a cell of a measure."""
    return _rows(lambda rows: rows[_row(rows, number)].__setitem__(column, text))


def removed(number: int) -> Edit:
    return _rows(lambda rows: rows.pop(_row(rows, number)))


def added(behind: int, *cells: str) -> Edit:
    def put(rows: list[list[str]]) -> None:
        place = _row(rows, behind)
        rows.insert(place + 1, [*cells, *[""] * (len(rows[place]) - len(cells))])

    return _rows(put)


def moved(number: int, behind: int) -> Edit:
    def move(rows: list[list[str]]) -> None:
        row = rows.pop(_row(rows, number))
        rows.insert(_row(rows, behind) + 1, row)

    return _rows(move)


def renumbered(first: int, by: int) -> Edit:
    """Every measure from one on under another number."""

    def number(rows: list[list[str]]) -> None:
        for row in rows:
            if row[0].isdecimal() and int(row[0]) >= first:
                row[0] = str(int(row[0]) + by)

    return _rows(number)


def column(name: str, value: str) -> Edit:
    def add(rows: list[list[str]]) -> None:
        head = next(at for at, row in enumerate(rows) if row[0] == "No")
        for at, row in enumerate(rows[head:]):
            row.append(name if not at else value if row[0].isdecimal() else "")

    return _rows(add)


def _row(rows: list[list[str]], number: int) -> int:
    return next(at for at, row in enumerate(rows) if row[0] == str(number))


def _rows(change: Callable[[list[list[str]]], object]) -> Edit:
    def edit(project: Path) -> None:
        file = project / SHEET
        lines = file.read_bytes().decode("utf-8").replace("\r\n", "\n").split("\n")
        rows = [line.split("\t") for line in lines]
        change(rows)
        file.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8", newline="")

    return edit


def line(*changes: tuple[str, str]) -> Edit:
    return said("phase1", *changes)


def all_of(*edits: Edit) -> Edit:
    def edit(project: Path) -> None:
        for each in edits:
            each(project)

    return edit


def without(name: str) -> Edit:
    return lambda project: next(project.rglob(f"{name}*")).unlink()


def written(name: str, text: str) -> Edit:
    return lambda project: (project / name).write_text(text, encoding="utf-8") and None


CARDS = """\
（3）情報の提供に関すること
ア　市の事業についての情報提供

施策6
　スケジュール：令和9年度まで
　取組内容：施策10と行う。
　　二行目
"""
_SECTION = "（8）新しい大項目に関すること\nア 新しい小項目\n"

EDITS: dict[str, Edit] = {
    "a word in a paragraph": said("04", ("短期的", "中期的")),
    "words at the beginning and the end of a paragraph": said(
        "06", ("進み具合を確かめる", "毎年、進み具合を確かめる"), ("ている。\n", "てきた。\n")
    ),
    "a paragraph that was added": said(
        "04", ("\n\n・Ⅰ（重点）", "\n\n　この区分は市民会議で決めた。\n\n・Ⅰ（重点）")
    ),
    "a paragraph that is gone": said("02", ("　施策の体系は第4章に、第1期の番号との対応は第7章2に示す。\n", "")),
    "the measures once more": said("05", ("　施策ごとに、", "［＃施策］\n\n　施策ごとに、")),
    "the first paragraph of a chapter": said("05", ("　施策ごとに", "　初めに述べる。\n\n　施策ごとに")),
    "the last paragraph is another": said("08", ("終わりの段落である", "結びの言葉とする")),
    "a paragraph behind the last one": said("08", ("終わりの段落である。\n", "終わりの段落である。\n\n　付け足した。\n\n・項目も足した。\n")),
    "the last paragraph is gone": said("08", ("　終わりの段落である。\n", "")),
    "the last paragraph for a list item": said("08", ("　終わりの段落である。\n", "・まったく別の項目\n")),
    "a table for the last paragraph": said("08", ("　終わりの段落である。\n", "［＃達成状況］\n")),
    "a table behind the last paragraph": said("08", ("段落である。\n\n※", "段落である。\n\n※"), ("終わりの段落である。\n", "終わりの段落である。\n\n［＃新旧対照表］\n")),
    "list items": said(
        "04", ("・Ⅱ-イ　現状", "・新しい項目\n・Ⅱ-イ　現状"), ("・Ⅲ　十分に検討しながら、段階的に実施していくもの\n", "")
    ),
    "a note": said("08", ("※　注記である。", "※　注記を改めた。\n※　もう一つの注記。")),
    "a heading that was put in": said("08", ("2　言葉", "2　間に入れた節\n\n　本文である。\n\n3　言葉")),
    "a heading that is gone": said("03", ("1　基本理念\n", ""), ("2　基本方針", "1　基本方針")),
    "a heading of another name": said("03", ("2　基本方針", "2　基本的な方針")),
    "a heading that moved": said(
        "04",
        ("2　体系\n", "3　体系\n"),
        ("1　重点区分\n", "1　前置き\n\n　前置きである。\n\n2　重点区分\n"),
    ),
    "numbers that jump in the old version": all_of(removed(13)),
    "numbers that are closed up": all_of(removed(13), renumbered(14, -1)),
    "a row that was added": added(13, "24", "新しい施策の実施", "【Ⅲ】", "未", "", "Ⅲ", "必要なため。"),
    "the first row of a section": all_of(
        added(5, "24", "新しい施策の実施", "【Ⅲ】", "未", "", "Ⅲ", "必要なため。"), moved(5, 24)
    ),
    "rows that moved": all_of(moved(9, 6), moved(19, 20)),
    "a cell": cell(3, 4, "R3につながるエール基金を開始した"),
    "a cell that was empty": cell(7, 4, "調整を始めた。"),
    "a cell that is empty now": cell(3, 6, ""),
    "a cell of several lines": cell(3, 4, '"R3につながるエール基金の開始\n説明会を開いた。"'),
    "a status, and with it the counts": cell(6, 3, "済"),
    "a proposal": cell(6, 5, "Ⅱ-イ"),
    "a reference to another target": said("02", ("（施策17）", "（施策16）")),
    "a reference that became words": said("02", ("第4章に、", "次の章に、")),
    "words that became a reference": said("06", ("施策ごとに実施状況", "(3)-アと施策6の実施状況")),
    "a reference in a cell": cell(20, 6, "(3)-ウとともに、市民が協働を知る。"),
    "a picture": lambda project: (project / "draft" / "図1.png").write_bytes(picture(3)) and None,
    "a picture that was added": said("08", ("2　言葉", "［＃画像：図2.png｜二つ目の図］\n\n2　言葉")),
    "a picture that is gone": said("08", ("［＃画像：図1.png｜協働の仕組み］", "")),
    "a caption": said("08", ("協働の仕組み", "協働の新しい仕組み")),
    "a chart that is gone": said("02", ("［＃達成状況のグラフ］", "")),
    "a chart that was added": said("03", ("2　基本方針", "［＃達成状況のグラフ］\n\n2　基本方針")),
    "ruby": said("08", ("｜協働《きょうどう》", "｜参画《さんかく》")),
    "a reading": said("08", ("《きょうどう》", "《コラボレーション》")),
    "ruby that is gone": said("08", ("｜協働《きょうどう》を", "協働を")),
    "a page break": said("08", ("［＃改ページ］\n", "")),
    "another page break": said("08", ("2　言葉", "［＃改ページ］\n\n2　言葉")),
    "the table of comparison is gone": said("07", ("［＃新旧対照表］", "　対照表は別に示す。")),
    "the landscape table is gone": said("07", ("［＃進捗状況一覧］", "　一覧は別に示す。")),
    "another page that is turned": said("08", ("　図を示す。", "　図を示す。\n\n［＃進捗状況一覧］")),
    "the facts of the cover": said(
        "guideline",
        ('"第2期指針"', '"第2期市民協働指針"'),
        ('date          = ""', 'date = "令和8年3月"'),
    ),
    "a column that was added": column("担当課", "市民協働課"),
    "a tier of another name": line(("【Ⅲ】\t", "【Ⅳ】\t")),
    "another label of a tier": line(("【Ⅰ】<重点>", "【Ⅰ】<最重点>")),
    "a section of another name": line(("（3）情報の提供に関すること", "（3）情報の発信に関すること")),
    "a subsection of another name": line(("ア 市の事業についての情報提供", "ア 市の事業に関する情報の提供")),
    "a section that was added": lambda project: (
        (project / SHEET).write_text(
            (project / SHEET).read_text("utf-8").rstrip("\n")
            + f"\n{_SECTION}24\t新しい施策の実施\t【Ⅲ】\t未\t\tⅢ\t必要なため。\n",
            encoding="utf-8",
        )
        and None
    ),
    "a whole chapter that was added": written(
        "draft/09-結び.txt", "第9章　結び\n\n1　まとめ\n\n　第1章から第8章までのまとめである。\n・項目\n"
    ),
    "a whole chapter between": all_of(
        written("draft/03a-間.txt", "第4章　間の章\n\n　本文である。第3章に続く。\n"),
        said("04", ("第4章", "第5章")),
        said("05", ("第5章", "第6章")),
        said("06", ("第6章", "第7章")),
        said("07", ("第7章", "第8章")),
        said("08", ("第8章", "第9章")),
    ),
    "a whole chapter that is gone": without("08-"),
    "all chapters are gone": lambda project: [
        each.unlink() for each in (project / "draft").glob("*.txt")
    ]
    and None,
    "cards": written("具体化.txt", CARDS),
    "new measures by cards": written(
        "具体化.txt", CARDS + "施策24　新しい施策\n　2期案：Ⅰ\n　担当課：総務課\n"
    ),
    "several at once": all_of(
        said("04", ("短期的", "中期的")),
        said("02", ("着手していない。\n", "まだ着手していない。\n")),
        removed(11),
        cell(12, 4, "改めた。"),
        moved(22, 19),
    ),
}


SECTION_PUT_IN = all_of(
    said(
        "07",
        ("8　用語解説", "9　用語解説"),
        ("7　意見募集", "8　意見募集"),
        ("6　市民等へ", "7　市民等へ"),
        ("5　設置要綱", "6　設置要綱"),
        ("4　委員名簿", "5　委員名簿"),
        ("3　策定経過", "4　策定経過"),
        ("2　第1期と", "2　間の節\n\n　本文である。\n\n3　第1期と"),
    ),
    said("02", ("第7章2に示す", "第7章3に示す")),
    said("01", ("第7章8", "第7章9")),
)
"""A section before others, with what refers to these as ``renumber`` would leave it."""


def mixed(folder: Path, names: list[str]) -> list[Path]:
    """Projects with as many of the edits as can be made together, until all are made."""
    found: list[Path] = []
    waiting = list(names)
    while waiting:
        after = project(folder / f"mixed-{len(found)}")
        left = []
        for name in waiting:
            try:
                EDITS[name](after)
            except (AssertionError, StopIteration, OSError):
                left.append(name)
        found.append(after)
        assert left != waiting
        waiting = left
    return found


def shuffled(project: Path, chance: Random) -> None:
    """A project after a busy week: lines changed, gone, doubled and moved."""
    files = [project / SHEET, *sorted((project / "draft").glob("*.txt"))]
    for _ in range(chance.randint(3, 12)):
        file = chance.choice(files)
        lines = file.read_bytes().decode("utf-8").replace("\r\n", "\n").split("\n")
        at = chance.randrange(1 if file.name != SHEET else 9, len(lines) - 1)
        match chance.choice(("word", "gone", "again", "moved", "cut", "joined")):
            case "word":
                words = re.split(r"([、。（）\t])", lines[at])
                words[chance.randrange(len(words))] = chance.choice(("改めた語", "令和8年度", "施策6", ""))
                lines[at] = "".join(words)
            case "gone":
                del lines[at]
            case "again":
                lines.insert(chance.randrange(9, len(lines)) if file.name == SHEET else at, lines[at])
            case "moved":
                line = lines.pop(at)
                lines.insert(min(len(lines) - 1, at + chance.randint(1, 6)), line)
            case "cut":
                lines[at : at + 1] = [lines[at][:9], "", "　" + lines[at][9:]]
            case "joined":
                lines[at : at + 2] = ["".join(lines[at : at + 2])]
        file.write_text("\n".join(lines), encoding="utf-8", newline="")
