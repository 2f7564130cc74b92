"""A finding is new once; one that moved is not."""

from __future__ import annotations

from guideline_docs.rules.appeared import appeared
from guideline_docs.rules.diagnostic import Diagnostic, Finding, Severity
from guideline_docs.source.text import decode


def found(text: str, accepted: str | None = None) -> list[Diagnostic]:
    """A finding at each ★; its subject is the character behind it."""
    source = decode(text.encode(), "a.txt")
    return [
        Diagnostic(
            "GD999",
            "starred",
            Severity.ERROR,
            Finding(source.span(at, at + 1), text[at + 1], "星があります"),
            accepted,
        )
        for at, character in enumerate(text)
        if character == "★"
    ]


def places(before: list[Diagnostic], after: list[Diagnostic]) -> list[tuple[int, int]]:
    return [diagnostic.span.position for diagnostic in appeared(before, after)]


def test_what_stays_is_not_new() -> None:
    assert [] == places(found("★ア"), found("★ア"))


def test_what_moved_or_whose_line_was_rewritten_is_not_new() -> None:
    assert [] == places(found("一★ア\n二"), found("零\n\n二\n三★ア"))


def test_another_subject_is_new() -> None:
    assert [(2, 1)] == places(found("★ア"), found("★ア\n★イ"))


def test_one_more_of_the_same_is_new_where_the_line_is_new() -> None:
    assert [(1, 2)] == places(found("二★ア"), found("一★ア\n二★ア"))
    assert [(3, 2)] == places(found("一★ア\n二★ア"), found("一★ア\n二★ア\n三★ア"))


def test_two_alike_in_one_line_where_there_was_one() -> None:
    assert [(1, 4)] == places(found("一★ア"), found("一★ア★ア"))


def test_an_accepted_finding_is_no_news_and_no_longer_accepted_it_is() -> None:
    assert [] == places([], found("★ア", accepted="理由"))
    assert [(1, 1)] == places(found("★ア", accepted="理由"), found("★ア"))


def test_the_other_way_round_tells_what_went() -> None:
    assert [(2, 1)] == places(found("★ア"), found("★ア\n★イ"))
    assert [] == places(found("★ア\n★イ"), found("★ア"))
