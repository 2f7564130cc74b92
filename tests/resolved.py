"""Tracked changes resolved as the standard says, by nothing that knows how they were made.

Accepted, what is in ``w:del`` is dropped and what is in ``w:ins`` stays; a row goes with the
mark in its properties; a paragraph whose end is gone is one with the next. Rejected, the
other way round.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree
from wordfile import W, WordFile, text, w

_COUNTED = ("REF", "SEQ")


def resolved(data: bytes, accept: bool) -> bytes:
    """The file with all changes accepted or rejected, and its numbers brought up to date."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    _resolve(root, *(("del", "ins") if accept else ("ins", "del")), accept)
    parts["word/document.xml"] = etree.tostring(root)
    parts["word/document.xml"] = etree.tostring(_renewed(WordFile(_zipped(parts))))
    return _zipped(parts)


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _resolve(root: etree._Element, dropped: str, kept: str, accept: bool) -> None:
    _rows(root, dropped, kept)
    for change in list(root.iter(w("pPrChange"))):
        properties = change.getparent()
        properties.remove(change)
        if not accept:
            section = properties.find(w("sectPr"))
            own = properties.find(w("rPr"))
            properties[:] = list(change[0]) + [each for each in (own, section) if each is not None]
    _ends(root, dropped, kept)
    for gone in list(root.iter(w(dropped))):
        gone.getparent().remove(gone)
    for stays in list(root.iter(w(kept))):
        parent = stays.getparent()
        place = parent.index(stays)
        parent[place : place + 1] = list(stays)
    for struck in root.iter(w("delText"), w("delInstrText")):
        struck.tag = w("t") if struck.tag == w("delText") else w("instrText")


def _rows(root: etree._Element, dropped: str, kept: str) -> None:
    for row in list(root.iter(w("tr"))):
        properties = row.find(w("trPr"))
        if properties is None:
            continue
        if properties.find(w(dropped)) is not None:
            row.getparent().remove(row)
        for mark in properties.findall(w(kept)):
            properties.remove(mark)
    for table in list(root.iter(w("tbl"))):
        if table.find(w("tr")) is None:
            table.getparent().remove(table)


def _ends(root: etree._Element, dropped: str, kept: str) -> None:
    """Paragraphs whose ends are gone go into the next, which has its own properties."""
    joined = []
    for paragraph in root.iter(w("p")):
        marks = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        if marks is None:
            continue
        if marks.find(w(dropped)) is not None:
            joined.append(paragraph)
        marks.getparent().remove(marks)
    for paragraph in joined:
        content = [part for part in paragraph if part.tag != w("pPr")]
        following = paragraph.getnext()
        if following is None or following.tag == w("sectPr"):
            continue  # the last end of all cannot go
        paragraph.getparent().remove(paragraph)
        if following is not None and following.tag == w("p"):
            at = 1 if following.find(w("pPr")) is not None else 0
            following[at:at] = content
        else:
            # Before a table there is nothing to go into; a paragraph that is gone leaves nothing.
            for part in content:
                assert part.tag != w("r"), "words would be lost"
                assert part.tag in (w(dropped), *_MARKS) or not text(part), "words would be lost"


_MARKS = tuple(w(name) for name in ("bookmarkStart", "bookmarkEnd"))


def _renewed(file: WordFile) -> etree._Element:
    """The document with what its fields print now: headings' numbers, tables counted."""
    labels, counted = file.labels(), {}
    for paragraph in file.body.iter(w("p")):
        for code, shown in _fields(paragraph):
            kind, target, *_ = code.split()
            if kind == "REF" and target in labels:
                value = labels[target]
            elif kind == "SEQ":
                counted[target] = counted.get(target, 0) + 1
                value = str(counted[target])
            else:
                continue
            shown[0].text = value
            for rest in shown[1:]:
                rest.text = ""
    return file.body.getparent()


def _fields(paragraph: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """The code of each field and the texts that show what it says."""
    code, shown, state = "", [], ""
    for part in paragraph.iter(w("fldChar"), w("instrText"), w("t")):
        if part.tag == w("fldChar"):
            state = part.get(w("fldCharType"))
            if state == "begin":
                code, shown = "", []
            elif state == "end" and shown:
                yield code, shown
        elif part.tag == w("instrText"):
            code += part.text or ""
        elif state == "separate":
            shown.append(part)


def marked(data: bytes) -> int:
    """How many characters are marked as inserted or deleted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return sum(
        len(part.text or "")
        for change in root.iter(w("ins"), w("del"))
        for part in change.iter(w("t"), w("delText"))
    )


def revision_faults(data: bytes) -> list[str]:
    """What validators of the format do not see of tracked changes."""
    return list(_faults(WordFile(data)))


def _faults(file: WordFile) -> Iterator[str]:
    numbers = [
        part.get(w("id"))
        for name in ("ins", "del", "pPrChange", "bookmarkStart", "commentRangeStart")
        for part in file.body.iter(w(name))
    ]
    yield from (f"w:id {number} twice" for number, n in Counter(numbers).items() if n > 1)
    for change in file.body.iter(w("ins"), w("del")):
        if not change.get(w("author")) or change.get(w("date")):
            yield f"author or date of {etree.tostring(change)[:80]!r}"
        if change.getparent().tag not in (w("rPr"), w("trPr")) and not len(change):
            yield "empty mark"
        inner = {part.tag for part in change.iter()} - {change.tag}
        wrong = {w("ins"), w("del"), w("hyperlink"), w("sdt")} & inner
        if change.tag == w("del"):
            wrong |= {w("t"), w("instrText")} & inner
        yield from (f"{part} in {change.tag}" for part in sorted(wrong))
    for struck in file.body.iter(w("delText")):
        if not any(parent.tag == w("del") for parent in struck.iterancestors()):
            yield f"delText {struck.text} outside"
    for row in file.body.iter(w("tr")):
        mark = row.find(f"{w('trPr')}/{w('ins')}"), row.find(f"{w('trPr')}/{w('del')}")
        if any(each is not None for each in mark):
            controls = list(row.iter(w("sdt")))
            yield from ["control in a row that came or is gone"] * len(controls)
            kind = "ins" if mark[0] is not None else "del"
            for paragraph in row.iter(w("p")):
                if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w(kind)}") is None:
                    yield "the end of a paragraph in a marked row"
            for words in row.iter(w("t"), w("delText")):
                if not any(parent.tag == w(kind) for parent in words.iterancestors()):
                    yield f"{words.text} in a marked row"


assert W  # the namespace that all of this is about
