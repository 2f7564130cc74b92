"""The way back: every text that may be edited is found again, and its source with it."""

from __future__ import annotations

import hashlib

import pytest
from lxml import etree
from notation import category, row, sheet, subsection
from wordcase import CHAPTERS, ROOT, SHEET, TEMPLATES, made
from wordfile import WordFile, text, val, w

from guideline_docs import load
from guideline_docs.model.keys import EDITION, NAMESPACE, TAG, bookmark_name
from guideline_docs.readback.word.origins import read_origins
from guideline_docs.render import word
from guideline_docs.views.draft import draft


@pytest.fixture(scope="module")
def real() -> WordFile:
    guideline = load(str(ROOT / "sources")).guideline
    return WordFile(word.render(draft(guideline, (), TEMPLATES.wording()), TEMPLATES))


def controls(file: WordFile) -> dict[str, etree._Element]:
    """Tag → content control."""
    return {
        tag: control
        for control in file.body.iter(w("sdt"))
        if (tag := val(control, "sdtPr/tag")) is not None
    }


def origins(file: WordFile) -> dict[str, tuple[str, int]]:
    """Tag → the source and line that the document says it comes from."""
    found = read_origins(etree.fromstring(file.parts["customXml/item1.xml"]))
    return {TAG + key: (sent.source, sent.line) for key, sent in found.texts.items()}


def test_every_text_that_may_be_edited_has_a_control_and_an_origin(real: WordFile) -> None:
    tags = set(controls(real))
    closed = {tag for tag in origins(real) if tag.endswith((":tier", ":status", ":proposal"))}
    assert 3 * 23 == len(closed)
    assert tags == set(origins(real)) - closed
    for number in range(1, 24):
        for part in ("title", "results", "rationale"):
            assert f"{TAG}measure-{number}:{part}" in tags
    paragraphs = [tag for tag in tags if tag.startswith(f"{TAG}text-")]
    assert len([*real.of_style("Body Text"), *real.of_style("箇条書き")]) == len(paragraphs)


def of_sources(file: WordFile) -> dict[str, etree._Element]:
    """The controls of texts that stand in a source as they are printed."""
    found = controls(file)
    return {tag: found[tag] for tag in found if not tag.startswith(f"{TAG}cover:")}


def test_a_control_holds_the_text_of_its_source_line(real: WordFile) -> None:
    for tag, control in of_sources(real).items():
        words, (name, line) = text(control), origins(real)[tag]
        source = (ROOT / "sources" / name).read_text(encoding="utf-8").split("\n")[line - 1]
        if words != "―" and "REF" not in etree.tostring(controls(real)[tag]).decode():
            assert words in source, tag


def test_the_facts_of_the_cover_lead_to_the_settings(real: WordFile) -> None:
    lines = (ROOT / "sources" / "guideline.toml").read_text(encoding="utf-8").split("\n")
    facts = {tag: place for tag, place in origins(real).items() if tag.startswith(f"{TAG}cover:")}
    assert facts
    for tag, (name, line) in facts.items():
        assert "guideline.toml" == name
        assert lines[line - 1].startswith(tag.rpartition(":")[2])


def test_a_bookmark_stands_round_every_control(real: WordFile) -> None:
    for tag, control in of_sources(real).items():
        before = control.getprevious()
        assert w("bookmarkStart") == before.tag
        key = tag.removeprefix(TAG)
        owner = key.rpartition(":")[0] if key.endswith(":title") else key
        assert bookmark_name(owner) == before.get(w("name"))


def test_controls_are_open_unseen_and_of_runs(real: WordFile) -> None:
    for control in controls(real).values():
        assert w("p") == control.getparent().tag
        kinds = {etree.QName(part).localname for part in control.find(w("sdtPr"))}
        assert {"tag", "id", "appearance"} == kinds


def test_the_sources_are_known_by_their_text(real: WordFile) -> None:
    root = etree.fromstring(real.parts["customXml/item1.xml"])
    *sources, settings = root.iter(f"{{{NAMESPACE}}}source")
    assert ("guideline.toml", "") == (settings.get("name"), settings.get("sha256"))
    for source in sources:
        data = (ROOT / "sources" / source.get("name")).read_bytes()
        assert hashlib.sha256(data).hexdigest()[:16] == source.get("sha256")


def edition_of(file: WordFile) -> tuple[str | None, str]:
    """What the part and the property of the document say."""
    root = etree.fromstring(file.parts["customXml/item1.xml"])
    own = etree.fromstring(file.parts["docProps/custom.xml"])
    (stated,) = [each for each in own if each.get("name") == EDITION]
    return root.get("edition"), "".join(stated.itertext())


def test_the_edition_that_keys_are_of_is_told_twice(real: WordFile) -> None:
    digest = load(str(ROOT / "sources")).guideline.second.digest
    assert (digest, digest) == edition_of(real)


def test_keys_of_two_editions_never_answer_to_each_other() -> None:
    """Measures 1 and 3, renumbered to 1 and 2: the key of 1 is the same, the edition is not."""
    chapter = "第1章　施策\n\n［＃施策］\n"
    lines = [category(1), subsection("ア"), row(1, title="甲")]
    before = WordFile(made(sheet(*lines, row(3, title="乙")), chapter))
    after = WordFile(made(sheet(*lines, row(2, title="乙")), chapter))
    assert f"{TAG}measure-1:title" in controls(before).keys() & controls(after).keys()
    assert edition_of(before) != edition_of(after)


def test_an_empty_cell_has_its_place(real: WordFile) -> None:
    assert "―" == text(controls(real)[f"{TAG}measure-7:results"])


def test_a_text_that_stands_twice_has_one_control() -> None:
    chapter = "第1章　施策\n\n［＃施策］\n\n第2章　もう一度\n\n［＃施策］\n\n［＃進捗状況一覧］\n"
    data = WordFile(made(SHEET, chapter))
    assert [] == data.faults()
    assert 1 == [val(c, "sdtPr/tag") for c in data.body.iter(w("sdt"))].count(
        f"{TAG}measure-6:results"
    )


def test_a_final_document_says_nothing_of_its_sources() -> None:
    data = WordFile(made(SHEET, *CHAPTERS, final=True))
    assert {} == controls(data)
    assert not [name for name in data.parts if name.startswith(("customXml", "docProps/custom"))]


@pytest.mark.parametrize("key", ["measure-6:results", "a" * 60 + "-1", "a" * 60 + "-2"])
def test_names_of_bookmarks_are_such_as_word_can_hold(key: str) -> None:
    assert len(bookmark_name(key)) <= 40
    assert bookmark_name(key).isidentifier()
    assert bookmark_name(key) != bookmark_name(key + "x")
