"""What came back and is not written, beside the texts of the draft."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from handcase import Act, Hand, by_hand, run
from htmlpage import Page
from returncase import FIRST, TEMPLATES, opened, project, received, sent, written
from situations import P1, P2, SITUATIONS

from guideline_docs.render import draft_html
from guideline_docs.render.page import Live
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.beside import Beside
from guideline_docs.views.draft import draft
from guideline_docs.views.draft_received import Back, DraftReceived
from guideline_docs.views.draft_screen import draft_screen
from guideline_docs.views.leads import Leads
from guideline_docs.views.overview import PreviewWords

Came = Callable[..., Path]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sent(opened(project(tmp_path_factory.mktemp("sent"))))


@pytest.fixture
def came(data: bytes, tmp_path: Path) -> Came:
    def made(*acts: Act, name: str = "back.docx") -> Path:
        (tmp_path / name).write_bytes(by_hand(data, acts))
        return tmp_path / name

    return made


def told_of(snapshot: Snapshot, *files: Path) -> DraftReceived:
    backs = [Back(file.name, received(snapshot, file)) for file in files]
    view = draft(snapshot.guideline, (), TEMPLATES.wording())
    return DraftReceived(backs, TEMPLATES.wording(), view)


def card(beside: Beside) -> str:
    words = "".join(f"[{w.mark}{w.text}]" if w.mark else w.text for w in beside.words)
    return f"{beside.title}／{beside.head}／{words}"


def cards(told: DraftReceived) -> dict[str, list[str]]:
    return {key: list(map(card, found)) for key, found in told.besides().items()}


def test_each_edit_stands_beside_its_text_with_what_goes_and_comes(
    came: Came, tmp_path: Path
) -> None:
    file = came(
        lambda hand: hand.track(P1, "市民の", "団体の"),
        lambda hand: hand.put_in(P1, "新しい段落。"),
        lambda hand: hand.strike("text-1-5:text"),
        lambda hand: hand.move(P2, "text-1-6:text"),
        SITUATIONS["第5章の欄を直す"],
        SITUATIONS["一覧の「施策の実施」を直す"],
        SITUATIONS["表紙の【要設定】を埋める"],
    )
    told = told_of(opened(project(tmp_path / "p")), file)
    assert {
        "cover:department": ["直し／guideline.toml　department　back.docx／[ins市民協働課]"],
        "text-1-1:text": [
            "直し／第1章1　本文　係長　back.docx／指針は、[del市民][ins団体]の活動を進めるために作る。第2章と施策2を参照する。",
            "段落の追加／第1章1　本文　back.docx／[ins　新しい段落。]",
        ],
        "text-1-2:text": ["移動／第1章2　back.docx／　次の段落には、｜協働《きょうどう》の説明を書く。"],
        "text-1-5:text": ["削除／第1章1　本文　back.docx／[del注記の一番目]"],
        "measure-1:results": ["直し／No.1　実績　back.docx／[del地図][ins冊子]を作った。"],
        "measure-2:title": ["直し／No.2　施策の実施　back.docx／[del未][ins済]"],
    } == cards(told)
    assert () == told.above()
    assert "back.docx で返ってきて、まだ原稿にないもの（直し 7件）を、その文の横に示しています。" == told.told


def test_a_conflict_shows_all_three_texts_and_two_files_their_names(
    came: Came, tmp_path: Path
) -> None:
    folder = project(tmp_path / "p", f01=FIRST.replace("次の段落", "後の段落"))
    first = came(lambda hand: hand.type(P2, "次の段落", "前の段落"), name="a.docx")
    second = came(lambda hand: hand.track("measure-1:rationale", "続ける", "やめる", "委員"), name="b.docx")
    told = told_of(opened(folder), first, second)
    assert {
        "text-1-2:text": [
            "競合／第1章1　本文　a.docx／送った後に、どちらでも書き換えられています\n"
            "送ったとき　次の段落には、協働の説明を書く。\n"
            "返ってきたもの　[del次][ins前]の段落には、協働の説明を書く。\n"
            "今の原稿　後の段落には、｜協働《きょうどう》の説明を書く。"
        ],
        "measure-1:rationale": ["直し／No.1　理由　委員　b.docx／[del続ける][insやめる]。"],
    } == cards(told)
    assert "a.docx、b.docx で返ってきて、まだ原稿にないもの（直し 1件、競合 1件）を" in told.told


def test_comments_stand_beside_their_text_and_what_has_no_place_above(
    came: Came, tmp_path: Path
) -> None:
    file = came(
        lambda hand: hand.comment(hand.paragraph(P2), "もっと短く"),
        SITUATIONS["対照表を直す"],
        lambda hand: hand.append(P1, run("太字。", "<w:b/>")),
    )
    told = told_of(opened(project(tmp_path / "p")), file)
    assert ["コメント／委員　2026-11-02　back.docx／「次の段落には、協働の説明を書く。」に\nもっと短く"] == cards(told)[P2]
    assert [
        "取り込めないもの／第1章1　back.docx／[ins太字。]\n太字・下線などの飾りは原稿に書けません（文字だけを取り込みます）",
        "取り込めないもの／No.1　back.docx／[insそのまま]\n表の中のここは、原稿に戻す場所がありません。原稿か一覧で直してください",
    ] == list(map(card, told.above()))


def test_what_the_sources_say_is_told_no_more(came: Came, tmp_path: Path) -> None:
    """Whether receive has written it, or somebody by hand."""
    edits: list[Act] = [SITUATIONS["文の中に打つ"], SITUATIONS["段落の間に新しい段落を入れる"]]
    file, folder = came(*edits), project(tmp_path / "p")
    assert 2 == len(cards(told_of(opened(folder), file))[P1])
    by_hand_written = project(
        tmp_path / "q", f01=FIRST.replace("市民の", "市民と団体の").replace("する。\n\n　次", "する。\n\n　新しい段落。\n\n　次")
    )
    written(folder, file)
    for each in (folder, by_hand_written):
        told = told_of(opened(each), file)
        assert ({}, ()) == (told.besides(), told.above())
        assert "back.docx で返ってきたものは、すべて原稿にあります。" == told.told


def test_the_page_has_the_cards_at_their_places(came: Came, tmp_path: Path) -> None:
    def both(hand: Hand) -> None:
        hand.type(P1, "市民の", "<b>団体の")
        hand.append("text-1-4:text", run("太字。", "<w:b/>"))

    snapshot = opened(project(tmp_path / "p"))
    told = told_of(snapshot, came(both))
    wording = TEMPLATES.wording()
    view = draft(snapshot.guideline, (), wording)
    sources = [source.path for source in snapshot.guideline.written]
    screen = draft_screen(view, sources, wording, Leads({}), told.besides(), told.told, told.above())
    page = Page(draft_html.render(screen, TEMPLATES, Live(wording.phrases(PreviewWords, "preview"))).decode())
    found = [each for each in page.all if "received" in each.get("class", "").split()]
    assert ["取り込めないもの", "直し", "直し"] == [each["text"].split()[0] for each in found]
    assert [("del", "市民"), ("ins", "<b>団体")] == [
        (each["tag"], each["text"]) for each in page.all if each["tag"] in ("ins", "del")
    ][1:3]
