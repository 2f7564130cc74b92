"""Reading a .docx back: its outline in words, and what validators of the format do not see.

Nothing here knows how the file was made; lists are counted as Word counts them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)


@cache
def w(name: str) -> str:
    return f"{{{W}}}{name}"


VAL = w("val")


@cache
def _path(path: str) -> str:
    return "/".join(w(part) for part in path.split("/"))


def val(parent: etree._Element | None, path: str, default: str | None = None) -> str | None:
    found = None if parent is None else parent.find(_path(path))
    return default if found is None else found.get(VAL, default)


class WordFile:
    """One document with the parts that its body refers to."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = self.root("document")[0]
        styles = self.root("styles")
        self.styles = {style.get(w("styleId")): style for style in styles.iter(w("style"))}
        self._inherited: dict[tuple[str | None, str], str | None] = {}
        self.lists = _lists(self.root("numbering"))

    def root(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[f"word/{name}.xml"])

    def style_name(self, identity: str | None) -> str:
        return val(self.styles[identity], "name") if identity else "Normal"

    def inherited(self, identity: str | None, path: str) -> str | None:
        """What a style says, or the style that it is based on."""
        asked = identity, path
        if asked not in self._inherited:
            found = None
            while identity in self.styles and found is None:
                style = self.styles[identity]
                found = val(style, path)
                identity = val(style, "basedOn")
            self._inherited[asked] = found
        return self._inherited[asked]

    # --- the outline ------------------------------------------------------------

    def outline(self) -> list[str]:
        """``style | text``, a line a paragraph or row, with the numbers that lists print."""
        return list(self._outline())

    def _outline(self) -> Iterator[str]:
        for element, _ in self.blocks():
            if element.tag == w("tbl"):
                style = self.style_name(val(element, "tblPr/tblStyle"))
                for row in element.iter(w("tr")):
                    cells = [text(cell) for cell in row.iter(w("tc"))]
                    yield f"{style} | {' ／ '.join(cells)}"
            else:
                number = self.numbers.get(element, "")
                style = self.style_name(val(element, "pPr/pStyle"))
                yield f"{style} | {number + ' ' if number else ''}{text(element)}"

    def blocks(self) -> Iterator[tuple[etree._Element, int]]:
        """Paragraphs and tables of the body in order, with the section they stand in."""
        section = 0
        waiting = list(self.body)[::-1]
        while waiting:
            element = waiting.pop()
            if element.tag == w("sdt"):
                waiting.extend(list(element.find(w("sdtContent")))[::-1])
            elif element.tag in (w("p"), w("tbl")):
                yield element, section
                section += element.find(f"{w('pPr')}/{w('sectPr')}") is not None

    def of_style(self, name: str) -> list[str]:
        """The outline's lines of one style, without its name."""
        lines = (line.partition(" | ") for line in self.outline())
        return [words for style, _, words in lines if style == name]

    # --- lists --------------------------------------------------------------------

    @cached_property
    def numbers(self) -> dict[etree._Element, str]:
        """Paragraph → the number that its list prints before it."""
        counters: dict[str, dict[int, int]] = {}
        started: set[str] = set()
        printed = {}
        for paragraph in self.body.iter(w("p")):
            own = paragraph.find(_path("pPr/numPr"))
            style = val(paragraph, "pPr/pStyle")
            number = val(own, "numId") or self.inherited(style, "pPr/numPr/numId")
            if number in (None, "0"):
                continue
            abstract, levels, overrides = self.lists[number]
            said = val(own, "ilvl") or self.inherited(style, "pPr/numPr/ilvl") or "0"
            place = int(said)
            form, start, words = levels[place]
            counter = counters.setdefault(abstract, {})
            if number not in started and place in overrides:
                counter[place] = overrides[place]
                started.add(number)
            else:
                counter[place] = counter.get(place, start - 1) + 1
            for deeper in [level for level in counter if level > place]:
                del counter[deeper]
            if form != "bullet":
                shown = {"decimal": str, "aiueoFullWidth": lambda n: KANA[n - 1]}[form]
                printed[paragraph] = re.sub(
                    r"%(\d)",
                    lambda match, c=counter, f=shown: f(c.get(int(match[1]) - 1, 1)),
                    words,
                )
        return printed

    def labels(self) -> dict[str, str]:
        """Bookmark → the number of the paragraph it stands in."""
        return {
            mark.get(w("name")): self.numbers[paragraph]
            for paragraph in self.numbers
            for mark in paragraph.iter(w("bookmarkStart"))
        }

    # --- what is wrong ------------------------------------------------------------

    def faults(self) -> list[str]:
        """Everything that opens without complaint and is wrong all the same."""
        return [*self._links(), *self._pairs(), *self._fields(), *self._controls(), *self._shapes()]

    def _links(self) -> Iterator[str]:
        marks = [mark.get(w("name")) for mark in self.body.iter(w("bookmarkStart"))]
        for name, times in Counter(name.casefold() for name in marks).items():
            if times > 1:
                yield f"bookmark {name} {times} times"
        for name in marks:
            if not re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII):
                yield f"bookmark name {name}"
        for link in self.body.iter(w("hyperlink")):
            if link.get(w("anchor")) not in marks:
                yield f"link to {link.get(w('anchor'))}"
        labels = self.labels()
        for words, shown in self.fields():
            kind, _, rest = words.partition(" ")
            target = rest.split(" ")[0]
            if kind in ("REF", "PAGEREF") and target not in marks:
                yield f"{kind} to {target}"
            elif kind == "REF" and labels.get(target) != shown:
                yield f"REF {target} shows {shown}, the list prints {labels.get(target)}"

    def _pairs(self) -> Iterator[str]:
        for kind in ("bookmark", "commentRange"):
            opened = [e.get(w("id")) for e in self.body.iter(w(f"{kind}Start"))]
            closed = [e.get(w("id")) for e in self.body.iter(w(f"{kind}End"))]
            if sorted(opened) != sorted(closed) or len(set(opened)) != len(opened):
                yield f"{kind}: {opened} {closed}"
            if kind == "commentRange":
                known = []
                if "word/comments.xml" in self.parts:
                    known = [c.get(w("id")) for c in self.root("comments")]
                shown = [e.get(w("id")) for e in self.body.iter(w("commentReference"))]
                if not sorted(known) == sorted(opened) == sorted(shown):
                    yield f"comments {known}, ranges {opened}, marks {shown}"

    def fields(self) -> list[tuple[str, str]]:
        """(code, what it shows), nested ones inside out."""
        open_fields: list[list[str]] = []
        parts: list[int] = []
        done = []
        for element in self.body.iter(w("fldChar"), w("instrText"), w("t"), w("noBreakHyphen")):
            if element.tag == w("fldChar"):
                kind = element.get(w("fldCharType"))
                if kind == "begin":
                    open_fields.append(["", ""])
                    parts.append(0)
                elif kind == "separate":
                    parts[-1] = 1
                else:
                    if parts.pop() != 1:
                        done.append(("unseparated", ""))
                    code, shown = open_fields.pop()
                    done.append((" ".join(code.split()), shown))
            elif open_fields:
                words = "-" if element.tag == w("noBreakHyphen") else element.text or ""
                place = 0 if element.tag == w("instrText") else 1
                for field in open_fields:
                    field[place] += words if place or field is open_fields[-1] else ""
        return done + [("unended", "")] * len(open_fields)

    def _fields(self) -> Iterator[str]:
        yield from (code for code, _ in self.fields() if code in ("unseparated", "unended"))

    def _controls(self) -> Iterator[str]:
        tags: list[str] = []
        identities: list[str] = []
        for control in self.body.iter(w("sdt")):
            properties = control.find(w("sdtPr"))
            identities.append(val(properties, "id") or "")
            tag = val(properties, "tag")
            if tag is not None:
                tags.append(tag)
                if len(tag) > 64:
                    yield f"long tag {tag}"
            if not len(control.find(w("sdtContent"))):
                yield f"empty control {tag}"
        for names in (tags, identities):
            yield from (f"control {name} twice" for name, n in Counter(names).items() if n > 1)

    def _shapes(self) -> Iterator[str]:
        for paragraph in self.body.iter(w("p")):
            in_cell = paragraph.getparent().tag == w("tc")
            ends_section = paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
            holds = text(paragraph) or next(paragraph.iter(w("drawing")), None) is not None
            is_break = self.style_name(val(paragraph, "pPr/pStyle")) == "区切り"
            if not (in_cell or ends_section or holds or is_break):
                yield "empty paragraph"
        for table in self.body.iter(w("tbl")):
            columns = len(table.find(w("tblGrid")))
            for row in table.iter(w("tr")):
                spans = [int(val(cell, "tcPr/gridSpan", "1")) for cell in row.iter(w("tc"))]
                if sum(spans) != columns:
                    yield f"row of {sum(spans)} columns in a table of {columns}"
            for cell in table.iter(w("tc")):
                if cell[-1].tag != w("p"):
                    yield "cell without a last paragraph"


def text(element: etree._Element) -> str:
    """What stands on paper, without the numbers of lists; a line break is ⏎."""
    words = []
    for part in element.iter(w("t"), w("br"), w("tab"), w("noBreakHyphen")):
        if part.tag == w("t"):
            words.append(part.text or "")
        elif part.getparent().tag == w("r"):
            words.append({w("br"): "⏎", w("tab"): "⇥", w("noBreakHyphen"): "-"}[part.tag])
    return "".join(words)


def _lists(root: etree._Element) -> dict[str, tuple[str, dict, dict[int, int]]]:
    abstracts = {}
    for abstract in root.iter(w("abstractNum")):
        abstracts[abstract.get(w("abstractNumId"))] = {
            int(level.get(w("ilvl"))): (
                val(level, "numFmt"),
                int(val(level, "start", "1")),
                val(level, "lvlText"),
            )
            for level in abstract.iter(w("lvl"))
        }
    lists = {}
    for num in root.iter(w("num")):
        overrides = {
            int(override.get(w("ilvl"))): int(val(override, "startOverride"))
            for override in num.iter(w("lvlOverride"))
        }
        abstract = val(num, "abstractNumId")
        lists[num.get(w("numId"))] = (abstract, abstracts[abstract], overrides)
    return lists
