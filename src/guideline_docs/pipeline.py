"""The story on one page: load, check, build.

    read → parse → resolve → check → view → render → write
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from guideline_docs.failure import CannotMake, CannotRun, reason
from guideline_docs.model.configuration import Configuration, read_configuration
from guideline_docs.model.guideline import Astray, Guideline, MissingFile, UnusedFile
from guideline_docs.model.renumbered import RENUMBERED, Renumbered, read_renumbered
from guideline_docs.model.resolve import image_names, resolve
from guideline_docs.rules import catalogue
from guideline_docs.rules.acceptance import (
    Acceptance,
    accept,
    read_acceptances,
    renamed,
    unused_acceptance,
)
from guideline_docs.rules.diagnostic import Diagnostic, Edit, Severity, short
from guideline_docs.rules.layout import undecodable_bytes, unused_file
from guideline_docs.rules.mend import apart, edits, mended_bytes
from guideline_docs.rules.prose import placeholder
from guideline_docs.source.delimited import rows_of, text_of_rows
from guideline_docs.source.formats import OLE, ZIP, format_named, format_of
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.image import ImageFile, read_image
from guideline_docs.source.project import (
    ACCEPTED,
    SETTINGS,
    SOURCES,
    Location,
    Place,
    Stranger,
    below,
    beside,
    called_texts,
    document_hint,
    head_of,
    here,
    identity,
    is_of_the_folder,
    locate,
    misnamed_settings,
    same_file,
    strangers,
    texts,
)
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText, decode, read_bytes, text_of
from guideline_docs.source.toml import TomlFile
from guideline_docs.source.write import settle, write_all
from guideline_docs.syntax.kinds import (
    DELIMITERS,
    Kind,
    Reason,
    Role,
    Unused,
    head_place,
    is_sheet,
    kind_of,
    names_settings,
    table_look,
)
from guideline_docs.syntax.lexicon import PLACEHOLDER, placeholder_name
from guideline_docs.syntax.nodes import ChapterTree, HeadLine, RowLine, SheetTree
from guideline_docs.syntax.sheet import parse_sheet

if TYPE_CHECKING:
    from guideline_docs.render.printer import Printer
    from guideline_docs.render.templates import Templates
    from guideline_docs.render.variants import Enclosure
    from guideline_docs.rules.renumber import Renumbering
    from guideline_docs.source.workbook import Worksheet
    from guideline_docs.syntax.conversion import Fault


class Text(NamedTuple):
    """A source, the folder it stands in, and what that folder is for."""

    source: SourceText
    folder: Path
    role: Role


class Project(NamedTuple):
    """What one path on the command line stands for, read and resolved.

    ``told`` are the sources whose findings are wanted (all, unless one file was named).
    A further sheet in the folder is a guideline of its own.
    """

    location: Location
    configuration: Configuration
    guidelines: tuple[Guideline, ...]
    acceptances: tuple[Acceptance, ...]
    told: frozenset[str]
    files: dict[str, Path]
    """The file of each source, by the name that findings give it."""
    roles: dict[str, Role]
    """What the folder of each source is for."""

    @property
    def guideline(self) -> Guideline:
        """The guideline that documents are made of."""
        return self.guidelines[0]


def load(path: str) -> Project:
    """Read the project that a path belongs to. Raises CannotRun, never for text."""
    location = _located(path)
    configuration = _configuration(location)
    if location.settings:
        settle([below(beside(location.settings), configuration.chapters).path])
    places = _places(location, configuration)
    # Who names a workbook means to have it read; one that stands about is told.
    meant = {location.file, _sheet_place(location, configuration)}
    opened = [_opened(place, role, configuration, place in meant) for place, role in places]
    read_texts = [each for each in opened if isinstance(each, Text)]
    unused = [each for each in opened if isinstance(each, UnusedFile)]
    around = () if _is_alone(places) else strangers_of(location, configuration)
    guidelines = _guidelines(
        read_texts,
        configuration,
        Astray(tuple(_missing(location, configuration)), tuple(unused)),
        around,
        read_renumbered(*_renumbered(location)),
    )
    checked = {id(source) for guideline in guidelines for source in guideline.sources}
    used = [text for text in read_texts if id(text.source) in checked]
    if location.file is None:
        astray = guidelines[0].astray
        told = {place.name for place, _ in places}
        told |= {each.span.source.path for each in (*astray.missing, *astray.unused)}
    else:
        told = {location.file.name}
    paths = {place.name: place.path for place, _ in places}
    return Project(
        location,
        configuration,
        guidelines,
        _acceptances(location, [place for place, _ in places] + [each.place for each in around]),
        frozenset(told),
        {text.source.path: paths[text.source.path] for text in used},
        {text.source.path: text.role for text in used},
    )


def _located(name: str) -> Location:
    """Find a project, once what somebody was writing there is finished or undone."""
    path = Path(name)
    settle([path, path / SOURCES] if path.is_dir() else [path.parent])
    location = locate(name)
    found = [location.folder, *filter(None, (location.settings, location.accepted))]
    settle(dict.fromkeys(place.path if place.path.is_dir() else place.path.parent for place in found))
    return location


def load_text(data: bytes, name: str) -> Project:
    """A source that is no file (standard input): it stands alone, with the settings here."""
    source = decode(data, name)
    if not source.text.strip():
        raise CannotRun(f"{name}: 何も書かれていません")
    location = here()
    configuration = _configuration(location)
    _must_be_ours(data, Place(Path(name), name), Role.ALONE, configuration)
    text = Text(source, location.folder.path, Role.ALONE)
    guidelines = _guidelines([text], configuration)
    return Project(location, configuration, guidelines, (), frozenset({name}), {}, {})


def check(project: Project, step: Callable[[], None] = lambda: None) -> list[Diagnostic]:
    """Every finding, by place and then code; accepted ones carry their reason.

    ``step`` is called after each rule.
    """
    found = [
        diagnostic
        for guideline in project.guidelines
        for diagnostic in catalogue.run(guideline, step)
    ]
    found.sort(key=_by_place)
    whole = project.location.file is None
    # What an unreadable source holds, nobody knows: no acceptance is unused then.
    unreadable = any(diagnostic.code == undecodable_bytes.code for diagnostic in found)
    told = accept(found, project.acceptances)
    return [
        diagnostic
        for diagnostic in told
        if diagnostic.path in project.told or (whole and _is_acceptance(project, diagnostic))
        if not (unreadable and diagnostic.code == unused_acceptance.code)
    ]


def mends(
    projects: Sequence[Project], diagnostics: Iterable[Diagnostic]
) -> dict[SourceText, list[Edit]]:
    """The certain mends, those of one file together, by whatever names it was given."""
    files = {name: path for project in projects for name, path in project.files.items()}
    first: dict[object, SourceText] = {}
    found: dict[SourceText, list[Edit]] = {}
    for source, changes in edits(diagnostics).items():
        # Standard input is no file.
        path = files.get(source.path, Path(source.path))
        one = first.setdefault(identity(path), source)
        if one.text != source.text:
            raise _changed(source)
        found[one] = apart([*found.get(one, ()), *changes])
    return found


def mend(
    project: Project, diagnostics: Iterable[Diagnostic], *further: Project
) -> list[Path]:
    """Put the certain mends into the sources of all projects, or of none; what changed.

    Raises CannotRun where a file is no longer what was checked.
    """
    projects = (project, *further)
    files = {name: path for each in projects for name, path in each.files.items()}
    read, written = {}, {}
    for source, changes in mends(projects, diagnostics).items():
        path = files[source.path]
        read[path], written[path] = _edited(source, path, changes)
    write_all(written, read)
    return list(written)


def _edited(source: SourceText, path: Path, changes: Iterable[Edit]) -> tuple[bytes, bytes]:
    """A file as it is and with the edits put in. Raises CannotRun where it is no longer
    what was read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{source.path}: 開けません（{reason(error)}）") from None
    if decode(data, source.path).verbatim.text != source.verbatim.text:
        raise _changed(source)
    return data, mended_bytes(source, data, changes)


def _changed(source: SourceText) -> CannotRun:
    return CannotRun(f"{source.path}: 検査の間に書き換えられました。もう一度検査してください")


class NumberPlan(NamedTuple):
    """A renumbering that has been tried, or why there is none.

    ``obstacles`` and ``refusals`` are why nothing may be changed; otherwise ``edits`` are
    the changes by source, ``files`` every file as it will be and ``read`` as it is.
    """

    obstacles: list[Diagnostic]
    refusals: list[str] = []
    changes: Renumbering | None = None
    edits: dict[SourceText, list[Edit]] = {}
    files: dict[Path, bytes] = {}
    read: dict[Path, bytes] = {}


def renumber(project: Project, close_gaps: bool = False) -> NumberPlan:
    """What to change for consecutive numbers; nothing is written.

    The edited texts are read again: each reference must lead to what it led to before.
    """
    from guideline_docs.rules import renumber as numbers

    guideline = project.guideline
    if guideline.sheet is None:
        raise CannotRun(f"{project.location.folder.name}: 一覧がありません")
    _only_sheet(project, guideline.sheet.source.path)
    if found := numbers.obstacles(guideline, close_gaps):
        return NumberPlan(found)
    plan = numbers.renumber(guideline)
    refusals = list(numbers.refusals(plan))
    if refusals or not plan.edits:
        return NumberPlan([], refusals, plan)
    files = {s: _edited(s, project.files[s.path], edits) for s, edits in plan.edits.items()}
    after = [decode(files[s][1], s.path) if s in files else s for s in guideline.sources]
    texts_after = [
        Text(s, project.files[s.path].parent, project.roles[s.path]) for s in after
    ]
    again = _guidelines(texts_after, project.configuration)[0]
    if refusals := list(numbers.strayed(guideline, again)):
        return NumberPlan([], refusals, plan)
    read = {project.files[s.path]: data for s, (data, _) in files.items()}
    written = {project.files[s.path]: data for s, (_, data) in files.items()}
    edits = dict(plan.edits)
    paths = {source.path for source in guideline.sources}
    accepted = project.location.accepted
    subjects = renamed(project.acceptances, paths, plan.numbers.moved)
    if accepted and subjects:
        source = subjects[0].span.source
        edits[source] = subjects
        read[accepted.path], written[accepted.path] = _edited(source, accepted.path, subjects)
        # What the reasons mention is prose of the office.
        said = set(numbers.mentions(source.span(0, len(source.text)), plan.numbers.moved))
        said -= {edit.span for edit in subjects}
        plan = plan._replace(left=(*plan.left, *sorted(said, key=lambda span: span.start)))
    place = _renumbered(project.location)
    known = read_renumbered(place.path, place.name)
    written[place.path] = known.then(plan.numbers.step).toml().encode()
    return NumberPlan([], [], plan, edits, written, read)


def _only_sheet(project: Project, sheet: str) -> None:
    """A further sheet of the folder is no part of the guideline whose map is kept."""
    further = {g.sheet.source.path for g in project.guidelines[1:] if g.sheet}
    if project.location.file and (named := further & project.told):
        raise CannotRun(f"{named.pop()}: 番号を付け直せるのは、指針の一覧 {sheet} だけです")


def _renumbered(location: Location) -> Place:
    """Where the map of a project is kept: beside its settings, or beside its sheet."""
    home = beside(location.settings) if location.settings else location.folder
    return below(home, RENUMBERED)


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that make a check fail."""
    return [d for d in diagnostics if d.severity is Severity.ERROR and d.accepted is None]


class Order(NamedTuple):
    """What to build: which documents, where, and how.

    ``only`` holds keys of ``OUTPUTS``; ``templates`` is a folder that goes before the
    project's own; ``paper`` overrides the configuration.
    """

    out: Path
    only: tuple[str, ...]
    final: bool = False
    paper: str | None = None
    templates: Path | None = None
    variant: str = "accessible"
    """What the PDF is for: a value of ``render.variants.Variant``."""
    profile: Path | None = None
    """The printer's ICC file, which a press needs."""
    pages: str = "estimate"
    """How the 目次 of the draft gets its page numbers: estimate or libreoffice."""
    force: bool = False
    """Make what would come out the same, too."""


class Built(NamedTuple):
    """What a build has done: the files written, those that would have come out the
    same and were left, and what could not be made and why."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    failed: tuple[str, ...]


OUTPUTS = {
    "docx": "guideline-draft.docx",
    "pdf": "progress-table.pdf",
    "html": "progress-table.html",
    "csv": "progress-table.csv",
    "json": "progress-table.json",
}


def refusal(project: Project, diagnostics: Sequence[Diagnostic], final: bool) -> list[str]:
    """Why nothing may be built: text that cannot be read, or a final paper with faults."""
    reasons = [
        f"{d.path}: {d.finding.message}" for d in diagnostics if d.code == undecodable_bytes.code
    ]
    if final:
        open_errors = errors(diagnostics)
        if open_errors:
            reasons.append(f"確認済みでないエラーが {len(open_errors)} 件あります{_where(open_errors)}")
        left = [d for d in diagnostics if d.code == placeholder.code and d.accepted is None]
        if left:
            reasons.append(
                f"【要設定】などの決まっていないところが {len(left)} か所あります{_where(left)}"
            )
        reasons.extend(_open_settings(project))
        vain = [d.path for d in diagnostics if d.code == unused_file.code and d.accepted is None]
        if vain:
            others = f" など {len(vain)} 個" if len(vain) > 1 else ""
            reasons.append(
                f"どの文書にも入らないファイルがあります: {vain[0]}{others}"
                "（理由は check --select GD106）"
            )
        unset = project.configuration.bibliography.unset()
        if unset:
            reasons.append(f"guideline.toml の {'・'.join(unset)} が空です")
    return reasons


# So many places are named; where there are more, how to have them all.
_NAMED = 3


def _where(diagnostics: Sequence[Diagnostic]) -> str:
    """The first places, in parentheses, and how to list every one."""
    named = "、".join(d.span.place for d in diagnostics[:_NAMED])
    if len(diagnostics) <= _NAMED:
        return f"（{named}）"
    codes = ",".join(dict.fromkeys(d.code for d in diagnostics))
    rest = len(diagnostics) - _NAMED
    return f"（{named} ほか {rest}。すべては guideline-docs check --select {codes} で並びます）"


def _open_settings(project: Project) -> Iterator[str]:
    """The facts of a cover that hold a placeholder."""
    facts = project.configuration.bibliography._asdict()
    held = {key: match for key, value in facts.items() if (match := PLACEHOLDER.search(value))}
    settings = project.location.settings
    if held and settings:
        file = TomlFile(settings.path, settings.name)
        for key, match in held.items():
            place = file.place(file.table("guideline"), key).place
            yield f"{place}: 「{key}」に{placeholder_name(match[0])}が残っています"


def started(kinds: Sequence[str]) -> AbstractContextManager[Printer | None]:
    """What prints in a process of its own, getting ready while sources are read.

    Used in a ``with`` round ``load`` and ``build``; None where no PDF is wanted.
    """
    if "pdf" not in kinds:
        return nullcontext()
    from guideline_docs.render import pdf

    return pdf.started()


def build(
    project: Project,
    diagnostics: Sequence[Diagnostic],
    order: Order,
    printer: Printer | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Built:
    """Make the documents, all of them before the first is written.

    ``printer`` prints the PDF while the others are made; ``progress`` hears how many of
    how many of its parts are done.
    A document that this machine cannot make does not keep the others from being made.
    Raises CannotRun for templates that do not fit and folders that cannot be written.
    """
    from guideline_docs.render.receipt import RECEIPT, digest, is_current, look, receipt

    settle([order.out])
    templates = _templates(project, order)
    looks = look(templates)
    made_of: dict[Path, str] = {}
    finish: dict[Path, Callable[[], bytes]] = {}
    made: dict[Path, bytes] = {}
    failed: list[str] = []
    # All are begun, the PDF first, before any is waited for.
    for key in sorted(order.only, key=lambda key: key != "pdf"):
        path = order.out / OUTPUTS[key]
        if key == "pdf":
            document = _pdf(project, diagnostics, order, templates, printer, progress)
        else:
            document = _MAKERS[key](project, diagnostics, order, templates)
        made_of[path] = digest(looks, document.says)
        if order.force or not is_current(path, made_of[path]):
            finish[path] = document.begin()
    for path in reversed(finish):
        try:
            made[path] = finish[path]()
        except CannotMake as error:
            failed.append(str(error))
            del made_of[path]
    # What is there already is not replaced: Word may hold it open.
    written = [path for path, data in made.items() if order.force or not _stands(path, data)]
    if made:
        documents = {path.name: (made_of[path], data) for path, data in made.items()}
        told = {order.out / RECEIPT: receipt(order.out, documents)}
        write_all({path: made[path] for path in written} | told)
    kept = made_of.keys() - set(written)
    return Built(_as_listed(written), _as_listed(kept), tuple(failed))


def still_open(
    project: Project, diagnostics: Sequence[Diagnostic], order: Order
) -> Iterator[str]:
    """Why final documents may not be made: what they would print is not decided.

    Placeholders of the sources that were accepted are printed as they stand.
    """
    from guideline_docs.views.undecided import undecided

    templates = _templates(project, order)
    makers = {**_MAKERS, "pdf": _html}  # the same table, and no printer waits for it
    kept = {
        d.finding.subject
        for d in diagnostics
        if d.code == placeholder.code and d.accepted is not None
    }
    told: set[str] = set()
    for key in order.only:
        document = makers[key](project, diagnostics, order, templates)
        for text in undecided(document.says):
            names = {placeholder_name(match[0]) for match in PLACEHOLDER.finditer(text)} - kept
            for name in names - told:
                yield (
                    f"{OUTPUTS[key]} に{name}が印刷されます（{short(text)}）。"
                    "guideline.toml か templates/wording.toml の言葉を決めてください"
                )
            told |= names


def _stands(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _as_listed(paths: Iterable[Path]) -> tuple[Path, ...]:
    listed = list(OUTPUTS.values())
    return tuple(sorted(paths, key=lambda path: listed.index(path.name)))


def _templates(project: Project, order: Order) -> Templates:
    """The looks of a build. Raises CannotRun where their folder is not there."""
    from guideline_docs.render.templates import Templates

    own = [order.templates] if order.templates else []
    if order.templates and not order.templates.is_dir():
        raise CannotRun(f"{order.templates.as_posix()}: テンプレートのフォルダーがありません")
    return Templates([*own, project.location.root / "templates"])


class _Document(NamedTuple):
    """One document before it is made.

    ``says`` is all that is in it: with the same templates, the same makes the same file.
    ``begin`` begins to make it and returns what finishes it.
    """

    says: object
    begin: Callable[[], Callable[[], bytes]]


def _docx(
    project: Project, diagnostics: Sequence[Diagnostic], order: Order, templates: Templates
) -> _Document:
    from guideline_docs.render import word
    from guideline_docs.views.draft import draft

    options = project.configuration.draft
    view = draft(project.guideline, diagnostics, templates.wording(), order.final, options)
    laid_out = word.lays_out_with(order.pages)
    return _Document(
        (view, laid_out), lambda: partial(word.render, view, templates, order.pages)
    )


def _pdf(
    project: Project,
    diagnostics: Sequence[Diagnostic],
    order: Order,
    templates: Templates,
    printer: Printer | None,
    progress: Callable[[int, int], None] | None,
) -> _Document:
    from guideline_docs.render import pdf
    from guideline_docs.views.progress_table import progress_table

    view = progress_table(project.guideline, diagnostics, templates.wording(), order.final)
    variant = pdf.Variant(order.variant)
    enclosures = _enclosures(project, templates) if variant is pdf.Variant.ARCHIVE else ()
    paper, profile = order.paper or project.configuration.paper, _profile(order.profile)
    how = (paper, variant, enclosures, profile)

    def begin() -> Callable[[], bytes]:
        if printer is None:
            return partial(pdf.render, view, templates, *how, progress)
        return partial(pdf.begin(printer, view, templates, *how).result, progress)

    return _Document((view, how, pdf.sets_with()), begin)


def _enclosures(project: Project, templates: Templates) -> list[Enclosure]:
    """What an archive holds beside its pages: the sheet as it is, and the open data."""
    from guideline_docs.render import csv
    from guideline_docs.render.variants import Enclosure

    guideline = project.guideline
    data = csv.render(guideline, templates.wording())
    found = [Enclosure("progress-table.csv", data, "進捗状況一覧のデータ", "Alternative")]
    if guideline.sheet is not None:
        sheet = project.files[guideline.sheet.source.path].read_bytes()
        found.append(Enclosure("source-sheet.txt", sheet, "もとの一覧", "Source"))
    return found


def _profile(path: Path | None) -> bytes | None:
    """The printer's ICC file. Raises CannotRun where it cannot be read."""
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{path.as_posix()}: 読めません（{reason(error)}）") from None


def _html(
    project: Project, diagnostics: Sequence[Diagnostic], order: Order, templates: Templates
) -> _Document:
    from guideline_docs.render import html
    from guideline_docs.views.progress_screen import progress_screen
    from guideline_docs.views.progress_table import progress_table

    wording = templates.wording()
    table = progress_table(project.guideline, diagnostics, wording, order.final)
    screen = progress_screen(table, wording)
    return _Document(screen, lambda: partial(html.render, screen, templates))


def _csv(
    project: Project, diagnostics: Sequence[Diagnostic], order: Order, templates: Templates
) -> _Document:
    from guideline_docs.render import csv

    data = csv.render(project.guideline, templates.wording())
    return _Document(data, lambda: lambda: data)


def _json(
    project: Project, diagnostics: Sequence[Diagnostic], order: Order, templates: Templates
) -> _Document:
    from guideline_docs.render import data as open_data

    data = open_data.render(project.guideline)
    return _Document(data, lambda: lambda: data)


_MAKERS = {"docx": _docx, "html": _html, "csv": _csv, "json": _json}


class Started(NamedTuple):
    """What ``init`` has done: the files written, and what the sheet was taken from."""

    written: tuple[Path, ...]
    taken: Taken | None = None


class Taken(NamedTuple):
    """A sheet that was taken from a file.

    ``source`` says what from, if not byte for byte; ``head`` is the row of the worksheet
    that names the columns, 0 where there is none.
    """

    data: bytes
    source: str = ""
    worksheet: Worksheet | None = None
    head: int = 0


def init(
    folder: Path,
    sheet: Path | None = None,
    worksheet: str | None = None,
    hidden_columns: bool = False,
) -> Started:
    """Make a new project in a folder, with a sheet if there is one.

    ``sheet`` is a text file, taken byte for byte, a table between commas, or an Excel
    workbook, of which ``worksheet`` names the one to take, with its hidden columns if they
    are wanted. Raises CannotRun where a file would be overwritten, and for what is no sheet.
    """
    from guideline_docs.render.skeleton import skeleton

    settle([folder])
    for above in (folder, *folder.parents):
        if above.is_file():
            raise CannotRun(f"{above.as_posix()}: フォルダーではありません")
    taken = _first_sheet(sheet, worksheet, hidden_columns) if sheet else None
    files = {
        folder / name: content
        for name, content in skeleton(taken.data if taken else None).items()
    }
    there = [path for path, content in files.items() if _differs(path, content)]
    if there:
        others = f" など {len(there)} 個" if len(there) > 1 else ""
        raise CannotRun(
            f"{there[0].as_posix()}{others}: すでにあるので、何も作りませんでした。"
            "別のフォルダーを指定してください"
        )
    write_all(files)
    return Started(tuple(files), taken)


def _first_sheet(path: Path, worksheet: str | None, hidden_columns: bool) -> Taken:
    """The first sheet of a project, out of whatever holds it."""
    name = path.as_posix()
    data = read_bytes(path, name)
    form = format_of(data, path.name)
    if data.startswith((ZIP, OLE)):
        return _from_workbook(path, worksheet, hidden_columns)
    if form:
        raise CannotRun(f"{name}: {form.what}です。{form.how(name)}")
    if worksheet is not None or hidden_columns:
        what = "ワークシートは選べません" if worksheet is not None else "隠れている列はありません"
        raise CannotRun(f"{name}: Excel のブックではないので、{what}")
    source, heads = text_of(data, name), Configuration().vocabulary.by_head()
    _must_be_text(source)
    said = ""
    if isinstance(kind := kind_of(source, Role.SOURCES, heads), Unused) and kind.format:
        source = SourceText(name, text_of_rows(rows_of(source.text, DELIMITERS[kind.format])))
        data, said = source.text.encode(), kind.format.what
    if not is_sheet(source) or table_look(source, heads) is None:
        raise CannotRun(f"{name}: 一覧ではありません（列の見出しも施策の行もありません）")
    return Taken(data, said)


def _from_workbook(path: Path, name: str | None, hidden_columns: bool) -> Taken:
    """The worksheet of a name, or the only one that has a head line.

    Raises CannotRun where that is none or several, and where formulas have no values.
    """
    from guideline_docs.source.workbook import listed, read_workbook

    book, heads = path.as_posix(), Configuration().vocabulary.by_head()
    worksheets = read_workbook(path, hidden_columns)
    sources = {each.name: decode(each.text.encode(), book) for each in worksheets}
    looks = {each: table_look(source, heads) for each, source in sources.items()}
    chosen = _chosen_worksheets(worksheets, name, looks)
    names = "、".join(f"「{each}」" for each in looks)
    if name is not None and not chosen:
        raise CannotRun(f"{book}: ワークシート「{name}」がありません（あるのは {names}）")
    if len(chosen) > 1:
        names = "、".join(f"「{each.name}」" for each in chosen)
        raise CannotRun(
            f"{book}: 一覧が {len(chosen)} つのワークシートにあります（{names}）。"
            "--worksheet で一つを指定してください"
        )
    for each in chosen or worksheets:
        if each.uncalculated:
            raise CannotRun(
                f"{book}: ワークシート「{each.name}」の {listed(each.uncalculated)} に計算の結果が"
                "保存されていません。Excel で開いて保存し直してください"
            )
    if not chosen:
        raise CannotRun(
            f"{book}: 列の見出しのあるワークシートがありません（あるのは {names}）。"
            "見出しのない一覧なら --worksheet で指定してください"
        )
    (taken,) = chosen
    if looks[taken.name] is None:
        raise CannotRun(
            f"{book}: ワークシート「{taken.name}」は一覧ではありません"
            "（列の見出しも施策の行もありません）"
        )
    said = f"ワークシート「{taken.name}」"
    head = head_place(sources[taken.name], heads)
    return Taken(taken.text.encode(), said, taken, taken.rows[head] if head is not None else 0)


def _chosen_worksheets(
    worksheets: Sequence[Worksheet],
    name: str | None,
    looks: Mapping[str, type[HeadLine | RowLine] | None],
) -> list[Worksheet]:
    """Those of a name, or those that name their columns."""
    if name is None:
        # A hidden one is last year's, kept for its numbers: it is taken only if asked for.
        return [each for each in worksheets if each.visible and looks[each.name] is HeadLine]
    # Blanks in a name are seen by nobody.
    exact = [each for each in worksheets if each.name == name]
    seen = "".join(name.split())
    return exact or [each for each in worksheets if "".join(each.name.split()) == seen]


def _differs(path: Path, data: bytes) -> bool:
    """Whether writing would change what stands at a path."""
    try:
        return path.read_bytes() != data
    except OSError as error:
        return not isinstance(error, FileNotFoundError)


def _must_be_text(source: SourceText) -> None:
    """Raise CannotRun at the first byte that could not be decoded."""
    if source.undecodable is not None:
        place = source.span(source.undecodable, source.undecodable).place
        raise CannotRun(f"{place}: 文字として読めません")


def convert(name: str) -> tuple[bytes, list[Fault]]:
    """A sheet as cards, or cards as a sheet, in the encoding of the file; and what is wrong.

    Raises CannotRun for what is neither, and where the file would not come back as it is.
    """
    from guideline_docs.syntax.conversion import cards_of, sheet_of

    location = _located(name)
    if location.file is None:
        raise CannotRun(f"{location.folder.name}: フォルダーです。ファイルを指定してください")
    configuration = _configuration(location)
    data = read_bytes(location.file.path, location.file.name)
    _must_be_ours(data, location.file, Role.ALONE, configuration)
    # Every character comes back, also those that nobody sees.
    source, heads = text_of(data, location.file.name).verbatim, configuration.vocabulary.by_head()
    _must_be_text(source)
    if source.bom + source.text.encode(source.encoding) != data:
        raise CannotRun(
            f"{source.path}: 同じ文字に二通りのバイトがあり、元に戻せなくなります。"
            "UTF-8 で保存し直してください"
        )
    faults: list[Fault] = []
    match kind_of(source, Role.SOURCES, heads, _fields(configuration)):
        case Kind.CARDS:
            text, faults = sheet_of(source, heads)
        case Kind.SHEET:
            text = cards_of(source, heads)
        case _:
            raise CannotRun(f"{source.path}: 一覧でもカードでもありません")
    return source.bom + text.encode(source.encoding), faults


def plan(name: str) -> bytes:
    """The cards to begin 第2期 with, of the sheet that a path leads to."""
    from guideline_docs.views.plan_cards import plan_cards

    guideline = load(name).guideline
    if not guideline.measures:
        raise CannotRun(f"{name}: 施策がないので、カードを作れません")
    return plan_cards(guideline).encode()


def _configuration(location: Location) -> Configuration:
    """The settings of a project. Stops at a severity for a rule that does not exist."""
    if location.settings is None:
        return Configuration()
    configuration = read_configuration(location.settings.path, location.settings.name)
    codes = {rule.code for rule in catalogue.RULES}
    for code, _ in configuration.severities:
        if code not in codes:
            raise CannotRun(f"{location.settings.name}: [severity] の「{code}」という指摘はありません")
    return configuration


def _places(location: Location, configuration: Configuration) -> list[tuple[Place, Role]]:
    """The sources to read: sheets of the folder, then chapters by name.

    A file inside a project is read with all of the project, so that its references
    can be resolved; a file outside stands alone.
    """
    if location.settings and location.settings.path.parent.is_dir():
        places = _in_project(beside(location.settings), location, configuration)
        if location.file is None or location.file in dict(places):
            if not places:
                home = beside(location.settings)
                raise CannotRun(f"{home.name}: 原稿（.txt）がありません{document_hint(home)}")
            return places
    if location.file is not None:
        return [(location.file, Role.ALONE)]
    return _in_project(location.folder, location, configuration)


def _in_project(
    home: Place, location: Location, configuration: Configuration
) -> list[tuple[Place, Role]]:
    """The texts of a project, the sheet that the settings name before all others."""
    chapters = below(home, configuration.chapters)
    # The chapters may stand beside the sheet: they are read once.
    together = same_file(chapters.path, home.path)
    sources = [place for place in texts(home) if together or not is_of_the_folder(place)]
    chosen = _sheet_place(location, configuration)
    if chosen and chosen.path.is_file():
        sources = [chosen] + [each for each in sources if not same_file(each.path, chosen.path)]
    role = Role.CHAPTERS if together else Role.SOURCES
    places = [(_as_named(place, location), role) for place in sources]
    if not together:
        places += [(_as_named(place, location), Role.CHAPTERS) for place in texts(chapters)]
    return places


def _sheet_place(location: Location, configuration: Configuration) -> Place | None:
    """The sheet that the settings name, as the user does if it is the named file."""
    if location.settings is None or not configuration.sheet:
        return None
    return _as_named(below(beside(location.settings), configuration.sheet), location)


def _is_alone(places: Iterable[tuple[Place, Role]]) -> bool:
    return any(role is Role.ALONE for _, role in places)


def _opened(
    place: Place, role: Role, configuration: Configuration, meant: bool
) -> Text | UnusedFile:
    """A file as a source, or why it is none.

    Raises CannotRun where it cannot be opened, is blank, or is ``meant`` to be read and is
    no text of ours.
    """
    data = read_bytes(place.path, place.name)
    if meant:
        _must_be_ours(data, place, role, configuration)
    if form := format_of(data, place.path.name):
        return _no_text(place, Unused(Reason.FORMAT, form))
    return Text(text_of(data, place.name), place.path.parent, role)


def must_be_ours(location: Location) -> None:
    """Raise CannotRun where the one file that was named is no text of ours."""
    if location.file is not None:
        data = read_bytes(location.file.path, location.file.name)
        _must_be_ours(data, location.file, Role.ALONE, Configuration())


def _must_be_ours(data: bytes, place: Place, role: Role, configuration: Configuration) -> None:
    """Raise CannotRun, saying how it is brought in, for what is no text of ours."""
    # What comes from standard input has no name that could be named again.
    again = "ファイル" if place.name.startswith("<") else place.name
    form = format_of(data, place.path.name)
    if form is None:
        source = decode(data, place.name)
        kind = kind_of(source, role, configuration.vocabulary.by_head(), _fields(configuration))
        if source.undecodable is not None or not isinstance(kind, Unused):
            return
        form = kind.format
        if kind.reason is Reason.SETTINGS and role is Role.ALONE:
            raise CannotRun(f"{place.name}: 設定です。原稿か、原稿のフォルダーを指定してください")
    if form:
        raise CannotRun(f"{place.name}: {form.what}です。{form.how(again)}")


def strangers_of(location: Location, configuration: Configuration) -> list[Stranger]:
    """What stands among the sources of a project and is called no text.

    Outside of a project nobody knows what the files of a folder are for, and of its root
    only documents and settings by a wrong name are spoken of.
    """
    home = beside(location.settings) if location.settings else location.folder
    whole = home.path.resolve().name == SOURCES
    if not (location.settings or whole):
        return []
    inner = [Path(configuration.chapters), Path(configuration.sheet)]
    known = {SETTINGS, ACCEPTED, RENUMBERED, *OUTPUTS.values(), *inner[0].parts, *inner[1].parts}
    found = list(strangers(home, known, whole))
    for relative in sorted({inner[0], *inner[0].parents, *inner[1].parents} - {Path()}):
        folder = below(home, relative.as_posix())
        found += strangers(folder, known, whole=True)
        # A folder on the way to the sheet or the chapters is neither.
        if relative != inner[0] and home.path in folder.path.parents:
            others = (place for place in called_texts(folder) if place.path.name not in known)
            found += (Stranger(place, folder.path) for place in others)
    return [*found, *misnamed_settings(location.root)] if whole else found


def _missing(location: Location, configuration: Configuration) -> list[MissingFile]:
    """The sheet and the chapters' folder, if the settings name them and they are not there."""
    if location.settings is None:
        return []
    home = beside(location.settings)
    missing = []
    span, name = configuration.sheet_place, configuration.sheet
    if span is not None and not below(home, name).path.is_file():
        missing.append(MissingFile(span, name, "sheet"))
    span, name = configuration.chapters_place, configuration.chapters
    if span is not None and not below(home, name).path.is_dir():
        missing.append(MissingFile(span, name, "chapters"))
    return missing


def _as_named(place: Place, location: Location) -> Place:
    """A file's place; the named file keeps the very name it was given."""
    file = location.file
    return file if file and same_file(place.path, file.path) else place


def _guidelines(
    read_texts: Sequence[Text],
    configuration: Configuration,
    astray: Astray = Astray(),
    around: Iterable[Stranger] = (),
    renumbered: Renumbered = Renumbered(),
) -> tuple[Guideline, ...]:
    """One guideline a sheet; the first one has the cards beside it and the chapters.

    ``astray`` are the files that are known to be in no document, ``around`` what stands
    among the sources besides.
    """
    readable = [text for text in read_texts if text.source.undecodable is None]
    sheets, cards, chapters, unused = _sorted(readable, configuration)
    trees = _chapters(text.source for text in chapters)
    first, others = sheets[:1], sheets[1:]
    apart = {id(sheet.source) for sheet in others} | {id(each.span.source) for each in unused}
    rest = [text.source for text in read_texts if id(text.source) not in apart]
    home = [configuration.folder] if configuration.folder else []
    images = {
        span: _image(span, [text.folder, *home])
        for tree, text in zip(trees, chapters, strict=True)
        for span in image_names(tree)
    }
    unused += [_second_sheet(sheet, first[0]) for sheet in others]
    unused += _in_vain(around, images.values())
    every = sorted([*astray.unused, *unused], key=lambda each: each.span.source.path)
    astray = astray._replace(unused=tuple(every))
    tree = first[0] if first else None
    guidelines = [resolve(tree, trees, configuration, rest, images, astray, cards, renumbered)]
    for sheet in others:
        if _names_columns(sheet) or sheet.all(RowLine):
            guidelines.append(resolve(sheet, [], configuration, [sheet.source]))
    return tuple(guidelines)


def _image(span: Span, folders: Sequence[Path]) -> ImageFile:
    """The image of a name as it reads, as it stands, or with its kana in two code points.

    File names of a Mac have them so, and mending the text does not rename a file.
    """
    read, stands = span.text.strip(), span.verbatim.text.strip()
    names = dict.fromkeys((read, stands, normalize("NFD", read)))
    found = [read_image(name, folders) for name in names]
    return next((image for image in found if not image.problem), found[0])


class _Sorted(NamedTuple):
    """The sheets, the cards beside them, the chapters, and what is nothing."""

    sheets: list[SheetTree]
    cards: list[SheetTree]
    chapters: list[Text]
    unused: list[UnusedFile]


def _sorted(read_texts: Sequence[Text], configuration: Configuration) -> _Sorted:
    """Each text for what it is.

    Cards are a sheet where they carry a whole table, or where there is no other. A folder
    outside of any project that holds nothing but running text is one of chapters.
    """
    heads, fields = configuration.vocabulary.by_head(), _fields(configuration)
    found = _Sorted([], [], [], [])
    outside: list[tuple[Text, Unused]] = []
    for text in read_texts:
        match kind_of(text.source, text.role, heads, fields):
            case Kind.SHEET:
                found.sheets.append(parse_sheet(text.source, heads))
            case Kind.CARDS:
                from guideline_docs.syntax.cards import is_table, parse_cards

                tree = parse_cards(text.source, heads)
                (found.sheets if is_table(tree) else found.cards).append(tree)
            case Kind.CHAPTER:
                found.chapters.append(text)
            case Unused(Reason.OUTSIDE | Reason.CARDS) as unused:
                outside.append((text, unused))
            case Unused() as unused:
                found.unused.append(_unused_text(text.source, unused))
    if configuration.folder is None and not (found.sheets or found.cards or found.chapters):
        found.chapters.extend(text for text, _ in outside)
    else:
        found.unused.extend(_unused_text(text.source, unused) for text, unused in outside)
    if not found.sheets:
        return found._replace(sheets=found.cards[:1], cards=found.cards[1:])
    if not configuration.sheet:
        # A memo with a tab is no rival of a table that names its columns.
        found.sheets.sort(key=lambda tree: not _names_columns(tree))
    return found


def _names_columns(tree: SheetTree) -> bool:
    return any(line.known for line in tree.all(HeadLine))


def _unused_text(source: SourceText, unused: Unused, instead: str = "") -> UnusedFile:
    """A text that is in no document, told at its first line."""
    line = source.span(0, len(source.line_text(1)))
    return UnusedFile(line, source.path.rpartition("/")[2], unused, instead)


def _second_sheet(sheet: SheetTree, first: SheetTree) -> UnusedFile:
    name = first.source.path.rpartition("/")[2]
    return _unused_text(sheet.source, Unused(Reason.SECOND_SHEET), name)


def _no_text(place: Place, unused: Unused, instead: str = "") -> UnusedFile:
    """Something among the sources in which nothing is read."""
    span = SourceText(place.name, "").span(0, 0)
    return UnusedFile(span, place.path.name, unused, instead)


def _in_vain(
    around: Iterable[Stranger], images: Iterable[ImageFile]
) -> Iterator[UnusedFile]:
    """What stands among the sources and is in no document, and what it is."""
    used = [image.path for image in images if image.path]
    for place, folder, inside in around:
        if folder is None:
            yield _no_text(place, _stranger(place))
        elif not any(path.is_relative_to(folder) for path in used):  # a folder of pictures
            if inside:
                many = f"{inside[0]} など {len(inside)} 個"
                yield _no_text(place, Unused(Reason.FOLDER), many)
            else:
                yield _no_text(place, Unused(Reason.IN_FOLDER), folder.name)


def _stranger(place: Place) -> Unused:
    """What a file is that is not called a text."""
    if names_settings(place.path.name):
        return Unused(Reason.SETTINGS)
    form = format_named(place.path.name) or format_of(head_of(place.path), place.path.name)
    return Unused(Reason.FORMAT, form) if form else Unused(Reason.SUFFIX)


def _fields(configuration: Configuration) -> frozenset[str]:
    """The names that cards know besides the columns, as they are looked up."""
    vocabulary = configuration.vocabulary
    return frozenset(map(fold_head, vocabulary.second_heads))


def _chapters(sources: Iterable[SourceText]) -> list[ChapterTree]:
    """The trees of the chapters; a sheet alone does not pay for their grammar."""
    trees: list[ChapterTree] = []
    for source in sources:
        from guideline_docs.syntax.chapters import parse_chapter

        trees.append(parse_chapter(source))
    return trees


def _acceptances(location: Location, places: Sequence[Place]) -> tuple[Acceptance, ...]:
    """The acceptances, each with the name that findings give its file."""
    if location.accepted is None:
        return ()
    file = TomlFile(location.accepted.path, location.accepted.name)
    codes = {rule.code for rule in catalogue.RULES}
    named = [*places, *filter(None, (location.settings, location.accepted))]
    names = {place.path.resolve(): place.name for place in named}
    home = location.accepted.path.parent.resolve()
    return tuple(
        acceptance._replace(source_path=_named_source(acceptance.path, home, names))
        for acceptance in read_acceptances(file, codes)
    )


def _named_source(written: str, home: Path, names: Mapping[Path, str]) -> str:
    """The source that an acceptance means; empty where there is none.

    Its path is relative to accepted.toml, or is what ``check`` printed, wherever it ran:
    relative to some folder above, or to one beside those (``../市/sources/…``).
    """
    if found := names.get((home / written).resolve()):
        return found
    below_above = re.sub(r"\A(?:\.\./)+", "", written)
    return next(
        (names[path] for folder in home.parents if (path := folder / below_above) in names), ""
    )


def _is_acceptance(project: Project, diagnostic: Diagnostic) -> bool:
    accepted = project.location.accepted
    return accepted is not None and diagnostic.path == accepted.name


def _by_place(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    source, start, end = diagnostic.span.verbatim
    return (source.path, start, end, diagnostic.code)
