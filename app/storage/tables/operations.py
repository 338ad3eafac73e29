"""The machinery rows: phone operations, plan and import runs, outbox, audit."""

import uuid

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql import func

from app.domain.kinds import PlanLevel, RunState
from app.storage.tables.base import Base, Dated, Instant, Json, Keyed, choice


class SyncOperation(Base):
    """One operation as the phone sent it, byte for byte, with the answer it got (R3, R9)."""

    __tablename__ = "sync_operation"
    __table_args__ = (Index("ix_sync_operation_device_id_device_seq", "device_id", "device_seq"),)

    op_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("app_user.id"))
    device_seq: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    entity_id: Mapped[uuid.UUID | None]
    sha256: Mapped[str]
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    result: Mapped[str | None]
    answer: Mapped[Json | None]
    received_at: Mapped[Instant] = mapped_column(server_default=func.now())
    applied_at: Mapped[Instant | None]


class Quarantine(Base, Keyed):
    """A body that could not be taken, kept byte for byte until somebody has looked at it (R3, R10)."""

    __tablename__ = "quarantine"

    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("device.id"))
    why: Mapped[str]
    sha256: Mapped[str]
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[Instant] = mapped_column(server_default=func.now())


class PlanRun(Base, Keyed, Dated):
    """A planning run in the background with its progress (0..1) and the wish to cancel it."""

    __tablename__ = "plan_run"
    __table_args__ = (CheckConstraint("progress BETWEEN 0 AND 1", name="progress"),)

    level: Mapped[PlanLevel] = mapped_column(choice(PlanLevel, "run_level"))
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    request: Mapped[Json]
    state: Mapped[RunState] = mapped_column(choice(RunState, "run_state"), server_default="queued")
    stage: Mapped[str] = mapped_column(server_default="queued")
    progress: Mapped[float] = mapped_column(server_default="0")
    cancel_asked: Mapped[bool] = mapped_column(server_default=text("false"))
    error: Mapped[Json | None]
    summary: Mapped[Json | None]
    requested_by_id: Mapped[uuid.UUID | None]
    started_at: Mapped[Instant | None]
    ended_at: Mapped[Instant | None]


class ImportRun(Base, Keyed, Dated):
    """One file taken in (or tried): what was counted, what was refused."""

    __tablename__ = "import_run"

    kind: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    datum: Mapped[str]
    dry_run: Mapped[bool]
    counts: Mapped[Json]
    problems: Mapped[list[Json]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    requested_by_id: Mapped[uuid.UUID | None]


class OutboxMessage(Base):
    """A side effect promised in the same transaction as its cause (R6)."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    topic: Mapped[str]
    body: Mapped[Json]
    created_at: Mapped[Instant] = mapped_column(server_default=func.now())
    sent_at: Mapped[Instant | None]
    attempts: Mapped[int] = mapped_column(server_default="0")


class AuditEntry(Base):
    """Who did or saw what; the application may add rows and read them, nothing else."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_entity_entity_id", "entity", "entity_id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[Instant] = mapped_column(server_default=func.now(), index=True)
    user_id: Mapped[uuid.UUID | None]
    device_id: Mapped[uuid.UUID | None]
    action: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[str | None]
    details: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))


class DataStamp(Base):
    """Version of a set of rows (customers, base map ...), for caches and ETags."""

    __tablename__ = "data_stamp"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    facts: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    changed_at: Mapped[Instant] = mapped_column(server_default=func.now())
