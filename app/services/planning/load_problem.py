"""Read everything a plan depends on, in a fixed number of statements, and put it into a problem."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from app.domain.kinds import PlanLevel, UnitKind
from app.services.errors import DomainError
from app.services.ledger.keys import Keys, keys
from app.services.planning import problem_parts as parts
from app.services.planning.fingerprint import fingerprint
from app.services.planning.loaded import Loaded, OwedKeys, SetAside
from app.services.planning.running import Running, as_told, going_on, places, running_of
from app.services.planning.series_ahead import Ahead, ahead
from app.services.planning.told import told_for_later, told_rows
from app.services.planning.wanted import certificates_of, with_calls
from app.services.planning.working_days import MARGIN, WorkingDays
from app.services.ports.ledger import Bools, Days, Ledger
from app.services.ports.planning_inputs import (
    Calendars,
    OwedColumns,
    Person,
    PlanningInputs,
    Scope,
    UnitFacts,
)
from app.services.ports.quarters import Quarters
from app.services.ports.roads import Roads
from app.services.ports.standing import Standing
from app.services.ports.told_times import ToldTime
from app.services.ports.unit_of_work import UnitOfWork
from app.services.quarters.held import Occurrences, held_weeks
from app.services.rules.planning_policy import planning_policy
from planner.calendars import WorkCalendar
from planner.plan import Reason
from planner.problem import Horizon, Policy, Priority, Problem, ProblemError
from planner.recurrence import IntervalRule

Begun = frozenset[tuple[uuid.UUID, date]]
Reasons = npt.NDArray[np.str_]


@dataclass(frozen=True, kw_only=True)
class Loader:
    """Loads problems; needs to know roads (for what no road leads to), calendars, and the company's policy."""

    roads: Roads
    calendars: Calendars
    policy: Policy = field(default_factory=Policy)

    def load(self, work: UnitOfWork, scope: Scope, only: Keys | None = None) -> Loaded:
        """Return the problem of `scope`; with `only`, of these obligations instead of what the level is about.

        Raises
        ------
        DomainError : ``not_found`` for an unknown unit, ``problem_flawed`` when the data contradict each other
        """
        inputs = work.of(PlanningInputs)
        units = inputs.units(scope.unit_id)
        if not units:
            raise DomainError("not_found", what=f"unit {scope.unit_id}", what_zh="该单位")
        owed = inputs.owed(units[0].path, scope)
        told = inputs.told(units[0].path, scope.start)
        begun = inputs.under_way(units[0].path, scope.start, scope.period_until)
        running = _running(work, scope, units[0])
        if running is not None:
            begun = frozenset(one for one in begun if one[1] != scope.start)
        owed = _urgent(owed, scope).take(
            _open_to_plan(owed, scope, begun, running) & ~_told_later(owed, scope, told)
            if only is None
            else np.isin(owed.id, only) & ~_settled(owed, running)
        )
        people = as_told(scope, inputs.people(units[0].path, scope.start, scope.period_until))
        try:
            loaded = self._put_together(work, scope, units, owed, people, begun, running)
            zone = ZoneInfo(units[0].time_zone)
            return self._named(replace(loaded, told=told_rows(told, loaded.row_of, zone)))
        except ProblemError as error:
            flaw = error.flaws[0]
            en, zh = f"{flaw.path}: {flaw.message_en}", f"{flaw.path}：{flaw.message_zh}"
            raise DomainError("problem_flawed", why=en, why_zh=zh) from error

    def _named(self, loaded: Loaded) -> Loaded:
        """Return the problem as its level plans it, with the name of all that it is made from.

        A month keeps what customers were told; on a day that is the ladder's to weigh.
        """
        level = loaded.scope.level
        if level is PlanLevel.MONTHLY:
            loaded = loaded.keeping_told()
        name = fingerprint(
            loaded.problem,
            loaded.set_aside.id,
            loaded.target,
            self.roads.fingerprint,
            named=level is not PlanLevel.ANNUAL,
        )
        return replace(loaded, fingerprint=name)

    def _put_together(
        self,
        work: UnitOfWork,
        scope: Scope,
        units: Sequence[UnitFacts],
        owed: OwedColumns,
        people: Sequence[Person],
        begun: Begun,
        running: Running | None,
    ) -> Loaded:
        horizon = Horizon(start=scope.start, until=scope.period_until)
        reason = self._aside(work, owed, scope, units[0].path)
        aside, owed = _set_aside(owed, reason), owed.take(reason == "")
        yearly = scope.level is PlanLevel.ANNUAL
        rules = _intervals(work) if yearly else {}
        rows = ahead(owed, rules, horizon if yearly else None)
        regions = _regions(units, owed, people)
        asked = work.of(PlanningInputs).certificates()
        calls = work.of(PlanningInputs).wanted(units[0].path)
        kinds = certificates_of(asked, calls)
        calendar = _calendar(self.calendars, units[0].time_zone, horizon)
        days = WorkingDays(calendar=calendar, start=horizon.start, until=horizon.until)
        everybody = [*people, *places(running, people)]
        sites, site_of = parts.sites(owed, everybody, regions)
        made = parts.technicians(everybody, regions, kinds, days, begun)
        problem = Problem(
            regions=_names(regions),
            certificates=kinds,
            sites=sites,
            technicians=going_on(running, people, made[: len(people)], made[len(people) :]),
            obligations=with_calls(
                parts.obligations(owed, rows, site_of, people, parts.skills(asked, owed, kinds)),
                owed,
                rows.row,
                calls,
                kinds,
                scope.start,
            ),
            horizon=horizon,
            policy=self._policy(work, units[0].path, horizon.start, regions),
        )
        held = _held(work, scope, units[0].path, owed.customer[rows.row], owed.programme[rows.row], rows)
        target: Days = np.full(len(rows.row), np.datetime64("NaT", "D"))
        if scope.level is PlanLevel.MONTHLY:
            target = work.of(PlanningInputs).week_targets(units[0].path, scope, owed.id)[rows.row]
            target = np.where(np.isnat(held), target, held)
        return Loaded(
            scope=scope,
            problem=problem,
            units=tuple(units),
            regions=tuple(regions),
            technicians=tuple(person.id for person in people),
            owed=_keys(owed, rows),
            set_aside=aside,
            target=target,
            held=held,
            fingerprint="",
            calendar_assumed_from=_assumed_from(calendar, horizon),
            running=running,
        )

    def _policy(self, work: UnitOfWork, path: str, on: date, regions: Sequence[UnitFacts]) -> Policy:
        """Return the company's policy in force on the first day planned."""
        return planning_policy(work, path, on, [unit.code for unit in regions], self.policy)

    def _aside(self, work: UnitOfWork, owed: OwedColumns, scope: Scope, path: str) -> Reasons:
        """Return why an obligation is not given to the planner, "" where it is."""
        reason = np.full(len(owed), "", "U20")
        if scope.level is PlanLevel.MONTHLY:
            # What the year's plan has put into a later month, and what may wait for it, needs no travel times now.
            until = np.datetime64(scope.period_until, "D")
            target = work.of(PlanningInputs).week_targets(path, scope, owed.id)
            held = _held(work, scope, path, owed.customer, owed.programme, owed)
            target = np.where(np.isnat(held), target, held)
            reason[(target >= until) & (owed.due_by >= until)] = Reason.LATER_IN_WINDOW.value
        reason[self._lost(owed)] = Reason.UNREACHABLE.value
        return reason

    def _lost(self, owed: OwedColumns) -> Bools:
        """Tell which obligations no road leads to: known from before, or asked of the network now."""
        lost = owed.quarantined.copy()
        asked = np.flatnonzero(owed.unsnapped & ~lost)
        if len(asked):
            points, back = np.unique(np.stack([owed.lon[asked], owed.lat[asked]], 1), axis=0, return_inverse=True)
            snap = self.roads.snap(points)
            lost[asked] = (snap.quarantined | ~snap.reachable)[back.ravel()]
        return lost


def _told_later(owed: OwedColumns, scope: Scope, told: Sequence[ToldTime]) -> Bools:
    """Tell what the plan of a day leaves alone because its customer expects somebody on a later one."""
    if scope.level is not PlanLevel.DAY:
        return np.zeros(len(owed), np.bool_)
    return told_for_later(owed, told, scope.start)


def _running(work: UnitOfWork, scope: Scope, unit: UnitFacts) -> Running | None:
    """Return how far the phones say a day under way has come; None when it is planned as a whole."""
    if scope.facts.at_s is None:
        return None
    return running_of(scope, unit, work.of(Standing).begun(unit.path, scope.start))


def _urgent(owed: OwedColumns, scope: Scope) -> OwedColumns:
    """Return the columns with what is urgent ranked as a promise."""
    if not scope.facts.urgent:
        return owed
    urgent = np.isin(owed.customer, keys(scope.facts.urgent))
    return replace(owed, priority=np.where(urgent, np.minimum(owed.priority, Priority.PROMISE), owed.priority))


def _open_to_plan(owed: OwedColumns, scope: Scope, begun: Begun, running: Running | None) -> Bools:
    """Tell what this plan is about.

    Not what an earlier period still takes care of, nor what stands on a technician's day that has begun, or is made now
    on a day under way. The plan of one day is about the visits of that day, about what falls due by then and is on no
    other day, and about what is urgent.
    """
    start = np.datetime64(scope.start, "D")
    kept = np.isnat(owed.live_on) | (owed.due_by >= start) | (owed.live_on >= start)
    for technician, day in begun:
        kept &= ~((owed.live_by == technician.bytes) & (owed.live_on == np.datetime64(day, "D")))
    if scope.level is PlanLevel.DAY:
        due = (owed.live_on == start) | (np.isnat(owed.live_on) & (owed.due_by <= start))
        kept &= due | np.isin(owed.customer, keys(scope.facts.urgent)) | np.isin(owed.id, keys(scope.facts.calls))
        kept &= ~np.isin(owed.id, keys(scope.facts.cancelled))
    kept &= ~_settled(owed, running)
    return np.asarray(kept)


def _settled(owed: OwedColumns, running: Running | None) -> Bools:
    """Tell what somebody at the door makes now, on a day under way."""
    return np.isin(owed.id, keys(() if running is None else running.settled))


def _held(work: UnitOfWork, scope: Scope, path: str, customer: Keys, programme: Keys, windows: Occurrences) -> Days:
    """Return the approved week of each occurrence; a quarter that is planned anew is not held to itself."""
    if scope.level not in {PlanLevel.ANNUAL, PlanLevel.MONTHLY}:
        return np.full(len(customer), np.datetime64("NaT", "D"))
    slots = work.of(Quarters).approved_weeks(path, scope.start, scope.period_until)
    return held_weeks(customer, programme, windows, slots)


def _set_aside(owed: OwedColumns, reason: Reasons) -> SetAside:
    rows = reason != ""
    return SetAside(
        id=owed.id[rows],
        reason=tuple(Reason(value) for value in reason[rows].tolist()),
        hard=owed.hard[rows],
        priority=owed.priority[rows],
        due_by=owed.due_by[rows],
    )


def _names(regions: Sequence[UnitFacts]) -> tuple[str, ...]:
    """Return a name of each region that no other one has."""
    count = Counter(unit.name for unit in regions)
    return tuple(unit.name if count[unit.name] == 1 else f"{unit.name} ({unit.code})" for unit in regions)


def _intervals(work: UnitOfWork) -> dict[bytes, IntervalRule]:
    ledger = work.of(Ledger)
    recurring = [programme for programme in ledger.programmes() if programme.recurs]
    return {rule.id.bytes: rule.interval for programme in recurring for rule in ledger.rules(programme.id)}


def _regions(units: Sequence[UnitFacts], owed: OwedColumns, people: Sequence[Person]) -> list[UnitFacts]:
    """Return the units that are planned by themselves: areas, and whatever has customers or people of its own."""
    busy = {person.unit_id for person in people} | {
        uuid.UUID(bytes=key.ljust(16, b"\0")) for key in np.unique(owed.unit)
    }
    found = [unit for unit in units if unit.kind is UnitKind.AREA or unit.id in busy]
    return found or [units[0]]


def _calendar(calendars: Calendars, time_zone: str, horizon: Horizon) -> WorkCalendar:
    return calendars(time_zone, horizon.start - MARGIN, horizon.until + MARGIN)


def _assumed_from(calendar: WorkCalendar, horizon: Horizon) -> date | None:
    days = np.arange(np.datetime64(horizon.start, "D"), np.datetime64(horizon.until, "D"))
    guessed = days[calendar.is_assumed(days)]
    return guessed[0].item() if len(guessed) else None


def _keys(owed: OwedColumns, rows: Ahead) -> OwedKeys:
    return OwedKeys(
        id=owed.id[rows.row],
        customer=owed.customer[rows.row],
        programme=owed.programme[rows.row],
        premises=owed.premises[rows.row],
        unit=owed.unit[rows.row],
        sequence=rows.sequence,
        projected=rows.step > 0,
    )
