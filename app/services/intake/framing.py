"""Typed columns of a list into the frames of the tables they belong to."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from app.domain.address import building_of
from app.domain.kinds import Origin, PremisesKind
from app.services.intake.frame import Frame, FrameKind
from app.services.intake.parsing import Parsed
from app.services.intake.specs import ImportKind

NAMESPACE = uuid.UUID("0c9f2f6a-0a35-4f5e-8a50-5f6d0f2a7d21")
ALWAYS = date(2000, 1, 1)
DAY_START_S, DAY_END_S = 30_600, 61_200

Points = npt.NDArray[np.float64]


class Rows:
    """The rows of a parsed file that are to be stored, column by column."""

    def __init__(
        self, parsed: Parsed, rows: npt.NDArray[np.int64], points: Points | None, areas: Sequence[str | None]
    ) -> None:
        self._parsed, self._rows, self._points, self._areas = parsed, rows, points, areas
        self.quarantine: dict[int, tuple[str, float | None]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def has(self, name: str) -> bool:
        """Tell whether the file has a column for the field."""
        return name in self._parsed.values

    def of(self, name: str) -> list[object]:
        """Return the field's values of the chosen rows."""
        values = self._parsed.column(name)
        return [values[row] for row in self._rows]

    def lonlat(self) -> dict[str, Sequence[object]]:
        """Return the columns lon and lat in WGS-84."""
        if self._points is None:
            return {}
        chosen = self._points[self._rows]
        return {"lon": chosen[:, 0].tolist(), "lat": chosen[:, 1].tolist()}

    def unit(self) -> list[object]:
        """Return the area of each row: as given, else the one whose territory the point lies in."""
        given = self.of("unit")
        return [code or self._areas[row] for code, row in zip(given, self._rows, strict=True)]

    def marks(self) -> dict[str, Sequence[object]]:
        """Return snap distance and reason of quarantine."""
        found = [self.quarantine.get(int(row)) for row in self._rows]
        return {
            "snap_m": [one[1] if one else None for one in found],
            "quarantine": [one[0] if one else None for one in found],
        }

    def given(self, *names: str) -> dict[str, Sequence[object]]:
        """Return the columns the file has among `names`."""
        return {name: self.of(name) for name in names if self.has(name)}

    def keys(self, kind: str, *names: str) -> list[object]:
        """Return ids that are the same whenever the named fields are."""
        columns = [self.of(name) for name in names]
        return [str(uuid.uuid5(NAMESPACE, f"{kind}:{'/'.join(map(str, key))}")) for key in zip(*columns, strict=True)]

    def all(self, value: object) -> list[object]:
        """Return `value` for every row."""
        return [value] * len(self)


def frames_of(kind: ImportKind, rows: Rows) -> list[Frame]:
    """Return the frames of the rows, those referred to first."""
    return _FRAMES[kind](rows)


def _customers(rows: Rows) -> list[Frame]:
    address, key = rows.of("address"), rows.of("external_id")
    building = rows.of("building")
    units = rows.unit()
    premises = Frame(
        kind=FrameKind.PREMISES,
        columns={
            "external_id": key,
            "kind": rows.all(PremisesKind.UNIT.value),
            "unit": units,
            "address": address,
            **rows.lonlat(),
            "building_key": [b or building_of(str(a)) for b, a in zip(building, address, strict=True)],
            **rows.marks(),
        },
    )
    customers = Frame(
        kind=FrameKind.CUSTOMERS,
        columns={
            "external_id": key,
            "name": rows.of("name"),
            "kind": rows.of("kind"),
            "unit": units,
            "premises": key,
            **rows.given("tier", "phone"),
            **_hours(rows),
        },
    )
    return [premises, customers]


def _hours(rows: Rows) -> dict[str, Sequence[object]]:
    """Return hours of service: several where the row has them, else the one from and to; new hours replace all old."""
    if not any(rows.has(name) for name in ("window_start", "window_end", "windows")):
        return {}
    columns: dict[str, Sequence[object]] = {}
    several = rows.of("windows")
    for place, (target, source) in enumerate((("window_start_s", "window_start"), ("window_end_s", "window_end"))):
        if rows.has(source) or rows.has("windows"):
            columns[target] = [
                many[0][place] if isinstance(many, tuple) else one
                for many, one in zip(several, rows.of(source), strict=True)
            ]
    return {**columns, "more_windows": [_multirange(many) for many in several]}


def _multirange(windows: object) -> str | None:
    """Return all but the first of several windows as PostgreSQL writes them."""
    if not isinstance(windows, tuple) or len(windows) < 2:
        return None
    return "{" + ",".join(f"[{start},{end})" for start, end in windows[1:]) + "}"


def _premises(rows: Rows) -> list[Frame]:
    """One frame a level, so that a parent is there before its children."""
    levels = rows.of("kind")
    columns: dict[str, Sequence[object]] = {
        "external_id": rows.of("external_id"),
        "kind": levels,
        "unit": rows.unit(),
        "address": rows.of("address"),
        **rows.lonlat(),
        **rows.given("parent", "name"),
        "building_key": rows.of("building"),
        **rows.marks(),
    }
    frames = []
    for level in PremisesKind:
        chosen = [row for row, kind in enumerate(levels) if kind == level.value]
        if chosen:
            part = {name: [values[row] for row in chosen] for name, values in columns.items()}
            part["name"] = [value or "" for value in part.get("name", [""] * len(chosen))]
            frames.append(Frame(kind=FrameKind.PREMISES, columns=part))
    return frames


def _meters(rows: Rows) -> list[Frame]:
    digits = {"digits": [value or 5 for value in rows.of("digits")]} if rows.has("digits") else {}
    return [
        Frame(
            kind=FrameKind.METERS,
            columns={
                "external_id": rows.of("meter_no"),
                "meter_no": rows.of("meter_no"),
                "customer": rows.of("customer"),
                **digits,
                **rows.given("make", "size", "made_on", "last_reading", "last_read_on"),
            },
        )
    ]


def _technicians(rows: Rows) -> list[Frame]:
    base, key = rows.of("base"), rows.of("external_id")
    frames = []
    located = [
        row
        for row, (x, y) in enumerate(zip(rows.of("base_lon"), rows.of("base_lat"), strict=True))
        if x is not None and y is not None
    ]
    first = {base[row]: row for row in reversed(located)}
    if first:
        chosen = sorted(first.values())
        frames.append(
            Frame(
                kind=FrameKind.BASES,
                columns={
                    "external_id": [base[row] for row in chosen],
                    "unit": [rows.of("unit")[row] for row in chosen],
                    "name": [base[row] for row in chosen],
                    "lon": [rows.of("base_lon")[row] for row in chosen],
                    "lat": [rows.of("base_lat")[row] for row in chosen],
                },
            )
        )
    profile = [value or "car" for value in rows.of("profile")]
    people = {"external_id": key, "name": rows.of("name"), "unit": rows.of("unit"), "base": base, "profile": profile}
    most = {"max_work_s": rows.of("max_work")} if rows.has("max_work") else {}
    frames.append(Frame(kind=FrameKind.TECHNICIANS, columns={**people, **most, **rows.given("phone")}))
    shifts: dict[str, Sequence[object]] = {
        "id": rows.keys("shift", "external_id"),
        "technician": key,
        "weekdays": rows.all([0, 1, 2, 3, 4]),
        "start_s": [value or DAY_START_S for value in rows.of("shift_start")],
        "end_s": [value or DAY_END_S for value in rows.of("shift_end")],
        "valid_from": rows.all(ALWAYS),
    }
    return [*frames, Frame(kind=FrameKind.SHIFT_PATTERNS, columns=shifts)]


def _certificates(rows: Rows) -> list[Frame]:
    columns = {
        "id": rows.keys("certificate", "technician", "kind", "valid_from"),
        "technician": rows.of("technician"),
        "kind": rows.of("kind"),
        "valid_from": rows.of("valid_from"),
        "valid_until": rows.of("valid_until"),
    }
    return [Frame(kind=FrameKind.CERTIFICATES, columns={**columns, **rows.given("number", "issuer")})]


def _last_inspections(rows: Rows) -> list[Frame]:
    return [
        Frame(
            kind=FrameKind.PAST_VISITS,
            columns={
                "customer": rows.of("customer"),
                "programme": [value or "gas_inspection" for value in rows.of("programme")],
                "done_on": rows.of("done_on"),
                "origin": rows.all(Origin.IMPORTED.value),
                **rows.given("note"),
            },
        )
    ]


_FRAMES: dict[ImportKind, Callable[[Rows], list[Frame]]] = {
    ImportKind.CUSTOMERS: _customers,
    ImportKind.PREMISES: _premises,
    ImportKind.METERS: _meters,
    ImportKind.TECHNICIANS: _technicians,
    ImportKind.CERTIFICATES: _certificates,
    ImportKind.LAST_INSPECTIONS: _last_inspections,
}
