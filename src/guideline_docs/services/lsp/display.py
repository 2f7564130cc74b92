"""How a text is shown: its outline and what folds, titles behind references, colours, links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lsprotocol import types

from guideline_docs.model.targets import TargetKind
from guideline_docs.services.lsp.addresses import Addresses
from guideline_docs.services.lsp.session import Here, Session
from guideline_docs.source.span import Span
from guideline_docs.views.inlays import inlays
from guideline_docs.views.links import Link, links
from guideline_docs.views.outline import Entry
from guideline_docs.views.symbols import Symbol, find, folds, symbols
from guideline_docs.views.tokens import Token, TokenKind, tokens

_MOST_FOUND = 200
"""So many headings and measures are given to who looks for some; who types on is given others."""

_SYMBOLS = {
    TargetKind.CATEGORY: types.SymbolKind.Namespace,
    TargetKind.SUBSECTION: types.SymbolKind.Class,
    TargetKind.SECTION: types.SymbolKind.Class,
    TargetKind.MEASURE: types.SymbolKind.Constant,
    TargetKind.CHAPTER: types.SymbolKind.String,
}

# Themes have colours for these names and no others.
_TOKENS = {
    TokenKind.NUMBER: types.SemanticTokenTypes.Number,
    TokenKind.TITLE: types.SemanticTokenTypes.Class,
    TokenKind.TIER: types.SemanticTokenTypes.EnumMember,
    TokenKind.STATUS: types.SemanticTokenTypes.Type,
    TokenKind.COMPLETED: types.SemanticTokenTypes.Keyword,
    TokenKind.COLUMN: types.SemanticTokenTypes.Property,
    TokenKind.REFERENCE: types.SemanticTokenTypes.Function,
    TokenKind.DANGLING: types.SemanticTokenTypes.Function,
    TokenKind.ANNOTATION: types.SemanticTokenTypes.Macro,
    TokenKind.PLACEHOLDER: types.SemanticTokenTypes.Decorator,
    TokenKind.RUBY: types.SemanticTokenTypes.String,
    TokenKind.NOTE: types.SemanticTokenTypes.Comment,
}
_TYPES = [*dict.fromkeys(_TOKENS.values())]
_BROKEN = 1
"""The one modifier: it leads nowhere."""
LEGEND = types.SemanticTokensLegend(
    [each.value for each in _TYPES], [types.SemanticTokenModifiers.Deprecated.value]
)


# --- outline ---------------------------------------------------------------------------


def outlined(
    session: Session, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    """The headings and measures of a text."""
    here = session.here(params)
    guideline = here.snapshot.guideline_of(here.source) if here else None
    if here is None or guideline is None:
        return []
    found = symbols(guideline, here.source)
    if session.client.nested_symbols:
        return [_nested(here, symbol) for symbol in found]
    uri = params.text_document.uri
    return [
        types.SymbolInformation(types.Location(uri, here.range(span)), _name(entry), kind, container_name=above)
        for entry, span, kind, above in _flat(found)
    ]


def _nested(here: Here, symbol: Symbol) -> types.DocumentSymbol:
    entry = symbol.entry
    return types.DocumentSymbol(
        _name(entry),
        _SYMBOLS[entry.kind],
        here.range(symbol.span),
        here.range(entry.span),
        children=[_nested(here, each) for each in symbol.symbols],
    )


def _flat(
    several: Iterable[Symbol], above: str | None = None
) -> Iterator[tuple[Entry, Span, types.SymbolKind, str | None]]:
    for symbol in several:
        yield symbol.entry, symbol.span, _SYMBOLS[symbol.entry.kind], above
        yield from _flat(symbol.symbols, _name(symbol.entry))


def _name(entry: Entry) -> str:
    return f"{entry.name} {entry.title}".strip() or entry.span.text or "（無題）"


def found(session: Session, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    """The headings and measures of all that is open whose name or title holds some words."""
    addresses = session.addresses()
    given: list[types.WorkspaceSymbol] = []
    for project in session.projects:
        snapshot = project.snapshot()
        for entry, above in find(snapshot, params.query) if snapshot else ():
            if len(given) == _MOST_FOUND:
                return given
            place = addresses.location(entry.span)
            given.append(types.WorkspaceSymbol(place, _name(entry), _SYMBOLS[entry.kind], container_name=above or None))
    return given


def folded(session: Session, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """What takes up more than one line."""
    here = session.here(params)
    guideline = here.snapshot.guideline_of(here.source) if here else None
    if here is None or guideline is None:
        return []
    places = (span.positions for span in folds(guideline, here.source))
    lines = dict.fromkeys((first - 1, last - 1) for first, _, last, _ in places)
    return [types.FoldingRange(first, last) for first, last in lines]


# --- what stands beside and in the text ------------------------------------------------


def hinted(session: Session, params: types.InlayHintParams) -> list[types.InlayHint]:
    """The titles of what references name, behind them."""
    here = session.here(params)
    guideline = here.snapshot.guideline_of(here.source) if here else None
    if here is None or guideline is None:
        return []
    return [
        types.InlayHint(here.range(each.span).end, each.text, tooltip="\n".join(each.titles))
        for each in inlays(guideline, here.span(params.range))
    ]


def coloured(session: Session, params: types.SemanticTokensParams) -> types.SemanticTokens:
    """What each stretch of a text means."""
    here = session.here(params)
    return types.SemanticTokens(_encoded(here, _tokens(here)) if here else [])


def coloured_range(
    session: Session, params: types.SemanticTokensRangeParams
) -> types.SemanticTokens:
    """The same of a part of a text."""
    here = session.here(params)
    if here is None:
        return types.SemanticTokens([])
    return types.SemanticTokens(_encoded(here, _tokens(here, here.span(params.range))))


def _tokens(here: Here, part: Span | None = None) -> tuple[Token, ...]:
    guideline = here.snapshot.guideline_of(here.source)
    return tokens(guideline, here.source, part) if guideline else ()


def _encoded(here: Here, several: Iterable[Token]) -> list[int]:
    """Five numbers a token: lines and characters since the last one, length, type, modifier."""
    data: list[int] = []
    units = here.positions
    line, character, at = 0, 0, 0
    for span, kind in several:
        source, start, end = span.verbatim
        number, column = source.position(start)
        own = source.text[start:end]
        if number - 1 == line and data:
            between = source.text[at:start]
            begin = character + units.of_line(between, len(between))
        else:
            begin = units.position(source, start, here.bom).character
        modifier = _BROKEN if kind is TokenKind.DANGLING else 0
        length = units.of_line(own, len(own))
        since = begin - character if number - 1 == line and data else begin
        data += (number - 1 - line, since, length, _TYPES.index(_TOKENS[kind]), modifier)
        line, character, at = number - 1, begin, start
    return data


def linked(session: Session, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    """What can be opened: what a reference names, the files that a text or the settings name."""
    addresses = session.addresses()
    if here := session.here(params):
        return [_link(addresses, each) for each in links(here.snapshot, here.source)]
    settings = session.settings(params)
    snapshot = settings.snapshot if settings else None
    file = snapshot.configuration.file if snapshot else None
    if settings is None or snapshot is None or file is None or file.source.text != settings.source.text:
        return []
    return [_link(addresses, each) for each in links(snapshot, file.source)]


def _link(addresses: Addresses, link: Link) -> types.DocumentLink:
    if isinstance(link.goal, Path):
        target = link.goal.absolute().as_uri()
    else:
        # Editors take #L for a line.
        target = f"{addresses.uri(link.goal.source)}#L{link.goal.line}"
    return types.DocumentLink(addresses.range(link.span), target, link.text)
