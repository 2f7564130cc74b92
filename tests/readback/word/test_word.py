"""What is read of a Word file: its words, whose they are, and what nobody can hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from packages import package
from wordfile import W

from guideline_docs.model.keys import Field, Ruby
from guideline_docs.readback.word import read_returned
from guideline_docs.readback.word.parts import Paragraph, Returned, Table

ORIGINS = (
    '<origins xmlns="urn:guideline-docs:origins" edition="e" build="b"><source name="a.txt" sha256="0"/>'
    '<text tag="gd:text-1-1:text" source="0" line="3">一<number of="gd_chapter_2"/></text>'
    '<text tag="gd:text-1-2:text" line="5">二</text></origins>'
)
RELATIONS = (
    '<Relationships xmlns="r"><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def read(tmp_path: Path, body: str, accepted_only: bool = False) -> Returned:
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    parts = {
        "_rels/.rels": RELATIONS,
        "word/document.xml": document,
        "customXml/item1.xml": ORIGINS,
    }
    data = package({name: text.encode() for name, text in parts.items()})
    (tmp_path / "a.docx").write_bytes(data)
    return read_returned(tmp_path / "a.docx", accepted_only=accepted_only)


def one(tmp_path: Path, inner: str, accepted_only: bool = False) -> Paragraph:
    [block] = read(tmp_path, f"<w:p>{inner}</w:p>", accepted_only).blocks
    assert isinstance(block, Paragraph)
    return block


def field(instruction: str, shown: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    asks = f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
    return f"{mark('begin')}{asks}{mark('separate')}<w:r><w:t>{shown}</w:t></w:r>{mark('end')}"


@pytest.mark.parametrize(
    "inner, said",
    [
        ("<w:r><w:t>一</w:t></w:r><w:r><w:t>二</w:t></w:r>", ("一二",)),
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/></w:r>", ("一\t二\n",)),
        ("<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>", ("-",)),
        (field("REF gd_chapter_2 \\n \\h", "第9章"), (Field("gd_chapter_2"),)),
        (field('HYPERLINK \\l "gd_measure_2"', "No.2"), (Field("gd_measure_2"),)),
        (field("REF _Ref123 \\r", "第2章"), ("第2章",)),
        (field("REF _Ref123 \\r", "エラー! 参照元が見つかりません。"), ()),
        (field("PAGEREF gd_chapter_2", "3"), ()),
        ('<w:fldSimple w:instr=" REF gd_chapter_2 "><w:r><w:t>9</w:t></w:r></w:fldSimple>', (Field("gd_chapter_2"),)),
        ('<w:hyperlink w:anchor="gd_chapter_2"><w:r><w:t>9</w:t></w:r></w:hyperlink>', (Field("gd_chapter_2"),)),
        ('<w:hyperlink w:anchor="other"><w:r><w:t>9</w:t></w:r></w:hyperlink>', ("9",)),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>い</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            (Ruby("一", "い"),),
        ),
    ],
)
def test_words_are_read_as_what_they_mean(inner: str, said: object, tmp_path: Path) -> None:
    assert said == one(tmp_path, inner).said


CHANGED = (
    "<w:r><w:t>一</w:t></w:r>"
    '<w:del w:author="甲"><w:r><w:delText>二</w:delText></w:r></w:del>'
    '<w:ins w:author="乙"><w:r><w:t>三</w:t></w:r></w:ins>'
)


def test_tracked_changes_are_taken_as_accepted_or_as_rejected(tmp_path: Path) -> None:
    taken = one(tmp_path, CHANGED)
    assert (("一三",), ("甲", "乙")) == (taken.said, taken.authors)
    assert ("一二",) == one(tmp_path, CHANGED, accepted_only=True).said


def test_a_paragraph_whose_end_was_taken_out_goes_on_with_the_next(tmp_path: Path) -> None:
    first = '<w:p><w:pPr><w:rPr><w:del w:author="甲"/></w:rPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p>'
    body = first + "<w:p><w:r><w:t>二</w:t></w:r></w:p>"
    assert [("一二",)] == [block.said for block in read(tmp_path, body).blocks]  # type: ignore[union-attr]
    apart = read(tmp_path, body, accepted_only=True).blocks
    assert [("一",), ("二",)] == [block.said for block in apart]  # type: ignore[union-attr]


def mark(number: int, key: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="gd_{key}"/>'


def test_a_key_is_read_off_a_tag_or_a_bookmark(tmp_path: Path) -> None:
    tag = '<w:sdt><w:sdtPr><w:tag w:val="gd:text-1-1:text"/></w:sdtPr><w:sdtContent/></w:sdt>'
    assert ("text-1-1:text",) == one(tmp_path, tag).keys
    end = '<w:bookmarkEnd w:id="1"/>'
    assert ("text-1-2:text",) == one(tmp_path, mark(1, "text_1_2_text") + end).keys


def test_a_range_that_has_lost_its_end_goes_on_over_nothing_else(tmp_path: Path) -> None:
    def paragraph(inner: str) -> str:
        return f"<w:p>{inner}<w:r><w:t>語</w:t></w:r></w:p>"

    table = f"<w:tbl><w:tr><w:tc>{paragraph('')}</w:tc></w:tr></w:tbl>"
    body = paragraph(mark(1, "text_1_1_text")) + table + paragraph("")
    first, inner, last = read(tmp_path, body).blocks
    assert isinstance(inner, Table)
    assert [("text-1-1:text",), (), ()] == [each.keys for each in (first, *inner.paragraphs, last)]  # type: ignore[union-attr]
    body = paragraph(mark(1, "text_1_1_text")) + paragraph(mark(2, "text_1_2_text")) + paragraph("")
    last = read(tmp_path, body).blocks[-1]
    assert ("text-1-2:text",) == last.keys  # type: ignore[union-attr]


def test_what_no_source_can_hold_is_named(tmp_path: Path) -> None:
    things = one(tmp_path, "<w:r><w:drawing/><w:footnoteReference/></w:r>").strange
    assert ["図", "脚注"] == [each.kind for each in things]
    box = "<w:r><w:pict><w:p><w:r><w:t>箱の</w:t></w:r><w:r><w:t>言葉</w:t></w:r></w:p></w:pict></w:r>"
    assert (("図形", "箱の言葉"),) == one(tmp_path, box).strange
    looks = "<w:r><w:rPr><w:b/><w:i w:val='0'/></w:rPr><w:t>太</w:t></w:r><w:r><w:t>細</w:t></w:r>"
    assert "太" == one(tmp_path, looks).formatted


def test_the_file_says_what_was_sent(tmp_path: Path) -> None:
    origins = read(tmp_path, "").origins
    assert ("e", "b") == (origins.edition, origins.build)
    first, second = origins.texts.values()
    assert (("一", Field("gd_chapter_2")), "a.txt", 3) == (first.said, first.source, first.line)
    assert ("二", "a.txt", 5) == (second.said[0], second.source, second.line)
