"""Reading for screens: SQL in sets, a few statements an answer, every one inside a scope."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from app.services.ports.access import Journal, ScopeSource
from app.services.ports.reading import RouteReading, StampReading, SystemReading, TileReading, UnitReading
from app.storage.read_models.access import SqlJournal, SqlScopes
from app.storage.read_models.routes import SqlRoutes
from app.storage.read_models.stamps import SqlStamps
from app.storage.read_models.system import SqlSystem
from app.storage.read_models.tiles import SqlTiles
from app.storage.read_models.units import SqlUnits

READERS: dict[type, Callable[[Session], Any]] = {
    Journal: SqlJournal,
    RouteReading: SqlRoutes,
    ScopeSource: SqlScopes,
    StampReading: SqlStamps,
    SystemReading: SqlSystem,
    TileReading: SqlTiles,
    UnitReading: SqlUnits,
}
