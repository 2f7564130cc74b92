"""What a place names: what that is, where it stands, who else names it, another number for it."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from guideline_docs.edits.rename import numbered_at, rename
from guideline_docs.failure import CannotRun
from guideline_docs.model.declarations import declared_at
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.mentions import Mention, Mentions, Named
from guideline_docs.model.targets import Target
from guideline_docs.render.hover import markdown, text
from guideline_docs.services.lsp.changes import workspace_edit
from guideline_docs.services.lsp.session import Here, Session
from guideline_docs.source.span import Span
from guideline_docs.views.hover import hover
from guideline_docs.views.settings import meaning


def hovered(session: Session, params: types.HoverParams) -> types.Hover | None:
    """What is under the pointer: a measure's card, a heading, the page of a finding."""
    here = session.here(params)
    settings = session.settings(params)
    if here:
        found = hover(here.snapshot, here.source, here.offset(params.position))
    elif settings:
        found = meaning(settings.source, settings.offset(params.position))
    else:
        return None
    if found is None:
        return None
    if session.client.plain:
        content = types.MarkupContent(types.MarkupKind.PlainText, text.render(found))
    else:
        content = types.MarkupContent(types.MarkupKind.Markdown, markdown.render(found))
    return types.Hover(content, session.addresses().range(found.span))


def definition(session: Session, params: types.DefinitionParams) -> list[types.Location]:
    """Where that stands which is named here; of heads and words where the settings say it."""
    here = session.here(params)
    guideline, named = _named(here, params.position) if here else (None, ())
    spans = dict.fromkeys(each.span for each in named)
    if here and guideline and not spans:
        declared = declared_at(guideline, here.source, here.offset(params.position))
        spans = dict.fromkeys([declared] if declared else [])
    return [*map(session.addresses().location, spans)]


def references(session: Session, params: types.ReferenceParams) -> list[types.Location]:
    """Every place that names the same; where it stands itself if that is asked for."""
    here = session.here(params)
    guideline, named = _named(here, params.position) if here else (None, ())
    found = _mentions(guideline, named) if guideline else ()
    declared = params.context.include_declaration
    spans = dict.fromkeys(each.span for each in found if declared or not each.bears)
    return [*map(session.addresses().location, spans)]


def highlights(
    session: Session, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight]:
    """The places of the same text that name the same."""
    here = session.here(params)
    guideline, named = _named(here, params.position) if here else (None, ())
    if here is None or guideline is None:
        return []
    spans: dict[Span, types.DocumentHighlightKind] = {}
    for each in _mentions(guideline, named):
        if each.span.source is here.source:
            write, read = types.DocumentHighlightKind.Write, types.DocumentHighlightKind.Read
            spans.setdefault(each.span, write if each.bears else read)
    return [types.DocumentHighlight(here.range(span), kind) for span, kind in spans.items()]


def _named(here: Here, position: types.Position) -> tuple[Guideline | None, tuple[Named, ...]]:
    """What is named at a position, and in which guideline."""
    guideline, offset = here.snapshot.guideline_of(here.source), here.offset(position)
    mention = guideline.once(Mentions).at(here.source, offset) if guideline else None
    return guideline, mention.named_at(offset) if mention else ()


def _mentions(guideline: Guideline, named: Iterable[Named]) -> Iterable[Mention]:
    """The places that name things, and those that name them on the way to something else."""
    mentions = guideline.once(Mentions)
    for each in named:
        yield from mentions.of(each)
        if isinstance(each, Target):
            yield from mentions.into(each)


def prepare_rename(
    session: Session, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """The number that can be another. Raises CannotRun where there is none, saying why."""
    here = session.here(params)
    if here is None:
        return None
    span = numbered_at(here.snapshot, here.source, here.offset(params.position)).span
    return types.PrepareRenamePlaceholder(here.range(span), span.text)


def renamed(session: Session, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Another number for a heading or measure, with every reference.

    What may mean it and is no reference is left, and told. Raises CannotRun in words.
    """
    here = session.here(params)
    if here is None:
        raise CannotRun("ここに番号はありません")
    changes = rename(here.snapshot, here.source, here.offset(params.position), params.new_name)
    if changes.left:
        first, more = changes.left[0], len(changes.left) - 1
        others = f"（ほかに {more} か所）" if more else ""
        session.say(
            f"{first.place}: 「{first.text}」は参照と見ないので変えません。確かめてください{others}"
        )
    return workspace_edit(changes.patch, session)
