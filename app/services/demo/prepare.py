"""From a map (and maybe a list of customers) to the demo city, all inventions drawn from one seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from app.domain.address import building_of
from app.domain.demo.areas import draw_areas
from app.domain.demo.history import invent_history
from app.domain.demo.places import CityPlaces
from app.domain.demo.staffing import apportion, needed
from app.domain.demo.zone import nearest_zone
from app.domain.kinds import CustomerKind, Origin
from app.services.demo.frames import City
from app.services.errors import DomainError


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What may be asked of the inventions."""

    name: str
    start: date
    seed: int
    technicians: int | None = None
    limit: int | None = None


def city_of(places: CityPlaces, bounds: tuple[float, float, float, float], wishes: Wishes) -> City:
    """Draw areas, history and staff around the places.

    Raises
    ------
    DomainError : ``no_customers`` when there is nobody to visit
    """
    if not len(places):
        raise DomainError("no_customers")
    chosen = _limited(places, wishes)
    areas = draw_areas(chosen.lonlat, bounds, wishes.seed)
    history = invent_history(chosen, wishes.start, wishes.seed)
    staff = needed(chosen, history, areas.of, len(areas), np.datetime64(wishes.start, "D"))
    if wishes.technicians is not None:
        staff = apportion(staff, wishes.technicians)
    middle = areas.centre.mean(axis=0)
    return City(
        name=wishes.name,
        time_zone=nearest_zone(float(middle[0]), float(middle[1])),
        places=chosen,
        areas=areas,
        history=history,
        staff=tuple(staff),
        start=wishes.start,
        seed=wishes.seed,
    )


def listed_places(columns: Mapping[str, Sequence[str]], lonlat: npt.NDArray[np.float64]) -> CityPlaces:
    """Return the places of a customer list with the columns id, name, kind, address (and address_source).

    Raises
    ------
    DomainError : ``import_file`` for a kind that is not known
    """
    kinds = {kind.value for kind in CustomerKind}
    for number, kind in enumerate(columns["kind"]):
        if kind not in kinds:
            raise DomainError(
                "import_file",
                file="customers",
                why=f"row {number + 2}, column kind: {kind!r} is not one of {', '.join(sorted(kinds))}",
                why_zh=f"第 {number + 2} 行 kind 列：{kind!r} 不是 {'、'.join(sorted(kinds))} 之一",
            )
    synthetic = any("synthetic" in source for source in columns.get("address_source", [])[:50])
    return CityPlaces(
        ids=tuple(columns["id"]),
        names=tuple(columns["name"]),
        kinds=tuple(CustomerKind(kind) for kind in columns["kind"]),
        addresses=tuple(columns["address"]),
        lonlat=lonlat,
        building=tuple(building_of(address) or "" for address in columns["address"]),
        origin=Origin.INVENTED if synthetic else Origin.REAL,
    )


def _limited(places: CityPlaces, wishes: Wishes) -> CityPlaces:
    if wishes.limit is None or wishes.limit >= len(places):
        return places
    drawn = np.random.default_rng([wishes.seed, 0]).choice(len(places), wishes.limit, replace=False)
    return places.take(np.sort(drawn))
