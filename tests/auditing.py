"""What Microsoft's schemas and Word's habits say of a document."""

from __future__ import annotations

from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator
from openxml_audit.verdict import predict


def audited(data: bytes, folder: Path) -> list[str]:
    """Every error, and what keeps Word from opening the file cleanly."""
    file = folder / "draft.docx"
    file.write_bytes(data)
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(str(file))
    verdict = predict(result)
    found = [error.description for error in result.errors]
    if "cleanly" not in verdict.headline:
        found.append(verdict.headline)
    return found
