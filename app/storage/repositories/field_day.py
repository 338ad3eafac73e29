"""A technician's own day: three statements whatever the number of visits."""

import uuid
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services.ports.field import Row

ROUTE = """
SELECT r.id, r.start_at, r.end_at, r.travel_s, r.distance_m, r.breaks, ST_AsGeoJSON(r.path, 6)::json AS legs,
    u.time_zone, t.name AS technician, t.profile, v.number AS plan_number, v.published_at,
    json_build_object('name', b.name, 'lon', ST_X(b.point), 'lat', ST_Y(b.point)) AS base
FROM day_route r JOIN plan_version v ON v.id = r.plan_version_id JOIN unit u ON u.id = r.unit_id
    JOIN technician t ON t.id = r.technician_id JOIN base b ON b.id = t.base_id
WHERE r.technician_id = :technician AND r.on_date = :on_date AND r.live
ORDER BY v.published_at DESC NULLS LAST, r.id LIMIT 1
"""

VISITS = """
SELECT s.id AS stop_id, s.seq AS stop_seq, ST_X(p.point) AS stop_lon, ST_Y(p.point) AS stop_lat,
    p.address AS stop_address, s.arrival_at AS stop_arrival_at, s.setup_s AS stop_setup_s, s.travel_s AS stop_travel_s,
    s.distance_m AS stop_distance_m, u.time_zone,
    v.id, v.seq, v.state, v.version, v.pinned, v.planned_start_at, v.planned_end_at, v.actual_start_at, v.actual_end_at,
    g.id AS programme_id, g.kind AS programme_kind,
    CASE WHEN g.id IS NOT NULL THEN json_build_object('code', g.code, 'kind', g.kind, 'name_en', g.name_en,
        'name_zh', g.name_zh) END AS programme,
    CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'state', o.state, 'not_before', o.not_before,
        'ideal_on', o.ideal_on, 'due_by', o.due_by, 'hard', o.hard, 'overdue', o.state = 'open' AND o.due_by < :today,
        'previous_done_on', o.previous_done_on) END AS obligation,
    c.id AS customer_id, c.name AS customer_name, c.kind AS customer_kind, c.tier AS customer_tier,
    CASE WHEN :near THEN c.phone END AS customer_phone,
    c.window_start_s AS customer_window_start_s, c.window_end_s AS customer_window_end_s,
    (SELECT coalesce(json_agg(json_build_object('window_start_s', w.start_s, 'window_end_s', w.end_s)
        ORDER BY w.start_s), '[]')
     FROM (SELECT c.window_start_s, c.window_end_s
           UNION ALL SELECT lower(more), upper(more) FROM unnest(c.more_windows) AS more) AS w (start_s, end_s)
     WHERE w.start_s < w.end_s) AS customer_windows,
    CASE WHEN :near THEN (SELECT json_agg(json_build_object('kind', k.kind, 'note', k.note) ORDER BY k.kind)
        FROM special_care k WHERE k.customer_id = c.id AND (k.valid_until IS NULL OR k.valid_until > :today))
        END AS customer_special_care,
    (SELECT coalesce(json_agg(json_build_object('medium', f.medium, 'place', f.place, 'direction', f.direction,
        'procedure', f.procedure) ORDER BY f.medium, f.id), '[]')
     FROM shut_off f WHERE f.premises_id = v.premises_id) AS customer_shut_offs,
    (SELECT coalesce(json_agg(json_build_object('id', m.id, 'meter_no', m.meter_no, 'make', m.make, 'size', m.size,
        'digits', m.digits, 'scrap_on', m.scrap_on, 'last_reading', m.last_reading::text,
        'last_read_on', m.last_read_on) ORDER BY m.meter_no), '[]')
     FROM meter m WHERE m.customer_id = c.id) AS customer_meters,
    (SELECT coalesce(json_agg(json_build_object('kind', a.kind, 'make', a.make, 'model', a.model,
        'scrap_on', a.scrap_on) ORDER BY a.kind, a.id), '[]')
     FROM appliance a WHERE a.customer_id = c.id) AS customer_appliances,
    (SELECT coalesce(json_agg(json_build_object('on_date', d.on_date, 'outcome', d.outcome, 'form_key', d.form_key,
        'flags', to_json(d.flags)) ORDER BY d.on_date DESC, d.id), '[]')
     FROM (SELECT d.* FROM record d JOIN visit w ON w.id = d.visit_id WHERE w.customer_id = c.id
           ORDER BY d.on_date DESC, d.id LIMIT 3) d) AS customer_last_records,
    (SELECT coalesce(json_agg(json_build_object('id', h.id, 'kind', h.kind, 'grade', h.grade, 'state', h.state,
        'note', h.note, 'rectify_by', h.rectify_by) ORDER BY h.grade, h.found_at), '[]')
     FROM hazard h WHERE h.customer_id = c.id AND h.state <> 'closed') AS customer_hazards
FROM day_route r JOIN unit u ON u.id = r.unit_id JOIN stop s ON s.day_route_id = r.id
    JOIN premises p ON p.id = s.premises_id
    LEFT JOIN visit v ON v.stop_id = s.id AND v.live AND v.technician_id = r.technician_id
    LEFT JOIN customer c ON c.id = v.customer_id LEFT JOIN obligation o ON o.id = v.obligation_id
    LEFT JOIN programme g ON g.id = o.programme_id
WHERE r.id = :route ORDER BY s.seq, v.seq
"""

AGENDA = """
SELECT a.kind, a.title, a.programme_id
FROM day_route r JOIN plan_version rv ON rv.id = r.plan_version_id JOIN unit ru ON ru.id = r.unit_id
    JOIN plan p ON p.id = rv.plan_id OR (p.period_start <= r.on_date AND r.on_date < p.period_until
        AND EXISTS (SELECT FROM plan_version pv WHERE pv.plan_id = p.id AND pv.state = 'published'))
    JOIN unit pu ON pu.id = p.unit_id AND (p.id = rv.plan_id OR ru.path ^@ pu.path)
    JOIN agenda_item a ON a.plan_id = p.id
WHERE r.id = :route
ORDER BY array_position(ARRAY['day', 'monthly', 'quarterly', 'annual'], p.level::text), pu.path, a.seq, a.id
"""

_INSTANTS = ("stop_arrival_at", "planned_start_at", "planned_end_at", "actual_start_at", "actual_end_at")


class SqlDay:
    """Answers `app.services.ports.field.DayReading`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def route(self, technician_id: uuid.UUID, on_date: date) -> Row | None:
        """Read the published route."""
        found = self._rows(ROUTE, technician=technician_id, on_date=on_date)
        return _local(found[0], ("start_at", "end_at")) if found else None

    def visits(self, route_id: uuid.UUID, *, today: date, near: bool) -> list[Row]:
        """Read stops, visits and customers in one statement."""
        return [_local(row, _INSTANTS) for row in self._rows(VISITS, route=route_id, today=today, near=near)]

    def agenda(self, route_id: uuid.UUID) -> list[Row]:
        """Read the agenda of the day's own plan first, then of the wider ones."""
        return self._rows(AGENDA, route=route_id)

    def _rows(self, statement: str, **facts: object) -> list[Row]:
        return [dict(row) for row in self._session.execute(text(statement), facts).mappings()]


def _local(row: dict[str, Any], names: tuple[str, ...]) -> Row:
    zone = ZoneInfo(row.pop("time_zone"))
    return row | {name: row[name] and row[name].astimezone(zone) for name in names}
