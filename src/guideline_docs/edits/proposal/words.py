"""What the closed words of a table mean: progress, directions, rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from guideline_docs.edits.proposal.columns import Columns, words_of
from guideline_docs.edits.proposal.guess import ASK, Guess, Table
from guideline_docs.edits.proposal.names import (
    Meaning,
    direction_kind,
    meaning,
    stem,
    unit_of,
    year,
)
from guideline_docs.edits.proposal.table import Line
from guideline_docs.model.figure import Figure, figure
from guideline_docs.model.rate import reckoned
from guideline_docs.model.vocabulary import DEFAULT_VOCABULARY, DirectionKind
from guideline_docs.source.glyphs import fold_term
from guideline_docs.syntax.columns import Column, ColumnKind

# A word of a column of so many cells comes again, if it is one.
_LONG = 20

Texts = Callable[[int], Sequence[str]]

_SAID = {
    Meaning.DONE: Guess("done", True, "終わったもの"),
    Meaning.NONE: Guess("started", False, "まだ始めていないもの"),
    Meaning.OUTSIDE: Guess("counted", False, "件数の割合に入れないもの"),
}
_KINDS = {
    DirectionKind.PROMOTION: "進める・広げる",
    DirectionKind.CONTINUATION: "このまま続ける",
    DirectionKind.DEMOTION: "縮める",
    DirectionKind.COMPLETION: "終わったのでやめる",
    DirectionKind.END: "やめる",
}


def statuses(heads: Sequence[str], columns: Columns, texts: Texts, where: str) -> Iterator[Table]:
    """[[status]]: the words of the main judgement; none where they are the usual ones."""
    places = columns.core.get(Column.STATUS, ())
    said = [text for place in places for text in texts(place)]
    words = words_of(said)
    usual = {fold_term(status.word) for status in DEFAULT_VOCABULARY.statuses}
    if not words or all(fold_term(word) in usual for word in words):
        return
    named = "".join(f"「{heads[place]}」" for place in places)
    above = [f"{where}の見出し{named}の欄の言葉", *_asked([word for word in words if not meaning(word)])]
    above += _seldom(said, meaning)
    for word in words:
        yield Table("status", _status(word), tuple(above), many=True)
        above = []


def words_of_column(texts: Sequence[str]) -> Iterator[Guess]:
    """The words of a further judgement."""
    yield Guess("words", words_of(texts), "欄にある言葉")


def _status(word: str) -> tuple[Guess, ...]:
    known = _SAID.get(meaning(word) or Meaning.STARTED)
    return (Guess("word", word), *([known] if known else []))


def _asked(words: Sequence[str]) -> Iterator[str]:
    if words:
        named = "".join(f"「{word}」" for word in words)
        yield (
            f"{ASK}{named}の意味が分かりません。終わったものには done = true、"
            "始めていないものには started = false、数に入れないものには counted = false を書き足してください"
        )


def _seldom(texts: Sequence[str], known: Callable[[str], object]) -> Iterator[str]:
    """Words that stand once in a long column and are none that anybody knows: slips, maybe."""
    times = Counter(word for text in texts for word in words_of([text]))
    if sum(times.values()) >= _LONG:
        for word in (word for word, count in times.items() if count == 1 and not known(word)):
            yield f"{ASK}「{word}」は一度だけ出てきます。書き誤りなら、一覧を直してこの言葉を消してください"


def directions(heads: Sequence[str], columns: Columns, texts: Texts, where: str) -> Iterator[Table]:
    """[[direction]]: the words of what becomes of a measure; none where these are tiers."""
    places = columns.core.get(Column.PROPOSAL, ())
    said = [text for place in places for text in texts(place)]
    words = words_of(said)
    if not words or not any(map(direction_kind, words)) and not _are_plain(words):
        return
    order = list(DirectionKind)
    known = [(direction_kind(word), word) for word in words]
    known.sort(key=lambda each: order.index(each[0]) if each[0] else len(order))
    seldom = list(_seldom(said, direction_kind))
    for place, (kind, word) in enumerate(known):
        above = [f"{where}の見出し「{heads[places[0]]}」の欄の言葉", *seldom] if place == 0 else []
        if kind is None:
            above.append(
                f"{ASK}「{word}」の向きが分かりません。kind を promotion（進める）・continuation（続ける）・"
                "demotion（縮める）・completion（終わった）・end（やめる）から選んでください"
            )
        chosen = kind or DirectionKind.CONTINUATION
        guesses = (Guess("word", word), Guess("kind", str(chosen), _KINDS[chosen] if kind else ""))
        yield Table("direction", guesses, tuple(above), many=True)


def _are_plain(words: Sequence[str]) -> bool:
    """Whether words are no tiers and no marks of them."""
    return all(word[0] not in "【ⅠⅡⅢⅣⅤ○〇◯" and "→" not in word for word in words)


def rates(
    heads: Sequence[str], columns: Columns, rows: Sequence[Line]
) -> dict[int, tuple[Guess, ...]]:
    """For each column of rates what it is reckoned from, where that is found out."""
    found = {}
    figures = [p for p, kind in columns.further.items() if kind is ColumnKind.NUMBER]
    for place, kind in columns.further.items():
        if kind is ColumnKind.PERCENT and "率" in heads[place]:
            target = _beside(heads, figures, place, "目標")
            actual = _beside(heads, figures, place, "実績")
            if target is not None and actual is not None:
                base = _beside(heads, figures, place, "基準")
                found[place] = _rate(heads, rows, (place, actual, target, base))
    return found


def _beside(heads: Sequence[str], figures: Sequence[int], rate: int, word: str) -> int | None:
    """The column of figures that is called so; of several that of the same year, or the last."""
    named = [place for place in figures if word in stem(heads[place])]
    same = [place for place in named if year(heads[place]) == year(heads[rate])]
    for candidates in (named, same):
        if len(candidates) == 1:
            return candidates[0]
    years = {place: year(heads[place]) for place in named}
    if named and not same and None not in years.values():
        return max(named, key=lambda place: years[place] or 0)
    return None


def _rate(
    heads: Sequence[str], rows: Sequence[Line], places: tuple[int, int, int, int | None]
) -> tuple[Guess, ...]:
    """How a rate is reckoned: the form that nearly all rows bear out."""
    place, actual, target, base = places
    names = {p: unit_of(heads[p])[0] for p in places if p is not None}
    keys = [Guess("target", names[target]), Guess("actual", names[actual])]
    forms: list[tuple[int | None, bool, str]] = [(None, False, f"{names[actual]}÷{names[target]}")]
    if base is not None:
        forms.append((base, False, f"（{names[actual]}−{names[base]}）÷（{names[target]}−{names[base]}）"))
    forms.append((None, True, "少ないほど良い指標"))
    for its_base, less, said in forms:
        fits = [f for row in rows if (f := _fits(row, (place, actual, target, its_base), less)) is not None]
        if fits and 4 * sum(fits) >= 3 * len(fits):
            more = [Guess("base", names[its_base])] if its_base is not None else []
            more += [Guess("better", "less")] if less else []
            keys[0] = keys[0]._replace(why=f"{sum(fits)} 行で {said} と合うので")
            return (*keys, *more)
    return ()


def _fits(row: Line, places: tuple[int, int, int, int | None], less: bool) -> bool | None:
    """Whether a row's rate is as reckoned; None where nobody can tell."""
    written, actual, target = (figure(row.text(place)) for place in places[:3])
    base = figure(row.text(places[3])) if places[3] is not None else None
    if not (written and actual and target) or (places[3] is not None and base is None):
        return None
    forms = reckoned(actual, target, base, less)
    return _is_one_of(written, forms) if forms else None


def _is_one_of(written: Figure, forms: Sequence[tuple[object, object]]) -> bool:
    step = written.step
    return any(low - step < written.value < high + step for low, high in forms)  # type: ignore[operator]
