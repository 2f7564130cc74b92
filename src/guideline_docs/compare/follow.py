"""Texts of two versions, read alike: a number that follows what it names is no change."""

from collections.abc import Mapping
from itertools import groupby

from guideline_docs.model.passage import Passage


class Follow:
    """``names``: what each thing was called → what it is called."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def same(self, old: Passage, new: Passage) -> bool:
        """Whether two texts say the same."""
        if old.text == new.text:
            return True
        if not old.references or len(old.references) != len(new.references):
            return False
        return _words(old, self.names) == _words(new, {})


def _words(passage: Passage, names: Mapping[str, str]) -> list[str]:
    """A text in pieces, of each reference the names of what it leads to."""
    said: list[str] = []
    at, text = passage.span.start, passage.span.source.text
    for span, group in groupby(passage.references, key=lambda reference: reference.span):
        said.append(text[at : span.start])
        for each in group:
            name = each.target.name if each.target else span.text
            said.append(names.get(name, name) if each.target else name)
        at = span.end
    return [*said, text[at : passage.span.end]]
