"""Whole result sets in and out of PostgreSQL as numpy columns, through binary COPY: no object a row.

Every value must be there and of fixed size; a missing date travels as ``-infinity`` and is NaT on this side.
Source: PostgreSQL documentation, COPY, "Binary Format".
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import psycopg
from psycopg import sql
from sqlalchemy.orm import Session

Columns = dict[str, npt.NDArray[Any]]

_SIGNATURE = b"PGCOPY\n\xff\r\n\x00"
_HEADER = len(_SIGNATURE) + 8
_EPOCH = int(np.datetime64("2000-01-01", "D").astype(np.int64))
_NO_DATE = -(2**31)


class Kind(Enum):
    """Types of column, by their form on the wire."""

    KEY = "S16"
    DATE = "date"
    INT = ">i4"
    BIG = ">i8"
    REAL = ">f8"
    BOOL = "?"

    @property
    def wire(self) -> np.dtype[Any]:
        """The form on the wire."""
        return np.dtype(">i4" if self is Kind.DATE else self.value)


Layout = Mapping[str, Kind]


def driver(session: Session) -> psycopg.Connection[Any]:
    """Return the driver's connection that carries the session's transaction."""
    return cast("psycopg.Connection[Any]", session.connection().connection.driver_connection)


def read(session: Session, query: str, parameters: Mapping[str, object], layout: Layout) -> Columns:
    """Return the rows of `query`, whose columns are those of `layout` in order, as columns."""
    with driver(session).cursor() as cursor:
        statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT BINARY)").format(sql.SQL(cast("Any", query)))
        with cursor.copy(statement, parameters) as copy:
            raw = b"".join(bytes(block) for block in copy)
    rows = np.frombuffer(raw, _row(layout), count=(len(raw) - _HEADER - 2) // _row(layout).itemsize, offset=_HEADER)
    _check(rows, layout, raw)
    return {name: _native(rows[name], kind) for name, kind in layout.items()}


def write(session: Session, table: str, layout: Layout, columns: Mapping[str, npt.NDArray[Any]]) -> int:
    """Append `columns` to `table`; return how many rows that were."""
    count = len(next(iter(columns.values())))
    rows = np.zeros(count, _row(layout))
    rows["fields"] = len(layout)
    for name, kind in layout.items():
        rows[f"{name} size"], rows[name] = kind.wire.itemsize, _wire(columns[name], kind)
    names = sql.SQL(", ").join(sql.Identifier(name) for name in layout)
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(sql.Identifier(table), names)
    with driver(session).cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(_SIGNATURE + b"\x00" * 8 + rows.tobytes() + b"\xff\xff")
    return count


def write_rows(session: Session, table: str, names: Sequence[str], rows: Sequence[Sequence[object]]) -> int:
    """Append `rows`, which may hold anything the driver knows, to `table`; return how many there were."""
    listed = sql.SQL(", ").join(sql.Identifier(name) for name in names)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), listed)
    with driver(session).cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
    return len(rows)


def _row(layout: Layout) -> np.dtype[Any]:
    parts: list[tuple[str, Any]] = [("fields", ">i2")]
    for name, kind in layout.items():
        parts += [(f"{name} size", ">i4"), (name, kind.wire)]
    return np.dtype(parts)


def _check(rows: npt.NDArray[Any], layout: Layout, raw: bytes) -> None:
    whole = len(raw) == _HEADER + rows.nbytes + 2 and bool((rows["fields"] == len(layout)).all())
    wrong = [name for name, kind in layout.items() if (rows[f"{name} size"] != kind.wire.itemsize).any()]
    if wrong or not whole:
        raise TypeError(f"result does not have the layout {list(layout)}: {wrong or 'other columns'}")


def _native(column: npt.NDArray[Any], kind: Kind) -> npt.NDArray[Any]:
    if kind is Kind.DATE:
        days = column.astype(np.int64)
        return np.where(days == _NO_DATE, np.datetime64("NaT", "D"), (days + _EPOCH).astype("datetime64[D]"))
    return np.ascontiguousarray(column.astype(column.dtype.newbyteorder("=")))


def _wire(column: npt.NDArray[Any], kind: Kind) -> npt.NDArray[Any]:
    if kind is not Kind.DATE:
        return column
    days = column.astype("datetime64[D]")
    return np.where(np.isnat(days), _NO_DATE, days.astype(np.int64) - _EPOCH)
