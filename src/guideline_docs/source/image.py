"""Images that a chapter names: read from the project's own folder, never from elsewhere."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from guideline_docs.source.project import no_file
from guideline_docs.source.record import NamedTuple

# Larger ones make a document that mail systems of offices refuse.
MOST_BYTES = 20 * 1024 * 1024


_OUTSIDE = "プロジェクトの外のファイルは使えません"


class ImageFile(NamedTuple):
    """An image, or in ``problem`` why there is none; width and height in pixels."""

    name: str
    data: bytes = b""
    kind: str = ""
    """png, jpeg or gif."""
    width: int = 0
    height: int = 0
    problem: str = ""
    path: Path | None = None


def read_image(name: str, folders: Sequence[Path]) -> ImageFile:
    """The image of a name in the first folder that has it.

    The name is source text: it leads to a file below one of the folders or to none.
    """
    places = image_places(name, folders)
    problem = "ファイルがありません" if places else _OUTSIDE
    for folder, path in zip(folders, places, strict=False):
        if not os.path.lexists(path):
            continue
        if problem := no_file(path):
            continue
        if path.resolve().is_relative_to(folder.resolve()):
            return _read(name, path)
        problem = _OUTSIDE
    return ImageFile(name, problem=problem)


def image_places(name: str, folders: Sequence[Path]) -> list[Path]:
    """Where the image of a name is looked for, a path a folder; none for a name that leads out."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or parts[0] == "/" or ".." in parts or ":" in name:
        return []
    return [folder.joinpath(*parts) for folder in folders]


def _read(name: str, path: Path) -> ImageFile:
    try:
        if path.stat().st_size > MOST_BYTES:
            most = MOST_BYTES // (1024 * 1024)
            return ImageFile(name, problem=f"大きすぎます（{most} MB まで）")
        data = path.read_bytes()
    except OSError:
        return ImageFile(name, problem="開けません")
    kind, width, height = _measured(data)
    if not (kind and width and height):
        return ImageFile(name, problem="PNG・JPEG・GIF の画像ではありません")
    return ImageFile(name, data, kind, width, height, path=path)


def _measured(data: bytes) -> tuple[str, int, int]:
    """Kind and size of an image by its own first bytes; empty where it is none."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return "png", *struct.unpack(">II", data[16:24])
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        return "gif", *struct.unpack("<HH", data[6:10])
    if data.startswith(b"\xff\xd8"):
        return "jpeg", *_jpeg_size(data)
    return "", 0, 0


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """The size in the frame header, behind as many segments as there are."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        # SOF0 to SOF15, the tables DHT, JPG and DAC apart.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0
