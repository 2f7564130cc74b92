"""What came back, a file a format; each takes what came and the patch that takes it in."""

from collections.abc import Callable, Mapping

from guideline_docs.edits.incoming import Incoming
from guideline_docs.render.reports.incoming import json, text
from guideline_docs.source.edit import Patch

FORMATS: Mapping[str, Callable[[Incoming, Patch], str]] = {
    "text": text.render,
    "json": json.render,
}
