"""One technician on one day: what the search calls a vehicle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.problem import Problem, Shift


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """Technician `technician` (index) works `shift`."""

    technician: int
    shift: Shift

    @property
    def on(self) -> date:
        """The local date."""
        return self.shift.on


def duties(problem: Problem, region: int, days: Iterable[date]) -> tuple[Duty, ...]:
    """Return the duties of the region's own people on `days`, technician by technician."""
    wanted = sorted(set(days))
    return tuple(
        Duty(technician=number, shift=shift)
        for number, person in enumerate(problem.technicians)
        if person.region == region
        for day in wanted
        if (shift := person.shift_on(day)) is not None
    )
