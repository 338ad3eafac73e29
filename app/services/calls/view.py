"""A call as the desk shows it: names of households keep the surname only."""

from zoneinfo import ZoneInfo

from app.domain.kinds import CustomerKind
from app.domain.masking import shown_name
from app.services.ports.calls import Call
from app.services.ports.reading import Row


def view(call: Call) -> Row:
    """Return plain values; hours as "HH:MM" of the unit's zone."""
    asked = call.asked
    visit = None
    if call.visit_at is not None:
        at = call.visit_at.astimezone(ZoneInfo(call.time_zone)).isoformat()
        visit = {"technician_name": call.technician_name, "on": call.visit_on, "start_at": at}
    return {
        "id": asked.id,
        "state": call.state.value,
        "customer_id": asked.customer_id,
        "customer_name": shown_name(call.customer_name, CustomerKind(call.customer_kind)),
        "address": call.address,
        "programme": {"code": asked.kind, "name_zh": call.programme_zh, "name_en": call.programme_en},
        "on": asked.on,
        "due_by": asked.due_by,
        "earliest": clock(asked.window_start_s),
        "latest": clock(asked.window_end_s),
        "service_s": asked.service_s,
        "certificate": asked.certificate,
        "promised": asked.promised,
        "source": asked.source,
        "words": asked.words,
        "taken_at": call.taken_at,
        "taken_by": call.taken_by,
        "visit": visit,
    }


def clock(second: int) -> str:
    """Return seconds after midnight as "HH:MM"."""
    return f"{second // 3_600:02d}:{second // 60 % 60:02d}"


def seconds(said: str) -> int:
    """Return "HH:MM" as seconds after midnight."""
    hours, minutes = said.split(":")
    return int(hours) * 3_600 + int(minutes) * 60
