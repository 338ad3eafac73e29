"""The unit of work over one SQLAlchemy session."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.services.ports.unit_of_work import Begin, UnitOfWork
from app.storage.repositories import REPOSITORIES
from app.storage.tables import OutboxMessage

Port = TypeVar("Port")


class SqlUnitOfWork:
    """One session, one transaction; repositories are made when first asked for."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._made: dict[type, Any] = {}

    def of(self, port: type[Port]) -> Port:
        """Return the repository registered for `port`."""
        if port not in self._made:
            self._made[port] = REPOSITORIES[port](self.session)
        made: Port = self._made[port]
        return made

    def promise(self, topic: str, body: dict[str, object]) -> None:
        """Add a message to the outbox of this transaction."""
        self.session.execute(insert(OutboxMessage).values(topic=topic, body=body))

    def commit(self) -> None:
        """Commit the transaction."""
        self.session.commit()


def begin_with(sessions: Callable[[], Session]) -> Begin:
    """Return the opener of units of work over a session factory; what is not committed is rolled back."""

    @contextmanager
    def begin() -> Iterator[UnitOfWork]:
        session = sessions()
        try:
            yield SqlUnitOfWork(session)
        finally:
            session.rollback()
            session.close()

    return begin
