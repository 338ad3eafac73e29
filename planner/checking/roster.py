"""Who works and holds what on each day of the horizon, as tables over (technician, day)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from planner.problem import CertificateSpan, Horizon, Policy, Problem, Shift, Technician


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Roster:
    """Tables over `t` technicians and `d` days of the horizon.

    Attributes
    ----------
    skills : uint64 (t, d), bit set of the certificates valid that day
    starts_s, ends_s : int64 (t, d), the shift; both 0 where there is none
    work_s : int64 (t, d), seconds of the shift without its breaks
    day_s, overtime_s : int64 (t, d), those of them that may be worked, and longer; within the most work of a day
    net_s : int64 (t, d), what reserve and travel leave of `day_s` for visits
    serves : bool (t, regions), the home region and those it may be lent to
    """

    skills: npt.NDArray[np.uint64]
    starts_s: npt.NDArray[np.int64]
    ends_s: npt.NDArray[np.int64]
    work_s: npt.NDArray[np.int64]
    day_s: npt.NDArray[np.int64]
    overtime_s: npt.NDArray[np.int64]
    net_s: npt.NDArray[np.int64]
    serves: npt.NDArray[np.bool_]


def roster(problem: Problem) -> Roster:
    """Lay out the technicians of `problem`."""
    shape = len(problem.technicians), problem.horizon.days
    skills = np.zeros(shape, dtype=np.uint64)
    starts, ends, work, worked, longer, net = (np.zeros(shape, dtype=np.int64) for _ in range(6))
    for row, person in enumerate(problem.technicians):
        _fill_skills(skills[row], person, problem)
        for shift in person.shifts:
            day = (shift.on - problem.horizon.start).days
            if 0 <= day < shape[1]:
                starts[row, day], ends[row, day], work[row, day] = shift.start_s, shift.end_s, shift.work_s
                worked[row, day], longer[row, day], net[row, day] = _hours(problem.policy, person, shift)
    return Roster(
        skills=skills,
        starts_s=starts,
        ends_s=ends,
        work_s=work,
        day_s=worked,
        overtime_s=longer,
        net_s=net,
        serves=_serves(problem),
    )


def _hours(policy: Policy, person: Technician, shift: Shift) -> tuple[int, int, int]:
    """Return the seconds worked on a shift, those worked longer at most, and those of the first left for visits."""
    worked = shift.work_s if person.max_work_s is None else min(shift.work_s, person.max_work_s)
    longer = policy.overtime_s if person.max_work_s is None else min(policy.overtime_s, person.max_work_s - worked)
    share = policy.share_worked(person.profile, shift.start_s, shift.end_s)
    return worked, longer, int(worked * share)


def _fill_skills(row: npt.NDArray[np.uint64], person: Technician, problem: Problem) -> None:
    for span in person.certificates:
        if span.kind in problem.certificates:
            days = _days(span, problem.horizon)
            row[days] |= np.uint64(1 << problem.certificates.index(span.kind))


def _days(span: CertificateSpan, horizon: Horizon) -> slice:
    def since(day: date) -> int:
        return max(0, (day - horizon.start).days)

    return slice(since(span.valid_from), None if span.valid_until is None else since(span.valid_until))


def _serves(problem: Problem) -> npt.NDArray[np.bool_]:
    may = np.eye(len(problem.regions), dtype=np.bool_)
    for loan in problem.policy.lending:
        may[loan.giver, loan.taker] |= loan.hours_per_week > 0
    home = np.fromiter((person.region for person in problem.technicians), dtype=np.int64)
    return may[home]
