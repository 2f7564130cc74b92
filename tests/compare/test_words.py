"""Within a text: whole words, whole phrases, and nothing that did not change."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

import pytest
from comparecase import words
from hypothesis import given
from hypothesis import strategies as st
from sentencepairs import KEPT_OUT, TUNED, Pair

from guideline_docs.compare.words import GONE, NEW, SAME, Part, changed, changes, tokens
from guideline_docs.source.phrases import phrases

EVERY = (*TUNED, *KEPT_OUT)

_WORD = re.compile(
    "[一-鿿々〆ヶヵ]+|[ァ-ヺヽヾー]+|[0-9０-９]+(?:[.,][0-9]+)*|[A-Za-zＡ-Ｚａ-ｚ]+"
)


def sides(parts: Sequence[Part]) -> tuple[str, str]:
    old = "".join(part.text for part in parts if part.kind != NEW)
    return old, "".join(part.text for part in parts if part.kind != GONE)


def figures(parts: Sequence[Part]) -> tuple[int, int]:
    """How many marks, and how many characters in them."""
    marked = [part.text for part in parts if part.kind != SAME]
    return len(marked), sum(map(len, marked))


def cut_words(parts: Sequence[Part]) -> list[str]:
    """The words that a mark begins or ends within."""
    found = []
    for other in (NEW, GONE):
        text, edges = "", set()
        for part in parts:
            if part.kind != other:
                text += part.text
                edges.add(len(text))
        found += [
            word[0]
            for word in _WORD.finditer(text)
            if any(word.start() < edge < word.end() for edge in edges)
        ]
    return found


def by(cut: Callable[[str], Sequence[str]], pair: Pair) -> list[Part]:
    """The plain way: two lists of pieces, compared."""
    old, new = cut(pair.old), cut(pair.new)
    found = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            found.append(Part(SAME, ("".join(old[i:j]),)))
            continue
        if i < j:
            found.append(Part(GONE, ("".join(old[i:j]),)))
        if k < m:
            found.append(Part(NEW, ("".join(new[k:m]),)))
    return found


def together(pairs: Sequence[Pair], way: Callable[[Pair], Sequence[Part]]) -> tuple[int, int]:
    marks, characters = zip(*(figures(way(pair)) for pair in pairs), strict=True)
    return sum(marks), sum(characters)


def own(pair: Pair) -> tuple[Part, ...]:
    return changes(pair.old, pair.new)


@pytest.mark.parametrize("pair", EVERY, ids=lambda pair: pair.new[:12])
def test_joined_the_parts_are_both_sentences(pair: Pair) -> None:
    assert (pair.old, pair.new) == sides(own(pair))
    assert (pair.new, pair.old) == sides(changes(pair.new, pair.old))


@pytest.mark.parametrize("pair", EVERY, ids=lambda pair: pair.new[:12])
def test_no_word_is_cut_in_two(pair: Pair) -> None:
    assert [] == cut_words(own(pair))
    assert [] == cut_words(changes(pair.new, pair.old))


@pytest.mark.parametrize(
    "pair", [each for each in EVERY if not each.rewritten], ids=lambda pair: pair.new[:12]
)
def test_no_sentence_is_struck_whole_where_a_phrase_changed(pair: Pair) -> None:
    """Something of it stays: a third of a sentence that is what it was, or a word at the least."""
    kept = "".join(part.text for part in own(pair) if part.kind == SAME)
    assert _WORD.search(kept) or "プラットフォーム" in pair.old


@pytest.mark.parametrize(
    "pair", [each for each in EVERY if each.rewritten], ids=lambda pair: pair.new[:12]
)
def test_what_is_another_sentence_is_no_mosaic(pair: Pair) -> None:
    assert 2 == figures(own(pair))[0]


def test_marks_and_characters() -> None:
    """Fewer marks than by characters, fewer characters than by phrases, no word cut in two."""
    for pairs, expected in ((TUNED, (75, 433)), (KEPT_OUT, (67, 528))):
        assert expected == together(pairs, own)
    by_character = [together(pairs, lambda pair: by(list, pair)) for pairs in (TUNED, KEPT_OUT)]
    by_phrase = [together(pairs, lambda pair: by(phrases, pair)) for pairs in (TUNED, KEPT_OUT)]
    assert [(84, 357), (74, 402)] == by_character
    assert [(60, 675), (59, 712)] == by_phrase
    cut = [word for pair in EVERY for word in cut_words(by(list, pair))]
    assert 25 < len(cut)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("令和5年度から始める。", "令和6年度から始める。", "令和[-5-]{+6+}年度から始める。"),
        ("発行する。", "発信する。", "[-発行-]{+発信+}する。"),
        ("No.21", "No.19", "No.[-21-]{+19+}"),
        ("2,000人", "2,500人", "[-2,000-]{+2,500+}人"),
        ("94.2%", "94.3%", "[-94.2-]{+94.3+}%"),
        ("コーディネーター", "コーディネート", "[-コーディネーター-]{+コーディネート+}"),
        ("センターHP", "センターHPとSNS", "センターHP{+とSNS+}"),
        ("実施する。", "実施しない。", "実施[-する-]{+しない+}。"),
        ("", "新しい。", "{+新しい。+}"),
        ("古い。", "", "[-古い。-]"),
        ("同じ。", "同じ。", "同じ。"),
        ("", "", ""),
        ("改行の\n前", "改行の\n後", "改行の\n[-前-]{+後+}"),
    ],
)
def test_what_is_marked(old: str, new: str, expected: str) -> None:
    assert expected == words(changes(old, new))


def test_sentences_around_are_not_looked_at() -> None:
    around = "前の文である。" * 50, "後の文である。" * 50
    old, new = (f"{around[0]}講座を{n}回開いた。{around[1]}" for n in (4, 6))
    expected = f"{around[0]}講座を[-4-]{{+6+}}回開いた。{around[1]}"
    assert expected == words(changes(old, new))


def test_a_sentence_put_in_between_is_one_mark() -> None:
    old = "講座を開いた。市民に周知する。"
    new = "講座を開いた。参加者は延べ120人である。市民に周知する。"
    assert "講座を開いた。{+参加者は延べ120人である。+}市民に周知する。" == words(changes(old, new))


def test_a_sentence_parted_in_two_keeps_its_words() -> None:
    old = "講座を年4回開催し、延べ120人の市民が参加した。"
    new = "講座を年4回開催した。延べ120人の市民が参加した。"
    assert figures(changes(old, new))[1] <= 6


def test_things_among_words_are_the_same_or_not() -> None:
    old = [*tokens("（"), ("ref", 1), *tokens("）に続く。")]
    new = [*tokens("（"), ("ref", 2), *tokens("）に続ける。")]
    found = changed(old, new)
    assert [("ref", 1)] == [t for p in found if p.kind == GONE for t in p.tokens][:1]
    assert [*old] == _split(found, NEW)
    assert [*new] == _split(found, GONE)


def _split(parts: Sequence[Part], other: str) -> list[object]:
    """The tokens of a side, words cut as they were."""
    out: list[object] = []
    for part in parts:
        for token in part.tokens if part.kind != other else ():
            if isinstance(token, str) and out and isinstance(out[-1], str):
                out[-1] += token
            else:
                out.append(token)
    return [t for token in out for t in (tokens(token) if isinstance(token, str) else [token])]


_TEXT = st.text("市民活動団体等の、。を開催した年12コー（）\n", max_size=40)


@given(_TEXT, _TEXT)
def test_any_two_texts(old: str, new: str) -> None:
    found = changes(old, new)
    assert (old, new) == sides(found)
    assert [] == cut_words(found)
    assert all(part.text for part in found)
    assert all(one.kind != other.kind for one, other in zip(found, found[1:], strict=False))


@given(_TEXT)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert all(part.kind == SAME for part in changes(text, text))
    assert text == "".join(tokens(text))


def test_budoux_is_not_loaded_where_nothing_changed() -> None:
    code = (
        "import sys\n"
        "from guideline_docs.workspace import load\n"
        "from guideline_docs.compare import compare\n"
        "assert not compare(load('sources').guideline, load('sources').guideline)\n"
        "assert 'budoux' not in sys.modules, 'loaded'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_word_with_its_reading_is_one() -> None:
    """Of a mark of a reading alone no reader could make anything."""
    assert ["活動", "と", "｜協働《きょうどう》", "を", "進《すす》", "める"] == tokens("活動と｜協働《きょうどう》を進《すす》める")
    assert ["《", "注", "》"] == tokens("《注》")
