"""Printing in other processes, so that this one can do something else meanwhile.

WeasyPrint takes half a second to be imported, more than reading, checking and the Word
draft together. A printer that is started first has done so when the table arrives.

The processes are plain ones that read tasks and write answers, both pickled: the ones of
``multiprocessing`` cost two more tenths of a second, a sixth of printing a short table.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Self

from guideline_docs.failure import CannotMake

if TYPE_CHECKING:
    from guideline_docs.render.paper import Job, Printed
    from guideline_docs.render.templates import Templates

# A part needs about 150 MB while it is printed.
_MOST = 4

_START = "import sys; sys.path[:] = {path!r}; from guideline_docs.render import printer; printer.serve()"


class Printer:
    """Processes that print. Use it in a ``with``: at its end they are gone."""

    def __init__(self) -> None:
        self._processes: list[subprocess.Popen[bytes]] = []
        self._own = threading.local()
        self._threads = ThreadPoolExecutor(min(_MOST, os.cpu_count() or 1))
        # The first process starts now, others when there are parts for them.
        self._first: subprocess.Popen[bytes] | None = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.communicate()

    def begin(self, job: Job, templates: Templates) -> Pending:
        """Start printing. What is wrong is raised when the result is asked for."""
        from guideline_docs.render import parts

        jobs = parts.jobs(job) if parts.wanted(job.view) else [job]
        # 確認事項 first, it may be longer than others; then in order, to be joined meanwhile.
        order = sorted(range(len(jobs)), key=lambda place: jobs[place].extent.rows)
        printing = {
            place: self.ask("write", jobs[place], templates.folders) for place in order
        }
        return Pending(self, job, templates, [printing[place] for place in sorted(printing)])

    def ask(self, task: str, *arguments: Any) -> Future[Any]:
        """Have a function of this module's ``_TASKS`` run in a process that is free."""
        return self._threads.submit(self._answer, task, arguments)

    def _answer(self, task: str, arguments: tuple[Any, ...]) -> Any:
        process = self._process()
        assert process.stdin and process.stdout
        try:
            pickle.dump((task, arguments), process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            done, answer = pickle.load(process.stdout)  # noqa: S301 — our own process
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            # The next task gets another process.
            self._own.process = None
            raise CannotMake("PDF を作る処理が途中で止まりました。メモリーの不足かもしれません") from error
        if not done:
            raise answer
        return answer

    def _process(self) -> subprocess.Popen[bytes]:
        """The process of this thread."""
        process: subprocess.Popen[bytes] | None = getattr(self._own, "process", None)
        if process is None:
            process, self._first = self._first, None
            process = process or self._start()
            self._own.process = process
        return process

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C in a terminal reaches a whole group: it is for the parent to handle.
            process_group=0 if os.name == "posix" else None,
        )
        self._processes.append(process)
        return process


class Pending:
    """A document that is being printed."""

    def __init__(
        self,
        printer: Printer,
        job: Job,
        templates: Templates,
        printing: Sequence[Future[Printed]],
    ) -> None:
        self._printer = printer
        self._job = job
        self._folders = templates.folders
        self._printing = printing

    def result(self, progress: Callable[[int, int], None] | None = None) -> bytes:
        """Wait for the document. Raises what ``paper.write`` raises.

        ``progress`` hears how many of how many parts are done.
        """
        if len(self._printing) == 1:
            return self._printing[0].result().data
        from guideline_docs.render.parts import Joined

        joined = Joined(self._job)
        for number, one in enumerate(self._printing, 1):
            joined.add(one.result())
            if progress:
                progress(number, len(self._printing))
        half = joined.pages // 2 + 1
        numbers = [
            self._printer.ask("numbers", self._job, pages, joined.pages, self._folders)
            for pages in (range(1, half), range(half, joined.pages + 1))
        ]
        return joined.finish(sheet.result() for sheet in numbers)


# --- in the other processes ---------------------------------------------------------


def serve() -> None:
    """Answer tasks until there are no more."""
    # Windows has no groups: an interruption is the parent's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not stand among the answers.
    os.dup2(2, 1)
    _get_ready()
    while True:
        try:
            task, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301
        except EOFError:
            break
        answer: tuple[bool, Any]
        try:
            answer = True, _TASKS[task](*arguments)
        except Exception as error:
            answer = False, error
        try:
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
        except OSError:
            # Nobody waits for it any more.
            break
        gc.collect()
    # Nothing is left to be put away, and Python would take its time for it.
    os._exit(0)


def _get_ready() -> None:
    """Import what printing needs, and stop looking for garbage.

    A page is built of hundreds of thousands of objects and dropped as a whole; the
    collector takes a sixth of the time to find nothing.
    """
    gc.disable()
    try:
        import jinja2.sandbox  # noqa: F401
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        # What is lacking is told when something is to be printed.
        return
    from guideline_docs.render import paper  # noqa: F401

    # What is imported stays: the sweep after each task need not look at it.
    gc.freeze()


def _write(job: Job, folders: Sequence[Any]) -> Printed:
    from guideline_docs.render import paper
    from guideline_docs.render.templates import Templates

    return paper.write(job, Templates(folders))


def _numbers(job: Job, pages: range, total: int, folders: Sequence[Any]) -> bytes:
    from guideline_docs.render import paper
    from guideline_docs.render.templates import Templates

    return paper.numbers(job, pages, total, Templates(folders))


_TASKS: dict[str, Callable[..., Any]] = {"write": _write, "numbers": _numbers}
