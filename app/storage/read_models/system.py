"""The state of the database and of the workers that use it."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services.ports.reading import Row

STATE = text("""
SELECT (SELECT version_num FROM alembic_version) AS revision,
    count(*) FILTER (WHERE last_heartbeat > now() - interval '2 minutes') AS workers,
    max(last_heartbeat) AS worker_seen_at
FROM procrastinate_workers
""")


class SqlSystem:
    """Implements `SystemReading`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def state(self) -> Row:
        """Return schema revision, workers alive and the last sign of life of any."""
        return dict(self._session.execute(STATE).mappings().one())
