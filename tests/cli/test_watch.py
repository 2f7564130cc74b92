"""``watch`` as somebody at a desk meets it: files are saved, lines are told, documents follow."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from program import PATIENCE, ROOT, Program, rewrite, save, until

from guideline_docs import check, load
from guideline_docs.rules.diagnostic import Severity

CHAPTER = Path("sources/draft/02-第1期の総括.txt")
SHEET = Path("sources/phase1-progress.txt")
OPEN = [d for d in check(load(str(ROOT / "sources"))) if d.accepted is None]
WARNINGS = sum(d.severity is Severity.WARNING for d in OPEN)
UNDECIDED = sum(d.code == "GD802" for d in OPEN)
COUNTS = f"エラー 0・警告 {WARNINGS}・注意 9"


class Watch(Program):
    """The program in a folder; what it prints, without what differs: time of day and seconds."""

    def line(self) -> str:
        return re.sub(r"^\d\d:\d\d:\d\d |（\d+\.\d\d 秒）", "", super().line())

    def ready(self) -> Watch:
        self.hear("見張っています（終わるには Ctrl-C）")
        return self


Start = Callable[..., Watch]


@pytest.fixture
def start(city: Path) -> Iterator[Start]:
    watches: list[Watch] = []

    def start(*arguments: str) -> Watch:
        watches.append(Watch(city, *(arguments or ("watch", "--only", "csv,json,docx"))))
        return watches[-1]

    yield start
    for watch in watches:
        if watch.process.poll() is None:
            _, left = watch.end()
            assert ["見張りを終わりました"] == left


def add(path: Path, text: str) -> None:
    """Save a file with more at its end."""
    save(path, path.read_text("utf-8") + text)


def look(city: Path) -> None:
    """Give the project templates of its own, all at once."""
    shutil.copytree(ROOT / "templates", city / "new")
    (city / "new").rename(city / "templates")


def documents(city: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in (city / "dist").iterdir()
        if not path.name.startswith(".")
    }


# --- what is told ---------------------------------------------------------------------


@pytest.mark.parametrize("command", [("watch",), ("build", "--watch")])
def test_the_first_build_is_told_and_then_each_rebuild(
    city: Path, start: Start, command: tuple[str, ...]
) -> None:
    watch = start(*command, "--only", "csv,json,docx")
    told = f"検査: エラー 0 件、警告 {WARNINGS} 件、注意 9 件（ほかに確認済み 10 件）"
    assert told == watch.line()
    assert "docx・csv・json" == watch.line()
    assert "見張っています（終わるには Ctrl-C）" == watch.line()
    add(city / CHAPTER, "\n　これが総括である。\n")
    assert f"{CHAPTER.as_posix()} → docx {COUNTS}" == watch.line()
    rewrite(city / SHEET, "ホームページ", "広報紙")
    assert f"{SHEET.as_posix()} → docx・csv・json {COUNTS}" == watch.line()


def test_findings_that_are_new_are_told_and_those_that_went_are_counted(
    city: Path, start: Start
) -> None:
    watch = start().ready()
    text = (city / CHAPTER).read_text("utf-8")
    save(city / CHAPTER, f"{text}\n　(3)-キ による。\n")
    name = CHAPTER.as_posix()
    assert f"{name} → docx エラー 1・警告 {WARNINGS}・注意 9（新しい指摘 1）" == watch.line()
    last = text.count("\n") + 2
    assert f"{name}:{last}:2: エラー GD401 参照先「(3)-キ」がありません" == watch.line()
    # All lines move: no finding is new for that.
    save(city / CHAPTER, f"　はじめに述べる。\n\n{text}\n　(3)-キ による。\n")
    assert f"{name} → docx エラー 1・警告 {WARNINGS}・注意 9" == watch.line()
    save(city / CHAPTER, text)
    assert f"{name} → docx {COUNTS}（なくなった指摘 1）" == watch.line()


def test_an_acceptance_takes_its_finding_away(city: Path, start: Start) -> None:
    watch = start().ready()
    accepted = city / "sources" / "accepted.toml"
    text = accepted.read_text("utf-8")
    save(accepted, text.partition("[[accept]]")[0])
    line = watch.line()
    assert line.startswith(f"sources/accepted.toml → docx エラー 10・警告 {WARNINGS}・注意 9（新しい指摘 10")
    for _ in range(10):
        assert watch.line().startswith(f"{SHEET.as_posix()}:")
    save(accepted, text)
    assert f"sources/accepted.toml → docx {COUNTS}（なくなった指摘 10）" == watch.line()


def test_saved_without_a_change_and_what_editors_leave(city: Path, start: Start) -> None:
    watch = start().ready()
    before = documents(city)
    draft = city / CHAPTER.parent
    save(draft / ".02.txt.swp", "x")
    save(draft / "~$02.txt", "x")
    save(draft / "02.txt~", "x")
    save(draft / "4913", "x")
    save(city / "sources" / ".DS_Store", "x")
    add(city / CHAPTER, "")
    assert f"{CHAPTER.as_posix()} → 文書は前と同じ {COUNTS}" == watch.line(), "nothing else is told"
    assert before == documents(city)


def test_each_way_of_saving_is_one_rebuild(city: Path, start: Start) -> None:
    watch = start().ready()
    chapter = city / CHAPTER
    told = f"{CHAPTER.as_posix()} → docx {COUNTS}"
    add(chapter, "\n　置き換えて保存した。\n")
    assert told == watch.line()
    with chapter.open("a", encoding="utf-8") as file:
        file.write("\n　そのまま書き込んだ。\n")
    assert told == watch.line()
    new = city / "new.txt"
    new.write_text(chapter.read_text("utf-8") + "\n　消してから作った。\n", encoding="utf-8")
    chapter.unlink()
    new.rename(chapter)
    # A busy machine may look between the two.
    while "（なくなりました）" in (line := watch.line()):
        pass
    assert told == line
    quiet(city, watch)


def test_several_files_at_once_are_one_rebuild(city: Path, start: Start) -> None:
    watch = start().ready()
    new = shutil.copytree(city / "sources" / "draft", city / "new")
    for chapter in new.iterdir():
        add(chapter, "\n　以上である。\n")
    (city / "sources" / "draft").rename(city / "old")
    new.rename(city / "sources" / "draft")
    # A busy machine may look between the two: then the folder has come back besides.
    torn = "エラー: " in (line := watch.line())
    others, line = (7, watch.line()) if torn else (6, line)
    assert f"sources/draft/01-策定に当たって.txt ほか {others} 個 → docx {COUNTS}" == line
    quiet(city, watch)


def quiet(city: Path, watch: Watch) -> None:
    """What is told next is what comes next: nothing more was to be told of the last change."""
    add(city / "sources" / "guideline.toml", "\n")
    assert f"sources/guideline.toml → 文書は前と同じ {COUNTS}" == watch.line()


# --- what goes wrong ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("half", "message"),
    [
        (b"", f"エラー: {CHAPTER.as_posix()}: ファイルが空です"),
        (
            "第2章　総".encode()[:-1],
            f"作りませんでした: {CHAPTER.as_posix()}: "
            "文字として読めないバイトがあります（UTF-8 として読みました）",
        ),
    ],
    ids=["empty", "undecodable"],
)
def test_a_file_that_is_half_saved_leaves_the_documents(
    city: Path, start: Start, half: bytes, message: str
) -> None:
    watch = start().ready()
    before = documents(city)
    text = (city / CHAPTER).read_text("utf-8")
    save(city / CHAPTER, half)
    assert f"{CHAPTER.as_posix()} → {message}" == watch.line()
    assert before == documents(city)
    save(city / CHAPTER, f"{text}\n　これが総括である。\n")
    assert f"{CHAPTER.as_posix()} → docx {COUNTS}" == watch.line(), "nothing is told as new"


@pytest.mark.parametrize("lost", [CHAPTER, SHEET], ids=["chapter", "sheet"])
def test_a_source_that_goes_leaves_the_documents(city: Path, start: Start, lost: Path) -> None:
    watch = start().ready()
    before = documents(city)
    text = (city / lost).read_text("utf-8")
    (city / lost).unlink()
    message = (
        f"エラー: {lost.as_posix()}: なくなりました。戻せば作り直します"
        "（消したままにするなら、いったん終わって始め直してください）"
    )
    assert f"{lost.as_posix()}（なくなりました） → {message}" == watch.line()
    other = city / "sources" / "draft" / "07-資料編.txt"
    add(other, "\n　資料である。\n")
    assert f"sources/draft/07-資料編.txt → {message}" == watch.line()
    assert before == documents(city)
    save(city / lost, text)
    assert f"{lost.as_posix()} → docx {COUNTS}" == watch.line()


def test_a_chapter_that_is_renamed_or_added(city: Path, start: Start) -> None:
    watch = start().ready()
    new = city / "sources" / "draft" / "08-奥付.txt"
    save(new, "第8章　奥付\n\n　奥付である。\n")
    assert f"sources/draft/08-奥付.txt → docx {COUNTS}" == watch.line()
    new.rename(new.with_name("09-奥付.txt"))
    line = watch.line()
    assert line.startswith("sources/draft/08-奥付.txt（なくなりました） ほか 1 個 → ")
    assert "エラー: " not in line


def test_the_whole_folder_goes_and_comes_back(city: Path, start: Start) -> None:
    watch = start().ready()
    before = documents(city)
    (city / "sources").rename(city / "away")
    # A look may fall into the very moment: then one of the files is what is not there.
    assert re.search(r" → エラー: .*(もないフォルダーです|ファイルがありません)", watch.line())
    assert before == documents(city)
    (city / "away").rename(city / "sources")
    while "エラー: " in (line := watch.line()):
        pass
    assert line.endswith(f" → 文書は前と同じ {COUNTS}")
    add(city / CHAPTER, "\n　これが総括である。\n")
    assert f"{CHAPTER.as_posix()} → docx {COUNTS}" == watch.line()


def test_a_folder_that_is_called_a_text_is_told_until_it_goes(city: Path, start: Start) -> None:
    watch = start().ready()
    folder = city / "sources" / "draft" / "99.txt"
    folder.mkdir()
    assert "エラー: sources/draft/99.txt: ファイルではなくフォルダーです" in watch.line()
    folder.rmdir()
    assert watch.line().endswith(f" → 文書は前と同じ {COUNTS}")


def test_settings(city: Path, start: Start) -> None:
    watch = start().ready()
    settings = city / "sources" / "guideline.toml"
    text = settings.read_text("utf-8")
    save(settings, f"{text}\n[oops")
    line = watch.line()
    assert line.startswith("sources/guideline.toml → エラー: sources/guideline.toml:29:1: TOML として")
    save(settings, text.replace('municipality  = ""', 'municipality  = "見本市"'))
    assert watch.line().startswith("sources/guideline.toml → docx・json エラー 0")
    assert b"\xe8\xa6\x8b\xe6\x9c\xac\xe5\xb8\x82" in documents(city)["progress-table.json"]


def test_templates(city: Path, start: Start) -> None:
    watch = start("watch", "--only", "html,csv").ready()
    templates = city / "templates"
    look(city)
    assert watch.line().endswith(f" → 文書は前と同じ {COUNTS}")
    style = templates / "progress_screen.css"
    text = style.read_text("utf-8")
    save(style, f"{text}\n@import 'x.css';\n")
    line = watch.line()
    assert line.startswith("templates/progress_screen.css → エラー: ")
    assert "progress_screen.css:" in line
    save(style, f"{text}\nh1 {{ letter-spacing: .1em }}\n")
    assert f"templates/progress_screen.css → html {COUNTS}" == watch.line()
    assert b"letter-spacing: .1em }" in documents(city)["progress-table.html"]
    words = templates / "wording.toml"
    rewrite(words, '"施策番号"', '"施策の番号"')
    assert f"templates/wording.toml → csv {COUNTS}" == watch.line()
    assert "施策の番号".encode() in documents(city)["progress-table.csv"]
    page = templates / "progress_screen.html.jinja"
    rewrite(page, "<body", "<body data-office='1'")
    assert f"templates/progress_screen.html.jinja → html {COUNTS}" == watch.line()
    assert b"data-office" in documents(city)["progress-table.html"]
    templates.rename(city / "away")
    assert watch.line().endswith(f" → html・csv {COUNTS}")
    assert b"data-office" not in documents(city)["progress-table.html"]


def test_an_image(city: Path, start: Start) -> None:
    watch = start("watch", "--only", "docx").ready()
    image = city / "sources" / "draft" / "図.png"
    add(city / CHAPTER, "\n［＃画像：図.png｜位置図］\n")
    assert "（新しい指摘 1）" in watch.line()
    assert " GD803 " in watch.line()
    save(image, bytes.fromhex("89504e470d0a1a0a0000000d49484452000000800000008008060000"))
    assert f"sources/draft/図.png → docx {COUNTS}（なくなった指摘 1）" == watch.line()
    save(image, bytes.fromhex("89504e470d0a1a0a0000000d49484452000000800000004008060000"))
    assert f"sources/draft/図.png → docx {COUNTS}" == watch.line()


def test_final_is_refused_each_time(city: Path, start: Start) -> None:
    watch = start("watch", "--only", "csv", "--final")
    assert watch.line().startswith("検査: ")
    assert watch.line().startswith(
        f"作りませんでした: 【要設定】などの決まっていないところが {UNDECIDED} か所"
    )
    watch.ready()
    text = (city / CHAPTER).read_text("utf-8")
    save(city / CHAPTER, text.replace("【要設定】", "３つ", 1))
    line = watch.line()
    assert f"決まっていないところが {UNDECIDED - 1} か所" in line
    assert line.endswith("（なくなった指摘 1）")
    assert not (city / "dist").exists()


def test_nothing_to_watch_is_one_sentence(city: Path) -> None:
    watch = Watch(city, "watch", "nai")
    assert "エラー: nai: ファイルもフォルダーもありません" == watch.line()
    assert 2 == watch.process.wait(PATIENCE)


# --- what is warm is not stale --------------------------------------------------------


def test_what_is_rebuilt_is_what_a_new_process_builds(city: Path, start: Start) -> None:
    watch = start("watch", "--out", "dist").ready()
    look(city)
    assert "文書は前と同じ" in watch.line()
    rewrite(city / SHEET, "ホームページ", "広報紙")
    assert f"{SHEET.as_posix()} → docx・pdf・html・csv・json {COUNTS}" == watch.line()
    style = city / "templates" / "progress_table.css"
    rewrite(style, "--accent", "--ascent")
    assert "templates/progress_table.css → " in watch.line()
    page = city / "templates" / "progress_table.html.jinja"
    rewrite(page, "<body", "<body data-office='1'")
    assert "templates/progress_table.html.jinja → " in watch.line()
    add(city / CHAPTER, "\n　これが総括である。\n")
    assert f"{CHAPTER.as_posix()} → docx {COUNTS}" == watch.line()
    subprocess.run(
        [sys.executable, "-m", "guideline_docs", "build", "--out", "cold"],
        cwd=city,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    warm = documents(city)
    assert 5 == len(warm)
    for name, data in warm.items():
        assert (city / "cold" / name).read_bytes() == data, name


# --- how it ends ----------------------------------------------------------------------


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in found]


def state(process: int) -> str:
    """T: stands still, Z: has ended, and others; see proc(5)."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def waiting(process: int) -> int:
    """How many bytes a process has been sent and has not read."""
    import fcntl
    import termios

    with open(f"/proc/{process}/fd/0", "rb", buffering=0) as pipe:
        answer = fcntl.ioctl(pipe, termios.FIONREAD, bytes(4))
    return int.from_bytes(answer, sys.byteorder)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name
)
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "printing"])
def test_nothing_is_left_behind(city: Path, start: Start, how: signal.Signals, busy: bool) -> None:
    watch = start("watch", "--only", "pdf,csv").ready()
    (printer,) = children(watch.process.pid)
    before = documents(city)
    if busy:
        # The printer stands still until the program waits for it.
        os.kill(printer, signal.SIGSTOP)
        rewrite(city / SHEET, "ホームページ", "広報紙")
        until(lambda: waiting(printer), "something is to be printed")
    if busy and how is signal.SIGKILL:
        # It goes on, and when it is done nobody listens to it any more.
        watch.process.send_signal(signal.SIGSTOP)
        until(lambda: state(watch.process.pid) == "T", "the program stands still")
        os.kill(printer, signal.SIGCONT)
    status, left = watch.end(how)
    if how is signal.SIGKILL:
        assert (-how, []) == (status, left)
    else:
        assert (0, ["見張りを終わりました"]) == (status, left)
    until(lambda: state(printer) == "Z", "the printer is gone")
    assert before == documents(city)
    assert [] == [path.name for path in (city / "dist").glob(".*.tmp")]
