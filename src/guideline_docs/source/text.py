"""The only reader of sources: bytes in any encoding an office uses, to text.

UTF-8 (with or without BOM), UTF-16 with BOM and cp932 are read. Bytes that are
none of these do not raise: they stay with the ``SourceText``, and a rule tells them.
"""

from __future__ import annotations

from pathlib import Path

from guideline_docs.failure import CannotRun, reason
from guideline_docs.source.expression import expression
from guideline_docs.source.span import SourceText

# Python's cp932 maps these bytes to themselves although no Japanese Windows file
# holds them; read so, broken UTF-8 would pass for cp932.
_NOT_CP932 = expression("[\x80\xa0\uf8f0-\uf8f3]")

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

# From this share of well-formed UTF-8 on, a file is UTF-8 with an injury.
_MOSTLY_UTF8 = 0.9


def read(path: Path, name: str | None = None) -> SourceText:
    """Read a file; ``name`` is what to call it in messages (default: the path).

    Raises CannotRun if the file cannot be opened, is empty or holds only blanks.
    """
    name = name or path.as_posix()
    return text_of(read_bytes(path, name), name, path)


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file. Raises CannotRun if it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{name}: {reason(error)}") from None


def text_of(data: bytes, name: str, file: Path | None = None) -> SourceText:
    """Bytes to text. Raises CannotRun where there are none, or only blanks."""
    return filled(decode(data, name, file))


def filled(source: SourceText) -> SourceText:
    """The source. Raises CannotRun where it holds nothing, or only blanks."""
    if not source.text or source.text.isspace():
        raise CannotRun(f"{source.path}: ファイルが空です", source.span(0, 0))
    return source


def must_be_text(source: SourceText) -> None:
    """Raise CannotRun at the first byte that could not be decoded."""
    if source.undecodable is not None:
        span = source.span(source.undecodable, source.undecodable)
        raise CannotRun(f"{span.place}: 文字として読めません", span)


def decode(data: bytes, name: str, file: Path | None = None) -> SourceText:
    """Bytes to text by the first encoding that fits (BOM, UTF-8, cp932), as it reads."""
    return _standing(data, name)._replace(file=file).reading


def _standing(data: bytes, name: str) -> SourceText:
    """The text as it stands in the file."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], name, encoding, bom)
    utf8 = _decoded(data, name, "utf-8")
    if utf8.undecodable is None or _share_of_utf8(data) >= _MOSTLY_UTF8:
        return utf8
    cp932 = _decoded(data, name, "cp932")
    if cp932.undecodable is None:
        return cp932
    reached = {s.encoding: len(s.text[: s.undecodable].encode(s.encoding)) for s in (utf8, cp932)}
    return cp932 if reached["cp932"] > reached["utf-8"] else utf8


def _decoded(data: bytes, name: str, encoding: str, bom: bytes = b"") -> SourceText:
    try:
        text, bad = data.decode(encoding), None
    except UnicodeDecodeError as error:
        good = data[: error.start].decode(encoding)
        text, bad = good + data[error.start :].decode(encoding, "replace"), len(good)
    readable = len(text) if bad is None else bad
    if encoding == "cp932" and (stray := _NOT_CP932.search(text, 0, readable)):
        bad = stray.start()
    return SourceText(name, text, encoding, bom, bad)


def _share_of_utf8(data: bytes) -> float:
    """How much of the bytes beyond ASCII is well-formed UTF-8, from 0 to 1."""
    beyond = sum(byte >= 0x80 for byte in data)
    kept = data.decode("utf-8", "ignore").encode("utf-8")
    return sum(byte >= 0x80 for byte in kept) / beyond if beyond else 1.0
