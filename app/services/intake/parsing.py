"""Cells into values, column by column, with every cell that cannot be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from app.services.intake.fields import BadCell, Field
from app.services.intake.problems import Problem
from app.services.intake.specs import Spec
from app.services.intake.table import Cell, Table

MOST_PROBLEMS = 1000
"""As many problems are listed one by one; all of them are counted."""


@dataclass(kw_only=True)
class Parsed:
    """Typed columns of a file.

    Attributes
    ----------
    values : field name -> one value a row; None where empty or wrong
    good : bool (n,), rows without any problem
    problems : at most `MOST_PROBLEMS`, in file order within a column
    refused_cells : how many problems there are in all
    """

    table: Table
    spec: Spec
    columns: Mapping[str, str]
    values: dict[str, list[object]] = field(default_factory=dict)
    good: npt.NDArray[np.bool_]
    problems: list[Problem] = field(default_factory=list)
    refused_cells: int = 0

    def refuse(self, row: int, name: str, code: str, en: str, zh: str) -> None:
        """Note that the cell of field `name` in `row` (from 0) cannot be taken."""
        self.good[row] = False
        self.refused_cells += 1
        if len(self.problems) >= MOST_PROBLEMS:
            return
        column = self.columns.get(name, name)
        cell = self.table.column(column)[row] if column in self.table.header else None
        self.problems.append(
            Problem(
                file=self.table.file,
                sheet=self.table.sheet,
                row=self.table.line[row],
                column=column,
                field=name,
                value=cell,
                code=code,
                message_en=en,
                message_zh=zh,
            )
        )

    def column(self, name: str) -> list[object]:
        """Return the values of a field, all None when the file has no such column."""
        return self.values.get(name) or [None] * len(self.table)


def parsed(table: Table, spec: Spec, columns: Mapping[str, str]) -> Parsed:
    """Read every mapped cell; check what is required and that the key is unique in the file."""
    result = Parsed(table=table, spec=spec, columns=columns, good=np.ones(len(table), dtype=np.bool_))
    for one in spec.fields:
        if one.name in columns:
            result.values[one.name] = _column(result, one, table.column(columns[one.name]))
    _unique(result)
    return result


def _column(result: Parsed, one: Field, cells: Sequence[Cell]) -> list[object]:
    known: dict[Cell, object] = {}
    values: list[object] = []
    for row, cell in enumerate(cells):
        if cell is None:
            if one.required:
                result.refuse(row, one.name, "required", "must not be empty", "不能为空")
            values.append(None)
            continue
        try:
            if cell not in known:
                known[cell] = one.read(cell)
            values.append(known[cell])
        except BadCell as bad:
            result.refuse(row, one.name, bad.code, bad.en, bad.zh)
            values.append(None)
    return values


def _unique(result: Parsed) -> None:
    keys = [result.column(name) for name in result.spec.key if name in result.values]
    if not keys:
        return
    first: dict[tuple[object, ...], int] = {}
    for row, key in enumerate(zip(*keys, strict=True)):
        if any(part is None for part in key):
            continue
        earlier = first.setdefault(key, row)
        if earlier != row:
            line = result.table.line[earlier]
            result.refuse(row, result.spec.key[0], "duplicate", f"stands in row {line} already", f"与第 {line} 行重复")
