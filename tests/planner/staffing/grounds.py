"""Made-up ground for the tests: areas as squares of a chessboard, and customers scattered around a town."""

import numpy as np

from planner.staffing import Area, Served
from planner.staffing.districts import Districting, districting
from planner.staffing.ground import borders, cells_around, metres_between


def board(rows: int, columns: int, minutes: int = 20_000, **facts: int) -> tuple[list[Area], list[tuple[str, str]]]:
    """Return areas 0-0, 0-1, ... of about 11 km and their borders by side."""
    areas = [
        Area(id=f"{r}-{c}", name=f"{r}-{c}", work_minutes=minutes, lon=c / 10, lat=r / 10, **facts)
        for r in range(rows)
        for c in range(columns)
    ]
    right = [(f"{r}-{c}", f"{r}-{c + 1}") for r in range(rows) for c in range(columns - 1)]
    down = [(f"{r}-{c}", f"{r + 1}-{c}") for r in range(rows - 1) for c in range(columns)]
    return areas, right + down


def scattered(places: int, groups: int, seed: int = 3) -> Districting:
    """Return a question over random places of random work."""
    rng = np.random.default_rng(seed)
    points, work = rng.random((places, 2)) * 30_000, rng.integers(200, 3_000, places)
    even = np.full(groups, int(work.sum()) // groups)
    return districting(borders(cells_around(points)), work, metres_between(points), even, tolerance=0.15)


def town(customers: int, seed: int = 3) -> Served:
    """Return customers with inspections (skill set 1) and, for some, tour visits (no skill)."""
    rng = np.random.default_rng(seed)
    lonlat = np.array([24.9, 60.17]) + rng.normal(size=(customers, 2)) * [0.03, 0.015]
    tours = np.where(rng.random(customers) < 0.4, rng.integers(20, 200, customers), 0)
    ids = tuple(f"c{number:05}" for number in range(customers))
    return Served(ids=ids, lonlat=lonlat, minutes={1: rng.integers(5, 60, customers), 0: tours})
