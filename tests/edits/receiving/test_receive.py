"""The returned draft against sources: as if a person had typed it, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from handcase import Act, Element, Hand, by_hand, run, w
from program import ROOT
from returncase import FILES, FIRST, SHEET, opened, project, received, sent, told, written
from situations import P1, P2, SITUATIONS, set_cell, shown_in

from guideline_docs.cli.app import main
from guideline_docs.edits.receiving.kept import Base
from guideline_docs.failure import CannotRun
from guideline_docs.rules.snapshot import Snapshot

Came = Callable[..., Path]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sent(opened(project(tmp_path_factory.mktemp("sent"))))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return opened(project(tmp_path_factory.mktemp("snapshot")))


@pytest.fixture
def came(data: bytes, tmp_path: Path) -> Came:
    """A file that comes back after some acts."""

    def made(*acts: Act, name: str = "back.docx") -> Path:
        (tmp_path / name).write_bytes(by_hand(data, acts))
        return tmp_path / name

    return made


def texts(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_bytes().decode() for name in FILES}


# --- nothing was done -----------------------------------------------------------------------

CASES = sorted(
    path.parent for path in (ROOT / "tests" / "cases").glob("*/sources/draft") if path.is_dir()
)


@pytest.mark.parametrize("sources", [ROOT / "sources", *CASES], ids=lambda path: path.parent.name)
def test_an_unedited_draft_brings_nothing(sources: Path, tmp_path: Path) -> None:
    snapshot = opened(sources)
    (tmp_path / "back.docx").write_bytes(sent(snapshot))
    found = received(snapshot, tmp_path / "back.docx")
    assert ({}, [], ()) == (dict(found.patch.edits), told(found), found.comments)


# --- edits of the file = edits of the sources -------------------------------------------------

WORDS = ("計画", "市民", "整備", "支援を", "行う", "。", "、", "窓口の", "相談", "2,000件", "（案）", "協働で")
CELLS = {"measure-1:results": "地図を作った。", "measure-2:results": "一覧を公開した。", "measure-1:rationale": "続ける。"}
LINES = {"text-1-3:text": "項目の一番目", "text-1-4:text": "項目の二番目", "text-1-5:text": "注記の一番目"}
TYPED = CELLS | LINES | {"chapter-1-1:title": "趣旨", "chapter-1-3:title": "余白"}


@pytest.mark.parametrize("seed", range(40))
def test_random_edits_come_to_the_same_as_in_the_sources(
    seed: int, data: bytes, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    folder, goal = project(tmp_path / "project"), dict(texts(project(tmp_path / "goal")))
    hand = Hand(data)

    def words() -> str:
        return "新" + "".join(chance.choice(WORDS) for _ in range(chance.randrange(1, 6)))

    def replace(old: str, new: str) -> None:
        [name] = [name for name, text in goal.items() if text.count(old) == 1]
        goal[name] = goal[name].replace(old, new)

    for key in chance.sample(sorted(TYPED), chance.randrange(1, 5)):
        new = words()
        match chance.randrange(3):
            case 0:
                hand.overtype(key, new)
            case 1:
                hand.append(key, run(new))
                new = TYPED[key] + new
            case _:
                hand.track(key, TYPED[key], new)
        replace(TYPED[key], new)
    if chance.random() < 0.5:
        new = words()
        hand.put_in(P1, new, author=chance.choice(["", "委員"]))
        replace("参照する。\n", f"参照する。\n\n　{new}\n")
    if chance.random() < 0.5:
        hand.strike(P2)
        replace("　次の段落には、｜協働《きょうどう》の説明を書く。\n\n", "")
    (tmp_path / "back.docx").write_bytes(hand.saved())
    found = written(folder, tmp_path / "back.docx")
    assert ((), ()) == (found.incoming.conflicts, found.incoming.unplaced)
    assert goal == texts(folder)


def test_check_says_what_it_would_had_a_person_typed_it(came: Came, tmp_path: Path) -> None:
    """Old findings go, new ones come, with their places in the files."""
    file = came(
        SITUATIONS["本文の【要設定】を埋める"],
        SITUATIONS["一覧の「施策の実施」を直す"],
        lambda hand: hand.append(P1, run("施策99も参照する。")),
        lambda hand: hand.put_in(P2, "新しい段落。"),
    )
    folder, goal = project(tmp_path / "p"), project(tmp_path / "q")
    before = [each.code for each in opened(folder).diagnostics]
    written(folder, file)
    chapter, table = goal / "draft/01.txt", goal / "table.txt"
    text = chapter.read_text("utf-8").replace("【要設定】期間を書く。", "期間は、5年間とする。")
    text = text.replace("を参照する。\n", "を参照する。施策99も参照する。\n")
    text = text.replace("説明を書く。\n", "説明を書く。\n\n　新しい段落。\n")
    chapter.write_text(text, "utf-8", newline="")
    rows = table.read_text("utf-8").replace("【Ⅱ-ア】\t未", "【Ⅱ-ア】\t済")
    table.write_text(rows, "utf-8", newline="")
    here, there = (
        [
            (each.code, each.path.removeprefix(each_folder.as_posix()), *each.span[1:], each.finding.message)
            for each in opened(each_folder).diagnostics
        ]
        for each_folder in (folder, goal)
    )
    assert here == there
    assert "GD404" in {each[0] for each in here} and before != [each[0] for each in here]


# --- what changed here meanwhile --------------------------------------------------------------


def test_other_words_changed_here_are_merged(came: Came, tmp_path: Path) -> None:
    folder = project(tmp_path / "p", f01=FIRST.replace("指針は", "この指針は"))
    written(folder, came(SITUATIONS["文の中に打つ"]))
    assert "　この指針は、市民と団体の活動を" in texts(folder)["draft/01.txt"]


def test_the_same_words_changed_here_are_a_conflict_with_all_three(
    came: Came, tmp_path: Path
) -> None:
    folder = project(tmp_path / "p", f01=FIRST.replace("市民の", "住民の"))
    before = texts(folder)
    [conflict] = written(folder, came(SITUATIONS["文の中に打つ"])).incoming.conflicts
    assert "指針は、市民の活動を進めるために作る。〔参照〕と〔参照〕を参照する。" == conflict.base
    assert "指針は、市民と団体の活動を進めるために作る。〔参照〕と〔参照〕を参照する。" == conflict.theirs
    assert "指針は、住民の活動を進めるために作る。第2章と施策2を参照する。" == conflict.ours
    assert before == texts(folder)


def test_struck_there_and_changed_here_is_a_conflict(came: Came, tmp_path: Path) -> None:
    folder = project(tmp_path / "p", f01=FIRST.replace("の説明を", "の意味を"))
    [conflict] = written(folder, came(SITUATIONS["段落を消す"])).incoming.conflicts
    assert "Word では削られ、ここでは書き換えられています" == conflict.why


def test_a_measure_that_is_gone_here_is_a_conflict(came: Came, tmp_path: Path) -> None:
    sheet = "\n".join(line for line in SHEET.split("\n") if not line.startswith("1\t"))
    folder = project(tmp_path / "p", ftable=sheet.replace("施策1に", ""))
    [conflict] = written(folder, came(SITUATIONS["第5章の欄を直す"])).incoming.conflicts
    assert ("冊子を作った。", "", "ここでは、もうなくなっている文です") == (
        conflict.theirs,
        conflict.ours,
        conflict.why,
    )


def test_numbers_that_moved_lead_keys_and_fields_on(came: Came, tmp_path: Path) -> None:
    """A measure was taken out meanwhile, and all others were renumbered."""
    folder = project(tmp_path / "p")
    file = came(
        SITUATIONS["一覧の「施策の実施」を直す"],
        SITUATIONS["第5章の施策の名前を直す"],
        SITUATIONS["空の欄の印（―）に打ち重ねる"],
        SITUATIONS["文の中に打つ"],
    )
    table = folder / "table.txt"
    lines = [line for line in table.read_text("utf-8").split("\n") if not line.startswith("1\t")]
    table.write_text("\n".join(lines).replace("施策1に", "すぐに"), "utf-8", newline="")
    with pytest.raises(SystemExit):
        main(["renumber", "--close-gaps", "--write", folder.as_posix()])
    assert "1\t一覧の公開" in table.read_text("utf-8")
    assert "第2章と施策1を" in texts(folder)["draft/01.txt"]
    found = written(folder, file)
    assert ((), ()) == (found.incoming.conflicts, found.incoming.unplaced)
    now = table.read_text("utf-8").splitlines()
    assert "1\t一覧の公表\t【Ⅱ-ア】\t済\t一覧を公開した。\tⅠ\tすぐに続く。" in now
    assert "2\t情報の集約\t【Ⅱ-イ】\t済\t実施した。\t○\t終わった。" in now
    assert "市民と団体の活動を進めるために作る。第2章と施策1を" in texts(folder)["draft/01.txt"]


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    """The first of three measures was taken out meanwhile, and the others renumbered."""
    folder = project(tmp_path / "p")
    table = folder / "table.txt"
    lines = [line for line in table.read_text("utf-8").split("\n") if not line.startswith("1\t")]
    table.write_text("\n".join(lines).replace("施策1に", "すぐに"), "utf-8", newline="")
    with pytest.raises(SystemExit):
        main(["renumber", "--close-gaps", "--write", folder.as_posix()])
    return folder


def test_a_typed_number_is_the_one_that_was_sent(came: Came, moved: Path) -> None:
    """Who types 施策3 means what bore that number on the paper."""
    file = came(
        lambda hand: shown_in(hand.content(P1), "No.2", "No.3"),
        lambda hand: hand.type(P2, "の説明", "の説明（施策3、第2章）"),
        lambda hand: hand.put_in(P2, "施策2も参照する。"),
    )
    found = written(moved, file)
    assert not found.incoming.is_open
    text = texts(moved)["draft/01.txt"]
    assert "第2章と施策2を参照する。" in text
    assert "｜協働《きょうどう》の説明（施策2、第2章）を書く。\n\n　施策1も参照する。\n" in text


def test_a_typed_number_of_what_is_gone_is_told(came: Came, moved: Path) -> None:
    before = texts(moved)
    file = came(lambda hand: shown_in(hand.content(P1), "No.2", "No.1"), SITUATIONS["参照を手で打つ"])
    found = written(moved, file)
    assert ["参照の先が、この案件にありません"] == [each.why for each in found.incoming.unplaced]
    assert "（施策2と(1)-ア、第2章2）" in texts(moved)["draft/01.txt"]
    assert before["table.txt"] == texts(moved)["table.txt"]


def test_a_heading_put_in_before_leads_fields_and_paragraphs_on(came: Came, tmp_path: Path) -> None:
    moved = FIRST.replace("1　趣旨", "1　背景\n\n　背景を書いた。\n\n2　趣旨").replace("2　期間", "3　期間")
    folder = project(tmp_path / "p", f01=moved.replace("3　余白", "4　余白"))
    written(folder, came(SITUATIONS["文の中に打つ"], SITUATIONS["本文の【要設定】を埋める"]))
    text = texts(folder)["draft/01.txt"]
    assert "　指針は、市民と団体の活動を進めるために作る。第2章と施策2を参照する。\n" in text
    assert "3　期間\n\n　期間は、5年間とする。\n" in text
    assert "　背景を書いた。\n" in text


def test_two_copies_that_changed_the_same_words(came: Came, tmp_path: Path) -> None:
    """Members' copies come one after another: the second sees what the first has written."""
    folder = project(tmp_path / "p")
    first = came(lambda hand: hand.track(P1, "市民の", "住民の", "佐委員"), name="a.docx")
    second = came(
        lambda hand: hand.track(P1, "市民の", "団体の", "右委員"),
        lambda hand: hand.overtype("measure-1:results", "冊子を作った。"),
        name="b.docx",
    )
    written(folder, first)
    found = written(folder, second)
    [conflict] = found.incoming.conflicts
    assert ("右委員", second.as_posix()) == (conflict.author, conflict.file)
    assert "住民の" in conflict.ours and "団体の" in conflict.theirs
    assert "冊子を作った。" in texts(folder)["table.txt"]
    assert "住民の" in texts(folder)["draft/01.txt"]


# --- tracked changes --------------------------------------------------------------------------


def test_only_what_was_accepted(came: Came, tmp_path: Path) -> None:
    file = came(
        SITUATIONS["変更履歴を付けて直す（二人）"],
        SITUATIONS["変更履歴を付けて段落を入れ、消す"],
        SITUATIONS["第5章の欄を直す"],
    )
    found = received(opened(project(tmp_path / "p")), file, accepted_only=True)
    assert ["冊子を作った。"] == [change.result for change in found.incoming.edits]
    assert not found.incoming.is_open


# --- files that lost what they carried --------------------------------------------------------


def web(hand: Hand) -> None:
    """Word for the web: other identities, unknown parts dropped."""
    hand.without("customXml")
    for at, identity in enumerate(hand.body.iter(w("id"))):
        identity.set(w("val"), str(10_000 + at))


def test_without_the_part_it_needs_the_file_that_was_sent(
    came: Came, data: bytes, tmp_path: Path
) -> None:
    snapshot = opened(project(tmp_path / "p"))
    file = came(SITUATIONS["文の中に打つ"], web)
    with pytest.raises(CannotRun, match="--base 送った素案.docx を付けてください"):
        received(snapshot, file)
    (tmp_path / "sent.docx").write_bytes(data)
    found = received(snapshot, file, Base(file.name, tmp_path, tmp_path / "sent.docx"))
    assert 1 == len(found.incoming.edits)


def test_copied_into_a_new_document_keys_are_enough(came: Came, data: bytes, tmp_path: Path) -> None:
    file = came(
        SITUATIONS["第5章の欄を直す"], lambda hand: hand.without("customXml", "docProps/custom")
    )
    (tmp_path / "sent.docx").write_bytes(data)
    base = Base(file.name, tmp_path, tmp_path / "sent.docx")
    [change] = received(opened(project(tmp_path / "p")), file, base).incoming.edits
    assert "冊子を作った。" == change.result


def test_another_draft_is_no_base(came: Came, tmp_path: Path) -> None:
    other = project(tmp_path / "other", f01=FIRST.replace("指針", "計画"))
    (tmp_path / "other.docx").write_bytes(sent(opened(other)))
    file = came(web)
    with pytest.raises(CannotRun, match="元になった素案ではありません"):
        received(opened(project(tmp_path / "p")), file, Base(file.name, tmp_path, tmp_path / "other.docx"))


def test_a_draft_of_another_project_is_refused(came: Came, tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="ほかの案件の素案です"):
        received(opened(ROOT / "sources"), came(SITUATIONS["文の中に打つ"]))


# --- comments ---------------------------------------------------------------------------------


def test_comments_have_the_place_of_what_they_lie_on(came: Came, tmp_path: Path) -> None:
    found = received(opened(project(tmp_path / "p")), came(SITUATIONS["コメントを付ける（文・欄・二つの段落）"]))
    assert [
        ("第1章1", "draft/01.txt", 5, "二つに"),
        ("第1章1", "draft/01.txt", 5, "もっと短く"),
        ("No.2 実績", "table.txt", 11, "いつか"),
    ] == [
        (each.name, each.path.partition("/p/")[2], each.line, each.text) for each in found.comments
    ]


def test_a_comment_on_a_row_of_the_table_has_its_measure_and_column(
    came: Came, tmp_path: Path
) -> None:
    file = came(lambda hand: hand.comment(next(hand.cells("No", 3)[4].iter(w("p"))), "詳しく"))
    [opinion] = received(opened(project(tmp_path / "p")), file).comments
    assert "No.2 実績" == opinion.name


def test_threads_are_told_whole_with_who_says_what_and_whether_it_is_done(
    came: Came, snapshot: Snapshot
) -> None:
    found = received(snapshot, came(SITUATIONS["コメントに返信し、解決にする（欄・二つの段落にも）"]))
    assert not found.incoming.edits and not found.incoming.is_open
    assert [
        ("第1章1", 7, "佐委員", "もっと短く", "次の段落には、協働の説明を書く。", True, ["係長: どのくらいですか", "佐委員: 一行に"]),
        ("第1章1", 9, "右委員", "まとめる", "項目の一番目／項目の二番目", False, ["係長: そうします"]),
        ("No.2 実績", 11, "右委員", "詳しく", "一覧を公開した。", False, []),
    ] == [
        (c.name, c.line, c.author, c.text, c.quote, c.resolved, [f"{r.author}: {r.text}" for r in c.replies])
        for c in found.comments
    ]


def test_answers_to_a_finding_of_the_program_are_told_and_the_finding_is_not(
    data: bytes, tmp_path: Path, snapshot: Snapshot
) -> None:
    """The draft of a project with findings has their comments; who answers one says something."""
    hand = Hand(data)
    own = next(int(e.get(w("id"), "")) for e in hand.body.iter(w("commentRangeStart")))
    hand.reply(own, "確かめます", "担当")
    (tmp_path / "back.docx").write_bytes(hand.saved())
    [opinion] = received(snapshot, tmp_path / "back.docx").comments
    assert ("担当", "確かめます", ()) == (opinion.author, opinion.text, opinion.replies)


# --- nothing is lost --------------------------------------------------------------------------


def words_of(hand: Hand) -> list[Element]:
    """Every piece of words that a hand can change: in a text, a cell, a field, the 目次."""
    return [each for each in hand.body.iter(w("t")) if (each.text or "").strip()]


@pytest.mark.parametrize("seed", range(40))
def test_every_word_that_was_typed_is_told(seed: int, data: bytes, tmp_path: Path) -> None:
    """Wherever it was typed: in a text, a cell, a caption, a head, a number, a page, a note."""
    chance = random.Random(seed)
    hand = Hand(data)
    places = words_of(hand)
    marks = [f"印{seed}の{number}" for number in range(6)]
    for mark, place in zip(marks, chance.sample(places, len(marks)), strict=True):
        place.text = chance.choice([f"{mark}{place.text}", f"{place.text}{mark}", mark])
    (tmp_path / "back.docx").write_bytes(hand.saved())
    found = received(opened(project(tmp_path / "p")), tmp_path / "back.docx").incoming
    said = [each.theirs for each in (*found.edits, *found.conflicts)]
    said += [each.result for each in found.edits]
    said += [each.text for each in found.unplaced]
    assert [] == [mark for mark in marks if not any(mark in text for text in said)]


@pytest.mark.parametrize(
    ("number", "at", "text"), [(1, 3, "Ⅰ"), (1, 2, "Ⅱ-イ"), (2, 2, "Ⅰ"), (2, 3, "Ⅱ-ア")]
)
def test_another_text_of_its_measure_in_a_table_that_repeats_them_is_told(
    number: int, at: int, text: str, came: Came, snapshot: Snapshot
) -> None:
    """In the 対照表 the cells have no keys, and both texts are the program's own words."""
    file = came(lambda hand: set_cell(hand.cells("第1期No", number)[at], text))
    (unplaced,) = received(snapshot, file).incoming.unplaced
    assert (text, f"No.{number}") == (unplaced.text, unplaced.near.split(" ")[0])


# What a program counts, or puts where nothing is said: nobody loses a word with it.
SAYS_NOTHING = ("【要設定】", "資料番号", "標題", "年月", "市町村名", "担当課名", "―", "目次のページ番号")


def says_nothing(words: Element) -> bool:
    contents = any(each.find(f"{w('sdtPr')}/{w('docPartObj')}") is not None for each in words.iterancestors(w("sdt")))
    return contents or (words.text or "").isdecimal() or (words.text or "").startswith(SAYS_NOTHING)


@pytest.mark.parametrize("part", range(4))
def test_every_word_that_was_struck_or_changed_is_told(
    part: int, data: bytes, snapshot: Snapshot, tmp_path: Path
) -> None:
    """One word of the document after the other, the program's own words, too."""
    file, silent = tmp_path / "back.docx", []
    for at in range(part, len(words_of(Hand(data))), 4):
        hand = Hand(data)
        words = words_of(hand)[at]
        if says_nothing(words):
            continue
        was = words.text or ""
        words.text = ("", was[:-1], f"{was}に")[at // 4 % 3]
        file.write_bytes(hand.saved())
        found = received(snapshot, file).incoming
        if not (found.edits or found.conflicts or found.unplaced):
            silent.append((was, words.text))
    assert [] == silent


def test_what_was_turned_into_words_that_stand_elsewhere_is_told(
    came: Came, snapshot: Snapshot
) -> None:
    """済 and 降格 are the program's words everywhere; in another's place they are somebody's."""
    told_of = {}
    for title in ("対照表の言葉を、別のところにある言葉に直す", "第5章の「施策の実施」を直す"):
        told_of[title] = told(received(snapshot, came(SITUATIONS[title])))
    assert all(told_of.values()), told_of
