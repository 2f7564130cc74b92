"""What ``guideline.toml`` says: bibliography, vocabulary, look.

What is not known is not invented: an empty field is printed as 【要設定】.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from guideline_docs.model.bearings import example_of, forms_of
from guideline_docs.model.code import SHEET, Level, Numbering, Scheme, Series
from guideline_docs.model.declared import read_vocabulary
from guideline_docs.model.edition_settings import EditionSettings, read_editions
from guideline_docs.model.inquiry_settings import InquirySettings, read_inquiry
from guideline_docs.model.settings import AUTO, PAPERS, SETTINGS
from guideline_docs.model.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.source.toml import TomlFile
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.syntax.grammar import OFFICE, Grammar
from guideline_docs.syntax.marks import ARABIC, Mark
from guideline_docs.syntax.owner import Names, names_of

UNSET = "【要設定】"
SETTINGS_TABLE = "guideline"
"""The table of the facts on a cover."""


class Bibliography(NamedTuple):
    """What stands on a cover. Every field is free text; empty means not known."""

    title: str = ""
    """第2期指針 title of the draft."""
    table_title: str = ""
    """Title of the 進捗状況一覧; empty: the sheet's own first line."""
    municipality: str = ""
    department: str = ""
    meeting: str = ""
    stage: str = "素案"
    """素案, 案 or 成案."""
    date: str = ""
    """Date of the draft as printed."""
    as_of: str = ""
    """基準日 of the progress table as printed."""
    draft_number: str = ""
    """資料番号 of the draft."""
    table_number: str = ""
    """資料番号 of the progress table."""
    author: str = ""
    """Author in the documents' properties; empty: the department."""

    def unset(self) -> list[str]:
        """The keys that a paper for the public needs and that are still empty."""
        needed = ("title", "municipality", "department", "date", "as_of")
        return [name for name in needed if not getattr(self, name)]


class Style(NamedTuple):
    """The house style that prose is held against; what is not set is not judged.

    ``digits`` is half, full or single-full (one digit full, more half), ``parentheses``
    half or full; ``spelling`` holds each word with the variants that are not used.
    """

    digits: str = ""
    parentheses: str = ""
    spelling: tuple[tuple[str, tuple[str, ...]], ...] = ()


class DraftOptions(NamedTuple):
    """What a committee may ask of the draft besides; all off unless it does."""

    line_numbers: bool = False
    watermark: bool = False
    """（案） under the text of every page."""
    omit_notes: bool = False
    """Leave out results and rationales, which are notes of the office."""
    returnable: bool = True
    """Carry what ``receive`` needs to bring edits back; never in a final document."""


class Configuration(NamedTuple):
    """The settings of one project.

    ``folder`` is where ``guideline.toml`` stands (None: no project, the defaults serve).
    """

    folder: Path | None = None
    bibliography: Bibliography = Bibliography()
    vocabulary: Vocabulary = DEFAULT_VOCABULARY
    scheme: Scheme = SHEET
    """How headings and measures are numbered."""
    grammar: Grammar = OFFICE
    """How texts refer to them."""
    others: tuple[str, ...] = ()
    """Further papers, whose numbers are not ours."""
    style: Style = Style()
    severities: tuple[tuple[str, str], ...] = ()
    """(code, severity or off) where the office judges otherwise than the rule."""
    draft: DraftOptions = DraftOptions()
    paper: str = "A4"
    sheet: str = ""
    """The sheet's file name, relative to ``folder``; empty: the one that is found."""
    editions: tuple[EditionSettings, ...] = ()
    """Oldest first; the last is today's."""
    chapters: str = "draft"
    """The folder of the chapters, relative to ``folder``."""
    inquiry: InquirySettings = InquirySettings()
    file: TomlFile | None = None
    """The settings as they are written, where they say anything."""

    def place(self, key: str) -> Span | None:
        """Where the settings name the ``sheet`` or the ``chapters``, if they do."""
        sources = self.file.table("sources") if self.file else {}
        if self.file and sources.get(key):
            return self.file.place(sources, key)
        # The last edition's sheet is today's.
        last = self.editions[-1] if self.editions else None
        return last.place if last and last.sheet and key == "sheet" else None

    @property
    def earlier_sheets(self) -> tuple[EditionSettings, ...]:
        """The editions before today's that have a sheet of their own."""
        return tuple(each for each in self.editions[:-1] if each.sheet)

    @property
    def names(self) -> Names:
        """What this guideline and others are called in running text."""
        return names_of(self.bibliography.title, self.others)

    @property
    def heads(self) -> dict[str, Column]:
        """The columns by the names of their heads, as the parser looks them up."""
        columns = (level.column for level in self.scheme.levels)
        levels = {fold_head(name): column for column in columns if column for name in column.names}
        return self.vocabulary.by_head() | levels

    @property
    def fields(self) -> frozenset[str]:
        """The names that cards know besides the columns, as they are looked up."""
        return frozenset(map(fold_head, self.vocabulary.second_heads))



def read_configuration(path: Path, name: str, data: bytes | None = None) -> Configuration:
    """``guideline.toml``; every table and every key may be left out.

    ``data`` is what it says where it is not saved yet. Raises CannotRun, naming file and
    line, for what cannot be meant.
    """
    file = TomlFile(path, name, data)
    file.known(file.data, SETTINGS)
    sources, paper = file.table("sources"), file.table("paper")
    file.fits(sources, SETTINGS["sources"])
    file.fits(paper, SETTINGS["paper"])
    size = file.text(paper, "size", PAPERS[0])
    papers = {name.casefold(): name for name in (*PAPERS, AUTO)}
    if size.casefold() not in papers:
        told = "・".join(papers.values())
        file.fail(paper, "size", f"用紙「{size}」は使えません。{told} のどれかにしてください")
    vocabulary, scheme = read_vocabulary(file), _scheme(file)
    sheet = file.text(sources, "sheet")
    editions = read_editions(file, sheet, vocabulary.years)
    if not sheet and editions:
        sheet = editions[-1].sheet
    return Configuration(
        folder=path.parent,
        bibliography=_bibliography(file),
        vocabulary=vocabulary,
        scheme=scheme,
        grammar=_grammar(file, scheme),
        others=file.texts(file.table("reference"), "other"),
        style=_style(file),
        severities=_severities(file),
        draft=_draft(file),
        paper=papers[size.casefold()],
        sheet=sheet,
        editions=editions,
        chapters=file.text(sources, "chapters", "draft"),
        inquiry=read_inquiry(file),
        file=file if file.data else None,
    )


def _bibliography(file: TomlFile) -> Bibliography:
    table = file.table("guideline")
    form = SETTINGS[SETTINGS_TABLE]
    file.fits(table, form)
    given = {name: file.text(table, name) for name in form.keys if name in table}
    stages = form.keys["stage"].words
    if (stage := given.get("stage", Bibliography().stage)) not in stages:
        file.fail(table, "stage", f"段階「{stage}」は使えません。{'・'.join(stages)} のどれかにしてください")
    return Bibliography(**given)


def _scheme(file: TomlFile) -> Scheme:
    """[[level]] from the top, and [measure]; those of the office's own sheet without them."""
    levels = SHEET.levels
    if "level" in file.data:
        tables = file.tables("level")
        anchors = (*(level.anchor for level in SHEET.levels), *["section"] * len(tables))
        levels = tuple(_level(file, *each) for each in zip(tables, anchors, strict=False))
        _distinct(file, tables, [level.name for level in levels], "name", "段「{}」が")
        columns = [fold_head(level.column.name) if level.column else "" for level in levels]
        _distinct(file, tables, columns, "column", "列「{}」が")
    return Scheme(levels, _measure(file))


def _distinct(
    file: TomlFile, tables: Iterable[dict[str, Any]], values: list[str], key: str, said: str
) -> None:
    """Stop where a key says what it has said before."""
    for place, (value, table) in enumerate(zip(values, tables, strict=True)):
        if value and value in values[:place]:
            shown = said.format(file.text(table, key))
            file.fail(table, key, f"{shown}二度あります。違う名前にしてください")


def _level(file: TomlFile, table: dict[str, Any], anchor: str) -> Level:
    file.fits(table, SETTINGS["level"])
    name, head = file.text(table, "name"), file.text(table, "column")
    if not name:
        file.fail(table, "name" if "name" in table else None, "[[level]] にはそれぞれ name が要ります")
    if "column" in table and not head:
        file.fail(table, "column", "column には、この段の見出しがある列の名前を書いてください")
    column = Column.named(head, ColumnKind.LEVEL) if head else None
    if not (head or {"mark", "digits"} & table.keys()):
        file.fail(
            table,
            None,
            f"段「{name}」に mark も column もありません。{_AS_WRITTEN}。"
            '見出しが表の列にあるなら column = "列の名前"、番号がないなら mark = "◆" か mark = "" です',
        )
    series = file.choice(table, "series", tuple(Series), Series.RESTART)
    numbering = file.choice(table, "numbering", tuple(Numbering), Numbering.CONSECUTIVE)
    return Level(name, _mark(file, table), anchor, Series(series), Numbering(numbering), column)


def _measure(file: TomlFile) -> Level:
    table, own = file.table("measure"), SHEET.measure
    assert own is not None  # the sheet has measures
    file.fits(table, SETTINGS["measure"])
    mark = _mark(file, table) if {"mark", "digits"} & table.keys() else own.mark
    if not mark.numbered and mark.parts:
        file.fail(table, "mark", f"mark「{mark.example}」に番号がありません。{_AS_WRITTEN}")
    # What repeats the numbers above says with them which one it is.
    usual = Series.RESTART if len(mark.slots) > 1 else Series.ALL
    series = file.choice(table, "series", tuple(Series), usual)
    numbering = file.choice(table, "numbering", tuple(Numbering), Numbering.CONSECUTIVE)
    name = file.text(table, "name") or own.name
    return own._replace(name=name, mark=mark, series=Series(series), numbering=Numbering(numbering))


def _grammar(file: TomlFile, scheme: Scheme) -> Grammar:
    """How texts refer to what the scheme numbers: its own marks, and what [reference] adds."""
    table = file.table("reference")
    file.fits(table, SETTINGS["reference"])
    words: list[str] = []
    examples: list[tuple[int, ...]] = []
    others: list[Mark] = []
    for form in file.texts(table, "forms"):
        try:
            mark = Mark.of(form)
        except ValueError:
            mark = Mark(form, ())
        places = example_of(scheme, mark) if len(mark.slots) > 1 else None
        if places:
            examples.append(places)
        elif 1 < len(mark.slots) <= len(scheme.levels) + 1:
            others.append(mark)
        elif len(mark.slots) == 1 and mark.slots[0].numeral is ARABIC and isinstance(mark.parts[0], str):
            words.append(mark.parts[0])
        else:
            file.fail(
                table,
                "forms",
                f"forms の「{form}」が、どの段の番号を並べたものか分かりません。"
                "[[level]] と [measure] の番号を上から順に並べた「1-(2)-③」や「事業12」のように書いてください",
            )
    forms = forms_of(scheme, words, examples, others)
    return Grammar(forms) if forms.ranks or forms.words else OFFICE


_AS_WRITTEN = "初めの番号を「（1）」「ア」「基本目標Ⅰ」「①」のように、書くとおりに書いてください"


def _mark(file: TomlFile, table: dict[str, Any]) -> Mark:
    """What an example shows; a column may have none, and ``digits`` are one by themselves."""
    example = file.text(table, "mark")
    if "digits" in table:
        digits = file.wholes(table, "digits")
        if example and sum(digits) != len(example):
            file.fail(table, "digits", f"digits の桁は合わせて {sum(digits)} ですが、mark「{example}」と違います")
        return Mark.of_digits(digits)
    try:
        return Mark.of(example)
    except ValueError:
        file.fail(table, "mark", f"mark「{example}」に番号がありません。{_AS_WRITTEN}")


def _draft(file: TomlFile) -> DraftOptions:
    table = file.table("draft")
    usual = DraftOptions()._asdict()
    file.fits(table, SETTINGS["draft"])
    return DraftOptions(**{name: file.flag(table, name, value) for name, value in usual.items()})


def _style(file: TomlFile) -> Style:
    table, spelling = file.table("style"), file.table("spelling")
    form = SETTINGS["style"]
    file.fits(table, form)
    digits, parentheses = file.text(table, "digits"), file.text(table, "parentheses")
    for key, width in (("digits", digits), ("parentheses", parentheses)):
        widths = form.keys[key].words
        if width and width not in widths:
            file.fail(table, key, f"幅「{width}」は使えません。{'・'.join(widths)} のどれかにしてください")
    words = tuple((word, file.texts(spelling, word)) for word in spelling)
    return Style(digits, parentheses, words)


def _severities(file: TomlFile) -> tuple[tuple[str, str], ...]:
    table = file.table("severity")
    judged = SETTINGS["severity"].others
    assert judged  # any code may be a key
    for code in table:
        severity = file.text(table, code)
        if severity not in judged.words:
            file.fail(table, code, f"重さ「{severity}」は使えません。{'・'.join(judged.words)} のどれかにしてください")
    return tuple((code, file.text(table, code)) for code in table)
