"""What the machine can print with: libraries and fonts, asked without importing weasyprint.

fontconfig is asked through ctypes and not by its command ``fc-match``, which Windows
does not have; where WeasyPrint runs, the library is there.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from guideline_docs.render.receipt import state_of
from guideline_docs.source.record import NamedTuple

# What WeasyPrint opens, by the names of Linux, macOS and Windows.
LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "HarfBuzz": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
}

# A function of each library that has a part in setting text: those WeasyPrint opens, and
# those that these are linked with.
_PARTS = (
    ("Pango", "pango_version_string"),
    ("PangoFT2", "pango_ft2_font_map_new"),
    ("PangoFT2", "FT_Library_Version"),
    ("HarfBuzz", "hb_version_string"),
    ("HarfBuzz", "hb_subset_input_create_or_fail"),
    ("fontconfig", "FcGetVersion"),
)

FAMILIES = ("BIZ UDPGothic", "BIZ UDGothic")

# These take no glyph of their own, and no other font is asked for them.
_WITHOUT_GLYPH = frozenset(
    map(chr, [*range(0x20), 0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)])
) | frozenset(map(chr, range(0xE0100, 0xE01F0)))


class Requirement(NamedTuple):
    """Something the PDF step needs; ``install`` is the command or advice that brings it."""

    name: str
    ok: bool
    detail: str
    install: str


def requirements() -> list[Requirement]:
    """What printing needs, and whether this machine has it."""
    return [*_libraries(), *(_font(family) for family in FAMILIES)]


def missing_characters(family: str, characters: Iterable[str]) -> set[str]:
    """The characters that a font has no glyph for; none where the font is unknown."""
    match = _match(family)
    wanted = set(characters) - _WITHOUT_GLYPH
    if match is None:
        return set()
    _, charset = match
    has = _fontconfig().FcCharSetHasChar  # type: ignore[union-attr]
    return {char for char in wanted if not has(charset, ord(char))}


def has_family(family: str) -> bool:
    """Whether a font is installed. An unknown name is answered with another font."""
    match = _match(family)
    return match is not None and family in match[0]


def sets_with() -> tuple[tuple[str, int, int], ...]:
    """All that text is set with, so that a changed one is seen: the files of the
    libraries and of the fonts, each with its size and time."""
    files = {path for library, part in _PARTS if (path := _file(library, part))}
    return tuple(state_of(files | set(_font_files())))


def _file(name: str, part: str) -> Path | None:
    """The file of the library that has a function, asked of who has loaded it."""
    library = _library(name)
    if library is None or not hasattr(library, part):
        return None
    address = ctypes.cast(getattr(library, part), ctypes.c_void_p)
    if sys.platform == "win32":
        path, handle = ctypes.create_unicode_buffer(1024), ctypes.c_void_p()
        kernel = ctypes.windll.kernel32
        # By an address in it, and it is not kept loaded for that.
        kernel.GetModuleHandleExW(4 | 2, address, ctypes.byref(handle))
        kernel.GetModuleFileNameW(handle, path, len(path))
        return Path(path.value)
    place = _Loaded()
    found = ctypes.CDLL(None).dladdr(address, ctypes.byref(place))
    return Path(os.path.realpath(os.fsdecode(place.file))) if found and place.file else None


class _Loaded(ctypes.Structure):
    """What the system knows of an address (``Dl_info``)."""

    _fields_ = [  # noqa: RUF012
        ("file", ctypes.c_char_p),
        ("base", ctypes.c_void_p),
        ("symbol", ctypes.c_char_p),
        ("address", ctypes.c_void_p),
    ]


class _FontSet(ctypes.Structure):
    """The patterns of many fonts (``FcFontSet``)."""

    _fields_ = [  # noqa: RUF012
        ("count", ctypes.c_int),
        ("room", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    ]


def _font_files() -> Iterator[Path]:
    """The files of all fonts that there are, any of which may be asked for."""
    library = _fontconfig()
    # Those of the system, those that the program has added.
    for kind in (0, 1) if library else ():
        found = library.FcConfigGetFonts(None, kind)  # type: ignore[union-attr]
        for number in range(found.contents.count if found else 0):
            file = ctypes.c_char_p()
            pattern = found.contents.fonts[number]
            # 0 is success.
            if not library.FcPatternGetString(pattern, b"file", 0, ctypes.byref(file)):  # type: ignore[union-attr]
                yield Path(os.fsdecode(file.value or b""))


def _libraries() -> list[Requirement]:
    found = {name: _library(name) is not None for name in LIBRARIES}
    pango = found["Pango"] and found["PangoFT2"] and found["fontconfig"]
    return [
        Requirement(
            "Pango",
            pango,
            "文字を組むライブラリ" + ("" if pango else "が見つかりません"),
            _install(
                "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0",
                "brew install pango",
                "MSYS2 を入れ、その画面で pacman -S mingw-w64-ucrt-x86_64-pango",
            ),
        ),
        Requirement(
            "HarfBuzz",
            found["HarfBuzz"],
            "フォントを埋め込むライブラリ（libharfbuzz-subset）"
            + ("" if found["HarfBuzz"] else "が見つかりません"),
            _install(
                "sudo apt-get install libharfbuzz-subset0",
                "brew install harfbuzz",
                "MSYS2 の画面で pacman -S mingw-w64-ucrt-x86_64-harfbuzz",
            ),
        ),
    ]


def _font(family: str) -> Requirement:
    ok = has_family(family)
    return Requirement(
        family,
        ok,
        "PDF の書体" + ("" if ok else "が見つかりません"),
        _install(
            "sudo apt-get install fonts-morisawa-bizud-gothic",
            "brew install font-biz-udgothic font-biz-udpgothic",
            "設定 → アプリ → オプション機能 → 機能の追加 → 「日本語補助フォント」",
        ),
    )


def _install(debian: str, mac: str, windows: str) -> str:
    return {"darwin": mac, "win32": windows}.get(sys.platform, debian)


@cache
def _library(name: str) -> ctypes.CDLL | None:
    if sys.platform == "win32":
        # The folders that WeasyPrint looks in.
        folders = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", r"C:\msys64\ucrt64\bin")
        for folder in folders.split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    for file in LIBRARIES[name]:
        with suppress(OSError):
            return ctypes.CDLL(file)
    return None


@cache
def _fontconfig() -> ctypes.CDLL | None:
    library = _library("fontconfig")
    if library is None:
        return None
    pointer, string = ctypes.c_void_p, ctypes.c_char_p
    library.FcNameParse.argtypes, library.FcNameParse.restype = [string], pointer
    library.FcConfigSubstitute.argtypes = [pointer, pointer, ctypes.c_int]
    library.FcDefaultSubstitute.argtypes = [pointer]
    library.FcFontMatch.argtypes = [pointer, pointer, ctypes.POINTER(ctypes.c_int)]
    library.FcFontMatch.restype = pointer
    library.FcPatternGetString.argtypes = [
        pointer, string, ctypes.c_int, ctypes.POINTER(string),
    ]
    library.FcPatternGetCharSet.argtypes = [
        pointer, string, ctypes.c_int, ctypes.POINTER(pointer),
    ]
    library.FcConfigGetFonts.argtypes = [pointer, ctypes.c_int]
    library.FcConfigGetFonts.restype = ctypes.POINTER(_FontSet)
    library.FcCharSetHasChar.argtypes = [pointer, ctypes.c_uint32]
    return library


@cache
def _match(family: str) -> tuple[frozenset[str], ctypes.c_void_p] | None:
    """The names and the characters of the font that is taken for a name.

    The pattern is never freed: the characters belong to it, and they are asked for
    until the program ends.
    """
    library = _fontconfig()
    if library is None:
        return None
    pattern = library.FcNameParse(family.encode())
    library.FcConfigSubstitute(None, pattern, 0)
    library.FcDefaultSubstitute(pattern)
    found = library.FcFontMatch(None, pattern, ctypes.byref(ctypes.c_int()))
    if not found:
        return None
    names: list[str] = []
    name = ctypes.c_char_p()
    while library.FcPatternGetString(found, b"family", len(names), ctypes.byref(name)) == 0:
        names.append((name.value or b"").decode("utf-8", "replace"))
    charset = ctypes.c_void_p()
    library.FcPatternGetCharSet(found, b"charset", 0, ctypes.byref(charset))
    return frozenset(names), charset
