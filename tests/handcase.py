"""A hand in Word: what people do to a draft, done to its XML as Word would leave it.

Nothing here knows how what comes back is read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from copy import deepcopy

from lxml import etree
from wordfile import W, w

Element = etree._Element
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_EXTENDED = "word/commentsExtended.xml"
_THREADS = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_THREADS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_PREFIX = f'xmlns:w="{W}"'


def element(xml: str) -> Element:
    """``<w:p>…</w:p>`` as an element."""
    name = re.match(r"<([\w:]+)", xml)
    assert name
    return etree.fromstring(xml.replace(name[0], f"{name[0]} {_PREFIX}", 1))


def run(text: str, looks: str = "") -> Element:
    """A run of words; ``\\n`` is a break of a line, ``\\t`` a tab."""
    out = element(f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}</w:r>")
    for piece in re.split(r"([\n\t])", text):
        if piece in ("\n", "\t"):
            out.append(element("<w:br/>" if piece == "\n" else "<w:tab/>"))
        elif piece:
            words = element("<w:t/>")
            words.text = piece
            words.set(SPACE, "preserve")
            out.append(words)
    return out


def revision(kind: str, author: str, *inner: Element) -> Element:
    """``ins`` or ``del`` round runs, whose words are then deleted text."""
    out = element(f'<w:{kind} w:id="9000" w:author="{author}" w:date="2026-11-01T09:00:00Z"/>')
    for each in inner:
        for words in each.iter(w("t")) if kind == "del" else ():
            words.tag = w("delText")
        for words in each.iter(w("instrText")) if kind == "del" else ():
            words.tag = w("delInstrText")
        out.append(each)
    return out


class Hand:
    """A person at a draft."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])[0]

    def saved(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(
            self.body.getparent(), xml_declaration=True, encoding="UTF-8", standalone=True
        )
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(zipfile.ZipInfo(name), content)
        return data.getvalue()

    # --- where --------------------------------------------------------------------------------

    def control(self, key: str) -> Element:
        for tag in self.body.iter(w("tag")):
            if tag.get(w("val")) == f"gd:{key}":
                return tag.getparent().getparent()
        raise LookupError(key)

    def content(self, key: str) -> Element:
        found = self.control(key).find(w("sdtContent"))
        assert found is not None
        return found

    def paragraph(self, key: str) -> Element:
        """The paragraph that a key stands in; of several the last."""
        control = self.control(key)
        around = next(control.iterancestors(w("p")), None)
        return [*control.iter(w("p"))][-1] if around is None else around

    def saying(self, words: str) -> Element:
        """The first paragraph that says just this."""
        for each in self.body.iter(w("p")):
            if "".join(each.itertext(w("t"))) == words:
                return each
        raise LookupError(words)

    def cells(self, table: str, row: int) -> list[Element]:
        """The cells of a row of the table whose head row has such a cell (or whose row has)."""
        for each in self.body.iter(w("tbl")):
            rows = list(each.iter(w("tr")))
            heads = ["".join(cell.itertext(w("t"))) for cell in rows[0].iter(w("tc"))]
            if table in heads:
                return list(rows[row].iter(w("tc")))
        raise LookupError(table)

    # --- in a text ----------------------------------------------------------------------------

    def type(self, key: str, old: str, new: str) -> None:
        """Words within a text become others, in the run that they stand in."""
        for words in self.content(key).iter(w("t")):
            if old in (words.text or ""):
                words.text = words.text.replace(old, new, 1)
                return
        raise LookupError(old)

    def overtype(self, key: str, text: str, looks: str = "") -> None:
        """All of a text becomes another."""
        content = self.content(key)
        content[:] = [run(text, looks)]

    def append(self, key: str, *inner: Element) -> None:
        self.content(key).extend(inner)

    def track(self, key: str, old: str, new: str, author: str = "係長") -> None:
        """The same under 変更履歴."""
        for words in self.content(key).iter(w("t")):
            if old and old in (words.text or ""):
                before, _, after = words.text.partition(old)
                holder = words.getparent()
                around = holder.getparent()
                at = around.index(holder)
                pieces = [run(before)] if before else []
                pieces.append(revision("del", author, run(old)))
                if new:
                    pieces.append(revision("ins", author, run(new)))
                pieces += [run(after)] if after else []
                around[at : at + 1] = pieces
                return
        raise LookupError(old)

    def enter(self, key: str, behind: str) -> None:
        """Enter within a text: the control then holds two whole paragraphs."""
        paragraph, control = self.paragraph(key), self.control(key)
        content = self.content(key)
        second = deepcopy(paragraph)
        for mark in [*second.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        pieces = list(content)
        at = next(n for n, piece in enumerate(pieces) if behind in "".join(piece.itertext(w("t"))))
        before, found, after = "".join(pieces[at].itertext(w("t"))).partition(behind)
        properties = paragraph.find(w("pPr"))
        inner = second.find(w("sdt"))
        assert inner is not None
        second.remove(inner)
        second.extend(
            [run(after), *map(deepcopy, pieces[at + 1 :])]
            if after
            else map(deepcopy, pieces[at + 1 :])
        )
        marks = [each for each in paragraph if each.tag in (w("bookmarkStart"), w("bookmarkEnd"))]
        first = element("<w:p/>")
        first.extend([deepcopy(properties)] if properties is not None else [])
        first.append(marks[0])
        first.extend([*pieces[:at], run(before + found)])
        second.append(marks[1])
        content[:] = [first, second]
        paragraph.getparent().replace(paragraph, control)

    def join(self, key: str, other: str) -> None:
        """Delete at the end of a text: the next one goes on in its paragraph."""
        first, second = self.paragraph(key), self.paragraph(other)
        for each in list(second):
            if each.tag != w("pPr"):
                first.append(each)
        second.getparent().remove(second)

    # --- paragraphs ---------------------------------------------------------------------------

    def style_of(self, key: str) -> str:
        style = self.paragraph(key).find(f"{w('pPr')}/{w('pStyle')}")
        assert style is not None
        return style.get(w("val"), "")

    def put_in(self, key: str, text: str, like: str = "", author: str = "") -> Element:
        """A new paragraph behind a text, in the style of another one."""
        new = element(f'<w:p><w:pPr><w:pStyle w:val="{self.style_of(like or key)}"/></w:pPr></w:p>')
        if author:
            properties = new[0]
            mark = element("<w:rPr/>")
            mark.append(revision("ins", author))
            properties.append(mark)
            new.append(revision("ins", author, run(text)))
        else:
            new.append(run(text))
        around = self.paragraph(key)
        if self.control(key) in around.iterancestors():
            around = self.control(key)
        around.addnext(new)
        return new

    def strike(self, *keys: str) -> None:
        for key in keys:
            paragraph = self.paragraph(key)
            paragraph.getparent().remove(paragraph)

    def strike_tracked(self, key: str, author: str = "係長") -> None:
        paragraph = self.paragraph(key)
        content = self.content(key)
        content[:] = [revision("del", author, *list(content))]
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = element("<w:pPr/>")
            paragraph.insert(0, properties)
        mark = element("<w:rPr/>")
        mark.append(revision("del", author))
        properties.append(mark)

    def move(self, key: str, behind: str) -> None:
        """Cut and pasted with its control."""
        paragraph = self.paragraph(key)
        paragraph.getparent().remove(paragraph)
        self.paragraph(behind).addnext(paragraph)

    def copy(self, key: str, behind: str, bare: bool = False) -> Element:
        """Copied and pasted; ``bare``: as text, as Word for the web does."""
        paragraph = deepcopy(self.paragraph(key))
        for mark in [*paragraph.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        if bare:
            for control in [*paragraph.iter(w("sdt"))]:
                content = control.find(w("sdtContent"))
                assert content is not None
                for each in content:
                    control.addprevious(each)
                control.getparent().remove(control)
        self.paragraph(behind).addnext(paragraph)
        return paragraph

    # --- beside -------------------------------------------------------------------------------

    def comment(
        self, start: Element, text: str, author: str = "委員", end: Element | None = None
    ) -> int:
        """A comment on the whole of a paragraph, or from one to another."""
        root = etree.fromstring(self.parts["word/comments.xml"])
        number = 5000 + len(root)
        root.append(
            element(
                f'<w:comment w:id="{number}" w:author="{author}" w:date="2026-11-02T10:00:00Z">'
                f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
            )
        )
        self.parts["word/comments.xml"] = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8"
        )
        at = 1 if len(start) and start[0].tag == w("pPr") else 0
        start.insert(at, element(f'<w:commentRangeStart w:id="{number}"/>'))
        last = start if end is None else end
        last.append(element(f'<w:commentRangeEnd w:id="{number}"/>'))
        last.append(element(f'<w:r><w:commentReference w:id="{number}"/></w:r>'))
        return number

    def reply(self, number: int, text: str, author: str = "係長") -> int:
        """An answer to a comment, as Word keeps it: a comment of its own at the same words."""
        start = next(e for e in self.body.iter(w("commentRangeStart")) if e.get(w("id")) == str(number))
        end = next(e for e in self.body.iter(w("commentReference")) if e.get(w("id")) == str(number))
        around = start.getparent()
        assert around is not None
        holder = end.getparent()
        assert holder is not None
        own = self.comment(element("<w:p/>"), text, author)
        start.addnext(element(f'<w:commentRangeStart w:id="{own}"/>'))
        holder.addnext(element(f'<w:r><w:commentReference w:id="{own}"/></w:r>'))
        holder.addnext(element(f'<w:commentRangeEnd w:id="{own}"/>'))
        self._extended(own, f' w15:paraIdParent="{self._paragraph_of(number)}"')
        return own

    def resolve(self, number: int) -> None:
        self._extended(number, ' w15:done="1"')

    def _paragraph_of(self, number: int) -> str:
        """The identity of the last paragraph of a comment, which it gets where it has none."""
        root = etree.fromstring(self.parts["word/comments.xml"])
        name = f"{{{_W14}}}paraId"
        [comment] = [each for each in root if each.get(w("id")) == str(number)]
        last = [*comment.iter(w("p"))][-1]
        if last.get(name) is None:
            last.set(name, f"{0x10000000 + number:08X}")
        self.parts["word/comments.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        return last.get(name, "")

    def _extended(self, number: int, says: str) -> None:
        """An entry of the part that knows of threads and what is done."""
        if _EXTENDED not in self.parts:
            self.parts[_EXTENDED] = f'<w15:commentsEx xmlns:w15="{_W15}"></w15:commentsEx>'.encode()
            self._joined(
                "word/_rels/document.xml.rels",
                f'<Relationship Id="rIdThreads" Type="{_THREADS}" Target="commentsExtended.xml"/>',
            )
            self._joined(
                "[Content_Types].xml",
                f'<Override PartName="/{_EXTENDED}" ContentType="{_THREADS_TYPE}"/>',
            )
        entry = f'<w15:commentEx w15:paraId="{self._paragraph_of(number)}"{says}/>'
        self._joined(_EXTENDED, entry)

    def footnote(self, key: str, text: str) -> None:
        """A footnote at the end of a text, with the part that Word makes for it."""
        notes = "".join(
            f'<w:footnote w:id="{number}"{kind}><w:p><w:r>{words}</w:r></w:p></w:footnote>'
            for number, kind, words in (
                (-1, ' w:type="separator"', "<w:separator/>"),
                (0, ' w:type="continuationSeparator"', "<w:continuationSeparator/>"),
                (1, "", f"<w:t>{text}</w:t>"),
            )
        )
        self.parts["word/footnotes.xml"] = f"<w:footnotes {_PREFIX}>{notes}</w:footnotes>".encode()
        self._joined(
            "word/_rels/document.xml.rels",
            f'<Relationship Id="rIdNotes" Type="{_NOTES}" Target="footnotes.xml"/>',
        )
        self._joined(
            "[Content_Types].xml",
            f'<Override PartName="/word/footnotes.xml" ContentType="{_NOTES_TYPE}"/>',
        )
        self.append(key, element('<w:r><w:footnoteReference w:id="1"/></w:r>'))

    def _joined(self, part: str, xml: str) -> None:
        """An element of the same namespace put in at the end of a part."""
        data = self.parts[part]
        at = data.rindex(b"</")
        self.parts[part] = data[:at] + xml.encode() + data[at:]

    def without(self, *names: str) -> None:
        """Parts that a program drops, with what leads to them."""
        for part in [each for each in self.parts if each.startswith(names)]:
            del self.parts[part]
        for rels in [each for each in self.parts if each.endswith(".rels")]:
            root = etree.fromstring(self.parts[rels])
            for each in list(root):
                if any(name.split("/")[-1] in each.get("Target", "") for name in names):
                    root.remove(each)
            self.parts[rels] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        for each in list(types):
            if each.get("PartName", "").lstrip("/").startswith(names):
                types.remove(each)
        self.parts["[Content_Types].xml"] = etree.tostring(
            types, xml_declaration=True, encoding="UTF-8"
        )


Act = Callable[[Hand], object]


def by_hand(data: bytes, acts: Iterable[Act]) -> bytes:
    """A draft after somebody has worked on it."""
    hand = Hand(data)
    for act in acts:
        act(hand)
    return hand.saved()
