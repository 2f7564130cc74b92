"""What stands round the rows: title, legend, counts, heads, notes; covers and editions."""

from __future__ import annotations

from pathlib import Path

import notation
import pytest
from comparecase import MEASURES, between, table

from guideline_docs.model.configuration import Bibliography, Configuration
from guideline_docs.workspace import load

LINES = (
    "【達成状況】",
    "【Ⅰ】<重点>｜優先して実施するもの｜2/2：済",
    "【Ⅱ-ア】｜中期的に実施するもの｜1/1：済",
    "【Ⅱ-イ】｜充実を図るもの｜1/1：未",
    "【Ⅲ】｜段階的に実施するもの｜1/1：済",
    "※ 令和6年3月31日現在",
    *MEASURES,
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2/2：済", "1/2：済", "changed 【Ⅰ】 legend: 【Ⅰ】<重点> 優先して実施するもの [-2-]{+1+}/2：済"),
        ("充実を図る", "継続する", "changed 【Ⅱ-イ】 legend: 【Ⅱ-イ】 [-充実を図る-]{+継続する+}もの 1/1：未"),
        ("令和6年3月31日", "令和7年3月31日", "changed  note: ※ 令和[-6-]{+7+}年3月31日現在"),
    ],
)
def test_lines_of_the_sheet(old: str, new: str, expected: str) -> None:
    text = notation.sheet(*LINES)
    assert text.count(old) == 1
    before, after = notation.guideline(text), notation.guideline(text.replace(old, new))
    assert [expected] == between(before, after)


def test_the_title_of_the_sheet() -> None:
    text = notation.sheet(*LINES)
    after = notation.guideline(text.replace(notation.TITLE, "施策の一覧"))
    found = between(notation.guideline(text), after)
    assert ["changed  title: [-具体施策の進捗状況一覧-]{+施策の一覧+}"] == found


def test_a_tier_that_the_legend_no_longer_has() -> None:
    text = notation.sheet(*LINES)
    line = next(each for each in text.split("\n") if each.startswith("【Ⅱ-イ】"))
    found = between(notation.guideline(text), notation.guideline(text.replace(f"{line}\n", "")))
    assert "removed 【Ⅱ-イ】 legend" == found[0].partition(":")[0]


def test_a_line_that_nobody_understands() -> None:
    found = between(table(), table(*MEASURES[:4], "未定のもの", *MEASURES[4:]))
    assert ["added  line: {+未定のもの+}"] == found


def test_blanks_and_empty_cells_are_nothing() -> None:
    text = notation.sheet(*LINES)
    wide = "\n".join(f"{line}\t\t" for line in text.split("\n"))
    assert [] == between(notation.guideline(text), notation.guideline(wide))
    assert [] == between(notation.guideline(text), notation.guideline(text.replace("\n", "\r\n")))


def test_a_row_that_repeats_another() -> None:
    again = "1｜会議室の開放（再掲）｜…｜…｜…｜…｜…"
    found = between(table(*MEASURES, again), table(*MEASURES, again.replace("再掲", "再掲、参考")))
    assert found


# --- the cover -----------------------------------------------------------------------------


def test_what_stands_on_the_cover(tmp_path: Path) -> None:
    old, new = (Configuration(bibliography=Bibliography(**facts)) for facts in (
        {"title": "第2期指針", "stage": "素案"},
        {"title": "第2期指針", "stage": "案", "date": "令和6年2月1日"},
    ))
    text = notation.sheet(*MEASURES)
    found = between(
        notation.guideline(text, configuration=old)._replace(configuration=old),
        notation.guideline(text, configuration=_with_file(new, tmp_path)),
    )
    expected = [
        "changed  guideline.stage: [-素案-]{+案+}",
        "changed  guideline.date: {+令和6年2月1日+}",
    ]
    assert expected == found


def _with_file(configuration: Configuration, folder: Path) -> Configuration:
    from guideline_docs.source.toml import TomlFile

    path = folder / "guideline.toml"
    path.write_text('[guideline]\nstage = "案"\ndate = "令和6年2月1日"\n', "utf-8")
    return configuration._replace(file=TomlFile(path, "guideline.toml"))


def test_the_place_of_a_setting_is_its_value(city: Path) -> None:
    settings = city / "sources" / "guideline.toml"
    old = load(str(city)).guideline
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('meeting       = ""', 'meeting       = "第3回審議会"'), "utf-8")
    from guideline_docs.compare import compare

    (change,) = compare(old, load(str(city)).guideline).changes
    assert ("guideline.meeting", "第3回審議会") == (change.field, change.place.text)
    line = text[: text.index("meeting ")].count("\n") + 1
    assert line == change.place.line


# --- the years before -------------------------------------------------------------------------


def years(folder: Path, *replaced: tuple[str, str], name: str = "progress-r4.txt") -> Path:
    import shutil

    shutil.copytree(Path(__file__).parents[1] / "cases" / "three-years" / "sources", folder)
    file = folder / name
    text = file.read_text("utf-8")
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")
    return folder


def test_an_edition_before_todays_is_compared_with_what_it_was(tmp_path: Path) -> None:
    old = load(str(years(tmp_path / "old"))).guideline
    new = load(str(years(tmp_path / "new", ("412人", "420人")))).guideline
    from guideline_docs.compare import compare

    (change,) = compare(old, new).changes
    assert ("results", "progress-r4.txt") == (change.field, Path(change.place.source.path).name)


def test_an_edition_that_came_is_told(tmp_path: Path) -> None:
    new = years(tmp_path / "new")
    old = years(tmp_path / "old")
    text = (old / "guideline.toml").read_text("utf-8")
    first = text.index("[[edition]]")
    second = text.index("[[edition]]", first + 1)
    (old / "guideline.toml").write_text(text[:first] + text[second:], "utf-8")
    (old / "progress-r3.txt").unlink()
    found = between(load(str(old)).guideline, load(str(new)).guideline)
    assert ["changed  edition"] == [each.partition(":")[0] for each in found]
