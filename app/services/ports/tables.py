"""Lists as files: those that come in, and empty ones to fill in."""

from enum import StrEnum
from typing import Protocol

from app.services.intake.specs import Spec
from app.services.intake.table import Table


class TemplateFormat(StrEnum):
    """What a template is written as; the value is the ending of its name."""

    CSV = "csv"
    XLSX = "xlsx"


class Tables(Protocol):
    """Reads and writes lists."""

    def read(self, raw: bytes, name: str, *, sheet: str | None, most_bytes: int, most_rows: int) -> Table:
        """Return what the bytes of a CSV or Excel file hold; `name` stands in every sentence about it.

        Raises ``DomainError("import_file")``, saying what is wrong and what would be right.
        """
        ...

    def template(self, spec: Spec, made: TemplateFormat, language: str | None = None) -> bytes:
        """Return an empty list with one row of examples; its header is in `language` ("zh", "en") or in both."""
        ...
