"""People who sign in, what they may see, and the phones they carry."""

import uuid
from datetime import datetime

from flask_security import RoleMixin, UserMixin
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import Text

from app.storage.tables.base import Base, Dated, Instant, Json, Keyed

user_role = Table(
    "user_role",
    Base.metadata,
    Column("user_id", ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)

user_unit = Table(
    "user_unit",
    Base.metadata,
    Column("user_id", ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True),
)


class RoleRow(Base, Keyed, RoleMixin):
    """A role of `app.domain.kinds.Role`."""

    __tablename__ = "role"

    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]
    permissions: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'::text[]"))


class User(Base, Keyed, Dated, UserMixin):
    """A person's account; columns are those Flask-Security works with."""

    __tablename__ = "app_user"

    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    confirmed_at: Mapped[Instant | None]
    last_login_at: Mapped[Instant | None]
    current_login_at: Mapped[Instant | None]
    last_login_ip: Mapped[str | None]
    current_login_ip: Mapped[str | None]
    login_count: Mapped[int | None]
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_phone_number: Mapped[str | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    name: Mapped[str]
    locale: Mapped[str] = mapped_column(server_default="zh")
    technician_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("technician.id"), unique=True)
    roles: Mapped[list[RoleRow]] = relationship(secondary=user_role, lazy="selectin")


class EnrolmentCode(Base, Keyed, Dated):
    """A one-use code that binds a phone to a person; only its hash is kept."""

    __tablename__ = "enrolment_code"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"))
    code_sha256: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[Instant]
    used_at: Mapped[Instant | None]


class Device(Base, Keyed, Dated):
    """A phone, known by the public key made on it."""

    __tablename__ = "device"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    public_jwk: Mapped[Json]
    revoked_at: Mapped[Instant | None]
    last_seen_at: Mapped[Instant | None]


class DeviceToken(Base, Keyed):
    """One generation of a device's tokens (reliability 3.2); hashes only."""

    __tablename__ = "device_token"
    __table_args__ = (
        Index("uq_device_token_generation", "device_id", "family", "generation", unique=True),
        CheckConstraint("generation >= 0", name="generation"),
    )

    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"))
    family: Mapped[uuid.UUID]
    generation: Mapped[int]
    access_sha256: Mapped[str] = mapped_column(unique=True)
    refresh_sha256: Mapped[str] = mapped_column(unique=True)
    sealed: Mapped[str | None]
    issued_at: Mapped[Instant]
    access_until: Mapped[Instant]
    refresh_until: Mapped[Instant]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[Instant | None]
