"""The story on one page: load, check, build.

    read → parse → resolve → check → view → render → write
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from guideline_docs.failure import CannotMake, CannotRun, reason
from guideline_docs.model.configuration import Configuration, read_configuration
from guideline_docs.model.guideline import Guideline, MissingFile
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
from guideline_docs.rules.diagnostic import Diagnostic, Edit, Severity
from guideline_docs.rules.layout import undecodable_bytes
from guideline_docs.rules.mend import edits, mended_bytes
from guideline_docs.rules.prose import placeholder
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.image import ImageFile, read_image
from guideline_docs.source.project import (
    Location,
    Place,
    below,
    beside,
    here,
    locate,
    same_file,
    texts,
    workbook_hint,
)
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText, decode, read
from guideline_docs.source.toml import TomlFile
from guideline_docs.syntax.nodes import ChapterTree, Column, HeadLine, RowLine, SheetTree
from guideline_docs.syntax.sheet import is_sheet, parse_sheet

if TYPE_CHECKING:
    from guideline_docs.render.printer import Printer
    from guideline_docs.render.templates import Templates
    from guideline_docs.render.variants import Enclosure
    from guideline_docs.rules.renumber import Renumbering
    from guideline_docs.source.workbook import Worksheet
    from guideline_docs.syntax.conversion import Fault


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

    @property
    def guideline(self) -> Guideline:
        """The guideline that documents are made of."""
        return self.guidelines[0]


def load(path: str) -> Project:
    """Read the project that a path belongs to. Raises CannotRun, never for text."""
    location = locate(path)
    configuration = _configuration(location)
    places = _places(location, configuration)
    folders = {read(place.path, place.name): place.path.parent for place in places}
    missing = _missing(location, configuration)
    map_place = _renumbered(location)
    told = {
        place.name
        for place in places
        if location.file is None or place == location.file
    }
    if location.file is None:
        told.update(each.span.source.path for each in missing)
    return Project(
        location,
        configuration,
        _guidelines(
            list(folders), configuration, folders, missing, read_renumbered(*map_place)
        ),
        _acceptances(location, places),
        frozenset(told),
        {place.name: place.path for place in places},
    )


def load_text(data: bytes, name: str) -> Project:
    """A source that is no file (standard input): it stands alone, with the settings here."""
    source = decode(data, name)
    if not source.text.strip():
        raise CannotRun(f"{name}: 何も書かれていません")
    location = here()
    configuration = _configuration(location)
    guidelines = _guidelines([source], configuration, {source: location.folder.path})
    return Project(location, configuration, guidelines, (), frozenset({name}), {})


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


def mend(project: Project, diagnostics: Iterable[Diagnostic]) -> list[Path]:
    """Put the certain mends into the sources; the files that changed.

    Raises CannotRun where a file is no longer what was checked.
    """
    written: list[Path] = []
    for source, changes in edits(diagnostics).items():
        path = project.files[source.path]
        write(path, _edited(source, path, changes))
        written.append(path)
    return written


def _edited(source: SourceText, path: Path, changes: Iterable[Edit]) -> bytes:
    """A file with the edits put in. Raises CannotRun where it is no longer what was read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{source.path}: 開けません（{reason(error)}）") from None
    if decode(data, source.path).verbatim.text != source.verbatim.text:
        raise CannotRun(f"{source.path}: 検査の間に書き換えられました。もう一度検査してください")
    return mended_bytes(source, data, changes)


class NumberPlan(NamedTuple):
    """A renumbering that has been tried, or why there is none.

    ``obstacles`` and ``refusals`` are why nothing may be changed; otherwise ``edits`` are
    the changes by source, and ``files`` every file as it will be.
    """

    obstacles: list[Diagnostic]
    refusals: list[str] = []
    changes: Renumbering | None = None
    edits: dict[SourceText, list[Edit]] = {}
    files: dict[Path, bytes] = {}


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
    after = [decode(files[s], s.path) if s in files else s for s in guideline.sources]
    folders = {source: project.files[source.path].parent for source in after}
    again = _guidelines(after, project.configuration, folders)[0]
    if refusals := list(numbers.strayed(guideline, again)):
        return NumberPlan([], refusals, plan)
    written = {project.files[s.path]: data for s, data in files.items()}
    edits = dict(plan.edits)
    paths = {source.path for source in guideline.sources}
    accepted = project.location.accepted
    subjects = renamed(project.acceptances, paths, plan.numbers.moved)
    if accepted and subjects:
        source = subjects[0].span.source
        edits[source] = subjects
        written[accepted.path] = _edited(source, accepted.path, subjects)
        # What the reasons mention is prose of the office.
        said = set(numbers.mentions(source.span(0, len(source.text)), plan.numbers.moved))
        said -= {edit.span for edit in subjects}
        plan = plan._replace(left=(*plan.left, *sorted(said, key=lambda span: span.start)))
    place = _renumbered(project.location)
    known = read_renumbered(place.path, place.name)
    written[place.path] = known.then(plan.numbers.step).toml().encode()
    return NumberPlan([], [], plan, edits, written)


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
            reasons.append(f"確認済みでないエラーが {len(open_errors)} 件あります")
        left = sum(d.code == placeholder.code and d.accepted is None for d in diagnostics)
        if left:
            reasons.append(f"【要設定】などの決まっていないところが {left} か所あります")
        unset = project.configuration.bibliography.unset()
        if unset:
            reasons.append(f"guideline.toml の {'・'.join(unset)} が空です")
    return reasons


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
    from guideline_docs.render.templates import Templates

    own = [order.templates] if order.templates else []
    if order.templates and not order.templates.is_dir():
        raise CannotRun(f"{order.templates.as_posix()}: テンプレートのフォルダーがありません")
    templates = Templates([*own, project.location.root / "templates"])
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
    for path in written:
        write(path, made[path])
    if made:
        documents = {path.name: (made_of[path], data) for path, data in made.items()}
        write(order.out / RECEIPT, receipt(order.out, documents))
    kept = made_of.keys() - set(written)
    return Built(_as_listed(written), _as_listed(kept), tuple(failed))


def _stands(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _as_listed(paths: Iterable[Path]) -> tuple[Path, ...]:
    listed = list(OUTPUTS.values())
    return tuple(sorted(paths, key=lambda path: listed.index(path.name)))


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
    return _Document(
        (view, order.pages), lambda: partial(word.render, view, templates, order.pages)
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

    return _Document((view, how), begin)


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
    """What ``init`` has done: the files written, and what was hidden in the worksheet taken."""

    written: tuple[Path, ...]
    worksheet: Worksheet | None = None


def init(folder: Path, sheet: Path | None = None, worksheet: str | None = None) -> Started:
    """Make a new project in a folder, with a sheet if there is one.

    ``sheet`` is a text file, taken byte for byte, or an Excel workbook, of which
    ``worksheet`` names the one to take. Raises CannotRun where a file would be
    overwritten, and for what is no sheet.
    """
    from guideline_docs.render.skeleton import skeleton

    for above in (folder, *folder.parents):
        if above.is_file():
            raise CannotRun(f"{above.as_posix()}: フォルダーではありません")
    data, taken_from = _first_sheet(sheet, worksheet) if sheet else (None, None)
    files = {folder / name: content for name, content in skeleton(data).items()}
    taken = [path for path, content in files.items() if _differs(path, content)]
    if taken:
        others = f" など {len(taken)} 個" if len(taken) > 1 else ""
        raise CannotRun(
            f"{taken[0].as_posix()}{others}: すでにあるので、何も作りませんでした。"
            "別のフォルダーを指定してください"
        )
    write_all(files)
    return Started(tuple(files), taken_from)


def _first_sheet(path: Path, worksheet: str | None) -> tuple[bytes, Worksheet | None]:
    """The bytes of a project's first sheet, and the worksheet they were taken from."""
    from guideline_docs.source.workbook import is_workbook

    source = read(path)
    data = path.read_bytes()
    if is_workbook(data):
        chosen = _chosen_worksheet(path, worksheet)
        return chosen.text.encode(), chosen
    if worksheet is not None:
        raise CannotRun(f"{source.path}: Excel のブックではないので、ワークシートは選べません")
    _must_be_text(source)
    if not is_sheet(source) or _looks(source, Configuration()) is None:
        raise CannotRun(f"{source.path}: 一覧ではありません（列の見出しも施策の行もありません）")
    return data, None


def _chosen_worksheet(path: Path, name: str | None) -> Worksheet:
    """The worksheet of a name, or the only one that has a head line.

    Raises CannotRun where that is none or several.
    """
    from guideline_docs.source.workbook import read_workbook

    book = path.as_posix()
    worksheets = read_workbook(path)
    looks = {
        each.name: _looks(decode(each.text.encode(), book), Configuration()) for each in worksheets
    }
    names = "、".join(f"「{each}」" for each in looks)
    if name is not None:
        chosen = [each for each in worksheets if each.name == name]
        if not chosen:
            raise CannotRun(f"{book}: ワークシート「{name}」がありません（あるのは {names}）")
    else:
        # A hidden one is last year's, kept for its numbers: it is taken only if asked for.
        chosen = [each for each in worksheets if each.visible and looks[each.name] is HeadLine]
    if len(chosen) > 1:
        names = "、".join(f"「{each.name}」" for each in chosen)
        raise CannotRun(
            f"{book}: 一覧が {len(chosen)} つのワークシートにあります（{names}）。"
            "--worksheet で一つを指定してください"
        )
    for each in chosen or worksheets:
        if each.uncalculated:
            raise CannotRun(
                f"{book}: ワークシート「{each.name}」の {each.uncalculated} に計算の結果が"
                "保存されていません。Excel で開いて保存し直してください"
            )
    if not chosen:
        raise CannotRun(
            f"{book}: 列の見出しのあるワークシートがありません（あるのは {names}）。"
            "見出しのない一覧なら --worksheet で指定してください"
        )
    if looks[chosen[0].name] is None:
        raise CannotRun(
            f"{book}: ワークシート「{chosen[0].name}」は一覧ではありません"
            "（列の見出しも施策の行もありません）"
        )
    return chosen[0]


def _looks(source: SourceText, configuration: Configuration) -> type[HeadLine | RowLine] | None:
    """What makes a text a sheet: its head line, at the least its rows; None where it has neither."""
    kinds = {type(node) for node in parse_sheet(source, _heads(configuration)).nodes}
    return HeadLine if HeadLine in kinds else RowLine if RowLine in kinds else None


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
    from guideline_docs.syntax.cards import is_cards
    from guideline_docs.syntax.conversion import cards_of, sheet_of

    location = locate(name)
    if location.file is None:
        raise CannotRun(f"{location.folder.name}: フォルダーです。ファイルを指定してください")
    # Every character comes back, also those that nobody sees.
    source = read(location.file.path, location.file.name).verbatim
    heads = _heads(_configuration(location))
    _must_be_text(source)
    if source.bom + source.text.encode(source.encoding) != location.file.path.read_bytes():
        raise CannotRun(
            f"{source.path}: 同じ文字に二通りのバイトがあり、元に戻せなくなります。"
            "UTF-8 で保存し直してください"
        )
    faults: list[Fault] = []
    if is_cards(source):
        text, faults = sheet_of(source, heads)
    elif is_sheet(source):
        text = cards_of(source, heads)
    else:
        raise CannotRun(f"{source.path}: 一覧でもカードでもありません")
    return source.bom + text.encode(source.encoding), faults


def plan(name: str) -> bytes:
    """The cards to begin 第2期 with, of the sheet that a path leads to."""
    from guideline_docs.views.plan_cards import plan_cards

    guideline = load(name).guideline
    if not guideline.measures:
        raise CannotRun(f"{name}: 施策がないので、カードを作れません")
    return plan_cards(guideline).encode()


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises CannotRun, the old file being kept."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files whole, all of them or none. Raises CannotRun, the old files being kept."""
    staged: list[tuple[Path, Path]] = []
    replaced: list[tuple[Path, bytes | None]] = []
    path = Path()
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            staged.append((temporary, path))
            temporary.write_bytes(data)
        for temporary, path in staged:
            # One file is replaced at once; of several the first is put back if a later one fails.
            old = path.read_bytes() if len(staged) > 1 and path.is_file() else None
            os.replace(temporary, path)
            replaced.append((path, old))
    except OSError as error:
        _put_back(replaced)
        # Windows refuses to replace a document that Word or a PDF reader holds open.
        in_use = "。ほかのプログラムで開いていたら閉じてください" if path.is_file() else ""
        why = reason(error) if path.parent.is_dir() else "フォルダーを作れません"
        raise CannotRun(f"{path.as_posix()}: 書けません（{why}）{in_use}") from None
    finally:
        for temporary, _ in staged:
            with suppress(OSError):
                temporary.unlink()


def _put_back(replaced: Iterable[tuple[Path, bytes | None]]) -> None:
    """What the files held before; a file that was not there goes."""
    for path, old in replaced:
        with suppress(OSError):
            if old is None:
                path.unlink()
            else:
                path.write_bytes(old)


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


def _places(location: Location, configuration: Configuration) -> list[Place]:
    """The sources to read: sheets of the folder, then chapters by name.

    A file inside a project is read with all of the project, so that its references
    can be resolved; a file outside stands alone.
    """
    if location.settings and location.settings.path.parent.is_dir():
        home = beside(location.settings)
        sheets = texts(home)
        chosen = configuration.sheet
        first = below(home, chosen)
        if chosen and first.path.is_file():
            others = [place for place in sheets if not same_file(place.path, first.path)]
            sheets = [first, *others]
        chapters = below(home, configuration.chapters)
        # The chapters may stand beside the sheet: they are read once.
        places = sheets + ([] if same_file(chapters.path, home.path) else texts(chapters))
        places = _named_by_user(places, location)
        if location.file is None or location.file in places:
            if not places:
                raise CannotRun(f"{home.name}: 原稿（.txt）がありません{workbook_hint(home)}")
            return places
    if location.file is not None:
        return [location.file]
    return texts(location.folder) + texts(below(location.folder, configuration.chapters))


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


def _named_by_user(places: list[Place], location: Location) -> list[Place]:
    """The named file keeps the very name it was given."""
    file = location.file
    if file is None:
        return places
    return [file if same_file(place.path, file.path) else place for place in places]


def _guidelines(
    sources: Sequence[SourceText],
    configuration: Configuration,
    folders: Mapping[SourceText, Path],
    missing: Sequence[MissingFile] = (),
    renumbered: Renumbered = Renumbered(),
) -> tuple[Guideline, ...]:
    """One guideline a sheet; the first one has the cards beside it and the chapters.

    ``folders`` says where a chapter stands, and so where its images are looked for.
    """
    readable = [source for source in sources if source.undecodable is None]
    sheets, cards, chapters = _sorted(readable, configuration, folders)
    trees = _chapters(chapters)
    first, others = sheets[:1], sheets[1:]
    further = {id(sheet.source) for sheet in others}
    rest = [source for source in sources if id(source) not in further]
    home = [configuration.folder] if configuration.folder else []
    images = {
        span: _image(span, [folders[tree.source], *home])
        for tree in trees
        for span in image_names(tree)
    }
    tree = first[0] if first else None
    guidelines = [
        resolve(tree, trees, configuration, rest, images, missing, cards, renumbered)
    ]
    for sheet in others:
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


def _sorted(
    sources: Iterable[SourceText],
    configuration: Configuration,
    folders: Mapping[SourceText, Path],
) -> tuple[list[SheetTree], list[SheetTree], list[SourceText]]:
    """The sheets, the cards beside them and the chapters.

    Cards are a sheet where they carry a whole table, or where there is no other.
    """
    heads = _heads(configuration)
    sheets: list[SheetTree] = []
    cards: list[SheetTree] = []
    chapters: list[SourceText] = []
    for source in sources:
        # Only what may be cards pays for their grammar.
        text = source.text
        if "\n施策" in text or "\r施策" in text or text.startswith(("施策", "［＃カード")):
            from guideline_docs.syntax.cards import is_cards, is_table, parse_cards

            if is_cards(source):
                tree = parse_cards(source, heads)
                (sheets if is_table(tree) else cards).append(tree)
                continue
        if is_sheet(source) and not _is_chapter(source, folders[source], configuration):
            sheets.append(parse_sheet(source, heads))
        else:
            chapters.append(source)
    return (sheets, cards, chapters) if sheets else (cards[:1], cards[1:], chapters)


def _is_chapter(source: SourceText, folder: Path, configuration: Configuration) -> bool:
    """Whether a text with a tab is a chapter all the same.

    In the folder of the chapters a tab is a blank that somebody typed, unless the columns
    of a sheet are named there.
    """
    home = configuration.folder
    if home is None or same_file(folder, home):
        return False
    in_their_folder = same_file(folder, home / configuration.chapters)
    return in_their_folder and _looks(source, configuration) is not HeadLine


def _heads(configuration: Configuration) -> dict[str, Column]:
    """The columns by the names of their heads, as the parser looks them up."""
    return {
        fold_head(name): column
        for column, names in configuration.vocabulary.heads.items()
        for name in names
    }


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
    folder = location.accepted.path.parent
    codes = {rule.code for rule in catalogue.RULES}
    names = {place.path.resolve(): place.name for place in places}
    return tuple(
        acceptance._replace(source_path=names.get((folder / acceptance.path).resolve(), ""))
        for acceptance in read_acceptances(file, codes)
    )


def _is_acceptance(project: Project, diagnostic: Diagnostic) -> bool:
    accepted = project.location.accepted
    return accepted is not None and diagnostic.path == accepted.name


def _by_place(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    source, start, end = diagnostic.span.verbatim
    return (source.path, start, end, diagnostic.code)
