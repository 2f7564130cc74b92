"""The real sheet in other clothes: what offices do to a sheet adds no finding and hides none."""

from __future__ import annotations

import notation
import pytest
from mutation import Mutation, change, changes, columns, drop, insert

from guideline_docs.rules.diagnostic import Diagnostic


def everywhere(old: str, new: str) -> Mutation:
    def mutate(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return mutate


def each_line(before: str = "", behind: str = "") -> Mutation:
    return lambda text: "\n".join(before + line + behind for line in text.split("\n"))


def without_trailing_tabs(text: str) -> str:
    return "\n".join(line.rstrip("\t") for line in text.split("\n"))


def quoted_cells(text: str) -> str:
    """As Excel saves cells that hold a quotation mark or a line break, here all of them."""
    lines = []
    for line in text.split("\n"):
        cells = [f'"{cell}"' if cell and "1" <= line[:1] <= "9" else cell for cell in line.split("\t")]
        lines.append("\t".join(cells))
    return "\n".join(lines)


WAYS: list[tuple[str, Mutation]] = [
    # --- files
    ("Windows line ends", everywhere("\n", "\r\n")),
    ("old Macintosh line ends", everywhere("\n", "\r")),
    ("a final line end", lambda text: text + "\n"),
    ("blank lines at the end", lambda text: text + "\n\n\n"),
    ("no blank lines at the head", drop(1, 2)),
    ("blank lines between", insert(19, "", "｜｜｜｜｜｜")),
    ("a blank line below a category", insert(42, "")),
    ("blank lines everywhere", everywhere("\n", "\n\n")),
    ("no trailing tabs", without_trailing_tabs),
    ("more trailing tabs", each_line(behind="\t\t\t")),
    ("blanks behind every line", each_line(behind=" ")),
    ("blanks round every cell", everywhere("\t", " \t　")),
    ("an empty first column", each_line(before="\t")),
    # --- cells
    ("quoted cells", quoted_cells),
    ("a line break in a quoted cell", change(19, "R4の問い合わせ12件（内、市民団体7件） R5の問い合わせ20件（内、市民団体10件）※12月20日現在", '"R4の問い合わせ12件（内、市民団体7件）\nR5の問い合わせ20件（内、市民団体10件）\n※12月20日現在"')),
    ("doubled quotes in a quoted cell", change(31, "市民にとってわかりやすい情報媒体を検討していく。", '"市民にとって""わかりやすい""情報媒体を検討していく。"')),
    ("a stray quote at the head of a cell", change(27, "NPOセンターにて", '"NPOセンターにて')),
    ("a stray quote at the end of a cell", change(27, "側面から継続", '側面から継続"')),
    ("a stray quote within a cell", change(27, "側面から", '側面"から')),
    ("a quotation within a cell", change(27, "側面から", '"側面"から')),
    ("a quoted word at the head of a cell", change(31, "市民にとって", '"市民"にとって')),
    ("no bold", lambda text: text.replace("<b>", "").replace("</b>", "")),
    ("bold in capitals", lambda text: text.replace("<b>", "<B>").replace("</b>", "</B>")),
    ("blanks within bold", lambda text: text.replace("<b>", "<b> ").replace("</b>", " </b>")),
    ("a bold cell in a row", change(27, "団体支援の側面から継続", "<b>団体支援の側面から継続</b>")),
    ("angle brackets in a text", change(31, "一新。", "一新<案>。")),
    # --- notes
    ("text below the title", insert(3, "令和5年度末現在", "総務課")),
    ("text of two cells below the title", insert(3, "基準日｜令和5年12月20日")),
    ("a note with ※", insert(31, "※ 12月20日現在")),
    ("a note with ※ of two cells", insert(31, "※｜12月20日現在")),
    ("a line 計", insert(55, "計｜23")),
    ("a line 合計", insert(55, "合計｜23施策")),
    ("a note below the legend", insert(8, "※ 済には済・継を含む。")),
    ("計 below the legend", insert(8, "計｜｜22/23")),
    # --- headings
    ("half-width parentheses of a category", change(14, "（2）", "(2)")),
    ("a full-width digit of a category", change(14, "（2）", "（２）")),
    ("a ringed category", change(14, "（2）", "⑵")),
    ("a blank behind a category's number", change(14, "（2）", "（2）　")),
    ("a full-width blank behind a letter", change(18, "イ 活動", "イ　活動")),
    ("a half-width letter", change(18, "イ 活動", "ｲ 活動")),
    ("a letter in a cell of its own", change(18, "<b>イ 活動に伴う", "イ｜<b>活動に伴う")),
    ("a number in a cell of its own", change(14, "<b>（2）財政的", "（2）｜<b>財政的")),
    ("a full-width number of a measure", change(27, "10｜", "１０｜")),
    # --- heads
    ("a dot behind No", change(9, "No｜", "No.｜")),
    ("full-width No", change(9, "No｜", "Ｎｏ｜")),
    ("NO", change(9, "No｜", "NO｜")),
    ("a blank in a head", change(9, "施策の実施", "施策の 実施")),
    ("a full-width digit in a head", change(9, "2期案", "２期案")),
    ("bold heads", change(9, "No｜内容｜重点", "<b>No</b>｜<b>内容</b>｜<b>重点</b>")),
    ("the head line once more", insert(31, "No｜内容｜重点｜施策の実施｜実績｜2期案｜理由")),
    ("other order of columns", columns([0, 2, 3, 1, 4, 6, 5])),
    ("the number behind", columns([1, 2, 3, 4, 5, 6, 0])),
    # --- legend and summary
    ("a share that begins with its status", change(8, "2/2：未", "未：2/2")),
    ("a share in 件", change(8, "2/2：未", "2/2件：未")),
    ("a share in 件 behind", change(8, "2/2：未", "未：2/2件")),
    ("a half-width colon", change(8, "2/2：未", "2/2:未")),
    ("a full-width slash", change(8, "2/2：未", "2／2：未")),
    ("full-width digits", change(8, "2/2：未", "２/２：未")),
    ("blanks in a share", change(8, "2/2：未", "2 / 2 ： 未")),
    ("a share without a total", change(8, "2/2：未", "2：未")),
    ("a share without a total, in 件", change(8, "2/2：未", "2件：未")),
    ("a tier of the legend that is not used yet", insert(8, "【Ⅳ】｜将来の区分")),
    ("shares in another order", change(8, "2/2：未", "｜2/2：未")),
    ("text behind 達成状況", change(4, "【達成状況】", "【達成状況】（令和5年度末）")),
    ("no description in the legend", change(8, "十分に検討しながら、段階的に実施していくもの", "")),
    # --- vocabulary
    ("a large circle", change(16, "｜○｜", "｜◯｜")),
    ("a zero", change(16, "｜○｜", "｜〇｜")),
    ("a half-width middle dot", change(27, "済・継", "済･継")),
    ("blanks in a status", change(27, "済・継", "済 ・ 継")),
    ("a tier in brackets as proposal", change(27, "｜Ⅱ-イ｜", "｜【Ⅱ-イ】｜")),
    ("a tier without brackets", change(44, "【Ⅲ】", "Ⅲ")),
    ("a blank in the brackets", change(44, "【Ⅲ】", "【 Ⅲ 】")),
    ("no proposal", change(27, "｜Ⅱ-イ｜", "｜｜")),
    ("a dash for a proposal", change(27, "｜Ⅱ-イ｜", "｜―｜")),
    ("a hyphen for a proposal", change(27, "｜Ⅱ-イ｜", "｜-｜")),
    ("no reason where nothing moves", change(27, "団体支援の側面から継続", "")),
    ("no results yet, said by a dash", change(23, "｜未｜｜", "｜未｜－｜")),
    ("no results yet, said in a word", change(23, "｜未｜｜", "｜未｜なし｜")),
    ("no results yet, said in a sentence", change(23, "｜未｜｜", "｜未｜特になし｜")),
]

# Said in the reason of measure 10, (3)-ウ, 済・継, which stays Ⅱ-イ.
SENTENCES = [
    "(3)-ア、イベントの開催に努める。",
    "(3)-オとオンライン講座を組み合わせる。",
    "(5)-イ及び(7)-アからエまでに示す。",
    "（３）－エに基づき進める。",
    "⑵のアと合わせて検討する。",
    "(1)ア、(2)ア・イ及び(5)ア又はイを見直す。",
    "施策1及び施策23と一体で進める。",
    "No.6の情報を使う。",
    "短期的（1～2年）に実施する。",
    "（内、市民団体7件）",
    "R5年度課題である。",
    "ガイドライン（簡易的なもの）を示す。",
    "5/6が終わっている。",
    "総合計画(9)-アに定める。",
    "第5条(9)アの規定による。",
    "県の指針（9）のアを参考にした。",
    "資料9-(1)-ウを参照した。",
    "平成26（2014）年のアンケートによる。",
    "（2014）-アは旧番号である。",
    "広報紙No.99に載せた。",
    "重点施策3件のうちの一つである。",
    "会場は施策3か所分を使う。",
    "(9)カ所で開く。",
    "(9)アンケートをとる。",
    "(9)のイメージを示す。",
    "(9)-エコ活動を広げる。",
    "(9)-2年間で進める。",
    "電話(0569)-22-1111で受け付ける。",
    "Ⅲに降格しない。",
    "Ⅲへの降格は見送る。",
    "Ⅰに昇格させず、このまま進める。",
    "Ⅱ-イに移行済みである。",
    "Ⅱに格下げされた経緯がある。",
    "ⅢとⅠの中間である。",
    "Ⅲの施策と合わせて進める。",
    "次の期も継続する。",
    "配布は完了した。",
    "1）周知、2）相談の順に進める。",
    "ア）周知、イ）相談の順に進める。",
    "①周知、②相談の順に進める。",
    "（案)を示す。",
    "「市民」と『団体』の関係を見直す。",
    "（市民（団体を含む）の意見）を聞く。",
    "<案>を示す。",
    "5 < 6 である。",
    "支援する、支援する、支援する。",
    "情報収集と情報提供、情報共有を進める。",
    "市民活動団体への支援、市民活動団体への助成を行う。",
    "募集を行い、相談を受け、募集を行う。",
    "㈱や№、㎡などの記号を見直す。",
    "ｶﾞｲﾄﾞﾗｲﾝを作る。",
    "3～5年で見直す。",
    "4月頭に始める。",
    "質問：ア、イ、ウから選ぶ。",
    "A・B・Cの三つに分ける。",
    "「ア」の見出しを付ける。",
    "（ア）及び（イ）の順に進める。",
    "(仮称)エール基金を使う。",
    "（※）を付ける。",
    "(^^)のような記号は使わない。",
]

# Numbers of other papers, counts, dates, addresses: said in the same place, and in a chapter.
NUMBERS = [
    "第二次総合計画の(9)-アとの整合を図る。",
    "総合計画（後期基本計画）の（9）ア、イに位置付ける。",
    "第6次総合計画 施策31「協働の推進」に当たる。",
    "県の施策31、32を受けて進める。",
    "県の方針(8)-カを踏まえる。",
    "国の第5期基本計画の(9)-アを参考にした。",
    "「地域福祉計画」の(9)-アに示す取組と合わせる。",
    "『市民白書』No.120に特集がある。",
    "市民白書 施策2030を参考にした。",
    "子ども施策2025に基づき進める。",
    "前計画の(9)-イから引き継いだ。",
    "同計画の(9)-イを引き継ぐ。",
    "別紙(9)-アの様式により申請する。",
    "別表（9）のアに定める額とする。",
    "様式第2号(9)-アに記入する。",
    "図(9)-アに流れを示す。",
    "図3の(9)-アに示した。",
    "表2の(9)-イのとおり。",
    "アンケートの問9の(9)-アで尋ねた。",
    "議案(9)-アとして上程した。",
    "第3回推進会議の(9)-アで決めた。",
    "令和5年度の(9)-アとして実施した。",
    "会報 No.48に掲載した。",
    "会報No.48、49に掲載した。",
    "広報しんしろ No.120で周知した。",
    "市民活動だより No.99を発行した。",
    "通信 No.120を全戸に配布した。",
    "ニュースレター No.31に載せた。",
    "機関誌「協働」No.88で紹介した。",
    "メールマガジン No.200を配信した。",
    "条例第9章の規定による。",
    "総合計画に掲げる施策31を進める。",
    "国の指針に示された(9)-アに準じる。",
    "県が定める施策45による。",
    "総合計画における(9)-アの位置付けを確かめる。",
    "県の重点事項の(9)-アに当たる。",
    "SDGs未来都市計画の施策99に位置付けた。",
    "総合計画の(9)-アの施策99とも合わせる。",
    "会報（No.48）に載せた。",
    "取組(9)-アについて意見があった。",
    "男女共同参画の(9)-アと重なる。",
    "企画課の施策99と連携する。",
    "豊橋市の施策45を参考にした。",
    "前回の(9)-アの議論を踏まえる。",
    "施策6、99件のうちの一つである。",
    "施策6、7か所で実施した。",
    "施策6、10団体が参加した。",
    "施策6、2026年から始める。",
    "施策6、2026に向けて準備する。",
    "施策6、1,200人が利用した。",
    "施策6、3.5倍になった。",
    "施策6、40％に当たる。",
    "施策6、10：30から行う。",
    "施策6・5/6が終わった。",
    "施策6、31日に開いた。",
    "施策6、50歳以上の市民に配る。",
    "施策6、60～90分の講座を開く。",
    "施策6、60 人が集まった。",
    "施策60～70件のうちから選ぶ。",
    "施策6及び30事業を見直す。",
    "施策6と40分の動画を作る。",
    "施策6、No.なしの資料を除く。",
    "施策数99、事業数120である。",
    "主要施策99、重点施策98を定めた。",
    "年4回（3・6・9・12月）発行した。",
    "参加者は30人、31人、29人と推移した。",
    "午後3時30分から2-3階で開く。",
    "中央町3-イの会館を使う。",
    "大字川上字東3-アの倉庫を使う。",
    "住所は3-ア、4-イである。",
    "1-2の比で分けた。",
    "令和5-6年度に3-4回開いた。",
    "3-A棟、3-B棟で開く。",
    "3-アール紹介を載せる。",
    "(3)：アンケートの結果を示す。",
    "(3)・アを付ける。",
    "(三)の取組を進める。",
    "一つ目は（三）アイデア募集である。",
    "[3]の資料を配る。",
    "③のチラシを配る。",
    "正解は問(3)：アである。",
    "5/6、7/9、11/23に開いた。",
    "平成30年4月1日から令和5年3月31日までに120件あった。",
    "電話は0536-23-7697である。",
    "予算は3,500千円、決算は3,488千円である。",
    "第2回、第3回、第4回の会議に諮った。",
    "条例第5条第2項第3号アによる。",
    "（別表第1の3のア）を見直す。",
    "2月20日（火）の10時から12時までとする。",
    "A4用紙で20部、A3用紙で5部を配った。",
    "3人に1人、10％に当たる人が答えた。",
    "1,200円×3回、計3,600円を助成した。",
    "施策を6つの柱、23の取組に分けた。",
    "No.1の品ぞろえではない。",
    "№1決定戦に出た。",
    "JIS Z 8305の9ポイントとする。",
    "R5.4.1に始め、R6.3.31に終えた。",
    "会議資料3-1、3-2を配った。",
    "資料No.31、資料No.32を配った。",
    "ルーム3-カを予約した。",
]


@pytest.fixture(scope="module")
def before(real_sheet: str) -> list[Diagnostic]:
    return notation.diagnostics(real_sheet)


@pytest.mark.parametrize("mutation", [way[1] for way in WAYS], ids=[way[0] for way in WAYS])
def test_way_of_writing(mutation: Mutation, real_sheet: str, before: list[Diagnostic]) -> None:
    assert [] == changes(before, notation.diagnostics(mutation(real_sheet)))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentence(sentence: str, real_sheet: str, before: list[Diagnostic]) -> None:
    mutated = change(27, "団体支援の側面から継続", sentence)(real_sheet)
    assert [] == changes(before, notation.diagnostics(mutated))


@pytest.mark.parametrize("column", ["内容", "実績"])
def test_sentences_in_other_columns(
    column: str, real_sheet: str, before: list[Diagnostic]
) -> None:
    written = {"内容": "民間の基金や助成金、申請のノウハウ等の情報提供", "実績": "NPOセンターにて定期的に講座を開催している。"}
    for sentence in SENTENCES:
        mutated = change(27, written[column], sentence)(real_sheet)
        assert [] == changes(before, notation.diagnostics(mutated)), sentence


@pytest.mark.parametrize("sentence", NUMBERS)
def test_numbers_that_are_none_of_this_guideline(
    sentence: str, real_sheet: str, before: list[Diagnostic]
) -> None:
    mutated = change(27, "団体支援の側面から継続", sentence)(real_sheet)
    assert [] == [each for each in changes(before, notation.diagnostics(mutated)) if "GD702" not in each]
    chapter = f"第1章　総括\n\n　これまでの経過を示す。{sentence}\n"
    sheet = notation.sheet(*map(notation.row, range(1, 24)))
    assert [] == [d for d in notation.diagnostics(sheet, chapter) if d.code != "GD702"]
