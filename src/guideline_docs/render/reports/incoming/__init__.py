"""What came back, a file a format; each takes what came and the patch that takes it in, and
the comments where there can be any."""

from collections.abc import Callable, Mapping, Sequence

from guideline_docs.edits.incoming import Incoming
from guideline_docs.edits.receiving.comments import Opinion
from guideline_docs.render.reports.incoming import json, text
from guideline_docs.source.edit import Patch

FORMATS: Mapping[str, Callable[[Incoming, Patch, Sequence[Opinion] | None], str]] = {
    "text": text.render,
    "json": json.render,
}
