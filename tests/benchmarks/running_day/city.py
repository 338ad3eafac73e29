"""A seeded day: technicians and visits of two regions over a city, with promised times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from planner.problem import (
    Break,
    CertificateSpan,
    Horizon,
    Lending,
    Obligations,
    Policy,
    Problem,
    Shift,
    Sites,
    Technician,
)
from planner.travel import TravelMatrix
from planner.travel.estimate import straight_line

DAY = date(2027, 3, 1)
H = 3_600
PER_TECHNICIAN = 13
SPEED_KMH = 24.0
LUNCH = Break(window_start_s=11 * H + 1_800, window_end_s=13 * H, duration_s=1_800)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class City:
    """A day's problem; `spare` are obligations that are not planned at first (urgent ones)."""

    problem: Problem
    matrix: TravelMatrix
    spare: tuple[int, ...]
    promised: frozenset[int]


def city(technicians: int, seed: int) -> City:
    """Make the day of `technicians` people with `PER_TECHNICIAN` visits each, a third of them at a promised time."""
    draw = np.random.default_rng(seed)
    count, urgent = technicians * PER_TECHNICIAN, 4
    regions = 2 if technicians >= 8 else 1
    centres = np.array([[120.10, 30.25], [120.26, 30.25]])[:regions]
    home = np.arange(technicians) % regions
    where = np.concatenate([home, np.arange(count) % regions, np.zeros(urgent, dtype=np.int64)])
    lonlat = centres[where] + draw.normal(0.0, [0.035, 0.03], (len(where), 2))
    owed = _owed(draw, technicians, count, urgent)
    problem = Problem(
        regions=tuple(f"r{number}" for number in range(regions)),
        certificates=("gas",),
        sites=Sites(
            ids=tuple(f"s{number}" for number in range(len(where))),
            lonlat=lonlat,
            region=where.astype(np.int32),
            building=np.full(len(where), -1, dtype=np.int32),
        ),
        technicians=tuple(
            _technician(number, int(home[number]), certified=number % 4 != 0) for number in range(technicians)
        ),
        obligations=owed,
        horizon=Horizon(start=DAY, until=date(2027, 3, 2)),
        policy=Policy(lending=(Lending(giver=1, taker=0, hours_per_week=8.0),) if regions > 1 else ()),
    )
    told = np.flatnonzero(draw.random(count) < 1 / 3)
    return City(
        problem=problem,
        matrix=straight_line(lonlat, SPEED_KMH),
        spare=tuple(range(count, count + urgent)),
        promised=frozenset(told.tolist()),
    )


def _technician(number: int, region: int, *, certified: bool) -> Technician:
    gas = CertificateSpan(kind="gas", valid_from=date(2020, 1, 1), valid_until=None)
    return Technician(
        id=f"t{number}",
        name=f"T{number}",
        region=region,
        start_site=number,
        end_site=number,
        certificates=(gas,) if certified else (),
        shifts=(Shift(on=DAY, start_s=8 * H, end_s=17 * H + 1_800, breaks=(LUNCH,)),),
    )


def _owed(draw: np.random.Generator, first: int, count: int, urgent: int) -> Obligations:
    n = count + urgent
    fresh = np.arange(n) >= count
    half = draw.integers(0, 6, n)
    opens = np.where(half == 0, 8 * H, np.where(half == 1, 13 * H, 0))
    closes = np.where(half == 0, 12 * H, np.where(half == 1, 17 * H, 24 * H))
    days = np.full(n, np.datetime64(DAY, "D"))
    none = np.full(n, -1, dtype=np.int32)
    law = draw.random(n) < 0.25
    priority = np.where(fresh, 1, np.where(law, 0, draw.integers(2, 6, n)))
    return Obligations(
        ids=tuple(f"o{number}" for number in range(n)),
        site=np.arange(first, first + n, dtype=np.int32),
        skills=(draw.random(n) < 0.3).astype(np.uint64),
        not_before=days,
        ideal_on=days,
        due_by=days,
        hard=fresh | law,
        priority=priority.astype(np.int8),
        service_s=draw.integers(900, 2_400, n).astype(np.int32),
        setup_s=np.full(n, 120, dtype=np.int32),
        window_start_s=np.where(fresh, 0, opens).astype(np.int32),
        window_end_s=np.where(fresh, 24 * H, closes).astype(np.int32),
        series=none,
        min_gap_days=np.zeros(n, dtype=np.int32),
        max_gap_days=np.zeros(n, dtype=np.int32),
        preferred=none,
        excluded=none,
        pinned=none,
        pinned_on=np.full(n, np.datetime64("NaT"), dtype="datetime64[D]"),
    )


def slower(matrix: TravelMatrix, lonlat: npt.NDArray[np.float64], *, but: list[tuple[int, int]]) -> TravelMatrix:
    """Return the travel with the bridge closed: who crosses the middle takes ten minutes more, `but` for some legs."""
    north = lonlat[:, 1] > np.median(lonlat[:, 1])
    across = north[:, None] != north[None, :]
    for origin, target in but:
        across[origin, target] = False
    seconds = matrix.duration_s + np.where(across, 600, 0).astype(np.int32)
    metres = matrix.distance_m + np.where(across, 4_000, 0).astype(np.int32)
    return TravelMatrix(duration_s=seconds.astype(np.int32), distance_m=metres.astype(np.int32))
