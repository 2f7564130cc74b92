"""[inquiry] in ``guideline.toml``."""

from __future__ import annotations

from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import read_configuration
from guideline_docs.model.inquiry_settings import InquirySettings


def read(folder: Path, text: str) -> InquirySettings:
    path = folder / "guideline.toml"
    path.write_text(text, encoding="utf-8")
    return read_configuration(path, "guideline.toml").inquiry


def test_without_a_table_nothing_is_set(tmp_path: Path) -> None:
    assert InquirySettings() == read(tmp_path, "")


def test_every_key_is_read(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        '[inquiry]\nby = "所管"\nfields = ["実績", "進捗"]\ncontext = []\ndepartments = ["総務課"]\n'
        'title = "照会"\nmessage = "お答えください。"\nsender = "企画課"\nreply = "内線 1"\ndue = "12月末"\n',
    )
    expected = ("所管", ("実績", "進捗"), (), ("総務課",), "照会", "お答えください。", "企画課", "内線 1", "12月末")
    assert expected == settings[:-1]


def test_the_day_may_be_one_of_toml(tmp_path: Path) -> None:
    assert "2027-01-15" == read(tmp_path, "[inquiry]\ndue = 2027-01-15\n").due


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[inquiry]\nbye = "所管"\n', "guideline.toml:2: [inquiry] の「bye」は知らない項目です。「by」の誤りではありませんか"),
        ('[inquiry]\ndue = "2027-02-30"\n', "guideline.toml:2: due の「2027-02-30」という日はありません"),
        ("[inquiry]\nby = 1\n", 'guideline.toml:2: 「by」は "…" で囲んだ文字にしてください'),
        ("[inquiry]\nfields = 1\n", 'guideline.toml:2: 「fields」は ["…", "…"] の形にしてください'),
    ],
)
def test_what_cannot_be_meant_is_told_by_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CannotRun) as error:
        read(tmp_path, text)
    assert said == str(error.value)
