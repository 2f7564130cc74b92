"""Answers to tables of other shapes: parts, cards, tiers and directions, further columns."""

from __future__ import annotations

from pathlib import Path

from answercase import answered, changes, collecting, opened, reasons, send
from inquirycase import project

from guideline_docs.source.edit import apply

PARTED = """\
[columns]
required = ["number", "title"]
[[column]]
head = "担当課"
kind = "department"
[measure]
part = "担当課"
"""
ROWS = (
    "（1）場",
    "ア 拠点",
    "1\t講座の開催\t済\t3講座を開いた。\t人権課",
    "\t\t未\t\t学習課",
    "2\t冊子の配布\t着手中\t配った。\t人権課",
)


def test_a_part_is_answered_by_its_own_department(tmp_path: Path) -> None:
    home = project(tmp_path / "home", ROWS, PARTED)
    sent = send(home, tmp_path / "sent")
    back = tmp_path / "back"
    answered(sent["学習課"], back / "学習課.xlsx", {(1, "施策の実施"): "着手中", (1, "実績"): "公民館で開いた。"})
    answered(sent["人権課"], back / "人権課.xlsx", {(1, "実績"): "4講座を開いた。", (2, "実績"): "二千部を配った。"})
    found = collecting(home, back)
    assert [
        "No.1 実績: 「3講座を開いた。」→「4講座を開いた。」",
        "No.1 施策の実施: 「未」→「着手中」",
        "No.1 実績: 「」→「公民館で開いた。」",
        "No.2 実績: 「配った。」→「二千部を配った。」",
    ] == changes(found)
    assert [] == opened(found)
    apply(found.patch)
    assert "\t\t着手中\t公民館で開いた。\t学習課\n" in (home / "table.txt").read_text("utf-8")
    assert [] == changes(collecting(home, back))


CARDS = """\
（1）場
ア　拠点

施策1　講座の開催
　取組内容：講座を開く。

施策3　新しい広場
　取組内容：場を設ける。
　担当課：学習課
"""
ASKED = '[columns]\nextra = ["担当課"]\nrequired = ["number", "title"]\n[inquiry]\nfields = ["取組内容", "実績"]\n'
OWN = ("（1）場", "ア 拠点", "1\t講座の開催\t済\t開いた。\t学習課", "2\t冊子の配布\t着手中\t配った。\t学習課")


def test_fields_of_cards_are_written_in_the_cards(tmp_path: Path) -> None:
    home = project(tmp_path / "home", OWN, ASKED, cards=CARDS)
    sent = send(home, tmp_path / "sent")
    answers = {
        (1, "取組内容"): "講座を二度\n開く。",
        (1, "実績"): "二度開いた。",
        (2, "取組内容"): "冊子を配る。",
        (3, "取組内容"): "広場を設ける。",
    }
    answered(sent["学習課"], tmp_path / "back" / "a.xlsx", answers)
    found = collecting(home, tmp_path / "back")
    assert [
        "No.1 取組内容: 「講座を開く。」→「講座を二度\n開く。」",
        "No.1 実績: 「開いた。」→「二度開いた。」",
        "No.3 取組内容: 「場を設ける。」→「広場を設ける。」",
    ] == sorted(changes(found))
    assert ["No.2 のカードがありません。「取組内容」を書くカードを作ってください"] == reasons(found)
    apply(found.patch)
    assert "　取組内容：講座を二度\n　　開く。\n" in (home / "cards.txt").read_text("utf-8")
    assert "　取組内容：広場を設ける。\n" in (home / "cards.txt").read_text("utf-8")
    assert [] == changes(collecting(home, tmp_path / "back"))


TIERED = """\
[columns]
extra = ["担当課"]
required = ["number", "title"]
[inquiry]
fields = ["重点", "2期案", "事業費"]
[[column]]
head = "事業費"
kind = "number"
unit = "千円"
"""
TABLE = """\
一覧\t
【達成状況】
【Ⅰ】<重点>\t優先するもの
【Ⅱ】<一般>\tその他
No\t内容\t重点\t2期案\t事業費\t担当課
（1）場
ア 拠点
1\t講座の開催\t【Ⅰ】\tⅠ\t1,200\t学習課
2\t冊子の配布\t【Ⅱ】\t○\t300\t学習課
"""


def test_tiers_and_proposals_are_words_of_the_table(tmp_path: Path) -> None:
    home = project(tmp_path / "home", settings=TIERED)
    (home / "table.txt").write_text(TABLE, "utf-8")
    sent = send(home, tmp_path / "sent")
    (head,) = [h for h in _heads(sent["学習課"]) if h.startswith("事業費") and "前回" not in h]
    answers = {
        (1, "重点"): "【Ⅱ】",
        (1, "2期案"): "○→Ⅱ",
        (1, head): 1500,
        (2, "重点"): "【I】",
        (2, "2期案"): "Ⅴ",
        (2, head): "1,200千円",
    }
    answered(sent["学習課"], tmp_path / "back" / "a.xlsx", answers)
    found = collecting(home, tmp_path / "back")
    assert [
        "No.1 重点: 「【Ⅰ】」→「【Ⅱ】」",
        "No.1 2期案: 「Ⅰ」→「○→Ⅱ」",
        "No.1 事業費: 「1,200」→「1500」",
        "No.2 事業費: 「300」→「1,200千円」",
    ] == changes(found)
    assert ["word No.2 重点", "word No.2 2期案"] == [" ".join(each.split()[:3]) for each in opened(found)]


def _heads(path: Path) -> list[str]:
    from answercase import Form

    return [head for head in Form(path).heads if not head.startswith("送付時")]


def test_several_measures_of_one_number_go_by_their_titles(tmp_path: Path) -> None:
    rows = ("（1）場", "ア 拠点", "1\t講座の開催\t済\t開いた。\t学習課", "1\t冊子の配布\t着手中\t配った。\t学習課")
    home = project(tmp_path / "home", rows)
    sent = send(home, tmp_path / "sent")

    def second(form: object) -> None:
        from answercase import Form

        assert isinstance(form, Form)
        form.sheet.cell(3, form.heads["実績"]).value = "二千部を配った。"

    answered(sent["学習課"], tmp_path / "back" / "a.xlsx", {}, second)
    assert ["No.1 実績: 「配った。」→「二千部を配った。」"] == changes(collecting(home, tmp_path / "back"))


def test_of_columns_a_year_the_last_is_asked_and_named(tmp_path: Path) -> None:
    settings = (
        '[columns]\nextra = ["担当課"]\nrequired = ["number", "title"]\n'
        'status = ["R4 進捗", "R5 進捗"]\nresults = ["R4 実績", "R5 実績"]\n'
    )
    head = "No\t内容\tR4 進捗\tR4 実績\tR5 進捗\tR5 実績\t担当課"
    rows = ("（1）場", "ア 拠点", "1\t講座の開催\t未\t\t済\t開いた。\t学習課")
    home = project(tmp_path / "home", rows, settings, head)
    sent = send(home, tmp_path / "sent")
    answers = {(1, "R5 実績"): "二度開いた。", (1, "R5 進捗"): "済・継"}
    answered(sent["学習課"], tmp_path / "back" / "a.xlsx", answers)
    found = collecting(home, tmp_path / "back")
    assert ["No.1 R5 進捗: 「済」→「済・継」", "No.1 R5 実績: 「開いた。」→「二度開いた。」"] == changes(found)
    apply(found.patch)
    assert "1\t講座の開催\t未\t\t済・継\t二度開いた。\t学習課\n" in (home / "table.txt").read_text("utf-8")
