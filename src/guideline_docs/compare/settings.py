"""What the settings say of the documents: title, stage, dates, as they are printed."""

from collections.abc import Iterator

from guideline_docs.compare.changes import Change, ChangeKind
from guideline_docs.compare.words import changes
from guideline_docs.model.configuration import SETTINGS_TABLE, Configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.source.project import SETTINGS
from guideline_docs.source.span import SourceText, Span

_JOINT = "、"


def settings_changes(old: Guideline, new: Guideline) -> Iterator[Change]:
    """The changes in the order of a cover."""
    before, after = old.configuration, new.configuration
    for key, was in before.bibliography._asdict().items():
        now = getattr(after.bibliography, key)
        if was == now:
            continue
        place = _place(after if now or after.file else before, key)
        told = was, now, changes(was, now)
        yield Change(ChangeKind.CHANGED, "", "", f"{SETTINGS_TABLE}.{key}", place, *told)
    editions = [_JOINT.join(part.name for part in each.editions) for each in (old, new)]
    if editions[0] != editions[1]:
        told = *editions, changes(*editions)
        yield Change(ChangeKind.CHANGED, "", "", "edition", _place(after, ""), *told)


def _place(configuration: Configuration, key: str) -> Span:
    """The value where it is written; the top of the settings where it is not."""
    file = configuration.file
    if file is None:
        return SourceText(SETTINGS, "").span(0, 0)
    return file.place(file.table(SETTINGS_TABLE), key) if key else file.source.span(0, 0)
