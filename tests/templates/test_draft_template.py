"""The delivered template: made by its script, whole, and nothing but looks."""

from __future__ import annotations

import io
import runpy
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from wordfile import WordFile, val, w

from guideline_docs.render.templates import Templates
from guideline_docs.render.word.template import read_template
from guideline_docs.views.draft.parts import DraftRole

ROOT = Path(__file__).parents[2]
FILE = ROOT / "templates" / "draft.docx"


@pytest.fixture(scope="module")
def template() -> WordFile:
    return WordFile(FILE.read_bytes())


def test_it_is_what_its_script_makes() -> None:
    script = runpy.run_path(str(ROOT / "script" / "make-draft-template"))
    made = _parts(script["template"]())
    assert made == _parts(FILE.read_bytes())


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_has_every_style_that_the_wording_names() -> None:
    assert set(DraftRole) == set(read_template(Templates(), "draft.docx", ()).styles)


def test_the_wording_names_no_style_in_vain() -> None:
    assert set(DraftRole) == set(Templates().wording()["styles"])


def test_every_style_is_used_or_inherited(template: WordFile) -> None:
    used = set(read_template(Templates(), "draft.docx", ()).styles.values())
    used |= {val(style, "basedOn") for style in template.styles.values()}
    for part in ("document", "header1", "header2", "footer1"):
        used |= {e.get(w("val")) for e in template.root(part).iter(w("pStyle"))}
    defaults = {i for i, style in template.styles.items() if style.get(w("default")) == "1"}
    assert set() == set(template.styles) - used - defaults


def test_type_is_said_for_every_script() -> None:
    styles = etree.fromstring(_parts(FILE.read_bytes())["word/styles.xml"])
    for fonts in styles.iter(w("rFonts")):
        names = {fonts.get(w(script)) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert 1 == len(names) and None not in names
    defaults = styles.find(w("docDefaults"))
    assert "BIZ UDMincho" == next(defaults.iter(w("rFonts"))).get(w("eastAsia"))
    assert "ja-JP" == next(defaults.iter(w("lang"))).get(w("eastAsia"))
    for name in ("kinsoku", "autoSpaceDE", "autoSpaceDN"):
        assert next(defaults.iter(w(name)), None) is not None
    # Hanging 、。 are what Word does unless told not to; LibreOffice takes any mention for a no.
    assert [] == list(styles.iter(w("overflowPunct")))


def test_lines_have_an_exact_pitch(template: WordFile) -> None:
    """Pictures and comments apart: what Word and its readers agree on is counted lines."""
    natural = set()
    for identity, style in template.styles.items():
        if style.get(w("type")) != "paragraph":
            continue
        chain = [identity]
        while (based := val(template.styles[chain[-1]], "basedOn")) is not None:
            chain.append(based)
        rules = [
            spacing.get(w("lineRule"))
            for one in chain
            for spacing in template.styles[one].iter(w("spacing"))
            if spacing.get(w("lineRule"))
        ]
        if rules[0] != "exact":
            natural.add(template.style_name(identity))
    assert {"図", "annotation text"} == natural


def test_the_page_holds_whole_characters_and_lines(template: WordFile) -> None:
    for section in template.body.iter(w("sectPr")):
        size, margin = section.find(w("pgSz")), section.find(w("pgMar"))
        width, height = (
            int(size.get(w(a))) - sum(int(margin.get(w(m))) for m in (b, c))
            for a, b, c in (("w", "left", "right"), ("h", "top", "bottom"))
        )
        turned = size.get(w("orient")) == "landscape"
        assert (0, 0) == (width % (180 if turned else 210), height % (300 if turned else 360))
        assert section.find(w("docGrid")) is None


def test_the_compatibility_mode_is_that_of_current_word(template: WordFile) -> None:
    modes = {
        setting.get(w("name")): setting.get(w("val"))
        for setting in template.root("settings").iter(w("compatSetting"))
    }
    assert {"compatibilityMode": "15"} == modes
