"""Where a visit stands, and where else it could: the answer to "why here, why then, why not by somebody else"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.plan.reasons import Cure, Reason
from planner.plan.violations import Violation

Details = Mapping[str, str | int | float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Obstacle:
    """A rule that forbids a place: its stable `code`, and the numbers and names that its sentence says."""

    code: str
    details: Details = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The best place for a visit on one technician's day.

    Attributes
    ----------
    technician : index
    before : it stands before stop `before` of that day without it (the number of stops: last); when `joins`, it is
        made last at that stop
    added_s : seconds of travel and entering that it adds there; None where no rule lets it in
    start_s : when its service begins there, None where it cannot
    obstacles : what forbids it, empty where it is allowed
    """

    technician: int
    on: date
    before: int
    joins: bool
    added_s: int | None
    start_s: int | None
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """Why obligation `obligation` stands where it does.

    Attributes
    ----------
    here : where it stands and what it adds there, None when it is not planned
    reason, cure : why it is not planned, and the cheapest change that would let it be
    places : the best place on every day of everybody who has a shift (its own day included), allowed ones first, the
        cheapest first
    """

    obligation: int
    here: Place | None
    reason: Reason | None
    cure: Cure | None
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WhyNot:
    """Why obligation `obligation` is not made by `technician` on `on`.

    Attributes
    ----------
    place : the best place there, with the rules that forbid it
    difference_s : seconds of travel and entering more (or fewer) than where it stands now; None when it stands
        nowhere, or could not even be driven there
    late : visits that would begin too late, those of law or promise among them
    late_promises : how many of those are law or promise
    overtime_s : seconds the shift would run over
    broken : everything the judge would object to
    """

    obligation: int
    place: Place
    difference_s: int | None
    late: tuple[int, ...]
    late_promises: int
    overtime_s: int
    broken: tuple[Violation, ...]
