"""The ways to mend a finding that a person chooses from: each suggestion as an edit."""

from __future__ import annotations

from guideline_docs.rules.acceptance import fold_subject
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.references import dangling_chapter_reference, dangling_reference
from guideline_docs.source.edit import Edit, Fix

# Here a suggestion is the name of what exists, and the text one way to say the subject.
_DANGLING = (dangling_reference.code, dangling_chapter_reference.code)


def fixes_of(diagnostic: Diagnostic) -> tuple[Fix, ...]:
    """The fixes of a finding; where it has none those that its suggestions make.

    A reference keeps its own spelling: the ア of a list for (3)-ア, （3）－ア for （3）－イ.
    """
    finding = diagnostic.finding
    if finding.fixes or not finding.suggestions:
        return finding.fixes
    span = finding.span.verbatim
    found = []
    for suggestion in finding.suggestions:
        text = suggestion
        if diagnostic.code in _DANGLING:
            text = _instead(span.text, finding.subject, suggestion)
        if text:
            text = _kept(span.text, text)
            found.append(Fix(f"「{text}」に直す", (Edit(span, text),), certain=False))
    return tuple(dict.fromkeys(found))


def _instead(written: str, subject: str, suggestion: str) -> str:
    """How another name is said where a text says the subject; empty where that is not clear."""
    said, name = _folded(written), _folded(subject)
    if name.endswith(said):
        # What stands before it names the rest: the ア of （3）-ア、イ.
        above = name.removesuffix(said)
        return suggestion.removeprefix(above) if suggestion.startswith(above) else suggestion
    if said.endswith(name):
        return said.removesuffix(name) + suggestion
    if said == name.replace("-", ""):
        return suggestion
    return ""  # of a range one end would have to go


def _folded(text: str) -> str:
    """A reference whatever width it has, and whatever joins its numbers: （3）のア."""
    return fold_subject(text).replace("の", "-")


def _kept(written: str, text: str) -> str:
    """A text that begins as the one that stands there, in the same width."""
    for size in range(len(written), 0, -1):
        same = _folded(written[:size])
        if text.startswith(same):
            return written[:size] + text[len(same) :]
    return text
