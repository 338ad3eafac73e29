"""Rules of a company: numbers of policy with the day they begin and where they come from."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base, Dated, Json, Keyed


class CompanyRule(Base, Keyed, Dated):
    """Numbers of one kind from a day on; a row without a unit holds for companies that have none of their own."""

    __tablename__ = "company_rule"
    __table_args__ = (
        UniqueConstraint("unit_id", "kind", "effective_on", postgresql_nulls_not_distinct=True),
        CheckConstraint("kind IN ('staffing', 'rotation', 'handover', 'planning', 'approval', 'travel')", name="kind"),
    )

    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str]
    effective_on: Mapped[date]
    numbers: Mapped[Json]
    source: Mapped[str]
    entered_by_id: Mapped[uuid.UUID | None]
