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
