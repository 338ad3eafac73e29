"""The technician's own day: the published route with all that is needed at each door, and nothing of anybody else."""

from dataclasses import asdict
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from app.domain.kinds import ProgrammeKind
from app.domain.visits.forms import Form, form_for
from app.services.devices.caller import PhoneCaller
from app.services.ports.access import Journal
from app.services.ports.field import DayReading, Row
from app.services.ports.unit_of_work import Begin, UnitOfWork

NEAR = timedelta(days=2)
"""Telephone numbers and marks of special care are shown for visits this close to today (R44)."""

_STOP = ("seq", "lon", "lat", "address", "arrival_at", "setup_s", "travel_s", "distance_m")
_VISIT = (
    "seq", "state", "version", "pinned", "planned_start_at", "planned_end_at", "actual_start_at", "actual_end_at",
    "programme", "obligation",
)  # fmt: skip
_CUSTOMER = (
    "name", "kind", "tier", "phone", "window_start_s", "window_end_s", "windows", "special_care", "shut_offs",
    "meters", "appliances", "last_records", "hazards",
)  # fmt: skip


def own_day(begin: Begin, caller: PhoneCaller, on_date: date, today: date) -> Row:
    """Return the caller's published route of `on_date`, without a route when none is published."""
    with begin() as work:
        reading = work.of(DayReading)
        route = reading.route(caller.technician_id, on_date)
        if route is None:
            return {"date": on_date, "route": None, "stops": [], "forms": []}
        near = abs(on_date - today) <= NEAR
        rows = reading.visits(route["id"], today=today, near=near)
        agenda = reading.agenda(route["id"])
        _note_care(work, caller, rows)
    return {"date": on_date, "route": route, "stops": _stops(rows, agenda), "forms": _forms(rows)}


def _stops(rows: list[Row], agenda: list[Row]) -> list[Row]:
    stops = []
    for stop_id, same in groupby(rows, itemgetter("stop_id")):
        here = list(same)
        stop = {"id": stop_id, **{name: here[0][f"stop_{name}"] for name in _STOP}}
        stops.append(stop | {"visits": [_visit(row, agenda) for row in here if row["id"] is not None]})
    return stops


def _visit(row: Row, agenda: list[Row]) -> Row:
    form = _form_of(row)
    return {
        "id": row["id"],
        **{name: row[name] for name in _VISIT},
        "form": {"key": form.key, "version": form.version},
        "agenda": [item for item in agenda if item["programme_id"] in {None, row["programme_id"]}],
        "customer": {"id": row["customer_id"], **{name: row[f"customer_{name}"] for name in _CUSTOMER}},
    }


def _form_of(row: Row) -> Form:
    return form_for(None if row["programme_kind"] is None else ProgrammeKind(row["programme_kind"]))


def _forms(rows: list[Row]) -> list[dict[str, Any]]:
    wanted = {form.key: form for form in (_form_of(row) for row in rows if row["id"] is not None)}
    return [asdict(wanted[key]) for key in sorted(wanted)]


def _note_care(work: UnitOfWork, caller: PhoneCaller, rows: list[Row]) -> None:
    """Write down who was shown which marks of special care (S9.6)."""
    shown = sorted({str(row["customer_id"]) for row in rows if row["id"] is not None and row["customer_special_care"]})
    if shown:
        details = {"customers": shown, "device": str(caller.device_id)}
        work.of(Journal).add("special_care_seen", "customer", None, user_id=caller.user_id, details=details)
        work.commit()
