"""GD1xx: each line for what it is."""

from __future__ import annotations

import notation
import pytest
from notation import HEAD, row, sheet

from guideline_docs.syntax.columns import Column


def told(text: str) -> list[str]:
    return notation.told(notation.diagnostics(text))


# --- lines of the sheet ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("覚え書き", "覚え書き"),
        ("以下余白", "以下余白"),
        ("計画を見直す。", "計画を見直す。"),
        ("アンケートの実施", "アンケートの実施"),
        ("第1章　策定に当たって", "第1章　策定に当たって"),
    ],
)
def test_line_of_no_kind_is_told(line: str, subject: str) -> None:
    assert [f"GD101 11:1 {subject}"] == told(sheet(row(1), line, row(2)))


@pytest.mark.parametrize(
    "line",
    ["※ 令和5年12月20日現在", "※｜令和5年12月20日現在", "計｜2", "計", "合計｜2施策", "合計：2", "計 2件", ""],
)
def test_notes_are_silent(line: str) -> None:
    assert [] == told(sheet(row(1), line, row(2)))


@pytest.mark.parametrize(
    "line",
    [
        "令和5年度末現在",
        "基準日｜令和5年度末",
        "注意：案です",
        "区分｜件数",
        "（1）済には済・継を含む",
        "(1)｜済には済・継を含む",
        "ア 令和5年度末現在",
        "<b>この表の見方</b>",
        "(9)-アを除く。",
    ],
)
def test_text_between_title_and_summary_is_a_note(line: str) -> None:
    assert [] == told(sheet(notation.TITLE, line, notation.SUMMARY, row(1)))


@pytest.mark.parametrize("number", ["一", "6-1", "①", "六", "?", "6a", "新規"])
def test_row_without_readable_number_is_told(number: str) -> None:
    line = row(2).replace("2｜", f"{number}｜", 1).replace("…", "検討する。")
    assert [f"GD101 11:1 {number}"] == told(sheet(row(1), line, row(3)))[:1]


def test_row_without_any_number_is_told_at_its_first_filled_cell() -> None:
    line = "｜職員研修の実施｜【Ⅰ】｜済｜説明した。｜Ⅰ｜引き続き取り組む。"
    assert ["GD101 11:2 職員研修の実施"] == told(sheet(row(1), line, row(2)))


@pytest.mark.parametrize("number", ["２", "2.", "No.2", "施策2", "№2", "02"])
def test_readable_numbers(number: str) -> None:
    line = row(2).replace("2｜", f"{number}｜", 1)
    assert [] == told(sheet(row(1), line, row(3)))


def test_row_without_readable_number_counts_in_no_sequence_and_no_tally() -> None:
    lines = ("【Ⅰ】<重点>｜優先｜2/2：済", row(1), "二｜研修｜【Ⅰ】｜済｜した。｜Ⅰ｜理由", row(3))
    assert ["GD101 8:1 二"] == told(sheet(*lines))
    assert ["GD101 8:1 二"] == told(sheet(*(line.replace("2/2", "3/3") for line in lines)))
    assert [
        "GD501 3:12 【Ⅰ】済",
        "GD502 3:14 【Ⅰ】",
        "GD101 8:1 二",
    ] == told(sheet(*(line.replace("2/2", "4/4") for line in lines)))


# --- heads -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["No.", "Ｎｏ", "ＮＯ．", "no", "N o", "番号"])
def test_names_of_heads_fold_width_spaces_and_dots(name: str) -> None:
    head = HEAD.replace("No", name, 1)
    text = sheet(HEAD, row(1)).replace(HEAD.replace("｜", "\t"), head.replace("｜", "\t"))
    assert [] == told(text)


def test_columns_are_found_in_any_order() -> None:
    head = "理由｜2期案｜No｜重点｜内容｜実績｜施策の実施"
    line = "需要が減ったためⅢに降格｜Ⅱ-イ｜1｜【Ⅰ】｜研修｜説明した。｜済"
    text = sheet().replace(HEAD.replace("｜", "\t"), head.replace("｜", "\t"))
    lines = text.split("\n")
    lines[lines.index("ア 市民活動の支援") + 1] = line.replace("｜", "\t")
    assert ["GD601 10:9 No.1"] == told("\n".join(lines))


def test_repeated_head_is_allowed() -> None:
    assert [] == told(sheet(HEAD, row(1), HEAD, row(2)))


def test_two_known_heads_make_a_head_line() -> None:
    lines = sheet().replace(HEAD.replace("｜", "\t"), "No\t内容").split("\n")
    place = lines.index("No\t内容")
    del lines[place + 3 :]
    lines.append("1\t職員研修の実施")
    missing = ["重点", "施策の実施", "実績", "2期案", "理由"]
    assert [f"GD105 7:1 {name}" for name in missing] == told("\n".join(lines))


def test_row_that_holds_one_word_of_the_head_is_a_row() -> None:
    assert [] == told(sheet(row(1, title="内容")))


@pytest.mark.parametrize("column", ["重点", "施策の実施", "実績", "2期案", "理由"])
def test_missing_column_is_told_at_the_head_line_once(column: str) -> None:
    kept = [name for name in notation.COLUMNS if name != column]
    head = "｜".join(kept)
    valid = dict(zip(notation.COLUMNS, ("1", "研修", "【Ⅰ】", "済", "した。", "Ⅰ", "理由"), strict=True))
    line = "｜".join(valid[name] for name in kept)
    text = sheet(head, "（1）研修", "ア 職員", line)
    found = notation.diagnostics(text)
    assert [f"GD105 7:1 {column}"] == notation.told(found)
    assert head.replace("｜", "\t") == found[0].span.text


def test_undeclared_head_is_told_at_its_cell_and_its_cells_are_kept() -> None:
    text = sheet(f"{HEAD}｜担当課", "1｜…｜…｜…｜…｜…｜…｜総務課")
    assert ["GD103 7:26 担当課"] == told(text)
    (measure,) = notation.guideline(text).measures
    assert [("担当課", "総務課")] == [(column.name, passage.text) for column, passage in measure.further]


def test_undeclared_column_between_the_others_shifts_nothing() -> None:
    text = sheet("No｜内容｜担当課｜重点｜施策の実施｜実績｜2期案｜理由", "1｜研修｜総務課｜【Ⅲ】｜済｜した。｜Ⅲ｜理由")
    assert ["GD103 7:7 担当課"] == told(text)


def test_no_head_line_is_told_once_at_the_first_row() -> None:
    text = sheet(row(1), row(2)).replace(HEAD.replace("｜", "\t") + "\n", "")
    found = notation.diagnostics(text)
    assert ["GD104 9:1 No.1"] == notation.told(found)
    (first, _) = notation.guideline(text).measures
    assert ("職員研修の実施", "引き続き取り組む。") == (first.title.text, first[Column.RATIONALE].text)


def test_head_below_the_first_row_comes_too_late_for_it() -> None:
    text = sheet(row(1), row(2)).replace(HEAD.replace("｜", "\t") + "\n", "")
    lines = text.split("\n")
    lines.insert(9, HEAD.replace("｜", "\t"))
    assert ["GD104 9:1 No.1"] == told("\n".join(lines))


UNKNOWN = "題\n指標\t基準値\t目標値\n①婚姻率\t5.5\t5.9\n子育て\n②出生率\t1.41\t1.60\n（注）速報値\n"


def test_a_table_of_unknown_heads_is_told_once_at_its_widest_line() -> None:
    (found,) = notation.diagnostics(UNKNOWN)
    assert ["GD104 2:1 指標"] == notation.told([found])
    assert (
        "指標\t基準値\t目標値",
        "この表の見出し行には、知っている列の名前が二つありません",
        "列の名前は No・内容・重点・施策の実施・実績・2期案・理由 です。"
        "別の名前なら guideline.toml の [columns] に書いてください",
    ) == (found.span.text, found.finding.message, found.finding.hint)


def test_heads_that_look_like_ours_are_named_in_the_hint() -> None:
    text = UNKNOWN.replace("基準値", "施策内容").replace("目標値", "実施の状況")
    (found,) = notation.diagnostics(text)
    assert (
        "「施策内容」は「内容」、「実施の状況」は「施策の実施」のことではありませんか。"
        "列の名前は No・内容・重点・施策の実施・実績・2期案・理由 です。"
        "別の名前なら guideline.toml の [columns] に書いてください"
    ) == found.finding.hint


def test_one_known_head_is_not_enough() -> None:
    text = "題\nNo\t事業\t課\n（1）場\nア 拠点\n1\t研修\t市民課\n"
    found = notation.diagnostics(text)
    assert ["GD104 2:1 No"] == notation.told(found)
    (measure,) = notation.guideline(text).measures
    assert [("事業", "研修"), ("課", "市民課")] == [
        (column.name, passage.text) for column, passage in measure.further
    ]


def test_two_columns_of_one_name_are_told_and_kept() -> None:
    text = sheet(f"{HEAD}｜実績｜理由", f"{row(1)}｜後の実績｜後の理由")
    found = notation.diagnostics(text)
    assert ["GD103 7:26 実績", "GD103 7:29 理由"] == notation.told(found)
    assert (
        "見出し「実績」の列は、ほかにもあります",
        "どちらも印刷しますが、検査するのは左の列だけです。名前を分けてください",
    ) == (found[0].finding.message, found[0].finding.hint)
    (measure,) = notation.guideline(text).measures
    assert [("実績 (2)", "後の実績"), ("理由 (2)", "後の理由")] == [
        (column.name, passage.text) for column, passage in measure.further
    ]


# --- cells beyond the last head ------------------------------------------------------------


def test_surplus_is_told_with_all_its_cells() -> None:
    found = notation.diagnostics(sheet("1｜…｜…｜…｜…｜…｜…｜余り｜｜さらに"))
    assert ["GD102 10:38 No.1"] == notation.told(found)
    assert "余り\t\tさらに" == found[0].span.text


def test_empty_cells_beyond_the_last_head_are_none() -> None:
    assert [] == told(sheet("1｜…｜…｜…｜…｜…｜…｜｜ ｜　"))


@pytest.mark.parametrize(
    "line",
    [
        "1｜…｜【Ⅳ】｜…｜…｜…｜…｜余り",
        "1｜…｜…｜未定｜…｜…｜…｜余り",
        "1｜…｜…｜…｜…｜継続｜…｜余り",
        "1｜｜研修｜【Ⅰ】｜済｜説明した。｜Ⅰ｜理由",
        "1｜…｜【II-イ】｜…｜…｜I｜…｜余り",
        "1｜…｜【Ⅰ】<最重点>｜…｜…｜…｜…｜余り",
    ],
)
def test_closed_words_are_not_judged_in_a_row_with_surplus(line: str) -> None:
    assert ["GD102"] == [told_.split()[0] for told_ in told(sheet(line))]


# --- quoted cells ------------------------------------------------------------------------


def results(text: str) -> list[str]:
    return [measure[Column.RESULTS].text for measure in notation.guideline(text).measures]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"一行目\n二行目"', "一行目\n二行目"),
        ('"一行目\r\n二行目"', "一行目\r\n二行目"),
        ('"いわゆる""協働""である"', 'いわゆる"協働"である'),
        ('""', ""),
        ('"一行目\n\n三行目"', "一行目\n\n三行目"),
        # Quotes that do not hold a whole cell are text.
        ('"協働"の推進', '"協働"の推進'),
        ('協働"推進"', '協働"推進"'),
        ('"協働', '"協働'),
        ('協働"', '協働"'),
        ('"', '"'),
        ('"協働"、"推進"', '"協働"、"推進"'),
        ('"協働"の\u3000', '"協働"の'),
        ('"協働" ', '"協働"'),
        ('"協働""', '"協働""'),
    ],
)
def test_cell_is_quoted_only_if_its_quote_holds_it_whole(written: str, read: str) -> None:
    status = "済" if read else "未"
    text = sheet(row(1, status=status, results="@@"), row(2)).replace("@@", written)
    assert [read, "職員に説明した。"] == results(text)
    assert [] == told(text)


def test_quote_that_closes_behind_the_next_tab_is_text() -> None:
    (measure,) = notation.guideline(sheet(row(1, results="@@")).replace("@@\tⅠ", '"一\t二"')).measures
    assert ('"一', '二"') == (measure[Column.RESULTS].text, measure.proposal.span.text)


def test_quote_that_never_closes_is_text_to_the_end_of_its_cell_only() -> None:
    text = sheet(row(1, rationale='"続ける。'), row(2), row(3))
    assert [
        '"続ける。',
        "引き続き取り組む。",
        "引き続き取り組む。",
    ] == [measure[Column.RATIONALE].text for measure in notation.guideline(text).measures]


def test_stray_quote_does_not_swallow_rows() -> None:
    text = sheet(row(1, results='"開催'), row(2), row(3, results='した"'), row(4))
    assert [1, 2, 3, 4] == [measure.number for measure in notation.guideline(text).measures]
    assert [] == told(text)


def test_line_break_in_a_quoted_cell_moves_the_lines_behind_it() -> None:
    text = sheet(row(1, results="@@"), row(2, tier="Ⅳ", proposal="Ⅰ")).replace("@@", '"一\n二"')
    assert ["GD301 12:12 No.2"] == told(text)


def test_field_that_nobody_declared_is_told_once_a_file() -> None:
    card = "施策1\n　担当化：一\n　担当課：二\n　理由：…\n施策1\n　担当化：三\n"
    found = notation.diagnostics(notation.sheet(), cards=[card])
    assert ["GD103 2:2 担当化"] == [line for line in notation.told(found) if "GD103" in line]
    assert "担当課" in next(d.finding.hint for d in found if d.code == "GD103")


def test_line_of_cards_that_is_none_of_their_kinds() -> None:
    found = notation.diagnostics(notation.sheet(), cards=["施策1\n　担当課：一\n　続きのつもり\n"])
    assert ["GD101 3:2 続きのつもり"] == notation.told(found)


@pytest.mark.parametrize(
    ("slipped", "place", "message", "mended"),
    [
        ("理由：要る。", "4:1 理由", "カードの欄「理由」の前に空白がありません", "　理由：要る。"),
        ("2期案：Ⅰ", "4:1 2期案", "カードの欄「2期案」の前に空白がありません", "　2期案：Ⅰ"),
        ("スケジュール：R7", "4:1 スケジュール", "カードの欄「スケジュール」の前に空白がありません", "　スケジュール：R7"),
        ("続きの行", "4:1 続きの行", "カードの「続きの行」は欄の続きとして読みましたが、字下げが足りません", "　　続きの行"),
        ("　続きの行", "4:2 続きの行", "カードの「続きの行」は欄の続きとして読みましたが、字下げが足りません", "　　続きの行"),
    ],
)
def test_a_line_of_a_card_that_is_not_indented_is_told_once(
    slipped: str, place: str, message: str, mended: str
) -> None:
    card = f"（1）…\n施策1\n　担当課：一\n{slipped}\n　指標：二\n\n　取組内容：三\n"
    guideline = notation.guideline(notation.sheet(), cards=[card])
    (found,) = [d for d in notation.diagnostics(notation.sheet(), cards=[card]) if d.code == "GD101"]
    assert [f"GD101 {place}"] == notation.told([found])
    assert message == found.finding.message
    (edit,) = found.finding.fixes[0].edits
    start, end = edit.span.start, edit.span.end
    assert card.replace(slipped, mended) == card[:start] + edit.text + card[end:]
    (measure,) = guideline.cards
    said = {
        column.name: passage.text for column, passage in (*measure.further, *measure.added)
    }
    assert ("二", "三") == (said["指標"], said["取組内容"]), "what stands behind it is read"


@pytest.mark.parametrize("sign", ["：", ":", "．", "、", "）", " ： "])
def test_a_sign_behind_the_number_of_a_card_is_told_at_the_sign(sign: str) -> None:
    card = f"（1）…\nア　…\n施策2{sign}新しい\n　担当課：一\n　指標：二\n"
    found = notation.diagnostics(notation.sheet(), cards=[card])
    (told_,) = [d for d in found if d.code == "GD101"]
    assert ((3, 4), sign, f"カードの番号の後に「{sign.strip()}」があります") == (
        told_.span.position,
        told_.span.text,
        told_.finding.message,
    )
    assert ["新しい"] == [m.title.text for m in notation.guideline(notation.sheet(), cards=[card]).second.new]
    assert "　" == told_.finding.fixes[0].edits[0].text


@pytest.mark.parametrize(
    ("column", "head"),
    [
        ("内容", "事業名"),
        ("内容", "取組名（令和5年度）"),
        ("内容", "事務 事業名"),
        ("No", "通番"),
        ("重点", "優先度"),
        ("施策の実施", "達成度"),
        ("実績", "成果"),
        ("実績", "実積"),
        ("2期案", "今後の方向性"),
        ("理由", "備考"),
        ("理由", "理　 由等"),
    ],
)
def test_a_column_that_is_called_otherwise_is_asked_for(column: str, head: str) -> None:
    text = sheet(notation.HEAD.replace(column, head, 1) + "｜担当課｜事業費", row(1) + "｜課｜1")
    (found,) = [d for d in notation.diagnostics(text) if d.code == "GD105"]
    assert f"見出し行に「{column}」の列がありません" == found.finding.message
    assert found.finding.hint.startswith(f"「{head}」がそれに当たるなら、名前を「{column}」に改めるか、guideline.toml の [columns] に ")
    assert [head] == [related.span.text for related in found.finding.related]


def test_a_column_that_nothing_looks_like_is_asked_for_plainly() -> None:
    text = sheet(notation.HEAD.replace("内容", "事業費"), row(1))
    (found,) = [d for d in notation.diagnostics(text) if d.code == "GD105"]
    assert "列を加えるか、別の名前なら guideline.toml の [columns] に書いてください" == found.finding.hint


def test_each_head_is_asked_for_once() -> None:
    text = sheet(notation.HEAD.replace("内容", "事業名").replace("施策の実施", "達成状況").replace("実績", "担当課"), row(1))
    found = [d for d in notation.diagnostics(text) if d.code == "GD105"]
    assert [("内容", ["事業名"]), ("施策の実施", ["達成状況"]), ("実績", [])] == [
        (d.finding.subject, [related.span.text for related in d.finding.related]) for d in found
    ]
