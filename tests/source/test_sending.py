"""A folder that people work in: what they have changed stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.source.sending import file_digest, sending


def test_what_is_new_is_written_and_what_is_the_same_is_not(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    plan = sending(tmp_path, {"a": b"1", "b": b"2"}, {})
    assert ({tmp_path / "b": b"2"}, (tmp_path / "a",), ()) == plan[:3]
    plan.apply()
    assert b"2" == (tmp_path / "b").read_bytes()


def test_a_folder_is_made(tmp_path: Path) -> None:
    sending(tmp_path / "x" / "y", {"a": b"1"}, {}).apply()
    assert b"1" == (tmp_path / "x" / "y" / "a").read_bytes()


def test_what_is_still_as_it_was_made_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    plan = sending(tmp_path, {"a": b"2"}, {"a": file_digest(b"1")})
    plan.apply()
    assert b"2" == (tmp_path / "a").read_bytes()


@pytest.mark.parametrize("made", [{}, {"a": file_digest(b"1")}])
def test_what_was_changed_is_left_alone(tmp_path: Path, made: dict[str, str]) -> None:
    (tmp_path / "a").write_bytes(b"answer")
    plan = sending(tmp_path, {"a": b"2"}, made)
    assert ({}, (), (tmp_path / "a",)) == plan[:3]


def test_a_change_in_the_meantime_stops_all(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    plan = sending(tmp_path, {"a": b"2", "b": b"3"}, {"a": file_digest(b"1")})
    (tmp_path / "a").write_bytes(b"answer")
    with pytest.raises(CannotRun):
        plan.apply()
    assert (b"answer", False) == ((tmp_path / "a").read_bytes(), (tmp_path / "b").exists())


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(CannotRun) as error:
        sending(tmp_path, {"a": b"1"}, {})
    assert f"{tmp_path.as_posix()}/a: 読めません（フォルダーです。ファイルを指定してください）" == str(error.value)
