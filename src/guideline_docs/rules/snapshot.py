"""A project at one moment: what was read of it, what that means, and what is wrong with it."""

from collections.abc import Callable, Iterable
from functools import cached_property

from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration, read_configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.rules import catalogue
from guideline_docs.rules.acceptance import Acceptance, accept, unused_acceptance
from guideline_docs.rules.characters import undecodable_bytes
from guideline_docs.rules.diagnostic import Diagnostic, Severity
from guideline_docs.source.project import Location
from guideline_docs.source.record import NamedTuple, own_key
from guideline_docs.source.span import SourceText
from guideline_docs.source.toml import TomlFile
from guideline_docs.syntax.kinds import Text


class _Parts(NamedTuple):
    location: Location
    configuration: Configuration
    guidelines: tuple[Guideline, ...]
    acceptances: tuple[Acceptance, ...]
    told: frozenset[str]
    texts: tuple[Text, ...]
    accepted: TomlFile | None = None


@own_key
class Snapshot(_Parts):
    """What one path on the command line stands for, read and resolved.

    ``texts`` are the sources that a guideline or an edition of it is made of, ``told`` the names of those
    whose findings are wanted (all, unless one file was named). A further sheet in the
    folder is a guideline of its own. ``accepted`` are the acceptances as they are written. Two snapshots are the same only if they are one object.
    """

    @property
    def guideline(self) -> Guideline:
        """The guideline that documents are made of."""
        return self.guidelines[0]

    @property
    def sources(self) -> tuple[SourceText, ...]:
        return tuple(text.source for text in self.texts)

    def guideline_of(self, source: SourceText) -> Guideline | None:
        """The guideline that a source is part of, one of an earlier edition too."""
        return self._by_source.get(source)

    @cached_property
    def _by_source(self) -> dict[SourceText, Guideline]:
        past = [part.sheet for part in self.guideline.editions if part.sheet]
        every = (*past, *self.guidelines[::-1])
        return {source: guideline for guideline in every for source in guideline.sources}

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every finding, looked for when first asked for."""
        return tuple(check(self))


def check(snapshot: Snapshot, step: Callable[[], None] = lambda: None) -> list[Diagnostic]:
    """Every finding, by place and then code; accepted ones carry their reason.

    ``step`` is called after each rule.
    """
    found = [
        diagnostic
        for guideline in snapshot.guidelines
        for diagnostic in catalogue.run(guideline, step)
    ]
    for part in snapshot.guideline.editions:
        if part.sheet:
            found += catalogue.run(part.sheet, step, catalogue.OF_THE_PAST)
    found.sort(key=_by_place)
    whole = snapshot.location.file is None
    # What an unreadable source holds, nobody knows: no acceptance is unused then.
    unreadable = any(diagnostic.code == undecodable_bytes.code for diagnostic in found)
    told = accept(found, snapshot.acceptances)
    return [
        diagnostic
        for diagnostic in told
        if diagnostic.path in snapshot.told or (whole and _is_acceptance(snapshot, diagnostic))
        if not (unreadable and diagnostic.code == unused_acceptance.code)
    ]


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that make a check fail."""
    return [d for d in diagnostics if d.severity is Severity.ERROR and d.accepted is None]


def configured(location: Location, data: bytes | None = None) -> Configuration:
    """The settings of a project. Raises CannotRun at a severity for a rule that is none.

    ``data`` is what they say where they are not saved yet.
    """
    if location.settings is None:
        return Configuration()
    path, name = location.settings
    configuration = read_configuration(path, name, data)
    for code, _ in configuration.severities:
        if code not in catalogue.CODES:
            file = configuration.file
            span = file.place(file.table("severity"), code) if file else None
            raise CannotRun(f"{name}: [severity] の「{code}」という指摘はありません", span)
    return configuration


def _is_acceptance(snapshot: Snapshot, diagnostic: Diagnostic) -> bool:
    accepted = snapshot.location.accepted
    return accepted is not None and diagnostic.path == accepted.name


def _by_place(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    source, start, end = diagnostic.span.verbatim
    return (source.path, start, end, diagnostic.code)
