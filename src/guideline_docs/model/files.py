"""Which files a project is made of, which are not there, and which stand about in vain."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from guideline_docs.failure import CannotRun
from guideline_docs.model.astray import MissingFile, UnusedFile
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.renumbered import RENUMBERED
from guideline_docs.source.formats import Format, format_of
from guideline_docs.source.note import noted
from guideline_docs.source.project import (
    ACCEPTED,
    SETTINGS,
    SOURCES,
    Location,
    Place,
    Stranger,
    below,
    beside,
    called_texts,
    document_hint,
    is_of_the_folder,
    locate,
    misnamed_settings,
    same_file,
    strangers,
    texts,
)
from guideline_docs.source.span import SourceText
from guideline_docs.source.text import decode, filled
from guideline_docs.syntax.kinds import Kind, Reason, Role, Text, Unused, kind_of


def located(name: str) -> Location:
    """Find a project, once what somebody was writing there is finished or undone."""
    path = Path(name)
    settled([path, path / SOURCES] if path.is_dir() else [path.parent])
    location = locate(name)
    found = [location.folder, *filter(None, (location.settings, location.accepted))]
    settled(dict.fromkeys(place.path if place.path.is_dir() else place.path.parent for place in found))
    return location


def settled(folders: Iterable[Path]) -> None:
    """Finish or undo what dead writers have left in folders, which is seldom anything.

    Raises CannotRun where that is not possible.
    """
    if left := noted(folders):
        from guideline_docs.source.write import settle  # who only reads need not load a writer

        settle(left)


def places_of(
    location: Location, configuration: Configuration, unsaved: Collection[Path] = ()
) -> list[tuple[Place, Role]]:
    """The sources to read: sheets of the folder, then chapters by name.

    Files that are ``unsaved`` are there, too.

    A file inside a project is read with all of the project, so that its references
    can be resolved; a file outside stands alone.
    """
    if location.settings and location.settings.path.parent.is_dir():
        places = _in_project(beside(location.settings), location, configuration, unsaved)
        if location.file is None or location.file in dict(places):
            if not places:
                home = beside(location.settings)
                raise CannotRun(f"{home.name}: 原稿（.txt）がありません{document_hint(home)}")
            return places
    if location.file is not None:
        return [(location.file, Role.ALONE)]
    return _in_project(location.folder, location, configuration, unsaved)


def _in_project(
    home: Place, location: Location, configuration: Configuration, unsaved: Collection[Path]
) -> list[tuple[Place, Role]]:
    """The texts of a project, the sheet that the settings name before all others."""
    chapters = below(home, configuration.chapters)
    # The chapters may stand beside the sheet: they are read once.
    together = same_file(chapters.path, home.path)
    inside = texts(home, unsaved)
    sources = [place for place in inside if together or not is_of_the_folder(place)]
    chosen = sheet_place(location, configuration)
    if chosen and chosen.path.is_file():
        sources = [chosen] + [each for each in sources if not same_file(each.path, chosen.path)]
    for earlier in earlier_places(location, configuration):
        if not any(same_file(each.path, earlier.path) for each in sources):
            sources.append(earlier)
    role = Role.CHAPTERS if together else Role.SOURCES
    places = [(_as_named(place, location), role) for place in sources]
    if not together:
        inside = texts(chapters, unsaved)
        places += [(_as_named(place, location), Role.CHAPTERS) for place in inside]
    return places


def sheet_place(location: Location, configuration: Configuration) -> Place | None:
    """The sheet that the settings name, as the user does if it is the named file."""
    if location.settings is None or not configuration.sheet:
        return None
    return _as_named(below(beside(location.settings), configuration.sheet), location)


def earlier_places(location: Location, configuration: Configuration) -> list[Place]:
    """The sheets of the editions before today's, as they are named on the command line.

    Raises CannotRun where an edition names a sheet that is not there, today's too.
    """
    if location.settings is None:
        return []
    home = beside(location.settings)
    for edition in configuration.editions:
        place = below(home, edition.sheet)
        if edition.sheet and not place.path.is_file():
            from difflib import get_close_matches  # only a faulty file pays for it

            names = [each.path.name for each in texts(beside(place))]
            near = get_close_matches(place.path.name, names, n=1, cutoff=0.5)
            advice = f"「{near[0]}」の誤りではありませんか" if near else f"{SETTINGS} のあるフォルダーから見た名前で書いてください"
            raise CannotRun(
                f"{edition.place.place}: 版「{edition.name}」の一覧「{edition.sheet}」がありません。{advice}",
                edition.place,
            )
    earlier = (below(home, edition.sheet) for edition in configuration.earlier_sheets)
    return [_as_named(place, location) for place in earlier]


def is_alone(places: Iterable[tuple[Place, Role]]) -> bool:
    return any(role is Role.ALONE for _, role in places)


def _as_named(place: Place, location: Location) -> Place:
    """A file's place; the named file keeps the very name it was given."""
    file = location.file
    return file if file and same_file(place.path, file.path) else place


def opened(
    data: bytes, place: Place, role: Role, configuration: Configuration, meant: bool
) -> Text | UnusedFile:
    """A file as a source, or why it is none.

    Raises CannotRun where it is blank, or ``meant`` to be read and no text of ours.
    """
    form = format_of(data, place.path.name)
    source = None if form else decode(data, place.name, place.path)
    kind = _must_be_ours(source, form, place, role, configuration) if meant else None
    if source is None:
        return no_text(place, Unused(Reason.FORMAT, form))
    return Text(filled(source), place.path.parent, role, kind)


def must_be_ours(
    data: bytes, place: Place, role: Role = Role.ALONE, configuration: Configuration = Configuration()
) -> None:
    """Raise CannotRun, saying how it is brought in, for what is no text of ours."""
    form = format_of(data, place.path.name)
    source = None if form else decode(data, place.name)
    _must_be_ours(source, form, place, role, configuration)


def _must_be_ours(
    source: SourceText | None,
    form: Format | None,
    place: Place,
    role: Role,
    configuration: Configuration,
) -> Kind | Unused | None:
    """What a source is, or a message; see ``must_be_ours``."""
    # What comes from standard input has no name that could be named again.
    again = "ファイル" if place.name.startswith("<") else place.name
    kind = kind_of(source, role, configuration.heads, configuration.fields) if source else None
    if isinstance(kind, Unused) and source and source.undecodable is None:
        form = kind.format
        if kind.reason is Reason.SETTINGS and role is Role.ALONE:
            raise CannotRun(f"{place.name}: 設定です。原稿か、原稿のフォルダーを指定してください")
    if form:
        raise CannotRun(f"{place.name}: {form.what}です。{form.how(again)}")
    return kind


def no_text(place: Place, unused: Unused, instead: str = "") -> UnusedFile:
    """Something among the sources in which nothing is read."""
    span = SourceText(place.name, "").span(0, 0)
    return UnusedFile(span, place.path.name, unused, instead)


def strangers_of(location: Location, configuration: Configuration) -> list[Stranger]:
    """What stands among the sources of a project and is called no text.

    Outside of a project nobody knows what the files of a folder are for, and of its root
    only documents and settings by a wrong name are spoken of.
    """
    home = beside(location.settings) if location.settings else location.folder
    whole = home.path.resolve().name == SOURCES
    if not (location.settings or whole):
        return []
    sheets = [configuration.sheet, *(each.sheet for each in configuration.earlier_sheets)]
    inner = [Path(configuration.chapters), *map(Path, sheets)]
    known = {SETTINGS, ACCEPTED, RENUMBERED, *(part for path in inner for part in path.parts)}
    found = list(strangers(home, known, whole))
    ways = {parent for path in inner for parent in path.parents}
    for relative in sorted({inner[0], *ways} - {Path()}):
        folder = below(home, relative.as_posix())
        found += strangers(folder, known, whole=True)
        # A folder on the way to the sheet or the chapters is neither.
        if relative != inner[0] and home.path in folder.path.parents:
            others = (place for place in called_texts(folder) if place.path.name not in known)
            found += (Stranger(place, folder.path) for place in others)
    return [*found, *misnamed_settings(location.root)] if whole else found


def missing_of(location: Location, configuration: Configuration) -> list[MissingFile]:
    """The sheet and the chapters' folder, if the settings name them and they are not there."""
    if location.settings is None:
        return []
    home = beside(location.settings)
    named = (
        ("sheet", configuration.sheet, Path.is_file),
        ("chapters", configuration.chapters, Path.is_dir),
    )
    return [
        MissingFile(span, name, key)
        for key, name, is_there in named
        if not is_there(below(home, name).path) and (span := configuration.place(key))
    ]


def accepted_place(location: Location) -> Place:
    """Where the acceptances of a project are, or would be: beside its settings or its sources."""
    if location.accepted:
        return location.accepted
    return below(beside(location.settings) if location.settings else location.folder, ACCEPTED)


def renumbered_place(location: Location) -> Place:
    """Where the map of a project is kept: beside its settings, or beside its sheet."""
    home = beside(location.settings) if location.settings else location.folder
    return below(home, RENUMBERED)
