"""What nobody sees hides nothing: every closed word and every number is read through it."""

from __future__ import annotations

import notation
import pytest
from notation import category, guideline, row, sheet, subsection

from guideline_docs.syntax.columns import Column

UNSEEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\xad", "\u200e"]
FRAME = (category(1), subsection("ア"), row(1, title="甲", rationale="{}"), row(2), subsection("ウ"), row(3))


def told(text: str, *chapters: str, cards: tuple[str, ...] = ()) -> list[str]:
    """The findings but for those of what nobody sees, each at its characters in the file."""
    found = notation.diagnostics(text, *chapters, cards=cards)
    for diagnostic in found:
        stands = diagnostic.span.verbatim
        line = stands.source.line_text(diagnostic.span.line)
        start, end = diagnostic.span.position[1] - 1, diagnostic.span.end_position[1] - 1
        assert stands.text == line[start:end]
    return [f"{d.code}「{d.span.verbatim.text}」" for d in found if d.code != "GD005"]


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize(
    ("written", "code"),
    [("(1)-イ", "GD401"), ("（１）のイ", "GD401"), ("⑴イ", "GD401"), ("(1)-2", "GD402"), ("(1)-ウ～ア", "GD402"), ("施策99", "GD404"), ("No.99", "GD404")],
)
def test_reference_is_read_through_at_every_place(written: str, code: str, unseen: str) -> None:
    for at in range(1, len(written)):
        hidden = written[:at] + unseen + written[at:]
        text = sheet(*FRAME).replace("{}", f"{unseen}{hidden}{unseen}に続き、進める。")
        assert [f"{code}「{hidden}」", "GD202「ウ」"] == told(text)


@pytest.mark.parametrize("unseen", UNSEEN)
def test_words_of_a_row_are_read_through(unseen: str) -> None:
    cells = ("6", "甲", "【Ⅱ-ア】", "済・継", "実施した。", "○→Ⅰ", "続ける。")
    for place in range(len(cells)):
        cell = cells[place]
        for at in range(len(cell) + 1):
            hidden = [*cells]
            hidden[place] = cell[:at] + unseen + cell[at:]
            text = sheet(category(1), subsection("ア"), "｜".join(cells))
            read = guideline(text.replace("\t".join(cells), "\t".join(hidden)))
            (measure,) = read.measures
            assert measure.tier.tier and measure.status.status and measure.proposal.tier
            assert (6, "甲", "Ⅱ-ア", "済・継", "実施した。", True, "Ⅰ", "続ける。") == (
                *(measure.number, measure.title.text, measure.tier.tier.mark),
                *(measure.status.status.word, measure[Column.RESULTS].text, measure.proposal.completed),
                *(measure.proposal.tier.mark, measure[Column.RATIONALE].text),
            )


def test_blank_that_does_not_break_is_a_blank() -> None:
    text = sheet(category(1), "ア\xa0拠点", row(1, rationale="(1)\xa0-\xa0イ、施策\xa09を見る。"))
    assert ["GD401「(1)\xa0-\xa0イ」", "GD404「施策\xa09」"] == told(text)


ODD_BLANKS = ["\xa0", "\u2002", "\u2003", "\u2007", "\u2009", "\u202f", "\u205f"]


@pytest.mark.parametrize("blank", ODD_BLANKS)
@pytest.mark.parametrize(
    ("written", "code"),
    [
        *(("(1)-イ", "GD401"), ("（１）のイ", "GD401"), ("⑴イ", "GD401"), ("(12)-ア", "GD401"), ("(1)-2", "GD402")),
        *(("(1)-ウ～ア", "GD402"), ("施策99", "GD404"), ("施策No.123", "GD404"), ("№99", "GD404")),
    ],
)
def test_odd_blank_hides_no_reference(written: str, code: str, blank: str) -> None:
    for at in range(1, len(written)):
        hidden = written[:at] + blank + written[at:]
        text = sheet(*FRAME).replace("{}", f"{hidden}に続き、進める。")
        assert [f"{code}「{hidden}」", "GD202「ウ」"] == told(text)
        found = [d for d in notation.diagnostics(text) if d.code == "GD005"]
        assert 1 == len(found)
        # Mended it says the same, and nothing is hidden any more.
        (edit,) = found[0].finding.fixes[0].edits
        mended = text.replace(hidden, written[:at] + edit.text + written[at:])
        assert [f"{code}「{written[:at]}{edit.text}{written[at:]}」", "GD202「ウ」"] == told(mended)


@pytest.mark.parametrize("blank", ODD_BLANKS)
@pytest.mark.parametrize(
    ("written", "missing"),
    [
        ("施策2、99", "GD404「{99}」"),
        ("施策2及び99", "GD404「{99}」"),
        ("(1)-ウ並びにイ", "GD401「イ」"),
        ("(1)-ウ若しくはイ", "GD401「イ」"),
    ],
)
def test_odd_blank_ends_no_list(written: str, missing: str, blank: str) -> None:
    for at in range(5, len(written)):
        hidden = written[:at] + blank + written[at:]
        text = sheet(*FRAME).replace("{}", f"{hidden}と進める。")
        last = f"9{blank}9" if hidden.endswith(f"9{blank}9") else "99"
        assert [missing.replace("{99}", last), "GD202「ウ」"] == told(text)


@pytest.mark.parametrize("blank", ODD_BLANKS)
@pytest.mark.parametrize("written", ["第9章", "第12章"])
def test_odd_blank_hides_no_chapter(written: str, blank: str) -> None:
    for at in range(1, len(written)):
        hidden = written[:at] + blank + written[at:]
        chapter = f"第1章　甲\n\n　{hidden}のとおり。\n"
        assert [f"GD405「{hidden}」"] == told(sheet(*FRAME[:2], row(1), row(2)), chapter)


@pytest.mark.parametrize(
    "written",
    [
        "Word\xa0から写した。",
        "令和5年\xa012月に",
        "施策2\xa010件を",  # a measure and a count
        "施策2\xa02024年度に",
        "(1)-ア\xa0ウォーキング",
        "10\xa0000円と1\xa02を",
        "5\xa06か所",
        "第2\xa0期",
        "実施\xa0策定を急ぐ。",
        "施策2\xa02026に",
        "（1）\xa0ア、イ",
    ],
)
def test_odd_blank_between_words_is_a_blank(written: str) -> None:
    text = sheet(*FRAME).replace("{}", written)
    (measure, *_) = guideline(text).measures
    assert written.replace("\xa0", " ") == measure[Column.RATIONALE].text


def test_blank_in_a_number_and_blank_between_words_are_one_finding() -> None:
    text = sheet(*FRAME).replace("{}", "Word\xa0から、施\xa0策2と進める。")
    (found,) = [d for d in notation.diagnostics(text) if d.code == "GD005"]
    assert [" ", ""] == [edit.text for edit in found.finding.fixes[0].edits]
    assert (
        "番号を割るものは削り、ほかはふつうの空白に打ち直してください（check --fix で直せます）。この行に 2 か所あります"
    ) == found.finding.hint


def test_words_in_two_code_points_or_with_radicals_are_read() -> None:
    text = sheet(category(1), subsection("ア"), row(1, status="⼀部済"), row(2, status="着⼿中", rationale="(1)-カ\u3099"))
    assert [] == told(text)
    assert ["GD402「(1)-⼯」"] == told(sheet(*FRAME[:2], row(1, rationale="(1)-⼯を"), row(2)))


@pytest.mark.parametrize("unseen", UNSEEN)
def test_heads_headings_legend_and_summary_are_read_through(unseen: str) -> None:
    plain = sheet(
        "【達成状況】",
        "【Ⅰ】<重点>｜優先して実施するもの｜1/2：済｜1/2：未",
        category(1),
        subsection("ア", "拠点"),
        row(1),
        row(2, status="未", results=""),
    )
    lines = plain.split("\n")
    hidden = "\n".join(unseen.join(["", *line, ""]) if line else line for line in lines)
    assert [] == told(plain) == told(hidden)
    one, other = guideline(plain), guideline(hidden)
    assert list(one.targets) == list(other.targets)
    assert one.tiers[0][:4] == other.tiers[0][:4]
    assert [each[1:2] for line in one.summary.lines for each in line.shares] == [
        each[1:2] for line in other.summary.lines for each in line.shares
    ]


@pytest.mark.parametrize("unseen", UNSEEN)
def test_chapters_and_cards_are_read_through(unseen: str) -> None:
    chapter = "第1章　総括\n\n1　状況\n\n［＃達成状況］\n\n　第9章と【要確認】による。\n"
    card = "（1）場\nア　拠点\n\n施策1\n　取組内容：(1)-オによる。\n　担当課：総務課\n"
    frame = sheet(category(1, "場"), subsection("ア", "拠点"), row(1))
    expected = ["GD405「第9章」", "GD802「【要確認】」", "GD401「(1)-オ」"]
    assert expected == told(frame, chapter, cards=(card,))
    hidden = told(
        frame,
        chapter.replace("章", unseen + "章").replace("［＃", f"［{unseen}＃").replace("要確", f"要{unseen}確"),
        cards=(card.replace("施策1", f"施{unseen}策1").replace("担当課", f"担{unseen}当課"),),
    )
    assert [f"GD405「第9{unseen}章」", f"GD802「【要{unseen}確認】」", "GD401「(1)-オ」"] == hidden
