"""Sites and technicians of a problem document."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from planner.problem import Break, CertificateSpan, Shift, Sites, Technician
from planner.serial.fields import Fields

Rows = dict[str, int]
Span = tuple[int, int]
DAY_S = 86_400


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """Ids read so far, each with its index."""

    regions: Rows = field(default_factory=dict)
    certificates: Rows = field(default_factory=dict)
    sites: Rows = field(default_factory=dict)
    technicians: Rows = field(default_factory=dict)


def new_id(one: Fields, rows: Rows) -> str:
    """Read the ``id`` of a row; twice the same is a flaw."""
    name = one.text("id")
    if name in rows:
        one.note("id", f"{name!r} stands twice", f"编号 {name!r} 重复")
    rows[name] = len(rows)
    return name


def read_sites(root: Fields, names: Names) -> tuple[Sites | None, Names]:
    """Read ``sites``; None when a flaw keeps them from being laid out."""
    rows: Rows = {}
    buildings: Rows = {}
    lonlat, region, building = [], [], []
    for one in root.objects("sites", required=True):
        new_id(one, rows)
        lonlat.append((one.number("lon", least=-180, most=180), one.number("lat", least=-90, most=90)))
        region.append(one.reference("region", names.regions, "regions"))
        entrance = one.text("building") if one.has("building") else None
        building.append(-1 if entrance is None else buildings.setdefault(entrance, len(buildings)))
    names = replace(names, sites=rows)
    if len(rows) != len(lonlat):
        return None, names
    sites = Sites(
        ids=tuple(rows),
        lonlat=np.array(lonlat, dtype=np.float64).reshape(-1, 2),
        region=np.array(region, dtype=np.int32),
        building=np.array(building, dtype=np.int32),
    )
    return sites, names


def read_technicians(root: Fields, names: Names) -> tuple[tuple[Technician, ...], Names]:
    """Read ``technicians``; one that cannot be made is left out, its flaws noted."""
    rows: Rows = {}
    people = [_technician(one, rows, names) for one in root.objects("technicians", required=True)]
    return tuple(person for person in people if person is not None), replace(names, technicians=rows)


def _technician(one: Fields, rows: Rows, names: Names) -> Technician | None:
    name = new_id(one, rows)
    start = one.reference("start_site", names.sites, "sites")
    values: dict[str, Any] = {
        "name": one.text("name", name),
        "region": one.reference("region", names.regions, "regions"),
        "end_site": one.reference("end_site", names.sites, "sites", start),
        "profile": one.text("profile", "car"),
        "certificates": tuple(_span(part, names) for part in one.objects("certificates")),
        "shifts": tuple(shift for part in one.objects("shifts") if (shift := _shift(part)) is not None),
        "max_stops": one.whole("max_stops", most=10_000) if one.has("max_stops") else None,
        "max_work_s": one.whole("max_work_s", most=2 * DAY_S) if one.has("max_work_s") else None,
    }
    return one.made(lambda: Technician(id=name, start_site=start, **values))


def _span(part: Fields, names: Names) -> CertificateSpan:
    kind = part.choice("kind", tuple(names.certificates))
    since, until = part.day("valid_from"), part.day_or_none("valid_until")
    if until is not None and until <= since:
        part.note("valid_until", "must be after valid_from", "须晚于 valid_from")
    return CertificateSpan(kind=kind, valid_from=since, valid_until=until)


def _shift(part: Fields) -> Shift | None:
    breaks = tuple(pause for one in part.objects("breaks") if (pause := _break(one)) is not None)
    on, start_s, end_s = part.day("on"), part.whole("start_s", most=DAY_S), part.whole("end_s", most=2 * DAY_S)
    return part.made(lambda: Shift(on=on, start_s=start_s, end_s=end_s, breaks=breaks))


def _break(part: Fields) -> Break | None:
    start_s = part.whole("window_start_s", most=DAY_S)
    end_s, long_s = part.whole("window_end_s", most=DAY_S), part.whole("duration_s", most=DAY_S)
    more = read_windows(part, DAY_S)
    return part.made(lambda: Break(window_start_s=start_s, window_end_s=end_s, duration_s=long_s, extra_windows=more))


def read_windows(one: Fields, most: int) -> tuple[Span, ...]:
    """Read ``extra_windows``, the hours after the first."""
    found = one.objects("extra_windows")
    return tuple((part.whole("window_start_s", most=most), part.whole("window_end_s", most=most)) for part in found)
