"""The parts of the .docx: those of the template, with what the draft puts in and adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lxml import etree

from guideline_docs.model.keys import BUILD, EDITION, PROGRAM
from guideline_docs.render.archive import Content, LongText, office_archive
from guideline_docs.render.word.chart import (
    CONTENT_TYPE,
    WORKBOOK_TYPE,
    C,
    chart_id,
    chart_parts,
    picture_id,
)
from guideline_docs.render.word.lists import Jump
from guideline_docs.render.word.origins import origins_xml, properties_xml
from guideline_docs.render.word.survey import Goal
from guideline_docs.render.word.template import Template
from guideline_docs.render.word.xml import W, w
from guideline_docs.render.xml import DECLARATION, R, escape
from guideline_docs.views.draft.parts import Chart, Draft, DraftRole, Picture
from guideline_docs.views.text import Remark

if TYPE_CHECKING:
    from docx.opc.part import Part

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CUSTOM = f"{_RELATED}/custom-properties"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_VML = "urn:schemas-microsoft-com:vml"
_LANGUAGE = "ja-JP"
_INITIALS = "GD"


class Package:
    """The template's package while it becomes the draft's."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.part = template.document.part
        self.package = self.part.package
        self.written: dict[str, Content] = {}
        """Part name → its content, where it is no longer the template's."""
        self.margins: set[str] = set()
        """What stands above and below the text of the pages."""
        # What an office once remarked in its template is no remark on this draft, and
        # the specimens' own figures are none of its.
        for identity, relation in list(self.part.rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind.startswith("comments") or kind in ("people", "chart", "image", "customXml"):
                del self.part.rels[identity]

    def document(self, xml: Iterable[bytes]) -> None:
        self.written[self.part.partname] = xml

    def numbering(self, jumps: Sequence[Jump]) -> None:
        """Add a list for every heading that does not follow the one before it."""
        if not jumps:
            return
        root = self._related("numbering").element
        place = max(index for index, child in enumerate(root) if child.tag == w("num")) + 1
        for jump in reversed(jumps):
            root.insert(
                place,
                etree.fromstring(
                    f'<w:num xmlns:w="{W}" w:numId="{jump.number}">'
                    f'<w:abstractNumId w:val="{jump.abstract}"/>'
                    f'<w:lvlOverride w:ilvl="{jump.place}">'
                    f'<w:startOverride w:val="{jump.start}"/></w:lvlOverride></w:num>'
                ),
            )

    def comments(self, told: Mapping[int, int], remarks: Mapping[int, Remark]) -> None:
        """Add the comments that the body opened."""
        if not told:
            return
        styles = self.template.styles
        text, mark = styles[DraftRole.COMMENT], styles[DraftRole.COMMENT_MARK]
        part = LongText()
        part.write(f'{DECLARATION}<w:comments xmlns:w="{W}">')
        for remark, number in told.items():
            part.write(
                f'<w:comment w:id="{number}" w:author="{PROGRAM}" w:initials="{_INITIALS}">'
                f"{_comment(remarks[remark], text, mark)}</w:comment>"
            )
        part.write("</w:comments>")
        kind = f"{_WORD}.comments+xml"
        self._add("/word/comments.xml", kind, f"{_RELATED}/comments", part, "gdComments")

    def charts(self, charts: Sequence[Chart]) -> None:
        """Add the charts that the body asked for, each with its figures as a workbook."""
        for number, chart in enumerate(charts, 1):
            data, figures = chart_parts(chart, self.template.chart)
            part = self._add(
                f"/word/charts/chart{number}.xml",
                CONTENT_TYPE,
                f"{_RELATED}/chart",
                data,
                chart_id(number),
            )
            book = self._part(f"/word/embeddings/chart{number}.xlsx", WORKBOOK_TYPE, figures)
            external = etree.fromstring(data).find(f"{{{C}}}externalData")
            if external is not None:
                part.rels.add_relationship(f"{_RELATED}/package", book, external.get(f"{{{R}}}id"))

    def pictures(self, pictures: Sequence[Picture]) -> None:
        for number, picture in enumerate(pictures, 1):
            self._add(
                f"/word/media/image{number}.{picture.kind}",
                f"image/{picture.kind}",
                f"{_RELATED}/image",
                picture.data,
                picture_id(number),
            )

    def origins(self, draft: Draft, goals: Mapping[str, Goal], author: str) -> None:
        """Add what is needed to lead edited text back to its source."""
        if not draft.origins:
            return
        data, build = origins_xml(draft, goals, self.margins, author)
        item = self._add(
            "/customXml/item1.xml", "application/xml", f"{_RELATED}/customXml", data, "gdOrigins"
        )
        properties = self._part(
            "/customXml/itemProps1.xml",
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
            properties_xml(data),
        )
        item.rels.add_relationship(f"{_RELATED}/customXmlProps", properties, "rId1")
        self._own_properties({EDITION: draft.edition, BUILD: build})

    def _own_properties(self, values: Mapping[str, str]) -> None:
        """Properties of the document beside those that the office's template has."""
        found = [each for each in self.package.rels.values() if each.reltype == _CUSTOM]
        if found:
            part = found[0].target_part
            root = etree.fromstring(part.blob)
        else:
            part = self._part("/docProps/custom.xml", _CUSTOM_TYPE, b"")
            self.package.rels.add_relationship(_CUSTOM, part, "gdCustom")
            root = etree.fromstring(f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}"/>')
        for name, value in values.items():
            for same in root.findall(f"{{{_PROPERTIES}}}property[@name='{name}']"):
                root.remove(same)
            # The first number that may be given is 2.
            last = max((int(each.get("pid", "1")) for each in root), default=1)
            own = etree.SubElement(root, f"{{{_PROPERTIES}}}property")
            own.attrib.update({"fmtid": _FORMAT, "pid": str(last + 1), "name": name})
            etree.SubElement(own, f"{{{_VALUES}}}lpwstr").text = value
        self.written[part.partname] = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    def page_marks(self, draft: Draft) -> None:
        """Fill the header and footer: ｛標題｝ and its like, also where Word cut them up.

        The watermark is a drawing in the header whose text is ｛透かし｝.
        """
        words = {"｛標題｝": draft.title, "｛段階｝": draft.stage, "｛資料番号｝": draft.number}
        for relation in self.part.rels.values():
            if relation.reltype.rpartition("/")[2] in ("header", "footer"):
                part = relation.target_part
                root = etree.fromstring(part.blob)
                _watermark(root, draft.watermark)
                for paragraph in root.iter(w("p")):
                    _fill(paragraph, words)
                    self.margins.add("".join(paragraph.itertext(w("t"))))
                self.written[part.partname] = etree.tostring(
                    root, xml_declaration=True, encoding="UTF-8", standalone=True
                )

    def properties(self, draft: Draft) -> None:
        """Title, author and language; no dates, which would differ from build to build."""
        xml = (
            f"{DECLARATION}<cp:coreProperties "
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(draft.title + draft.stage)}</dc:title>"
            f"<dc:creator>{escape(draft.author)}</dc:creator>"
            f"<dc:language>{_LANGUAGE}</dc:language></cp:coreProperties>"
        )
        # Asked for, a part that the template lacks is made.
        _ = self.package.core_properties
        self.written[self.package.part_related_by(_CORE).partname] = xml.encode()

    def data(self) -> bytes:
        """All parts in one file."""
        parts: dict[str, Content] = {}
        overrides = []
        for part in self.package.iter_parts():
            name = str(part.partname)
            parts[name[1:]] = self.written.get(part.partname) or part.blob
            overrides.append((name, part.content_type))
            if part.rels:
                parts[part.partname.rels_uri[1:]] = part.rels.xml
        parts["_rels/.rels"] = self.package.rels.xml
        parts["[Content_Types].xml"] = _content_types(overrides)
        return office_archive(parts)

    def _related(self, kind: str) -> Any:
        return next(
            relation.target_part
            for relation in self.part.rels.values()
            if relation.reltype.endswith(f"/{kind}")
        )

    def _part(self, name: str, content_type: str, data: Content) -> Part:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        part = Part(PackURI(name), content_type, b"", self.package)
        self.written[part.partname] = data
        return part

    def _add(self, name: str, content_type: str, kind: str, data: Content, identity: str) -> Part:
        """A part that the document refers to by ``identity``."""
        part = self._part(name, content_type, data)
        self.part.rels.add_relationship(kind, part, identity)
        return part


def _comment(remark: Remark, text: str, mark: str) -> str:
    """Code and message, then what to do, a paragraph each."""
    lines = [f"{remark.number}　{remark.code}　{remark.message}", remark.hint]
    paragraphs: list[str] = []
    for line in lines:
        if line:
            reference = (
                ""
                if paragraphs
                else (f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr><w:annotationRef/></w:r>')
            )
            paragraphs.append(
                f'<w:p><w:pPr><w:pStyle w:val="{text}"/></w:pPr>{reference}'
                f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
            )
    return "".join(paragraphs)


def _watermark(root: etree._Element, words: str) -> None:
    for picture in list(root.iter(w("pict"))):
        for text in picture.iter(f"{{{_VML}}}textpath"):
            if text.get("string") == "｛透かし｝":
                if words:
                    text.set("string", words)
                else:
                    run = picture.getparent()
                    run.getparent().remove(run)


def _fill(paragraph: etree._Element, words: Mapping[str, str]) -> None:
    texts = list(paragraph.iter(w("t")))
    for token, value in words.items():
        while (at := "".join(t.text or "" for t in texts).find(token)) >= 0:
            _replace(texts, at, at + len(token), value)


def _replace(texts: Sequence[etree._Element], start: int, end: int, value: str) -> None:
    """Replace what stands between two places of the joined texts."""
    at = 0
    for text in texts:
        words = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(words))
        at += len(words)
        if first < last:
            text.text = words[:first] + value + words[last:]
            value = ""


def _content_types(overrides: Sequence[tuple[str, str]]) -> bytes:
    entries = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in sorted(overrides)
    )
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
    ).encode()
