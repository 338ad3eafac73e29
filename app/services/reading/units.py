"""Units, the map around them, the caller and the demonstration."""

from datetime import date

from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.ports.reading import Row, StampReading, UnitReading
from app.services.ports.unit_of_work import Begin

NO_DEMO: Row = {"is_demo": False, "notice_en": None, "notice_zh": None, "city": None, "seed": None, "log_ins": []}


def units(begin: Begin, caller: Caller) -> list[Row]:
    """Return the caller's units and those below."""
    with begin() as work:
        return work.of(UnitReading).units(scope_of(work, caller))


def map_of(begin: Begin, caller: Caller, today: date) -> Row:
    """Return what the map needs before its first tile; a new day changes what is late."""
    with begin() as work:
        stamps = work.of(StampReading)
        found = work.of(UnitReading).map_of(scope_of(work, caller))
        return {
            **found,
            "basemap_version": stamps.version("basemap"),
            "customers_version": f"{stamps.version('customers')}-{today:%m%d}",
            "display_datum": "wgs84",
        }


def profile(begin: Begin, caller: Caller) -> Row:
    """Return the caller as the desk shows it."""
    with begin() as work:
        reading = work.of(UnitReading)
        return {
            "id": caller.user_id,
            "name": caller.name,
            "email": caller.email,
            "roles": caller.roles,
            "permissions": sorted(caller.permissions),
            "locale": caller.locale,
            "units": reading.assigned(caller.user_id),
            "demo": reading.demo() is not None,
        }


def demo(begin: Begin) -> Row:
    """Return what a visitor may know of a demonstration; on real data nothing at all."""
    with begin() as work:
        facts = work.of(UnitReading).demo()
    return NO_DEMO if facts is None else {**NO_DEMO, **facts, "is_demo": True}
