"""Which class of storage answers which port of the services; add a pair here when you add a port."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from app.services.ports.agenda import Agenda
from app.services.ports.basemap import BasemapStore
from app.services.ports.calls import Calls
from app.services.ports.demo_reading import DemoReading
from app.services.ports.devices import DeviceStore
from app.services.ports.field import DayReading, FieldWork, Operations
from app.services.ports.intake import Intake
from app.services.ports.ledger import Ledger
from app.services.ports.people import People
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.planning_runs import PlanRuns
from app.services.ports.planning_store import PlanStore
from app.services.ports.proposing import Proposing
from app.services.ports.quarters import Quarters
from app.services.ports.rules import Rules
from app.services.ports.staffing import Staffing
from app.services.ports.stamps import Stamps
from app.services.ports.standing import Standing
from app.services.ports.told_times import ToldTimes
from app.services.ports.visit_order import VisitOrder
from app.services.ports.zones import Zones
from app.storage.read_models import READERS
from app.storage.read_models.demo_facts import SqlDemoReading
from app.storage.repositories.agenda import SqlAgenda
from app.storage.repositories.basemap import SqlBasemap
from app.storage.repositories.calls import SqlCalls
from app.storage.repositories.devices import SqlDevices
from app.storage.repositories.field_day import SqlDay
from app.storage.repositories.field_operations import SqlOperations
from app.storage.repositories.field_work import SqlFieldWork
from app.storage.repositories.intake import SqlIntake
from app.storage.repositories.ledger import SqlLedger
from app.storage.repositories.people import SqlPeople
from app.storage.repositories.planning_inputs import SqlPlanningInputs
from app.storage.repositories.planning_runs import SqlPlanRuns
from app.storage.repositories.planning_store import SqlPlanStore
from app.storage.repositories.proposing import SqlProposing
from app.storage.repositories.quarters import SqlQuarters
from app.storage.repositories.rules import SqlRules
from app.storage.repositories.staffing import SqlStaffing
from app.storage.repositories.stamps import SqlStamps
from app.storage.repositories.standing import SqlStanding
from app.storage.repositories.told_times import SqlToldTimes
from app.storage.repositories.visit_order import SqlVisitOrder
from app.storage.repositories.zones import SqlZones

REPOSITORIES: dict[type, Callable[[Session], Any]] = {
    Agenda: SqlAgenda,
    BasemapStore: SqlBasemap,
    Calls: SqlCalls,
    DayReading: SqlDay,
    DeviceStore: SqlDevices,
    FieldWork: SqlFieldWork,
    DemoReading: SqlDemoReading,
    Intake: SqlIntake,
    Ledger: SqlLedger,
    Operations: SqlOperations,
    People: SqlPeople,
    PlanRuns: SqlPlanRuns,
    PlanStore: SqlPlanStore,
    PlanningInputs: SqlPlanningInputs,
    Proposing: SqlProposing,
    Quarters: SqlQuarters,
    Rules: SqlRules,
    Staffing: SqlStaffing,
    Standing: SqlStanding,
    Stamps: SqlStamps,
    ToldTimes: SqlToldTimes,
    VisitOrder: SqlVisitOrder,
    Zones: SqlZones,
    **READERS,
}
