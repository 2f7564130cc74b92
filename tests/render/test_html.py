"""The page for the web, read as a file."""

from __future__ import annotations

import re
from pathlib import Path

import notation
import pytest
from htmlpage import Page
from notation import category, row, subsection

from guideline_docs.failure import CannotRun
from guideline_docs.render import html
from guideline_docs.render.templates import Templates, packaged
from guideline_docs.views.progress_screen import progress_screen
from guideline_docs.views.progress_table import progress_table

TEMPLATES = Templates()


def screen(sheet: str, final: bool = False, templates: Templates = TEMPLATES) -> str:
    source = notation.source(sheet)
    wording = templates.wording()
    table = progress_table(
        notation.guideline(source), notation.diagnostics(source), wording, final
    )
    return html.render(progress_screen(table, wording), templates).decode()


@pytest.fixture(scope="module")
def text(real_sheet: str) -> str:
    return screen(real_sheet)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_the_same_view_gives_the_same_bytes(text: str, real_sheet: str) -> None:
    assert text == screen(real_sheet)


def test_nothing_is_asked_of_a_network(text: str, page: Page) -> None:
    assert not [e for e in page.all if "src" in e or e["tag"] in ("link", "iframe", "object")]
    assert all(e["href"].startswith("#") for e in page.find("a"))
    assert "url(" not in re.sub(r"/\*.*?\*/", "", page.find("style")[0]["text"], flags=re.DOTALL)
    policy = next(e["content"] for e in page.find("meta") if "http-equiv" in e)
    assert policy.startswith("default-src 'none'")
    assert "http" not in text.replace("http-equiv", "")


def test_headings_go_down_step_by_step(page: Page) -> None:
    levels = [int(e["tag"][1]) for e in page.all if re.fullmatch("h[1-6]", e["tag"])]
    assert [1, 2, 2, 2] == levels


def test_every_name_is_there_once_and_every_link_leads_somewhere(page: Page) -> None:
    names = [e["id"] for e in page.all if "id" in e]
    assert len(names) == len(set(names))
    assert {e["href"][1:] for e in page.find("a")} <= set(names)
    for element in page.all:
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            assert element.get(attribute, names[0]) in names


def test_every_measure_is_a_row_with_its_values(page: Page) -> None:
    rows = [e for e in page.of_class("measure") if e["tag"] == "tr"]
    assert [f"measure-{n}" for n in range(1, 24)] == [e["id"] for e in rows]
    sixth = rows[5]
    assert ("category-3", "Ⅱ-ア", "未", "promotion") == tuple(
        sixth[f"data-{name}"] for name in ("category", "tier", "status", "move")
    )
    assert not [e for e in rows if "hidden" in e]


def test_heads_have_scopes_and_rows_have_roles(page: Page) -> None:
    assert all(e.get("scope") in ("col", "row", "rowgroup") for e in page.find("th"))
    assert all(e.get("role") == "row" for e in page.find("tr"))
    assert all(e.get("role") == "cell" for e in page.find("td"))


def test_filters_offer_what_there_is_and_wait_for_the_script(page: Page) -> None:
    form = page.find("form")[0]
    assert "hidden" in form
    offered = [e["text"] for e in page.find("option")]
    assert "（3）情報の提供に関すること（7件）" in offered
    assert {"Ⅰ（6件）", "未（7件）", "昇格（6件）", "完了→新たな取組（2件）"} <= set(offered)
    assert 4 == offered.count("すべて")


def test_final_pages_have_no_marks(real_sheet: str) -> None:
    page = Page(screen(real_sheet, final=True))
    assert [] == page.of_class("mark")
    assert [] == page.of_class("remarks")


def test_unknown_words_are_found_under_others() -> None:
    page = Page(screen(notation.sheet(row(1, status="継続中"), row(2))))
    assert "" == page.find("tr", id="measure-1")[0]["data-status"]
    assert "その他（1件）" in [e["text"] for e in page.find("option", value="-")]


@pytest.mark.parametrize(
    "evil",
    ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\" onload=\"x", "{{ 7*7 }}", "</style>"],
)
def test_source_text_is_text(evil: str) -> None:
    sheet = notation.sheet(
        f"【{evil}】｜{evil}", category(1, evil), subsection("ア", evil), row(1, title=evil, results=evil, status=evil)
    )
    page = Page(screen(sheet))
    assert 1 == len(page.find("script"))
    assert 1 == len(page.find("style"))
    assert [] == page.find("img")
    assert not [e for e in page.all if any(name.startswith("on") for name in e)]
    cells = [e["text"] for e in page.find("td", **{"data-head": "実績"})]
    assert [evil] == cells


@pytest.mark.parametrize(
    ("name", "added", "told"),
    [
        ("progress_screen.css", "\np { background: url(x.png) }", "ほかのファイルは使えません"),
        ("progress_screen.css", "\n@import 'x.css';", "ほかのファイルは使えません"),
        ("progress_screen.css", "\n</STYLE>", "</style は書けません"),
        ("progress_screen.js", "\n'</script>'", "</script は書けません"),
    ],
)
def test_templates_that_would_break_the_page_are_refused(
    tmp_path: Path, name: str, added: str, told: str
) -> None:
    text = (packaged() / name).read_text(encoding="utf-8") + added
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CannotRun) as error:
        screen(notation.sheet(row(1)), templates=Templates([tmp_path]))
    assert f"{tmp_path.as_posix()}/{name}" in str(error.value)
    assert told in str(error.value)


def test_classes_of_the_page_are_known_to_its_style(page: Page) -> None:
    style = page.find("style")[0]["text"]
    known = set(re.findall(r"\.([a-z][\w-]*)", style))
    used = {name for e in page.all for name in (e.get("class") or "").split()}
    assert used <= known


def test_lines_that_are_no_measures_are_rows_of_the_table() -> None:
    lines = (row(1), "覚え書きを残しておく", "一｜冊子｜【Ⅰ】｜済", "（担当：市民課）", row(3))
    page = Page(screen(notation.sheet(*lines), final=True))
    across = [e for e in page.of_class("across")]
    assert [("across stray", "覚え書きを残しておく"), ("across", "（担当：市民課）")] == [
        (e["class"], e["text"]) for e in across
    ]
    (lost,) = page.find("tr", id="stray-1")
    assert "measure stray" == lost["class"]
    assert [] == [name for name in lost if name.startswith("data-")]


def test_columns_are_those_of_the_sheet() -> None:
    page = Page(screen(notation.sheet("No｜内容｜施策の実施｜担当課", "1｜研修｜済｜協働課")))
    heads = [e["text"] for e in page.find("th", scope="col")][-4:]
    assert ["No", "内容", "施策の実施", "担当課"] == heads
    assert {"4"} == {e["colspan"] for e in page.find("th", scope="rowgroup")}
    assert ["協働課"] == [e["text"] for e in page.find("td", **{"data-head": "担当課"})]
    assert ["filter-category", "filter-status"] == [e["id"] for e in page.find("select")]
