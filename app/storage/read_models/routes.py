"""Day routes with stops and visits: two statements whatever their number."""

import uuid
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.kinds import CustomerKind
from app.domain.masking import shown_name
from app.domain.scope import Scope
from app.services.ports.reading import Row

DAYS = text("""
WITH shown AS (
    SELECT r.id, r.on_date, r.live, bool_or(r.live) OVER (PARTITION BY r.on_date, r.unit_id) AS any_live,
        row_number() OVER (PARTITION BY r.on_date, r.technician_id ORDER BY r.live DESC, v.created_at DESC) AS nth
    FROM day_route r JOIN unit u ON u.id = r.unit_id JOIN plan_version v ON v.id = r.plan_version_id
    WHERE u.path ^@ ANY(:scope) AND r.on_date >= :since AND r.on_date < :until
        AND v.state NOT IN ('superseded', 'discarded')
)
SELECT s.on_date AS date, count(DISTINCT s.id) AS routes, count(w.id) AS visits,
    count(w.id) FILTER (WHERE w.state = 'completed') AS done, bool_or(s.live) AS live
FROM shown s LEFT JOIN stop t ON t.day_route_id = s.id LEFT JOIN visit w ON w.stop_id = t.id
    AND (w.live OR NOT s.live)
WHERE s.nth = 1 AND (s.live OR NOT s.any_live) GROUP BY s.on_date ORDER BY s.on_date
""")
ROUTES = text("""
WITH found AS (
    SELECT r.*, v.number, v.state AS version_state, v.created_at,
        bool_or(r.live) OVER (PARTITION BY r.unit_id) AS any_live
    FROM day_route r JOIN plan_version v ON v.id = r.plan_version_id JOIN unit u ON u.id = r.unit_id
    WHERE r.on_date = :on_date AND u.path ^@ ANY(:scope) AND CASE WHEN CAST(:version AS uuid) IS NULL
        THEN v.state NOT IN ('superseded', 'discarded') ELSE v.id = CAST(:version AS uuid) END
), chosen AS (
    SELECT DISTINCT ON (technician_id) * FROM found WHERE CAST(:version AS uuid) IS NOT NULL OR live OR NOT any_live
    ORDER BY technician_id, live DESC, created_at DESC
), numbered AS (
    SELECT t.id, row_number() OVER (ORDER BY u.path, t.external_id) - 1 AS colour_index
    FROM technician t JOIN unit u ON u.id = t.unit_id WHERE u.path ^@ ANY(:scope)
)
SELECT c.id, c.live, c.plan_version_id, c.number, c.version_state, c.start_at, c.end_at, c.travel_s, c.distance_m,
    c.breaks,
    ST_AsGeoJSON(c.path, 6)::json AS path, coalesce(n.colour_index, 0) AS colour_index, ru.time_zone,
    t.id AS technician_id, t.name AS technician_name, t.profile, tu.name AS unit_name,
    b.name AS base_name, ST_X(b.point) AS base_lon, ST_Y(b.point) AS base_lat,
    (SELECT coalesce(json_agg(json_build_object('kind', k.kind, 'valid_until', k.valid_until) ORDER BY k.kind), '[]')
     FROM certificate k WHERE k.technician_id = t.id AND k.valid_from <= :on_date
        AND (k.valid_until IS NULL OR k.valid_until > :on_date)) AS certificates
FROM chosen c JOIN technician t ON t.id = c.technician_id JOIN unit tu ON tu.id = t.unit_id
    JOIN unit ru ON ru.id = c.unit_id JOIN base b ON b.id = t.base_id LEFT JOIN numbered n ON n.id = t.id
ORDER BY tu.path, t.external_id
""")
STOPS = text("""
SELECT s.day_route_id, s.id, s.seq, ST_X(p.point) AS lon, ST_Y(p.point) AS lat, s.arrival_at, s.setup_s, s.travel_s,
    s.distance_m, p.address, v.id AS visit_id, v.seq AS visit_seq, v.state, v.planned_start_at, v.planned_end_at,
    v.actual_start_at, v.actual_end_at, v.pinned, c.id AS customer_id, c.name AS customer_name,
    c.kind AS customer_kind, c.tier, o.due_by, coalesce(o.hard, false) AS hard,
    coalesce(o.state = 'open' AND o.due_by < :today, false) AS overdue,
    told.told_at, told.within_s AS told_within_s,
    CASE WHEN g.id IS NOT NULL THEN json_build_object('code', g.code, 'name_en', g.name_en, 'name_zh', g.name_zh) END
        AS programme
FROM stop s JOIN day_route r ON r.id = s.day_route_id JOIN premises p ON p.id = s.premises_id
    LEFT JOIN visit v ON v.stop_id = s.id AND (v.live OR NOT r.live)
    LEFT JOIN customer c ON c.id = v.customer_id LEFT JOIN obligation o ON o.id = v.obligation_id
    LEFT JOIN programme g ON g.id = o.programme_id
    LEFT JOIN told_time told ON told.obligation_id = o.id AND told.on_date = r.on_date
WHERE s.day_route_id = ANY(:routes) AND (v.id IS NOT NULL OR NOT r.live) ORDER BY s.day_route_id, s.seq, v.seq
""")
VERSION = text("""
SELECT v.id FROM plan_version v JOIN plan p ON p.id = v.plan_id JOIN unit u ON u.id = p.unit_id
WHERE v.id = :version AND (u.path ^@ ANY(:scope) OR EXISTS (
    SELECT FROM unit s WHERE s.path = ANY(:scope) AND s.path ^@ u.path))
""")
STOP = ("id", "seq", "lon", "lat", "arrival_at", "setup_s", "travel_s", "distance_m", "address")
VISIT = (
    "state", "customer_id", "customer_kind", "tier", "programme", "due_by", "hard", "pinned", "overdue",
    "told_within_s",
)  # fmt: skip
VISIT_TIMES = ("planned_start_at", "planned_end_at", "actual_start_at", "actual_end_at", "told_at")


class SqlRoutes:
    """Implements `RouteReading`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def days(self, scope: Scope, since: date, until: date) -> Row:
        """Return the dates with routes in ``since <= date < until``, and the first and last published date."""
        asked = {"scope": list(scope.paths), "since": since, "until": until}
        items = [dict(row) for row in self._session.execute(DAYS, asked).mappings()]
        live = [item["date"] for item in items if item.pop("live")]
        return {
            "items": items,
            "published_from": min(live, default=None),
            "published_until": max(live, default=None),
        }

    def routes(self, scope: Scope, on_date: date, today: date, version_id: uuid.UUID | None) -> Row | None:
        """Return the routes of one date with stops and visits; None when the version is not in the scope."""
        paths = list(scope.paths)
        if version_id and self._session.scalar(VERSION, {"version": version_id, "scope": paths}) is None:
            return None
        asked = {"scope": paths, "on_date": on_date, "version": version_id}
        found = self._session.execute(ROUTES, asked).mappings().all()
        zones = {row["id"]: ZoneInfo(row["time_zone"]) for row in found}
        stops = self._session.execute(STOPS, {"routes": list(zones), "today": today}).mappings().all()
        by_route = {
            route_id: [_stop(list(same), zones[route_id]) for _, same in groupby(rows, itemgetter("id"))]
            for route_id, rows in groupby(stops, itemgetter("day_route_id"))
        }
        return {
            "version": _version(found),
            "in_force": bool(found) and all(row["live"] for row in found),
            "routes": [_route(dict(row), by_route.get(row["id"], [])) for row in found],
        }


def _version(routes: Any) -> Row | None:
    """Return the version that all routes are of, None when they are of several or there are none."""
    versions = {(row["plan_version_id"], row["number"], row["version_state"]) for row in routes}
    if len(versions) != 1:
        return None
    return dict(zip(("id", "number", "state"), versions.pop(), strict=True))


def _route(row: Row, stops: list[dict[str, Any]]) -> Row:
    zone = ZoneInfo(row["time_zone"])
    service_s = sum(_seconds(visit) for stop in stops for visit in stop["visits"])
    return {
        "id": row["id"],
        "technician": {
            "id": row["technician_id"],
            "name": row["technician_name"],
            "profile": row["profile"],
            "unit_name": row["unit_name"],
            "certificates": row["certificates"],
        },
        "colour_index": row["colour_index"],
        "start_at": row["start_at"].astimezone(zone),
        "end_at": row["end_at"].astimezone(zone),
        "travel_s": row["travel_s"],
        "service_s": service_s,
        "distance_m": row["distance_m"],
        "breaks": [_break(each, zone) for each in row["breaks"]],
        "path": row["path"],
        "base": {"name": row["base_name"], "lon": row["base_lon"], "lat": row["base_lat"]},
        "stops": stops,
    }


def _stop(rows: list[Any], zone: ZoneInfo) -> dict[str, Any]:
    first = rows[0]
    stop = {name: first[name] for name in STOP}
    stop["arrival_at"] = first["arrival_at"].astimezone(zone)
    return stop | {"visits": [_visit(row, zone) for row in rows if row["visit_id"] is not None]}


def _visit(row: Row, zone: ZoneInfo) -> dict[str, Any]:
    visit = {name: row[name] for name in VISIT}
    visit |= {name: row[name] and row[name].astimezone(zone) for name in VISIT_TIMES}
    name = shown_name(row["customer_name"], CustomerKind(row["customer_kind"]))
    return visit | {"id": row["visit_id"], "seq": row["visit_seq"], "customer_name": name}


def _seconds(visit: Row) -> int:
    return int((visit["planned_end_at"] - visit["planned_start_at"]).total_seconds())


def _break(stored: Row, zone: ZoneInfo) -> Row:
    return {name: datetime.fromisoformat(stored[name]).astimezone(zone) for name in ("start_at", "end_at")}
