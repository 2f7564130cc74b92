"""GD0xx: whether the bytes can be read, and characters that cannot be printed or seen."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.diagnostic import Finding, Severity
from guideline_docs.rules.rule import rule
from guideline_docs.source.coverage import is_private, unprintable
from guideline_docs.source.edit import Edit, Fix
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import Unseen, unseen
from guideline_docs.source.lexicon import CONTROLS, NONCHARACTERS
from guideline_docs.source.span import SourceText

_CONTROL = expression(f"[{CONTROLS}{NONCHARACTERS}]+")


@rule("GD001", Severity.ERROR)
def undecodable_bytes(guideline: Guideline) -> Iterator[Finding]:
    """文字として読めないバイトがある

    ## 何を見るか
    ファイルが UTF-8、BOM 付き UTF-16、cp932（Windows の日本語）のどれかとして最後まで読めるか。
    ## なぜ困るか
    読めない箇所から後ろは、何が書かれているか誰にも分かりません。このファイルのほかの検査は行いません。
    ## 悪い例
    ※ UTF-8 のファイルの途中に、cp932 で保存した行を貼り付けたもの
    ## 良い例
    ※ 全体を UTF-8 で保存したもの
    ## 直し方
    示された行をエディターで開いて打ち直し、全体を UTF-8 で保存してください。
    """
    for source in guideline.sources:
        if source.undecodable is not None:
            yield Finding(
                source.span(source.undecodable, source.undecodable),
                source.encoding,
                f"文字として読めないバイトがあります（{_encoding_name(source.encoding)} として読みました）",
                "この行を打ち直し、ファイル全体を UTF-8 で保存してください",
            )


@rule("GD002", Severity.NOTE)
def legacy_encoding(guideline: Guideline) -> Iterator[Finding]:
    """文字コードが UTF-8 ではない

    ## 何を見るか
    ファイルが cp932 か UTF-16 で保存されていないか。
    ## なぜ困るか
    読み取りはできますが、環境によって文字化けし、版の比較（差分）にも向きません。
    ## 悪い例
    ※ Excel の「テキスト（タブ区切り）」や「Unicode テキスト」で保存したままのファイル
    ## 良い例
    ※ UTF-8 で保存したファイル
    ## 直し方
    エディターで「UTF-8」を選んで保存し直してください。
    """
    for source in guideline.sources:
        if source.encoding != "utf-8" and source.undecodable is None:
            name = _encoding_name(source.encoding)
            yield Finding(
                source.span(0, 0),
                name,
                f"文字コードが {name} です",
                "UTF-8 で保存し直すことをお勧めします",
            )


def _encoding_name(encoding: str) -> str:
    return {"utf-8": "UTF-8", "cp932": "cp932"}.get(encoding, "UTF-16")


@rule("GD003", Severity.ERROR)
def control_character(guideline: Guideline) -> Iterator[Finding]:
    """制御文字がある

    ## 何を見るか
    目に見えず、Word にも XML にも入れられない文字（垂直タブ、改ページ文字など）。
    ## なぜ困るか
    文書を作れないか、文書が開けなくなります。印刷物では〓になります。
    ## 悪い例
    1｜␋…｜…｜…｜…｜…｜…
    ## 良い例
    1｜…｜…｜…｜…｜…｜…
    ## 直し方
    その文字を削ってください。Excel のセル内改行が化けたものなら、読点か改行に直します。
    """
    for source in guideline.sources:
        if source.undecodable is not None or not source.uncommon:
            continue
        for match in _CONTROL.finditer(source.text):
            codes = " ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in match[0]))
            yield Finding(
                source.span(*match.span()),
                codes,
                f"制御文字（{codes}）があります",
                "この文字を削ってください",
            )


@rule("GD004", Severity.WARNING)
def private_use_character(guideline: Guideline) -> Iterator[Finding]:
    """印刷用の書体にない文字がある

    ## 何を見るか
    外字と、BIZ UD 書体にない文字や異体字（絵文字、一部の人名漢字など）。
    ## なぜ困るか
    印刷すると別の書体になるか、空の四角（豆腐）になります。外字は、作った機械でしか読めません。
    ## 悪い例
    1｜…｜…｜…｜✔実施した。｜…｜…
    ## 良い例
    1｜…｜…｜…｜✓実施した。｜…｜…
    ## 直し方
    書体にある文字に置き換えてください。人名の字体は、常用の字体でよいか本人に確かめます。
    """
    for source in guideline.sources:
        if source.undecodable is not None:
            continue
        for start, end in unprintable(source.text, source.uncommon):
            written = source.text[start:end]
            codes = " ".join(f"U+{ord(char):04X}" for char in written)
            what = "外字" if is_private(written) else "印刷用の書体にない文字"
            yield Finding(
                source.span(start, end),
                codes,
                f"「{written}」（{codes}）は{what}です",
                "書体にある文字に置き換えてください",
            )


# What a character is called that nobody sees; any other goes by its number.
_UNSEEN_NAMES = {
    "\u00a0": "改行しない空白",
    "\u00ad": "ソフトハイフン",
    "\u2003": "全角幅の空白",
    "\u2007": "数字幅の空白",
    "\u2009": "幅の狭い空白",
    "\u200b": "幅のない空白",
    "\u200c": "幅のない切れ目",
    "\u200d": "幅のないつなぎ",
    "\u202f": "幅の狭い改行しない空白",
    "\u2060": "幅のないつなぎ",
    "\ufeff": "BOM",
}


@rule("GD005", Severity.WARNING)
def invisible_character(guideline: Guideline) -> Iterator[Finding]:
    """目に見えない文字がある

    ## 何を見るか
    幅のない空白やつなぎの文字、ソフトハイフン、改行しない空白と特別な幅の空白、ファイルの途中の BOM、かなと濁点の二つの文字でできた「が」、漢字にしか見えない部首の文字。一行の同じ種類のものは、初めの一つで示します。
    ## なぜ困るか
    ウェブページや PDF、Mac のファイル名などから貼り付けると入り、画面でも紙でも見えないのに、検索や置換では別の言葉になります。この検査は、ないものとして（空白はふつうの空白として。「施策9」「第9章」などの番号を割るものは、ないものとして）読みます。
    ## 悪い例
    1｜…｜…｜…｜…｜…｜施策\u200b2と進める。
    2｜…｜…｜…｜…｜…｜…
    ## 良い例
    1｜…｜…｜…｜…｜…｜施策2と進める。
    2｜…｜…｜…｜…｜…｜…
    ## 直し方
    その文字を削るか、ふつうの文字に打ち直してください（check --fix で直せます）。絵文字の中のつなぎの文字は示しません。
    """
    for source in guideline.sources:
        stands = source.verbatim
        if stands is source:
            continue  # nothing is read through in it
        kinds: dict[tuple[int, str], list[Unseen]] = {}
        for each in unseen(stands.text):
            line, _ = stands.position(each.start)
            kinds.setdefault((line, _kind(stands.text, each)), []).append(each)
        for found in kinds.values():
            yield _invisible(stands, found)


def _kind(text: str, found: Unseen) -> str:
    """What is of one kind: a character that is nothing or a blank; all kana; all radicals.

    A blank is nothing inside of a number, and of its kind all the same.
    """
    return text[found.start] if not found.reading.strip() else f"{found.end - found.start}"


def _invisible(source: SourceText, found: list[Unseen]) -> Finding:
    """The finding of a line and kind, at the first of them; its mend is of all."""
    first = found[0]
    span = source.span(first.start, first.end)
    codes = " ".join(f"U+{ord(char):04X}" for char in span.text)
    reading = first.reading
    if not reading.strip():
        reading = next((each.reading for each in found if each.reading), "")
        torn = bool(reading) and not all(each.reading for each in found)
        title = "ふつうの空白にする" if reading else "目に見えない文字を削る"
        name = _UNSEEN_NAMES.get(span.text, "")
        message = f"目に見えない文字（{f'{codes} {name}'.strip()}）があります"
        mend = "ふつうの空白に打ち直して" if reading else "この文字を削って"
        mend = f"番号を割るものは削り、ほかは{mend}" if torn else mend
    elif len(span.text) > 1:
        title = f"「{reading}」の一字にする"
        message = f"「{reading}」が二つの文字（{codes}）でできています"
        mend = f"「{reading}」の一字に打ち直して"
    else:
        title = f"漢字の「{reading}」にする"
        message = f"「{reading}」に見える部首の文字（{codes}）があります"
        mend = f"漢字の「{reading}」に打ち直して"
    more = f"。この行に {len(found)} か所あります" if len(found) > 1 else ""
    edits = tuple(Edit(source.span(each.start, each.end), each.reading) for each in found)
    return Finding(
        span,
        codes,
        message,
        f"{mend}ください（check --fix で直せます）{more}",
        fixes=(Fix(title, edits),),
    )
