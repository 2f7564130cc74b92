"""One file of the draft: headings, paragraphs, annotations, and how they are read."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from guideline_docs.model.passage import Passage
from guideline_docs.model.references import References
from guideline_docs.model.targets import Target, Targets
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.nodes import (
    AnnotationLine,
    Blank,
    ChapterTree,
    HeadingLine,
    TextLine,
)

if TYPE_CHECKING:
    from guideline_docs.source.image import ImageFile


class Heading(NamedTuple):
    """A heading of a chapter.

    ``level`` 0 is 第1章, 1 is 1, 2 is (1), 3 is ア, 4 is (ア); ``ordinal`` counts from 1.
    """

    level: int
    ordinal: int
    mark: Span
    name: str
    """The canonical name of the place: ``第2章1(2)``."""
    title: Passage
    anchor: str
    span: Span


class ParagraphKind(StrEnum):
    TEXT = "text"
    ITEM = "item"
    NOTE = "note"


class Paragraph(NamedTuple):
    kind: ParagraphKind
    passages: tuple[Passage, ...]
    """The lines of the paragraph, printed one behind the other."""
    span: Span


class AnnotationKind(StrEnum):
    """What a chapter can ask for on a line of its own, ``［＃達成状況］``."""

    PAGE_BREAK = "改ページ"
    ACHIEVEMENT = "達成状況"
    ACHIEVEMENT_CHART = "達成状況のグラフ"
    HISTORY = "経年の推移"
    MEASURE_SYSTEM = "施策の体系"
    MEASURES = "施策"
    PROGRESS_TABLE = "進捗状況一覧"
    COMPARISON = "新旧対照表"
    IMAGE = "画像"


class Annotation(NamedTuple):
    """``kind`` is None where nobody knows the word: printed as written, and told."""

    kind: AnnotationKind | None
    word: str
    arguments: tuple[str, ...]
    place: Span
    """The annotation itself, ``［＃`` to ``］``."""
    span: Span
    image: "ImageFile | None" = None
    """What an image annotation names."""


class Chapter(NamedTuple):
    """One file of the draft."""

    source: SourceText
    blocks: tuple[Heading | Paragraph | Annotation, ...]


def image_names(tree: ChapterTree) -> Iterator[Span]:
    """Where a chapter names image files."""
    for node in tree.nodes:
        if isinstance(node, AnnotationLine) and node.arguments:
            if node.word.text.strip() == AnnotationKind.IMAGE.value:
                yield node.arguments[0]


def read_chapter(
    tree: ChapterTree,
    targets: Targets,
    references: References,
    images: "Mapping[Span, ImageFile]",
) -> Chapter:
    """A chapter; ``images`` are what its image annotations name."""
    return Chapter(tree.source, tuple(_blocks(tree, targets, references, images)))


def _blocks(
    tree: ChapterTree,
    targets: Targets,
    references: References,
    images: "Mapping[Span, ImageFile]",
) -> Iterator[Heading | Paragraph | Annotation]:
    lines: list[TextLine] = []
    for node in [*tree.nodes, None]:
        if isinstance(node, TextLine) and not node.starts and lines[-1:]:
            lines.append(node)
            continue
        if lines:
            yield _paragraph(lines, references)
            lines = []
        match node:
            case TextLine():
                lines = [node]
            case HeadingLine():
                yield _heading(node, targets.of_chapter[node])
            case AnnotationLine():
                yield _annotation(node, images)
            case Blank() | None:
                pass


def _heading(node: HeadingLine, target: Target) -> Heading:
    return Heading(
        node.level,
        node.ordinal,
        node.mark,
        target.name,
        Passage.at(node.title, node.title.text, rubies=node.rubies),
        target.anchor,
        node.span,
    )


def _paragraph(lines: list[TextLine], references: References) -> Paragraph:
    first, last = lines[0], lines[-1]
    return Paragraph(
        ParagraphKind(first.kind),
        tuple(references.running(line) for line in lines),
        Span(first.span.source, first.span.start, last.span.end),
    )


def _annotation(node: AnnotationLine, images: "Mapping[Span, ImageFile]") -> Annotation:
    word = node.word.text.strip()
    kind = AnnotationKind(word) if word in set(AnnotationKind) else None
    arguments = tuple(part.text.strip() for part in node.arguments)
    image = images.get(node.arguments[0]) if node.arguments else None
    return Annotation(kind, word, arguments, node.place, node.span, image)
