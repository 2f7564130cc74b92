"""Findings: what a rule yields, and what is printed of it."""


from guideline_docs.source.choice import StrEnum
from guideline_docs.source.edit import Fix
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span


class Severity(StrEnum):
    """How bad it is; an error is never wrong."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def word(self) -> str:
        return {"error": "エラー", "warning": "警告", "note": "注意"}[self.value]


class Related(NamedTuple):
    """Another place that explains the finding ("defined here")."""

    span: Span
    message: str


class Finding(NamedTuple):
    """What a rule has seen: the fact (``message``) and what to do (``hint``).

    ``span`` is the smallest that is true; ``subject`` the canonical name of what the
    finding is about (``(3)-イ``, ``【Ⅰ】済``), which stays when lines move.
    ``fixes`` are the ways to mend it, the likeliest first; one that is certain is the only
    one that is.
    """

    span: Span
    subject: str
    message: str
    hint: str = ""
    suggestions: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def certain_fix(self) -> Fix | None:
        """The fix that no person need look at."""
        return next((fix for fix in self.fixes if fix.certain), None)


class Diagnostic(NamedTuple):
    """A finding with the code and severity of its rule, ready to be told.

    ``accepted`` is the written reason of the acceptance that covers it, or None.
    """

    code: str
    name: str
    severity: Severity
    finding: Finding
    accepted: str | None = None

    @property
    def span(self) -> Span:
        return self.finding.span

    @property
    def path(self) -> str:
        return self.finding.span.source.path


def short(text: str, limit: int = 20) -> str:
    """A quotation that fits a message: one line, cut."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[:limit] + "…"
