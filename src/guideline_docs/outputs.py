"""What ``build`` can make: one tuple, and the story of how all of it is made.

    a view says what a document says → what cannot have changed is left → the rest is
    begun, then waited for → written, all of it or none
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guideline_docs.failure import CannotMake, CannotRun
from guideline_docs.rules.characters import undecodable_bytes
from guideline_docs.rules.diagnostic import Diagnostic, short
from guideline_docs.rules.layout import unused_file
from guideline_docs.rules.prose import placeholder
from guideline_docs.rules.snapshot import Snapshot, errors
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.toml import TomlFile
from guideline_docs.source.write import settle, write_all
from guideline_docs.syntax.placeholder import PLACEHOLDER, open_marks, placeholder_name

if TYPE_CHECKING:
    from guideline_docs.compare import Paired
    from guideline_docs.render.printer import Printer
    from guideline_docs.render.templates import Templates
    from guideline_docs.render.variants import Enclosure
    from guideline_docs.views.progress_table.parts import ProgressTable


class Since(NamedTuple):
    """A version, and what its user calls it."""

    snapshot: Snapshot
    name: str


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
    since: Since | None = None
    """Since when changes are marked, in the documents of ``MARKED``."""
    keeps: bool = False
    """Keep beside the draft what it says, for when it comes back without that."""


class Built(NamedTuple):
    """What a build has done: the files written, those that would have come out the
    same and were left, and what could not be made and why."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    failed: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Making:
    """All that documents are made of and with.

    ``printer`` prints the PDF while the others are made; ``progress`` hears how many of
    how many of its parts are done.
    """

    snapshot: Snapshot
    diagnostics: Sequence[Diagnostic]
    order: Order
    templates: Templates
    printer: Printer | None = None
    progress: Callable[[int, int], None] | None = None

    @cached_property
    def table(self) -> ProgressTable:
        """進捗状況一覧, which is shown on paper and on a screen."""
        from guideline_docs.views.progress_table import progress_table

        snapshot, wording = self.snapshot, self.templates.wording()
        now, old, final = snapshot.guideline, self.order.since, self.order.final
        table = progress_table(now, self.diagnostics, wording, final)
        if old is None:
            return table
        from guideline_docs.views.progress_table.since import marked
        from guideline_docs.views.since import since

        earlier = since(old.name, old.snapshot.guideline, now, self.paired)
        return marked(table, now, earlier, wording)

    @cached_property
    def paired(self) -> Paired:
        """What of the version before is what of this one; it takes a while to be seen."""
        from guideline_docs.compare import paired

        assert (old := self.order.since)
        return paired(old.snapshot.guideline, self.snapshot.guideline)


class Output(NamedTuple):
    """One document that can be made, and the name of its file; two may have one ``key``.

    ``view`` is all that it says and ``made_with`` whatever else it depends on besides the
    templates: with the same of both, the same file comes out. ``begin`` begins to make it
    of both and returns what finishes it.
    """

    key: str
    name: str
    view: Callable[[Making], Any]
    begin: Callable[[Making, Any, Any], Callable[[], bytes]]
    made_with: Callable[[Making], Any] = lambda making: None
    there: Callable[[Snapshot], bool] = lambda snapshot: True
    """Whether a project has what the document tells of."""
    usual: bool = True
    """Whether it is made where nobody says what. A workbook is what somebody works on: one
    that lies open in Excel must not stand in the way of each build."""


# --- the documents ----------------------------------------------------------------------


def _draft(making: Making) -> Any:
    from guideline_docs.views.draft import draft

    snapshot, wording = making.snapshot, making.templates.wording()
    options = snapshot.configuration.draft
    final, since = making.order.final, making.order.since
    said = draft(snapshot.guideline, making.diagnostics, wording, final, options)
    if since is None:
        return said
    from guideline_docs.views.tracked.identity import versions

    # The looks are today's for both: what changed is what the sources say.
    old = since.snapshot
    # And it is not to come back.
    once = old.configuration.draft._replace(returnable=False)
    before = draft(old.guideline, (), wording, final, once)
    return versions(said, before, making.paired, snapshot.guideline, wording)


def _docx(making: Making, view: Any, made_with: object) -> Callable[[], bytes]:
    from guideline_docs.render import word

    return partial(word.render, view, making.templates, making.order.pages)


def _laid_out(making: Making) -> object:
    from guideline_docs.render import word

    return word.lays_out_with(making.order.pages)


def _table(making: Making) -> Any:
    return making.table


def _pdf(making: Making, view: Any, made_with: Any) -> Callable[[], bytes]:
    from guideline_docs.render import pdf

    # Read once: what is printed is what the receipt speaks of.
    how, _ = made_with
    if making.printer is None:
        return partial(pdf.render, view, making.templates, *how, making.progress)
    begun = pdf.begin(making.printer, view, making.templates, *how)
    return partial(begun.result, making.progress)


def _printed(making: Making) -> tuple[tuple[Any, ...], object]:
    from guideline_docs.render import pdf

    return _paper(making), pdf.sets_with()


def _paper(making: Making) -> tuple[Any, ...]:
    """Paper, variant, enclosures and profile: how the PDF is printed."""
    from guideline_docs.render import pdf
    from guideline_docs.render.variants import profile

    order = making.order
    variant = pdf.Variant(order.variant)
    enclosures = _enclosures(making) if variant is pdf.Variant.ARCHIVE else ()
    return _paper_asked(making), variant, enclosures, profile(order.profile)


def _enclosures(making: Making) -> list[Enclosure]:
    """What an archive holds beside its pages: the sheet as it is, and the open data."""
    from guideline_docs.render.variants import Enclosure

    found = [Enclosure(CSV.name, _csv(making), "進捗状況一覧のデータ", "Alternative")]
    sheet = making.snapshot.guideline.sheet
    if sheet is not None and sheet.source.file:
        data = sheet.source.file.read_bytes()
        found.append(Enclosure("source-sheet.txt", data, "もとの一覧", "Source"))
    return found


def _screen(making: Making) -> Any:
    from guideline_docs.views.progress_screen import progress_screen

    return progress_screen(making.table, making.templates.wording())


def _html(making: Making, view: Any, made_with: object) -> Callable[[], bytes]:
    from guideline_docs.render import html

    return partial(html.render, view, making.templates)


def _csv(making: Making) -> bytes:
    from guideline_docs.render import csv

    return csv.render(making.snapshot.guideline, making.templates.wording())


def _history(making: Making) -> bytes:
    from guideline_docs.render import csv

    return csv.render_history(making.snapshot.guideline, making.templates.wording())


def _sheets(making: Making) -> Any:
    from guideline_docs.render.workbook.document import Sheets
    from guideline_docs.views.open_data import history_data, table_data
    from guideline_docs.views.workbook import table_sheet

    snapshot, wording = making.snapshot, making.templates.wording()
    guideline = snapshot.guideline
    return Sheets(
        table_sheet(guideline, making.diagnostics, wording, making.order.final),
        table_data(guideline, wording),
        history_data(guideline, wording) if _has_editions(snapshot) else None,
    )


def _workbook(making: Making, view: Any, made_with: Any) -> Callable[[], bytes]:
    from guideline_docs.render.workbook import document

    return partial(document.render, view, making.templates, made_with)


def _paper_asked(making: Making) -> str:
    return making.order.paper or making.snapshot.configuration.paper


def _has_editions(snapshot: Snapshot) -> bool:
    return bool(snapshot.guideline.editions)


def _json(making: Making) -> bytes:
    from guideline_docs.render import data

    return data.render(making.snapshot.guideline)


def _as_it_is(making: Making, view: bytes, made_with: object) -> Callable[[], bytes]:
    """What a view says is the document."""
    return lambda: view


CSV = Output("csv", "progress-table.csv", _csv, _as_it_is)
DRAFT = "guideline-draft.docx"
OUTPUTS = (
    Output("docx", DRAFT, _draft, _docx, _laid_out),
    Output("pdf", "progress-table.pdf", _table, _pdf, _printed),
    Output("html", "progress-table.html", _screen, _html),
    CSV,
    Output("csv", "progress-history.csv", _history, _as_it_is, there=_has_editions),
    Output("json", "progress-table.json", _json, _as_it_is),
    Output("xlsx", "progress-table.xlsx", _sheets, _workbook, _paper_asked, usual=False),
)
"""In the order in which they are listed. What takes a printer is begun first."""
KEYS = tuple(dict.fromkeys(output.key for output in OUTPUTS))
USUAL = tuple(dict.fromkeys(output.key for output in OUTPUTS if output.usual))
"""What is made where nobody says what."""
MARKED = ("docx", "pdf", "html")  # data is what it is, whatever it was


# --- the story --------------------------------------------------------------------------


def started(kinds: Sequence[str]) -> AbstractContextManager[Printer | None]:
    """What prints in a process of its own, getting ready while sources are read.

    Used in a ``with`` round ``load`` and ``build``; None where no PDF is wanted.
    """
    if "pdf" not in kinds:
        return nullcontext()
    from guideline_docs.render import pdf

    return pdf.started()


def build(
    snapshot: Snapshot,
    diagnostics: Sequence[Diagnostic],
    order: Order,
    printer: Printer | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Built:
    """Make the documents, all of them before the first is written.

    A document that this machine cannot make does not keep the others from being made.
    Raises CannotRun for templates that do not fit and folders that cannot be written.
    """
    settle([order.out])
    templates = looks(snapshot, order.templates)
    making = Making(snapshot, diagnostics, order, templates, printer, progress)
    made_of, begun = _begun(making)
    made: dict[Path, bytes] = {}
    failed: list[str] = []
    for path, finish in begun.items():
        try:
            made[path] = finish()
        except CannotMake as error:
            failed.append(str(error))
            del made_of[path]
    written = _written(making, made_of, made)
    if order.keeps and not order.final and "docx" in order.only:
        _keep(order.out / DRAFT)
    kept = made_of.keys() - set(written)
    return Built(_as_listed(written), _as_listed(kept), tuple(failed))


def _begun(making: Making) -> tuple[dict[Path, str], dict[Path, Callable[[], bytes]]]:
    """Digests of what the documents are made of; and those that are to be made, begun.

    All are begun, the PDF first, before any is waited for; the PDF is the last of those.
    """
    from guideline_docs.render.receipt import digest, is_current, look

    order, look_of_all = making.order, look(making.templates)
    made_of: dict[Path, str] = {}
    begun: dict[Path, Callable[[], bytes]] = {}
    wanted = _wanted(making.snapshot, order)
    for output in sorted(wanted, key=lambda output: output.key != "pdf"):
        path, view = order.out / output.name, output.view(making)
        made_with = output.made_with(making)
        made_of[path] = digest(look_of_all, (view, made_with))
        if order.force or not is_current(path, made_of[path]):
            begun[path] = output.begin(making, view, made_with)
    return made_of, dict(reversed(begun.items()))


def _written(
    making: Making, made_of: dict[Path, str], made: dict[Path, bytes]
) -> list[Path]:
    """Write what was made and is not there already, which Word may hold open."""
    from guideline_docs.render.receipt import RECEIPT, receipt

    out, force = making.order.out, making.order.force
    written = [path for path, data in made.items() if force or not _stands(path, data)]
    if made:
        documents = {path.name: (made_of[path], data) for path, data in made.items()}
        told = {out / RECEIPT: receipt(out, documents)}
        write_all({path: made[path] for path in written} | told)
    return written


def _keep(draft: Path) -> None:
    """Keep what a draft carries under its own digest, where that is not there yet."""
    if not draft.is_file():
        return
    from guideline_docs.render.word.carried import SENT, carried

    found = carried(draft.read_bytes())
    if found and not (place := draft.parent / SENT / found[0]).is_file():
        write_all({place: found[1]})


def _wanted(snapshot: Snapshot, order: Order) -> list[Output]:
    there = [output for output in OUTPUTS if output.there(snapshot)]
    return [output for key in order.only for output in there if output.key == key]


def _stands(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _as_listed(paths: Iterable[Path]) -> tuple[Path, ...]:
    listed = [output.name for output in OUTPUTS]
    return tuple(sorted(paths, key=lambda path: listed.index(path.name)))


def looks(snapshot: Snapshot, own: Path | None = None) -> Templates:
    """The looks of a project; ``own`` is a folder that goes before all others.

    Raises CannotRun where it is not there.
    """
    from guideline_docs.render.templates import Templates

    if own and not own.is_dir():
        raise CannotRun(f"{own.as_posix()}: テンプレートのフォルダーがありません")
    return Templates([*([own] if own else []), snapshot.location.root / "templates"])


# --- what is not made -------------------------------------------------------------------


def refusal(snapshot: Snapshot, diagnostics: Sequence[Diagnostic], final: bool) -> list[str]:
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
        reasons.extend(_open_settings(snapshot))
        vain = [d.path for d in diagnostics if d.code == unused_file.code and d.accepted is None]
        if vain:
            others = f" など {len(vain)} 個" if len(vain) > 1 else ""
            reasons.append(
                f"どの文書にも入らないファイルがあります: {vain[0]}{others}"
                "（理由は check --select GD106）"
            )
        unset = snapshot.configuration.bibliography.unset()
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


def _open_settings(snapshot: Snapshot) -> Iterator[str]:
    """The facts of a cover that hold a placeholder."""
    facts = snapshot.configuration.bibliography._asdict()
    held = {key: match for key, value in facts.items() if (match := next(open_marks(value), None))}
    settings = snapshot.location.settings
    if held and settings:
        file = TomlFile(settings.path, settings.name)
        for key, match in held.items():
            place = file.place(file.table("guideline"), key).place
            yield f"{place}: 「{key}」に{placeholder_name(match[0])}が残っています"


def still_open(
    snapshot: Snapshot, diagnostics: Sequence[Diagnostic], order: Order
) -> Iterator[str]:
    """Why final documents may not be made: what they would print is not decided.

    Placeholders of the sources that were accepted are printed as they stand.
    """
    from guideline_docs.views.undecided import undecided

    making = Making(snapshot, diagnostics, order, looks(snapshot, order.templates))
    kept = {
        d.finding.subject
        for d in diagnostics
        if d.code == placeholder.code and d.accepted is not None
    }
    told: set[str] = set()
    for output in _wanted(snapshot, order):
        for text in undecided(output.view(making)):
            names = {placeholder_name(match[0]) for match in PLACEHOLDER.finditer(text)} - kept
            for name in names - told:
                yield (
                    f"{output.name} に{name}が印刷されます（{short(text)}）。"
                    "guideline.toml か templates/wording.toml の言葉を決めてください"
                )
            told |= names
