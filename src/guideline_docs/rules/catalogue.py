"""Every rule, in the order of the codes; and the one run over a guideline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.rules import (
    characters,
    consistency,
    figures,
    history,
    layout,
    numbering,
    prose,
    references,
    summary,
    terms,
)
from guideline_docs.rules.acceptance import acceptance_without_reason, unused_acceptance
from guideline_docs.rules.diagnostic import Diagnostic, Severity
from guideline_docs.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    characters.undecodable_bytes,
    characters.legacy_encoding,
    characters.control_character,
    characters.private_use_character,
    characters.invisible_character,
    layout.stray_line,
    layout.column_count,
    layout.unknown_column_head,
    layout.missing_head,
    layout.missing_column,
    layout.unused_file,
    numbering.category_number_gap,
    numbering.subsection_letter_gap,
    numbering.measure_number_gap,
    numbering.duplicate_number,
    numbering.missing_subsection_letter,
    numbering.orphan_measure,
    numbering.empty_heading,
    numbering.chapter_number_gap,
    numbering.one_code_two_titles,
    terms.unknown_tier,
    terms.unknown_status,
    terms.unknown_proposal,
    terms.look_alike_tier,
    terms.tier_label_variant,
    references.dangling_reference,
    references.malformed_reference,
    references.self_reference,
    references.dangling_measure_reference,
    references.dangling_chapter_reference,
    references.look_alike_reference,
    summary.tally_mismatch,
    summary.uneven_denominator,
    summary.status_missing_from_summary,
    summary.tier_missing_from_summary,
    consistency.rationale_contradicts_proposal,
    consistency.results_before_start,
    consistency.results_missing,
    consistency.completed_but_not_done,
    consistency.rationale_missing,
    consistency.rationale_contradicts_status,
    consistency.card_contradicts_sheet,
    history.status_went_back,
    history.results_copied,
    figures.rate_mismatch,
    prose.repeated_clause,
    prose.mixed_era_notation,
    prose.mixed_width,
    prose.spelling_variant,
    prose.unpaired_bracket,
    prose.unknown_annotation,
    prose.placeholder,
    prose.missing_file,
    unused_acceptance,
    acceptance_without_reason,
)

CODES = tuple(rule.code for rule in RULES)

OF_THE_PAST: tuple[Rule, ...] = (
    characters.undecodable_bytes,
    layout.stray_line,
    layout.column_count,
    layout.missing_head,
    layout.missing_column,
    numbering.duplicate_number,
    terms.unknown_tier,
    terms.unknown_status,
)
"""What is told of a sheet of an earlier edition: what makes its reading unsafe, no more."""


def find_rule(code: str) -> Rule | None:
    """The rule of a code or name, in whatever case it is typed."""
    wanted = code.strip().casefold()
    return next((r for r in RULES if wanted in (r.code.casefold(), r.name)), None)


def run(
    guideline: Guideline,
    step: Callable[[], None] = lambda: None,
    rules: Iterable[Rule] = RULES,
) -> Iterator[Diagnostic]:
    """Every finding of every rule, in no particular order, judged as the office judges.

    ``step`` is called after each rule.
    """
    judged = dict(guideline.configuration.severities)
    for rule in rules:
        judgement = judged.get(rule.code, rule.severity)
        if judgement != "off":
            severity = Severity(judgement)
            for finding in rule.check(guideline):
                yield Diagnostic(rule.code, rule.name, severity, finding)
        step()
