"""The way back to a source: as text, and as an address that only an editor answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.views.leads import Leads, pattern_of
from guideline_docs.views.text import SourcePlace

PLACE = SourcePlace("sources/原稿 1.txt", 5, 2)


def test_without_an_editor_a_lead_is_text() -> None:
    lead = Leads({PLACE.path: Path("x")}).lead(PLACE)
    assert ("sources/原稿 1.txt:5:2", "") == (lead.text, lead.href)


def test_a_path_is_quoted_whole() -> None:
    file = Path('/市/原稿 #1?&"<.txt')
    href = Leads({PLACE.path: file}, pattern_of("vscode")).lead(PLACE).href
    assert "vscode://file/%E5%B8%82/%E5%8E%9F%E7%A8%BF%20%231%3F%26%22%3C.txt:5:2" == href
    href = Leads({PLACE.path: file}, pattern_of("idea")).lead(PLACE).href
    assert href.startswith("idea://open?file=/%E5%B8%82/")
    assert href.endswith("%26%22%3C.txt&line=5&column=2")


def test_a_source_that_is_no_file_is_led_to_by_no_address() -> None:
    assert "" == Leads({}, pattern_of("vscode")).lead(PLACE).href


def test_an_address_may_be_given_as_it_is() -> None:
    assert "subl://open?url=file://{path}&line={line}" == pattern_of(
        "subl://open?url=file://{path}&line={line}"
    )


@pytest.mark.parametrize(
    ("editor", "message"),
    [
        (
            "メモ帳",
            "--editor の「メモ帳」は使えません。使えるのは vscode・zed・idea か、vscode://file{path}:{line}:{column} のようなアドレスです",
        ),
        ("javascript:alert('{path}')", "--editor に javascript: のアドレスは使えません"),
        ("JavaScript:{path}", "--editor に JavaScript: のアドレスは使えません"),
        ("data:text/html,{path}", "--editor に data: のアドレスは使えません"),
        ("https://example.invalid/{path}", "--editor に https: のアドレスは使えません"),
        (
            "vscode://file/",
            "--editor のアドレスには {path} が要ります。使えるのは {path}・{line}・{column} です",
        ),
        (
            "vscode://{path}{user}",
            "--editor のアドレスには {path} が要ります。使えるのは {path}・{line}・{column} です",
        ),
        (
            "vscode://{path.__class__}",
            "--editor のアドレスには {path} が要ります。使えるのは {path}・{line}・{column} です",
        ),
        (
            "vscode://{path",
            "--editor のアドレスには {path} が要ります。使えるのは {path}・{line}・{column} です",
        ),
    ],
)
def test_what_no_editor_answers_is_refused(editor: str, message: str) -> None:
    with pytest.raises(CannotRun) as error:
        pattern_of(editor)
    assert message == str(error.value)
