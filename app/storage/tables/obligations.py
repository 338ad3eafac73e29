"""Programmes, their rules with effective dates, and the ledger of what is owed (应办事项)."""

import uuid
from datetime import date

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import CustomerKind, ObligationState, Origin, ProgrammeKind, Tier
from app.storage.tables.base import Base, Dated, Instant, Json, Keyed, choice


class Programme(Base, Keyed, Dated):
    """A standing duty: annual inspection, tour visits of a tier ..."""

    __tablename__ = "programme"

    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[ProgrammeKind] = mapped_column(choice(ProgrammeKind, "programme_kind"))
    name_en: Mapped[str]
    name_zh: Mapped[str]
    certificate: Mapped[str | None]


class ProgrammeRule(Base, Keyed, Dated):
    """How often, for whom and since when; numbers of law and policy are rows here, each with its source.

    The most specific row wins: unit before company, kind and tier before none, then the latest `effective_from`.
    `interval` holds the fields of `planner.recurrence.IntervalRule`.
    """

    __tablename__ = "programme_rule"
    __table_args__ = (
        UniqueConstraint(
            "programme_id", "unit_id", "customer_kind", "tier", "effective_from", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint("effective_until IS NULL OR effective_from < effective_until", name="dates"),
        CheckConstraint("service_s > 0 AND setup_s >= 0", name="durations"),
        CheckConstraint("priority BETWEEN 0 AND 5", name="priority"),
        CheckConstraint("window_start_s < window_end_s", name="window"),
    )

    programme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("programme.id"))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"))
    customer_kind: Mapped[CustomerKind | None] = mapped_column(choice(CustomerKind, "rule_customer_kind"))
    tier: Mapped[Tier | None] = mapped_column(choice(Tier, "rule_tier"))
    interval: Mapped[Json]
    hard: Mapped[bool]
    priority: Mapped[int]
    service_s: Mapped[int]
    setup_s: Mapped[int]
    window_start_s: Mapped[int]
    window_end_s: Mapped[int]
    effective_from: Mapped[date]
    effective_until: Mapped[date | None]
    source: Mapped[str]


class Obligation(Base, Keyed, Dated):
    """Something owed inside a window; what fulfilled it and when decides the next one.

    `after_id` is what comes before it on the same day's route, when both are planned.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        Index(
            "uq_obligation_open",
            "customer_id",
            "programme_id",
            "due_by",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_obligation_unit_id_due_by", "unit_id", "due_by", postgresql_where=text("state = 'open'")),
        Index("ix_obligation_updated_at", "updated_at"),
        CheckConstraint("not_before <= ideal_on AND ideal_on <= due_by", name="window"),
        CheckConstraint("(state = 'fulfilled') = (fulfilled_on IS NOT NULL)", name="fulfilled_has_date"),
        CheckConstraint("after_id <> id", name="after_another"),
        Index("ix_obligation_after_id", "after_id", postgresql_where=text("after_id IS NOT NULL")),
    )

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    premises_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("premises.id"))
    programme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("programme.id"))
    rule_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("programme_rule.id"))
    state: Mapped[ObligationState] = mapped_column(choice(ObligationState, "obligation_state"), server_default="open")
    not_before: Mapped[date]
    ideal_on: Mapped[date]
    due_by: Mapped[date]
    hard: Mapped[bool]
    priority: Mapped[int]
    overdue_since: Mapped[date | None]
    previous_done_on: Mapped[date | None]
    fulfilled_on: Mapped[date | None]
    fulfilled_at: Mapped[Instant | None]
    fulfilled_by_record_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    cancelled_reason: Mapped[str | None]
    after_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("obligation.id", ondelete="SET NULL"))


class PastVisit(Base, Keyed, Dated):
    """A visit done before Roundsman kept records: the last inspection dates of an import or of the demo."""

    __tablename__ = "past_visit"
    __table_args__ = (UniqueConstraint("customer_id", "programme_id", "done_on"),)

    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"))
    programme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("programme.id"))
    done_on: Mapped[date]
    note: Mapped[str | None]
    origin: Mapped[Origin] = mapped_column(choice(Origin, "past_visit_origin"), server_default="imported")
    accepted: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
