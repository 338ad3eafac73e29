"""How often something was tried."""

from typing import Protocol


class Attempts(Protocol):
    """Counts tries at signing in, shared by every process."""

    def count(self, account: str, address: str) -> int | None:
        """Count one try; return None when it is allowed, else the seconds to wait."""
        ...

    def succeed(self, account: str, address: str) -> None:
        """Forget the tries of an account from an address."""
        ...
