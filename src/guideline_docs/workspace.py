"""The only state there is: a place, texts that are not saved yet, and trees already made.

What is read is read anew for each snapshot, which takes milliseconds; of the texts that
are as they were the trees are kept, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from guideline_docs.failure import CannotRun
from guideline_docs.model.astray import Astray, UnusedFile
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.files import (
    accepted_place,
    earlier_places,
    is_alone,
    located,
    missing_of,
    must_be_ours,
    opened,
    places_of,
    renumbered_place,
    settled,
    sheet_place,
    strangers_of,
)
from guideline_docs.model.reading import guidelines
from guideline_docs.model.renumbered import Renumbered, read_renumbered
from guideline_docs.rules.acceptance import acceptances_of
from guideline_docs.rules.catalogue import CODES
from guideline_docs.rules.snapshot import Snapshot, configured
from guideline_docs.source import edit
from guideline_docs.source.edit import Patch
from guideline_docs.source.project import (
    Location,
    Place,
    below,
    beside,
    here,
    identity,
    locate,
    same_file,
)
from guideline_docs.source.span import SourceText
from guideline_docs.source.text import decode, read_bytes
from guideline_docs.source.toml import TomlFile
from guideline_docs.syntax.kinds import Parsed, Role, Text, parsed


class Workspace:
    """A project that is read again and again while it is worked on."""

    def __init__(self, name: str, configuration: Configuration | None = None) -> None:
        """``configuration`` is what holds for a file that has no settings of its own."""
        self._name = name
        self._borrowed = configuration
        self._unsaved: dict[Path, bytes] = {}
        self._known: dict[tuple[Place, Role], Parsed] = {}
        self._words: tuple[object, ...] = ()

    @classmethod
    def open(cls, name: str) -> Workspace:
        """The project that a path belongs to.

        Raises CannotRun where there is none, and for a file that is no text of ours.
        """
        location = locate(name)
        if location.file is not None:
            must_be_ours(read_bytes(location.file.path, location.file.name), location.file)
        return cls(name)

    def overlay(self, file: Path, text: str | None) -> None:
        """Let an unsaved text count instead of what its file holds; None: the file again.

        It is taken to be saved in the encoding that the file has, if that can hold it. A
        file that is not there counts as if it were.
        """
        kept = {each: data for each, data in self._unsaved.items() if not same_file(each, file)}
        self._unsaved = kept if text is None else kept | {file: _encoded(file, text)}

    @contextmanager
    def instead(self, texts: Mapping[Path, str]) -> Iterator[None]:
        """Let texts of files count for a while, whatever is saved or not."""
        before = self._unsaved
        try:
            for file, text in texts.items():
                self.overlay(file, text)
            yield
        finally:
            self._unsaved = before

    def apply(self, patch: Patch) -> list[Path]:
        """Write what a patch changes, every file or none; what was written.

        An unsaved text of a file that is written counts no longer. Raises CannotRun where
        a file is no longer what was read.
        """
        written = edit.apply(patch)
        for file in written:
            self.overlay(file, None)
        return written

    def snapshot(self) -> Snapshot:
        """Everything as it is now. Raises CannotRun, never for text."""
        location = self._with_unsaved(located(self._name))
        settings = self._unsaved_of(location.settings)
        configuration = configured(location, settings)
        if self._borrowed and location.settings is None:
            configuration = self._borrowed
        if location.settings:
            settled([below(beside(location.settings), configuration.chapters).path])
        places = places_of(location, configuration, self._unsaved)
        read = self._read(places, location, configuration)
        texts = [each for each in read if isinstance(each, Parsed)]
        unused = tuple(each for each in read if isinstance(each, UnusedFile))
        around = () if is_alone(places) else strangers_of(location, configuration)
        found = guidelines(
            texts,
            configuration,
            Astray(tuple(missing_of(location, configuration)), unused),
            around,
            self._renumbered(location),
        )
        past = [part.sheet for part in found[0].editions if part.sheet]
        checked = {source for guideline in (*found, *past) for source in guideline.sources}
        if location.file is None:
            astray = found[0].astray
            told = {place.name for place, _ in places}
            told |= {each.span.source.path for each in astray.missing}
            told |= {each.span.source.path for each in astray.unused}
        else:
            told = {location.file.name}
        named = [place for place, _ in places] + [each.place for each in around]
        named += filter(None, (location.settings, location.accepted))
        accepted = self._accepted(location.accepted)
        return Snapshot(
            location,
            configuration,
            found,
            acceptances_of(accepted, named, CODES) if accepted else (),
            frozenset(told),
            tuple(each.text for each in texts if each.text.source in checked),
            accepted,
        )

    def _read(
        self, places: list[tuple[Place, Role]], location: Location, configuration: Configuration
    ) -> list[Parsed | UnusedFile]:
        """The texts, taken apart; those that are as they were are taken as they are known."""
        # Who names a workbook means to have it read; one that stands about is told.
        meant = {location.file, sheet_place(location, configuration)}
        meant |= {*earlier_places(location, configuration)}
        heads, fields = configuration.heads, configuration.fields
        marks = configuration.scheme.marks
        known, self._known = self._known, {}
        # A column is the same by its key, whatever it is called and holds.
        columns = tuple((name, c, c.heads, c.kind, c.unit, c.yearly) for name, c in heads.items())
        if self._words != (columns, fields, marks):
            known, self._words = {}, (columns, fields, marks)
        found: list[Parsed | UnusedFile] = []
        unsaved = {identity(file): data for file, data in self._unsaved.items()}
        for place, role in places:
            data = unsaved.get(identity(place.path)) if unsaved else None
            data = read_bytes(place.path, place.name) if data is None else data
            text = opened(data, place, role, configuration, place in meant)
            if isinstance(text, UnusedFile):
                found.append(text)
                continue
            before = known.get((place, role))
            same = before is not None and _same(before.text.source, text.source)
            each = before if before and same else parsed(text, heads, fields, marks)
            self._known[place, role] = each
            found.append(each)
        return found

    def _renumbered(self, location: Location) -> Renumbered:
        """The map of the numbers; empty where there is none."""
        place = renumbered_place(location)
        return read_renumbered(*place, self._unsaved_of(place))

    def _with_unsaved(self, location: Location) -> Location:
        """The same with acceptances that are not saved yet."""
        place = accepted_place(location)
        new = location.accepted is None and self._unsaved_of(place) is not None
        return location._replace(accepted=place) if new else location

    def _accepted(self, place: Place | None) -> TomlFile | None:
        """The acceptances as they are written, if there are any."""
        return TomlFile(place.path, place.name, self._unsaved_of(place)) if place else None

    def _unsaved_of(self, place: Place | None) -> bytes | None:
        if not self._unsaved or place is None:
            return None
        found = (data for file, data in self._unsaved.items() if same_file(file, place.path))
        return next(found, None)


def load(name: str) -> Snapshot:
    """Read the project that a path belongs to. Raises CannotRun, never for text."""
    return Workspace(name).snapshot()


def load_text(data: bytes, name: str) -> Snapshot:
    """A source that is no file (standard input): it stands alone, with the settings here."""
    source = decode(data, name)
    if not source.text.strip():
        raise CannotRun(f"{name}: 何も書かれていません")
    location = here()
    configuration = configured(location)
    must_be_ours(data, Place(Path(name), name), Role.ALONE, configuration)
    text = Text(source, location.folder.path, Role.ALONE)
    marks = configuration.scheme.marks
    tree = parsed(text, configuration.heads, configuration.fields, marks)
    found = guidelines([tree], configuration)
    return Snapshot(location, configuration, found, (), frozenset({name}), (text,))


def _same(one: SourceText, other: SourceText) -> bool:
    """Whether two readings of a file are of the same text, encoding and BOM."""
    return one.verbatim[1:] == other.verbatim[1:]


def _encoded(file: Path, text: str) -> bytes:
    """An unsaved text as its file would hold it."""
    try:
        saved = decode(file.read_bytes(), file.name)
        return saved.bom + text.encode(saved.encoding)
    except (OSError, UnicodeEncodeError):
        return text.encode("utf-8", "surrogatepass")
