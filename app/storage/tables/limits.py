"""Counts of attempts, shared by all processes of all hosts (R50)."""

from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base, Instant


class RateLimit(Base):
    """Tries under one key (a digest, so that no address is kept) until `expires_at`; lost with a crash, by design."""

    __tablename__ = "rate_limit"
    __table_args__ = {"prefixes": ["UNLOGGED"]}  # noqa: RUF012

    key: Mapped[str] = mapped_column(primary_key=True)
    hits: Mapped[int]
    expires_at: Mapped[Instant]
