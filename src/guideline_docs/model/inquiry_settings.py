"""[inquiry] in ``guideline.toml``: who is asked every year, about what, by whom."""

from datetime import date
from typing import Any, NoReturn

from guideline_docs.failure import CannotRun
from guideline_docs.model.settings import SETTINGS
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.toml import TomlFile


class InquirySettings(NamedTuple):
    """What an inquiry says and asks; an empty field is one that nobody has set."""

    by: str = ""
    """The column or the field of cards that names the departments."""
    fields: tuple[str, ...] = ()
    """The heads of what is asked."""
    context: tuple[str, ...] | None = None
    """The heads of what is shown beside; None where the table may choose."""
    departments: tuple[str, ...] = ()
    """Names that are whole, in the order of the office; others may be in the table, too."""
    title: str = ""
    """The subject of the covering sheet."""
    message: str = ""
    sender: str = ""
    """Who asks; empty: the department of [guideline]."""
    reply: str = ""
    """How and where the workbook goes back."""
    due: str = ""
    file: TomlFile | None = None
    """The settings as they are written, where they have such a table."""

    def fail(self, key: str, message: str) -> NoReturn:
        """Stop, naming the line where a key stands."""
        if self.file is None:
            raise CannotRun(message)
        self.file.fail(self.file.table("inquiry"), key, message)


def read_inquiry(file: TomlFile) -> InquirySettings:
    """[inquiry]; every key may be left out. Raises CannotRun for what cannot be meant."""
    table = file.table("inquiry")
    if not table:
        return InquirySettings()
    file.fits(table, SETTINGS["inquiry"])
    due = _due(file, table)
    if due:
        from guideline_docs.model.due import due_fault  # a calendar, which few checks need

        if fault := due_fault(due):
            file.fail(table, "due", f"due の{fault}")
    return InquirySettings(
        by=file.text(table, "by"),
        fields=tuple(filter(None, file.texts(table, "fields"))),
        context=tuple(filter(None, file.texts(table, "context"))) if "context" in table else None,
        departments=tuple(filter(None, file.texts(table, "departments"))),
        title=file.text(table, "title"),
        message=file.text(table, "message"),
        sender=file.text(table, "sender"),
        reply=file.text(table, "reply"),
        due=due,
        file=file,
    )


def _due(file: TomlFile, table: dict[str, Any]) -> str:
    """A text, or a day as TOML has it: due = 2027-01-15."""
    due = table.get("due", "")
    return due.isoformat()[:10] if isinstance(due, date) else file.text(table, "due")
