"""A project that is read, or built, again and again, whatever happens to its files."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from guideline_docs import outputs
from guideline_docs.failure import CannotRun, cannot_read
from guideline_docs.outputs import Built, Order
from guideline_docs.render.templates import packaged
from guideline_docs.rules.appeared import appeared
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.services.files import files_of
from guideline_docs.source.project import Location, locate
from guideline_docs.source.record import NamedTuple
from guideline_docs.workspace import Workspace

if TYPE_CHECKING:
    from guideline_docs.render.printer import Printer


class Read(NamedTuple):
    """What one reading, or one build, has come to.

    ``refused`` is why nothing was made, ``stopped`` the one message of what stopped it;
    in both cases what was made before stays as it is. ``new`` are the findings that were
    not there before, ``gone`` says how many are there no longer.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    new: tuple[Diagnostic, ...] = ()
    gone: int = 0
    built: Built | None = None
    refused: tuple[str, ...] = ()
    stopped: str | None = None

    @property
    def problem(self) -> str:
        """Why there is nothing new, in one message; empty where there is."""
        return self.stopped or "、".join(self.refused)


class Watch:
    """What a project is made of and looks like, and what was found in it last.

    ``looks`` are further folders and files that documents are made with.
    Raises CannotRun where there is no project, and for a file that is no text of ours.
    """

    def __init__(self, name: str, looks: Sequence[Path | None] = ()) -> None:
        self._name = name
        self._workspace = Workspace.open(name)
        self._location = locate(name)
        self._looks = [path for path in looks if path]
        self._told: Sequence[Diagnostic] = ()
        self.snapshot: Snapshot | None = None
        """The project as it was read last; None before it could be read."""

    def read(self, then: Callable[[Snapshot, Read], Read] = lambda _, read: read) -> Read:
        """Read and check; never raises for what stands in the project's files.

        ``then`` is what is done with what was read, and says what it has come to.
        """
        read = Read()
        try:
            snapshot = self._workspace.snapshot()
            self._must_be_whole(snapshot)
            if unreadable := outputs.refusal(snapshot, snapshot.diagnostics, final=False):
                # A file is only half there: what is found in the rest is no news.
                return Read(refused=tuple(unreadable))
            read = self._news(snapshot)
            return then(snapshot, read)
        except CannotRun as error:
            return read._replace(stopped=str(error))
        except OSError as error:
            # A file or folder went while it was being looked for.
            return Read(stopped=cannot_read(error, self._name))

    def _news(self, snapshot: Snapshot) -> Read:
        found = snapshot.diagnostics
        new, gone = appeared(self._told, found), appeared(found, self._told)
        self.snapshot, self._told = snapshot, found
        return Read(found, tuple(new), len(gone))

    def _must_be_whole(self, snapshot: Snapshot) -> None:
        """Raise CannotRun for sources that went and were not renamed: there are fewer."""
        known = self.snapshot.sources if self.snapshot else ()
        if len(snapshot.sources) >= len(known):
            return
        # One that is still there is left out by new settings.
        lost = [source.path for source in known if source.file and not source.file.is_file()]
        if lost:
            others = f" など {len(lost)} 個" if len(lost) > 1 else ""
            raise CannotRun(
                f"{lost[0]}{others}: なくなりました。戻せば作り直します"
                "（消したままにするなら、いったん終わって始め直してください）"
            )

    def files(self) -> list[Path]:
        """What the documents are made of and would be made of, whether it is there or not.

        What is known of the project stays known while it cannot be loaded.
        """
        with suppress(CannotRun, OSError):
            self._location = locate(self._name)
        location, known = self._location, self.snapshot
        found = files_of(location, known)
        for place in (*self._looks, location.root / "templates", packaged()):
            with suppress(OSError):
                found += _templates(place)
        # The first name of each: the one by which the user called the project.
        return list({os.path.realpath(path): path for path in reversed(found)}.values())[::-1]


class Workshop:
    """A watched project that is built. Use it in a ``with``: until its end the process
    that prints stays ready.

    ``order`` says what to build where, for the place the project was found at.
    Raises CannotRun as ``Watch`` does.
    """

    def __init__(self, name: str, order: Callable[[Location], Order]) -> None:
        self.order = order(locate(name))
        self._watch = Watch(name, (self.order.templates, self.order.profile))
        self._printer: Printer | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._printer = self._open.enter_context(outputs.started(self.order.only))
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    def files(self) -> list[Path]:
        """What the documents are made of."""
        return self._watch.files()

    def rebuild(self) -> Read:
        """Load, check and build; never raises for what stands in the project's files."""
        return self._watch.read(self._built)

    def _built(self, snapshot: Snapshot, read: Read) -> Read:
        found, order = read.diagnostics, self.order
        refused = outputs.refusal(snapshot, found, order.final)
        if order.final and not refused:
            refused = list(outputs.still_open(snapshot, found, order))
        if refused:
            return read._replace(refused=tuple(refused))
        return read._replace(built=outputs.build(snapshot, found, order, self._printer))


def _templates(folder: Path) -> list[Path]:
    """A folder of templates and all files in it, without what editors leave behind."""
    if not folder.is_dir():
        return [folder]
    inside = sorted(folder.rglob("*"))
    kept = [path for path in inside if path.name[0] not in ".~" and not path.name.endswith("~")]
    return [folder, *kept]
