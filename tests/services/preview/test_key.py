"""The key of a preview: new in each run, and a browser that had it is known again."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from guideline_docs.services.preview.key import Key


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "own"))
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path / "own" / "guideline-docs" / "preview-key"


def cookie(key: Key) -> str:
    return key.cookie.partition(";")[0]


def test_each_run_has_a_token_of_its_own_that_cannot_be_guessed() -> None:
    tokens = {Key(8765).token for _ in range(10)}
    assert 10 == len(tokens)
    assert all(len(token) == 43 for token in tokens)


def test_the_token_opens() -> None:
    key = Key(8765)
    assert key.is_in_query(f"token={key.token}")
    assert key.is_in_query(f"a=b&token={key.token}&c")
    for query in ("", "token=", f"token={key.token[:-1]}", f"token={key.token}x", key.token):
        assert not key.is_in_query(query)
    assert not key.is_in_query(f"token={Key(8765).token}")
    assert not key.is_in_query("token=%ff%e3%81")


def test_the_cookie_opens_beside_whatever_others_are_there() -> None:
    key = Key(8765)
    mine = cookie(key)
    assert key.is_in_cookies([mine])
    assert key.is_in_cookies([f'_xsrf=2|a|b; odd=["x"]; 名前=値; {mine}; last'])
    # A page of another port may have set one of the same name.
    assert key.is_in_cookies([f"guideline-docs-8765=no; {mine}"])
    assert key.is_in_cookies(["a=b", mine])
    for other in ([], [""], [mine[:-1]], [mine + "0"], ["guideline-docs-8765="], ["guideline-docs-8765=名"]):
        assert not key.is_in_cookies(other)


def test_the_cookie_is_for_one_port_and_no_script_or_other_site_has_it() -> None:
    one, other = Key(8765), Key(8766)
    assert one.cookie.startswith("guideline-docs-8765=")
    assert one.cookie.endswith("; Path=/; HttpOnly; SameSite=Strict")
    value = cookie(one).partition("=")[2]
    assert not other.is_in_cookies([cookie(one), f"guideline-docs-8766={value}"])


def test_a_page_that_is_open_is_known_by_the_next_run() -> None:
    assert Key(8765).is_in_cookies([cookie(Key(8765))])


def test_the_secret_is_nobody_elses(own: Path) -> None:
    before = cookie(Key(8765))
    assert 0o600 == stat.S_IMODE(own.stat().st_mode)
    assert 0o700 == stat.S_IMODE(own.parent.stat().st_mode)
    own.chmod(0o644)
    assert not Key(8765).is_in_cookies([before])
    assert 0o600 == stat.S_IMODE(own.stat().st_mode)


def test_the_secret_lasts_a_working_day(own: Path) -> None:
    before = cookie(Key(8765))
    old = time.time() - 13 * 3600
    os.utime(own, (old, old))
    assert not Key(8765).is_in_cookies([before])


@pytest.mark.parametrize("what", ["a folder", "damaged", "no place"])
def test_where_no_secret_can_be_kept_there_is_one_for_this_run(
    own: Path, what: str
) -> None:
    if what == "a folder":
        own.mkdir(parents=True)
    elif what == "damaged":
        own.parent.mkdir(parents=True)
        own.write_bytes(b"short")
    else:
        own.parent.parent.write_bytes(b"")
    key = Key(8765)
    assert key.is_in_cookies([cookie(key)])
