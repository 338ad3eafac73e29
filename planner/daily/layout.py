"""From obligations and duties to an instance of the compiled search, and the way back."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.daily.bundles import Bundle, bundles, longest_sweep
from planner.daily.duty import Duty
from planner.daily.nodes import Nodes, nodes
from planner.daily.paces import paces_of
from planner.daily.rules import allowed
from planner.kernel import FORBIDDEN, Instance, StopTable, Vehicle, build_instance, stakes
from planner.problem import NONE, Priority, Problem
from planner.travel.travel_of import TravelOf

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Layout:
    """One search.

    Attributes
    ----------
    problem, region : what it is about
    rows : int32 (n,), obligations that are to be served
    bundles : the halts (stop `i` of the instance is ``bundles[i]``)
    duties : the vehicles
    nodes, instance : see their classes
    """

    problem: Problem
    region: int
    rows: Rows
    bundles: tuple[Bundle, ...]
    duties: tuple[Duty, ...]
    nodes: Nodes
    instance: Instance


def lay_out(
    problem: Problem,
    travel: TravelOf,
    region: int,
    rows: Rows,
    duties: tuple[Duty, ...],
    *,
    may: Mask | None = None,
    classes: npt.NDArray[np.int64] | None = None,
    halts: tuple[Bundle, ...] | None = None,
    extra: npt.NDArray[np.int64] | None = None,
) -> Layout:
    """Translate.

    Parameters
    ----------
    rows : int32 (n,), obligations in `region`
    may : bool (n, v), narrower than the rules where a level has reasons of its own
    classes : int64 (n,), which class of importance each row belongs to, 0 first; by default `importance`
    halts : bundles made before, over all of `rows`
    extra : int64 (n, v), what it costs besides that the duty serves the row
    """
    may = allowed(problem, rows, duties) if may is None else may
    classes = importance(problem, rows) if classes is None else classes
    if halts is None:
        halts = bundles(problem, rows, may, longest_sweep([_work_s(problem, duty) for duty in duties]))
    firsts = rows[[one.members[0] for one in halts]] if halts else np.zeros(0, dtype=np.int32)
    people = [problem.technicians[duty.technician] for duty in duties]
    bases = np.array([site for one in people for site in (one.start_site, one.end_site)], dtype=np.int32)
    profiles = tuple(sorted({one.profile for one in people}))
    places = nodes(travel, region, problem.obligations.site[firsts], bases, profiles)
    instance = build_instance(
        places.duration_s,
        _stops(halts, classes, _ordered(problem, rows, halts)),
        tuple(_vehicle(problem, duty, places, len(halts)) for duty in duties),
        _surcharge(halts, may, _strange(problem, rows, duties) + (0 if extra is None else extra)),
        paces_of(problem.policy, profiles),
    )
    return Layout(
        problem=problem, region=region, rows=rows, bundles=halts, duties=duties, nodes=places, instance=instance
    )


def _work_s(problem: Problem, duty: Duty) -> int:
    """Return the seconds that may be worked on the duty."""
    most = problem.technicians[duty.technician].max_work_s
    return duty.shift.work_s if most is None else min(most, duty.shift.work_s)


def importance(problem: Problem, rows: Rows) -> npt.NDArray[np.int64]:
    """Return the priority of each row; what a law or promise dates counts as a promise at least."""
    owed = problem.obligations
    priority = owed.priority[rows].astype(np.int64)
    return np.where(owed.hard[rows], np.minimum(priority, Priority.PROMISE), priority)


def _stops(halts: tuple[Bundle, ...], classes: npt.NDArray[np.int64], after: tuple[tuple[int, int], ...]) -> StopTable:
    counts = np.zeros((len(halts), int(classes.max(initial=0)) + 1), dtype=np.int64)
    for row, halt in enumerate(halts):
        np.add.at(counts[row], classes[list(halt.members)], 1)
    return StopTable(
        halt_s=np.array([halt.halt_s for halt in halts], dtype=np.int64),
        windows=tuple(halt.windows for halt in halts),
        load=np.ones(len(halts), dtype=np.int64),
        stake=stakes(counts),
        after=after,
    )


def _ordered(problem: Problem, rows: Rows, halts: tuple[Bundle, ...]) -> tuple[tuple[int, int], ...]:
    """Return (first, later) of the halts that have an order."""
    after = problem.obligations.after[rows]
    if not (after != NONE).any():
        return ()
    halt_of = {int(rows[member]): stop for stop, halt in enumerate(halts) for member in halt.members}
    pairs = ((halt_of.get(int(after[place])), halt_of[int(rows[place])]) for place in np.flatnonzero(after != NONE))
    return tuple((first, later) for first, later in pairs if first is not None and first != later)


def _vehicle(problem: Problem, duty: Duty, places: Nodes, halts: int) -> Vehicle:
    person, shift = problem.technicians[duty.technician], duty.shift
    return Vehicle(
        start_node=places.base(person.start_site, halts),
        end_node=places.base(person.end_site, halts),
        shift_start=shift.start_s,
        shift_end=shift.end_s,
        room=halts if person.max_stops is None else min(person.max_stops, halts),
        profile=places.profiles.index(person.profile),
        breaks=tuple((one.window_start_s, one.window_end_s, one.duration_s, one.extra_windows) for one in shift.breaks),
        overtime_s=problem.policy.overtime_s,
        overtime_price=problem.policy.overtime_price,
        most_work=person.max_work_s,
    )


def _strange(problem: Problem, rows: Rows, duties: tuple[Duty, ...]) -> npt.NDArray[np.int64]:
    """Return what a strange face costs, int64 (n, v)."""
    wanted = problem.obligations.preferred[rows][:, None]
    people = np.array([duty.technician for duty in duties], dtype=np.int32)
    other = (wanted != NONE) & np.not_equal(wanted, people)
    return np.where(other, problem.policy.familiarity_s, 0).astype(np.int64)


def _surcharge(halts: tuple[Bundle, ...], may: Mask, cost: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the cost of each halt, ``FORBIDDEN`` where one of its members may not be served, int64 (h, v)."""
    table = np.zeros((len(halts), may.shape[1]), dtype=np.int64)
    for row, halt in enumerate(halts):
        members = list(halt.members)
        table[row] = np.where(may[members].all(axis=0), cost[members].sum(axis=0), FORBIDDEN)
    return table
