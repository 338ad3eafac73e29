"""Staffing of areas, scores and postings of people, proposals and handovers (S8.4, S8.5)."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import HandoverState, Origin, ProposalKind, ProposalState
from app.storage.tables.base import Base, Dated, Instant, Json, Keyed, choice


class StaffingRule(Base, Keyed, Dated):
    """Read by servers of one release earlier only (R36): `CompanyRule` holds these numbers now."""

    __tablename__ = "staffing_rule"
    __table_args__ = (
        UniqueConstraint("kind", "effective_on"),
        CheckConstraint("kind IN ('staffing', 'rotation', 'handover')", name="kind"),
    )

    kind: Mapped[str]
    effective_on: Mapped[date]
    numbers: Mapped[Json]
    source: Mapped[str]


class AreaVolume(Base, Keyed, Dated):
    """How much was sold in an area and is in use there, as entered from a day on (S8.4)."""

    __tablename__ = "area_volume"
    __table_args__ = (
        UniqueConstraint("unit_id", "effective_on"),
        CheckConstraint(
            "coalesce(units_sold, 0) >= 0 AND coalesce(units_in_use, 0) >= 0 AND failure_prone_share BETWEEN 0 AND 1",
            name="amounts",
        ),
    )

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    effective_on: Mapped[date]
    units_sold: Mapped[int | None]
    units_in_use: Mapped[int | None]
    failure_prone_share: Mapped[float] = mapped_column(server_default=text("0"))
    origin: Mapped[Origin] = mapped_column(choice(Origin, "area_volume_origin"), server_default="imported")


class Posting(Base, Keyed, Dated):
    """Somebody's time in an area, from `from_on` up to but not including `until_on` (S8.5)."""

    __tablename__ = "posting"
    __table_args__ = (
        UniqueConstraint("technician_id", "from_on"),
        CheckConstraint("until_on IS NULL OR from_on < until_on", name="dates"),
    )

    technician_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("technician.id"))
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class MonthlyScore(Base, Keyed, Dated):
    """Somebody's score of a month, `month` being its first day; entered or imported, never computed here (S8.5)."""

    __tablename__ = "monthly_score"
    __table_args__ = (
        UniqueConstraint("technician_id", "month"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
        CheckConstraint("extract(day FROM month) = 1", name="month"),
    )

    technician_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("technician.id"))
    month: Mapped[date]
    score: Mapped[float]
    serious_error: Mapped[bool] = mapped_column(server_default=text("false"))
    note: Mapped[str | None]
    entered_by_id: Mapped[uuid.UUID | None]


class StaffingProposal(Base, Keyed, Dated):
    """A proposal asked for, computed, and what became of it; `body` is shown, `detail` is what approval puts in force.

    `request` holds what was asked for, `inputs` names all that it was made from, `progress` goes from 0 to 1.
    """

    __tablename__ = "staffing_proposal"
    __table_args__ = (Index("ix_staffing_proposal_unit_id_kind", "unit_id", "kind"),)

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[ProposalKind] = mapped_column(choice(ProposalKind, "proposal_kind"))
    state: Mapped[ProposalState] = mapped_column(choice(ProposalState, "proposal_state"), server_default="draft")
    on_date: Mapped[date]
    seed: Mapped[int]
    body: Mapped[Json]
    detail: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    made_by_id: Mapped[uuid.UUID | None]
    decided_by_id: Mapped[uuid.UUID | None]
    decided_at: Mapped[Instant | None]
    note: Mapped[str | None]
    request: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    inputs: Mapped[str | None]
    progress: Mapped[float] = mapped_column(server_default=text("0"))
    started_at: Mapped[Instant | None]
    ended_at: Mapped[Instant | None]
    error: Mapped[Json | None]


class Handover(Base, Keyed, Dated):
    """A move on its way: it takes effect when every item of its checklist is done (S8.5 交接)."""

    __tablename__ = "handover"

    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staffing_proposal.id", ondelete="CASCADE"), index=True)
    technician_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("technician.id"), index=True)
    from_unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    to_unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    on_date: Mapped[date]
    state: Mapped[HandoverState] = mapped_column(choice(HandoverState, "handover_state"), server_default="open")
    reasons: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    effective_at: Mapped[Instant | None]


class HandoverItem(Base):
    """One thing to hand over; the titles are data, kept as they were when the handover began."""

    __tablename__ = "handover_item"

    handover_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("handover.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    title_zh: Mapped[str]
    title_en: Mapped[str]
    done_at: Mapped[Instant | None]
    done_by_id: Mapped[uuid.UUID | None]
    note: Mapped[str | None]
