"""A file's sheet as it was read, before anybody knows what its columns mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Cell = str | int | float | date | bool | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """Columns of equal length.

    Attributes
    ----------
    file, sheet : where it comes from; `sheet` is None for CSV
    header : names as written, stripped
    columns : one sequence a name; CSV cells are str (empty: None), Excel cells keep their own type
    line : the file's own row number of every row, counted from 1 as a spreadsheet shows it
    encoding, delimiter : what was found in a CSV, None for Excel
    """

    file: str
    sheet: str | None
    header: tuple[str, ...]
    columns: tuple[Sequence[Cell], ...]
    line: Sequence[int]
    encoding: str | None = None
    delimiter: str | None = None

    def __len__(self) -> int:
        return len(self.line)

    def column(self, name: str) -> Sequence[Cell]:
        """Return the column called `name`; KeyError when there is none."""
        try:
            return self.columns[self.header.index(name)]
        except ValueError as error:
            raise KeyError(name) from error
