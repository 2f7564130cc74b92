"""The streams of an OLE compound file (.xls), by their names."""

from __future__ import annotations

from io import StringIO


def stream(data: bytes, name: str) -> bytes:
    """A stream; empty where there is none of the name. Raises whatever the library raises
    of a damaged file."""
    from xlrd.compdoc import CompDoc

    return bytes(CompDoc(data, logfile=StringIO()).get_named_stream(name) or b"")
