"""The tags of a PDF put right: what WeasyPrint leaves undone for PDF/UA-1.

WeasyPrint makes a table of every page's part of a table, the repeated heads being
content, gives head cells no scope, hangs the text of page margins outside the tree
and describes links by their anchors. The finisher works on the objects before they
are written: one table for each table of the page, heads that know what they head,
and everything that is no content an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document

# WeasyPrint lays out in CSS pixels, PDF measures in points.
_POINTS = 0.75


# The class of the table that goes on over parts.
LIST = "progress"

# How a link to an anchor of another part is written until the parts are joined.
FAR = "part:"


def put_right(
    document: Document,
    pdf: pydyf.PDF,
    links: Mapping[str, str],
    opens: bool = True,
    above: Sequence[tuple[int, str]] = (),
    charts: bool = True,
) -> None:
    """Finish the tags of a PDF that is about to be written.

    ``links`` says in words where the link to an anchor leads. ``opens`` is False for a
    part that goes on with the table of the parts before: its head is no content, and
    ``above`` are level and anchor of the bands that its first rows stand under. Without
    ``charts`` none is looked for.
    """
    _Finisher(document, pdf, opens, above).finish(links, charts)
    without_empty_resources(pdf)


@dataclass(slots=True)
class _Table:
    """The fragments of one table: where its first one is and what was met last."""

    element: Any
    name: str
    columns: dict[int, Any] = field(default_factory=dict)
    """Column → the identifier of its head."""
    rows: list[Any] = field(default_factory=list)
    groups: dict[Any, Any] = field(default_factory=dict)
    """Row group of the page → its structure element."""
    last_row: Any = None
    last_cells: tuple[Any, ...] = ()


class _Finisher:
    def __init__(
        self, document: Document, pdf: pydyf.PDF, opens: bool, above: Sequence[tuple[int, str]]
    ) -> None:
        self.document = document
        self.pdf = pdf
        self.opens = opens
        self.above = above
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.ids: dict[str, bytes] = {}

    def at(self, reference: Any) -> Any:
        """The object that ``b'12 0 R'`` stands for."""
        return self.pdf.objects[int(reference.split()[0])]

    def finish(self, links: Mapping[str, str], charts: bool) -> None:
        self._tables()
        if charts:
            self._charts()
        self._artifacts()
        self._simplify()
        self._links(links)
        self._identifiers()

    # --- tables -----------------------------------------------------------------

    def _tables(self) -> None:
        met: dict[Any, _Table] = {}
        for box in tables(self.document):
            table = met.get(box.element)
            if table is None:
                # A table of a later part that begins anew has other names than those before.
                name = box.element.get("class", "table") + box.element.get("data-part", "")
                table = _Table(self._element_of(box), name)
                met[box.element] = table
            self._join(box, table)
        for table in met.values():
            self._heads(table)

    def _element_of(self, table: Any) -> Any:
        """The structure element of a table: three levels above any of its cells."""
        element = table.children[0].children[0].children[0].mark
        for _ in range(3):
            element = self.at(element["P"])
        return element

    def _join(self, box: Any, table: _Table) -> None:
        """Bring the rows of a fragment into the table's first one."""
        fragment = self._element_of(box)
        home = table.element
        for group in box.children:
            if not group.children:
                continue
            element = self.at(self.at(group.children[0].children[0].mark["P"])["P"])
            if group.is_header:
                if fragment is home:
                    self._columns(group, table)
                    if self._goes_on(table):
                        home["K"].remove(element.reference)
                continue  # of a repeated head nothing is led to any more
            kept = table.groups.setdefault(group.element, element)
            if kept is element and fragment is not home:
                element["P"] = home.reference
                home["K"].append(element.reference)
            for row in group.children:
                line = self.at(row.children[0].mark["P"])
                cells = tuple(cell.mark for cell in row.children)
                if row.element is table.last_row:
                    # A row that is taller than a page goes on: the cells do, too.
                    for first, more in zip(table.last_cells, cells, strict=True):
                        for kid in more["K"]:
                            if isinstance(kid, bytes):
                                self.at(kid)["P"] = first.reference
                            first["K"].append(kid)
                    continue
                if kept is not element:
                    line["P"] = kept.reference
                    kept["K"].append(line.reference)
                table.last_row, table.last_cells = row.element, cells
                table.rows.append(row)
        if fragment is not home:
            self._detach(fragment)

    def _columns(self, head: Any, table: _Table) -> None:
        """The heads of the columns; in a later part they are those of the first."""
        for row in head.children:
            for cell in row.children:
                name = f"{table.name}-column-{cell.grid_x}"
                identifier = self._identified(name, cell.mark, not self._goes_on(table))
                cell.mark["A"]["Scope"] = "/Column"
                for column in range(cell.grid_x, cell.grid_x + cell.colspan):
                    table.columns[column] = identifier

    def _goes_on(self, table: _Table) -> bool:
        """Whether a table is the list that the parts before have begun."""
        return not self.opens and table.name == LIST

    def _detach(self, element: Any) -> None:
        """Take an element out of the tree, and what is left empty by that."""
        parent = self.at(element["P"])
        parent["K"].remove(element.reference)
        if not parent["K"] and parent["S"] != "/Document":
            self._detach(parent)

    def _heads(self, table: _Table) -> None:
        """Scope and identifier for every head, and for every cell the heads it has."""
        import pydyf

        bands: dict[int, Any] = {}
        if self._goes_on(table):
            bands = {level: pydyf.String(f"{LIST}-{anchor}") for level, anchor in self.above}
        for number, row in enumerate(table.rows):
            level = int(row.element.get("data-level") or 0)
            own: list[Any] = []
            for cell in row.children:
                element = cell.mark
                element["A"].pop("Headers", None)
                element.pop("ID", None)
                if cell.element_tag != "th":
                    continue
                is_row = cell.element.get("scope") == "row"
                element["A"]["Scope"] = "/Row" if is_row else "/Column"
                # A band's cell has the anchor, so that its row can share its style.
                anchors = (one.element.get("id") for one in row.children)
                anchor = next((anchor for anchor in anchors if anchor), str(number))
                identifier = self._identified(f"{table.name}-{anchor}", element)
                if is_row:
                    own.append(identifier)
                else:
                    bands = {one: band for one, band in bands.items() if one < level}
                    bands[level] = identifier
            # What stands beside a band is told by the band, not by the column.
            beside_band = not own and any(cell.element_tag == "th" for cell in row.children)
            for cell in row.children:
                if cell.element_tag == "td":
                    head = None if beside_band else table.columns.get(cell.grid_x)
                    above = [head] if head else []
                    cell.mark["A"]["Headers"] = pydyf.Array([*above, *bands.values(), *own])

    def _identified(self, name: str, element: Any, listed: bool = True) -> Any:
        """Give an element a name of its own, the same in whichever part it stands."""
        import pydyf

        identifier = pydyf.String(name)
        element["ID"] = identifier
        if listed:
            self.ids[name] = element.reference
        return identifier

    # --- charts -----------------------------------------------------------------

    def _charts(self) -> None:
        """What says ``role="img"`` is a figure, and its words are the alternative."""
        for number, page in enumerate(self.document.pages):
            for box in page._page_box.descendants():
                if box.element_tag == "td" and hasattr(box, "mark"):
                    for child in box.children:
                        element = child.element
                        if element is not None and element.get("role") == "img":
                            self._chart(box.mark, child, number, page.height)

    def _chart(self, cell: Any, box: Any, page: int, height: float) -> None:
        import pydyf

        figure = self.at(cell["K"][0])
        contents = list(self._contents(figure))
        for _, element in contents:
            if element is not figure:
                element.clear()
        right, bottom = box.position_x + box.border_width(), box.position_y + box.border_height()
        corners = (box.position_x, height - bottom, right, height - box.position_y)
        figure.update(
            {
                "S": "/Figure",
                "Alt": pydyf.String(box.element.get("aria-label")),
                "A": pydyf.Dictionary(
                    {
                        "O": "/Layout",
                        "Placement": "/Block",
                        "BBox": pydyf.Array([corner * _POINTS for corner in corners]),
                    }
                ),
                "K": pydyf.Array([mark for mark, _ in contents]),
            }
        )
        parents = self._parents(page)
        for mark, _ in contents:
            parents[mark] = figure.reference

    def _contents(self, element: Any) -> Iterator[tuple[int, Any]]:
        """The marked content below an element, each with the element that holds it."""
        for kid in element["K"]:
            if isinstance(kid, int):
                yield kid, element
            else:
                yield from self._contents(self.at(kid))

    def _parents(self, page: int) -> Any:
        """The array that says which element each marked content of a page belongs to."""
        numbers = self.at(self.root["ParentTree"])["Nums"]
        return numbers[2 * page + 1]

    # --- artifacts --------------------------------------------------------------

    def _artifacts(self) -> None:
        """Text that no element of the tree holds is no content: margins, repeated heads."""
        import pydyf

        reached = set(self._reached())
        for number, page in enumerate(self.pdf.pages["Kids"][::3]):
            parents = self._parents(number)
            loose = [mark for mark, parent in enumerate(parents) if parent not in reached]
            if not loose:
                continue
            operations = self.at(self.pdf.objects[page]["Contents"]).stream
            wanted = set(loose)
            for place, operation in enumerate(operations):
                if operation == b"BDC" and operations[place - 1].get("MCID") in wanted:
                    operations[place - 2] = "/Artifact"
                    operations[place - 1] = pydyf.Dictionary({"Type": "/Pagination"})
            for mark in loose:
                parents[mark] = b"null"
        for thing in self.pdf.objects:
            if isinstance(thing, dict) and thing.get("Type") == "/StructElem":
                if thing.reference not in reached:
                    # Emptied, not freed: pydyf counts freed objects among those it writes.
                    thing.clear()

    def _simplify(self) -> None:
        """Empty elements go; spans go where their parent holds nothing but text.

        WeasyPrint makes one of every line, half of all that a reader has to walk through.
        Beside a link they stay, for readers take text and elements in two turns; and on
        another page than the parent, for they name the page.
        """
        import pydyf

        pages = self.pdf.pages["Kids"][::3]
        number_of = {self.pdf.objects[page].reference: n for n, page in enumerate(pages)}
        for reference in reversed(list(self._reached())):
            element = self.at(reference)
            if "K" not in element:
                continue
            kids = [kid for kid in element["K"] if not self._is_empty(kid)]
            spans = [self.at(kid) for kid in kids if isinstance(kid, bytes)]
            if spans and all(self._is_text(span, element.get("Pg")) for span in spans):
                parents = self._parents(number_of[element["Pg"]])
                held = [self.at(kid)["K"] if isinstance(kid, bytes) else [kid] for kid in kids]
                kids = [mark for marks in held for mark in marks]
                for mark in kids:
                    parents[mark] = reference
                for span in spans:
                    span.clear()
            element["K"] = pydyf.Array(kids)

    def _is_empty(self, kid: Any) -> bool:
        """Whether a line break has left nothing in an element that says nothing itself."""
        element = self.at(kid) if isinstance(kid, bytes) else {}
        return element.get("K") == [] and element["S"] in ("/Span", "/NonStruct", "/Div")

    def _is_text(self, element: Any, page: Any) -> bool:
        """Whether an element is a span of marked content on a page and no more."""
        return (
            element.get("S") == "/Span"
            and element["Pg"] == page
            and all(isinstance(kid, int) for kid in element["K"])
        )

    def _reached(self) -> Iterator[bytes]:
        """The elements of the tree, each before what it holds."""
        stack = [kid for kid in self.root["K"] if isinstance(kid, bytes)]
        while stack:
            reference = stack.pop()
            yield reference
            stack.extend(kid for kid in self.at(reference).get("K", ()) if isinstance(kid, bytes))

    # --- links and names --------------------------------------------------------

    def _links(self, links: Mapping[str, str]) -> None:
        import pydyf

        for thing in self.pdf.objects:
            if isinstance(thing, dict) and thing.get("Subtype") == "/Link":
                if "A" in thing:
                    thing["Dest"] = pydyf.String(thing.pop("A")["URI"].string.removeprefix(FAR))
                target = thing["Dest"].string
                thing["Contents"] = pydyf.String(links.get(target, target))
                thing["F"] = 4

    def _identifiers(self) -> None:
        import pydyf

        names = pydyf.Array()
        for name in sorted(self.ids):
            names.extend((pydyf.String(name), self.ids[name]))
        tree = pydyf.Dictionary({"Names": names})
        self.pdf.add_object(tree)
        self.root["IDTree"] = tree.reference


def tables(document: Document) -> Iterator[Any]:
    """The boxes of the tables, page by page: no table of the page stands in another."""
    from weasyprint.formatting_structure.boxes import BlockBox, TableBox

    for page in document.pages:
        waiting = [page._page_box]
        while waiting:
            box = waiting.pop()
            if isinstance(box, TableBox):
                yield box
            else:
                blocks = [child for child in box.children if isinstance(child, BlockBox | TableBox)]
                waiting += reversed(blocks)


def without_empty_resources(pdf: pydyf.PDF) -> None:
    """Empty dictionaries of resources are no fault, but PDF/A checkers stumble over them."""
    for thing in pdf.objects:
        if isinstance(thing, dict) and "ExtGState" in thing:
            for kind in ("Pattern", "Shading", "XObject", "ExtGState"):
                if kind in thing and not thing[kind]:
                    del thing[kind]
