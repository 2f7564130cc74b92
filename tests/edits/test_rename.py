"""Another number for one heading, wherever it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from notation import category, row, sheet, subsection
from test_cases import CASES

from guideline_docs import load
from guideline_docs.edits.rename import numbered_at, rename
from guideline_docs.edits.renumber import Renumbering
from guideline_docs.failure import CannotRun
from guideline_docs.model.chapter import Heading
from guideline_docs.model.code import CHAPTERS
from guideline_docs.model.measure import Measure
from guideline_docs.model.places import Places
from guideline_docs.model.reading import guidelines
from guideline_docs.model.section import Section
from guideline_docs.model.targets import Target, TargetKind
from guideline_docs.rules.snapshot import Snapshot, check
from guideline_docs.source.edit import Patch, unsaved
from guideline_docs.source.span import SourceText, Span
from guideline_docs.source.text import decode
from guideline_docs.syntax.kinds import parsed
from guideline_docs.workspace import Workspace, load_text

ROOT = Path(__file__).parents[2]
SHEET = sheet(
    category(1, "場"),
    subsection("ア", "拠点"),
    row(1, title="構築", rationale="(1)-ア、イ、(2)-アによる。"),
    subsection("イ", "設備"),
    row(2, title="利用", rationale="（１）-ｱ及び施策１、3に関連する。"),
    category(2, "資金"),
    subsection("ア", "基金"),
    row(3, title="設置", rationale="(1)のアと No.1、第2の柱による。"),
)
CHAPTERS_TEXTS = (
    "第1章　総括\n\n1　状況\n\n　(1)-アと施策1は、第2章1(1)による。\n",
    "第2章　方針\n\n1　理念\n\n(1)　考え方\n\n　第1章1と第２章１を見る。\n",
)
CARDS = "（1）場\nア　拠点\n\n施策1　構築\n　取組内容：施策1と(1)-アを合わせる。\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """A project with a sheet, cards and chapters."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources" / "draft").mkdir(parents=True)
    write = {"sheet.txt": SHEET, "cards.txt": CARDS}
    write |= {f"draft/{n:02}.txt": text for n, text in enumerate(CHAPTERS_TEXTS, 1)}
    write |= {"guideline.toml": '[sources]\nsheet = "sheet.txt"\n', "accepted.toml": ACCEPTED}
    for name, text in write.items():
        (tmp_path / "sources" / name).write_text(text, encoding="utf-8")
    return load("sources")


ACCEPTED = '[[accept]]\ncode = "GD207"\npath = "sheet.txt"\nsubject = "(1)-ア"\nreason = "(1)-アは残す。"\n'


def place(project: Snapshot, words: str, behind: int = 0) -> tuple[SourceText, int]:
    (source, *_) = [one for one in project.sources if words in one.text]
    return source, source.text.index(words) + behind


def told(project: Snapshot, words: str, behind: int = 0) -> str:
    """What is numbered at a place, or why nothing is."""
    try:
        found = numbered_at(project, *place(project, words, behind))
    except CannotRun as why:
        return f"× {why}"
    return f"{found.span.place}「{found.span.text}」 {found.target.name}"


@pytest.mark.parametrize(
    ("words", "behind", "expected"),
    [
        ("（1）場", 0, "sources/sheet.txt:8:2「1」 (1)"),
        ("（1）場", 3, "sources/sheet.txt:8:2「1」 (1)"),
        ("ア 拠点", 0, "sources/sheet.txt:9:1「ア」 (1)-ア"),
        ("1\t構築", 0, "sources/sheet.txt:10:1「1」 No.1"),
        ("(1)-ア、イ", 0, "sources/sheet.txt:10:24「1」 (1)"),
        ("(1)-ア、イ", 5, "sources/sheet.txt:10:27「ア」 (1)-ア"),
        ("(1)-ア、イ", 6, "sources/sheet.txt:10:29「イ」 (1)-イ"),
        ("施策１、3", 1, "sources/sheet.txt:12:32「１」 No.1"),
        ("施策１、3", 4, "sources/sheet.txt:12:34「3」 No.3"),
        ("施策1　構築", 0, "sources/cards.txt:4:3「1」 No.1"),
        ("第2章　方針", 1, "sources/draft/02.txt:1:2「2」 第2章"),
        ("(1)　考え方", 1, "sources/draft/02.txt:5:2「1」 第2章1(1)"),
        ("第2章1(1)に", 1, "sources/draft/01.txt:5:14「2」 第2章"),
        ("第2章1(1)に", 3, "sources/draft/01.txt:5:16「1」 第2章1"),
        ("第2章1(1)に", 5, "sources/draft/01.txt:5:18「1」 第2章1(1)"),
        ("構築\t", 1, "× 番号の上で変えてください（見出しの番号、施策の番号、参照）"),
        ("場\n", 1, "× 番号の上で変えてください（見出しの番号、施策の番号、参照）"),
        ("【Ⅰ】<重点>", 1, "× 重点区分の印は、凡例と各行を書き直して変えてください"),
        ("Ⅰ】\t済", 0, "× 重点区分の印は、凡例と各行を書き直して変えてください"),
        ("に関連する", 1, "× 番号の上で変えてください（見出しの番号、施策の番号、参照）"),
    ],
)
def test_the_number_that_is_pointed_at(
    project: Snapshot, words: str, behind: int, expected: str
) -> None:
    assert expected == told(project, words, behind)


def changed(project: Snapshot, changes: Renumbering) -> list[str]:
    """The lines that change, as they will be."""
    return [
        line
        for line in changes.patch.diff().splitlines()
        if line.startswith("+") and not line.startswith("+++")
    ]


def test_a_letter_is_changed_with_its_references_in_their_own_spelling(project: Snapshot) -> None:
    changes = rename(project, *place(project, "ア 拠点"), "カ")
    assert 5 == changes.references
    assert changed(project, changes) == [
        "+カ 拠点",
        "+1\t構築\t【Ⅰ】\t済\t職員に説明した。\tⅠ\t(1)-カ、イ、(2)-アによる。",
        "+2\t利用\t【Ⅰ】\t済\t職員に説明した。\tⅠ\t（１）-ｶ及び施策１、3に関連する。",
        "+3\t設置\t【Ⅰ】\t済\t職員に説明した。\tⅠ\t(1)のカと No.1、第2の柱による。",
        "+カ　拠点",
        "+　取組内容：施策1と(1)-カを合わせる。",
        "+　(1)-カと施策1は、第2章1(1)による。",
        '+subject = "(1)-カ"',
    ]


def test_a_number_is_changed_with_its_card(project: Snapshot) -> None:
    changes = rename(project, *place(project, "施策１、3", 2), "施策１２")
    assert changed(project, changes) == [
        "+12\t構築\t【Ⅰ】\t済\t職員に説明した。\tⅠ\t(1)-ア、イ、(2)-アによる。",
        "+2\t利用\t【Ⅰ】\t済\t職員に説明した。\tⅠ\t（１）-ｱ及び施策１２、3に関連する。",
        "+3\t設置\t【Ⅰ】\t済\t職員に説明した。\tⅠ\t(1)のアと No.12、第2の柱による。",
        "+施策12　構築",
        "+　取組内容：施策12と(1)-アを合わせる。",
        "+　(1)-アと施策12は、第2章1(1)による。",
    ]


def test_a_category_takes_along_what_stands_below_it(project: Snapshot) -> None:
    changes = rename(project, *place(project, "（1）場", 1), "（３）")
    assert [line for line in changed(project, changes) if "accept" not in line][:3] == [
        "+（3）場",
        "+1\t構築\t【Ⅰ】\t済\t職員に説明した。\tⅠ\t(3)-ア、イ、(2)-アによる。",
        "+2\t利用\t【Ⅰ】\t済\t職員に説明した。\tⅠ\t（３）-ｱ及び施策１、3に関連する。",
    ]


def test_a_chapter_is_changed_in_all_chapters(project: Snapshot) -> None:
    changes = rename(project, *place(project, "第2章　方針", 1), "第４章")
    assert changed(project, changes) == [
        "+　(1)-アと施策1は、第4章1(1)による。",
        "+第4章　方針",
        "+　第1章1と第４章１を見る。",
    ]
    assert {} == changes.patch.files
    inner = rename(project, *place(project, "1　理念"), "5")
    assert changed(project, inner) == [
        "+　(1)-アと施策1は、第2章5(1)による。",
        "+5　理念",
        "+　第1章1と第２章５を見る。",
    ]


def test_the_map_of_the_numbers_is_kept(project: Snapshot) -> None:
    changes = rename(project, *place(project, "1\t構築"), "12")
    ((path, kept),) = changes.patch.files.items()
    assert "sources/renumbered.toml" == path.as_posix()
    text = kept.decode()
    assert "[measures]\n1 = 12\n2 = 2\n3 = 3\n" in text
    assert text.endswith(f'[[step]]\nedition = "{changes.numbers.edition}"\n[step.measures]\n1 = 12\n')


def test_nothing_changes_where_the_number_is_the_same(project: Snapshot) -> None:
    assert not rename(project, *place(project, "ア 拠点"), " ｱ ").patch


@pytest.mark.parametrize(
    ("words", "behind", "word", "expected"),
    [
        ("ア 拠点", 0, "イ", "(1)-イ はすでにあります（sources/sheet.txt:11:1「設備」）"),
        ("1\t構築", 0, "施策3", "No.3 はすでにあります（sources/sheet.txt:15:1「設置」）"),
        ("第2章　方針", 1, "1", "第1章 はすでにあります（sources/draft/01.txt:1:1「総括」）"),
        ("ア 拠点", 0, "3", "「3」は番号として読めません。「ア」のような番号にしてください"),
        ("ア 拠点", 0, "", "「」は番号として読めません。「ア」のような番号にしてください"),
        ("1\t構築", 0, "0", "「0」は番号として読めません。「No.1」のような番号にしてください"),
        ("1\t構築", 0, "新1", "「新1」は番号として読めません。「No.1」のような番号にしてください"),
        (
            *("ア 拠点", 0, "(3)-カ"),
            "「(3)-カ」は (1)-ア と上の番号が違います。変えられるのは最後の番号だけです",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    project: Snapshot, words: str, behind: int, word: str, expected: str
) -> None:
    with pytest.raises(CannotRun) as why:
        rename(project, *place(project, words, behind), word)
    assert expected == str(why.value)


@pytest.mark.parametrize(
    ("rationale", "word", "expected"),
    [
        (
            "(1)-ア～ウによる。",
            "カ",
            "sources/sheet.txt:10:28: 「(1)-ア～ウ」は付け直すと一続きでなくなります。"
            "(3)-ア、ウ のように一つずつ書いてください",
        ),
        (
            "(1)-カによる。",
            "カ",
            "sources/sheet.txt:10:28: 行き先のない参照「(1)-カ」が、変えた後の番号を"
            "指すことになります。先に参照を直してください",
        ),
    ],
)
def test_what_could_no_longer_be_said_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rationale: str, word: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    letters = (line for n, kana in enumerate("イウ", 2) for line in (subsection(kana), row(n)))
    text = sheet(category(1), subsection("ア"), row(1, rationale=rationale), *letters)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "sheet.txt").write_text(text, encoding="utf-8")
    alone = load("sources")
    with pytest.raises(CannotRun) as why:
        rename(alone, *place(alone, "ア 市民"), word)
    assert expected == str(why.value)


def test_what_two_bear_is_not_guessed_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sheet.txt").write_text(sheet(row(1), row(1)), encoding="utf-8")
    assert told(load("sheet.txt"), "1\t職員") == (
        "× No.1 が二つあるので、どちらの番号か決まりません（sheet.txt:10:1と sheet.txt:11:1）"
    )


def test_a_heading_without_a_number_has_none_to_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    city = load("sources")
    assert told(city, "多様な中間支援組織との連携") == (
        "× 「多様な中間支援組織との連携」に番号が書かれていないので、変えられません"
    )
    assert told(city, "イ、(5)-2") == "× 「イ」の指すところがないので、番号を変えられません"


def test_texts_that_are_not_saved_count(project: Snapshot, tmp_path: Path) -> None:
    workspace = Workspace("sources")
    workspace.overlay(tmp_path / "sources" / "draft" / "01.txt", "第1章　総括\n\n　施策3を見る。\n")
    unsaved_too = workspace.snapshot()
    changes = rename(unsaved_too, *place(unsaved_too, "3\t設置"), "8")
    assert "+　施策8を見る。" in changed(unsaved_too, changes)


@pytest.mark.parametrize("word", ["3", "３", "Ⅲ", "III", "基本目標Ⅲ"])
def test_a_figure_is_enough_for_any_numeral_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    configuration = '[[level]]\nname = "基本目標"\nmark = "基本目標Ⅰ"\n'
    Path("guideline.toml").write_text(configuration, encoding="utf-8")
    Path("sheet.txt").write_text("No\t内容\n基本目標Ⅰ 甲\n1\t基本目標Ⅰの検診\n", encoding="utf-8")
    alone = load("sheet.txt")
    changes = rename(alone, *place(alone, "Ⅰ 甲"), word)
    assert ["+基本目標Ⅲ 甲", "+1\t基本目標Ⅲの検診"] == changed(alone, changes)


def test_the_map_counts_as_it_is_typed(project: Snapshot, tmp_path: Path) -> None:
    workspace = Workspace("sources")
    first = rename(project, *place(project, "1\t構築"), "12")
    ((path, kept),) = first.patch.files.items()
    workspace.overlay(path, kept.decode())
    for source in first.patch.edits:
        assert source.file
        workspace.overlay(source.file, first.patch.text(source))
    again = workspace.snapshot()
    second = rename(again, *place(again, "12\t構築"), "13")
    text = second.patch.files[path].decode()
    assert "[measures]\n1 = 13\n" in text
    assert ["1 = 12", "12 = 13"] == text.split("[step.measures]\n")[1].splitlines()[:1] + text.splitlines()[-1:]


def test_a_text_that_is_no_file_has_numbers_too() -> None:
    alone = load_text(SHEET.encode(), "untitled:1")
    changes = rename(alone, *place(alone, "1\t構築"), "12")
    assert {} == changes.patch.files
    assert ["12", "１２", "12"] == [edit.text for edit in next(iter(changes.patch.edits.values()))]


# --- every number of every project ------------------------------------------------------

# What says that numbers are not consecutive: that is what was asked for.
_SERIES = {"GD201", "GD202", "GD203", "GD208"}


def edited(project: Snapshot, patch: Patch) -> Snapshot:
    """The project with a patch made, in memory; nothing is accepted there."""
    configuration = project.configuration
    marks = configuration.scheme.marks
    texts = []
    for text in project.texts:
        source = text.source
        if source.file and source.verbatim in patch.edits:
            data = patch.data(source, unsaved(source, source.file))
            source = decode(data, source.path, source.file)
        texts.append(text._replace(source=source))
    trees = [parsed(text, configuration.heads, configuration.fields, marks) for text in texts]
    found = guidelines(trees, configuration, renumbered=project.guideline.renumbered)
    return project._replace(guidelines=found, acceptances=(), texts=tuple(texts))


def free(project: Snapshot, target: Target) -> str:
    """The first number behind all others, spelled."""
    scheme = CHAPTERS if target.kind is TargetKind.CHAPTER else project.guideline.scheme
    highest = max(
        each.code.number
        for each in project.guideline.targets.values()
        if (each.kind is TargetKind.CHAPTER) == (target.kind is TargetKind.CHAPTER)
        and each.code.level == target.code.level
    )
    slots = scheme.level(target.code).mark.slots
    return (slots[-1].spell(highest + 1) or "") if slots else ""


def numbers_of(project: Snapshot) -> Iterator[tuple[SourceText, int]]:
    """Where each number of a project is borne."""
    lines = project.guideline.once(Places).lines
    for source in project.guideline.sources:
        for line in lines.within(source):
            match line.part:
                case Section(mark=Span() as number) | Heading(mark=number):
                    yield source, number.start
                case Measure(number_span=number):
                    yield source, number.start


def faults(project: Snapshot) -> Counter[tuple[str, str, int]]:
    """The findings beside those of the series, by the lines they stand in."""
    return Counter((d.code, d.path, d.span.line) for d in check(project) if d.code not in _SERIES)


@pytest.mark.parametrize("case", [ROOT, *CASES], ids=lambda case: case.name)
def test_there_and_back_is_as_it_was(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    project = load("sources" if Path("sources").is_dir() else "source.txt")
    texts = [source.verbatim.text for source in project.guideline.sources]
    before = faults(edited(project, Patch()))
    done = 0
    for source, offset in numbers_of(project):
        try:
            word = numbered_at(project, source, offset)
            changes = rename(project, source, offset, free(project, word.target))
        except CannotRun:
            continue
        done += 1
        after = edited(project, changes.patch)
        assert before == faults(after), word.target.name
        again = after.guideline.sources[project.guideline.sources.index(source)]
        back = rename(after, again, offset, source.text[slice(*word.span[1:])])
        restored = edited(after, back.patch).guideline.sources
        assert texts == [each.verbatim.text for each in restored], word.target.name
    assert done or not project.guideline.targets
