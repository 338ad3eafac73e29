"""Technicians: bases, certificates with validity, shifts, absences (S9.7)."""

import uuid
from datetime import date
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Integer

from app.domain.kinds import Origin
from app.storage.tables.base import Base, Dated, Json, Keyed, choice


class Depot(Base, Keyed, Dated):
    """A base where days begin and end."""

    __tablename__ = "base"

    external_id: Mapped[str] = mapped_column(unique=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str]
    point: Mapped[Any] = mapped_column(Geometry("POINT", srid=4326, nullable=False))
    origin: Mapped[Origin] = mapped_column(choice(Origin, "base_origin"), server_default="imported")


class Technician(Base, Keyed, Dated):
    """A field engineer; `max_work_s` bounds travel, entering and service of a day, waiting and breaks not counted."""

    __tablename__ = "technician"
    __table_args__ = (
        CheckConstraint("profile IN ('car', 'ebike', 'foot')", name="profile"),
        CheckConstraint("max_work_s >= 0", name="max_work_s"),
    )

    external_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str | None]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    base_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("base.id"))
    profile: Mapped[str] = mapped_column(server_default="car")
    max_stops: Mapped[int | None]
    max_work_s: Mapped[int | None]
    active_from: Mapped[date | None]
    active_until: Mapped[date | None]
    origin: Mapped[Origin] = mapped_column(choice(Origin, "technician_origin"), server_default="imported")


class Certificate(Base, Keyed, Dated):
    """A certificate held from `valid_from` up to but not including `valid_until`; one of a kind at a time."""

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_from < valid_until", name="dates"),
        ExcludeConstraint(
            (text("technician_id"), "="),
            (text("kind"), "="),
            (text("daterange(valid_from, valid_until)"), "&&"),
            name="one_of_a_kind",
            using="gist",
        ),
    )

    technician_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("technician.id"), index=True)
    kind: Mapped[str]
    number: Mapped[str | None]
    issuer: Mapped[str | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class ShiftPattern(Base, Keyed, Dated):
    """Weekly working time from `valid_from` on.

    `breaks` is a list of {window_start_s, window_end_s, duration_s}, each with an optional `extra_windows`: a list of
    further [start, end] pairs in which it may begin instead, in time order.
    """

    __tablename__ = "shift_pattern"
    __table_args__ = (CheckConstraint("0 <= start_s AND start_s < end_s AND end_s <= 172800", name="times"),)

    technician_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("technician.id"), index=True)
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    start_s: Mapped[int]
    end_s: Mapped[int]
    breaks: Mapped[list[Json]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class Shift(Base, Keyed, Dated):
    """Working time on one date that replaces the pattern; without `start_s` the technician is absent."""

    __tablename__ = "shift"
    __table_args__ = (
        UniqueConstraint("technician_id", "on_date"),
        CheckConstraint("(start_s IS NULL) = (end_s IS NULL) AND (start_s IS NULL OR start_s < end_s)", name="times"),
    )

    technician_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("technician.id"))
    on_date: Mapped[date]
    start_s: Mapped[int | None]
    end_s: Mapped[int | None]
    reason: Mapped[str | None]
