"""Long tables are cut into parts, and the printed parts joined to one document.

WeasyPrint needs memory and time for each element as long as a document lives. In parts
of at most a few hundred measures both stay small, and several processes can print them. What
the parts have to share is put together here: tags, links, bookmarks, page numbers.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from guideline_docs.render.paper import Extent, Job, Printed
from guideline_docs.render.tagging import LIST
from guideline_docs.render.variants import Variant
from guideline_docs.views.history import HistoryView
from guideline_docs.views.progress_table.parts import Across, Block, Gone, ProgressTable, Row
from guideline_docs.views.text import Text

if TYPE_CHECKING:
    import pikepdf

# Below this a second process costs more than it saves.
_FEW = 150
# Rows of a part. Smaller ones read stylesheet and fonts more often, larger ones take
# more time a row; towards the end they are smaller, so that no process waits for another.
_MOST, _LEAST = 200, 60
# A strip takes less than a row.
_STRIPS = 300


def wanted(view: ProgressTable) -> bool:
    """Whether a table is long enough for parts."""
    return sum(len(part.lines) for block in view.blocks for part in block.all) >= _FEW


def jobs(job: Job) -> list[Job]:
    """The parts of a long table, each to be printed by itself; 確認事項 is the last."""
    return list(_jobs(job))


def _jobs(job: Job) -> Iterator[Job]:
    view = job.view
    cut = list(_cut(view.blocks))
    for number, (blocks, above) in enumerate(cut):
        notes = number == len(cut) - 1
        extent = Extent(
            opens=number == 0, notes=notes, history=False, findings=False, above=above
        )
        notes_here = view.notes if notes else ()
        part = replace(view, blocks=blocks, remarks=(), notes=notes_here, history=None)
        yield _part(job, part, extent)
    for history in _strips(view.history) if view.history else ():
        extent = Extent(opens=False, rows=False, notes=False, findings=False)
        part = replace(view, blocks=(), remarks=(), notes=(), history=history)
        yield _part(job, part, extent)
    if view.remarks:
        extent = Extent(opens=False, rows=False, notes=False, history=False)
        yield _part(job, replace(view, blocks=(), notes=(), history=None), extent)


def _strips(history: HistoryView) -> Iterator[HistoryView]:
    """The history in parts, each a run of strips under the bands that they stand under."""
    rows = [(band, row) for band in history.bands for row in band.rows]
    runs = [rows[at : at + _STRIPS] for at in range(0, len(rows), _STRIPS)]
    for number, run in enumerate(runs):
        grouped = groupby(run, key=itemgetter(0))
        bands = tuple(replace(band, rows=tuple(row for _, row in of)) for band, of in grouped)
        yield replace(history, bands=bands, part=number, last=number == len(runs) - 1)


def _part(job: Job, view: ProgressTable, extent: Extent) -> Job:
    # What goes to another process is copied: no more than the part can use.
    links = {anchor: job.links[anchor] for anchor in _linked(view) if anchor in job.links}
    return replace(job, view=view, extent=extent, links=links)


def _linked(view: ProgressTable) -> Iterator[str]:
    """The anchors that the text of a part links to."""
    for line in view.summary:
        yield from (piece.anchor for piece in line.marks)
    for block in (part for block in view.blocks for part in block.all):
        yield from (piece.anchor for piece in (block.band.title if block.band else ()))
        for row in block.lines:
            yield from (piece.anchor for text in _texts(row) for piece in text)
    for note in view.notes:
        yield from (piece.anchor for piece in note)
    for line in view.remarks:
        yield from (place.anchor for place in line.places)
    if view.history:
        yield from (row.anchor for band in view.history.bands for row in band.rows)
        yield from (row.anchor for moved in view.history.moves for row in moved.measures)


def _texts(row: Row | Across | Gone) -> Iterator[Text]:
    if isinstance(row, Gone):
        return
    if isinstance(row, Across):
        yield row.across
        return
    yield from (row.number_marks, row.status.marks, row.move.marks, *row.texts.values())
    yield from (extra.text for extra in row.extras)


# Blocks of a part, and level and anchor of the bands above its first row.
_Run = tuple[tuple[Block, ...], tuple[tuple[int, str], ...]]


def _cut(blocks: Sequence[Block]) -> Iterator[_Run]:
    """Runs of rows, each about a third of what is left.

    A part begins with a heading, so that it is told where it stands; where none comes
    for long, with a row.
    """
    begins = [first for block in blocks for first in _begins(block)]
    starts = [0]
    for at, first in enumerate(begins):
        wanted = max(min(_MOST, (len(begins) - starts[-1]) // 3), _LEAST)
        if at - starts[-1] >= wanted * (1 if first else 1.5):
            starts.append(at)
    for first, last in pairwise([*starts, len(begins)]):
        run = _Slice(range(first, last))
        cut = tuple(filter(None, map(run.cut, blocks)))
        yield cut, tuple(run.above)


def _begins(block: Block) -> Iterator[bool]:
    """For each row, and each heading without rows, whether it is the first below a heading."""
    for part in block.all:
        # A heading right above another one stands on the first row below that.
        for row in range(len(part.lines) or (0 if part.blocks else 1)):
            yield row == 0


class _Slice:
    """What of the blocks some consecutive places hold; a band stands over its first only."""

    def __init__(self, wanted: range) -> None:
        self.wanted = wanted
        self.at = 0
        self.above: list[tuple[int, str]] = []
        """Level and anchor of the bands that stand above the first row."""

    def cut(self, block: Block) -> Block | None:
        """The block as far as it is in the slice; None where nothing of it is."""
        begins = self.at in self.wanted
        if not begins and self.at < self.wanted.start:
            open_before = len(self.above)
            if block.band:
                self.above.append((block.band.level, block.band.anchor))
        first = self.at
        held = range(first, first + (len(block.lines) or (0 if block.blocks else 1)))
        self.at = held.stop
        lines = tuple(
            line for at, line in zip(held, block.lines, strict=False) if at in self.wanted
        )
        inner = tuple(filter(None, map(self.cut, block.blocks)))
        if not begins and not lines and not inner:
            if first < self.wanted.start:
                del self.above[open_before:]
            return None
        return replace(block, band=block.band if begins else None, lines=lines, blocks=inner)


class Joined:
    """The document that grows part by part; its first part is what it begins with."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.pages = 0
        self.tagged = job.variant is not Variant.PRESS
        self.file: pikepdf.Pdf
        self.next_parent = 0
        self.names: dict[bytes, Any] = {}
        self.destinations: dict[bytes, Any] = {}

    def add(self, part: Printed) -> None:
        import pikepdf

        opened = pikepdf.open(io.BytesIO(part.data))
        if not self.pages:
            self.file = opened
            pages, tree = list(opened.pages), opened.Root.get("/StructTreeRoot")
        else:
            # Pages first: the tree points at them, and must find the copies.
            with warnings.catch_warnings():
                # That destinations are left behind: they are brought in below.
                warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
                self.file.pages.extend(opened.pages)
            pages = list(self.file.pages)[self.pages :]
            tree = None
            if self.tagged:
                tree = self.file.copy_foreign(
                    opened.make_indirect(opened.Root.StructTreeRoot)
                )
        if tree is not None:
            self._tags(pages, tree)
        self._destinations(opened)
        self.pages += part.pages

    def _tags(self, pages: Sequence[pikepdf.Page], tree: Any) -> None:
        """Number the parents on, and put the rows into the table of the first part."""

        shift = self.next_parent
        for page in pages:
            page.obj.StructParents = int(page.obj.StructParents) + shift
            for annotation in page.obj.get("/Annots", []):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + shift
        numbers = list(tree.ParentTree.Nums)
        keys = [int(key) + shift for key in numbers[::2]]
        self.next_parent = max(keys, default=shift - 1) + 1
        listed = list(tree.IDTree.Names)
        self.names.update(zip(map(bytes, listed[::2]), listed[1::2], strict=True))
        if self.pages == 0:
            self.tree = tree
            self.document = tree.K[0]
            self.table = _progress(self.document)
            self.parents = list(numbers)
            return
        for key, parent in zip(keys, numbers[1::2], strict=True):
            self.parents += [key, parent]
        document = tree.K[0]
        table = _progress(document)
        if table is None:
            for kid in list(document.K):
                kid.P = self.document
                self.document.K.append(kid)
            return
        for body in table.K:
            body.P = self.table
            self.table.K.append(body)
        # What else the part holds, notes, goes on behind.
        section = table.P
        for kid in list(document.K):
            if kid.objgen == section.objgen:
                rest = [one for one in section.K if one.objgen != table.objgen]
                for one in rest:
                    one.P = self.table.P
                    self.table.P.K.append(one)
            else:
                kid.P = self.document
                self.document.K.append(kid)

    def _destinations(self, opened: pikepdf.Pdf) -> None:
        if "/Names" not in opened.Root:
            return  # nothing leads into a part of strips
        names = list(opened.Root.Names.Dests.Names)
        for name, place in zip(names[::2], names[1::2], strict=True):
            if opened is not self.file:
                place = self.file.copy_foreign(opened.make_indirect(place))
            self.destinations[bytes(name)] = place

    def finish(self, numbers: Iterable[bytes]) -> bytes:
        """Bookmarks and page numbers of the whole; ``numbers`` are the pages to lay over."""
        self._bookmarks()
        self._number(numbers)
        return self._data()

    def _bookmarks(self) -> None:
        """The headings of all parts under the heading of the list."""
        with self.file.open_outline() as outline:
            view = self.job.view
            above = next(item for item in outline.root if item.title == view.words.list_title)
            above.children.clear()
            if view.history:
                outline.root.append(self._bookmark("history", view.history.words.title))
            if view.remarks:
                outline.root.append(self._bookmark("findings", view.words.findings.title))
            for block in view.blocks:
                self._bookmarks_of(block, above.children)

    def _bookmarks_of(self, block: Block, siblings: Any) -> None:
        if block.band:
            item = self._bookmark(block.band.anchor, block.band.name)
            siblings.append(item)
            siblings = item.children
        for inner in block.blocks:
            self._bookmarks_of(inner, siblings)

    def _bookmark(self, anchor: str, name: str) -> Any:
        import pikepdf

        place = self.destinations[anchor.encode()]
        return pikepdf.OutlineItem(name, pikepdf.Array(list(place)))

    def _number(self, numbers: Iterable[bytes]) -> None:
        """Lay page n of N over each page, as what it is: no content."""
        import pikepdf

        files = [pikepdf.open(io.BytesIO(data)) for data in numbers]
        sheets = [sheet for file in files for sheet in file.pages]
        for place, (page, sheet) in enumerate(zip(self.file.pages, sheets, strict=True)):
            form = self.file.copy_foreign(sheet.as_form_xobject())
            # The pages of a part have one dictionary; a name made by pikepdf is random.
            name = pikepdf.Name(f"/PageNumber{place + 1}")
            page.add_resource(form, pikepdf.Name.XObject, name=name)
            # WeasyPrint leaves the page upside down.
            page.contents_add(b"q", prepend=True)
            laid = b"Q /Artifact <</Type /Pagination>> BDC q %s Do Q EMC"
            page.contents_add(laid % str(name).encode(), prepend=False)

    def _data(self) -> bytes:
        import pikepdf

        if self.tagged:
            self.tree.ParentTree.Nums = pikepdf.Array(self.parents)
            self.tree.ParentTreeNextKey = self.next_parent
            self.tree.IDTree.Names = _sorted(self.names)
        self.file.Root.Names.Dests.Names = _sorted(self.destinations)
        target = io.BytesIO()
        self.file.save(
            target,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            min_version=self.file.pdf_version,
        )
        return target.getvalue()


def _progress(document: Any) -> Any:
    """The table of the list, or None in a part that holds no rows of it."""
    for section in document.K:
        for kid in section.get("/K", []):
            if str(kid.get("/S")) == "/Table" and _names(kid).startswith(f"{LIST}-".encode()):
                return kid
    return None


def _names(table: Any) -> bytes:
    """The name of the first head of a table."""
    for group in table.K:
        for row in group.K:
            for cell in row.K:
                if "/ID" in cell:
                    return bytes(cell.ID)
    return b""


def _sorted(names: Mapping[bytes, Any]) -> Any:
    import pikepdf

    flat: list[Any] = []
    for name in sorted(names):
        flat += [pikepdf.String(name.decode("ascii")), names[name]]
    return pikepdf.Array(flat)
