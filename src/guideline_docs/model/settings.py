"""The tables and keys of ``guideline.toml``: what there is, and what each means.

In the order in which they are named to whoever misspells one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from guideline_docs.model.code import Numbering, Series
from guideline_docs.model.vocabulary import DirectionKind
from guideline_docs.source.form import Form, Key, Kind, Names, flag
from guideline_docs.syntax.columns import COLUMNS, DECLARED_KINDS, Column, ColumnKind

PAPERS = ("A4", "A3")
# Whichever of them the columns of the list need.
AUTO = "auto"

_HALF_OR_FULL = {"half": "半角", "full": "全角"}
_COLUMNS = {
    Column.NUMBER: "施策の番号の列の見出し",
    Column.TITLE: "施策の内容の列の見出し",
    Column.TIER: "重点区分の列の見出し",
    Column.STATUS: "施策の実施の列の見出し。年ごとの列があれば、古い順に",
    Column.RESULTS: "実績の列の見出し。年ごとの列があれば、古い順に",
    Column.PROPOSAL: "2期案の列の見出し",
    Column.RATIONALE: "理由の列の見出し",
}
_KINDS = {
    ColumnKind.TEXT: "文字。参照や表記を検査する",
    ColumnKind.NUMBER: "数",
    ColumnKind.PERCENT: "割合",
    ColumnKind.DATE: "日付",
    ColumnKind.DEPARTMENT: "担当課",
    ColumnKind.STATUS: "決まった言葉の評価。件数とグラフ、絞り込みにもなる",
}
_SERIES = {
    Series.RESTART: "見出しごとに1から",
    Series.ALL: "全体を通して",
}
_NUMBERINGS = {
    Numbering.CONSECUTIVE: "続く",
    Numbering.UNIQUE: "重ならない（飛んでもよい）",
    Numbering.NONE: "どちらでもない",
}
_DIRECTIONS = {
    DirectionKind.PROMOTION: "拡充など、重くする",
    DirectionKind.CONTINUATION: "継続など、そのまま",
    DirectionKind.DEMOTION: "縮小など、軽くする",
    DirectionKind.COMPLETION: "完了",
    DirectionKind.END: "廃止など、終わらずにやめる",
}
_SEVERITIES = {
    "error": "エラー。検査は 1 で終わり、公表用の文書は作れない",
    "warning": "警告",
    "note": "注意",
    "off": "知らせない",
}


def _words(kinds: Iterable[str], said: Mapping[str, str]) -> dict[str, str]:
    """All the words of a kind, each with what is said of it."""
    return {str(kind): said[kind] for kind in kinds}


def _texts(said: str, names: Names = Names.NOTHING, words: Iterable[str] = ()) -> Key:
    return Key(said, dict.fromkeys(words, ""), Kind.TEXTS, names)


_MARK = {
    "mark": Key("初めの番号を、書くとおりに（「（1）」「ア」「基本目標Ⅰ」）。番号がなければ「◆」などの印"),
    "digits": Key("区切りのない番号の、段ごとの桁数。[1, 1, 2] なら 1101 は 1-1-01", kind=Kind.WHOLES),
    "series": Key("番号がどこから始まるか", _words(Series, _SERIES)),
    "numbering": Key("番号が続くか", _words(Numbering, _NUMBERINGS)),
}
_OF_RATES = {
    "target": Key("目標値の列の見出し。達成率が実績値÷目標値と合うかを検査する", names=Names.HEAD),
    "actual": Key("実績値の列の見出し", names=Names.HEAD),
    "base": Key("基準値の列の見出し", names=Names.HEAD),
    "better": Key("どちらが良い指標か（書かなければ more）", {"more": "多いほど良い", "less": "少ないほど良い"}),
}
_WORD = {
    "word": Key("言葉"),
    "aliases": _texts("同じものとして読む書き方"),
    "counts_as": Key("達成状況で、ほかのどの言葉に数えるか", names=Names.WORD),
    "started": flag("始めているか（書かなければ、はい）"),
    "done": flag("終わっているか（書かなければ、いいえ）"),
    "counted": flag("割合の分母に含めるか（書かなければ、はい）"),
}

SETTINGS: Mapping[str, Form] = {
    "guideline": Form(
        "[guideline]",
        "表紙などに印刷すること。空の項目は【要設定】と印刷する",
        {
            "title": Key("素案の標題（第2期指針の正式な名称）"),
            "table_title": Key("一覧の標題。空なら一覧の1行目"),
            "municipality": Key("市の名前"),
            "department": Key("担当課"),
            "meeting": Key("会議の名前"),
            "stage": Key("素案の段階", {"素案": "", "案": "", "成案": ""}),
            "date": Key("素案の日付。表紙に印刷するとおりに"),
            "as_of": Key("一覧の基準日。印刷するとおりに"),
            "draft_number": Key("素案の資料番号"),
            "table_number": Key("一覧の資料番号"),
            "author": Key("文書のプロパティの作成者。空なら担当課"),
        },
    ),
    "sources": Form(
        "[sources]",
        "一覧と原稿の置き場所",
        {
            "sheet": Key("第1期の進捗状況一覧のファイル", names=Names.SHEET),
            "chapters": Key("第2期指針の原稿を置くフォルダー（書かなければ draft）", names=Names.FOLDER),
        },
    ),
    "paper": Form(
        "[paper]",
        "一覧の用紙",
        {"size": Key("用紙の大きさ（横）", {**dict.fromkeys(PAPERS, ""), AUTO: "列が多ければ A3"})},
    ),
    "columns": Form(
        "[columns]",
        "列の見出し。先頭の名前で印刷し、ほかの名前でも見つける",
        {
            **{str(column): _texts(_COLUMNS[column]) for column in COLUMNS},
            "required": _texts("なければ指摘する列", words=map(str, COLUMNS)),
            "extra": _texts("検査せずに印刷する列"),
            "second": _texts("カードで第2期に加える欄"),
        },
    ),
    "column": Form(
        "[[column]]",
        "そのほかの列",
        {
            "head": Key("列の見出し", names=Names.HEAD),
            "kind": Key("列の種類", _words(DECLARED_KINDS, _KINDS)),
            "unit": Key("見出しに添える単位（千円）"),
            "words": _texts("使う言葉（kind = \"status\" の列）"),
            "word": Key("使う言葉を、それぞれの決まりとともに（kind = \"status\" の列）", kind=Kind.TABLES),
            **_OF_RATES,
        },
        inside={"word": Form("[[column.word]]", "その列で使う言葉の一つ", _WORD)},
    ),
    "status": Form(
        "[[status]]", "施策の実施の言葉の一つ。書くと、元からある言葉はすべて置き換わる", _WORD
    ),
    "direction": Form(
        "[[direction]]",
        "2期案を、区分でなく言葉で書くときの言葉の一つ",
        {
            "word": Key("言葉"),
            "kind": Key("何をする言葉か", _words(DirectionKind, _DIRECTIONS)),
            "aliases": _texts("同じものとして読む書き方"),
        },
    ),
    "proposal": Form(
        "[proposal]",
        "2期案の印",
        {
            "completed": Key("完了する施策の印（書かなければ ○）"),
            "arrow": Key("区分を移す印（書かなければ →）"),
        },
    ),
    "style": Form(
        "[style]",
        "表記の決まり。書いたものだけを検査する",
        {
            "digits": Key("数字の幅", {**_HALF_OR_FULL, "single-full": "1桁だけ全角"}),
            "parentheses": Key("かっこの幅", _HALF_OR_FULL),
        },
    ),
    "spelling": Form(
        "[spelling]",
        "表記の言い換え",
        {},
        _texts("左が使う表記、右が使わない表記"),
    ),
    "severity": Form("[severity]", "指摘の重さ", {}, Key("この指摘の重さ", _SEVERITIES, names=Names.CODE)),
    "draft": Form(
        "[draft]",
        "素案に加えること",
        {
            "line_numbers": flag("行番号を付ける"),
            "watermark": flag("各頁に「（案）」を透かす"),
            "omit_notes": flag("実績と理由（庁内の覚え）を載せない"),
            "returnable": flag("直された Word を receive で戻せるようにしておく"),
        },
    ),
    "level": Form(
        "[[level]]",
        "見出しの段の一つ。上から順に",
        {
            "name": Key("段の呼び名"),
            "column": Key("見出しが行でなく列にあるとき、その列", names=Names.HEAD),
            **_MARK,
        },
    ),
    "measure": Form(
        "[measure]",
        "施策の行の呼び名と番号",
        {
            "name": Key("行の呼び名"),
            **_MARK,
            "part": Key("番号も内容もない行を、上の施策の別の課の分として読むときの列", names=Names.HEAD),
            "count": Key("件数の数え方", {"measure": "施策ごと", "part": "課ごと"}),
        },
    ),
    "reference": Form(
        "[reference]",
        "参照の書き方。段と行の番号は、書かなくても読む",
        {
            "forms": _texts("そのほかの書き方の例（「取組12」「1-(2)-③」）"),
            "other": _texts("番号を参照と見ない、ほかの文書の名前"),
        },
    ),
    "edition": Form(
        "[[edition]]",
        "何年分かの一覧の一つ。古い順に、最後が今の一覧",
        {
            "name": Key("版の名前（令和4年度）"),
            "sheet": Key("その年の一覧のファイル", names=Names.SHEET),
        },
    ),
    "inquiry": Form(
        "[inquiry]",
        "年に一度の照会（ask）",
        {
            "by": Key("担当課の書いてある列か、カードの欄", names=Names.FIELD),
            "fields": _texts("答えてもらう列か欄", Names.FIELD),
            "context": _texts("灰色で添える列か欄", Names.FIELD),
            "departments": _texts("課の正式な名前（載せる順）。書けば、ほかの名前を知らせる"),
            "title": Key("照会の件名"),
            "message": Key("照会の文"),
            "sender": Key("照会元。書かなければ [guideline] の department"),
            "reply": Key("返送先と返送のしかた"),
            "due": Key("回答期限（2027-01-15、「12月末」などの言葉でもよい）"),
        },
    ),
}
