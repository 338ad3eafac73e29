"""The demo's invented technicians: who works where, with which certificate, on which days."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.kinds import Origin
from app.services.demo.frames import NAMES_EN, NAMES_ZH, City, stable_id
from app.services.intake.frame import Frame, FrameKind

PROFILES = ("ebike", "ebike", "car", "foot")
LUNCH = {"window_start_s": 41_400, "window_end_s": 46_800, "duration_s": 2_700}


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One invented technician."""

    key: str
    name: str
    area: int
    inspector: bool
    profile: str


def people_of(city: City) -> list[Person]:
    """Return the staff of all areas, inspectors first in each."""
    names = NAMES_ZH if city.chinese else NAMES_EN
    seats = [(area, number < one.inspectors) for area, one in enumerate(city.staff) for number in range(one.total)]
    return [
        Person(
            key=f"tech-{number + 1:02d}",
            name=_name(names, number),
            area=area,
            inspector=inspector,
            profile=PROFILES[number % len(PROFILES)],
        )
        for number, (area, inspector) in enumerate(seats)
    ]


def _name(names: tuple[str, ...], number: int) -> str:
    again = number // len(names)
    return names[number % len(names)] + (f" {again + 1}" if again else "")


def technician_frame(city: City, people: list[Person]) -> Frame:
    """Return the technicians."""
    return Frame(
        kind=FrameKind.TECHNICIANS,
        columns={
            "external_id": [one.key for one in people],
            "name": [one.name for one in people],
            "unit": [city.area_code(one.area) for one in people],
            "base": [f"base-{one.area + 1}" for one in people],
            "profile": [one.profile for one in people],
            "active_from": [date(2020, 1, 1)] * len(people),
            "origin": [Origin.INVENTED.value] * len(people),
        },
    )


def certificate_frame(city: City, people: list[Person], kind: str) -> Frame:
    """Return the inspectors' certificates: three years long, ending at different times, all renewed in time."""
    holders = [one for one in people if one.inspector]
    begins = [city.start - timedelta(days=100 + 61 * number % 500) for number in range(len(holders))]
    return Frame(
        kind=FrameKind.CERTIFICATES,
        columns={
            "id": [str(stable_id("certificate", one.key)) for one in holders],
            "technician": [one.key for one in holders],
            "kind": [kind] * len(holders),
            "number": [f"DEMO-{one.key}" for one in holders],
            "issuer": ["演示 / demo"] * len(holders),
            "valid_from": [*begins],
            "valid_until": [day + timedelta(days=1096) for day in begins],
        },
    )


def shift_frame(people: list[Person]) -> Frame:
    """Return working weeks: Monday to Friday, half past eight to five, lunch in between."""
    return Frame(
        kind=FrameKind.SHIFT_PATTERNS,
        columns={
            "id": [str(stable_id("shift", one.key)) for one in people],
            "technician": [one.key for one in people],
            "weekdays": [[0, 1, 2, 3, 4]] * len(people),
            "start_s": [30_600] * len(people),
            "end_s": [61_200] * len(people),
            "breaks": [[LUNCH]] * len(people),
            "valid_from": [date(2020, 1, 1)] * len(people),
        },
    )


def account_owners(city: City, people: list[Person]) -> list[str | None]:
    """Return who keeps the account of each business: the area's people in turn; nobody visits his own (S4.4)."""
    of_area: dict[int, list[str]] = {}
    for one in people:
        if not one.inspector:
            of_area.setdefault(one.area, []).append(one.key)
    owners: list[str | None] = []
    for row, (area, business) in enumerate(zip(city.areas.of.tolist(), city.places.business, strict=True)):
        able = of_area.get(area, [])
        owners.append(able[row % len(able)] if able and business and row % 3 == 0 else None)
    return owners
