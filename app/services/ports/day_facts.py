"""What a dispatcher knows of a day beyond what is stored; part of what its plan was made from."""

import uuid
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class DayFacts:
    """What has happened on the first day planned.

    Attributes
    ----------
    at_s : second of the day from which it is open: what has begun stays, the rest goes on from there. None:
        technician-days that have begun stay wholly as they are
    urgent : customers whose open obligations are to be made on the day as well, whatever their due dates
    calls : obligations that are to be made on the day as well: what customers have called about
    cancelled : obligations that are not made on the day
    away : technicians who make nothing more that day
    extra : (technician, start, end) in seconds of people who come to work on a day they would have been free
    """

    at_s: int | None = None
    urgent: tuple[uuid.UUID, ...] = ()
    calls: tuple[uuid.UUID, ...] = ()
    cancelled: tuple[uuid.UUID, ...] = ()
    away: tuple[uuid.UUID, ...] = ()
    extra: tuple[tuple[uuid.UUID, int, int], ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return plain values that JSON can keep."""
        return {
            "at_s": self.at_s,
            **{name: [str(one) for one in getattr(self, name)] for name in _KEYS},
            "extra": [[str(who), start_s, end_s] for who, start_s, end_s in self.extra],
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "DayFacts":
        """Return what `to_json` has kept."""
        return cls(
            at_s=stored.get("at_s"),
            **{name: tuple(uuid.UUID(one) for one in stored.get(name, ())) for name in _KEYS},
            extra=tuple((uuid.UUID(who), start_s, end_s) for who, start_s, end_s in stored.get("extra", ())),
        )


_KEYS = ("urgent", "calls", "cancelled", "away")
