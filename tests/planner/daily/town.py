"""Small towns for tests of days and months: by hand, or at random from one number."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from planner.problem import (
    Break,
    CertificateSpan,
    Horizon,
    Obligations,
    Policy,
    Problem,
    Shift,
    Sites,
    Technician,
    TravelPeriod,
)
from planner.travel import UNREACHABLE, TravelMatrix
from planner.travel.travel_of import RegionTravel, TravelOf

MONDAY = date(2027, 3, 1)
H = 3_600
LUNCH = Break(window_start_s=11 * H + 1_800, window_end_s=13 * H, duration_s=2_700)

DEFAULT: dict[str, Any] = {
    "site": 0,
    "skills": 0,
    "not_before": MONDAY,
    "ideal_on": MONDAY,
    "due_by": MONDAY,
    "hard": False,
    "priority": 3,
    "service_s": 1_200,
    "setup_s": 0,
    "window_start_s": 0,
    "window_end_s": 86_400,
    "series": -1,
    "min_gap_days": 0,
    "max_gap_days": 0,
    "preferred": -1,
    "excluded": -1,
    "pinned": -1,
    "pinned_on": None,
    "after": -1,
}
TYPES = {
    "skills": "uint64",
    "not_before": "datetime64[D]",
    "ideal_on": "datetime64[D]",
    "due_by": "datetime64[D]",
    "pinned_on": "datetime64[D]",
    "hard": "bool",
    "priority": "int8",
}


@dataclass
class Town:
    """A problem under construction: sites on a street, 100 s and 500 m from one number to the next."""

    days: int = 1
    start: date = MONDAY
    regions: int = 1
    policy: Policy = field(default_factory=Policy)
    frozen_until: date | None = None
    places: list[tuple[int, int, int]] = field(default_factory=list)
    people: list[Technician] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    islands: set[int] = field(default_factory=set)

    def place(self, number: int, *, region: int = 0, building: int = -1) -> int:
        """Add the site at street number `number`."""
        self.places.append((number, region, building))
        return len(self.places) - 1

    def island(self) -> int:
        """Add a site that no road leads to."""
        self.islands.add(self.place(0))
        return len(self.places) - 1

    def person(self, **changes: Any) -> "Town":
        """Add a technician based at street number 0 who works 8 to 17 with lunch on every day."""
        region = changes.pop("region", 0)
        base = changes.pop("base", None)
        site = self.place(0, region=region) if base is None else base
        hours = changes.pop("hours", (8 * H, 17 * H))
        breaks = changes.pop("breaks", (LUNCH,))
        on = changes.pop("on", range(self.days))
        number = len(self.people)
        self.people.append(
            Technician(
                **{
                    "id": f"t{number}",
                    "name": f"Technician {number}",
                    "region": region,
                    "start_site": site,
                    "end_site": site,
                    "certificates": (CertificateSpan(kind="gas", valid_from=date(2020, 1, 1), valid_until=None),),
                    "shifts": tuple(
                        Shift(on=self.start + timedelta(days=day), start_s=hours[0], end_s=hours[1], breaks=breaks)
                        for day in on
                    ),
                    **changes,
                }
            )
        )
        return self

    def visit(self, site: int, count: int = 1, **changes: Any) -> "Town":
        """Owe `count` visits at `site`, open on all days of the horizon."""
        last = self.start + timedelta(days=self.days - 1)
        for _ in range(count):
            self.rows.append(
                {"site": site, "not_before": self.start, "ideal_on": self.start, "due_by": last, **changes}
            )
        return self

    def problem(self) -> Problem:
        """Return what has been built."""
        columns = {
            name: np.array([{**DEFAULT, **row}[name] for row in self.rows], dtype=TYPES.get(name, "int32"))
            for name in DEFAULT
        }
        n, width = len(self.places), max((len(row.get("more", ())) for row in self.rows), default=0)
        columns["extra_windows_s"] = np.tile(np.array([1, 0], dtype=np.int32), (len(self.rows), width, 1))
        for number, row in enumerate(self.rows):
            for place, hours in enumerate(row.get("more", ())):
                columns["extra_windows_s"][number, place] = hours
        return Problem(
            regions=tuple(f"r{number}" for number in range(self.regions)),
            certificates=("gas", "electric"),
            sites=Sites(
                ids=tuple(f"s{number}" for number in range(n)),
                lonlat=np.zeros((n, 2)),
                region=np.array([region for _, region, _ in self.places], dtype=np.int32),
                building=np.array([building for _, _, building in self.places], dtype=np.int32),
            ),
            technicians=tuple(self.people),
            obligations=Obligations(ids=tuple(f"o{number}" for number in range(len(self.rows))), **columns),
            horizon=Horizon(
                start=self.start, until=self.start + timedelta(days=self.days), frozen_until=self.frozen_until
            ),
            policy=self.policy,
        )

    def travel(self) -> TravelOf:
        """Return travel along the street; each region knows its own sites only."""
        at = np.array([number for number, _, _ in self.places], dtype=np.int32)
        steps = np.abs(at[:, None] - at[None, :])
        lost = np.array([number in self.islands for number in range(len(at))], dtype=np.bool_)
        apart = (lost[:, None] | lost[None, :]) & ~np.eye(len(at), dtype=np.bool_)
        duration = np.where(apart, UNREACHABLE, 100 * steps).astype(np.int32)
        distance = np.where(apart, UNREACHABLE, 500 * steps).astype(np.int32)
        whole = TravelMatrix(duration_s=duration, distance_m=distance)
        return by_region(whole, np.array([region for _, region, _ in self.places], dtype=np.int32))


def by_region(whole: TravelMatrix, region_of: np.ndarray) -> TravelOf:
    """Let each region know the travel among its own sites."""

    def travel(region: int, profile: str) -> RegionTravel:
        del profile
        mine = np.flatnonzero(region_of == region)
        row = np.full(len(region_of), -1, dtype=np.int32)
        row[mine] = np.arange(len(mine))
        return RegionTravel(matrix=whole.subset(mine), row=row)

    return travel


def ruled_town(seed: int, *, visits: int, people: int, days: int = 1, regions: int = 1) -> Town:
    """A `random_town` with overtime, slow hours, most work, several windows of visits and breaks, and an order too."""
    town = random_town(seed, visits=visits, people=people, days=days, regions=regions)
    draw = np.random.default_rng(seed + 1)
    slow = (
        TravelPeriod(profile="car", from_s=7 * H, until_s=9 * H, factor=1.7),
        TravelPeriod(profile="car", from_s=12 * H, until_s=13 * H, factor=0.8),
        TravelPeriod(profile="car", from_s=16 * H, until_s=18 * H, factor=2.3),
    )
    town.policy = Policy(
        overtime_s=int(draw.choice([0, 1_800, 5_400], 1)[0]),
        overtime_price=float(draw.choice([0.5, 3.0], 1)[0]),
        travel_periods=slow if draw.random() < 0.7 else (),
    )
    lunch = Break(
        window_start_s=11 * H,
        window_end_s=11 * H + 900,
        duration_s=1_800,
        extra_windows=((12 * H, 12 * H + 300), (14 * H, 14 * H + 600)),
    )
    for number, person in enumerate(town.people):
        shifts = tuple(replace(shift, breaks=(lunch,)) for shift in person.shifts) if draw.random() < 0.6 else None
        most = int(draw.integers(2, 8)) * H if draw.random() < 0.4 else None
        town.people[number] = replace(person, shifts=person.shifts if shifts is None else shifts, max_work_s=most)
    for number, row in enumerate(town.rows):
        region = town.places[row["site"]][1]
        if row["window_start_s"] and draw.random() < 0.7:
            row["window_end_s"] = row["window_start_s"] + int(draw.integers(0, H))
            row["more"] = ((row["window_end_s"] + 1, row["window_end_s"] + 60), (19 * H, 21 * H))
        if number and draw.random() < 0.3:
            first = int(draw.integers(0, number))
            row["after"] = first if town.places[town.rows[first]["site"]][1] == region else -1
    return town


def random_town(seed: int, *, visits: int, people: int, days: int = 1, regions: int = 1) -> Town:
    """A town with everything in it: buildings, windows, certificates, breaks, pins, series, islands."""
    draw = np.random.default_rng(seed)
    town = Town(days=days, regions=regions)
    for number in range(people):
        _random_person(town, draw, number % regions)
    for number in range(visits):
        _random_visit(town, draw, number, people)
    return town


def _random_person(town: Town, draw: np.random.Generator, region: int) -> None:
    tea = Break(window_start_s=15 * H, window_end_s=15 * H + 1_800, duration_s=600)
    gas = CertificateSpan(
        kind="gas",
        valid_from=date(2020, 1, 1),
        valid_until=None if draw.random() < 0.7 else town.start + timedelta(days=int(draw.integers(0, 20))),
    )
    town.person(
        region=region,
        base=town.place(int(draw.integers(0, 30)), region=region),
        hours=(int(draw.integers(7, 10)) * H, int(draw.integers(14, 19)) * H),
        breaks=((), (LUNCH,), (LUNCH, tea))[int(draw.integers(0, 3))],
        on=[day for day in range(town.days) if (town.start.weekday() + day) % 7 < 5 and draw.random() < 0.9],
        certificates=(gas,) if draw.random() < 0.8 else (),
        max_stops=None if draw.random() < 0.6 else int(draw.integers(0, 9)),
        profile="car" if draw.random() < 0.7 else "ebike",
    )


def _random_visit(town: Town, draw: np.random.Generator, number: int, people: int) -> None:
    together = town.rows and draw.random() < 0.3
    region = int(draw.integers(0, town.regions))
    if together:
        at, region, building = town.places[town.rows[-1]["site"]]
        site = town.place(at, region=region, building=building) if building >= 0 else town.rows[-1]["site"]
    else:
        building = number if draw.random() < 0.4 else -1
        site = (
            town.island()
            if draw.random() < 0.02
            else town.place(int(draw.integers(0, 60)), region=region, building=building)
        )
    first = town.start + timedelta(days=int(draw.integers(-3, town.days)))
    length = int(draw.integers(0, 10)) if town.days > 1 else 5
    opens = int(draw.integers(7, 17)) * H if draw.random() < 0.4 else 0

    def somebody(chance: float) -> int:
        return int(draw.integers(0, people)) if people and draw.random() < chance else -1

    priority = int(draw.integers(0, 6))
    town.visit(
        site,
        skills=int(draw.choice([0, 0, 0, 1, 1, 2], 1)[0]),
        not_before=first,
        ideal_on=first + timedelta(days=length // 2),
        due_by=first + timedelta(days=length),
        priority=priority,
        hard=priority < 2,
        service_s=int(draw.integers(0, 5_000)),
        setup_s=int(draw.integers(0, 900)),
        window_start_s=opens,
        window_end_s=opens + 2 * H if opens else 86_400,
        series=number // 3 * town.regions + town.places[site][1] if draw.random() < 0.5 else -1,
        min_gap_days=int(draw.integers(0, 6)),
        max_gap_days=int(draw.choice([0, 0, 9], 1)[0]),
        preferred=somebody(0.3),
        excluded=somebody(0.1),
        pinned=somebody(0.05),
    )
