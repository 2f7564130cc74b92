"""Tables of other offices: what ``init --from`` proposes for them, and that it reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import notation
import pytest
from openpyxl import Workbook

from guideline_docs import check, load
from guideline_docs.edits.proposal import propose
from guideline_docs.model.configuration import Configuration, read_configuration
from guideline_docs.render.settings import with_proposal
from guideline_docs.source.delimited import rows_of, text_of_rows

SETTINGS = "[guideline]\n\n# ここから下は、例です。\n"
# Where the table is read, these say that the table is wrong.
STRUCTURAL = ("GD1", "GD2", "GD3", "GD5")

EQUALITY = """\
○○市男女共同参画計画　進捗状況

番号｜具体的施策｜担当課｜R4 進捗｜R5 進捗｜R5年度の取組実績
基本目標Ⅰ　人権の尊重
重点課題1　意識づくり
（1）広報・啓発
1｜広報紙による啓発｜人権課｜実施中｜実施済｜特集を組んだ。
2｜講座の開催｜生涯学習課｜未実施｜実施中｜二回開いた。
（2）学校教育
3｜授業での学習｜学校教育課｜実施済｜実施済｜全校で行った。
重点課題2　暴力の防止
（1）相談
4｜相談窓口の周知｜人権課、子育て支援課｜実施中｜実施済｜カードを置いた。
基本目標Ⅱ　活躍の推進
重点課題3　働く場
（1）事業所
5｜事業所への情報提供｜商工課｜未実施｜実施中｜送付した。
"""

INDICATORS = """\
総合戦略　KPIの状況
基本目標｜施策｜重要業績評価指標（KPI）｜基準値｜目標値｜実績値｜達成率｜判定
1 しごとをつくる｜1-1 起業の支援｜①創業の件数｜10件｜20件｜18件｜90.0%｜Ｂ
｜｜②新規就業者数｜100人｜150人｜150人｜100.0%｜Ａ
｜1-2 農業の振興｜③新規就農者数｜3人｜10人｜4人｜40.0%｜Ｃ
2 人の流れをつくる｜2-1 移住の促進｜④転入者数｜1,000人｜1,200人｜1,140人｜95.0%｜Ｂ
｜｜⑤移住相談の件数｜50件｜80件｜88件｜110.0%｜Ａ
"""

WELFARE = """\
地域福祉計画　取組一覧
No｜取組｜所管課｜実施状況｜今後の方向性｜方向性の理由
第1章　支え合う地域
1　見守り
1｜訪問の充実｜福祉課｜完了｜継続｜必要が続くため。
2｜訪問員の研修｜福祉課｜実施中｜拡充｜希望が多いため。
2　相談
1｜窓口の設置｜福祉課｜完了｜完了｜設置したため。
2｜巡回相談｜健康課｜未着手｜廃止｜窓口に統合するため。
第2章　参加の促進
1　場づくり
1｜サロンの開設｜福祉課｜実施中｜見直し｜利用が減ったため。
2｜情報紙の発行｜広報課｜実施中｜縮小｜電子化のため。
"""

ENVIRONMENT = """\
環境基本計画　実施状況
取組｜担当｜進捗評価｜令和5年度の取組内容
◆緑を守る
①間伐の実施｜農林課｜◎｜十ヘクタール実施した。
②苗木の配布｜環境課｜○｜五百本配った。
③樹木の調査｜環境課｜△｜一部を調べた。
◆水を守る
①清掃の日｜環境課｜◎｜二回行った。
②水質の調査｜環境課｜○｜十か所で調べた。
"""

REFORM = """\
行政改革大綱　実施計画の取組状況
取組コード｜改革項目｜所管｜令和4年度｜令和5年度｜効果額（千円）｜備考
1-(1)-①｜広告収入の確保｜財政課｜一部実施｜実施｜1,200｜
1-(1)-②｜未利用地の売却｜管財課｜検討｜一部実施｜35,000｜二件
1-(2)-①｜窓口の委託｜市民課｜検討｜検討｜｜
2-(1)-①｜電子申請の拡大｜情報課｜実施｜実施｜▲300｜初期費用
2-(1)-②｜会議の電子化｜総務課｜一部実施｜実施｜150｜
"""

EVALUATION = """\
事務事業評価　一覧
政策,施策,事業コード,事務事業名,担当課,事業費（千円）,評価,今後の方向性,備考
子どもと家庭,子育て支援,10101,保育所の運営,こども課,"12,000",A,現状維持,
,,10102,保育士の研修,こども課,300,B,拡充,"講師代、
会場代"
,学校教育,10201,学習の支援,学校教育課,800,B,現状維持,"「学び」と""塾"""
仕事と産業,商工業,20101,商店街の催し,商工課,"1,000",C,縮小,
,,20102,空き店舗の活用,商工課,"2,500",D,休止,
,農業,20201,就農の支援,農林課,200,A,拡充,
"""

DEPARTMENTS = """\
協働の指針　進捗
No｜事業名｜担当課｜進捗状況｜実績
1｜相談の受付｜市民課｜完了｜広報紙に載せた。
｜｜総務課｜取組中｜講座で配った。
2｜研修の実施｜総務課｜取組中｜行った。
3｜冊子の作成｜企画課｜未着手｜
｜｜広報課｜未着手｜
4｜見学の受入れ｜企画課｜完了｜三回受け入れた。
"""

CODES = """\
男女共同参画計画 進捗状況
コード｜具体的施策｜進捗｜実績
基本目標Ⅰ　人権の尊重
1　意識づくり
①広報
1111 広報紙による啓発
11111｜広報紙の発行｜済｜発行した。
11112｜特集の掲載｜済｜載せた。
1112　講座による啓発
11121｜講座の開催｜済｜開いた。
11122｜講師の派遣｜未｜
②学校
1121　授業
11211｜授業の実施｜済｜行った。
"""

UNNUMBERED = """\
生涯学習計画　評価
基本方針｜取組｜担当課｜自己評価｜コメント
学ぶ｜講座の開催｜生涯学習課｜Ａ｜よかった。
学ぶ｜図書の充実｜図書館｜Ｂ｜予算が足りない。
つなぐ｜人材の登録｜生涯学習課｜Ａ｜三人増えた。
つなぐ｜学校との連携｜学校教育課｜Ｃ｜日程が合わない。
"""

TWO_ROWS = """\
計画の一覧
No｜事業名｜第1期｜｜第2期｜｜所管課
｜｜重点｜進捗｜方向性｜理由｜
（1）広報
1｜広報紙｜○｜完了｜継続｜続ける。｜広報課
2｜回覧｜｜実施中｜廃止｜電子化する。｜広報課
（2）広聴
3｜手紙｜○｜完了｜拡充｜増えている。｜市民課
4｜懇談会｜｜未着手｜継続｜続ける。｜市民課
"""

BY_BASE = """\
総合戦略 KPI
No｜指標名｜単位｜基準値（R1）｜目標値（R6）｜実績値（R4）｜実績値（R5）｜達成率（%）｜達成状況
1｜転入者数｜人｜1,000｜1,200｜1,050｜1,100｜50.0｜未達成
2｜出生数｜人｜300｜320｜310｜324｜120.0｜達成
3｜空き家の数｜戸｜200｜150｜190｜170｜60.0｜未達成
4｜宿泊者数｜千人｜50｜80｜60｜77｜90.0｜未達成
"""

TEXT_ALONE = """\
生涯学習計画
取組｜状況｜実績｜所管課
第1　学びの場
講座
①公民館講座｜済｜開いた。｜生涯学習課
②出前講座｜済｜開いた。｜生涯学習課
図書
③図書の充実｜一部済｜買った。｜図書館
第2　学びの成果
発表
④作品展｜未｜｜生涯学習課
"""

HEADS_AGAIN = """\
環境基本計画の進捗
基本目標1　自然
No.｜取組名｜担当課｜状況｜実績
1｜間伐の実施｜農林課｜実施済｜行った。
2｜苗木の配布｜環境課｜実施中｜配った。
基本目標2　資源
No.｜取組名｜担当課｜状況｜実績
3｜分別の周知｜環境課｜実施中｜配った。
4｜回収の拡大｜環境課｜未実施｜
"""

PATHS = """\
子ども計画
施策の方向｜取組番号｜取組｜担当課｜令和4年度実績｜令和5年度実績｜進捗状況
(1)居場所｜(1)-①｜児童館｜こども課｜1,200人｜1,300人｜順調
｜(1)-②｜学習会｜こども課｜20回｜25回｜順調
(2)相談｜(2)-①｜窓口｜こども課｜300件｜280件｜やや遅れ
｜(2)-②｜訪問｜健康課｜50件｜70件｜順調
｜(2)-③｜電話｜健康課｜－｜－｜未着手
"""

BROKEN_HEADS = """\
行政改革プラン
No｜改革項目｜"担当
部署"｜"R3
進捗"｜"R4
進捗"｜"R5
進捗"｜"主な
取組内容"｜今後の方向性
1｜広告収入｜財政課｜検討中｜着手｜完了｜"契約した。
増えた。"｜終了
2｜窓口委託｜市民課｜検討中｜検討中｜着手｜調べた。｜継続
3｜電子申請｜情報課｜着手｜着手｜完了｜広げた。｜拡大
4｜会議｜総務課｜未着手｜検討中｜着手｜試した。｜継続
"""


def sheet(text: str) -> str:
    if "｜" in text:
        return text.replace("｜", "\t")
    return text_of_rows(rows_of(text, ","))


def settings(text: str) -> str:
    """What is proposed for a table, without what stands round it in every file."""
    proposal = propose(notation.source(sheet(text)))
    assert proposal is not None
    return with_proposal(SETTINGS, proposal)


def configured(folder: Path, text: str) -> Configuration:
    path = folder / "guideline.toml"
    path.write_text(text, "utf-8")
    return read_configuration(path, "guideline.toml")


def keys(text: str) -> list[str]:
    """The lines of settings, without comments and the blanks that align them."""
    lines = (" ".join(line.split("  #")[0].split()) for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#") and line != "[guideline]"]


def tables(text: str, name: str) -> list[list[str]]:
    """The keys of each table of a name."""
    found: list[list[str]] = []
    inside = False
    for line in keys(text):
        if line.startswith("["):
            inside = line.strip("[]") == name
            found += [[]] if inside else []
        elif inside:
            found[-1].append(line)
    return found


TABLES = {
    "equality": EQUALITY,
    "indicators": INDICATORS,
    "welfare": WELFARE,
    "environment": ENVIRONMENT,
    "reform": REFORM,
    "evaluation": EVALUATION,
    "departments": DEPARTMENTS,
    "codes": CODES,
    "unnumbered": UNNUMBERED,
    "two-rows": TWO_ROWS,
    "by-base": BY_BASE,
    "text-alone": TEXT_ALONE,
    "heads-again": HEADS_AGAIN,
    "paths": PATHS,
    "broken-heads": BROKEN_HEADS,
}


@pytest.mark.parametrize("name", TABLES)
def test_what_is_proposed_reads_the_table(tmp_path: Path, name: str) -> None:
    text = TABLES[name]
    found = notation.diagnostics(sheet(text), configuration=configured(tmp_path, settings(text)))
    assert [] == [f"{d.code} {d.finding.message}" for d in found if d.code.startswith(STRUCTURAL)]
    assert [] == [d.code for d in found if d.code == "GD610"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [("equality", 5), ("indicators", 5), ("evaluation", 6), ("departments", 4), ("unnumbered", 4)],
)
def test_every_row_is_a_measure(tmp_path: Path, name: str, rows: int) -> None:
    text = TABLES[name]
    read = notation.guideline(sheet(text), configuration=configured(tmp_path, settings(text)))
    assert rows == len(read.measures)


# --- from a file ---------------------------------------------------------------------------


def test_a_workbook_with_merged_cells(folder: Path, run: Any) -> None:
    book = Workbook()
    book.active.title = "一覧"
    for line in INDICATORS.splitlines():
        book.active.append(line.split("｜"))
    book.active.merge_cells("A1:H1")
    for cells in ("A3:A5", "B3:B4", "A6:A7", "B6:B7"):
        book.active.merge_cells(cells)
    book.create_sheet("説明").append(["この表の見方"])
    book.save(folder / "一覧.xlsx")
    status, out, err = run("init", "案件", "--from", "一覧.xlsx")
    assert (0, "") == (status, err)
    assert "写しました: ワークシート「一覧」\n" in out
    written = (folder / "案件/sources/guideline.toml").read_text("utf-8")
    assert keys(settings(INDICATORS)) == [each for each in keys(written) if each in keys(settings(INDICATORS))]
    assert {"GD802"} == {d.code for d in check(load("案件"))}
    assert 0 == run("build", "案件", "--only", "csv").status


def test_a_table_between_commas_with_quotes(folder: Path, run: Any) -> None:
    (folder / "一覧.csv").write_text(EVALUATION, "cp932")
    status, out, err = run("init", "案件", "--from", "一覧.csv")
    assert (0, "") == (status, err)
    assert (
        "写しました: カンマ区切りの表\n\n"
        "一覧の見出し・番号・言葉から、sources/guideline.toml の設定を見立てました。違うところは書き換えてください。\n"
        "次のところは、一覧だけでは決められませんでした。\n"
        "  - 「A」「B」「C」「D」の意味が分かりません。終わったものには done = true、始めていないものには started = false、"
        "数に入れないものには counted = false を書き足してください\n\n"
        "はじめに 案件/README.md を読んでください。文書を作るには:\n"
    ) in out
    assert {"GD802"} == {d.code for d in check(load("案件"))}


def test_faults_of_the_table_are_told(folder: Path, run: Any) -> None:
    text = sheet(WELFARE).replace("2\t情報紙の発行", "4\t情報紙の発行")
    (folder / "一覧.txt").write_text(text, "utf-8")
    out = run("init", "案件", "--from", "一覧.txt").out
    assert "この設定で読むと、一覧に 1 件の指摘があります。一覧の誤りか、設定の違いかを確かめてください。\n  - 13 行目: " in out


def test_the_offices_own_sheet_has_the_usual_settings(folder: Path, run: Any, real_sheet: str) -> None:
    assert propose(notation.source(real_sheet)) is None
    (folder / "一覧.txt").write_text(real_sheet, "utf-8")
    out = run("init", "案件", "--from", "一覧.txt").out
    assert "見立て" not in out
    run("init", "空の案件")
    usual, own = ((folder / each / "sources/guideline.toml").read_bytes() for each in ("空の案件", "案件"))
    assert usual == own
