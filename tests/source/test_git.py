"""A project as it was: git is asked, nothing is checked out, and whatever is amiss is one sentence."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.source.git import at_revision

SHEET = "一覧\nNo\t内容\n1\t講座\n".encode()


class Repository:
    """A repository of one's own, and what git does in it."""

    def __init__(self, top: Path) -> None:
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        self("init", "--quiet", "--initial-branch=main")

    def __call__(self, *arguments: str) -> str:
        names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org"}
        names |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"}
        environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", "-C", str(self.top), *arguments], capture_output=True, env=environment, check=True
        )
        return done.stdout.decode().strip()

    def put(self, name: str, data: bytes | str) -> Path:
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def commit(self, message: str = "版") -> str:
        self("add", "--all")
        self("commit", "--quiet", "--allow-empty", "-m", message)
        return self("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "案件の置き場")


def files(revision: str, root: Path, mark: str = "") -> dict[str, bytes]:
    with at_revision(revision, root, mark) as folder:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


def refused(revision: str, root: Path, mark: str = "") -> str:
    with pytest.raises(CannotRun) as error, at_revision(revision, root, mark):
        pass
    return str(error.value)


def test_the_files_are_those_of_the_revision(repository: Repository) -> None:
    repository.put("sources/sheet.txt", SHEET)
    first = repository.commit()
    repository.put("sources/sheet.txt", SHEET + "2\t窓口\n".encode())
    repository.put("sources/draft/01-初めに.txt", "第1章　初めに\n")
    repository.commit()
    assert {"sources/sheet.txt": SHEET} == files(first, repository.top)
    assert {"sources/sheet.txt": SHEET} == files("HEAD~1", repository.top)
    assert ["sources/draft/01-初めに.txt", "sources/sheet.txt"] == [*files("main", repository.top)]


def test_nothing_is_left_behind_and_nothing_is_touched(repository: Repository) -> None:
    repository.put("sources/sheet.txt", SHEET)
    repository.commit()
    repository.put("sources/sheet.txt", b"not saved in git")
    before = sorted(path for path in repository.top.rglob("*"))
    with at_revision("HEAD", repository.top) as folder:
        assert folder.is_dir()
    assert not folder.exists()
    assert before == sorted(path for path in repository.top.rglob("*"))
    assert b"not saved in git" == (repository.top / "sources" / "sheet.txt").read_bytes()


def test_bytes_are_as_they_were(repository: Repository) -> None:
    kept = {
        "sources/crlf.txt": SHEET.replace(b"\n", b"\r\n"),
        "sources/cp932.txt": SHEET.decode().encode("cp932"),
        "sources/utf16.txt": SHEET.decode().encode("utf-16"),
        "sources/empty.txt": b"",
        "sources/no-end.txt": b"1\t2",
    }
    repository.put(".gitattributes", "* -text\n")
    for name, data in kept.items():
        repository.put(name, data)
    repository.commit()
    found = files("HEAD", repository.top)
    assert kept == {name: found[name] for name in kept}


def test_a_project_in_a_folder_of_the_repository(repository: Repository) -> None:
    repository.put("市/指針/sources/sheet.txt", SHEET)
    repository.put("市/指針2/sources/sheet.txt", b"another")
    repository.put("other.txt", b"another")
    repository.commit()
    assert {"sources/sheet.txt": SHEET} == files("HEAD", repository.top / "市" / "指針")


def test_a_project_that_stood_elsewhere_is_known_by_its_settings(repository: Repository) -> None:
    repository.put("旧い名前/sources/guideline.toml", "[guideline]\n")
    repository.put("旧い名前/sources/sheet.txt", SHEET)
    repository.commit()
    repository("mv", "旧い名前", "new-name")
    repository.commit()
    root, mark = repository.top / "new-name", "sources/guideline.toml"
    assert SHEET == files("HEAD~1", root, mark)["sources/sheet.txt"]
    assert "git:HEAD~1: その版に「new-name」の原稿はありません" == refused("HEAD~1", root)


def test_of_several_projects_none_is_guessed(repository: Repository) -> None:
    for name in ("a", "b"):
        repository.put(f"{name}/sources/guideline.toml", "[guideline]\n")
    repository.commit()
    repository("mv", "a", "c")
    repository.commit()
    told = refused("HEAD~1", repository.top / "c", "sources/guideline.toml")
    assert told.endswith("その版に「c」はなく、どれが元の案件か分かりません（a、b）")


def test_what_was_built_is_no_source(repository: Repository) -> None:
    repository.put("sources/sheet.txt", SHEET)
    repository.put("dist/guideline-draft.docx", b"PK")
    repository.commit()
    assert ["sources/sheet.txt"] == [*files("HEAD", repository.top)]


def test_links_hold_what_they_lead_to(repository: Repository) -> None:
    repository.put("texts/sheet.txt", SHEET)
    repository.put("sources/keep.txt", b"1")
    os.symlink("../texts/sheet.txt", repository.top / "sources" / "sheet.txt")
    os.symlink("../texts", repository.top / "sources" / "draft")
    os.symlink("/etc/passwd", repository.top / "sources" / "outside.txt")
    os.symlink("../../../outside", repository.top / "sources" / "above.txt")
    os.symlink("loop.txt", repository.top / "sources" / "loop.txt")
    repository.commit()
    found = files("HEAD", repository.top)
    assert SHEET == found["sources/sheet.txt"] == found["sources/draft/sheet.txt"]
    assert not {"sources/outside.txt", "sources/above.txt", "sources/loop.txt"} & found.keys()


def test_a_submodule_is_another_repository(repository: Repository, tmp_path: Path) -> None:
    inner = Repository(tmp_path / "inner")
    inner.put("x.txt", b"x")
    inner.commit()
    repository.put("sources/sheet.txt", SHEET)
    repository("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.top), "part")
    repository.commit()
    assert [".gitmodules", "sources/sheet.txt"] == [*files("HEAD", repository.top)]
    assert ["x.txt"] == [*files("HEAD", repository.top / "part")]


def test_a_tag_is_a_revision_and_a_tree_is_none(repository: Repository) -> None:
    repository.put("sources/sheet.txt", SHEET)
    repository.commit()
    repository("tag", "-a", "-m", "委員会", "第3回")
    assert ["sources/sheet.txt"] == [*files("第3回", repository.top)]
    for no_commit in ("HEAD:sources", "HEAD:sources/sheet.txt"):
        assert "その版は git にありません" in refused(no_commit, repository.top)


@pytest.mark.parametrize(
    "name", ["-x", "--help", "--output=x", "HEAD~9", "nowhere", "a b", "HEAD;ls", "$(ls)", "\n", "版"]
)
def test_a_name_that_is_no_revision(repository: Repository, name: str) -> None:
    repository.put("sources/sheet.txt", SHEET)
    repository.commit()
    told = refused(name, repository.top)
    assert told.endswith("その版は git にありません（git log で確かめてください）")
    assert "\n" not in told


def test_no_name_at_all(repository: Repository) -> None:
    assert "git: のあとに、版（HEAD~1 など）を書いてください" == refused("", repository.top)


def test_a_folder_without_git(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    assert "git:HEAD: 案件のフォルダーは、git で管理されていません" == refused("HEAD", folder)


def test_a_repository_without_a_revision(repository: Repository) -> None:
    assert "git:HEAD: git には、まだ1つの版も記録されていません" == refused("HEAD", repository.top)


def test_a_machine_without_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    told = refused("HEAD", repository.top)
    assert "git を使えません（ファイルがありません）。git が入っているか確かめてください" == told


def test_a_clone_that_begins_later(repository: Repository, tmp_path: Path) -> None:
    repository.put("sources/sheet.txt", SHEET)
    first = repository.commit()
    repository.put("sources/sheet.txt", SHEET + b"2\t3\n")
    repository.commit()
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", f"file://{repository.top}", str(clone)], check=True
    )
    assert "git fetch --unshallow" in refused(first, clone)
    assert "git fetch --unshallow" in refused("HEAD~1", clone)
    assert ["sources/sheet.txt"] == [*files("HEAD", clone)]


def test_a_work_tree_of_its_own(repository: Repository, tmp_path: Path) -> None:
    repository.put("sources/sheet.txt", SHEET)
    repository.commit()
    repository("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "other"))
    assert {"sources/sheet.txt": SHEET} == files("main", tmp_path / "other")


def test_who_is_called_by_git_asks_for_the_projects_own_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.put("sources/sheet.txt", SHEET)
    repository.commit()
    other = Repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.top / ".git" / "index"))
    assert {"sources/sheet.txt": SHEET} == files("HEAD", repository.top)


def test_a_root_that_is_a_link(repository: Repository, tmp_path: Path) -> None:
    repository.put("指針/sources/sheet.txt", SHEET)
    repository.commit()
    os.symlink(repository.top / "指針", tmp_path / "link")
    assert {"sources/sheet.txt": SHEET} == files("HEAD", tmp_path / "link")


def test_a_repository_that_git_does_not_trust(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.put("sources/sheet.txt", SHEET)
    repository.commit()
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    told = refused("HEAD", repository.top)
    assert told.startswith("git:HEAD: git が断りました（") and "\n" not in told
