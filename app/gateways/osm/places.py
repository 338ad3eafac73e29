"""Customers an extract knows of, as columns."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt


class PlaceKind(StrEnum):
    """What the place is to a gas company."""

    COMMERCIAL = "commercial"
    INDUSTRIAL = "industrial"
    RESIDENTIAL = "residential"
    HEATING = "heating"


class AddressSource(StrEnum):
    """Where the address comes from."""

    OSM = "osm"
    BUILDING = "building"
    STREET_INFERRED = "street-inferred"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, eq=False)
class Places:
    """`n` shops, offices, works, schools, homes and the like; row order is by ``external_id``.

    Attributes
    ----------
    external_id : n str, "n123" (node), "w456" (way) or "r789" (relation) of OpenStreetMap
    name : n str, the address where nobody wrote a name
    kind : n `PlaceKind` values
    osm_class : n str such as "shop=bakery", "building=apartments" or "addr"
    address : n str, street and number; only the nearest street where the source is ``street-inferred``
    address_source : n `AddressSource` values
    lonlat : float64 (n, 2), WGS-84 degrees, longitude first
    building_id : n str, the building around the place ("w456"), equal for all units in it; "" where none is drawn
    levels, flats : int32 (n,), storeys and homes as tagged, 0 where not
    """

    external_id: tuple[str, ...]
    name: tuple[str, ...]
    kind: tuple[PlaceKind, ...]
    osm_class: tuple[str, ...]
    address: tuple[str, ...]
    address_source: tuple[AddressSource, ...]
    lonlat: npt.NDArray[np.float64]
    building_id: tuple[str, ...]
    levels: npt.NDArray[np.int32]
    flats: npt.NDArray[np.int32]

    def __post_init__(self) -> None:
        n = len(self.external_id)
        columns = (self.name, self.kind, self.osm_class, self.address, self.address_source, self.building_id)
        if any(len(column) != n for column in columns) or self.lonlat.shape != (n, 2):
            raise ValueError(f"columns of places must have {n} rows")

    def __len__(self) -> int:
        return len(self.external_id)

    def __repr__(self) -> str:
        return f"Places({len(self)})"
