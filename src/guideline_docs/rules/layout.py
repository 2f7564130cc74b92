"""GD1xx: each line for what it is, and each file."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.astray import UnusedFile
from guideline_docs.model.code import Level
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.vocabulary import LIKELY_HEADS, Vocabulary
from guideline_docs.rules.diagnostic import Finding, Related, Severity, short
from guideline_docs.rules.rule import rule
from guideline_docs.source.edit import Edit, Fix
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.lexicon import OPEN
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.kinds import Reason
from guideline_docs.syntax.nodes import Cell, Head, HeadLine, Kind, RowLine, Stray, TierLine


@rule("GD101", Severity.ERROR)
def stray_line(guideline: Guideline) -> Iterator[Finding]:
    """一覧のどの行でもない行がある

    ## 何を見るか
    大項目、小項目、施策、凡例、注のどれとも読めない行、No が数字でない施策の行、件数として読めない達成状況の欄。
    ## なぜ困るか
    その行は文書に書かれたとおり載りますが、施策としては数えられず、どの見出しの下にも入りません。カードの字下げが足りないだけの行は読み取りますが、同じように知らせます。
    ## 悪い例
    （1）…
    ア …
    一｜…｜…｜…｜…｜…｜…
    1｜…｜…｜…｜…｜…｜…
    ## 良い例
    （1）…
    ア …
    1｜…｜…｜…｜…｜…｜…
    ## 直し方
    施策なら No に数字を、小項目なら「ア 」のように記号と空白を付けてください。注は「※」「注」「備考：」などで始めるか、（ ）で囲みます。
    """
    for stray in _all(guideline, Stray):
        if stray.head is not None and not stray.head.known:
            continue  # what its lines are, nobody can say
        text = stray.cell.text
        if stray.row:
            yield Finding(stray.cell.span, text, *_unnumbered(guideline, stray))
        else:
            in_sheet = guideline.sheet and stray.span.source is guideline.sheet.source
            yield Finding(
                stray.cell.span,
                text,
                f"「{short(text)}」は一覧のどの行でもありません",
                f"{_heading(guideline)}注なら「※」を先頭に付けてください"
                if in_sheet
                else "カードは「施策24　…」の行と、全角の空白で始まる「　担当課：…」の行で書きます",
            )
    yield from _slips(guideline)
    for line in _all(guideline, TierLine):
        for cell in line.unread:
            yield Finding(
                cell.span,
                f"【{line.mark.text}】{cell.text}",
                f"達成状況の「{short(cell.text)}」は件数として読めません",
                "「5/6：済」のように、件数/全数：状況 の形で書いてください",
            )


def _unnumbered(guideline: Guideline, stray: Stray) -> tuple[str, str]:
    """Why a row is no measure, and what to do: its number stands in a column, or nowhere else."""
    level, text = guideline.scheme.measure, short(stray.cell.text)
    name = level.name if level else ""
    heads = guideline.sheet.titled if guideline.sheet else ()
    if level and stray.head in heads:
        example = level.mark.example
        return (
            f"「{text}」で始まる行は、頭に番号がないため{name}として読めません",
            f"「{example}」のような番号を、頭に付けてください",
        )
    return f"「{text}」で始まる行は、No が数字でないため{name}として読めません", "No の欄に数字を入れてください"


def _heading(guideline: Guideline) -> str:
    """How a line becomes a heading of the innermost level of lines; empty without such a level."""
    lines = [level for level in guideline.scheme.levels if level.column is None]
    if not lines or not lines[-1].mark.parts:
        return ""
    level = lines[-1]
    blank = "" if level.mark.closed else " "
    return f"{level.name}なら「{level.mark.example}{blank}」のように{level.noun}を、"


@rule("GD102", Severity.ERROR)
def column_count(guideline: Guideline) -> Iterator[Finding]:
    """見出しの列より多くのセルがある

    ## 何を見るか
    施策の行で、見出し行の最後の列より右に文字のあるセル。
    ## なぜ困るか
    セルが一つずれていて、実績が2期案の欄に入っている、といったことが起きています。
    ## 悪い例
    1｜…｜…｜…｜…｜…｜…｜はみ出し
    ## 良い例
    1｜…｜…｜…｜…｜…｜…
    ## 直し方
    余分なタブを削るか、列を増やすなら見出し行に名前を加えてください。
    """
    for measure in guideline.measures:
        if measure.surplus is not None:
            yield Finding(
                measure.surplus,
                guideline.name(measure),
                f"見出しの列より右に「{short(measure.surplus.text)}」があります",
                "セルがずれていないか確かめ、余分なタブを削ってください",
            )


@rule("GD103", Severity.WARNING)
def unknown_column_head(guideline: Guideline) -> Iterator[Finding]:
    """知らない見出しがある

    ## 何を見るか
    見出し行の名前が、決められた列の名前（guideline.toml で変えられます）のどれかか。カードの欄の名前も同じです。
    ## なぜ困るか
    内容はそのまま印刷しますが、検査も集計もされません。書き誤りなら、その列が無いことになります。
    ## 悪い例
    No｜内容｜重点｜施策の実施｜実績｜2期案｜理由｜担当課
    1｜…｜…｜…｜…｜…｜…｜…
    ## 良い例
    No｜内容｜重点｜施策の実施｜実績｜2期案｜理由
    1｜…｜…｜…｜…｜…｜…
    ## 直し方
    書き誤りなら直し、必要な列なら guideline.toml の [[column]] に書いてください（[columns] の extra でも構いません）。
    """
    vocabulary = guideline.configuration.vocabulary
    names = vocabulary.by_head()
    for line in _head_lines(guideline):
        for head in line.heads:
            if head and head.column is None:
                text = short(head.cell.text)
                yield Finding(
                    head.cell.span,
                    head.cell.text,
                    f"見出し「{text}」の列は、ほかにもあります"
                    if fold_head(head.cell.text) in names
                    else f"見出し「{text}」は知らない列です",
                    "どちらも印刷しますが、検査するのは左の列だけです。名前を分けてください"
                    if fold_head(head.cell.text) in names
                    else "列の名前は " + "・".join(_columns(guideline)) + " です",
                )
    known = (*vocabulary.second_heads, *(column.name for column in vocabulary.declared))
    for head in _field_names(guideline):
        if head.column is None and head.cell.text not in known:
            yield Finding(
                head.cell.span,
                head.cell.text,
                f"カードの欄「{short(head.cell.text)}」は知らない欄です",
                "欄の名前は " + "・".join((*_fields(guideline), *known)) + " です",
            )


@rule("GD104", Severity.ERROR)
def missing_head(guideline: Guideline) -> Iterator[Finding]:
    """見出し行がない

    ## 何を見るか
    施策の行より前に、列の名前の行（No 内容 重点 …）があるか。知っている名前が二つ以上ある行を見出し行と読みます。
    ## なぜ困るか
    どの列が何か分かりません。表はそのまま印刷しますが、検査も集計もできません（列の名前らしい行がなければ、決まった順に並んでいるものとして読みます）。
    ## 悪い例
    ※ 「No｜内容｜重点｜…」の行がなく、いきなり施策の行が始まるもの
    ※ 「指標｜基準値｜目標値」のように、知っている名前が二つない表
    ## 良い例
    No｜内容｜重点｜施策の実施｜実績｜2期案｜理由
    1｜…｜…｜…｜…｜…｜…
    ## 直し方
    施策の行の上に見出し行を入れてください。別の名前で呼んでいる列は guideline.toml の [columns] に書きます。
    """
    if guideline.sheet is None:
        return
    for line in guideline.sheet.all(HeadLine):
        if not line.known:
            vocabulary = guideline.configuration.vocabulary
            present = {head.column for head in line.heads if head}
            lacking = [column for column in vocabulary.columns if column not in present]
            meant = "、".join(
                f"「{short(cell.text)}」は「{column.name}」"
                for column, cell in _meant(line, lacking, vocabulary).items()
            )
            yield Finding(
                _cells_of(line),
                next(head.cell.text for head in line.heads if head),
                "この表の見出し行には、知っている列の名前が二つありません",
                (f"{meant}のことではありませんか。" if meant else "")
                + "列の名前は "
                + "・".join(_columns(guideline))
                + " です。別の名前なら guideline.toml の [columns] に書いてください",
            )
            return
    for row in guideline.sheet.all(RowLine):
        if row.head is None:
            yield Finding(
                row.number_cell.span,
                guideline.scheme.measure_name(row.number),
                f"{guideline.scheme.measure_name(row.number)} より前に見出し行がありません",
                "「" + "　".join(_columns(guideline)) + "」の行を入れてください",
            )
            return


@rule("GD105", Severity.ERROR)
def missing_column(guideline: Guideline) -> Iterator[Finding]:
    """必要な列がない

    ## 何を見るか
    見出し行に、一覧に必要な列（guideline.toml で変えられます）がそろっているか。
    ## なぜ困るか
    その列は空として扱われ、検査も集計もできません。
    ## 悪い例
    No｜内容｜重点｜施策の実施｜実績｜2期案
    1｜…｜…｜…｜…｜…
    ## 良い例
    No｜内容｜重点｜施策の実施｜実績｜2期案｜理由
    1｜…｜…｜…｜…｜…｜…
    ## 直し方
    見出し行に列の名前を加えてください。別の名前で呼んでいるなら guideline.toml の [columns] に書きます。
    """
    vocabulary = guideline.configuration.vocabulary
    titled = guideline.sheet.titled if guideline.sheet else ()
    for line, level in lacking_levels(guideline):
        assert level.column is not None
        name, near = level.column.name, _near(line, level.column)
        yield Finding(
            _cells_of(line),
            name,
            f"見出し行に「{name}」の列がありません",
            f"段「{level.name}」の列です。"
            + (
                f"「{near.text}」がそれに当たるなら、guideline.toml の [[level]] に "
                f'column = "{near.text}" と書いてください'
                if near
                else "列を加えるか、guideline.toml の [[level]] の column を見出しの名前に合わせてください"
            ),
            related=(Related(near.span, f"「{name}」はこれではありませんか"),) if near else (),
        )
    for line in _head_lines(guideline):
        present = {head.column for head in line.heads if head}
        whole = _cells_of(line)
        if line in titled:
            present.add(Column.NUMBER)
        lacking = [c for c in vocabulary.columns if c in vocabulary.required and c not in present]
        meant = _meant(line, lacking, vocabulary) if lacking else {}
        for column in lacking:
            name, near = column.name, meant.get(column)
            yield Finding(
                whole,
                name,
                f"見出し行に「{name}」の列がありません",
                f"「{near.text}」がそれに当たるなら、名前を「{name}」に改めるか、"
                f'guideline.toml の [columns] に {column} = "{near.text}" と書いてください'
                if near
                else "列を加えるか、別の名前なら guideline.toml の [columns] に書いてください",
                related=(Related(near.span, f"「{name}」はこれではありませんか"),) if near else (),
            )
        for name in _years_lacking(guideline, line):
            yield Finding(
                whole,
                name,
                f"見出し行に「{name}」の列がありません",
                "[[edition]] の年の列です。列を加えるか、guideline.toml の [columns] の名前を見出しに合わせてください",
            )


def _years_lacking(guideline: Guideline, line: HeadLine) -> Iterator[str]:
    """The heads of the years that the settings count on, as far as a head line lacks them."""
    configuration = guideline.configuration
    if all(edition.sheet for edition in configuration.editions[:-1]):
        return
    written = {fold_head(head.cell.text) for head in line.heads if head}
    for column in configuration.vocabulary.columns:
        if column.yearly and column in line.columns:
            yield from (name for name in column.heads if fold_head(name) not in written)


def lacking_levels(guideline: Guideline) -> Iterator[tuple[HeadLine, Level]]:
    """The levels that should be columns, and the head lines that do not name them."""
    levels = [level for level in guideline.scheme.levels if level.column]
    for line in _head_lines(guideline) if levels else ():
        present = {head.column for head in line.heads if head}
        yield from ((line, level) for level in levels if level.column not in present)


def _near(line: HeadLine, column: Column) -> Cell | None:
    """The unknown head that most looks like the column of a level: 政策名 for 政策."""
    from difflib import get_close_matches  # only a faulty sheet pays for the import

    unknown = {head.cell.text: head.cell for head in line.heads if head and head.column is None}
    names = get_close_matches(column.name, unknown, n=1, cutoff=_NEAR)
    return unknown[names[0]] if names else None


def _meant(line: HeadLine, lacking: list[Column], vocabulary: Vocabulary) -> dict[Column, Cell]:
    """The unknown heads that most probably are columns that are lacking, each for one."""
    from difflib import SequenceMatcher  # only a faulty sheet pays for the import

    unknown = [
        head.cell
        for head in line.heads
        if head and head.column is None
    ]
    scores: list[tuple[float, int, int]] = []
    for at, cell in enumerate(unknown):
        written = fold_head(_ASIDE.sub("", cell.text))
        for place, column in enumerate(lacking):
            names = map(fold_head, column.heads)
            near = max(SequenceMatcher(None, written, name).ratio() for name in names)
            likely = written in map(fold_head, LIKELY_HEADS[column])
            scores.append((-1.0 if likely else -near, at, place))
    found: dict[Column, Cell] = {}
    for score, at, place in sorted(scores):
        if -score >= _NEAR and lacking[place] not in found and unknown[at] not in found.values():
            found[lacking[place]] = unknown[at]
    return found


# Half the characters in common: 実積 for 実績. What stands in parentheses is no name.
_NEAR = 0.5
_ASIDE = expression(rf"[{OPEN}].*")


@rule("GD106", Severity.WARNING)
def unused_file(guideline: Guideline) -> Iterator[Finding]:
    """どの文書にも入らないファイルがある

    ## 何を見るか
    原稿のフォルダー（sources）と章のフォルダー（draft）にあって、一覧・カード・章のどれでもないもの。章のフォルダーの外の文字、2つ目の一覧、Word の文書、ブック、フォルダーなど。
    ## なぜ困るか
    書いた人は文書に入ると思っています。build --final は、確かめるまで断ります。
    ## 悪い例
    ※ sources に置いた「メモ.txt」、draft に置いた「02-第2章.docx」
    ## 良い例
    ※ sources/draft に置いた「02-第2章.txt」
    ## 直し方
    章なら章のフォルダーに .txt で置き、要らないものは原稿のフォルダーの外へ移してください。置いておくなら、accepted.toml に理由を書きます（subject はファイルの名前）。
    """
    for file in guideline.astray.unused:
        why, hint = _why_unused(file, guideline.configuration)
        yield Finding(file.span, file.name, f"「{file.name}」は、{why}", hint)


_IN_NO_DOCUMENT = "、どの文書にも入りません"
_AWAY = "要らなければ、原稿のフォルダーの外へ移してください"


def _why_unused(file: UnusedFile, configuration: Configuration) -> tuple[str, str]:
    """Why a file is in no document, said of it, and what to do."""
    chapters = configuration.chapters
    match file.unused.reason:
        case Reason.SETTINGS:
            name = "accepted.toml" if "accept" in file.name.casefold() else "guideline.toml"
            return "設定として読まれていません", f"名前を {name} に変えてください"
        case Reason.CARDS:
            return (
                f"カードとして読めないので{_IN_NO_DOCUMENT}",
                "カードは「施策24　…」の行と、全角の空白で始まる「　担当課：…」の行で書きます",
            )
        case Reason.FORMAT if file.unused.format:
            form = file.unused.format
            return f"{form.what}なので{_IN_NO_DOCUMENT}", f"{form.how(file.name)}。{_AWAY}"
        case Reason.SUFFIX:
            return (
                f"名前の末尾が .txt でないので{_IN_NO_DOCUMENT}",
                f"原稿なら、名前の末尾を .txt に変えてください。{_AWAY}",
            )
        case Reason.FOLDER:
            return (
                f"中を読まないフォルダーなので、{file.instead}は{_IN_NO_DOCUMENT[1:]}",
                f"章なら {chapters} にじかに置いてください。{_AWAY}",
            )
        case Reason.IN_FOLDER:
            return (
                f"フォルダー {file.instead} の中にあるので{_IN_NO_DOCUMENT}",
                f"章なら {chapters} にじかに置いてください。{_AWAY}",
            )
        case Reason.SECOND_SHEET:
            return (
                f"2つ目の一覧なので{_IN_NO_DOCUMENT}（文書になるのは {file.instead} です）",
                "使う一覧を guideline.toml の [sources] の sheet に書いてください"
                f"（前の年の一覧なら [[edition]] に）。{_AWAY}",
            )
    if file.name in (configuration.sheet, *(each.sheet for each in configuration.editions)):
        return (
            f"一覧ではないので{_IN_NO_DOCUMENT}",
            "Excel の表を写すと、列の間がタブになります。guideline.toml の sheet も確かめてください",
        )
    return (
        f"章のフォルダー {chapters} の外にあるので{_IN_NO_DOCUMENT}",
        f"章なら {chapters} に移してください。{_AWAY}",
    )


def _all(guideline: Guideline, kind: type[Kind]) -> list[Kind]:
    """The lines of a kind, of the sheet and of the cards beside it."""
    return [node for tree in guideline.tables for node in tree.all(kind)]


def _slips(guideline: Guideline) -> Iterator[Finding]:
    """What a card has where a blank belongs."""
    for row in _all(guideline, RowLine):
        for slip in row.slips:
            text = slip.text.strip()
            if slip.start == row.number_cell.span.end:
                yield Finding(
                    slip,
                    guideline.scheme.measure_name(row.number),
                    f"カードの番号の後に「{text}」があります",
                    f"「施策{row.number_cell.text}　…」のように、番号の後は全角の空白にしてください",
                    fixes=(Fix("番号の後を全角の空白にする", (Edit(slip, "　"),)),),
                )
            elif slip.source.text[slip.end : slip.end + 1] in "\r\n":
                blank = slip.position[1] - 1
                yield Finding(
                    slip,
                    text,
                    f"カードの「{short(text)}」は欄の続きとして読みましたが、字下げが足りません",
                    "欄の続きなら、行の頭の全角の空白を二つにしてください",
                    fixes=(Fix("行の頭の空白を二つにする", (Edit(slip.part(-blank, 0), "　　"),)),),
                )
            else:
                yield Finding(
                    slip,
                    text,
                    f"カードの欄「{text}」の前に空白がありません",
                    f"「　{text}：…」のように、行の頭に全角の空白を入れてください",
                    fixes=(Fix("行の頭に空白を入れる", (Edit(slip, f"　{slip.text}"),)),),
                )


def _field_names(guideline: Guideline) -> Iterator[Head]:
    """The names of fields in cards, each where a file first has it."""
    heads = (head for line in _head_lines(guideline) for head in line.heads)
    seen = {(head.cell.span.source, head.cell.text) for head in heads if head}
    for row in _all(guideline, RowLine):
        if row.card and row.head:
            for head in filter(None, row.head.heads):
                name = (head.cell.span.source, head.cell.text)
                if head.cell and name not in seen:
                    seen.add(name)
                    yield head


def _head_lines(guideline: Guideline) -> list[HeadLine]:
    lines = guideline.sheet.all(HeadLine) if guideline.sheet else []
    return [line for line in lines if line.known]


def _cells_of(line: HeadLine) -> Span:
    cells = [head.cell.span for head in line.heads if head]
    return Span(line.span.source, cells[0].start, cells[-1].end)


def _columns(guideline: Guideline) -> list[str]:
    """The printed names of the columns."""
    number, title, *others = guideline.configuration.vocabulary.columns
    levels = _fields(guideline)[: -len(others)]
    return [*levels, number.name, title.name, *(column.name for column in others)]


def _fields(guideline: Guideline) -> list[str]:
    """Those that a card names: all but number and title."""
    configuration = guideline.configuration
    levels = [level.column.name for level in configuration.scheme.levels if level.column]
    return [*levels, *(column.name for column in configuration.vocabulary.columns[2:])]
