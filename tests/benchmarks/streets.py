"""Travel of a problem's regions on the built-in road graph, computed once and kept in a file for the children."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.gateways.osm.extract import read_extract
from app.gateways.roads.built_in import BuiltInRoads
from planner.problem import Problem
from planner.travel import TravelMatrix, TravelProfile
from planner.travel.travel_of import RegionTravel, TravelOf


def write_streets(problem: Problem, extract: Path, folder: Path) -> Path:
    """Write the travel by car within each region to a file in `folder` and return its path."""
    roads = BuiltInRoads(read_extract(extract, folder).graph)
    tables = {}
    for region in range(len(problem.regions)):
        mine = np.flatnonzero(problem.sites.region == region)
        known = roads.matrix(problem.sites.lonlat[mine], TravelProfile.CAR)
        tables |= {f"site{region}": mine, f"s{region}": known.duration_s, f"m{region}": known.distance_m}
    path = folder / "streets.npz"
    np.savez(path, **tables)
    return path


def read_streets(path: Path, sites: int) -> TravelOf:
    """Return the travel kept in `path`, for a problem with so many sites."""
    known: dict[int, RegionTravel] = {}
    with np.load(path) as tables:
        for region in range(sum(name.startswith("site") for name in tables.files)):
            row = np.full(sites, -1, dtype=np.int32)
            row[tables[f"site{region}"]] = np.arange(len(tables[f"site{region}"]))
            matrix = TravelMatrix(duration_s=tables[f"s{region}"], distance_m=tables[f"m{region}"])
            known[region] = RegionTravel(matrix=matrix, row=row)

    def travel(region: int, profile: str) -> RegionTravel:
        del profile
        return known[region]

    return travel
