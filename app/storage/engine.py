"""Connections to the database: one engine a process, sessions that do not expire what they read."""

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker


def make_engine(url: str, *, pool_size: int = 8, max_overflow: int = 4) -> Engine:
    """Return an engine for the application role; a dead connection is noticed before it is used."""
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=max_overflow,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={"prepare_threshold": 5, "application_name": "roundsman", "connect_timeout": 5},
    )


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Return the factory of sessions."""
    return sessionmaker(engine, expire_on_commit=False)
