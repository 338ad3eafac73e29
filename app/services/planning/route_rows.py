"""Day routes as rows: indices become ids, seconds after local midnight become instants."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.services.planning.geometry import Path
from app.services.planning.loaded import Loaded
from app.services.ports.planning_store import RouteRow, StopRow, VisitRow
from planner.plan import DayPlan, Route, Stop


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteRows:
    """All rows of a plan."""

    routes: list[RouteRow]
    stops: list[StopRow]
    visits: list[VisitRow]


def route_rows(loaded: Loaded, plan: DayPlan, paths: Sequence[Path]) -> RouteRows:
    """Return the rows of `plan`; routes without a stop leave none."""
    rows = RouteRows(routes=[], stops=[], visits=[])
    for route, path in zip(plan.routes, paths, strict=True):
        if route.stops:
            _add(rows, loaded, route, path)
    return rows


def instant(on: date, second: int, zone: ZoneInfo) -> datetime:
    """Return the instant the clocks on the wall of `zone` show `second` seconds after midnight of `on` (R57)."""
    shown = datetime.combine(on, time()) + timedelta(seconds=second)
    return shown.replace(tzinfo=zone).astimezone(UTC)


def _add(rows: RouteRows, loaded: Loaded, route: Route, path: Path) -> None:
    unit = loaded.regions[int(loaded.problem.sites.region[route.stops[0].site])]
    zone, route_id = ZoneInfo(unit.time_zone), uuid.uuid4()
    who, on = loaded.technicians[route.technician], route.on
    rows.routes.append(
        RouteRow(
            id=route_id,
            technician_id=who,
            unit_id=unit.id,
            on=on,
            start_at=instant(on, route.start_s, zone),
            end_at=instant(on, route.end_s, zone),
            travel_s=route.travel_s,
            distance_m=route.return_distance_m + sum(stop.distance_m for stop in route.stops),
            breaks=[
                {"start_at": instant(on, start, zone).isoformat(), "end_at": instant(on, end, zone).isoformat()}
                for start, end in route.breaks
            ],
            path=path,
        )
    )
    # On a day under way the stops come after those that stay as they are.
    behind = loaded.running.seq_of(who) if loaded.running is not None and loaded.running.on == on else 0
    for seq, stop in enumerate(route.stops, behind + 1):
        visits = _visits(loaded, route, stop, who, zone)
        rows.stops.append(
            StopRow(
                id=visits[0].stop_id,
                route_id=route_id,
                seq=seq,
                premises_id=visits[0].premises_id,
                arrival_at=instant(on, stop.arrival_s, zone),
                setup_s=stop.setup_s,
                travel_s=stop.travel_s,
                distance_m=stop.distance_m,
            )
        )
        rows.visits.extend(visits)


def _visits(loaded: Loaded, route: Route, stop: Stop, who: uuid.UUID, zone: ZoneInfo) -> list[VisitRow]:
    stop_id, owed = uuid.uuid4(), loaded.owed
    made = []
    for place, visit in enumerate(stop.visits, 1):
        row = visit.obligation
        keys = (owed.id, owed.customer, owed.premises, owed.unit)
        obligation, customer, premises, unit = (uuid.UUID(bytes=column[row].ljust(16, b"\0")) for column in keys)
        made.append(
            VisitRow(
                stop_id=stop_id,
                seq=place,
                obligation_id=obligation,
                customer_id=customer,
                premises_id=premises,
                unit_id=unit,
                technician_id=who,
                on=route.on,
                start_at=instant(route.on, visit.start_s, zone),
                end_at=instant(route.on, visit.end_s, zone),
                pinned=bool(loaded.problem.obligations.pinned[row] >= 0),
            )
        )
    return made
