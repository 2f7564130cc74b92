"""Finding the files of the look, and filling them in.

A file is taken from the first folder that has it: ``--templates DIR``, the project's
``templates/``, the packaged ones. An office changes one file and keeps the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from guideline_docs.failure import CannotRun, reason
from guideline_docs.render.line_ends import ended, ended_pieces, titled, titled_pieces
from guideline_docs.source.text import SourceText
from guideline_docs.source.toml import parsed
from guideline_docs.views.wording import Wording

if TYPE_CHECKING:
    from jinja2.bccache import Bucket, BytecodeCache

WORDING = "wording.toml"


def packaged() -> Path:
    """The folder of the templates that come with the program.

    A wheel carries them inside the package; a checkout has them beside ``src``,
    where the office finds them.
    """
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parents[1] / "templates"


@cache
def _compiled() -> BytecodeCache:
    """What templates were compiled to: that takes ten times as long as filling one in.

    Jinja asks by name and by a digest of the text, so a changed template is another one.
    """
    import jinja2

    class Compiled(jinja2.BytecodeCache):
        def __init__(self) -> None:
            self.kept: dict[str, bytes] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            if bucket.key in self.kept:
                bucket.bytecode_from_string(self.kept[bucket.key])

        def dump_bytecode(self, bucket: Bucket) -> None:
            self.kept[bucket.key] = bucket.bytecode_to_string()

    return Compiled()


class Templates:
    """The files of the look, by name.

    ``search`` are the folders that are asked before the packaged one; a folder that
    does not exist holds nothing.
    """

    def __init__(self, search: Sequence[Path] = ()) -> None:
        self.folders = tuple(dict.fromkeys([*map(Path, search), packaged()]))
        self._wording: Wording | None = None

    def path(self, name: str) -> Path:
        """Where a file stands; its name may hold folders (``patterns/done.svg``).

        Raises CannotRun where no folder has it, and for a name that leads out.
        """
        if path := next(self._found(name), None):
            return path
        looked = "、".join(folder.as_posix() for folder in self.folders)
        raise CannotRun(f"{name}: テンプレートがありません（探した場所: {looked}）")

    def has(self, name: str) -> bool:
        return next(self._found(name), None) is not None

    def bytes(self, name: str) -> bytes:
        path = self.path(name)
        try:
            return path.read_bytes()
        except OSError as error:
            raise CannotRun(f"{path.as_posix()}: 開けません（{reason(error)}）") from None

    def text(self, name: str) -> str:
        """A template as text; Windows editors may have put a BOM before it."""
        try:
            return self.bytes(name).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            place = f"{self.path(name).as_posix()}: {error.start + 1}バイト目"
            raise CannotRun(f"{place}が UTF-8 ではありません") from None

    def wording(self) -> Wording:
        """The printed phrases. Raises CannotRun where the file is no TOML."""
        if self._wording is None:
            file = self.path(WORDING).as_posix()
            self._wording = Wording(file, parsed(SourceText(file, self.text(WORDING))))
        return self._wording

    def render(self, name: str, **context: object) -> str:
        """Fill a template in. Text is escaped; what a template asks for must be there.

        Raises CannotRun naming the template and the line.
        """
        # Jinja takes 50 ms to import, and `check` has no use for it.
        import jinja2
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(
            loader=jinja2.FunctionLoader(self._source),
            bytecode_cache=_compiled(),
            # Not select_autoescape(): it is off for names that end in .jinja, and the
            # sheet's 【Ⅰ】<重点施策> would go out as a tag.
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters |= {
            filter_.__name__: filter_ for filter_ in (titled, titled_pieces, ended, ended_pieces)
        }
        try:
            return environment.get_template(name).render(**context)
        except jinja2.TemplateSyntaxError as error:
            place = f"{self.path(error.name or name).as_posix()}:{error.lineno}"
            raise CannotRun(f"{place}: テンプレートの書き方に誤りがあります（{error}）") from None
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError) as error:
            line = self._line(error, name)
            raise CannotRun(f"{line}: テンプレートを埋められません（{error}）") from None

    def _found(self, name: str) -> Iterator[Path]:
        parts = PurePosixPath(name).parts
        if not parts or parts[0] == "/" or ".." in parts or "\\" in name or ":" in name:
            return
        for folder in self.folders:
            path = folder.joinpath(*parts)
            # A link inside the folder may point anywhere; what it points at is no template.
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                yield path

    def _source(self, name: str) -> tuple[str, str, None] | None:
        if not self.has(name):
            return None
        return self.text(name), self.path(name).as_posix(), None

    def _line(self, error: BaseException, name: str) -> str:
        """File and line of the template in which an error arose: the innermost frame of one."""
        files = {
            path.as_posix() for folder in self.folders for path in folder.rglob("*.jinja")
        }
        place = self.path(name).as_posix()
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in files:
                place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
            trace = trace.tb_next
        return place
