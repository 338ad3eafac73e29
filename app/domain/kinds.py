"""The enumerations of the trade: stable English codes, shown in two languages by whoever shows them."""

from enum import StrEnum


class CustomerKind(StrEnum):
    """Kinds of customer that rules tell apart (S9.1)."""

    RESIDENTIAL = "residential"
    COMMERCIAL = "commercial"
    INDUSTRIAL = "industrial"
    HEATING = "heating"


class Tier(StrEnum):
    """Grade of a customer for tour visits (S4.1)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class UnitKind(StrEnum):
    """Levels of the tree of branch units (S3.4)."""

    COMPANY = "company"
    BRANCH = "branch"
    AREA = "area"


class PremisesKind(StrEnum):
    """Levels of the tree of premises."""

    ESTATE = "estate"
    BUILDING = "building"
    ENTRANCE = "entrance"
    UNIT = "unit"


class Origin(StrEnum):
    """Where a row comes from, so that invented data is never taken for real."""

    REAL = "real"
    INVENTED = "invented"
    IMPORTED = "imported"


class CareKind(StrEnum):
    """Why a customer is under special care (S9.6)."""

    ELDERLY = "elderly"
    ILL = "ill"
    DISABLED = "disabled"
    NON_PERMANENT = "non_permanent"
    OTHER = "other"


class ProgrammeKind(StrEnum):
    """What a programme asks for."""

    GAS_INSPECTION = "gas_inspection"
    TOUR_VISIT = "tour_visit"
    METER_CHECK = "meter_check"
    REINSPECTION = "reinspection"
    REPAIR = "repair"


class CallSource(StrEnum):
    """How a customer's call came in (S9.9)."""

    PHONE = "phone"
    COUNTER = "counter"
    ONLINE = "online"
    FIELD = "field"


class ObligationState(StrEnum):
    """Life of an obligation."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"


class PlanLevel(StrEnum):
    """How far a plan reaches."""

    ANNUAL = "annual"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    DAY = "day"


class MonthApproval(StrEnum):
    """Which monthly plans must be approved before they are published (S4.2)."""

    NEVER = "never"
    APPROVED_QUARTER = "approved_quarter"
    ALWAYS = "always"


class FourEyes(StrEnum):
    """Whether what needs an approval is approved by somebody else than drafted it (S4.2)."""

    WHERE_ASKED = "where_asked"
    NEVER = "never"


class RuleKind(StrEnum):
    """What a company's rules are about: numbers of policy, each row with the day it begins and its source."""

    STAFFING = "staffing"
    ROTATION = "rotation"
    HANDOVER = "handover"
    PLANNING = "planning"
    APPROVAL = "approval"
    TRAVEL = "travel"


class PlanState(StrEnum):
    """Life of a plan version."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"


class VisitState(StrEnum):
    """Life of a visit."""

    PLANNED = "planned"
    DISPATCHED = "dispatched"
    EN_ROUTE = "en_route"
    ON_SITE = "on_site"
    COMPLETED = "completed"
    NO_ACCESS = "no_access"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class RunState(StrEnum):
    """Life of a plan run in the background."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class RecordState(StrEnum):
    """Whether a record is whole (S9.2, R14)."""

    COMPLETE = "complete"
    WAITING_MEDIA = "waiting_media"
    NEEDS_OFFICE = "needs_office"


class HazardState(StrEnum):
    """Life of a hazard (S9.2)."""

    FOUND = "found"
    NOTIFIED = "notified"
    SUPPLY_STOPPED = "supply_stopped"
    REPORTED_FIXED = "reported_fixed"
    CLOSED = "closed"


class ProposalKind(StrEnum):
    """What a staffing proposal is about (S8.4, S8.5)."""

    AREAS = "areas"
    TERRITORIES = "territories"
    ROTATION = "rotation"


class ProposalState(StrEnum):
    """Life of a staffing proposal: computed in the background, then decided on."""

    QUEUED = "queued"
    RUNNING = "running"
    FAILED = "failed"
    CANCELLED = "cancelled"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


class HandoverState(StrEnum):
    """Life of a handover (S8.5)."""

    OPEN = "open"
    EFFECTIVE = "effective"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """Who may do what; permissions live in `app.domain.permissions`."""

    ENGINEER = "engineer"
    DISPATCHER = "dispatcher"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
