"""Vector tiles and the versions that make them cacheable."""

from datetime import date

from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.ports.reading import StampReading, TileAddress, TileReading
from app.services.ports.unit_of_work import Begin


def base_version(begin: Begin) -> str:
    """Return the version of the base map, the same for everybody."""
    with begin() as work:
        return work.of(StampReading).version("basemap")


def scoped_version(begin: Begin, caller: Caller, today: date) -> str:
    """Return the version of what the caller sees of customers and territories; a new day changes what is late."""
    with begin() as work:
        seen = "".join(scope_of(work, caller).paths)
        return f"{work.of(StampReading).version('customers')}-{today}-{seen}"


def base(begin: Begin, tile: TileAddress) -> bytes:
    """Return the base map inside the tile."""
    with begin() as work:
        return work.of(TileReading).base(tile)


def customers(begin: Begin, caller: Caller, tile: TileAddress, today: date) -> bytes:
    """Return the caller's customers inside the tile."""
    with begin() as work:
        return work.of(TileReading).customers(tile, scope_of(work, caller), today)


def territories(begin: Begin, caller: Caller, tile: TileAddress) -> bytes:
    """Return the outlines of the caller's units."""
    with begin() as work:
        return work.of(TileReading).territories(tile, scope_of(work, caller))
