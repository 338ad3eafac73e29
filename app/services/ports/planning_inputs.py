"""What planning asks of the database before it thinks: units, people, and what is owed, in sets."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from app.domain.kinds import PlanLevel, UnitKind
from app.services.ledger.keys import Ints, Keys
from app.services.ports.day_facts import DayFacts
from app.services.ports.ledger import Bools, Days
from app.services.ports.told_times import ToldTime
from planner.calendars import WorkCalendar
from planner.problem import CertificateSpan

Reals = npt.NDArray[np.float64]
NOBODY = b"\0" * 16
"""The key that stands for no technician."""
NOTHING = NOBODY
"""The key that stands for no obligation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """What is asked to be planned; the same scope on the same data gives the same problem.

    Attributes
    ----------
    unit_id : the unit and all below it
    period_start, period_until : the whole period of the plan
    today : the local date on which it is planned; earlier days are past
    start : first day that may be planned anew: live visits before it stay as they are
    facts : what has happened on `start`
    """

    level: PlanLevel
    unit_id: uuid.UUID
    period_start: date
    period_until: date
    today: date
    start: date
    facts: DayFacts = DayFacts()

    def to_json(self) -> dict[str, object]:
        """Return plain values that JSON can keep."""
        return {
            "level": self.level.value,
            "unit_id": str(self.unit_id),
            **{name: getattr(self, name).isoformat() for name in ("period_start", "period_until", "today", "start")},
            "facts": self.facts.to_json(),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Scope":
        """Return what `to_json` has kept."""
        names = ("period_start", "period_until", "today", "start")
        return cls(
            level=PlanLevel(str(stored["level"])),
            unit_id=uuid.UUID(str(stored["unit_id"])),
            **{name: date.fromisoformat(str(stored[name])) for name in names},
            facts=DayFacts.from_json(stored.get("facts", {})),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitFacts:
    """A unit of the tree."""

    id: uuid.UUID
    kind: UnitKind
    code: str
    name: str
    path: str
    time_zone: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class OwedColumns:
    """Open obligations with all that planning must know of them, ordered by customer, programme and due date.

    Attributes
    ----------
    id, customer, programme, rule, unit, premises : keys
    lon, lat : of the premises, WGS-84
    building : equal numbers share an entrance; 0 stands alone
    quarantined, unsnapped : the premises is known to have no way to it; its distance to the network is not known yet
    previous_done_on, overdue_since : NaT when unknown
    owner, preferred : technician who owns the account, who is preferred; NOBODY
    live_by, live_on : technician and day of the live visit that stands for it; NOBODY, NaT
    pinned : that visit is fixed to them
    after : what comes before it on the same route; NOTHING
    extra_windows_s : int64 (n, k, 2), further hours of service after the first; spare ones end before they start
    """

    id: Keys
    customer: Keys
    programme: Keys
    rule: Keys
    unit: Keys
    premises: Keys
    lon: Reals
    lat: Reals
    building: Ints
    quarantined: Bools
    unsnapped: Bools
    not_before: Days
    ideal_on: Days
    due_by: Days
    overdue_since: Days
    previous_done_on: Days
    hard: Bools
    priority: Ints
    service_s: Ints
    setup_s: Ints
    window_start_s: Ints
    window_end_s: Ints
    owner: Keys
    preferred: Keys
    live_by: Keys
    live_on: Days
    pinned: Bools
    after: Keys
    extra_windows_s: Ints

    def __len__(self) -> int:
        return len(self.id)

    def take(self, rows: Bools | Ints) -> "OwedColumns":
        """Return the rows chosen, in order."""
        return OwedColumns(**{name: getattr(self, name)[rows] for name in self.__dataclass_fields__})


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What the call that opened an obligation says; it goes before the programme's rule.

    Attributes
    ----------
    certificate : what whoever comes must hold, None: anybody may
    due_by : the last day the hours `window_start_s` to `window_end_s` are about
    """

    obligation_id: uuid.UUID
    service_s: int
    certificate: str | None
    due_by: date
    window_start_s: int
    window_end_s: int


class Pause(NamedTuple):
    """A break as stored: seconds after midnight between which it begins, or else one of `extra_windows`."""

    window_start_s: int
    window_end_s: int
    duration_s: int
    extra_windows: tuple[tuple[int, int], ...] = ()

    @property
    def windows(self) -> tuple[tuple[int, int], ...]:
        """All of them, in time order."""
        return ((self.window_start_s, self.window_end_s), *self.extra_windows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """Weekly working time; weekday 0 is Monday."""

    weekdays: frozenset[int]
    start_s: int
    end_s: int
    breaks: tuple[Pause, ...]
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Exceptional:
    """One date that differs from the pattern; without times the person is absent."""

    on: date
    start_s: int | None
    end_s: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A technician as stored."""

    id: uuid.UUID
    external_id: str
    name: str
    unit_id: uuid.UUID
    base_id: uuid.UUID
    base_lon: float
    base_lat: float
    profile: str
    max_stops: int | None
    max_work_s: int | None
    active_from: date | None
    active_until: date | None
    certificates: tuple[CertificateSpan, ...]
    patterns: tuple[Pattern, ...]
    exceptions: tuple[Exceptional, ...]


class PlanningInputs(Protocol):
    """Reads, inside one transaction; each method is a fixed number of statements whatever the number of rows."""

    def units(self, unit_id: uuid.UUID) -> Sequence[UnitFacts]:
        """Return the unit first, then all below it by path; nothing for an unknown unit."""
        ...

    def unit_named(self, code: str | None) -> uuid.UUID | None:
        """Return the unit with a code, or with None the only company; None when there is no such unit."""
        ...

    def owed(self, path: str, scope: Scope) -> OwedColumns:
        """Return what is open below `path` and begins before the scope ends.

        Left out is what a live visit takes care of already: one under way, or on a day from today on that stays as is.
        """
        ...

    def wanted(self, path: str) -> Sequence[Wanted]:
        """Return what calls say about obligations that are open below `path`."""
        ...

    def told(self, path: str, start: date) -> Sequence[ToldTime]:
        """Return the times told for `start` or a later day, of obligations that are open below `path`."""
        ...

    def people(self, path: str, start: date, until: date) -> Sequence[Person]:
        """Return the technicians below `path` who are active at some time of ``start <= day < until``."""
        ...

    def under_way(self, path: str, start: date, until: date) -> frozenset[tuple[uuid.UUID, date]]:
        """Return the technician-days from `start` on that have begun: their visits stay as they are (R34)."""
        ...

    def certificates(self) -> dict[uuid.UUID, str]:
        """Return the certificate each programme asks for, by programme."""
        ...

    def frozen_until(self, path: str, today: date) -> date:
        """Return the first day from `today` on without a live visit in progress or planned for today."""
        ...

    def week_targets(self, path: str, scope: Scope, ids: Keys) -> Days:
        """Return for each obligation the Monday of its week in the year's plan in force; NaT without one.

        In force is the published annual version that covers the scope, else the approved one, else the newest draft.
        """
        ...


class Calendars(Protocol):
    """Which days are worked where a unit lies."""

    def __call__(self, time_zone: str, start: date, until: date) -> WorkCalendar:
        """Return the working days of ``start <= day < until`` in the country of an IANA zone."""
        ...
