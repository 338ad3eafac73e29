"""What customers called about, and the times they were told: both belong to an obligation, whatever plan serves it."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import CallSource
from app.storage.tables.base import Base, Dated, Instant, choice


class CallRecord(Base, Dated):
    """A call that opened an obligation (S9.9); what it says of length, hours and skill goes before the rule's."""

    __tablename__ = "call_record"
    __table_args__ = (
        CheckConstraint("service_s BETWEEN 60 AND 86400", name="service"),
        CheckConstraint(
            "0 <= window_start_s AND window_start_s <= window_end_s AND window_end_s <= 86400", name="hours"
        ),
    )

    obligation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("obligation.id", ondelete="CASCADE"), primary_key=True)
    source: Mapped[CallSource] = mapped_column(choice(CallSource, "call_source"))
    words: Mapped[str] = mapped_column(server_default=text("''"))
    service_s: Mapped[int]
    certificate: Mapped[str | None]
    window_start_s: Mapped[int]
    window_end_s: Mapped[int]
    promised: Mapped[bool]
    taken_by_id: Mapped[uuid.UUID]
    taken_at: Mapped[Instant]


class ToldTime(Base, Dated):
    """The time a customer was told for a day: service begins at most `within_s` earlier or later."""

    __tablename__ = "told_time"
    __table_args__ = (CheckConstraint("within_s BETWEEN 0 AND 14400", name="within"),)

    obligation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("obligation.id", ondelete="CASCADE"), primary_key=True)
    on_date: Mapped[date]
    told_at: Mapped[Instant]
    within_s: Mapped[int]
    noted_by_id: Mapped[uuid.UUID | None]
