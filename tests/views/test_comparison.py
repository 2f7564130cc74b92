"""新旧対照表 as it is said: bands, rows, both sides, remarks, the main changes."""

from __future__ import annotations

from pathlib import Path

import notation
from comparecase import MEASURES, changed, table
from notation import row

from guideline_docs.compare import compare
from guideline_docs.model.guideline import Guideline
from guideline_docs.render.templates import Templates
from guideline_docs.views.comparison import comparison_view
from guideline_docs.views.comparison.parts import ComparisonView, Line, WordRole
from guideline_docs.workspace import load

WORDING = Templates().wording()
_MARKS = {WordRole.PLAIN: "{}", WordRole.CHANGED: "_{}_", WordRole.HEAD: "<{}>", WordRole.ASIDE: "{}"}


def view(old: Guideline, new: Guideline) -> ComparisonView:
    return comparison_view(compare(old, new), old, new, WORDING, ("前", "後"))


def side(line: Line) -> str:
    return "".join(_MARKS[word.role].format(word.text) for word in line)


def lines(old: Guideline, new: Guideline) -> list[str]:
    """``# band``, then a line a row: ``new ｜ old ｜ remark``, indented where it goes on."""
    found = []
    for band in view(old, new).bands:
        found.append(f"# {band.title}")
        for each in band.rows:
            begins = "" if each.begins else "  "
            found.append(f"{begins}{side(each.new)} ｜ {side(each.old)} ｜ {each.remark}".rstrip("｜ "))
    return found


def test_what_changed_of_a_measure_stands_together() -> None:
    after = table(*changed(("年4回", "年6回"), ("発行した。｜Ⅱ-ア", "発行した。｜Ⅰ")))
    assert [
        "# （2） 情報の提供／ア 広報",
        "<No.4>　広報紙の発行 ｜ <No.4>　広報紙の発行",
        "  <実績　>年_6_回発行した。 ｜ <実績　>年_4_回発行した。",
        "  <2期案　>_Ⅰ_ ｜ <2期案　>_Ⅱ-ア_ ｜ 2期案の昇格",
    ] == lines(table(), after)


def test_what_is_new_is_told_whole_and_so_is_what_is_gone() -> None:
    new = table(*MEASURES, row(7, title="講座", tier="Ⅲ", status="未", results="", proposal="Ⅲ", rationale="始める。"))
    assert [
        "# （2） 情報の提供／イ 相談",
        "_No.7_　_講座_ ｜ （新設）",
        "  <重点　>_【Ⅲ】_",
        "  <施策の実施　>_未_",
        "  <2期案　>_Ⅲ_",
        "  <理由　>_始める。_",
    ] == [line.rstrip() for line in lines(table(), new)]
    assert "（削除） ｜ _No.7_　_講座_" == lines(new, table())[1]


def test_numbers_alone_are_one_row_at_the_end() -> None:
    kept = [line for line in MEASURES if not line.startswith("2｜")]
    kept = [*changed(("3｜備", "2｜備"), ("4｜広", "3｜広"), ("5｜メ", "4｜メ"), ("6｜相", "5｜相"), ("施策5", "施策4"), lines=kept)]
    assert ["# 番号の変更", "_No.2～No.5_ ｜ _No.3～No.6_"] == lines(table(), table(*kept))[-2:]


def test_a_number_that_changed_with_other_things_is_remarked() -> None:
    kept = [line for line in MEASURES if not line.startswith("2｜")]
    kept = [*changed(("3｜備", "2｜備"), ("4｜広", "3｜広"), ("5｜メ", "4｜メ"), ("6｜相", "5｜相"), ("施策5", "施策4"), ("年4回", "年6回"), lines=kept)]
    assert "_No.3_　広報紙の発行 ｜ _No.4_　広報紙の発行 ｜ 番号の変更" in lines(table(), table(*kept))


def test_a_measure_that_stands_elsewhere_is_remarked() -> None:
    moved = [*MEASURES]
    moved.insert(7, moved.pop(2))
    assert [
        "# （2） 情報の提供／ア 広報",
        "<No.1>　会議室の開放 ｜ <No.1>　会議室の開放 ｜ (1)-アから(2)-アへ移動",
    ] == lines(table(), table(*moved))


def test_a_field_that_held_nothing() -> None:
    after = table(*changed(("｜未｜", "｜着手中｜")))
    after = table(*changed(("｜未｜｜", "｜着手中｜配信を始めた。｜")))
    assert "  <実績　>_配信を始めた。_ ｜ <実績　>（記載なし）" in lines(table(), after)


def test_long_text_is_skipped_where_it_did_not_change() -> None:
    text = "初めの文である。" * 12 + "講座を{}回開いた。" + "終わりの文である。" * 12
    before, after = (table(*changed(("机を貸し出した。", text.format(n)))) for n in (4, 6))
    expected = "  <実績　>（略）講座を_6_回開いた。（略） ｜ <実績　>（略）講座を_4_回開いた。（略）"
    assert expected == lines(before, after)[-1]


def test_chapters_have_bands_of_their_headings() -> None:
    one = "第1章　初めに\n\n1　趣旨\n\n　市民の意見を聴く。\n"
    before, after = (notation.guideline(notation.sheet(*MEASURES), text) for text in (one, one.replace("市民の", "｜協働《きょうどう》の")))
    assert [
        "# 第1章 初めに／1 趣旨",
        "_協働（きょうどう）_の意見を聴く。 ｜ _市民_の意見を聴く。",
    ] == lines(before, after)


def test_a_paragraph_that_only_breaks_elsewhere() -> None:
    one = "第1章　初めに\n\n　市民の意見を聴いた。団体の意見も聴いた。\n"
    before, after = (notation.guideline(notation.sheet(*MEASURES), text) for text in (one, one.replace("。団", "。\n\n　団")))
    assert lines(before, after)[-1].endswith("｜ 段落の分け方の変更")


def test_headings_and_lines_of_the_sheet() -> None:
    after = table(*changed(("（1）場の提供", "（1）場の提供と支援"), ("イ 相談", "イ 相談と支援")))
    assert [
        "# （1） 場の提供と支援",
        "<(1)>　場の提供_と支援_ ｜ <(1)>　場の提供",
        "# （2） 情報の提供",
        "<(2)-イ>　相談_と支援_ ｜ <(2)-イ>　相談",
    ] == lines(table(), after)
    text = notation.sheet(*MEASURES)
    found = lines(notation.guideline(text), notation.guideline(text.replace("充実を図る", "継続する")))
    assert "# 一覧の標題・達成状況・注など" == found[0]


def test_the_main_changes(city: Path) -> None:
    old = load(str(city)).guideline
    sheet, chapter = city / "sources" / "phase1-progress.txt", city / "sources" / "draft" / "02-第1期の総括.txt"
    text = sheet.read_text("utf-8")
    kept = [line for line in text.split("\n") if not line.startswith("14\t")]
    sheet.write_text("\n".join(kept).replace("年4回", "年6回"), "utf-8")
    chapter.write_text(chapter.read_text("utf-8").replace("一新し、", "新しくし、"), "utf-8")
    found = view(old, load(str(city)).guideline)
    assert (
        "施策の削除　1件（No.14　組織の運営に関する講座や専門相談の実施）",
        "施策の変更　1件（No.12）",
        "本文の変更　1件（第2章2(3)）",
    ) == found.summary
    assert ("新旧対照表", "") == (found.title, found.none)
    assert [("新", "後"), ("旧", "前")] == [tuple(each) for each in found.versions]


def test_of_many_only_the_first_are_named() -> None:
    old, new = (table(*(row(n, title=f"施策その{n}", results=word) for n in range(1, 13))) for word in ("始めた。", "終えた。"))
    assert ("施策の変更　12件（No.1、No.2、No.3、No.4、No.5、No.6、No.7、No.8、ほか 4）",) == view(old, new).summary


def test_equal_versions_say_so() -> None:
    found = view(table(), table())
    assert ("違いはありません", (), ()) == (found.none, found.bands, found.summary)


def test_a_sheet_alone_is_named_by_its_title() -> None:
    assert f"{notation.TITLE}　新旧対照表" == view(table(), table()).title


def test_what_was_removed_stands_under_what_its_heading_is_called_now() -> None:
    one = "第1章　初めに\n\n1　課題\n\n　一つ目の課題を書く。\n\n　二つ目の課題は、なくなる。\n"
    two = one.replace("\n　二つ目の課題は、なくなる。\n", "").replace("1　課題", "1　残る課題")
    before, after = (notation.guideline(notation.sheet(*MEASURES), text) for text in (one, two))
    assert ["# 第1章 初めに／1 残る課題"] == [each for each in lines(before, after) if each[0] == "#"]


def test_what_a_chapter_asks_for_is_shown_where_it_moved() -> None:
    text = "第1章　総括\n1　達成\n［＃達成状況］\n2　課題\n　課題を述べる文である。\n"
    moved = text.replace("［＃達成状況］\n", "") + "［＃達成状況］\n"
    before, after = (notation.guideline(notation.sheet(*MEASURES), each) for each in (text, moved))
    assert ["［＃達成状況］ ｜ ［＃達成状況］ ｜ 第1章1から第1章2へ移動"] == lines(before, after)[1:]


def test_an_item_that_is_a_paragraph_now_is_no_new_text() -> None:
    text = "第1章　総括\n・優先度が高く、短期的に進めるもの\n・充実を図るもの\n"
    pair = (text, text.replace("・優先度", "　優先度"))
    before, after = (notation.guideline(notation.sheet(*MEASURES), each) for each in pair)
    words = "優先度が高く、短期的に進めるもの"
    assert [f"{words} ｜ {words} ｜ 箇条書きを本文に変更"] == lines(before, after)[1:]
