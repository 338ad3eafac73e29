"""Claims about asking for travel."""

from datetime import date
from typing import Any

import numpy as np

from app.gateways.roads.straight import StraightRoads
from app.services.planning.region_travel import RegionTravels
from planner.problem import Horizon, Lending, Obligations, Policy, Problem, Sites, Technician

BASE, TOWER, TOWER_TOO, ALONE, FAR_BASE, FAR = range(6)
LONLAT = np.array([[120, 30], [120.01, 30], [120.0101, 30], [120.02, 30], [121, 30], [121.01, 30]], np.float64)


def problem(lending: tuple[Lending, ...] = ()) -> Problem:
    owed = np.array([TOWER, TOWER_TOO, ALONE, FAR])
    n = len(owed)
    day = np.full(n, np.datetime64("2026-03-02", "D"))
    zeros, none = np.zeros(n, np.int32), np.full(n, -1, np.int32)
    columns: dict[str, Any] = {
        "ids": tuple(f"o{row}" for row in range(n)), "site": owed.astype(np.int32), "skills": np.zeros(n, np.uint64),
        "not_before": day, "ideal_on": day, "due_by": day, "hard": np.zeros(n, np.bool_),
        "priority": np.zeros(n, np.int8), "service_s": zeros + 600, "setup_s": zeros, "window_start_s": zeros,
        "window_end_s": zeros + 80_000, "series": none, "min_gap_days": zeros, "max_gap_days": zeros,
        "preferred": none, "excluded": none, "pinned": none, "pinned_on": np.full(n, np.datetime64("NaT", "D")),
    }  # fmt: skip
    return Problem(
        regions=("near", "far"),
        certificates=(),
        sites=Sites(
            ids=tuple(f"s{row}" for row in range(6)),
            lonlat=LONLAT,
            region=np.array([0, 0, 0, 0, 1, 1], np.int32),
            building=np.array([-1, 5, 5, -1, -1, -1], np.int32),
        ),
        technicians=(
            Technician(id="a", name="a", region=0, start_site=BASE, end_site=BASE),
            Technician(id="b", name="b", region=1, start_site=FAR_BASE, end_site=FAR_BASE, profile="ebike"),
        ),
        obligations=Obligations(**columns),
        horizon=Horizon(start=date(2026, 3, 2), until=date(2026, 3, 9)),
        policy=Policy(lending=lending),
    )


def test_doors_of_one_building_are_one_point() -> None:
    travels = RegionTravels(problem=problem(), roads=StraightRoads())
    near = travels(0, "car")
    assert len(near.matrix) == 3
    assert near.row[TOWER] == near.row[TOWER_TOO] >= 0
    assert near.row[FAR] == -1
    assert travels.along(0, [BASE, TOWER_TOO])[1].tolist() == LONLAT[TOWER].tolist()


def test_each_region_is_asked_for_once_with_the_profiles_of_its_people() -> None:
    asked: list[int] = []

    class Counting(StraightRoads):
        def matrix(self, points: Any, profile: Any = None) -> Any:
            asked.append(len(points))
            return super().matrix(points, profile)

    travels = RegionTravels(problem=problem(), roads=Counting())
    told: list[float] = []
    travels.prepare(told.append)
    travels(0, "car"), travels(1, "ebike")
    assert asked == [3, 2]
    assert told == [0.5, 1.0]


def test_whoever_is_lent_brings_the_own_base_and_means_of_travel() -> None:
    lending = (Lending(giver=1, taker=0, hours_per_week=8.0),)
    travels = RegionTravels(problem=problem(lending), roads=StraightRoads())
    assert travels(0, "ebike").row[FAR_BASE] >= 0
