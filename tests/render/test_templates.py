"""Finding and filling in the files of the look."""

from __future__ import annotations

from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.render.templates import Templates, packaged


def folder(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return path


def test_the_first_folder_that_has_a_file_is_taken(tmp_path: Path) -> None:
    first = folder(tmp_path / "a", one__css="a")
    second = folder(tmp_path / "b", one__css="b", two__css="b")
    templates = Templates([first, tmp_path / "none", second])
    assert (b"a", b"b") == (templates.bytes("one.css"), templates.bytes("two.css"))
    assert packaged() / "progress_table.css" == templates.path("progress_table.css")


@pytest.mark.parametrize(
    "name",
    ["../secret.css", "/etc/passwd", "a/../../secret.css", "..\\secret.css", "C:secret.css", "", "."],
)
def test_a_name_does_not_lead_out(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.css").write_text("", encoding="utf-8")
    assert not Templates([folder(tmp_path / "a")]).has(name)


def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("", encoding="utf-8")
    inside = folder(tmp_path / "a")
    (inside / "secret.css").symlink_to(tmp_path / "secret.css")
    assert not Templates([inside]).has("secret.css")


def test_a_missing_file_is_named_with_the_places_looked_in(tmp_path: Path) -> None:
    with pytest.raises(CannotRun) as told:
        Templates([tmp_path]).bytes("none.docx")
    assert str(told.value).startswith(f"none.docx: テンプレートがありません（探した場所: {tmp_path}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<p>{{ one }}</p>\n\n{{ two }}", ":3: テンプレートを埋められません"),
        ("\n{% for x in %}", ":2: テンプレートの書き方に誤りがあります"),
        ("\n{{ one.__class__.__mro__ }}", ":2: テンプレートを埋められません"),
        ("\n{{ 1 / 0 }}", ":2: テンプレートを埋められません"),
        ("{% include 'none.jinja' %}", ":1: テンプレートを埋められません"),
        ("\n{{ nested.one.two }}", ":2: テンプレートを埋められません"),
        ("{{ one", ":1: テンプレートの書き方に誤りがあります"),
    ],
)
def test_a_broken_template_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    templates = Templates([folder(tmp_path / "a", a__jinja=text)])
    with pytest.raises(CannotRun) as error:
        templates.render("a.jinja", one="x", nested={})
    assert str(error.value).startswith(f"{tmp_path.as_posix()}/a/a.jinja{told}")


def test_an_error_in_an_imported_part_is_told_there(tmp_path: Path) -> None:
    templates = Templates(
        [
            folder(
                tmp_path / "a",
                a__jinja="{% import 'b.jinja' as b %}\n\n{{ b.part() }}",
                b__jinja="\n{% macro part() %}{{ absent }}{% endmacro %}",
            )
        ]
    )
    with pytest.raises(CannotRun) as error:
        templates.render("a.jinja")
    assert "/a/b.jinja:2:" in str(error.value)


@pytest.mark.parametrize("text", ["【Ⅰ】<重点施策>", "<script>", "{{ 7 * 7 }}", "\"'&", "{% raw %}"])
def test_text_is_never_markup(tmp_path: Path, text: str) -> None:
    from markupsafe import escape

    templates = Templates([folder(tmp_path / "a", **{"a.html.jinja": "<b title='{{ x }}'>{{ x }}"})])
    out = templates.render("a.html.jinja", x=text)
    assert f"<b title='{escape(text)}'>{escape(text)}" == out


def test_a_template_cannot_change_what_it_is_given(tmp_path: Path) -> None:
    templates = Templates([folder(tmp_path / "a", a__jinja="{{ items.append(1) }}")])
    with pytest.raises(CannotRun):
        templates.render("a.jinja", items=[])


def test_wording_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    templates = Templates([folder(tmp_path / "a", wording__toml='[progress]\ntitle = "a\n')])
    with pytest.raises(CannotRun) as error:
        templates.wording()
    said = 'a/wording.toml:2:11: TOML として読めません（title = "a）。" が閉じていません。文字の終わりに " を付けてください'
    assert str(error.value).endswith(said)


def test_wording_may_begin_with_a_bom(tmp_path: Path) -> None:
    (tmp_path / "wording.toml").write_bytes(b"\xef\xbb\xbf[progress]\r\ntitle = 'a'\r\n")
    assert "a" == Templates([tmp_path]).wording()["progress"]["title"]


def test_a_template_in_cp932_is_told(tmp_path: Path) -> None:
    (tmp_path / "wording.toml").write_bytes("a = '進捗'".encode("cp932"))
    with pytest.raises(CannotRun, match="UTF-8 ではありません"):
        Templates([tmp_path]).wording()


def test_importing_the_renderers_imports_nothing_heavy() -> None:
    import subprocess
    import sys

    code = (
        "import sys, guideline_docs.render.pdf, guideline_docs.render.csv\n"
        "print([m for m in ('weasyprint', 'jinja2', 'docx', 'pikepdf') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == out.stdout.strip()
