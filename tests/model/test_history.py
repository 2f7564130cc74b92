"""A measure through the editions: who it is, how far it has come, what has become of it."""

from __future__ import annotations

from pathlib import Path

import notation
import pytest
from notation import category, row, subsection
from yearcase import one_sheet, past, strips, through, today, two_years, written

from guideline_docs import load
from guideline_docs.model.history import history
from guideline_docs.model.lineage import Tie
from guideline_docs.source.text import decode
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.conversion import cards_of


def test_a_project_of_one_edition_has_no_history() -> None:
    assert history(notation.guideline(notation.sheet(row(1)))) is None


def test_measures_are_one_by_number_and_title_and_by_title(tmp_path: Path) -> None:
    project = two_years(
        tmp_path,
        [past(1, "研修", "未"), past(2, "説明会", "着手中", "市内で開いた。")],
        [today(1, "研修", "済", "開いた。"), today(3, "説明会", "済", "庁舎で開いた。")],
    )
    assert [["研修", "未", "済"], ["説明会", "着手中", "済"]] == strips(project)
    ties = [track.states[1].tie for track in through(project).tracks if track.states[1]]
    assert [Tie.NUMBER_AND_TITLE, Tie.TITLE] == ties


def test_what_is_new_and_what_is_gone_comes_last(tmp_path: Path) -> None:
    project = two_years(
        tmp_path,
        [past(1, "掲示板の設置", "済", "置いた。"), past(2, "研修", "未")],
        [today(1, "福祉避難所の訓練", "未"), today(2, "研修", "未")],
    )
    assert [["福祉避難所の訓練", "―", "未"], ["研修", "未", "未"], ["掲示板の設置", "済", "―"]] == strips(project)
    assert ["new", "still", "gone"] == [
        through(project).course(*track.states) for track in through(project).tracks
    ]


def test_a_title_reworded_under_one_number_is_one_by_its_content(tmp_path: Path) -> None:
    project = two_years(
        tmp_path,
        [past(7, "防災メールの登録の呼び掛け", "未", "広報紙に載せ、登録者は二千人となった。")],
        [today(7, "防災メールと防災アプリの登録の呼び掛け", "済", "窓口で案内した。")],
    )
    [track] = through(project).tracks
    assert track.states[1] and track.states[1].tie is Tie.CONTENT


def test_a_number_alone_makes_nobody_one(tmp_path: Path) -> None:
    project = two_years(tmp_path, [past(1, "掲示板の設置", "済")], [today(1, "職員研修", "未")])
    assert [["職員研修", "―", "未"], ["掲示板の設置", "済", "―"]] == strips(project)


def test_the_map_of_the_numbers_comes_first(tmp_path: Path) -> None:
    project = two_years(tmp_path, [past(2, "相談会", "着手中")], [today(5, "寄合", "済")])
    before = project.guideline.editions[0].sheet
    assert before is not None
    (tmp_path / "sources" / "renumbered.toml").write_text(
        f'[[step]]\nedition = "{before.edition.digest}"\n[step.measures]\n2 = 5\n', "utf-8"
    )
    [track] = through(load(str(tmp_path))).tracks
    assert track.states[1] and track.states[1].tie is Tie.MAP


@pytest.mark.parametrize(
    ("before", "after", "course"),
    [
        ("未", "着手中", "advanced"),
        ("着手中", "一部済", "advanced"),
        ("済", "済・継", "done"),
        ("済", "済", "done"),
        ("未", "未", "still"),
        ("一部済", "着手中", "back"),
        ("済", "未", "back"),
        ("実施中", "済", "unclear"),
    ],
)
def test_courses(tmp_path: Path, before: str, after: str, course: str) -> None:
    project = two_years(tmp_path, [past(1, "研修", before)], [today(1, "研修", after)])
    found = through(project)
    assert course == found.course(*found.tracks[0].states)


WORST_FIRST = """
[[status]]
word = "未着手"
started = false
[[status]]
word = "着手"
[[status]]
word = "推進"
[[status]]
word = "完了"
done = true
"""
UNRANKED = "".join(f'[[status]]\nword = "{word}"\n' for word in "ABC")


@pytest.mark.parametrize(
    ("words", "before", "after", "course"),
    [
        (WORST_FIRST, "着手", "推進", "advanced"),
        (WORST_FIRST, "完了", "推進", "back"),
        (UNRANKED, "A", "B", "changed"),
        (UNRANKED, "B", "B", "still"),
    ],
)
def test_the_vocabulary_says_what_is_further(
    tmp_path: Path, words: str, before: str, after: str, course: str
) -> None:
    heads = "No｜内容｜重点｜前回｜今回｜実績｜2期案｜理由"
    line = f"1｜研修｜【Ⅰ】｜{before}｜{after}｜開いた。｜Ⅰ｜続ける。"
    found = through(one_sheet(tmp_path, 'status = ["前回", "今回"]', heads, line, settings=words))
    assert course == found.course(*found.tracks[0].states)
    assert ["前回", "今回"] == [part.name for part in found.editions]


COLUMNS = 'status = ["R3 進捗", "R4 進捗", "R5 進捗"]\nresults = ["R4 実績", "R5 実績"]'
HEAD = "No｜内容｜重点｜R5 進捗｜R5 実績｜R4 進捗｜R4 実績｜R3 進捗｜2期案｜理由"


class TestYearsInOneSheet:
    def sheet(self, folder: Path, settings: str = "") -> object:
        return one_sheet(
            folder,
            COLUMNS,
            HEAD,
            category(1),
            subsection("ア"),
            "1｜研修｜【Ⅰ】｜済｜三回開いた。｜着手中｜一回開いた。｜未｜Ⅰ｜続ける。",
            "2｜説明会｜【Ⅰ】｜未｜｜―｜｜｜Ⅰ｜始める。",
            settings=settings,
        )

    def test_each_head_is_an_edition_oldest_first_wherever_it_stands(self, tmp_path: Path) -> None:
        project = self.sheet(tmp_path)
        assert ["R3", "R4", "R5"] == [part.name for part in through(project).editions]
        assert [["研修", "未", "着手中", "済"], ["説明会", "―", "―", "未"]] == strips(project)

    def test_results_belong_to_their_year(self, tmp_path: Path) -> None:
        states = through(self.sheet(tmp_path)).tracks[0].states
        assert [None, "一回開いた。", "三回開いた。"] == [
            state.results.text if state and state.results else None for state in states
        ]

    def test_the_settings_name_them(self, tmp_path: Path) -> None:
        names = ("令和3年度", "令和4年度", "令和5年度")
        settings = "".join(f'[[edition]]\nname = "{name}"\n' for name in names)
        found = through(self.sheet(tmp_path, settings))
        assert list(names) == [part.name for part in found.editions]

    def test_the_last_is_todays_and_the_others_are_no_columns(self, tmp_path: Path) -> None:
        guideline = self.sheet(tmp_path).guideline
        assert list(guideline.columns) == [
            *(Column.NUMBER, Column.TITLE, Column.TIER, Column.STATUS, Column.RESULTS),
            *(Column.PROPOSAL, Column.RATIONALE),
        ]
        first = guideline.measures[0]
        assert ("済", "三回開いた。") == (first.status.span.text, first[Column.RESULTS].text)
        assert [] == list(first.further)

    def test_the_head_of_today_is_the_one_that_is_printed(self, tmp_path: Path) -> None:
        guideline = self.sheet(tmp_path).guideline
        names = {column: column.name for column in guideline.columns}
        assert ("R5 進捗", "R5 実績") == (names[Column.STATUS], names[Column.RESULTS])
        assert "R5 進捗" == guideline.configuration.vocabulary.head(Column.STATUS)

    def test_cards_of_it_say_the_same(self, tmp_path: Path) -> None:
        self.sheet(tmp_path)
        table = tmp_path / "sources" / "table.txt"
        configuration = load(str(tmp_path)).configuration
        cards = cards_of(decode(table.read_bytes(), "table.txt"), configuration.heads)
        table.write_text(cards, "utf-8")
        assert [["研修", "未", "着手中", "済"], ["説明会", "―", "―", "未"]] == strips(load(str(tmp_path)))

    def test_a_word_of_the_past_that_nobody_knows_is_told(self, tmp_path: Path) -> None:
        self.sheet(tmp_path)
        table = tmp_path / "sources" / "table.txt"
        table.write_text(table.read_text("utf-8").replace("\t着手中\t", "\t実施中\t"), "utf-8")
        told = [(d.code, d.span.text, d.finding.subject) for d in load(str(tmp_path)).diagnostics]
        assert [("GD302", "実施中", "No.1")] == told

    def test_nothing_is_told_of_it(self, tmp_path: Path) -> None:
        assert () == self.sheet(tmp_path).diagnostics


def test_one_head_of_several_names_is_no_edition(tmp_path: Path) -> None:
    heads = "No｜内容｜重点｜状態｜実績｜2期案｜理由"
    project = one_sheet(tmp_path, 'status = ["進み具合", "状態"]', heads, "1｜研修｜【Ⅰ】｜未｜｜Ⅰ｜続ける。")
    assert () == project.guideline.editions


def test_sheets_and_columns_together(tmp_path: Path) -> None:
    settings = """\
[columns]
status = ["R4 進捗", "R5 進捗"]
[[edition]]
name = "令和3年度"
sheet = "old/r3.txt"
[[edition]]
name = "令和4年度"
[[edition]]
name = "令和5年度"
"""
    now = notation.sheet(
        "No｜内容｜重点｜R4 進捗｜R5 進捗｜実績｜2期案｜理由",
        "1｜研修｜【Ⅰ】｜着手中｜済｜開いた。｜Ⅰ｜続ける。",
    )
    home = written(tmp_path, settings, r5=now)
    (home / "old").mkdir()
    old = notation.sheet(
        "No｜内容｜重点｜R4 進捗｜実績", "1｜研修｜【Ⅰ】｜未｜"
    )
    (home / "old" / "r3.txt").write_text(old, "utf-8")
    project = load(str(home))
    assert ["令和3年度", "令和4年度", "令和5年度"] == [part.name for part in through(project).editions]
    assert [["研修", "未", "着手中", "済"]] == strips(project)
    assert () == project.diagnostics


@pytest.mark.parametrize(
    ("heads", "names"),
    [
        (("R4 進捗", "R5 進捗"), ["R4", "R5"]),
        (("令和4年度の状況", "令和5年度の状況"), ["令和4年度", "令和5年度"]),
        (("平成30年度", "令和元年度"), ["平成30年度", "令和元年度"]),
        (("2023 評価", "2024 評価"), ["2023", "2024"]),
        (("2024年3月末", "2024年9月末"), ["2024年3月末", "2024年9月末"]),
        (("第1回の評価", "第2回の評価"), ["第1回の評価", "第2回の評価"]),
        (("前回", "今回"), ["前回", "今回"]),
    ],
)
def test_an_edition_is_called_what_its_head_says(
    tmp_path: Path, heads: tuple[str, str], names: list[str]
) -> None:
    head = "｜".join(("No｜内容｜重点", *heads, "実績｜2期案｜理由"))
    columns = f'status = ["{heads[0]}", "{heads[1]}"]'
    project = one_sheet(tmp_path, columns, head, "1｜研修｜【Ⅰ】｜未｜済｜開いた。｜Ⅰ｜続ける。")
    assert names == [part.name for part in through(project).editions]


def test_the_last_head_that_is_there_is_todays(tmp_path: Path) -> None:
    columns = 'status = ["R3 進捗", "R4 進捗", "R5 進捗"]'
    head = "No｜内容｜重点｜R3 進捗｜R4 進捗｜実績｜2期案｜理由"
    project = one_sheet(tmp_path, columns, head, "1｜研修｜【Ⅰ】｜未｜済｜開いた。｜Ⅰ｜続ける。")
    assert ["R3", "R4"] == [part.name for part in through(project).editions]
