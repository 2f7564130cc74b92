"""A finding that is known and kept: its ``[[accept]]`` in accepted.toml, with the reason.

Only what ``check`` tells now is accepted, and the acceptance is read back before it is
written: it covers what it is meant to, or there is no patch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from guideline_docs.edits.cells import line_end
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.model.files import accepted_place
from guideline_docs.rules.acceptance import (
    Acceptance,
    accept,
    acceptance_without_reason,
    acceptances_of,
    fold_subject,
    unused_acceptance,
)
from guideline_docs.rules.catalogue import CODES, find_rule
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.edit import Edit, Patch
from guideline_docs.source.expression import expression
from guideline_docs.source.project import ACCEPTED, Place, same_file, seen_from
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.source.toml import TomlFile, in_quotes

# What is said of acceptances themselves is mended there.
NEVER = (unused_acceptance.code, acceptance_without_reason.code)
# So many of what there is are named where something else was asked for.
_MOST_NAMED = 5
# What stands for a reason while it is tried whether one would do.
_ANY_REASON = "－"
_BROKEN = expression(r"[\x00-\x1f\x7f]+")


class Entry(NamedTuple):
    """What an ``[[accept]]`` says; ``count`` is None for any number of findings."""

    code: str
    path: str
    subject: str
    reason: str
    count: int | None = None


class Accepting(NamedTuple):
    """An acceptance that is to be written.

    ``file`` is accepted.toml, which may not be there so far. ``reason`` is where the reason
    stands between its quotes, in the text of that file as it will be; ``findings`` are those
    that are accepted by it, once it has a reason.
    """

    entry: Entry
    file: Place
    patch: Patch
    reason: Span
    findings: tuple[Diagnostic, ...]

    @property
    def text(self) -> SourceText:
        """accepted.toml as it will be."""
        return self.reason.source


def can_be_accepted(diagnostic: Diagnostic) -> bool:
    """Whether an acceptance can name a finding, and none does so far."""
    named = fold_subject(diagnostic.finding.subject) and diagnostic.code not in NEVER
    return bool(named) and diagnostic.accepted is None


def open_ones(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that nobody has accepted."""
    return [d for d in diagnostics if d.accepted is None]


def accepting(
    snapshot: Snapshot, diagnostic: Diagnostic, reason: str = "", count: int | None = None
) -> Accepting:
    """The acceptance of a finding and of those that are called as it is.

    Without a ``reason`` it is written with none, to be filled in: until then nothing is
    accepted (GD902). One that stands there without a reason is given this one.
    Raises CannotRun where no acceptance can cover the finding.
    """
    file = accepted_place(snapshot.location)
    reason = _BROKEN.sub(" ", reason).strip()
    entry = Entry(
        diagnostic.code,
        written_path(snapshot, diagnostic),
        " ".join(diagnostic.finding.subject.split()),
        reason,
        count,
    )
    # How it would be with a reason: what is accepted then and is not so now.
    tried, _ = _added(snapshot, file, diagnostic, entry._replace(reason=reason or _ANY_REASON))
    findings = _covered(snapshot, file, tried)
    if not any(_is_called(each, diagnostic) for each in findings):
        raise CannotRun(
            f"{one_line(diagnostic.span.place)}: {diagnostic.code}"
            f"「{one_line(diagnostic.finding.subject)}」は、{ACCEPTED} に書いても確認済みになりません"
        )
    return Accepting(entry, file, *_added(snapshot, file, diagnostic, entry), tuple(findings))


def asked(snapshot: Snapshot, code: str, subject: str, path: str = "") -> list[Diagnostic]:
    """The findings of one file that are called so, accepted or not; at least one.

    ``code`` may be the name of the rule, ``path`` is the file as ``check`` prints it, as it
    is seen from here or from accepted.toml. Raises CannotRun where there are none, saying
    what there is instead, and where several files have them.
    """
    rule = find_rule(code)
    home = snapshot.location.folder.name
    if rule is None:
        told_now = list(dict.fromkeys(d.code for d in snapshot.diagnostics))
        raise CannotRun(f"{home}: 「{code}」という指摘はありません{_near(code.upper(), told_now)}")
    if rule.code in NEVER:
        raise CannotRun(f"{home}: {rule.code} は確認済みにできません。{ACCEPTED} を直してください")
    told = [d for d in snapshot.diagnostics if d.code == rule.code]
    wanted = fold_subject(subject)
    called = [d for d in told if fold_subject(d.finding.subject) == wanted and wanted]
    found = [d for d in called if not path or _is_at(snapshot, d, path)]
    files = list(dict.fromkeys(d.path for d in found or called))
    listed = "・".join(map(one_line, files))
    if called and not found:
        raise CannotRun(f"{one_line(path)}: {rule.code}「{subject}」の指摘はありません。あるのは {listed} です")
    if len(files) > 1:
        raise CannotRun(
            f"{home}: {rule.code}「{subject}」の指摘は {listed} にあります。--path で一つを指定してください"
        )
    if not found:
        raise CannotRun(f"{home}: {_instead(snapshot, rule.code, subject, told)}")
    return found


def _instead(snapshot: Snapshot, code: str, subject: str, told: Sequence[Diagnostic]) -> str:
    """That there is no such finding, and what there is."""
    wanted = fold_subject(subject)
    if told:
        subjects = list(dict.fromkeys(one_line(d.finding.subject) for d in told))
        near = _near(subject, subjects)
        if not near:
            more = "など" if len(subjects) > _MOST_NAMED else ""
            near = f"。{code} の指摘は" + "".join(f"「{each}」" for each in subjects[:_MOST_NAMED]) + f"{more}です"
        return f"{code}「{subject}」の指摘は、今はありません{near}"
    others = [d.code for d in snapshot.diagnostics if fold_subject(d.finding.subject) == wanted]
    known = "・".join(dict.fromkeys(others))
    other = f"。「{subject}」の指摘は {known} です" if wanted and known else ""
    return f"{code} の指摘は、今はありません{other}"


def _near(given: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches  # only who mistypes pays for it

    near = get_close_matches(given, known, n=3, cutoff=0.5)
    return "。" + "".join(f"「{each}」" for each in near) + "の誤りではありませんか" if near else ""


def _is_at(snapshot: Snapshot, diagnostic: Diagnostic, path: str) -> bool:
    """Whether a finding is in the file that a path means."""
    place, written = _place(diagnostic), path.replace("\\", "/").removeprefix("./")
    return (
        written in (diagnostic.path, written_path(snapshot, diagnostic))
        or same_file(place.path, Path(path))
    )


def _is_called(one: Diagnostic, other: Diagnostic) -> bool:
    """Whether one acceptance covers both findings."""
    return (one.code, one.path, fold_subject(one.finding.subject)) == (
        other.code,
        other.path,
        fold_subject(other.finding.subject),
    )


# --- the file ---------------------------------------------------------------------------


def _place(diagnostic: Diagnostic) -> Place:
    """The file of a finding, by the name that is told."""
    source = diagnostic.span.source.verbatim
    return Place(source.file or Path(source.path), source.path)


def written_path(snapshot: Snapshot, diagnostic: Diagnostic) -> str:
    """The file of a finding as it is seen from accepted.toml."""
    home, own = accepted_place(snapshot.location).path.parent.resolve(), _place(diagnostic).path.resolve()
    return seen_from(str(home), str(own))


def _added(
    snapshot: Snapshot, file: Place, diagnostic: Diagnostic, entry: Entry
) -> tuple[Patch, Span]:
    """The patch of accepted.toml for an entry, and where the reason is in it as it will be."""
    written = snapshot.accepted
    source = written.source if written else SourceText(file.name, "", file=file.path)
    edit, at = _filled(snapshot, diagnostic, entry) or _new(written, source, entry)
    patch = Patch() if edit.span.text == edit.text else Patch.of([edit])
    start = edit.span.start + at
    text = source._replace(text=patch.text(source))
    return patch, text.span(start, start + len(in_quotes(entry.reason)))


def _filled(
    snapshot: Snapshot, diagnostic: Diagnostic, entry: Entry
) -> tuple[Edit, int] | None:
    """The edit that gives its reason to an acceptance that has none, and where in it that is."""
    subject = fold_subject(diagnostic.finding.subject)
    for each in snapshot.acceptances:
        same = each.code == entry.code and fold_subject(each.subject) == subject
        if same and each.source_path == diagnostic.path and not each.reason:
            return _with_reason(each, entry.reason)
    return None


def _with_reason(acceptance: Acceptance, reason: str) -> tuple[Edit, int]:
    file, table = acceptance.file, acceptance.table
    if "reason" in table:
        return Edit(file.value(table, "reason"), f'"{in_quotes(reason)}"'), 1
    subject = file.value(table, "subject")
    between = ", " if file.heading(table).text.startswith("{") else line_end(subject)
    before = f'{between}reason = "'
    behind = Span(subject.source, subject.end, subject.end)
    return Edit(behind, f'{before}{in_quotes(reason)}"'), len(before)


def _new(written: TomlFile | None, source: SourceText, entry: Entry) -> tuple[Edit, int]:
    """The edit that adds an entry, and where in it the reason is."""
    array, size = written.array("accept") if written else None, len(source.text)
    if written and array:
        # accept = [ {…}, {…} ] takes no [[accept]].
        last = next(reversed(written.tables("accept")), None)
        at = written.heading(last).end if last else array.start + 1
        before, between, behind = (", { " if last else "{ "), ", ", " }"
    else:
        at, end = size, line_end(source.span(size, size))
        gap = end if source.text.strip() else ""
        gap += end if size and not source.text.endswith(("\n", "\r")) else ""
        before, between, behind = f"{gap}[[accept]]{end}", end, end
    for key in ("code", "path", "subject"):
        before += f'{key} = "{in_quotes(getattr(entry, key))}"{between}'
    before += 'reason = "'
    count = f"{between}count = {entry.count}" if entry.count else ""
    return Edit(source.span(at, at), f'{before}{in_quotes(entry.reason)}"{count}{behind}'), len(before)


# --- what it comes to -------------------------------------------------------------------


def _covered(snapshot: Snapshot, file: Place, patch: Patch) -> list[Diagnostic]:
    """The open findings that are accepted once a patch of accepted.toml is written."""
    ((source, _),) = patch.edits.items()
    data = patch.data(source, source.bom + source.text.encode(source.encoding))
    found = [d for d in snapshot.diagnostics if d.code not in NEVER]
    places = list(dict.fromkeys(map(_place, found)))
    acceptances = acceptances_of(TomlFile(file.path, file.name, data), places, CODES)
    after = accept((d._replace(accepted=None) for d in found), acceptances)
    told = [d for d in after if d.code not in NEVER]
    return [
        before
        for before, now in zip(found, told, strict=True)
        if before.accepted is None and now.accepted is not None
    ]
