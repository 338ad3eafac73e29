"""Where the company is, in time."""

from typing import Protocol


class Zones(Protocol):
    """Time zones of units."""

    def of_company(self) -> str | None:
        """Return the IANA zone of the company, None before there is one."""
        ...
