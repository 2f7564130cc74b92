"""What an editor offers and explains in guideline.toml and accepted.toml."""

from __future__ import annotations

from pathlib import Path

import pytest
from program import ROOT, copied

from guideline_docs import load
from guideline_docs.model.configuration import Bibliography, DraftOptions
from guideline_docs.model.inquiry_settings import InquirySettings
from guideline_docs.model.settings import SETTINGS
from guideline_docs.render.hover import text
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.form import Form
from guideline_docs.source.span import SourceText
from guideline_docs.source.toml_places import Part, standing
from guideline_docs.views.settings import Choice, ChoiceKind, choices, meaning

SKELETON = ROOT / "templates" / "project" / "sources"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return load(str(copied(tmp_path_factory.mktemp("city")) / "sources"))


def at(written: str, name: str = "guideline.toml") -> tuple[SourceText, int]:
    """A text with ｜ where the pointer is."""
    return SourceText(f"sources/{name}", written.replace("｜", "")), written.index("｜")


def offered(written: str, city: Snapshot | None = None, name: str = "guideline.toml") -> list[Choice]:
    return choices(*at(written, name), city)


def labels(written: str, city: Snapshot | None = None, name: str = "guideline.toml") -> list[str]:
    return [each.label for each in offered(written, city, name)]


def taken(written: str, label: str, city: Snapshot | None = None, name: str = "guideline.toml") -> str:
    """The text with a choice taken, and ｜ where one goes on writing."""
    (one,) = [each for each in offered(written, city, name) if each.label == label]
    source, start, end = one.span
    made = one.text[: one.caret] + "｜" + one.text[one.caret :]
    return source.text[:start] + made + source.text[end:]


# --- one declaration ------------------------------------------------------------------------


def test_every_key_says_what_it_means() -> None:
    def silent(form: Form) -> list[str]:
        keys = [f"{form.heading} {name}" for name, key in form.keys.items() if not key.said]
        return keys + [each for inner in form.inside.values() for each in silent(inner)]

    assert [] == [each for form in SETTINGS.values() for each in silent(form)]
    assert all(form.said for form in SETTINGS.values())


def test_the_keys_are_what_is_read() -> None:
    assert Bibliography._fields == tuple(SETTINGS["guideline"].keys)
    assert DraftOptions._fields == tuple(SETTINGS["draft"].keys)
    assert InquirySettings._fields[:-1] == tuple(SETTINGS["inquiry"].keys)
    assert Bibliography().stage in SETTINGS["guideline"].keys["stage"].words


def test_headings_are_those_of_their_tables() -> None:
    assert list(SETTINGS) == [form.heading.strip("[]") for form in SETTINGS.values()]


def test_the_skeleton_of_a_project_names_no_word_that_is_not_taken() -> None:
    """Every key of its examples, too: 「#」 before a line is all that is between."""
    written = (SKELETON / "guideline.toml").read_text("utf-8")
    lines = [line.removeprefix("# ").strip() for line in written.splitlines()]
    for heading in ("[columns]", "[[level]]", "[measure]", "[inquiry]", "[[status]]", "[style]"):
        form = SETTINGS[heading.strip("[]")]
        start = lines.index(heading) + 1
        keys = []
        for line in lines[start:]:
            if line.startswith("["):
                break
            if " = " in line and not line.startswith("#"):
                keys.append(line.partition(" = ")[0].strip())
        assert keys and [] == [key for key in keys if key not in form.keys]


# --- what can be written --------------------------------------------------------------------


def test_the_tables_are_offered_that_may_begin() -> None:
    every = ["[guideline]", "[sources]", "[paper]", "[columns]", "[[column]]", "[[status]]"]
    assert every == labels("｜")[:6]
    assert "[guideline]" not in labels("[guideline]\n｜") and "[[level]]" in labels("[[level]]\n｜")
    assert "[paper]\n[[level]]｜\n" == taken("[paper]\n[[le｜\n", "[[level]]")


def test_a_key_is_offered_with_its_value_left_to_write() -> None:
    assert '[guideline]\ntitle = "｜"' == taken("[guideline]\nti｜", "title")
    assert '[columns]\nstatus = ["｜"]' == taken("[columns]\n｜", "status")
    assert "[draft]\nwatermark = ｜" == taken("[draft]\n｜", "watermark")
    assert '[[level]]\nmark｜ = "1"' == taken('[[level]]\nma｜ = "1"', "mark")
    assert '[[status]]\nword = "済"\ndone = ｜' == taken('[[status]]\nword = "済"\n｜', "done")
    assert "word" in labels('[[status]]\nword = "済"\n[[status]]\n｜')
    assert "word" not in labels('[[status]]\nword = "済"\n｜')


def test_the_words_of_a_key_are_offered_with_what_they_mean() -> None:
    assert [("素案", ""), ("案", ""), ("成案", "")] == [
        (each.label, each.said) for each in offered("[guideline]\nstage = ｜")
    ]
    assert '[guideline]\nstage = "成案"｜ # 段階' == taken('[guideline]\nstage = "素｜案" # 段階', "成案")
    assert "[draft]\nwatermark = true｜" == taken("[draft]\nwatermark = t｜", "true")
    assert ("restart", "見出しごとに1から") == offered('[[level]]\nseries = "｜')[0][:2]
    assert '[columns]\nrequired = ["number", "title"｜' == taken(
        '[columns]\nrequired = ["number", "｜', "title"
    )
    assert '[columns]\nrequired = ["title"]｜' == taken("[columns]\nrequired = ｜", "title")
    assert ["error", "warning", "note", "off"] == labels("[severity]\nGD305 = ｜")
    assert ["promotion", "continuation", "demotion", "completion", "end"] == labels(
        "[[direction]]\nkind = ｜"
    )
    assert ["true", "false"] == labels("[[column]]\n[[column.word]]\ncounted = ｜")


def test_codes_are_offered_with_their_titles() -> None:
    (one,) = [each for each in offered("[severity]\n｜") if each.label == "GD401"]
    assert ("参照先の小項目がない", "GD401 = ", ChoiceKind.KEY) == (one.said, one.text.rstrip('"'), one.kind)


def test_what_the_project_has_is_offered(city: Snapshot) -> None:
    assert ["phase1-progress.txt"] == labels("[sources]\nsheet = ｜", city)
    assert "draft" in labels("[sources]\nchapters = ｜", city)
    assert "実績" in labels("[measure]\npart = ｜", city)
    assert "取組内容" in labels("[inquiry]\nby = ｜", city)
    assert ["済・継", "済", "一部済", "着手中", "未"] == labels("[[status]]\ncounts_as = ｜", city)
    assert [] == labels("[sources]\nsheet = ｜")


def test_an_acceptance_is_written_from_the_findings_there_are(city: Snapshot) -> None:
    def here(written: str) -> list[str]:
        return labels(written, city, "accepted.toml")

    assert ["code", "path", "subject", "reason", "count", "[[accept]]"] == here("[[accept]]\n｜")
    codes = here("[[accept]]\ncode = ｜")
    told = {d.code for d in city.diagnostics if d.accepted is None}
    assert told == set(codes[: len(told)]) and "GD001" in codes[len(told) :]
    assert ["phase1-progress.txt"] == here('[[accept]]\ncode = "GD601"\npath = ｜')
    said = '[[accept]]\ncode = "GD601"\npath = "phase1-progress.txt"\nsubject = ｜'
    assert ["No.1", "No.2"] == here(said)
    (one, _) = offered(said, city, "accepted.toml")
    assert "理由に「Ⅲに降格」とありますが、2期案は「Ⅱ-イ」です" == one.said
    # What stands behind the place counts, too, and what is accepted is no more offered.
    assert ["No.1", "No.2"] == here('[[accept]]\nsubject = "｜"\ncode = "gd601"\n')
    assert [] == here('[[accept]]\ncode = "GD401"\nsubject = ｜')


@pytest.mark.parametrize(
    "written",
    [
        "[guideline]\ntitle = ｜",
        "# ｜",
        '[paper]\nsize = "A4" ｜',
        '[paper]\nsize = "A4" # ｜',
        "[nothing]\nkey｜",
        "[nothing]\nkey = ｜",
        "[paper]\nnothing = ｜",
    ],
)
def test_where_nobody_knows_anything_nothing_is_offered(written: str, city: Snapshot) -> None:
    assert [] == [each for each in offered(written, city) if each.kind is not ChoiceKind.TABLE]


@pytest.mark.parametrize(
    "above",
    ["あ\n", "x = \n", '[guideline]\ntitle = "素\n', "[columns]\nextra = [\n", "[[level]\n", "[\n", 'y = """\nx\n'],
)
def test_what_is_unfinished_above_is_in_nobodys_way(above: str) -> None:
    assert ["A4", "A3", "auto"] == labels(f"{above}[paper]\nsize = ｜")


def test_no_place_of_any_text_is_too_much() -> None:
    written = (SKELETON / "guideline.toml").read_text("utf-8")
    broken = written.replace('"', "", 3).replace("]", "", 2)
    for text_ in (written, broken):
        source = SourceText("guideline.toml", text_)
        for offset in range(0, len(text_) + 1, 7):
            where = standing(text_, offset)
            assert where.start <= offset <= where.end or where.part is Part.NOTHING
            choices(source, offset)
            meaning(source, offset)


# --- what it means --------------------------------------------------------------------------


def told(written: str, name: str = "guideline.toml") -> str | None:
    source, offset = at(written, name)
    found = meaning(source, offset)
    return f"{found.span.text}\n{text.render(found)}" if found else None


def test_a_key_says_what_it_means_and_which_words_it_takes() -> None:
    assert (
        "series\nseries　番号がどこから始まるか\n"
        "  restart: 見出しごとに1から\n"
        "  all: 全体を通して"
    ) == told('[[level]]\nse｜ries = "all"')
    assert '"all"\nall　全体を通して' == told('[[level]]\nseries = "a｜ll"')
    assert "[paper]\n[paper]　一覧の用紙\n  size: 用紙の大きさ（横）" == told("[pa｜per]\n")


def test_a_code_says_its_rule() -> None:
    page = told('[[accept]]\ncode = "GD4｜01"\n', "accepted.toml")
    assert page and page.startswith('"GD401"\n') and "参照先の小項目がない" in page
    page = told('[severity]\nGD4｜01 = "off"\n')
    assert page and "この指摘の重さ" in page and "参照先の小項目がない" in page


def test_where_there_is_nothing_to_say_nothing_is_said() -> None:
    for written in ("｜", "# 説｜明", "[no｜thing]", '[guideline]\ntitle = "題｜"', "[guideline]\nno｜ = 1"):
        assert None is told(written)


def test_other_files_are_none_of_settings() -> None:
    assert [] == labels("｜", name="pyproject.toml")
    assert [] == choices(SourceText(Path("a/guideline.toml.txt").as_posix(), ""), 0)
