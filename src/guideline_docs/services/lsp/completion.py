"""What may be typed here, as a list to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lsprotocol import types

from guideline_docs.render.hover import markdown, text
from guideline_docs.services.lsp.session import Here, Session, Settings
from guideline_docs.views.completion import Item, complete
from guideline_docs.views.completion.items import ItemKind
from guideline_docs.views.hover import Hover, glance
from guideline_docs.views.settings import Choice, ChoiceKind, choices

# Where a list is shown although no word has been begun: a reference, an annotation, a cell,
# a tier, a field; in settings a table, a value.
TRIGGERS = ("(", "（", "策", ".", "．", "№", "第", "-", "－", "、", "［", "＃", "\t", "【", "：", "[", '"', "=")

_KINDS = {
    ItemKind.REFERENCE: types.CompletionItemKind.Reference,
    ItemKind.WORD: types.CompletionItemKind.EnumMember,
    ItemKind.FIELD: types.CompletionItemKind.Field,
    ItemKind.CARD: types.CompletionItemKind.Struct,
    ItemKind.ANNOTATION: types.CompletionItemKind.Keyword,
    ItemKind.PLACEHOLDER: types.CompletionItemKind.Snippet,
    ItemKind.FILE: types.CompletionItemKind.File,
}
_CHOICES = {
    ChoiceKind.TABLE: types.CompletionItemKind.Module,
    ChoiceKind.KEY: types.CompletionItemKind.Property,
    ChoiceKind.WORD: types.CompletionItemKind.EnumMember,
    ChoiceKind.NAME: types.CompletionItemKind.Value,
}


def completed(session: Session, params: types.CompletionParams) -> types.CompletionList:
    """What may stand where somebody types, the likeliest first."""
    if here := session.here(params):
        found = complete(here.snapshot, here.source, here.offset(params.position))
        items = _items(here, found.items, params.text_document.uri)
        return types.CompletionList(not found.is_whole, [*items])
    if settings := session.settings(params):
        offered = choices(settings.source, settings.offset(params.position), settings.snapshot)
        every = (_choice(settings, each, session.client.snippets) for each in offered)
        return types.CompletionList(False, [*_sorted(every)])
    return types.CompletionList(False, [])


def _items(here: Here, items: tuple[Item, ...], uri: str) -> Iterator[types.CompletionItem]:
    return _sorted(
        types.CompletionItem(
            label=item.label,
            kind=_KINDS[item.kind],
            detail=item.detail or None,
            # Editors compare what is typed with this: it must begin as the text does.
            filter_text=item.text,
            text_edit=types.TextEdit(here.range(item.span), item.text),
            data={"uri": uri, "name": item.target.name} if item.target else None,
        )
        for item in items
    )


def _choice(settings: Settings, choice: Choice, snippets: bool) -> types.CompletionItem:
    text, ways = choice.text, types.InsertTextFormat
    if snippets:
        text = f"{_escaped(text[: choice.caret])}$0{_escaped(text[choice.caret :])}"
    return types.CompletionItem(
        label=choice.label,
        kind=_CHOICES[choice.kind],
        detail=choice.said or None,
        filter_text=choice.text,
        insert_text_format=ways.Snippet if snippets else ways.PlainText,
        text_edit=types.TextEdit(settings.range(choice.span), text),
    )


def _escaped(text: str) -> str:
    """A text in which nothing is a sign of snippets."""
    return "".join(f"\\{sign}" if sign in "\\$}" else sign for sign in text)


def _sorted(items: Iterator[types.CompletionItem]) -> Iterator[types.CompletionItem]:
    """The items with what keeps them in their order."""
    for place, item in enumerate(items):
        item.sort_text = f"{place:04}"
        yield item


def resolved(session: Session, item: types.CompletionItem) -> types.CompletionItem:
    """An item with more of what it names."""
    data: Any = item.data
    if not isinstance(data, dict):
        return item
    project = session.project_of(str(data.get("uri")))
    snapshot = project.snapshot() if project else None
    target = snapshot.guideline.targets.get(str(data.get("name"))) if snapshot else None
    if snapshot and target:
        found = Hover(target.span, (glance(snapshot.guideline, target),))
        plain = session.client.plain
        kind = types.MarkupKind.PlainText if plain else types.MarkupKind.Markdown
        told = text.render(found) if plain else markdown.render(found)
        item.documentation = types.MarkupContent(kind, told)
    return item
