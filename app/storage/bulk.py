"""Set-based upserts: COPY into a temporary table, resolve references by joins, one INSERT ... ON CONFLICT."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from app.services.intake.frame import Counts

_NUMBER = count()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """Column `source` of the frame names a row of `table` by its `key`; the row's id goes into `target`."""

    source: str
    table: str
    target: str
    key: str = "external_id"


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """How a kind of row is stored.

    `key` are the columns of the unique constraint; `types` are column -> SQL type of what is copied; columns not given
    by a frame keep their default (new rows) or their value (known rows).
    """

    table: str
    key: tuple[str, ...]
    types: Mapping[str, str]
    references: tuple[Reference, ...] = ()
    expressions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """Row `row` (from 0) of the frame refers by `column` to `value`, which is not there."""

    row: int
    column: str
    value: str


class Upsert:
    """One frame on its way into one table, inside the caller's transaction."""

    def __init__(self, connection: psycopg.Connection, target: Target, columns: Mapping[str, Sequence[object]]) -> None:
        self._connection, self._target, self._columns = connection, target, columns
        self._staged = sql.Identifier(f"staged_{target.table}_{next(_NUMBER)}")

    def stage(self) -> None:
        """Copy the frame into a temporary table that ends with the transaction."""
        names = list(self._columns)
        fields: list[sql.Composable] = [
            sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(self._target.types.get(name, "text")))
            for name in names
        ]
        fields.insert(0, sql.SQL("row_no bigint"))
        self._connection.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP").format(self._staged, sql.SQL(", ").join(fields))
        )
        listed = sql.SQL(", ").join(map(sql.Identifier, ["row_no", *names]))
        with self._connection.cursor().copy(sql.SQL("COPY {} ({}) FROM STDIN").format(self._staged, listed)) as copy:
            for number, row in enumerate(zip(*self._columns.values(), strict=True)):
                copy.write_row((number, *map(_plain, row)))
        self._connection.execute(sql.SQL("ANALYZE {}").format(self._staged))

    def missing(self, limit: int = 1000) -> list[Missing]:
        """Return the rows that refer to nothing, at most `limit`."""
        found: list[Missing] = []
        for ref in self._references():
            query = sql.SQL(
                "SELECT s.row_no, s.{source} FROM {staged} s LEFT JOIN {table} r ON r.{key} = s.{source} "
                "WHERE s.{source} IS NOT NULL AND r.id IS NULL ORDER BY s.row_no LIMIT {limit}"
            ).format(
                source=sql.Identifier(ref.source),
                staged=self._staged,
                table=sql.Identifier(ref.table),
                key=sql.Identifier(ref.key),
                limit=sql.Literal(limit),
            )
            rows: Iterable[tuple[int, str]] = self._connection.execute(query)
            found += [Missing(row=row, column=ref.source, value=value) for row, value in rows]
        return found

    def store(self) -> Counts:
        """Insert what is new, update what differs; returns how many of each."""
        values = self._values()
        names = list(values)
        key = sql.SQL(", ").join(map(sql.Identifier, self._target.key))
        changing = [name for name in names if name not in self._target.key]
        query = sql.SQL(
            "INSERT INTO {table} AS t ({names}) SELECT {values} FROM {staged} s {joins} ORDER BY s.row_no "
            "ON CONFLICT ({key}) {action} RETURNING (t.xmax = 0)"
        ).format(
            table=sql.Identifier(self._target.table),
            names=sql.SQL(", ").join(map(sql.Identifier, names)),
            values=sql.SQL(", ").join(values.values()),
            staged=self._staged,
            joins=sql.SQL(" ").join(self._joins()),
            key=key,
            action=self._action(changing),
        )
        fresh = [bool(row[0]) for row in self._connection.execute(query)]
        total = len(next(iter(self._columns.values()), ()))
        return Counts(new=sum(fresh), changed=len(fresh) - sum(fresh), same=total - len(fresh))

    def _references(self) -> list[Reference]:
        return [ref for ref in self._target.references if ref.source in self._columns]

    def _joins(self) -> list[sql.Composed]:
        return [
            sql.SQL("LEFT JOIN {table} {alias} ON {alias}.{key} = s.{source}").format(
                table=sql.Identifier(ref.table),
                alias=sql.Identifier(f"r_{ref.source}"),
                key=sql.Identifier(ref.key),
                source=sql.Identifier(ref.source),
            )
            for ref in self._references()
        ]

    def _values(self) -> dict[str, sql.Composable]:
        references = {ref.source: ref for ref in self._references()}
        used_up = {name for name in ("lon", "lat") if name in self._columns and "point" in self._target.expressions}
        values: dict[str, sql.Composable] = {}
        for name in self._columns:
            if name in references:
                ref = references[name]
                values[ref.target] = sql.SQL("{}.id").format(sql.Identifier(f"r_{name}"))
            elif name not in used_up:
                values[name] = sql.SQL("s.{}").format(sql.Identifier(name))
        for name, expression in self._target.expressions.items():
            values[name] = sql.SQL(expression)
        return values

    def _action(self, changing: list[str]) -> sql.Composable:
        if not changing:
            return sql.SQL("DO NOTHING")
        sets = sql.SQL(", ").join(sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(name)) for name in changing)
        old = sql.SQL(", ").join(sql.SQL("t.{}").format(sql.Identifier(name)) for name in changing)
        new = sql.SQL(", ").join(sql.SQL("EXCLUDED.{}").format(sql.Identifier(name)) for name in changing)
        return sql.SQL("DO UPDATE SET {sets}, updated_at = now() WHERE ({old}) IS DISTINCT FROM ({new})").format(
            sets=sets, old=old, new=new
        )


def _plain(value: object) -> object:
    return Jsonb(value) if isinstance(value, dict | list) and not _is_array(value) else value


def _is_array(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, int) for item in value) and bool(value)
