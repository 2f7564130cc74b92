"""What was collected, a file a format."""

from collections.abc import Callable, Mapping

from guideline_docs.edits.collecting import Collected
from guideline_docs.render.reports.collected import json, text

FORMATS: Mapping[str, Callable[[Collected], str]] = {"text": text.render, "json": json.render}
