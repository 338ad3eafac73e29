"""Propose territories of the technicians, region by region (S8.4 inside an area)."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import shapely

from app.services.errors import DomainError
from app.services.ledger.keys import uuids
from app.services.planning.loaded import Loaded
from app.services.ports.planning_store import Json
from app.services.ports.roads import Roads
from app.services.ports.staffing import Staffing
from app.services.staffing.policies import numbers_of
from app.services.staffing.ways import WaysFinder, ways_of
from app.services.staffing.workload import RegionWork, region_works
from planner.problem import ProblemError
from planner.staffing import Territory, TerritoryProposal, propose_territories
from planner.staffing.ground import flat_around
from planner.staffing.outlines import label_at
from planner.staffing.policy import StaffingPolicy

Visitors = Mapping[uuid.UUID, uuid.UUID]


def make_territories(
    store: Staffing,
    roads: Roads,
    loaded: Loaded,
    policy: StaffingPolicy,
    on: date,
    seed: int,
    told: Callable[[float], None],
) -> tuple[Json, Json]:
    """Return body and detail of a proposal for the regions of `loaded`; detail says who is to serve which customer.

    Raises
    ------
    DomainError : ``invalid_input`` when no region has both work and people
    """
    ground = {one.unit_id: one.territory for one in store.areas(loaded.unit.path, on)}
    now = dict(store.visitors(loaded.unit.path))
    owners = dict(store.owners(loaded.unit.path))
    regions: list[Json] = []
    chosen: dict[str, str] = {}
    finder, works = ways_of(roads, loaded), region_works(loaded)
    for number, region in enumerate(works):
        told(number / len(works))
        part, holders = _region(loaded, region, ground.get(region.unit_id), now, policy, seed, finder)
        regions.append(part)
        chosen |= {
            str(key): str(holder) for key, holder in holders.items() if owners.get(key) != holder
        }  # the account's own owner does not visit it (S4.4)
    if not any(region["territories"] for region in regions):
        why = "no region has customers and people"
        raise DomainError("invalid_input", why=why, why_zh="没有既有客户又有人员的区域")
    body: Json = {"summary": _summary(regions), "policy": numbers_of(policy), "ways": finder.said(), "regions": regions}
    return body, {"holders": chosen}


def _region(
    loaded: Loaded,
    region: RegionWork,
    ground: bytes | None,
    now: Visitors,
    policy: StaffingPolicy,
    seed: int,
    finder: WaysFinder,
) -> tuple[Json, dict[uuid.UUID, uuid.UUID]]:
    shape = None if ground is None else shapely.from_wkb(ground)
    try:
        found = propose_territories(
            region.served,
            region.holders,
            ground=shape,
            tolerance=policy.tolerance,
            seed=seed,
            ways_of=None if finder.straight else finder.metres,
        )
    except ProblemError as error:
        flaw = error.flaws[0]
        head: Json = {"unit_id": str(region.unit_id), "name": region.name, "territories": [], "people": []}
        return {**head, "uncovered": [], "links": 0, "problem_en": flaw.message_en, "problem_zh": flaw.message_zh}, {}
    customers = _Customers(loaded, region)
    names = {str(key): one.name for key, one in zip(loaded.technicians, loaded.problem.technicians, strict=True)}
    body: Json = {
        "unit_id": str(region.unit_id),
        "name": region.name,
        "links": found.links,
        "uncovered": [
            {"certificates": _kinds(loaded, need), "minutes": minutes} for need, minutes in found.uncovered.items()
        ],
        "people": _people(region, found, customers, now, names),
        "territories": [_territory(loaded, customers, one, names) for one in found.territories],
        "problem_en": None,
        "problem_zh": None,
    }
    return body, customers.holders(found)


class _Customers:
    """Which customers stand at which place, and what each asks for in minutes of a year."""

    def __init__(self, loaded: Loaded, region: RegionWork) -> None:
        owed = loaded.problem.obligations
        rows = np.flatnonzero(np.isin(owed.site, region.sites))
        keys, at = np.unique(loaded.owed.customer[rows], return_inverse=True)
        self.ids, self.region = uuids(keys), region
        self.minutes = np.bincount(at.ravel(), weights=(owed.service_s[rows] + owed.setup_s[rows]) / 60)
        self.site = np.zeros(len(keys), np.int64)
        self.site[at.ravel()] = np.searchsorted(region.sites, owed.site[rows])
        self._need, self._rows, self._at = owed.skills[rows], rows, at.ravel()
        self._seconds = (owed.service_s[rows] + owed.setup_s[rows]).astype(np.float64)

    def of(self, territory: Territory) -> npt.NDArray[np.int64]:
        """Return the customers of a territory: those at its places who ask for its work."""
        asks = np.zeros(len(self.ids), np.bool_)
        asks[self._at[np.isin(self._need, np.array(territory.needs, np.uint64))]] = True
        return np.flatnonzero(asks & np.isin(self.site, territory.rows))

    def holders(self, found: TerritoryProposal) -> dict[uuid.UUID, uuid.UUID]:
        """Return who is to be preferred for each customer: the holder of most of the customer's work."""
        most = np.zeros(len(self.ids))
        chosen: list[str] = [""] * len(self.ids)
        for one in found.territories:
            wanted = np.isin(self._need, np.array(one.needs, np.uint64))
            load = np.bincount(self._at, weights=self._seconds * wanted, minlength=len(self.ids))
            for row in self.of(one).tolist():
                if load[row] > most[row]:
                    most[row], chosen[row] = load[row], one.holder
        return {key: uuid.UUID(name) for key, name in zip(self.ids, chosen, strict=True) if name}


def _territory(loaded: Loaded, customers: _Customers, one: Territory, names: Mapping[str, str]) -> Json:
    return {
        "technician_id": one.holder,
        "name": names[one.holder],
        "certificates": sorted({kind for need in one.needs for kind in _kinds(loaded, need)}),
        "customers": len(customers.of(one)),
        "minutes": one.minutes,
        "target": one.target,
        "across_m": one.across_m,
        "outline": shapely.geometry.mapping(one.outline),
        "label_at": label_at(one.outline),
    }


def _people(
    region: RegionWork, found: TerritoryProposal, customers: _Customers, now: Visitors, names: Mapping[str, str]
) -> list[Json]:
    """Return each person's load before and after; before: the customers whose visitor is known."""
    visitor = [str(now.get(key, "")) for key in customers.ids]
    people = []
    for holder in sorted(region.holders, key=lambda one: names[one.id]):
        mine = np.array([name == holder.id for name in visitor], np.bool_)
        spots = region.served.lonlat[customers.site[mine]]
        after = [one for one in found.territories if one.holder == holder.id]
        people.append(
            {
                "technician_id": holder.id,
                "name": names[holder.id],
                "capacity": holder.minutes,
                "now_minutes": round(float(customers.minutes[mine].sum())),
                "now_customers": int(mine.sum()),
                "now_across_m": _across(spots),
                "minutes": sum(one.minutes for one in after),
                "across_m": max((one.across_m for one in after), default=0),
            }
        )
    return people


def _across(lonlat: npt.NDArray[np.float64]) -> int:
    if not len(lonlat):
        return 0
    return int(np.hypot(*np.ptp(flat_around(lonlat).metres(lonlat), axis=0)))


def _kinds(loaded: Loaded, need: int) -> list[str]:
    return [kind for bit, kind in enumerate(loaded.problem.certificates) if need >> bit & 1]


def _summary(regions: Sequence[Json]) -> Json:
    people: list[Json] = [one for region in regions for one in region["people"]]  # type: ignore[attr-defined]
    return {
        "regions": len(regions),
        "people": len(people),
        "territories": sum(len(region["territories"]) for region in regions),  # type: ignore[arg-type, misc]
        "minutes": sum(int(str(one["minutes"])) for one in people),
    }
