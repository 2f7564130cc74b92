"""Zip packages as office programs write them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO


def package(parts: Mapping[str, bytes]) -> bytes:
    """A package that holds these parts, the first of them stored as it is.

    It has no clock in it: tests are named after it, in each process that runs them.
    """
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as written:
        for name, content in parts.items():
            written.writestr(zipfile.ZipInfo(name), content)
    return data.getvalue()
