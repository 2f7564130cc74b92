"""What is accepted, a file a format."""

from collections.abc import Callable, Mapping

from guideline_docs.edits.accepting import Accepting
from guideline_docs.render.reports.accepting import json, text

FORMATS: Mapping[str, Callable[[Accepting], str]] = {"text": text.render, "json": json.render}
