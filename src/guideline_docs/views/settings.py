"""What an editor shows of a file of settings: what can be written here, and what it means.

Both are read off the forms that the reader goes by. The text may be unfinished anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from guideline_docs.edits.accepting import can_be_accepted, written_path
from guideline_docs.model.settings import SETTINGS
from guideline_docs.rules.acceptance import ACCEPTED_FORM, fold_subject
from guideline_docs.rules.catalogue import RULES, find_rule
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source import project
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.form import Form, Key, Kind, Names
from guideline_docs.source.project import beside, called_texts
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.source.toml import in_quotes
from guideline_docs.source.toml_places import Entry, Part, Path, entries_so_far, standing, unquoted
from guideline_docs.views.hover import Glance, Hover, Line
from guideline_docs.views.text import printable

FORMS: Mapping[str, Mapping[str, Form]] = {
    project.SETTINGS: SETTINGS,
    project.ACCEPTED: {"accept": ACCEPTED_FORM},
}
"""The files of settings by their names, and the tables of each."""


class ChoiceKind(StrEnum):
    TABLE = "table"
    KEY = "key"
    WORD = "word"
    """One of all words that a key takes."""
    NAME = "name"
    """Something of the project."""


class Choice(NamedTuple):
    """One thing that can be written: ``text`` instead of ``span``.

    ``caret`` is where in ``text`` one goes on writing. ``said`` is what it means, in a line.
    """

    label: str
    said: str
    span: Span
    text: str
    caret: int
    kind: ChoiceKind


def choices(source: SourceText, offset: int, snapshot: Snapshot | None = None) -> list[Choice]:
    """What can be written at an offset of a file of settings, the likeliest first.

    ``source`` is named as the file is. Without a ``snapshot`` of the project what it names
    is not offered.
    """
    forms = _forms(source)
    part, path, start, end = standing(source.text, offset)
    span = source.span(start, end)
    there = [entry.path for entry in entries_so_far(source.text)]
    match part:
        case Part.HEADING:
            return list(_headings(forms, span, there))
        case Part.KEY:
            return list(_keys(forms, path, span, there))
        case Part.VALUE:
            key = _key_at(forms, path)
            return list(_values(key, path, span, snapshot)) if key else []
    return []


def meaning(source: SourceText, offset: int) -> Hover | None:
    """What the heading, key or word at an offset means; None where it is none of ours."""
    forms = _forms(source)
    # The innermost comes last: a table, its key, an item of that.
    for path, key, value in reversed(entries_so_far(source.text)):
        if key[0] <= offset <= key[1]:
            glance = _glance(forms, path)
            rule = find_rule(str(path[-1])) if path[0] == "severity" else None
            return Hover(source.span(*key), (glance,), (rule,) if rule else ()) if glance else None
        if value[0] <= offset <= value[1] and (found := _key_at(forms, path)):
            return _word(found, source.span(*value))
    return None


# --- headings and keys ------------------------------------------------------------------


def _forms(source: SourceText) -> Mapping[str, Form]:
    return FORMS.get(source.path.rpartition("/")[2], {})


def _headings(
    forms: Mapping[str, Form], span: Span, there: Sequence[Path]
) -> Iterator[Choice]:
    """The tables that may begin here: those that are there once are offered once."""
    inside = (form for outer in forms.values() for form in outer.inside.values())
    taken = {path[0] for path in there if path}
    for name, form in chain(forms.items(), ((None, each) for each in inside)):
        if name not in taken or form.heading.startswith("[["):
            heading = form.heading
            yield Choice(heading, form.said, span, heading, len(heading), ChoiceKind.TABLE)


def _keys(
    forms: Mapping[str, Form], table: Path, span: Span, there: Sequence[Path]
) -> Iterator[Choice]:
    """The keys that a table does not have yet, and the tables that may follow it."""
    taken = {path[-1] for path in there if path[:-1] == table}
    taken.discard(unquoted(span.text))
    form = _form_at(forms, table)
    for name, key in form.keys.items() if form else ():
        if name not in taken and key.kind is not Kind.TABLES:
            yield _key(name, key, span)
    if form and form.others and form.others.names is Names.CODE:
        for rule in RULES:
            if rule.code not in taken:
                told = Key(rule.page.title, form.others.words)
                yield _key(rule.code, told, span)
    if span.text == span.source.line_text(span.line).strip():
        yield from _headings(forms, span, there)


_EMPTY = {Kind.TEXT: '""', Kind.TEXTS: '[""]', Kind.WHOLES: "[]"}


def _key(name: str, key: Key, span: Span) -> Choice:
    """A key with its sign of equality, unless that is there, and the value left to write."""
    line = span.source.text[span.end :].partition("\n")[0]
    if "=" in line.partition("#")[0]:
        return Choice(name, key.said, span, name, len(name), ChoiceKind.KEY)
    empty = _EMPTY.get(key.kind, "")
    text = f"{name} = {empty}"
    return Choice(name, key.said, span, text, len(text) - len(empty) // 2, ChoiceKind.KEY)


def _form_at(forms: Mapping[str, Form], path: Path) -> Form | None:
    """The form of a table, by its key path; None where there is none such."""
    form: Form | None = None
    for name in (part for part in path if isinstance(part, str)):
        form = forms.get(name)
        if form is None:
            return None
        forms = form.inside
    return form


def _key_at(forms: Mapping[str, Form], path: Path) -> Key | None:
    """The key that a value is of, by its path."""
    names = [part for part in path if isinstance(part, str)]
    form = _form_at(forms, tuple(names[:-1]))
    return form.keys.get(names[-1], form.others) if form else None


# --- values -----------------------------------------------------------------------------


def _values(
    key: Key, path: Path, span: Span, snapshot: Snapshot | None
) -> Iterator[Choice]:
    for word, said in key.words.items():
        yield _value(key, word, said, path, span, ChoiceKind.WORD)
    if snapshot:
        named = dict(_named(key.names, path, span.source, snapshot))
        for name, said in named.items():
            yield _value(key, name, said, path, span, ChoiceKind.NAME)


def _value(key: Key, word: str, said: str, path: Path, span: Span, kind: ChoiceKind) -> Choice:
    text = word if key.kind is Kind.FLAG else f'"{in_quotes(word)}"'
    # A list of which nothing is there yet.
    if key.kind is Kind.TEXTS and not isinstance(path[-1], int) and not span.text.startswith('"'):
        text = f"[{text}]"
    return Choice(word, said, span, text, len(text), kind)


def _named(
    names: Names, path: Path, source: SourceText, snapshot: Snapshot
) -> Iterator[tuple[str, str]]:
    """What a project has of a kind, each with a line about it."""
    vocabulary = snapshot.configuration.vocabulary
    match names:
        case Names.HEAD | Names.FIELD:
            yield from ((printable(column.name), "") for column in snapshot.guideline.columns)
            if names is Names.FIELD:
                yield from ((name, "") for name in vocabulary.second_heads)
        case Names.WORD:
            yield from ((status.word, "") for status in vocabulary.statuses)
        case Names.SHEET | Names.FOLDER:
            yield from ((name, "") for name in _files(names, snapshot))
        case Names.CODE | Names.SOURCE | Names.SUBJECT:
            yield from _of_findings(names, path, source, snapshot)


def _files(names: Names, snapshot: Snapshot) -> Iterator[str]:
    """The texts beside the settings, or the folders."""
    place = snapshot.location.settings
    if place is None:
        return
    home = beside(place)
    if names is Names.SHEET:
        yield from (text.path.name for text in called_texts(home))
    else:
        inside = sorted(home.path.iterdir()) if home.path.is_dir() else ()
        yield from (path.name for path in inside if path.is_dir() and path.name[0] not in "._")


def _of_findings(
    names: Names, path: Path, source: SourceText, snapshot: Snapshot
) -> Iterator[tuple[str, str]]:
    """What the open findings are called that fit what the same [[accept]] says so far."""
    said = dict(_said(entries_so_far(source.text), path[:-1], source))
    code = said.get("code", "").upper()
    found = [d for d in snapshot.diagnostics if can_be_accepted(d)]
    if names is Names.CODE:
        told = {d.code for d in found}
        # Those that are told come first.
        for rule in sorted(RULES, key=lambda rule: rule.code not in told):
            yield rule.code, rule.page.title
        return
    found = [d for d in found if not code or d.code == code]
    if names is Names.SOURCE:
        yield from ((written_path(snapshot, d), "") for d in found)
        return
    at = said.get("path", "").replace("\\", "/").removeprefix("./")
    here = [d for d in found if not at or at in (d.path, written_path(snapshot, d))]
    yield from ((_subject(d), _message(d)) for d in here if fold_subject(d.finding.subject))


def _said(
    entries: Iterable[Entry], table: Path, source: SourceText
) -> Iterator[tuple[str, str]]:
    for entry in entries:
        if entry.path[:-1] == table:
            yield str(entry.path[-1]), unquoted(source.text[slice(*entry.value)])


def _subject(diagnostic: Diagnostic) -> str:
    return " ".join(diagnostic.finding.subject.split())


def _message(diagnostic: Diagnostic) -> str:
    return printable(diagnostic.finding.message)


# --- what it means ----------------------------------------------------------------------


def _glance(forms: Mapping[str, Form], path: Path) -> Glance | None:
    """What a heading or key means, and the words that it takes."""
    form = _form_at(forms, path)
    if form:
        return Glance(form.heading, form.said, tuple(map(_line, form.keys.items())))
    key = _key_at(forms, path)
    if key is None:
        return None
    name = next(part for part in reversed(path) if isinstance(part, str))
    return Glance(name, key.said, tuple(Line(word, said) for word, said in key.words.items()))


def _line(item: tuple[str, Key]) -> Line:
    name, key = item
    return Line(name, key.said)


def _word(key: Key, span: Span) -> Hover | None:
    """What a word means that a key takes, or the rule that it names."""
    word = unquoted(span.text)
    rule = find_rule(word) if key.names is Names.CODE else None
    if said := key.words.get(word):
        return Hover(span, (Glance(word, said),))
    return Hover(span, (), (rule,)) if rule else None
