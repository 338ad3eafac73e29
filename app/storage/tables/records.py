"""What was found and done on a visit (记录): answers, meter checks, photos, hazards. Ids come from the phone."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from app.domain.kinds import HazardState, RecordState, VisitState
from app.storage.tables.base import Base, Dated, Instant, Json, Keyed, choice


class Record(Base, Keyed, Dated):
    """The report of one visit; facts are only added, never overwritten."""

    __tablename__ = "record"
    __table_args__ = (Index("ix_record_technician_id_on_date", "technician_id", "on_date"),)

    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    technician_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("technician.id"))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("device.id"))
    on_date: Mapped[date]
    outcome: Mapped[VisitState] = mapped_column(choice(VisitState, "record_outcome"))
    form_key: Mapped[str]
    form_version: Mapped[int]
    answers: Mapped[Json]
    started_at: Mapped[Instant | None]
    ended_at: Mapped[Instant]
    point: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=4326))
    accuracy_m: Mapped[float | None]
    state: Mapped[RecordState] = mapped_column(choice(RecordState, "record_state"))
    flags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'::text[]"))
    expected_photos: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'::text[]"))


class MeterCheck(Base, Keyed, Dated):
    """Condition, seal, leak and reading of a meter (S9.5); implausible readings are kept and flagged."""

    __tablename__ = "meter_check"

    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"), index=True)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    meter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meter.id"), index=True)
    checked_at: Mapped[Instant]
    condition: Mapped[str]
    seal: Mapped[str]
    leak: Mapped[bool]
    reading: Mapped[Decimal | None]
    previous_reading: Mapped[Decimal | None]
    flags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'::text[]"))
    photo_id: Mapped[uuid.UUID | None]


class Photo(Base, Keyed, Dated):
    """A photo or signature: content address of its bytes, where and when it was taken."""

    __tablename__ = "photo"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256"), Index("ix_photo_sha256", "sha256"))

    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"), index=True)
    kind: Mapped[str]
    sha256: Mapped[str]
    byte_size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    taken_at: Mapped[Instant | None]
    point: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=4326))
    stored_at: Mapped[Instant | None]
    flags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'::text[]"))


class Hazard(Base, Keyed, Dated):
    """A hazard found on a visit, graded by the company's own table (S9.2)."""

    __tablename__ = "hazard"
    __table_args__ = (CheckConstraint("grade BETWEEN 1 AND 3", name="grade"),)

    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"))
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[str]
    grade: Mapped[int]
    note: Mapped[str | None]
    state: Mapped[HazardState] = mapped_column(choice(HazardState, "hazard_state"), server_default="found")
    found_at: Mapped[Instant]
    rectify_by: Mapped[date | None]
    closed_at: Mapped[Instant | None]
