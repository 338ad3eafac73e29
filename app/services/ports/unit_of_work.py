"""One transaction of a use case, as the services see it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

Port = TypeVar("Port")


class UnitOfWork(Protocol):
    """Everything done through it is stored together at `commit`, or not at all.

    ``work.of(SomePort)`` gives the repository that implements the protocol `SomePort` in this transaction; pairs are
    registered in `app.storage.repositories`.
    """

    def of(self, port: type[Port]) -> Port:
        """Return the repository for `port`, bound to this transaction."""
        ...

    def promise(self, topic: str, body: dict[str, object]) -> None:
        """Write a side effect into the outbox; it happens after the commit, once in effect (R6)."""
        ...

    def commit(self) -> None:
        """Store everything; without it leaving the block stores nothing."""
        ...


Begin = Callable[[], AbstractContextManager[UnitOfWork]]
"""Opens a unit of work: ``with begin() as work: ...; work.commit()``."""
