"""A month of any number of visits in twenty working days, in the same kind of towns; travel from a straight line."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from planner.problem import Break, CertificateSpan, Horizon, Policy, Priority, Problem, Shift, Technician
from planner.travel import straight_line
from planner.travel.travel_of import RegionTravel, TravelOf
from tests.benchmarks.generator.company import obligations_of, sites_of
from tests.benchmarks.generator.owed import GAS, KINDS, Rows
from tests.benchmarks.generator.places import Places, places

FOUR_WEEKS = Horizon(start=date(2026, 3, 2), until=date(2026, 3, 30))
WORKING_DAYS = 20
A_DAY = 25
"""Visits of a technician in a day."""
A_REGION = 5_000
"""Visits of a region: ten technicians."""
SPEED_KMH = 30.0
NOON = Break(window_start_s=41_400, window_end_s=48_600, duration_s=3_600)
SINCE = date(2020, 1, 1)
KIND = (
    (Priority.LAW, 0.25, 12 * 60, 20),
    (Priority.A, 0.20, 9 * 60, 6),
    (Priority.B, 0.20, 8 * 60, 10),
    (Priority.C, 0.20, 8 * 60, 18),
    (Priority.D, 0.15, 6 * 60, 28),
)
"""Priority, share of visits, seconds at the premises, days its window is long."""


@dataclass(frozen=True, kw_only=True)
class Month:
    """A problem, its travel, and the week each visit is meant for (int32 (n,))."""

    problem: Problem
    travel_of: TravelOf
    week: np.ndarray


def month(visits: int, seed: int, *, windows: float = 0.15, skilled: float = 0.3, a_day: float = A_DAY) -> Month:
    """Return `visits` visits and the technicians to make them.

    Parameters
    ----------
    windows : share of visits with an agreed morning or afternoon
    skilled : share of the tour visits that, like every inspection, need the gas certificate
    a_day : visits for each technician-day there is
    """
    rng = np.random.default_rng([seed, visits])
    regions = max(1, round(visits / A_REGION))
    where = places(visits, regions, rng)
    rows, weeks = _rows(visits, skilled, rng)
    owed = obligations_of(rows, np.full(visits, 120, np.int32), regions, FOUR_WEEKS)
    problem = Problem(
        regions=tuple(f"region-{number}" for number in range(regions)),
        certificates=KINDS,
        sites=sites_of(where),
        technicians=_people(where, regions, a_day),
        obligations=replace(owed, **_agreed(visits, windows, rng)),
        horizon=FOUR_WEEKS,
        policy=Policy(reserve_share=0.0, travel_share=0.2),
    )
    return Month(problem=problem, travel_of=travel_of(problem), week=weeks)


def _rows(visits: int, skilled: float, rng: np.random.Generator) -> tuple[Rows, np.ndarray]:
    kind = rng.choice(len(KIND), visits, p=[share for _, share, _, _ in KIND])
    priority, _, service, length = (np.array(column)[kind] for column in zip(*KIND, strict=True))
    first = rng.integers(0, np.maximum(1, FOUR_WEEKS.days - length + 1))
    last = np.minimum(first + length - 1, FOUR_WEEKS.days - 1)
    # Every window holds a working day.
    first = np.where((first % 7 >= 5) & (last - first < 3), first // 7 * 7, first)
    ideal = (first + last) // 2
    law = priority == Priority.LAW
    none = np.zeros(visits, np.int32)
    rows = Rows(
        site=np.arange(visits, dtype=np.int32),
        skills=np.where(law | (rng.random(visits) < skilled), GAS, 0).astype(np.uint64),
        first=first.astype(np.int32),
        ideal=ideal.astype(np.int32),
        last=last.astype(np.int32),
        hard=law,
        priority=priority.astype(np.int8),
        service_s=service.astype(np.int32),
        series=none - 1,
        min_gap=none,
        max_gap=none,
    )
    return rows, (ideal // 7).astype(np.int32)


def _agreed(visits: int, share: float, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Return windows of the day: all of it, or for a share the morning or the afternoon."""
    kind = rng.choice(3, visits, p=[1 - share, share / 2, share / 2])
    return {
        "window_start_s": np.array([28_800, 28_800, 46_800], np.int32)[kind],
        "window_end_s": np.array([61_200, 41_400, 61_200], np.int32)[kind],
    }


def _people(where: Places, regions: int, a_day: float) -> tuple[Technician, ...]:
    visits = np.bincount(where.region[regions:], minlength=regions)
    days = [FOUR_WEEKS.start + timedelta(days=day) for day in range(FOUR_WEEKS.days)]
    shifts = tuple(Shift(on=day, start_s=28_800, end_s=61_200, breaks=(NOON,)) for day in days if day.weekday() < 5)
    gas = (CertificateSpan(kind="gas", valid_from=SINCE, valid_until=None),)
    return tuple(
        Technician(
            id=f"r{region}-{number}",
            name=f"r{region}-{number}",
            region=region,
            start_site=region,
            end_site=region,
            certificates=gas if number % 4 != 3 else (),
            shifts=shifts,
        )
        for region in range(regions)
        for number in range(max(1, round(visits[region] / a_day / WORKING_DAYS)))
    )


def travel_of(problem: Problem) -> TravelOf:
    """Return travel by car along straight lines, each region's table made when it is asked for and not kept."""

    def travel(region: int, profile: str) -> RegionTravel:
        del profile
        mine = np.flatnonzero(problem.sites.region == region)
        row = np.full(len(problem.sites), -1, np.int32)
        row[mine] = np.arange(len(mine), dtype=np.int32)
        return RegionTravel(matrix=straight_line(problem.sites.lonlat[mine], SPEED_KMH), row=row)

    return travel
