"""Travel of a problem document: a speed over the straight line, or matrices over all sites."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.problem import Policy, Sites, Technician
from planner.serial.fields import Fields
from planner.travel import UNREACHABLE, TravelMatrix, TravelProfile, straight_line
from planner.travel.estimate import DETOUR
from planner.travel.travel_of import RegionTravel, TravelOf

LARGEST = 6000
"""Most sites an explicit matrix may have in JSON: beyond it the text alone would be gigabytes."""


class StraightTravel:
    """Estimated travel, one matrix a region and profile, made when first asked for."""

    def __init__(
        self, sites: Sites, people: tuple[Technician, ...], policy: Policy, speeds: Mapping[str, float], detour: float
    ) -> None:
        self._sites, self._speeds, self._detour = sites, speeds, detour
        self._extra = _bases(people, policy)
        self._made: dict[tuple[int, str], RegionTravel] = {}

    def __call__(self, region: int, profile: str) -> RegionTravel:
        """Return travel among the region's sites and the bases of everyone who may work there."""
        key = region, profile
        if key not in self._made:
            self._made[key] = self._make(region, profile)
        return self._made[key]

    def _make(self, region: int, profile: str) -> RegionTravel:
        inside = self._sites.region == region
        inside[list(self._extra.get(region, ()))] = True
        members = np.flatnonzero(inside)
        row = np.full(len(self._sites), -1, dtype=np.int32)
        row[members] = np.arange(len(members))
        matrix = straight_line(self._sites.lonlat[members], self._speeds[profile], self._detour)
        return RegionTravel(matrix=matrix, row=row)


class GivenTravel:
    """Travel by matrices over all sites, one a profile."""

    def __init__(self, matrices: Mapping[str, TravelMatrix]) -> None:
        self._made = {
            profile: RegionTravel(matrix=matrix, row=np.arange(len(matrix), dtype=np.int32))
            for profile, matrix in matrices.items()
        }

    def __call__(self, region: int, profile: str) -> RegionTravel:
        """Return the same matrix for every region."""
        del region
        return self._made[profile]


def read_travel(root: Fields, sites: Sites | None, people: tuple[Technician, ...], policy: Policy) -> TravelOf | None:
    """Read ``travel``; without it, straight lines at the usual speed of each profile; None when a flaw forbids it."""
    profiles = sorted({person.profile for person in people})
    found: TravelOf | None = None
    with root.part("travel", required=False) as part:
        if part.has("matrices"):
            found = GivenTravel(_matrices(part, profiles, len(sites))) if sites else None
        else:
            detour, speeds = part.number("detour", DETOUR, least=1, most=10), _speeds(part, profiles)
            found = StraightTravel(sites, people, policy, speeds, detour) if sites else None
    return found


def _bases(people: tuple[Technician, ...], policy: Policy) -> dict[int, set[int]]:
    """Return the bases of everyone who works in each region, at home or lent."""
    found: dict[int, set[int]] = {}
    for person in people:
        lent = (loan.taker for loan in policy.lending if loan.giver == person.region)
        for region in (person.region, *lent):
            found.setdefault(region, set()).update((person.start_site, person.end_site))
    return found


def _speeds(part: Fields, profiles: list[str]) -> dict[str, float]:
    usual = {str(profile): profile.speed_kmh for profile in TravelProfile}
    given = part.take("speed_kmh")
    if isinstance(given, int | float):
        speed = part.number("speed_kmh", least=0.1, most=1000)
        return dict.fromkeys(profiles, speed)
    with part.part("speed_kmh", required=False) as each:
        wanted = {profile: each.number(profile, usual.get(profile), least=0.1, most=1000) for profile in profiles}
        for profile in usual:
            each.take(profile)
    return wanted


def _matrices(part: Fields, profiles: list[str], sites: int) -> dict[str, TravelMatrix]:
    found = {}
    with part.part("matrices") as each:
        for profile in profiles:
            with each.part(profile) as one:
                matrix = _matrix(one, sites)
                found.update({profile: matrix} if matrix else {})
    return found


def _matrix(one: Fields, sites: int) -> TravelMatrix | None:
    seconds, metres = (as_table(one, key, sites) for key in ("duration_s", "distance_m"))
    if seconds is None or metres is None:
        return None
    return one.made(lambda: TravelMatrix(duration_s=seconds, distance_m=metres))


def as_table(one: Fields, key: str, sites: int) -> npt.NDArray[np.int32] | None:
    """Read a square table of whole numbers, null for no way; None when it is not one."""
    rows = one.items(key, required=True)
    flaw = _table_flaw(rows, sites)
    if flaw:
        place, en, zh = flaw
        one.note(f"{key}{place}", en, zh)
        return None
    cells = [[UNREACHABLE if cell is None else cell for cell in row] for row in rows]
    return np.array(cells, dtype=np.int32).reshape(sites, sites)


def _table_flaw(rows: list[Any], sites: int) -> tuple[str, str, str] | None:
    """Return where a table is wrong and how, in two languages."""
    if sites > LARGEST:
        return "", f"at most {LARGEST} sites; give travel.speed_kmh", f"至多 {LARGEST} 个地点；请改用 travel.speed_kmh"
    if len(rows) != sites or any(not isinstance(row, list) or len(row) != sites for row in rows):
        return "", f"must have {sites} rows of {sites} cells, one a site", f"须为 {sites} 行 {sites} 列，与地点一一对应"
    for a, row in enumerate(rows):
        for b, cell in enumerate(row):
            if not _is_cell(cell):
                return (
                    f"[{a}][{b}]",
                    f"must be a whole number below {UNREACHABLE}, or null",
                    "须为非负整数，不可达写 null",
                )
    return None


def _is_cell(cell: Any) -> bool:
    return cell is None or (isinstance(cell, int) and not isinstance(cell, bool) and 0 <= cell < UNREACHABLE)
