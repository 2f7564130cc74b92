"""Tables of Word documents: text as it stands on paper when all changes are accepted."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from packages import package

from guideline_docs.source.workbook import CellText, Merged, Worksheet, read_workbook
from guideline_docs.source.workbook.numbering import spelled

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def row(*cells: str, properties: str = "") -> str:
    """A row of these cells; what is no markup is a paragraph."""
    written = (f"<w:tc>{cell if cell.startswith('<w:') else p(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{properties}{''.join(written)}</w:tr>"


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}{r(text)}</w:p>" if text else "<w:p/>"


def r(text: str, font: str = "") -> str:
    return f"<w:r><w:rPr>{font}</w:rPr><w:t>{text}</w:t></w:r>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def read(folder: Path, body: str, **parts: str) -> list[Worksheet]:
    """The tables of a document with this body, and with these other parts."""
    names = {f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{text}</w:{name}>' for name, text in parts.items()}
    relations = "".join(
        f'<Relationship Id="r{name}" Type="http://x/relationships/{name}" Target="{name}.xml"/>' for name in parts
    )
    path = folder / "一覧.docx"
    path.write_bytes(
        package(
            {
                "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode(),
                "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>".encode(),
                **{name: text.encode() for name, text in names.items()},
            }
        )
    )
    return read_workbook(path)


def test_tables_are_called_by_their_order_and_placed_by_row_and_column(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("前の文")
    for rows in ([["鑑", "x"]], [["No", "内容"], ["1", "研修\n会"], ["2", ""]]):
        made = document.add_table(0, 2)
        for cells in rows:
            for cell, text in zip(made.add_row().cells, cells, strict=True):
                cell.text = text
    document.save(tmp_path / "一覧.docx")
    first, second = read_workbook(tmp_path / "一覧.docx")
    assert ("表1", "鑑\tx\n") == (first.name, first.text)
    assert ("表2", 'No\t内容\n1\t"研修\n会"\n2\t\n') == (second.name, second.text)
    assert "表2 2行 B" == second.place(1, 1)
    assert (1, 2, 3) == second.rows and ("A", "B") == second.columns and second.in_document


def test_merged_cells_keep_the_places_of_the_others(tmp_path: Path) -> None:
    down, more = "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>", "<w:tcPr><w:vMerge/></w:tcPr>"
    wide = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
    (told,) = read(
        tmp_path,
        table(
            row(wide + p("題"), "担当課"),
            row("1", "a", down + p("企画課")),
            row("2", "b", more + p("")),
            row("3", properties="<w:trPr><w:gridBefore w:val='2'/></w:trPr>"),
        ),
    )
    assert told.text == "題\t\t担当課\n1\ta\t企画課\n2\tb\t\n\t\t3\n"
    assert told.merged == (Merged(2, 1, 2),)


def test_changes_are_taken_as_accepted_and_what_was_deleted_is_told(tmp_path: Path) -> None:
    gone = "<w:trPr><w:del w:id='9' w:author='x'/></w:trPr>"
    deleted = "<w:del><w:r><w:delText>旧い</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{r('去る')}</w:moveFrom><w:moveTo>{r('来る')}</w:moveTo>"
    (told,) = read(
        tmp_path,
        table(
            row("No", "内容"),
            row("1", f"<w:p>{r('前')}<w:ins>{r('新しい')}</w:ins>{deleted}</w:p>"),
            row("2", f"<w:p>{moved}</w:p>"),
            row("3", "消えた行", properties=gone),
            f"<w:ins>{row('4', '足した行')}</w:ins>",
        ),
    )
    assert told.text == "No\t内容\n1\t前新しい\n2\t来る\n\n4\t足した行\n"
    assert told.deleted == (
        *(CellText("B2", "旧い"), CellText("B3", "去る")),
        *(CellText("A4", "3"), CellText("B4", "消えた行")),
    )


def test_two_paragraphs_are_one_where_the_mark_between_them_is_deleted(tmp_path: Path) -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    (told,) = read(tmp_path, table(row("1", p("前", mark) + p("後") + p("次"))))
    assert told.text == '1\t"前後\n次"\n'


KEPT = "<w:strike w:val='0'/>"


def test_what_is_struck_hidden_or_read_aloud_is_no_text(tmp_path: Path) -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{r('きょうどう')}</w:rt><w:rubyBase>{r('協働')}</w:rubyBase></w:ruby></w:r>"
    )
    (told,) = read(
        tmp_path,
        table(
            row(
                "1",
                f"<w:p>{ruby}{r('旧', '<w:strike/>')}{r('残', KEPT)}"
                f"{r('秘', '<w:vanish/>')}<w:r><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t></w:r></w:p>",
            )
        ),
    )
    assert (told.text, told.struck) == ('1\t"協働残 x\ny"\n', (CellText("B1", "旧"),))


def test_a_table_in_a_cell_is_text_of_the_cell(tmp_path: Path) -> None:
    inner = table(row("ア", "イ"), row("ウ", p("エ")))
    (told,) = read(tmp_path, table(row("1", p("前") + inner + p("後"))))
    assert told.text == '1\t"前\nア\nイ\nウ\nエ\n後"\n'


def test_what_stands_in_controls_is_read_and_pictures_are_not(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtContent><w:tc>{p('値')}</w:tc></w:sdtContent></w:sdt>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{table(row('箱'))}</w:txbxContent></w:pict></w:r>{r('字')}</w:p>"
    whole = f"<w:sdt><w:sdtContent>{table(f'<w:tr>{control}</w:tr>', row(box))}</w:sdtContent></w:sdt>"
    (told,) = read(tmp_path, whole)
    assert told.text == "値\n字\n"


LISTS = (
    "<w:abstractNum w:abstractNumId='0'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='aiueoFullWidth'/><w:lvlText w:val='%1-(%2)'/></w:lvl>"
    "</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='0'/>"
    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>"
)
STYLES = "<w:style w:styleId='No'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"


def listed(number: int, level: int = 0) -> str:
    return f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr></w:pPr>"


def test_numbers_that_word_counts_are_text(tmp_path: Path) -> None:
    own = "<w:pPr><w:pStyle w:val='No'/></w:pPr>"
    none = "<w:pPr><w:pStyle w:val='No'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>"
    (told,) = read(
        tmp_path,
        p("前の項", listed(1))
        + table(
            row(f"<w:p>{own}</w:p>", p("研修", listed(1, 1))),
            row(f"<w:p>{own}</w:p>", p("交流", listed(1, 1))),
            row(f"<w:p>{listed(2)}</w:p>", p("x", none)),
        ),
        numbering=LISTS,
        styles=STYLES,
    )
    assert told.text == "2\t2-(ア) 研修\n3\t3-(ア) 交流\n7\tx\n"


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (12, "decimalFullWidth", "１２"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "aiueo", "ｲ"),
        (3, "irohaFullWidth", "ハ"),
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (28, "upperLetter", "BB"),
        (12, "japaneseCounting", "十二"),
        (5, "decimalZero", "05"),
        (5, "unheard-of", "5"),
    ],
)
def test_numbers_of_lists_are_spelled_as_word_does(number: int, form: str, text: str) -> None:
    assert spelled(number, form) == text


def test_a_document_without_tables_has_none(tmp_path: Path) -> None:
    assert [] == read(tmp_path, p("文"))
