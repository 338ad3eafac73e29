"""Which dates a person works: the weekly pattern, without public holidays, with make-up days, then the exceptions.

Source: domain facts 5.5 ("workday" belongs to the person's shift). A weekend day that the pattern works is free when
the Friday before or the Monday after it is a public holiday. A make-up day is worked by whoever works Monday to Friday.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.services.ports.planning_inputs import Pattern, Pause, Person
from planner.calendars import WorkCalendar
from planner.problem import Break, Shift

MARGIN = timedelta(days=4)
"""Days around the horizon that the calendar must know, to see the Friday before and the Monday after a weekend."""

_FULL_WEEK = frozenset(range(5))
_FRIDAY, _SATURDAY = 4, 5


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkingDays:
    """Expands shifts of ``start <= day < until``; equal shifts are one object, whoever works them."""

    calendar: WorkCalendar
    start: date
    until: date
    _made: dict[tuple[date, int, int, tuple[Pause, ...]], Shift] = field(default_factory=dict)
    _worked: dict[date, bool] = field(default_factory=dict)

    def shifts(self, person: Person) -> tuple[Shift, ...]:
        """Return the shifts of a person, in order of dates."""
        return tuple(self._shifts(person))

    def _shifts(self, person: Person) -> Iterator[Shift]:
        exceptions = {each.on: each for each in person.exceptions}
        for day in _days(self.start, self.until):
            if not _active(person, day):
                continue
            pattern = _pattern_on(person.patterns, day)
            if (other := exceptions.get(day)) is not None:
                if other.start_s is not None and other.end_s is not None:
                    pauses = _pauses_within(pattern, other.start_s, other.end_s)
                    yield self._shift(day, other.start_s, other.end_s, pauses)
            elif pattern is not None and self._works(pattern, day):
                yield self._shift(day, pattern.start_s, pattern.end_s, pattern.breaks)

    def _works(self, pattern: Pattern, day: date) -> bool:
        if day.weekday() < _SATURDAY:
            return day.weekday() in pattern.weekdays and self._open(day)
        if self._open(day):
            return day.weekday() in pattern.weekdays or pattern.weekdays >= _FULL_WEEK
        friday = day - timedelta(days=day.weekday() - _FRIDAY)
        return day.weekday() in pattern.weekdays and self._open(friday) and self._open(friday + timedelta(days=3))

    def _open(self, day: date) -> bool:
        if day not in self._worked:
            number = (day - self.calendar.first).days
            self._worked[day] = bool(self.calendar.working[number])
        return self._worked[day]

    def _shift(self, day: date, start_s: int, end_s: int, breaks: tuple[Pause, ...]) -> Shift:
        key = (day, start_s, end_s, breaks)
        if key not in self._made:
            pauses = tuple(Break(**pause._asdict()) for pause in breaks)
            self._made[key] = Shift(on=day, start_s=start_s, end_s=end_s, breaks=pauses)
        return self._made[key]


def _active(person: Person, day: date) -> bool:
    return (person.active_from is None or person.active_from <= day) and (
        person.active_until is None or day < person.active_until
    )


def _pattern_on(patterns: tuple[Pattern, ...], day: date) -> Pattern | None:
    """Return the pattern that holds on `day`: of several, one that works that weekday, the latest of those."""
    fitting = [one for one in patterns if one.valid_from <= day and (one.valid_until is None or day < one.valid_until)]
    if not fitting:
        return None
    return max(fitting, key=lambda one: (day.weekday() in one.weekdays, one.valid_from))


def _pauses_within(pattern: Pattern | None, start_s: int, end_s: int) -> tuple[Pause, ...]:
    """Return the usual breaks that still fit wholly into other hours, in those of their windows that do."""
    kept = []
    for pause in pattern.breaks if pattern is not None else ():
        fit = [(a, b) for a, b in pause.windows if start_s <= a and b + pause.duration_s <= end_s]
        if fit:
            kept.append(Pause(*fit[0], pause.duration_s, tuple(fit[1:])))
    return tuple(kept)


def _days(start: date, until: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range((until - start).days))
