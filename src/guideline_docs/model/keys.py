"""Keys: the names by which a text of a document is found again, out and back.

Every text that staff may edit has one, such as ``measure-6:results`` or ``text-2-3:text``:
what it belongs to (an anchor, or the place among the paragraphs of a chapter), and which
part of that it is. A number is no identity: whose number it is, the digest of the edition
says that the document was made of.
"""

from collections.abc import Iterable
from functools import lru_cache

from guideline_docs.source.expression import expression
from guideline_docs.source.record import NamedTuple

TAG = "gd:"
"""What the tag of a content control begins with."""
NAMESPACE = "urn:guideline-docs:origins"
EDITION = "guideline-docs.edition"
"""The document's own property that names the edition, by its digest."""
BUILD = "guideline-docs.build"
"""The one that names what all of its texts said when it was made, by a digest of them."""

PROGRAM = "guideline-docs"
"""Who the comments are by that the program sets."""

TITLE, TEXT = "title", "text"
COVER = "cover"
"""What the facts on the cover belong to, each by its key of the settings: cover:title."""
EXTRA, PLAN = "extra", "plan"
"""Parts of a measure beside its usual columns, counted from 1: extra-1."""

OWN = "gd_"
"""What our bookmarks begin with."""
_MOST = 40
_OTHER = expression(r"[^A-Za-z0-9]")


def key_of(owner: str, part: str) -> str:
    return f"{owner}:{part}"


def paragraph_owner(chapter: int, paragraph: int) -> str:
    """A paragraph by its place; both count from 1."""
    return f"text-{chapter}-{paragraph}"


def bookmark_name(key: str) -> str:
    """A key or anchor as Word can hold it: letters, digits and _, forty at the most."""
    name = OWN + _OTHER.sub("_", key)
    if len(name) <= _MOST:
        return name
    from uuid import NAMESPACE_URL, uuid5  # few names are as long

    return f"{name[: _MOST - 9]}_{uuid5(NAMESPACE_URL, key).hex[:8]}"


class Field(NamedTuple):
    """A number that the document itself works out: it is what it leads to, whatever it shows."""

    bookmark: str


class Ruby(NamedTuple):
    """Base characters with their reading."""

    base: str
    reading: str


Said = str | Field | Ruby
"""A piece of what a text of a document says."""


def worded(said: Iterable[Said]) -> str:
    """What was said in one string. Blanks and line ends do not count: programs change them."""
    words = "".join([each if isinstance(each, str) else f"⟦{each[0]}⟧" for each in said])
    return "".join(words.split())


def print_of(said: Iterable[Said]) -> str:
    """What tells a text of the program from one that a person wrote: four letters of it."""
    return _print(worded(said))


@lru_cache(maxsize=4096)  # most cells of a draft say what others do
def _print(words: str) -> str:
    from base64 import urlsafe_b64encode
    from hashlib import sha256

    data = words.encode("utf-8", "surrogatepass")
    return urlsafe_b64encode(sha256(data).digest()[:3]).decode()


def shown(said: tuple[Said, ...]) -> str:
    """What was said for people: of a field a sign that one stands there."""
    return "".join(
        each if isinstance(each, str) else each.base if isinstance(each, Ruby) else "〔参照〕"
        for each in said
    )
