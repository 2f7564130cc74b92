"""Whatever a hand does in Word to the draft of ``returncase``: each with what people call it.

What comes out of each stands in ``edits/receiving/situations.txt``, and what LibreOffice
makes otherwise beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from handcase import Act, Element, Hand, element, etree, revision, run, w

P1, P2 = "text-1-1:text", "text-1-2:text"
SITUATIONS: dict[str, Act] = {}


def situation(title: str) -> Callable[[Act], Act]:
    def named(act: Act) -> Act:
        assert title not in SITUATIONS
        SITUATIONS[title] = act
        return act

    return named


def set_cell(cell: Element, text: str) -> None:
    """All that a cell says becomes another text."""
    paragraph = cell.find(w("p"))
    assert paragraph is not None
    for each in list(paragraph):
        if each.tag != w("pPr"):
            paragraph.remove(each)
    paragraph.append(run(text))


def row_of(hand: Hand, number: int) -> Element:
    """A row of the landscape table of the first category."""
    row = hand.cells("No", number)[0].getparent()
    assert row is not None
    return row


def properties_of(row: Element) -> Element:
    found = row.find(w("trPr"))
    if found is None:
        found = element("<w:trPr/>")
        row.insert(0, found)
    return found


@situation("何もしない")
def _(h: Hand) -> None:
    pass


@situation("文の中に打つ")
def _(h: Hand) -> None:
    h.type(P1, "市民の", "市民と団体の")


@situation("文をすべて打ち直す")
def _(h: Hand) -> None:
    h.overtype(P2, "すべて書き直した。")


@situation("二つの文にまたがって直す")
def _(h: Hand) -> None:
    h.type(P1, "を参照する。", "を参照")
    h.type(P2, "の説明を書く。", "について書く。")
    h.type(P1, "指針は、", "")


@situation("文の中で Enter を押す")
def _(h: Hand) -> None:
    h.enter(P1, "進めるために")


@situation("段落の終わりで Delete を押し、次とつなぐ")
def _(h: Hand) -> None:
    h.join(P1, P2)


@situation("段落の間に新しい段落を入れる")
def _(h: Hand) -> None:
    h.put_in(P1, "新しい段落。")


@situation("項目の後に項目を入れる")
def _(h: Hand) -> None:
    h.put_in("text-1-3:text", "項目の追加")


@situation("注記の後に注記を入れる")
def _(h: Hand) -> None:
    h.put_in("text-1-5:text", "注記の追加")


@situation("新しい見出しを入れる")
def _(h: Hand) -> None:
    h.put_in(P2, "新しい節", "chapter-1-1:title")


@situation("新しい章の見出しを入れる")
def _(h: Hand) -> None:
    h.put_in("text-1-6:text", "新しい章", "chapter-1:title")


@situation("章の初めに段落を入れる")
def _(h: Hand) -> None:
    h.put_in("chapter-1:title", "章の初めの文。", P1)


@situation("空の節に段落を入れる")
def _(h: Hand) -> None:
    h.put_in("chapter-1-3:title", "余白に書いた。", P1)


@situation("章の終わりに段落を入れる")
def _(h: Hand) -> None:
    h.put_in("text-2-1:text", "終わりに足した。")


@situation("段落を消す")
def _(h: Hand) -> None:
    h.strike(P2)


@situation("見出しを消す")
def _(h: Hand) -> None:
    h.strike("chapter-1-2:title")


@situation("章をすべて消す")
def _(h: Hand) -> None:
    h.strike(
        *[
            k
            for k in [
                "chapter-1:title",
                "chapter-1-1:title",
                "chapter-1-2:title",
                "chapter-1-3:title",
            ]
            + [f"text-1-{i}:text" for i in range(1, 7)]
        ]
    )


@situation("段落を切り取って貼る（鍵が付いてくる）")
def _(h: Hand) -> None:
    h.move(P2, "text-1-6:text")


@situation("段落を写して貼る（鍵が二つになる）")
def _(h: Hand) -> None:
    h.copy(P2, "text-1-6:text")


@situation("段落を写して貼る（Word for the web：文字だけ）")
def _(h: Hand) -> None:
    h.copy(P2, "text-1-6:text", bare=True)


@situation("段落を切り取って貼る（Word for the web：文字だけ）")
def _(h: Hand) -> None:
    h.copy(P2, "text-1-6:text", bare=True)
    h.strike(P2)


@situation("変更履歴を付けて直す（二人）")
def _(h: Hand) -> None:
    h.track(P1, "市民の", "団体の")
    h.track(P2, "の説明", "", "委員")


@situation("変更履歴を付けて段落を入れ、消す")
def _(h: Hand) -> None:
    h.put_in(P1, "新しい段落。", author="委員")
    h.strike_tracked("text-1-4:text")


@situation("第5章の欄を直す")
def _(h: Hand) -> None:
    h.type("measure-1:results", "地図", "冊子")


@situation("本文の【要設定】を埋める")
def _(h: Hand) -> None:
    h.overtype("text-1-6:text", "期間は、5年間とする。")


@situation("表紙の【要設定】を埋める")
def _(h: Hand) -> None:
    h.type("cover:department", "【要設定】", "市民協働課")


@situation("表紙の標題を、前の言葉ごと打ち直す")
def _(h: Hand) -> None:
    h.overtype("cover:title", "第2期の指針")


@situation("空の欄の印（―）に打ち重ねる")
def _(h: Hand) -> None:
    h.overtype("measure-3:results", "実施した。")


@situation("参照を手で打つ")
def _(h: Hand) -> None:
    h.type(P2, "の説明", "の説明（施策3と(1)-ア、第2章2）")


@situation("ルビを青空文庫の書き方で打つ")
def _(h: Hand) -> None:
    h.type(P1, "指針は", "｜指針《ししん》は")


@situation("本文にタブと改行（Shift+Enter）を打つ")
def _(h: Hand) -> None:
    h.append(P1, run("後\tに\n続く"))


@situation("欄にタブと改行（Shift+Enter）を打つ")
def _(h: Hand) -> None:
    h.append("measure-1:results", run("後\tに\n続く"))


@situation("太字で書き足す")
def _(h: Hand) -> None:
    h.append(P1, run("太字。", "<w:b/>"))


@situation("注釈の書き方で打つ")
def _(h: Hand) -> None:
    h.overtype(P2, "［＃改ページ］")


@situation("章の見出しのように打つ")
def _(h: Hand) -> None:
    h.overtype(P2, "第9章　見出し")


@situation("項目のように打つ")
def _(h: Hand) -> None:
    h.overtype(P2, "・項目になる")


@situation("欄に <b> と打つ")
def _(h: Hand) -> None:
    h.type("measure-1:results", "地図", "<b>地図</b>")


@situation("欄に引用符を打つ")
def _(h: Hand) -> None:
    h.type("measure-1:results", "地図", '"地図"')


@situation("コメントを付ける（文・欄・二つの段落）")
def _(h: Hand) -> None:
    h.comment(h.paragraph(P1), "もっと短く")
    h.comment(h.paragraph("measure-2:results"), "いつか")
    h.comment(h.paragraph(P1), "二つに", end=h.paragraph(P2))


@situation("コメントに返信し、解決にする（欄・二つの段落にも）")
def _(h: Hand) -> None:
    first = h.comment(h.paragraph(P2), "もっと短く", "佐委員")
    h.reply(first, "どのくらいですか", "係長")
    h.reply(first, "一行に", "佐委員")
    h.resolve(first)
    h.comment(next(h.cells("No", 3)[4].iter(w("p"))), "詳しく", "右委員")
    over = h.comment(h.paragraph("text-1-3:text"), "まとめる", "右委員", h.paragraph("text-1-4:text"))
    h.reply(over, "そうします")


@situation("図を入れる")
def _(h: Hand) -> None:
    h.put_in(P1, "x")[-1].append(element("<w:drawing/>"))


@situation("表を入れる")
def _(h: Hand) -> None:
    h.paragraph(P1).addnext(
        element(
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>新しい表</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
    )


@situation("脚注を入れる")
def _(h: Hand) -> None:
    h.footnote(P1, "脚注の言葉")


@situation("一覧の「施策の実施」を直す")
def _(h: Hand) -> None:
    set_cell(h.cells("No", 3)[3], "済")


@situation("一覧の「施策の実施」に、ない言葉を書く")
def _(h: Hand) -> None:
    set_cell(h.cells("No", 3)[3], "やった")


@situation("一覧の「重点」を直す")
def _(h: Hand) -> None:
    set_cell(h.cells("No", 3)[2], "Ⅰ")


@situation("一覧の「重点」に、ない区分を書く")
def _(h: Hand) -> None:
    set_cell(h.cells("No", 3)[2], "Ⅳ")


@situation("一覧の「2期案」を直す")
def _(h: Hand) -> None:
    set_cell(h.cells("No", 3)[5], "○→Ⅰ")


@situation("一覧の「実績」を直す")
def _(h: Hand) -> None:
    set_cell(h.cells("No", 3)[4], "一覧を三回公開した。")


@situation("一覧の「内容」を直す")
def _(h: Hand) -> None:
    set_cell(h.cells("No", 3)[1], "一覧の公表")


@situation("第5章と一覧を同じに直す")
def _(h: Hand) -> None:
    set_cell(h.cells("No", 2)[4], "冊子を作った。")
    h.overtype("measure-1:results", "冊子を作った。")


@situation("第5章と一覧を違うように直す")
def _(h: Hand) -> None:
    set_cell(h.cells("No", 2)[4], "冊子を作った。")
    h.overtype("measure-1:results", "図面を作った。")


@situation("対照表を直す")
def _(h: Hand) -> None:
    for t in h.body.iter(w("tbl")):
        if "降格" in "".join(t.itertext(w("t"))) and "の重点" in "".join(t.itertext(w("t"))):
            c = [x for x in t.iter(w("tc")) if "".join(x.itertext(w("t"))) == "降格"][0]
            set_cell(c, "そのまま")


@situation("一覧の行を消す")
def _(h: Hand) -> None:
    r = h.cells("No", 2)[0].getparent()
    r.getparent().remove(r)


@situation("一覧の行を変更履歴で消す")
def _(h: Hand) -> None:
    r = h.cells("No", 2)[0].getparent()
    tp = r.find(w("trPr"))
    if tp is None:
        tp = element("<w:trPr/>")
        r.insert(0, tp)
    tp.append(revision("del", "係長"))
    for p in r.iter(w("p")):
        for x in list(p.iter(w("r"))):
            q = x.getparent()
            i = list(q).index(x)
            c = deepcopy(x)
            q[i : i + 1] = [revision("del", "係長", c)]


@situation("一覧に行を足す")
def _(h: Hand) -> None:
    r = h.cells("No", 2)[0].getparent()
    n = deepcopy(r)
    r.addnext(n)
    for c, x in zip(n.iter(w("tc")), ["No.9", "新しい施策", "Ⅰ", "未", "なし", "○", "よい"]):
        set_cell(c, x)


@situation("一覧に変更履歴で行を足す")
def _(h: Hand) -> None:
    r = h.cells("No", 2)[0].getparent()
    n = deepcopy(r)
    r.addnext(n)
    tp = n.find(w("trPr"))
    if tp is None:
        tp = element("<w:trPr/>")
        n.insert(0, tp)
    tp.append(revision("ins", "係長"))
    for c, x in zip(n.iter(w("tc")), ["9", "新しい施策", "Ⅰ", "未", "なし", "○", "よい"]):
        set_cell(c, x)


@situation("一覧の行を写す")
def _(h: Hand) -> None:
    r = h.cells("No", 2)[0].getparent()
    n = deepcopy(r)
    r.addnext(n)


@situation("参照が壊れる（エラー! と表示される）")
def _(h: Hand) -> None:
    for t in h.content(P1).iter(w("t")):
        if t.text == "第2章":
            t.text = "エラー! 参照元が見つかりません。"


def shown_in(element: Element, old: str, new: str) -> None:
    """What is shown, of a field as of anything else, becomes something else."""
    for words in element.iter(w("t")):
        if words.text == old:
            words.text = new
            return
    raise LookupError(old)


@situation("章を入れ、F9 で参照の番号が変わる")
def _(h: Hand) -> None:
    h.put_in("text-1-6:text", "新しい章", "chapter-1:title")
    shown_in(h.content(P1), "第2章", "第3章")


@situation("参照の番号の上に、ほかの参照を打つ")
def _(h: Hand) -> None:
    shown_in(h.content(P1), "第2章", "第1章")
    shown_in(h.content("text-2-1:text"), "（1）", "(2)")


@situation("参照の番号の中に、ほかの参照を打ち足す")
def _(h: Hand) -> None:
    shown_in(h.content(P1), "第2章", "第1章及び第2章など")


@situation("参照の番号の上に、参照でない言葉と、ない番号を打つ")
def _(h: Hand) -> None:
    shown_in(h.content(P1), "第2章", "次の章")
    shown_in(h.content(P1), "No.2", "No.9")


@situation("参照の番号を途中まで消す")
def _(h: Hand) -> None:
    shown_in(h.content(P1), "第2章", "第2")
    shown_in(h.content(P1), "No.2", "")


@situation("一覧の No の番号の上に打つ")
def _(h: Hand) -> None:
    shown_in(h.cells("No", 3)[0], "No.2", "No.5")


@situation("表の番号の上に打つ")
def _(h: Hand) -> None:
    for p in h.body.iter(w("p")):
        s = p.find(f"{w('pPr')}/{w('pStyle')}")
        if s is not None and s.get(w("val")) == "Caption":
            shown_in(p, "1", "1の2")
            break


@situation("頁の上（ヘッダー）に書く")
def _(h: Hand) -> None:
    root = etree.fromstring(h.parts["word/header1.xml"])
    next(root.iter(w("t"))).text = "部外秘"
    h.parts["word/header1.xml"] = etree.tostring(root)


@situation("目次の行を直す")
def _(h: Hand) -> None:
    shown_in(h.body, "趣旨", "趣旨と経緯")


@situation("目次の頁が変わり、見出しを直して目次を更新する")
def _(h: Hand) -> None:
    shown_in(h.body, "趣旨", "趣旨と経緯")
    h.overtype("chapter-1-1:title", "趣旨と経緯")
    contents = next(h.body.iter(w("sdt")))
    for words in contents.iter(w("t")):
        words.text = {"1": "2", "3": "12"}.get(words.text or "", words.text)


@situation("表の題を消す")
def _(h: Hand) -> None:
    for p in list(h.body.iter(w("p"))):
        s = p.find(f"{w('pPr')}/{w('pStyle')}")
        if s is not None and s.get(w("val")) == "Caption":
            p.getparent().remove(p)


@situation("第5章の「施策の実施」を直す")
def _(h: Hand) -> None:
    table = next(h.paragraph("measure-2:results").iterancestors(w("tbl")))
    shown_in(table, "未", "済")


@situation("対照表の言葉を、別のところにある言葉に直す")
def _(h: Hand) -> None:
    for t in h.body.iter(w("tbl")):
        words = [x for x in t.iter(w("t")) if x.text in ("降格", "昇格")]
        if words:
            words[0].text = "昇格" if words[0].text == "降格" else "降格"
            break


@situation("参照を文字にする（Ctrl+Shift+F9）")
def _(h: Hand) -> None:
    c = h.content(P1)
    for r in list(c):
        if r.find(w("fldChar")) is not None or r.find(w("instrText")) is not None:
            c.remove(r)


@situation("参照を写す")
def _(h: Hand) -> None:
    src = [x for x in h.content(P1)]
    i = [n for n, x in enumerate(src) if x.find(w("fldChar")) is not None][:3]
    h.append(P2, *[deepcopy(x) for x in src[i[0] : i[2] + 1]])


@situation("参照を変更履歴で消す")
def _(h: Hand) -> None:
    c = h.content(P1)
    src = list(c)
    i = [n for n, x in enumerate(src) if x.find(w("fldChar")) is not None][:3]
    d = revision("del", "係長", *[deepcopy(x) for x in src[i[0] : i[2] + 1]])
    c[i[0] : i[2] + 1] = [d]


@situation("Word の相互参照を入れる")
def _(h: Hand) -> None:
    h.append(
        P2,
        *[
            element(x)
            for x in [
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
                "<w:r><w:instrText> REF _Ref123 \\r \\h </w:instrText></w:r>",
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                "<w:r><w:t>第2章</w:t></w:r>",
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            ]
        ],
    )


@situation("ルビの読みを直す")
def _(h: Hand) -> None:
    for r in h.content(P2).iter(w("rt")):
        for t in r.iter(w("t")):
            t.text = "きようどう"


@situation("Word のルビを振る")
def _(h: Hand) -> None:
    r = element(
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>ししん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>指針</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    h.append(P1, r)


@situation("全角・半角・曲がった引用符・ーと―を打つ")
def _(h: Hand) -> None:
    h.type(P1, "市民の", "ＡＢＣ123“市民”ー―の")


@situation("テキストボックスを入れる")
def _(h: Hand) -> None:
    h.append(
        P1,
        element(
            '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"/></mc:AlternateContent></w:r>'
        ),
    )


@situation("数式を入れる")
def _(h: Hand) -> None:
    h.append(
        P1,
        etree.fromstring(
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'
        ),
    )


@situation("第5章の小項目の名前を直す")
def _(h: Hand) -> None:
    h.overtype("subsection-1-1:title", "拠点の充実")


@situation("第5章の施策の名前を直す")
def _(h: Hand) -> None:
    h.overtype("measure-2:title", "一覧の公表")


@situation("第5章の欄の表を消す")
def _(h: Hand) -> None:
    t = next(h.paragraph("measure-2:results").iterancestors(w("tbl")))
    t.getparent().remove(t)


@situation("段落を見出しのスタイルにする")
def _(h: Hand) -> None:
    h.paragraph(P2).find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), h.style_of("chapter-1-1:title"))


@situation("見出しを切り取って貼る")
def _(h: Hand) -> None:
    h.move("chapter-1-2:title", "text-1-5:text")
    h.move("chapter-1-2:title", "chapter-1-3:title")


@situation("表の題を直す")
def _(h: Hand) -> None:
    for p in h.body.iter(w("p")):
        s = p.find(f"{w('pPr')}/{w('pStyle')}")
        if s is not None and s.get(w("val")) == "Caption":
            list(p.iter(w("t")))[-1].text += "（修正）"
            break


@situation("段落の文字だけを消す")
def _(h: Hand) -> None:
    h.content(P2)[:] = []


@situation("見出しの文字だけを消す")
def _(h: Hand) -> None:
    h.content("chapter-1-2:title")[:] = []


@situation("見出しの後に同じスタイルの行を入れる")
def _(h: Hand) -> None:
    h.put_in("chapter-1-2:title", "見出しの続き", "chapter-1-2:title")


@situation("項目の中で Enter を押す")
def _(h: Hand) -> None:
    h.enter("text-1-4:text", "項目の")


@situation("空の欄の印（―）の後に打つ")
def _(h: Hand) -> None:
    h.type("measure-3:results", "―", "―実施")


@situation("欄の文字を消す")
def _(h: Hand) -> None:
    h.content("measure-2:results")[:] = []


@situation("空の欄の印（―）を消す")
def _(h: Hand) -> None:
    h.content("measure-3:results")[:] = []


@situation("表紙の年月に引用符を打つ")
def _(h: Hand) -> None:
    h.type("cover:date", "【要設定】", '令和8年"3"月')


@situation("表紙の担当課を、前の言葉ごと打ち直す")
def _(h: Hand) -> None:
    h.overtype("cover:department", "市民協働課")
