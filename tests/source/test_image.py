"""Images come from the project's folder, and are what their bytes say."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from guideline_docs.source.image import MOST_BYTES, read_image


def png(width: int, height: int) -> bytes:
    """A white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\xff" * width for _ in range(height)))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


GIF = b"GIF89a" + struct.pack("<HH", 7, 5) + b"\0\0\0;"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 9 + b"\xff\xc0\0\x11\x08\0\x05\0\x07\x01" + b"\0" * 9


@pytest.mark.parametrize(
    ("data", "kind", "size"),
    [(png(7, 5), "png", (7, 5)), (GIF, "gif", (7, 5)), (JPEG, "jpeg", (7, 5))],
)
def test_kind_and_size_are_read_from_the_bytes(
    tmp_path: Path, data: bytes, kind: str, size: tuple[int, int]
) -> None:
    (tmp_path / "図.dat").write_bytes(data)
    image = read_image("図.dat", [tmp_path])
    assert (kind, *size, "") == (image.kind, image.width, image.height, image.problem)
    assert data == image.data


@pytest.mark.parametrize(
    "name", ["../図.png", "/etc/passwd", "a/../../図.png", "C:\\図.png", "..\\図.png", ""]
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "図.png").write_bytes(png(1, 1))
    image = read_image(name, [inside])
    assert (b"", "プロジェクトの外のファイルは使えません") == (image.data, image.problem)


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "図.png").write_bytes(png(1, 1))
    (inside / "図.png").symlink_to(tmp_path / "図.png")
    assert "プロジェクトの外のファイルは使えません" == read_image("図.png", [inside]).problem


def test_what_is_no_file_is_told_apart_from_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "図").mkdir()
    (tmp_path / "零.png").symlink_to("/dev/zero")
    (tmp_path / "先.png").symlink_to("先.png")
    problems = [read_image(name, [tmp_path]).problem for name in ("図", "零.png", "先.png", "無")]
    assert problems == [
        "ファイルではなくフォルダーです",
        "普通のファイルではありません",
        "リンクの先にファイルがありません",
        "ファイルがありません",
    ]


def test_text_is_no_image(tmp_path: Path) -> None:
    (tmp_path / "図.png").write_bytes("画像".encode())
    problem = read_image("図.png", [tmp_path]).problem
    assert "PNG・JPEG・GIF の画像ではありません" == problem


def test_a_cut_image_is_no_image(tmp_path: Path) -> None:
    for size in range(24):
        (tmp_path / "図.png").write_bytes(png(7, 5)[:size])
        assert read_image("図.png", [tmp_path]).problem
    for size in range(len(JPEG) - 12):
        (tmp_path / "図.jpg").write_bytes(JPEG[:size])
        assert read_image("図.jpg", [tmp_path]).problem


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "図.png").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert "大きすぎます（20 MB まで）" == read_image("図.png", [tmp_path]).problem


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    assert "ファイルがありません" == read_image("図" * 5_000 + ".png", [tmp_path]).problem
