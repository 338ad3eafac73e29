"""Reading for screens: SQL in sets, a few statements an answer, every one inside a scope."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from app.services.ports import reading as ports
from app.services.ports.access import Journal, ScopeSource
from app.storage.read_models.access import SqlJournal, SqlScopes
from app.storage.read_models.coverage import SqlCoverage
from app.storage.read_models.customers import SqlCustomers
from app.storage.read_models.plans import SqlPlans
from app.storage.read_models.routes import SqlRoutes
from app.storage.read_models.stamps import SqlStamps
from app.storage.read_models.system import SqlSystem
from app.storage.read_models.tiles import SqlTiles
from app.storage.read_models.units import SqlUnits
from app.storage.read_models.unplanned import SqlUnplanned

READERS: dict[type, Callable[[Session], Any]] = {
    Journal: SqlJournal,
    ScopeSource: SqlScopes,
    ports.CoverageReading: SqlCoverage,
    ports.CustomerReading: SqlCustomers,
    ports.PlanReading: SqlPlans,
    ports.RouteReading: SqlRoutes,
    ports.ShortageReading: SqlUnplanned,
    ports.StampReading: SqlStamps,
    ports.SystemReading: SqlSystem,
    ports.TileReading: SqlTiles,
    ports.UnitReading: SqlUnits,
    ports.UnplannedReading: SqlUnplanned,
}
