"""``draft.docx`` as the renderer sees it: styles by name, lists, specimens, sections.

Everything is looked up before anything is written, and all that is missing is told
in one message.
"""

from __future__ import annotations

import io
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from lxml import etree

from guideline_docs.failure import CannotRun
from guideline_docs.render.templates import Templates
from guideline_docs.render.word.chart import ChartSpecimen, read_chart
from guideline_docs.render.word.xml import W, w
from guideline_docs.render.xml import R
from guideline_docs.views.draft.parts import HEADINGS, OF_VERSIONS, DraftRole, SectionKind

if TYPE_CHECKING:
    from docx.document import Document

_CHARACTERS = (
    DraftRole.LINK,
    DraftRole.UNRESOLVED,
    DraftRole.PLACEHOLDER,
    DraftRole.TIER,
    DraftRole.COMMENT_MARK,
    DraftRole.CHANGED,
    DraftRole.FIELD,
)
_TABLES = tuple(role for role in DraftRole if role.endswith("_table"))
_NUMBERED = (*HEADINGS, DraftRole.MEASURE)
_KINDS = {"paragraph": "段落", "character": "文字", "table": "表"}

# What Word calls its own styles in a Japanese office → what it writes into the file.
_BUILT_IN = {
    "標準": "normal",
    "本文": "body text",
    "表題": "title",
    "副題": "subtitle",
    "図表番号": "caption",
    "目次の見出し": "toc heading",
    "コメント文字列": "annotation text",
    "コメント参照": "annotation reference",
    "ハイパーリンク": "hyperlink",
    **{f"見出し {level}": f"heading {level}" for level in range(1, 10)},
    **{f"目次 {level}": f"toc {level}" for level in range(1, 10)},
}


class Styles:
    """The styles of the file, by id and by the name that staff see."""

    def __init__(self, root: Any) -> None:
        self.by_id: dict[str, Any] = {}
        self._by_name: dict[str, Any] = {}
        self._defaults = {
            "pPr": root.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}"),
            "rPr": root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"),
        }
        for style in root.iter(w("style")):
            self.by_id[style.get(w("styleId"))] = style
            name = style.find(w("name"))
            if name is not None:
                self._by_name[_folded(name.get(w("val")))] = style

    def named(self, name: str) -> Any:
        """The style of a name: as it is written, or as Word shows its own ones."""
        style = self._by_name.get(_folded(name))
        return self._by_name.get(_BUILT_IN.get(name, "")) if style is None else style

    def said(self, style: Any, part: str, *path: str, attribute: str = "") -> Any:
        """The nearest element at a path: the style's own, its base's, the document's.

        With ``attribute`` the nearest element that has it.
        """
        steps = "/".join(w(name) for name in path)
        places = [one.find(w(part)) for one in self._chain(style)]
        places.append(self._defaults.get(part))
        for place in places:
            element = None if place is None else place.find(steps)
            if element is not None and (not attribute or element.get(w(attribute)) is not None):
                return element
        return None

    def _chain(self, style: Any) -> Iterator[Any]:
        seen = set()
        while style is not None and style.get(w("styleId")) not in seen:
            seen.add(style.get(w("styleId")))
            yield style
            based = style.find(w("basedOn"))
            style = None if based is None else self.by_id.get(based.get(w("val")))


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: what Word prints before a paragraph of its style."""

    abstract: int
    place: int
    start: int
    form: str
    text: str
    element: Any
    """The ``w:lvl`` itself."""


_NARROWEST = 660
"""Room for 「No.23」 or three kanji in small type."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A table of the template whose properties and columns are taken over."""

    properties: str
    """The XML of ``w:tblPr``, open for a title and a description at its end."""
    widths: tuple[int, ...]
    total: bool
    """Its last row looks like a sum."""

    def columns(
        self, places: Sequence[int], needs: Mapping[int, int] = MappingProxyType({})
    ) -> tuple[int, ...]:
        """Widths for the columns at ``places``, as wide together as the specimen.

        Those beyond its last one are as wide as that or as its columns are on the whole,
        and take half of the table together; all give way for them, but none becomes too
        narrow for a word. The widest gives way to one that needs more, as ``needs`` holds.
        """
        total, known = sum(self.widths), len(self.widths)
        beyond = sum(place >= known for place in places) or 1
        further = min(self.widths[-1], total // known, max(total // 2 // beyond, _NARROWEST))
        wanted = [self.widths[place] if place < known else further for place in places]
        least = min(_NARROWEST, total // len(wanted), *wanted)
        # What each has above the least is shared out anew.
        above = [width - least for width in wanted]
        left, asked = total - least * len(wanted), sum(above) or 1
        scaled = [least + width * left // asked for width in above]
        scaled[-1] += total - sum(scaled)
        for column, need in needs.items():
            widest = max(range(len(scaled)), key=scaled.__getitem__)
            lacking = need - scaled[column]
            if 0 < lacking < scaled[widest] // 2 and widest != column:
                scaled[column] += lacking
                scaled[widest] -= lacking
        return tuple(scaled)


@dataclass(slots=True)
class Template:
    """What is known of the file; ``document`` is python-docx's hold on its parts."""

    file: str
    document: Document
    style_sheet: Styles
    styles: Mapping[DraftRole, str]
    """Role → style id."""
    levels: Mapping[DraftRole, Level]
    lists_used: int
    """The highest number of a list that is in use."""
    outline: Mapping[DraftRole, int]
    """Role of a heading → its level in the outline, from 0."""
    specimens: Mapping[DraftRole, Specimen]
    chart: ChartSpecimen
    sections: Mapping[SectionKind, str]
    sizes: Mapping[DraftRole, int]
    """Role → its type size in half-points."""


def read_template(
    templates: Templates, name: str, without: Container[DraftRole] = OF_VERSIONS
) -> Template:
    """Open the template; nothing is asked of it for roles that the document is ``without``.

    Raises CannotRun with everything that it lacks.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    data = templates.bytes(name)
    file = templates.path(name).as_posix()
    try:
        document = docx.Document(io.BytesIO(data))
    # What python-docx and zipfile raise for a file that is no Word document is no one thing.
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise CannotRun(f"{file}: Word の文書（.docx）として開けません（{error}）") from None
    wording = templates.wording()
    names = wording.tables.get("styles")
    return _Reader(file, document, wording.file, names, without).template()


class _Reader:
    """One look at the template; ``faults`` gathers what it lacks."""

    def __init__(
        self,
        file: str,
        document: Document,
        wording: str,
        names: object,
        without: Container[DraftRole],
    ) -> None:
        self.file = file
        self.roles = [role for role in DraftRole if role not in without]
        self.document = document
        self.wording = wording
        self.names = names if isinstance(names, Mapping) else {}
        self.faults: list[str] = []
        self.styles = Styles(document.styles.element)

    def template(self) -> Template:
        self._ask_for_names()
        found = {role: style for role in self.roles if (style := self._style(role)) is not None}
        styles = {role: style.get(w("styleId")) for role, style in found.items()}
        specimens = dict(self._specimens(styles))
        sections = dict(self._sections())
        levels = dict(self._levels(found))
        chart = read_chart(self.document.part)
        if chart is None:
            self.faults.append("グラフの見本がありません")
        if self.faults or chart is None:
            raise CannotRun(f"{self.file}: " + "、".join(self.faults))
        return Template(
            file=self.file,
            document=self.document,
            style_sheet=self.styles,
            styles=styles,
            levels=levels,
            lists_used=max(self._list_numbers(), default=0),
            outline=dict(self._outline(found)),
            specimens=specimens,
            chart=chart,
            sections=sections,
            sizes={role: self._size(style) for role, style in found.items()},
        )

    def _ask_for_names(self) -> None:
        lacking = [role for role in self.roles if not isinstance(self.names.get(role), str)]
        if lacking:
            keys = "、".join(f"「{role}」" for role in lacking)
            raise CannotRun(f"{self.wording}: [styles] に {keys} がありません")

    def _style(self, role: DraftRole) -> Any:
        kind = "table" if role in _TABLES else "paragraph"
        kind = "character" if role in _CHARACTERS else kind
        name = self.names[role]
        style = self.styles.named(name)
        if style is None:
            self.faults.append(f"{_KINDS[kind]}スタイル「{name}」がありません")
        elif style.get(w("type"), "paragraph") != kind:
            self.faults.append(f"スタイル「{name}」が{_KINDS[kind]}のスタイルではありません")
        else:
            return style
        return None

    # --- what the styles say --------------------------------------------------------

    def _outline(self, found: Mapping[DraftRole, Any]) -> Iterator[tuple[DraftRole, int]]:
        for role, style in found.items():
            level = self.styles.said(style, "pPr", "outlineLvl")
            if level is not None:
                yield role, int(level.get(w("val")))

    def _size(self, style: Any) -> int:
        size = self.styles.said(style, "rPr", "sz")
        return 20 if size is None else int(float(size.get(w("val"))))

    # --- lists --------------------------------------------------------------------

    def _levels(self, found: Mapping[DraftRole, Any]) -> Iterator[tuple[DraftRole, Level]]:
        root = self._numbering()
        lists = {}
        abstracts = {}
        if root is not None:
            lists = {num.get(w("numId")): num for num in root.iter(w("num"))}
            abstracts = {
                abstract.get(w("abstractNumId")): abstract
                for abstract in root.iter(w("abstractNum"))
            }
        for role in _NUMBERED:
            if role not in found:
                continue
            level = self._level(found[role], lists, abstracts)
            if level is None:
                self.faults.append(f"スタイル「{self.names[role]}」に番号のリストがありません")
            else:
                yield role, level

    def _level(
        self, style: Any, lists: Mapping[str, Any], abstracts: Mapping[str, Any]
    ) -> Level | None:
        number = self.styles.said(style, "pPr", "numPr", "numId")
        num = lists.get(number.get(w("val"))) if number is not None else None
        if num is None:
            return None
        identity = num.find(w("abstractNumId")).get(w("val"))
        said = self.styles.said(style, "pPr", "numPr", "ilvl")
        place = said.get(w("val")) if said is not None else "0"
        for level in abstracts[identity].iter(w("lvl")):
            if level.get(w("ilvl")) == place:
                return Level(
                    abstract=int(identity),
                    place=int(place),
                    start=int(_value(level, "start", "1")),
                    form=_value(level, "numFmt", "decimal"),
                    text=_value(level, "lvlText", "%1"),
                    element=level,
                )
        return None

    def _numbering(self) -> Any:
        for relation in self.document.part.rels.values():
            if relation.reltype.endswith("/numbering"):
                return relation.target_part.element
        return None

    def _list_numbers(self) -> Iterator[int]:
        root = self._numbering()
        if root is not None:
            for num in root.iter(w("num")):
                yield int(num.get(w("numId")))

    # --- specimens and sections ---------------------------------------------------

    def _specimens(self, styles: Mapping[DraftRole, str]) -> Iterator[tuple[DraftRole, Specimen]]:
        found: dict[str, Any] = {}
        for table in self.document.element.body.iter(w("tbl")):
            style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
            if style is not None:
                found.setdefault(style.get(w("val")), table)
        for role in _TABLES:
            if role not in styles:
                continue
            table = found.get(styles[role])
            if table is None:
                self.faults.append(f"表「{self.names[role]}」の見本がありません")
                continue
            columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
            properties = table.find(w("tblPr"))
            for name in ("tblCaption", "tblDescription", "tblPrChange"):
                for element in properties.findall(w(name)):
                    properties.remove(element)
            written = _written(properties).removesuffix("</w:tblPr>")
            look = properties.find(w("tblLook"))
            total = look is not None and look.get(w("lastRow")) in ("1", "true")
            yield role, Specimen(written, tuple(int(c.get(w("w"))) for c in columns), total)

    def _sections(self) -> Iterator[tuple[SectionKind, str]]:
        """The first section is the cover's, the next upright one the text's."""
        found = list(self.document.element.body.iter(w("sectPr")))
        turned = [section for section in found if _is_turned(section)]
        upright = [section for section in found if not _is_turned(section)]
        if not upright:
            self.faults.append("縦のページのセクションがありません")
        if not turned:
            self.faults.append("横のページのセクションがありません")
        if upright and turned:
            yield SectionKind.FRONT, _written(upright[0])
            yield SectionKind.UPRIGHT, _written(upright[min(1, len(upright) - 1)])
            yield SectionKind.TURNED, _written(turned[0])


def _folded(name: str) -> str:
    return name.strip().casefold()


def _is_turned(section: Any) -> bool:
    size = section.find(w("pgSz"))
    return size is not None and size.get(w("orient")) == "landscape"


def _value(parent: Any, name: str, default: str) -> str:
    element = parent.find(w(name))
    return default if element is None else element.get(w("val"), default)


def _written(element: Any) -> str:
    """An element as it stands inside our own root, which declares the namespaces."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    for prefix, uri in ((p, u) for p, u in element.nsmap.items() if u in (W, R)):
        text = text.replace(f' xmlns:{prefix}="{uri}"', "")
    return text
