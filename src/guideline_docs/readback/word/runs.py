"""The text of a paragraph: words, fields by what they lead to, ruby; tracked changes taken.

A field is what it leads to; what it shows is the program's that showed it last, or what a
person typed over it, and stands beside. Tracked changes are taken as accepted, or those that are open as rejected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from guideline_docs.model.keys import OWN, Field, Ruby, Said, shown
from guideline_docs.readback.word.keys import Names
from guideline_docs.readback.word.package import w
from guideline_docs.readback.word.parts import Shown, Thing
from guideline_docs.readback.word.revisions import Revisions
from guideline_docs.source.expression import expression

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PUT_IN, _TAKEN_OUT = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
_AS_TEXT = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "",
}
_STRANGE = {
    w("drawing"): "図",
    w("pict"): "図形",
    w("object"): "埋め込み",
    w("footnoteReference"): "脚注",
    w("endnoteReference"): "文末脚注",
    w("sym"): "記号",
}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORDS = (w("t"), w("delText"), f"{_MATH}t")
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# What a person gives words; the looks of the template are styles.
_LOOKS = frozenset(w(name) for name in ("b", "i", "u", "strike", "dstrike", "highlight", "em"))
# What parts the paragraphs that a comment lies on.
_BREAK = "／"
_NONE = ("0", "false", "none", "off")
# What Word and LibreOffice show of a field whose goal is gone.
BROKEN = expression(r"\s*(?:エラー|Error)\s*[!:：！]")
_CONTENTS = "TOC"
_COUNTS = ("SEQ", "PAGEREF", "PAGE", "NUMPAGES", _CONTENTS)
_LEADS = expression(r'\s*(?:REF\s+"?(?P<ref>[^\s"]+)|HYPERLINK\s+(?:[^"]*\\l\s+)"?(?P<link>[^\s"]+))')


class OpenField:
    """A field that has begun: what it asks for, whether its result has begun, what that is."""

    def __init__(self, asks: str = "", shows: bool = False) -> None:
        self.asks, self.shows = asks, shows
        self.words = ""

    @property
    def verb(self) -> str:
        return (self.asks.split() or [""])[0]

    @property
    def counts(self) -> bool:
        """Whether it shows what a program has counted: a page, a table, the contents."""
        return self.verb in _COUNTS

    @property
    def is_contents(self) -> bool:
        return self.verb == _CONTENTS

    @property
    def bookmark(self) -> str:
        """What it leads to; empty where it is a page number, a count, a table of contents."""
        match = _LEADS.match(self.asks)
        name = (match["ref"] or match["link"] or "") if match else ""
        # What Word binds for a person (_Ref123) leads to nothing of ours: it is its words.
        return name if name.startswith(OWN) else ""

    @property
    def waits(self) -> bool:
        """Whether its words are known only when it has ended: a reference that Word bound for a
        person, which may be broken."""
        return self.verb == "REF" and not self.bookmark

    @property
    def shown(self) -> Shown:
        return Shown(self.words, self.verb == "REF", not self.shows)


class Told:
    """What is read of one paragraph as it goes on."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.keys: dict[str, None] = {}
        self.authors: dict[str, None] = {}
        self.comments: dict[str, None] = {}
        self.strange: dict[Thing, None] = {}
        self.formatted = ""
        self.shows: list[Shown] = []
        self.counts: list[Shown] = []
        self.contents = ""

    def add(self, said: Said) -> None:
        if isinstance(said, str) and self.said and isinstance(self.said[-1], str):
            self.said[-1] += said
        elif said != "":
            self.said.append(said)

    def add_field(self, field: Field, shown: Shown) -> None:
        if not shown.live and self.said and self.said[-1] == field:
            # Of a link that was parted.
            self.shows[-1] = self.shows[-1]._replace(words=self.shows[-1].words + shown.words)
            return
        self.said.append(field)
        self.shows.append(shown)


class Runs:
    """Reads one paragraph after the other; fields, ranges and controls go on over their ends."""

    def __init__(
        self, names: Names, revisions: Revisions, notes: Mapping[tuple[str, str], str] = {}
    ) -> None:
        """``notes`` are the words of footnotes and the like, by what refers to them."""
        self.names = names
        self.revisions = revisions
        self.notes = notes
        self.fields: list[OpenField] = []
        self.open_keys: dict[str, str] = {}
        """Identity of a bookmark that is open → its key."""
        self.own: dict[str, None] = {}
        """The keys whose ranges begin in this paragraph."""
        self.controls: list[str] = []
        """The keys of the controls that hold whole paragraphs, from the outermost."""
        self.quotes: dict[str, list[str]] = {}
        """Comment → the words it lies on."""
        self.open_comments: dict[str, None] = {}
        self.told = Told()

    def paragraph(self, element: Element) -> Told:
        self.told = told = Told()
        self.own = {}
        told.keys.update(dict.fromkeys(filter(None, self.controls)))
        told.keys.update(dict.fromkeys(self.open_keys.values()))
        told.comments.update(self.open_comments)
        for number in self.open_comments:
            self.quotes[number] += [_BREAK] if self.quotes[number] else []
        self._children(element)
        return told

    def between(self, element: Element) -> None:
        """What stands between paragraphs: ends of bookmarks and comments."""
        self._child(element)

    # --- one element ------------------------------------------------------------------------

    def _children(self, element: Element) -> None:
        for child in element:
            self._child(child)

    def _child(self, child: Element) -> None:
        tag = child.tag
        if tag == w("r"):
            self._run(child)
        elif tag in _PUT_IN or tag in _TAKEN_OUT:
            self.told.authors[self.revisions.author(child)] = None
            if self.revisions.stays(child, tag in _PUT_IN):
                self._children(child)
        elif tag == w("sdt"):
            self._control(child)
        elif tag == w("hyperlink"):
            self._link(child)
        elif tag == w("fldSimple"):
            self._simple_field(child)
        elif tag in (w("bookmarkStart"), w("bookmarkEnd")):
            self._bookmark(child)
        elif tag in (w("commentRangeStart"), w("commentRangeEnd")):
            self._comment_range(child)
        elif tag in (w("smartTag"), w("customXml")):
            self._children(child)
        elif tag == _ALTERNATE or (isinstance(tag, str) and tag.startswith(_MATH)):
            self._strange("図形" if tag == _ALTERNATE else "数式", child)

    def _control(self, control: Element) -> None:
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        if key := self.names.of_tag(tag.get(w("val"), "") if tag is not None else ""):
            self.told.keys[key] = None
        content = control.find(w("sdtContent"))
        if content is not None:
            self._children(content)

    def _link(self, link: Element) -> None:
        bookmark = link.get(w("anchor"), "")
        if bookmark.startswith(OWN):
            self._within(OpenField(f'HYPERLINK \\l "{bookmark}"', True), link)
        else:
            self._children(link)

    def _simple_field(self, element: Element) -> None:
        self._within(OpenField(element.get(w("instr"), ""), True), element)

    def _within(self, field: OpenField, element: Element) -> None:
        """A field that is one element; one that shows nothing any more was struck."""
        self.fields.append(field)
        self._children(element)
        self.fields.remove(field)
        if field.words or not field.bookmark:
            self._ended(field)

    def _ended(self, field: OpenField) -> None:
        if (outer := self._hidden_by()) is not None:
            self._show(outer, field.words if field.waits else "")
        elif field.bookmark:
            self.told.add_field(Field(field.bookmark), field.shown)
            self._quote(field.words)
        elif field.waits and BROKEN.match(field.words):
            self.told.strange[Thing("壊れた相互参照", field.words)] = None
        elif field.waits:
            self._add(field.words)
        elif field.counts and not field.is_contents:
            self.told.counts.append(field.shown)

    def _bookmark(self, element: Element) -> None:
        identity = element.get(w("id"), "")
        if element.tag == w("bookmarkEnd"):
            self.open_keys.pop(identity, None)
        elif key := self.names.of_bookmark(element.get(w("name"), "")):
            # A range that goes on over the beginning of another text has lost its end.
            self.open_keys = {mark: open for mark, open in self.open_keys.items() if open in self.own}
            self.open_keys[identity] = key
            self.own[key] = None
            self.told.keys[key] = None

    def _comment_range(self, element: Element) -> None:
        number = element.get(w("id"), "")
        if element.tag == w("commentRangeStart"):
            self.open_comments[number] = None
            self.told.comments[number] = None
            self.quotes.setdefault(number, [])
        else:
            self.open_comments.pop(number, None)

    # --- a run ------------------------------------------------------------------------------

    def _run(self, run: Element) -> None:
        looks = run.find(w("rPr"))
        if looks is not None and any(each.tag in _LOOKS and _is_set(each) for each in looks):
            self.told.formatted += "".join(words.text or "" for words in run.iter(w("t")))
        for part in run:
            tag = part.tag
            if tag == w("fldChar"):
                self._field_mark(part.get(w("fldCharType"), ""))
            elif tag in (w("instrText"), w("delInstrText")):
                if self.fields:
                    self.fields[-1].asks += part.text or ""
            elif tag in (w("t"), w("delText")):
                self._add(part.text or "")
            elif tag == w("br"):
                kind = part.get(w("type"), "textWrapping")
                self._add("\n" if kind == "textWrapping" else "")
            elif tag in _AS_TEXT:
                self._add(_AS_TEXT[tag])
            elif tag == w("ruby"):
                self._ruby(part)
            elif tag == w("commentReference"):
                number = part.get(w("id"), "")
                self.told.comments[number] = None
                self.quotes.setdefault(number, [])
            elif tag in _STRANGE:
                self._strange(_STRANGE[tag], part)
            elif tag == _ALTERNATE:
                self._strange("図形", part)

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(OpenField())
        elif kind == "separate" and self.fields:
            self.fields[-1].shows = True
        elif kind == "end" and self.fields:
            self._ended(self.fields.pop())

    def _ruby(self, ruby: Element) -> None:
        base, reading = (
            "".join(text.text or "" for text in _texts(ruby.find(w(name))))
            for name in ("rubyBase", "rt")
        )
        if any(True for name in ("ins", "del") for _ in ruby.iter(w(name))):
            # LibreOffice loses there what was changed beside the ruby.
            self.told.strange[Thing("ルビに掛かった変更履歴", base)] = None
        self._add(Ruby(base, reading) if reading else base)

    def _strange(self, kind: str, element: Element) -> None:
        """What no source can hold, with the words that stand in it."""
        words = self.notes.get((element.tag, element.get(w("id"), "")), "")
        # Of what programs write in two ways the first is the newer one.
        inner = next(iter(element), element) if element.tag == _ALTERNATE else element
        words = words or "".join(each.text or "" for each in inner.iter() if each.tag in _WORDS)
        self.told.strange[Thing(kind, " ".join(words.split()))] = None

    def _add(self, said: Said) -> None:
        """Words; those that a field shows which is known by what it leads to stand beside."""
        if self.fields and (field := self._hidden_by()) is not None:
            self._show(field, shown((said,)))
            return
        self.told.add(said)
        self._quote(shown((said,)))

    def _hidden_by(self) -> OpenField | None:
        """The outermost field that words belong to which stand here."""
        hides = (e for e in self.fields if not e.shows or e.bookmark or e.counts or e.waits)
        return next(hides, None)

    def _show(self, field: OpenField, words: str) -> None:
        if field.shows and field.is_contents:
            self.told.contents += words
        elif field.shows:
            field.words += words

    def _quote(self, words: str) -> None:
        for number in self.open_comments:
            self.quotes[number].append(words)


def _texts(element: Element | None) -> Iterable[Element]:
    return () if element is None else element.iter(w("t"))


def _is_set(element: Element) -> bool:
    return element.get(w("val"), "1") not in _NONE
