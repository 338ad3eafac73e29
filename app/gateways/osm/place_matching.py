"""One place, one row: drops what an extract says twice."""

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace

from app.gateways.osm.candidates import Candidate

_NEAR_BUSINESS_M = 60.0
_NEAR_ADDRESS_M = 120.0
_DEGREE_M = 111_195.0


def without_doubles(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates with every place once, ordered by external id.

    A business drawn both as a point and as an outline stays once; so does an address. A bare address goes where a
    business has it, unless people surely live there too; a building's own address goes where its entrances or units
    carry it one by one.
    """
    kept = sorted(candidates, key=lambda one: (one.building_id != one.external_id, one.external_id))
    firms = _distinct([one for one in kept if not one.rule.bare], _business_key, _NEAR_BUSINESS_M)
    bare = _distinct([one for one in kept if one.rule.bare], _bare_key, _NEAR_ADDRESS_M)
    bare = _without_served_by_units(_without_taken(bare, firms))
    return sorted([*firms, *bare], key=lambda one: (one.external_id[0], int(one.external_id[1:])))


def _business_key(one: Candidate) -> Hashable:
    return (one.name.casefold(), one.rule.osm_class) if one.name else one.external_id


def _bare_key(one: Candidate) -> Hashable:
    return (*one.address_key, one.unit.casefold()) if one.number else one.external_id


def _distinct(ones: list[Candidate], key: Callable[[Candidate], Hashable], limit_m: float) -> list[Candidate]:
    groups: dict[Hashable, list[Candidate]] = defaultdict(list)
    for one in ones:
        group = groups[key(one)]
        twin = next((at for at, other in enumerate(group) if _apart_m(one, other) <= limit_m), None)
        if twin is None:
            group.append(one)
        else:
            group[twin] = _merged(group[twin], one)
    return [one for group in groups.values() for one in group]


def _merged(kept: Candidate, other: Candidate) -> Candidate:
    return replace(
        kept,
        street=kept.street or other.street,
        number=kept.number or other.number,
        building_id=kept.building_id or other.building_id,
        levels=max(kept.levels, other.levels),
        flats=max(kept.flats, other.flats),
    )


def _without_taken(bare: list[Candidate], firms: list[Candidate]) -> list[Candidate]:
    at_address: dict[Hashable, list[Candidate]] = defaultdict(list)
    for firm in firms:
        if firm.number:
            at_address[firm.address_key].append(firm)
    firm_buildings = {firm.building_id for firm in firms if firm.building_id}

    def taken(one: Candidate) -> bool:
        if one.rule.home:
            return False
        own_outline = one.building_id == one.external_id
        if own_outline and one.building_id in firm_buildings:
            return True
        return any(_apart_m(one, firm) <= _NEAR_ADDRESS_M for firm in at_address[one.address_key])

    return [one for one in bare if not taken(one)]


def _without_served_by_units(bare: list[Candidate]) -> list[Candidate]:
    with_parts = {one.building_id for one in bare if one.building_id and one.building_id != one.external_id}
    return [one for one in bare if one.building_id != one.external_id or one.building_id not in with_parts]


def _apart_m(a: Candidate, b: Candidate) -> float:
    across = (a.lon - b.lon) * math.cos(math.radians(a.lat))
    return _DEGREE_M * math.hypot(across, a.lat - b.lat)
