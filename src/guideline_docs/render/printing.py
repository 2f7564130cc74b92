"""What every printed page needs: fonts that are there, the files of its look and no others, and
ears for what WeasyPrint only logs.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from guideline_docs.failure import CannotMake, CannotRun
from guideline_docs.render.fonts import has_family, missing_characters, requirements
from guideline_docs.render.templates import Templates
from guideline_docs.views.text import GETA

if TYPE_CHECKING:
    from weasyprint import HTML, Document

# Shaped like http, so that ../ is a matter of joining addresses: whatever leads out
# ends at a name that no template has. Nothing is ever asked of a network.
_BASE = "https://templates.invalid/"
_TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASSES = re.compile(r'\bclass="([^"]*)"')
_FAMILY = re.compile(r"--(?:font|digits)\s*:\s*([^;}]+)")


def known_classes(html: str, templates: Templates, *styles: str) -> None:
    """Raise CannotRun where a page uses a class that no stylesheet has."""
    text = "".join(_COMMENT.sub("", templates.text(style)) for style in styles)
    used = {name for names in _CLASSES.findall(html) for name in names.split()}
    known = set(re.findall(r"\.([A-Za-z_][\w-]*)", text))
    if unknown := sorted(used - known):
        names = "、".join(f".{name}" for name in unknown)
        raise CannotRun(f"{templates.path(styles[-1]).as_posix()}: クラスがありません: {names}")


def ready() -> None:
    """Raises CannotMake where libraries are missing that WeasyPrint cannot do without."""
    lacking = [need for need in requirements() if not need.ok]
    libraries = [need for need in lacking if not need.name.startswith("BIZ")]
    if libraries:
        raise CannotMake(
            "PDF を作るのに要るものがありません: "
            + "、".join(f"{need.name}（{need.install}）" for need in libraries)
        )


def families(templates: Templates, style: str) -> tuple[str, ...]:
    """The fonts the stylesheet names, in order. Raises CannotMake where one is not installed."""
    named = [
        family.strip().strip("\"'")
        for families in _FAMILY.findall(_COMMENT.sub("", templates.text(style)))
        for family in families.split(",")
    ]
    found = tuple(dict.fromkeys(named))
    if lacking := [family for family in found if not has_family(family)]:
        advice = {need.name: need.install for need in requirements()}
        hints = dict.fromkeys(advice[family] for family in lacking if family in advice)
        place = templates.path(style).as_posix()
        raise CannotMake(
            f"{place}: フォントが入っていません: "
            + "、".join(lacking)
            + "".join(f"（{hint}）" for hint in hints)
        )
    return found


def with_glyphs(html: str, families: tuple[str, ...], final: bool, style: str) -> str:
    """The page with 〓 for every character that the fonts lack.

    Left alone, it would come out in whatever font the machine has, or as an empty box.
    """
    lacking = set(html)
    for family in families:
        lacking = missing_characters(family, lacking)
    if not lacking:
        return html
    if final:
        names = "、".join(f"「{char}」(U+{ord(char):04X})" for char in sorted(lacking))
        raise CannotRun(
            f"印刷の書体 {families[0]} にない文字があります: {names}。"
            f"別の文字に替えるか、{style} の --font にその文字を持つ書体を足してください"
        )
    return html.translate(dict.fromkeys(map(ord, lacking), GETA))


def parsed(html: str, fetcher: Any) -> HTML:
    """The page as WeasyPrint takes it.

    The templates write XML, which is read in no time: WeasyPrint's own parser takes a
    twentieth of the whole. A template of the office that is no XML is left to it.
    """
    from xml.etree import ElementTree

    from cssselect2 import ElementWrapper
    from weasyprint import HTML

    try:
        root = ElementTree.fromstring(html.strip())
    except ElementTree.ParseError:
        return HTML(string=html, base_url=_BASE, url_fetcher=fetcher)
    source = HTML.__new__(HTML)
    source.base_url, source.url_fetcher, source.media_type = _BASE, fetcher, "print"
    source.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
    source.etree_element = source.wrapper_element.etree_element
    return source


def fetcher(templates: Templates, given: Mapping[str, bytes]) -> Any:
    """What WeasyPrint may read: template files by name, what is given, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class TemplateFiles(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), fail_on_errors=True)

        def fetch(self, url: str, headers: object = None) -> Any:
            name = url.removeprefix(_BASE)
            if name != url and name in given:
                return URLFetcherResponse(url, given[name])
            kind = _TYPES.get(PurePosixPath(name).suffix.lower())
            if name == url or kind is None or not templates.has(name):
                raise ValueError(f"not a template file: {url}")
            return URLFetcherResponse(url, templates.bytes(name), {"Content-Type": kind})

    return TemplateFiles()


@contextmanager
def silence(templates: Templates, style: str) -> Iterator[None]:
    """WeasyPrint must have nothing to say: what it only logs is missing from the paper.

    One unreadable word drops a whole rule, an unreadable profile a whole stylesheet.
    """
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    from weasyprint.urls import FatalURLFetchingError

    logger = logging.getLogger("weasyprint")
    listener = Listener(logging.WARNING)
    passed_on = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    place = templates.path(style).as_posix()
    try:
        with warnings.catch_warnings():
            # WeasyPrint leaves its sRGB profile open.
            warnings.simplefilter("ignore", ResourceWarning)
            yield
    except CannotRun:
        raise
    except (Exception, FatalURLFetchingError) as error:
        # What is asked for and may not be read is no Exception; a broken image is one.
        raise CannotRun(f"{place}: ページを組めません（{error}）") from error
    finally:
        logger.removeHandler(listener)
        logger.propagate = passed_on
    if said:
        raise CannotRun(f"{place}: 読めない指定があります: " + "、".join(dict.fromkeys(said)))


def only(
    families: tuple[str, ...], document: Document, templates: Templates, style: str
) -> None:
    """Raises CannotRun where another font came in than the stylesheet names.

    WeasyPrint knows the fonts of a document when it is written, not before.
    """
    used = {font.family for font in document.fonts.values()}
    if others := sorted(used.difference(families)):
        place = templates.path(style).as_posix()
        raise CannotRun(f"{place}: --font にない書体が使われました: " + "、".join(others))
