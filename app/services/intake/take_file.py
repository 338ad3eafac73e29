"""Take a list in: read every cell, place every point, then store all of it, the good rows of it, or nothing."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
import numpy.typing as npt

from app.domain.datum import Datum
from app.domain.scope import Scope
from app.services.intake.changes import Asking, Changes
from app.services.intake.frame import Counts, Frame, FrameKind
from app.services.intake.framing import Rows, frames_of
from app.services.intake.mapping import mapped
from app.services.intake.parsing import Parsed, parsed
from app.services.intake.problems import Problem
from app.services.intake.scoping import refuse_outside
from app.services.intake.slow_hours import rules_of_slow_hours
from app.services.intake.specs import SPECS, ImportKind
from app.services.intake.table import Table
from app.services.intake.unit_tree import unit_frames
from app.services.intake.visit_order import order_of_visits
from app.services.intake.whereabouts import Astray, astray, into_wgs84
from app.services.ports.access import Journal
from app.services.ports.clock import Clock
from app.services.ports.intake import Intake
from app.services.ports.roads import Roads
from app.services.ports.stamps import CUSTOMERS_STAMP, Stamps
from app.services.ports.unit_of_work import Begin, UnitOfWork

MOST_KEPT = 200
"""As many problems are kept with the run in the database; all of them (up to the parser's bound) are returned."""

_REFERENCES: dict[ImportKind, tuple[tuple[FrameKind, str], ...]] = {
    ImportKind.UNITS: (),
    ImportKind.CUSTOMERS: ((FrameKind.CUSTOMERS, "unit"),),
    ImportKind.PREMISES: ((FrameKind.PREMISES, "unit"),),
    ImportKind.METERS: ((FrameKind.METERS, "customer"),),
    ImportKind.TECHNICIANS: ((FrameKind.TECHNICIANS, "unit"),),
    ImportKind.CERTIFICATES: ((FrameKind.CERTIFICATES, "technician"),),
    ImportKind.LAST_INSPECTIONS: ((FrameKind.PAST_VISITS, "customer"), (FrameKind.PAST_VISITS, "programme")),
    ImportKind.VISIT_ORDER: ((FrameKind.PAST_VISITS, "customer"), (FrameKind.PAST_VISITS, "programme")),
    ImportKind.SLOW_HOURS: ((FrameKind.CUSTOMERS, "unit"),),
}

_CHANGES: dict[ImportKind, Callable[[UnitOfWork, Parsed, Asking], Changes]] = {
    ImportKind.VISIT_ORDER: order_of_visits,
    ImportKind.SLOW_HOURS: rules_of_slow_hours,
}
"""Lists that change what is stored already, row by row, instead of adding frames."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRequest:
    """How a file is to be taken.

    Attributes
    ----------
    datum : of all coordinates in the file
    mapping : field -> column, None to go by the header
    dry_run : read and check everything, store nothing
    only_good : store the good rows although others are refused; else one bad row refuses the file
    scope : rows of units outside are refused; None for whoever works at the machine itself
    requested_by_id : the person who asked, kept with the run and in the journal
    clock : tells the day at a company, for lists of rules with the day they begin
    """

    kind: ImportKind
    datum: Datum = Datum.WGS84
    mapping: Mapping[str, str] | None = None
    dry_run: bool = True
    only_good: bool = False
    file_sha256: str = ""
    scope: Scope | None = None
    requested_by_id: uuid.UUID | None = None
    clock: Clock | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportReport:
    """What a file was and what came of it; `stored` tells whether anything was kept."""

    stored: bool
    rows: int
    counts: dict[str, Counts]
    refused_rows: int
    refused_cells: int
    problems: list[Problem]
    astray: list[Astray] = field(default_factory=list)


def take_file(begin: Begin, table: Table, request: ImportRequest, roads: Roads | None = None) -> ImportReport:
    """Read `table` as `request` says; nothing is half stored.

    Raises
    ------
    DomainError : ``import_file`` when the file as a whole cannot be understood
    """
    spec = SPECS[request.kind]
    file = parsed(table, spec, mapped(table, spec, request.mapping))
    points = into_wgs84(file, request.datum) if "lon" in {one.name for one in spec.fields} else None
    lost = astray(points, roads) if points is not None else []
    if "base_lon" in file.values and "base_lat" in file.values:
        _bases_into_wgs84(file, request.datum)
    with begin() as work:
        areas = _areas(work, file, points)
        _references(work, file, request.kind)
        tree = unit_frames(work, file, request.scope) if request.kind is ImportKind.UNITS else None
        if request.scope is not None and tree is None:
            refuse_outside(work, file, request.kind, areas, request.scope)
        changes = _changes(work, file, request)
        stores = not file.refused_cells or request.only_good
        counts: dict[str, Counts] = {}
        if stores and changes is not None:
            counts = changes()
        elif stores:
            counts = _store(work, tree if tree is not None else _frames(file, request, points, areas, lost))
        report = ImportReport(
            stored=bool(counts) and not request.dry_run,
            rows=len(table),
            counts=counts,
            refused_rows=int((~file.good).sum()),
            refused_cells=file.refused_cells,
            problems=file.problems,
            astray=lost,
        )
        if report.stored:
            _log(work, table, request, report)
            work.commit()
    return report


def _changes(work: UnitOfWork, file: Parsed, request: ImportRequest) -> Changes | None:
    read = _CHANGES.get(request.kind)
    asking = Asking(scope=request.scope, user_id=request.requested_by_id, clock=request.clock)
    return None if read is None else read(work, file, asking)


def _bases_into_wgs84(file: Parsed, datum: Datum) -> None:
    """Replace the coordinates of bases, which stand in the file's datum like all others."""
    points = into_wgs84(file, datum, "base_lon", "base_lat")
    for name, values in (("base_lon", points[:, 0]), ("base_lat", points[:, 1])):
        file.values[name] = [float(value) if np.isfinite(value) else None for value in values]


def _areas(work: UnitOfWork, file: Parsed, points: npt.NDArray[np.float64] | None) -> list[str | None]:
    """Find the area of rows that name none; a point in no territory is refused, not moved."""
    areas: list[str | None] = [None] * len(file.table)
    if points is None:
        return areas
    open_rows = [row for row, code in enumerate(file.column("unit")) if code is None and np.isfinite(points[row]).all()]
    found = work.of(Intake).areas_at(points[open_rows, 0].tolist(), points[open_rows, 1].tolist()) if open_rows else []
    for row, code in zip(open_rows, found, strict=True):
        areas[row] = code
        if code is None and file.good[row]:
            file.refuse(
                row,
                "lon",
                "outside_areas",
                "lies in no area's territory; give an area code or check the datum of the coordinates",
                "不在任何片区范围内，请填写片区编码或检查坐标系",
            )
    return areas


def _references(work: UnitOfWork, file: Parsed, kind: ImportKind) -> None:
    for frame, column in _REFERENCES[kind]:
        values = file.column(column)
        unknown = work.of(Intake).unknown(frame, column, values)
        for row, value in enumerate(values) if unknown else ():
            if value is not None and str(value) in unknown:
                file.refuse(row, column, "unknown", "names nothing that is stored", "系统中没有该编码")


def _frames(
    file: Parsed,
    request: ImportRequest,
    points: npt.NDArray[np.float64] | None,
    areas: list[str | None],
    lost: list[Astray],
) -> list[Frame]:
    if not file.good.any():
        return []
    rows = Rows(file, np.flatnonzero(file.good), points, areas)
    rows.quarantine = {one.row: (one.why, one.distance_m) for one in lost}
    return frames_of(request.kind, rows)


def _store(work: UnitOfWork, frames: Sequence[Frame]) -> dict[str, Counts]:
    counts: dict[str, Counts] = {}
    for frame in frames:
        done, before = work.of(Intake).store(frame), counts.get(frame.kind.value, Counts())
        counts[frame.kind.value] = Counts(
            new=before.new + done.new, changed=before.changed + done.changed, same=before.same + done.same
        )
    return counts


def _log(work: UnitOfWork, table: Table, request: ImportRequest, report: ImportReport) -> None:
    run_id = work.of(Intake).log_run(
        {
            "kind": request.kind.value,
            "file_name": table.file,
            "sha256": request.file_sha256,
            "datum": request.datum.value,
            "dry_run": request.dry_run,
            "counts": {name: asdict(one) for name, one in report.counts.items()},
            "problems": [_plain(one) for one in report.problems[:MOST_KEPT]],
            "requested_by_id": request.requested_by_id,
        }
    )
    # Tiles of the map are kept by this stamp.
    work.of(Stamps).write(CUSTOMERS_STAMP, str(run_id))
    if request.requested_by_id is not None:
        facts = {"kind": request.kind.value, "file": table.file, "rows": report.rows, "refused": report.refused_rows}
        work.of(Journal).add("import", "import_run", str(run_id), user_id=request.requested_by_id, details=facts)


def _plain(problem: Problem) -> dict[str, object]:
    return {name: value if isinstance(value, int | None) else str(value) for name, value in asdict(problem).items()}
