"""Every table, so that ``metadata`` knows them all."""

from app.storage.tables.access import Device, DeviceToken, EnrolmentCode, RoleRow, User, user_role, user_unit
from app.storage.tables.base import Base
from app.storage.tables.basemap import BasemapFeature
from app.storage.tables.calls import CallRecord, ToldTime
from app.storage.tables.customers import Appliance, Customer, CustomerGrade, Meter, Premises, ShutOff, SpecialCare
from app.storage.tables.limits import RateLimit
from app.storage.tables.obligations import Obligation, PastVisit, Programme, ProgrammeRule
from app.storage.tables.operations import (
    AuditEntry,
    DataStamp,
    ImportRun,
    OutboxMessage,
    PlanRun,
    Quarantine,
    SyncOperation,
)
from app.storage.tables.people import Certificate, Depot, Shift, ShiftPattern, Technician
from app.storage.tables.plans import (
    AgendaItem,
    DayRoute,
    Plan,
    PlanVersion,
    Shortage,
    Stop,
    UnplannedObligation,
    Visit,
    WeekSlot,
)
from app.storage.tables.records import Hazard, MeterCheck, Photo, Record
from app.storage.tables.rules import CompanyRule
from app.storage.tables.staffing import (
    AreaVolume,
    Handover,
    HandoverItem,
    MonthlyScore,
    Posting,
    StaffingProposal,
    StaffingRule,
)
from app.storage.tables.units import Unit

metadata = Base.metadata

__all__ = [
    "AgendaItem",
    "Appliance",
    "AuditEntry",
    "AreaVolume",
    "Base",
    "BasemapFeature",
    "CallRecord",
    "Certificate",
    "CompanyRule",
    "Customer",
    "CustomerGrade",
    "DataStamp",
    "DayRoute",
    "Depot",
    "Device",
    "DeviceToken",
    "EnrolmentCode",
    "Handover",
    "HandoverItem",
    "Hazard",
    "ImportRun",
    "Meter",
    "MeterCheck",
    "MonthlyScore",
    "Obligation",
    "OutboxMessage",
    "PastVisit",
    "Photo",
    "Plan",
    "PlanRun",
    "PlanVersion",
    "Posting",
    "Premises",
    "Programme",
    "ProgrammeRule",
    "Quarantine",
    "RateLimit",
    "Record",
    "RoleRow",
    "Shift",
    "ShiftPattern",
    "Shortage",
    "ShutOff",
    "SpecialCare",
    "StaffingProposal",
    "StaffingRule",
    "Stop",
    "SyncOperation",
    "Technician",
    "ToldTime",
    "Unit",
    "UnplannedObligation",
    "User",
    "Visit",
    "WeekSlot",
    "metadata",
    "user_role",
    "user_unit",
]
