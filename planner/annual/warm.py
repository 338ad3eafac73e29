"""Compile the year's steps ahead of their first use: ``python -m planner.annual.warm`` says how long it took."""

import sys
from datetime import date, timedelta
from time import perf_counter

import numpy as np

from planner.annual.year import plan_year
from planner.problem import NONE, CertificateSpan, Horizon, Obligations, Problem, Shift, Sites, Technician


def small_year() -> Problem:
    """Return four weeks of two households, each owed an inspection and two tour visits."""
    start, days, n = date(2026, 1, 5), 28, 6
    none = np.full(n, NONE, dtype=np.int32)
    zero = np.zeros(n, dtype=np.int32)
    person = Technician(
        id="t",
        name="t",
        region=0,
        start_site=0,
        end_site=0,
        certificates=(CertificateSpan(kind="gas", valid_from=start, valid_until=None),),
        shifts=tuple(Shift(on=start + timedelta(days=day), start_s=28_800, end_s=61_200) for day in range(days)),
    )
    owed = Obligations(
        ids=tuple(str(row) for row in range(n)),
        site=np.array([0, 1, 0, 0, 1, 1], dtype=np.int32),
        skills=np.array([1, 1, 0, 0, 0, 0], dtype=np.uint64),
        not_before=np.full(n, np.datetime64(start, "D")),
        ideal_on=np.full(n, np.datetime64(start + timedelta(days=9), "D")),
        due_by=np.full(n, np.datetime64(start + timedelta(days=days - 1), "D")),
        hard=np.array([True, True, False, False, False, False]),
        priority=np.array([0, 0, 3, 3, 4, 4], dtype=np.int8),
        service_s=zero + np.int32(1_200),
        setup_s=zero + np.int32(120),
        window_start_s=zero,
        window_end_s=zero + np.int32(86_400),
        series=np.array([NONE, NONE, 0, 0, 1, 1], dtype=np.int32),
        min_gap_days=np.array([0, 0, 0, 7, 0, 7], dtype=np.int32),
        max_gap_days=np.array([0, 0, 0, 21, 0, 21], dtype=np.int32),
        preferred=none,
        excluded=none,
        pinned=none,
        pinned_on=np.full(n, np.datetime64("NaT", "D")),
    )
    sites = Sites(
        ids=("a", "b"),
        lonlat=np.array([[120.0, 30.0], [120.01, 30.0]]),
        region=np.zeros(2, dtype=np.int32),
        building=np.full(2, NONE, dtype=np.int32),
    )
    return Problem(
        regions=("r",),
        certificates=("gas",),
        sites=sites,
        technicians=(person,),
        obligations=owed,
        horizon=Horizon(start=start, until=start + timedelta(days=days)),
    )


def warm() -> float:
    """Plan a small year once; return the seconds it took."""
    begun = perf_counter()
    plan_year(small_year())
    return perf_counter() - begun


if __name__ == "__main__":
    sys.stdout.write(f"year ready in {warm():.1f} s\n")
