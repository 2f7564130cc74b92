"""One printed document: view, template and stylesheet to the pages of a PDF."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from guideline_docs.failure import CannotMake, CannotRun
from guideline_docs.render.fitting import Fit
from guideline_docs.render.fonts import has_family, missing_characters, requirements
from guideline_docs.render.tagging import (
    FAR,
    LIST,
    put_right,
    tables,
    without_empty_resources,
)
from guideline_docs.render.templates import Templates
from guideline_docs.render.variants import (
    NO_DATE,
    Enclosure,
    Variant,
    attachments,
    complete_archive,
    complete_press,
    in_black,
)
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.progress_table.parts import ProgressTable
from guideline_docs.views.text import GETA

if TYPE_CHECKING:
    from weasyprint import HTML, Document

TEMPLATE = "progress_table.html.jinja"
NUMBERS = "progress_numbers.html.jinja"
STYLE = "progress_table.css"
PRESS_STYLE = "progress_press.css"

# The name by which the stylesheet of the press asks for the printer's profile.
_PROFILE = "printer.icc"

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


@dataclass(frozen=True, slots=True)
class Extent:
    """Which part of the document a file is: all of it, or one of several to be joined."""

    opens: bool = True
    """Title, 達成状況 and legend stand in it."""
    rows: bool = True
    """Rows of the list do."""
    notes: bool = True
    history: bool = True
    """経年の推移 does."""
    findings: bool = True
    """確認事項 does."""
    above: tuple[tuple[int, str], ...] = ()
    """Level and anchor of the bands of earlier parts that its first rows stand under."""

    @property
    def whole(self) -> bool:
        return self.opens and self.rows and self.notes and self.history and self.findings

    @property
    def role(self) -> str:
        """The class of the page: a part has no page numbers, they are known at the end."""
        return "" if self.whole else "part" if self.opens else "continued"


WHOLE = Extent()


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be printed, and how. ``links``: anchor → where it is, in words.

    ``enclosures`` go into an archive; ``profile`` is the printer's ICC file, without
    which nothing can be made for a press.
    """

    view: ProgressTable
    paper: str = "A4"
    variant: Variant = Variant.ACCESSIBLE
    enclosures: tuple[Enclosure, ...] = ()
    profile: bytes | None = None
    extent: Extent = WHOLE
    links: Mapping[str, str] = field(default_factory=dict)
    fit: Fit | None = None
    """Widths and type of a list whose columns the stylesheet has no widths for."""


class Printed(NamedTuple):
    data: bytes
    pages: int


def write(job: Job, templates: Templates) -> Printed:
    """Print. Raises CannotMake where the machine cannot, CannotRun where templates do
    not fit and where paper that leaves the office would show 〓."""
    document = lay_out(job, templates)
    with silence(templates):
        if job.variant is Variant.PRESS:
            day = NO_DATE.isoformat().replace("+00:00", "Z")
            document.metadata.created = document.metadata.modified = day
        archived = job.variant is Variant.ARCHIVE and job.extent.opens
        data: bytes = document.write_pdf(
            pdf_variant=job.variant.standard,
            attachments=attachments(job.enclosures) if archived else None,
            finisher=lambda laid_out, file: _finish(laid_out, file, job),
        )
    _only(_families(templates), document, templates)
    return Printed(data, len(document.pages))


def lay_out(job: Job, templates: Templates) -> Document:
    """The pages before they are written. Raises what ``write`` raises."""
    if job.variant is Variant.PRESS and job.profile is None:
        raise CannotRun("印刷所に渡す PDF には、印刷所の ICC プロファイル（.icc）が要ります")
    _ready()
    families = _families(templates)
    fetcher = _fetcher(templates, {_PROFILE: job.profile} if job.profile is not None else {})

    def laid_out(tall: Set[str]) -> Document:
        html = _with_glyphs(page(job, templates, tall), families, job.view.final)
        source = _parsed(html, fetcher)
        document: Document = source.render(pdf_variant=job.variant.standard)
        return document

    with silence(templates):
        document = laid_out(frozenset())
        if tall := _too_tall(document, job.view):
            document = laid_out(tall)
    if job.variant is Variant.PRESS and "device-cmyk" not in document.color_profiles:
        raise CannotRun("ICC プロファイルが読めません（CMYK の .icc か確かめてください）")
    return document


def page(job: Job, templates: Templates, tall: Set[str] = frozenset()) -> str:
    """The page that is printed, as HTML.

    ``tall`` are the anchors of rows that may be split. Raises CannotRun where the
    stylesheet lacks a class that the page uses.
    """
    styles = [STYLE, PRESS_STYLE] if job.variant is Variant.PRESS else [STYLE]
    html = templates.render(
        TEMPLATE,
        table=job.view,
        looks=f"{_paper(job.paper)} {job.extent.role}".strip(),
        styles=styles,
        extent=job.extent,
        fit=job.fit,
        tall=tall,
    )
    _known_classes(html, templates)
    return html if job.extent.whole else _with_far_links(html)


def numbers(job: Job, pages: range, total: int, templates: Templates) -> bytes:
    """Empty pages with nothing but their numbers, to be laid over the joined ones.

    ``pages`` counts from 1.
    """
    html = templates.render(
        NUMBERS,
        looks=_paper(job.paper),
        styles=[STYLE, PRESS_STYLE] if job.variant is Variant.PRESS else [STYLE],
        pages=pages,
        total=total,
    )
    _known_classes(html, templates)
    fetcher = _fetcher(templates, {_PROFILE: job.profile} if job.profile is not None else {})
    with silence(templates):
        source = _parsed(html, fetcher)
        data: bytes = source.write_pdf(finisher=lambda _, file: _bare(file, job))
    return data


def _bare(file: Any, job: Job) -> None:
    without_empty_resources(file)
    if job.variant is Variant.PRESS:
        in_black(file)


def _paper(name: str) -> str:
    return f"paper-{name.lower()}"


def _known_classes(html: str, templates: Templates) -> None:
    style = _COMMENT.sub("", templates.text(STYLE))
    used = {name for names in _CLASSES.findall(html) for name in names.split()}
    known = set(re.findall(r"\.([A-Za-z_][\w-]*)", style))
    if unknown := sorted(used - known):
        names = "、".join(f".{name}" for name in unknown)
        raise CannotRun(f"{templates.path(STYLE).as_posix()}: クラスがありません: {names}")


def _with_far_links(html: str) -> str:
    """Links to anchors of other parts, as addresses that WeasyPrint need not find."""
    here = set(re.findall(r'\bid="([^"]*)"', html))
    return re.sub(
        r'href="#([^"]*)"',
        lambda link: link[0] if link[1] in here else f'href="{FAR}{link[1]}"',
        html,
    )


def _finish(document: Document, file: Any, job: Job) -> None:
    """The last touch before the file is written."""
    if job.variant is Variant.PRESS:
        complete_press(file)
        return
    extent = job.extent
    charts = extent.opens or extent.history
    put_right(document, file, job.links, extent.opens, extent.above, charts)
    if job.variant is Variant.ARCHIVE:
        complete_archive(file)


def _ready() -> None:
    """Raises CannotMake where libraries are missing that WeasyPrint cannot do without."""
    lacking = [need for need in requirements() if not need.ok]
    libraries = [need for need in lacking if not need.name.startswith("BIZ")]
    if libraries:
        raise CannotMake(
            "PDF を作るのに要るものがありません: "
            + "、".join(f"{need.name}（{need.install}）" for need in libraries)
        )


def _families(templates: Templates) -> tuple[str, ...]:
    """The fonts the stylesheet names, in order. Raises CannotMake where one is not installed."""
    named = [
        family.strip().strip("\"'")
        for families in _FAMILY.findall(_COMMENT.sub("", templates.text(STYLE)))
        for family in families.split(",")
    ]
    families = tuple(dict.fromkeys(named))
    if lacking := [family for family in families if not has_family(family)]:
        advice = {need.name: need.install for need in requirements()}
        hints = dict.fromkeys(advice[family] for family in lacking if family in advice)
        place = templates.path(STYLE).as_posix()
        raise CannotMake(
            f"{place}: フォントが入っていません: "
            + "、".join(lacking)
            + "".join(f"（{hint}）" for hint in hints)
        )
    return families


def _with_glyphs(html: str, families: tuple[str, ...], final: bool) -> str:
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
            f"別の文字に替えるか、{STYLE} の --font にその文字を持つ書体を足してください"
        )
    return html.translate(dict.fromkeys(map(ord, lacking), GETA))


def _parsed(html: str, fetcher: Any) -> HTML:
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


def _fetcher(templates: Templates, given: Mapping[str, bytes]) -> Any:
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


def _too_tall(document: Document, view: ProgressTable) -> frozenset[str]:
    """The anchors of measures that are taller than a page; other lines may be split.

    A row that may not be split and does not fit loses the repeated head: on the page
    where the head is missing, the first measure is the one.
    """
    measures = {row.anchor for top in view.blocks for block in top.all for row in block.rows}
    tall = set()
    for box in tables(document):
        if box.element.get("class") == LIST and box.children and not box.children[0].is_header:
            tall.add(_first_of(measures, box))
    return frozenset(tall - {""})


def _first_of(anchors: Set[str], table: Any) -> str:
    """The first of some anchors that stands in a table; empty where none does."""
    found = (box.element.get("id", "") for box in table.descendants() if box.element is not None)
    return next((anchor for anchor in found if anchor in anchors), "")


@contextmanager
def silence(templates: Templates) -> Iterator[None]:
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
    place = templates.path(STYLE).as_posix()
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


def _only(families: tuple[str, ...], document: Document, templates: Templates) -> None:
    """Raises CannotRun where another font came in than the stylesheet names.

    WeasyPrint knows the fonts of a document when it is written, not before.
    """
    used = {font.family for font in document.fonts.values()}
    if others := sorted(used.difference(families)):
        place = templates.path(STYLE).as_posix()
        raise CannotRun(f"{place}: --font にない書体が使われました: " + "、".join(others))
