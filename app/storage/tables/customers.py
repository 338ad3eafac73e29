"""One household, one file (S9.11): customers, their premises, meters, appliances, shut-offs and special care."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import INT4MULTIRANGE
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import CareKind, CustomerKind, Origin, PremisesKind, Tier
from app.storage.tables.base import Base, Dated, Json, Keyed, choice


class Premises(Base, Keyed, Dated):
    """A place: estate, building, entrance or unit. `building_key` is shared by units behind one entrance."""

    __tablename__ = "premises"

    external_id: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("premises.id"), index=True)
    kind: Mapped[PremisesKind] = mapped_column(choice(PremisesKind, "premises_kind"))
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(server_default="")
    address: Mapped[str]
    point: Mapped[Any] = mapped_column(Geometry("POINT", srid=4326, nullable=False))
    building_key: Mapped[str | None] = mapped_column(index=True)
    snap_m: Mapped[float | None]
    quarantine: Mapped[str | None]
    origin: Mapped[Origin] = mapped_column(choice(Origin, "premises_origin"), server_default="imported")


class Customer(Base, Keyed, Dated):
    """Who is served. `account_owner_id` must in principle not be the visitor (S4.4).

    `more_windows` holds further hours of the day (seconds after midnight) beside `window_start_s` to `window_end_s`.
    """

    __tablename__ = "customer"
    __table_args__ = (
        Index("ix_customer_unit_id_tier", "unit_id", "tier"),
        Index("ix_customer_name_trigram", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}),
        Index("ix_customer_more_windows", "id", postgresql_where=text("more_windows IS NOT NULL")),
        CheckConstraint(
            "more_windows IS NULL OR (window_start_s IS NOT NULL AND window_end_s IS NOT NULL"
            " AND more_windows >> int4range(window_start_s, window_end_s, '[]')"
            " AND upper(more_windows) <= 172800)",
            name="more_windows",
        ),
    )

    external_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[CustomerKind] = mapped_column(choice(CustomerKind, "customer_kind"))
    tier: Mapped[Tier | None] = mapped_column(choice(Tier, "customer_tier"))
    tier_origin: Mapped[Origin] = mapped_column(choice(Origin, "customer_tier_origin"), server_default="imported")
    phone: Mapped[str | None]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    premises_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("premises.id"), index=True)
    account_owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("technician.id"))
    preferred_technician_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("technician.id"))
    window_start_s: Mapped[int | None]
    window_end_s: Mapped[int | None]
    more_windows: Mapped[Any | None] = mapped_column(INT4MULTIRANGE)
    facts: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    origin: Mapped[Origin] = mapped_column(choice(Origin, "customer_origin"), server_default="imported")
    active_until: Mapped[date | None]


class CustomerGrade(Base, Keyed, Dated):
    """History of a customer's tier with its scores, or the reason it was overridden (S4.1)."""

    __tablename__ = "customer_grade"

    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    tier: Mapped[Tier] = mapped_column(choice(Tier, "grade_tier"))
    score: Mapped[float | None]
    scores: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    override_reason: Mapped[str | None]
    effective_on: Mapped[date]


class Meter(Base, Keyed, Dated):
    """A gas meter; numbers are text so that leading zeros and 18 digits survive."""

    __tablename__ = "meter"
    __table_args__ = (CheckConstraint("digits BETWEEN 3 AND 9", name="digits"),)

    external_id: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    meter_no: Mapped[str] = mapped_column(index=True)
    make: Mapped[str | None]
    size: Mapped[str | None]
    digits: Mapped[int] = mapped_column(server_default="5")
    made_on: Mapped[date | None]
    scrap_on: Mapped[date | None]
    last_reading: Mapped[Decimal | None]
    last_read_on: Mapped[date | None]
    origin: Mapped[Origin] = mapped_column(choice(Origin, "meter_origin"), server_default="imported")


class Appliance(Base, Keyed, Dated):
    """A cooker, water heater, boiler, alarm, hose or valve with its end of life."""

    __tablename__ = "appliance"

    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[str]
    make: Mapped[str | None]
    model: Mapped[str | None]
    installed_on: Mapped[date | None]
    scrap_on: Mapped[date | None]
    facts: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))


class ShutOff(Base, Keyed, Dated):
    """Where gas, power or water is shut off at a premises (S7.2)."""

    __tablename__ = "shut_off"
    __table_args__ = (CheckConstraint("medium IN ('gas', 'power', 'water')", name="medium"),)

    premises_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("premises.id"), index=True)
    medium: Mapped[str]
    place: Mapped[str]
    direction: Mapped[str | None]
    procedure: Mapped[str | None]
    photo_id: Mapped[uuid.UUID | None]


class SpecialCare(Base, Keyed, Dated):
    """A mark of special care (S9.6): sensitive personal data; every view is audited."""

    __tablename__ = "special_care"

    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[CareKind] = mapped_column(choice(CareKind, "care_kind"))
    note: Mapped[str | None]
    consented_on: Mapped[date | None]
    valid_until: Mapped[date | None]
