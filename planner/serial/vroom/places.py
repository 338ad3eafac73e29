"""Places of a VROOM problem: a site for every job, start and end, and the travel between them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.problem import NONE
from planner.serial.fields import Fields
from planner.serial.read_travel import LARGEST, GivenTravel, as_table
from planner.serial.vroom.parts import Job, Place, Vehicle
from planner.travel import UNREACHABLE, TravelMatrix, TravelProfile, straight_line
from planner.travel.estimate import DETOUR
from planner.travel.travel_of import TravelOf

Table = npt.NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Places:
    """Sites in order: jobs, then starts and ends, and last a site that is everywhere, for open routes.

    Attributes
    ----------
    ids, lonlat, building : columns of `planner.problem.Sites`
    job, start, end : index of the site of each job and vehicle
    """

    ids: tuple[str, ...]
    lonlat: npt.NDArray[np.float64]
    building: npt.NDArray[np.int32]
    job: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    travel: TravelOf


def read_places(root: Fields, jobs: tuple[Job, ...], vehicles: tuple[Vehicle, ...]) -> Places | None:
    """Lay out the places; None when a flaw forbids it."""
    ends = [place for one in vehicles for place in (one.start, one.end)]
    all_places = [one.place for one in jobs] + [place for place in ends if place is not None]
    travel = _travel(root, all_places, sorted({one.profile for one in vehicles}))
    if travel is None or root.flaws:
        return None
    at = iter(range(len(jobs), len(all_places)))
    everywhere = len(all_places)
    sites = [everywhere if place is None else next(at) for place in ends]
    points = [place.point or (0.0, 0.0) for place in all_places] + [(0.0, 0.0)]
    bases = tuple(f"base {number}" for number in range(len(all_places) - len(jobs)))
    return Places(
        ids=(*(f"job {one.id}" for one in jobs), *bases, "everywhere"),
        lonlat=np.array(points, dtype=np.float64).reshape(-1, 2),
        building=_buildings(jobs, vehicles, everywhere + 1),
        job=tuple(range(len(jobs))),
        start=tuple(sites[0::2]),
        end=tuple(sites[1::2]),
        travel=travel,
    )


def _buildings(jobs: tuple[Job, ...], vehicles: tuple[Vehicle, ...], size: int) -> npt.NDArray[np.int32]:
    """Let jobs at one place share a stop, so that setup is paid once there, unless jobs of a vehicle are counted."""
    building = np.full(size, NONE, dtype=np.int32)
    if all(one.max_tasks is None for one in vehicles):
        known: dict[object, int] = {}
        for row, one in enumerate(jobs):
            key = one.place.point if one.place.row is None else one.place.row
            building[row] = known.setdefault(key, len(known))
    return building


def _travel(root: Fields, places: list[Place], profiles: list[str]) -> TravelOf | None:
    if len(places) > LARGEST:
        root.note("jobs", f"at most {LARGEST} places", f"至多 {LARGEST} 个地点")
        return None
    found = _given(root, places, profiles) if root.has("matrices") else _estimated(root, places, profiles)
    return None if root.flaws else GivenTravel({name: _with_everywhere(matrix) for name, matrix in found.items()})


def _estimated(root: Fields, places: list[Place], profiles: list[str]) -> dict[str, TravelMatrix]:
    known = {str(profile): profile.speed_kmh for profile in TravelProfile}
    if any(place.point is None for place in places):
        root.note("matrices", "missing, but places are given by index only", "地点只给了序号，须同时给出 matrices")
        return {}
    for name in profiles:
        if name not in known:
            root.note("matrices", f"missing for profile {name!r}", f"缺少 {name!r} 的矩阵")
    points = np.array([place.point for place in places], dtype=np.float64).reshape(-1, 2)
    return {name: straight_line(points, known[name], DETOUR) for name in profiles if name in known}


def _given(root: Fields, places: list[Place], profiles: list[str]) -> dict[str, TravelMatrix]:
    rows = [place.row for place in places]
    if any(row is None for row in rows):
        root.note("jobs", "with matrices every place needs its index", "给出 matrices 时每个地点都须有序号")
        return {}
    found: dict[str, TravelMatrix] = {}
    with root.part("matrices") as part:
        for name in profiles:
            with part.part(name) as one:
                one.take("costs")
                matrix = _matrix(one, [row for row in rows if row is not None])
                found.update({name: matrix} if matrix else {})
        for value in TravelProfile:
            part.take(str(value))
    return found


def _matrix(one: Fields, rows: list[int]) -> TravelMatrix | None:
    size = len(one.items("durations", required=True))
    seconds = as_table(one, "durations", size)
    metres = as_table(one, "distances", size) if one.has("distances") else None
    if seconds is None or (metres is None and one.has("distances")):
        return None
    if max(rows, default=0) >= size:
        one.note(
            "durations",
            f"has {size} rows, but place {max(rows)} is asked for",
            f"只有 {size} 行，缺第 {max(rows)} 个地点",
        )
        return None
    pick = np.ix_(rows, rows)
    chosen = seconds[pick]
    away = np.where(chosen >= UNREACHABLE, chosen, 0) if metres is None else metres[pick]
    return one.made(lambda: TravelMatrix(duration_s=chosen, distance_m=away.astype(np.int32)))


def _with_everywhere(matrix: TravelMatrix) -> TravelMatrix:
    """Append the place that is no way from anywhere."""
    return TravelMatrix(duration_s=np.pad(matrix.duration_s, (0, 1)), distance_m=np.pad(matrix.distance_m, (0, 1)))
