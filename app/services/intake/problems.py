"""What is wrong with a file, cell by cell."""

from dataclasses import dataclass

from app.services.intake.table import Cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One cell (or row) that cannot be taken: where it stands, what is wrong, what would be right.

    `row` is the file's own row number, `column` the name in its header, `field` ours.
    """

    file: str
    sheet: str | None
    row: int
    column: str
    field: str
    value: Cell
    code: str
    message_en: str
    message_zh: str
