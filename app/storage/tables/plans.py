"""Plans and versions, day routes, stops and visits; what is unplanned and the shortages that explain it."""

import uuid
from datetime import date
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from app.domain.kinds import PlanLevel, PlanState, VisitState
from app.storage.tables.base import Base, Dated, Instant, Json, Keyed, choice


class Plan(Base, Keyed, Dated):
    """A period of a unit that is planned at one level (S4.2)."""

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("level", "unit_id", "period_start"),
        CheckConstraint("period_start < period_until", name="period"),
    )

    level: Mapped[PlanLevel] = mapped_column(choice(PlanLevel, "plan_level"))
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    period_start: Mapped[date]
    period_until: Mapped[date]


class AgendaItem(Base, Keyed, Dated):
    """Focus products and survey items of a plan; they reach the phone as the agenda of each visit (S4.3)."""

    __tablename__ = "agenda_item"
    __table_args__ = (CheckConstraint("kind IN ('product', 'survey', 'special_survey', 'note')", name="kind"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    title: Mapped[str]
    programme_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("programme.id"))
    seq: Mapped[int]


class PlanVersion(Base, Keyed, Dated):
    """One answer to a plan; at most one of a plan is published, and none without the judge's word."""

    __tablename__ = "plan_version"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        Index("uq_plan_version_published", "plan_id", unique=True, postgresql_where=text("state = 'published'")),
        CheckConstraint("state <> 'published' OR hard_violations = 0", name="published_is_judged"),
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[PlanState] = mapped_column(choice(PlanState, "plan_state"), server_default="draft")
    seed: Mapped[int]
    inputs_fingerprint: Mapped[str]
    hard_violations: Mapped[int | None]
    violations: Mapped[list[Json]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    costs: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    run_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plan_run.id"))
    drafted_by_id: Mapped[uuid.UUID | None]
    approved_by_id: Mapped[uuid.UUID | None]
    approved_at: Mapped[Instant | None]
    published_at: Mapped[Instant | None]


class WeekSlot(Base):
    """Annual plan: occurrence `sequence` of a customer's programme falls in the week that begins `week_on`."""

    __tablename__ = "week_slot"

    plan_version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("plan_version.id", ondelete="CASCADE"), primary_key=True
    )
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True)
    programme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("programme.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    week_on: Mapped[date]
    not_before: Mapped[date]
    ideal_on: Mapped[date]
    due_by: Mapped[date]


class DayRoute(Base, Keyed):
    """One technician's day in a plan version, with the street geometry of all its legs."""

    __tablename__ = "day_route"
    __table_args__ = (
        UniqueConstraint("plan_version_id", "technician_id", "on_date"),
        Index("ix_day_route_on_date", "on_date"),
    )

    plan_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"))
    technician_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("technician.id"))
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    on_date: Mapped[date]
    start_at: Mapped[Instant]
    end_at: Mapped[Instant]
    travel_s: Mapped[int]
    distance_m: Mapped[int]
    breaks: Mapped[list[Json]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    path: Mapped[Any | None] = mapped_column(Geometry("MULTILINESTRING", srid=4326))
    live: Mapped[bool] = mapped_column(server_default=text("false"))


class Stop(Base, Keyed):
    """One halt of a route at a building."""

    __tablename__ = "stop"
    __table_args__ = (UniqueConstraint("day_route_id", "seq"),)

    day_route_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("day_route.id", ondelete="CASCADE"))
    seq: Mapped[int]
    premises_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("premises.id"))
    arrival_at: Mapped[Instant]
    setup_s: Mapped[int]
    travel_s: Mapped[int]
    distance_m: Mapped[int]


class Visit(Base, Keyed, Dated):
    """Work at a premises by a technician. Live visits ahead (published) never overlap for one person (R28)."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("planned_start_at < planned_end_at", name="times"),
        ExcludeConstraint(
            (text("technician_id"), "="),
            (text("tstzrange(planned_start_at, planned_end_at)"), "&&"),
            name="no_overlap",
            using="gist",
            where=text("live AND state IN ('planned', 'dispatched', 'en_route')"),
        ),
        Index(
            "uq_visit_live_obligation",
            "obligation_id",
            unique=True,
            postgresql_where=text("live AND state IN ('planned', 'dispatched', 'en_route', 'on_site')"),
        ),
        Index("ix_visit_technician_id_on_date", "technician_id", "on_date"),
    )

    plan_version_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("plan_version.id", ondelete="CASCADE"), index=True
    )
    stop_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stop.id", ondelete="SET NULL"), index=True)
    seq: Mapped[int]
    obligation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("obligation.id"), index=True)
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    premises_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("premises.id"))
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    technician_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("technician.id"))
    on_date: Mapped[date]
    planned_start_at: Mapped[Instant]
    planned_end_at: Mapped[Instant]
    actual_start_at: Mapped[Instant | None]
    actual_end_at: Mapped[Instant | None]
    state: Mapped[VisitState] = mapped_column(choice(VisitState, "visit_state"), server_default="planned")
    live: Mapped[bool] = mapped_column(server_default=text("false"))
    pinned: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")


class UnplannedObligation(Base):
    """Something owed that a plan version leaves out, with the reason and the cheapest cure found."""

    __tablename__ = "unplanned_obligation"

    plan_version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("plan_version.id", ondelete="CASCADE"), primary_key=True
    )
    obligation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("obligation.id"), primary_key=True)
    reason: Mapped[str]
    cure: Mapped[Json | None]


class Shortage(Base, Keyed):
    """A shortage certificate of an annual plan version."""

    __tablename__ = "shortage"

    plan_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    certificates: Mapped[list[str]] = mapped_column(ARRAY(Text))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    demand_h: Mapped[float]
    capacity_h: Mapped[float]
    missing_h: Mapped[float]
    obligations: Mapped[int]
    cures: Mapped[list[Json]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
