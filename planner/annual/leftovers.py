"""Each obligation without a week: its reason, and the cheapest thing found that would change it."""

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from planner.annual.openings import FREE, REASONS, Openings
from planner.annual.spacing import nearest
from planner.plan import Cure, Proof, Reason, ShortageCertificate, Unplanned
from planner.problem import Problem

Ints = npt.NDArray[np.int64]


def explained(problem: Problem, room: Openings, reason: Ints, proof: Proof, week: Ints) -> tuple[Unplanned, ...]:
    """Return one entry for each row of `reason` that is not `FREE`; `week` (n,) is the plan."""
    regions = problem.region_of()
    found: dict[tuple[int, ...], Cure | None] = {}
    entries = []
    apart = problem.obligations.series[reason == REASONS.index(Reason.SPACING)]
    members = np.flatnonzero(np.isin(problem.obligations.series, apart)) if len(apart) else apart
    for row in np.flatnonzero(reason != FREE).tolist():
        why = REASONS[int(reason[row])]
        first, last = int(room.first_week[row]), int(room.last_week[row])
        hard = bool(problem.obligations.hard[row])
        if why is Reason.SPACING:
            entries.append(
                Unplanned(obligation=row, reason=why, cure=_closer(problem, week, row, (first, last), members))
            )
            continue
        key = (int(regions[row]), int(problem.obligations.skills[row]), first, last, int(hard), int(reason[row]))
        if key not in found:
            found[key] = _cure(problem, row, why, (first, last), proof)
        entries.append(Unplanned(obligation=row, reason=why, cure=found[key]))
    return tuple(entries)


def _closer(problem: Problem, week: Ints, row: int, weeks: tuple[int, int], members: Ints) -> Cure | None:
    """Let a distance of the series be shorter, or longer, by as few days as will do."""
    found = nearest(problem, week, row, np.arange(weeks[0], weeks[1] + 1), members)
    if found is None:
        return None
    days, number = found
    monday = max(problem.horizon.start, problem.horizon.monday(number))
    details: dict[str, str | int | float] = {"days": days, "from": monday.isoformat()}
    return Cure(kind="closer", minutes=problem.policy.cures.closer, details=details)


def _cure(problem: Problem, row: int, why: Reason, weeks: tuple[int, int], proof: Proof) -> Cure | None:
    if why in {Reason.OUTSIDE_HORIZON, Reason.LATER_IN_WINDOW}:
        return None
    shortage = _shortage_of(problem, row, weeks, proof)
    if shortage is not None and shortage.cures:
        return shortage.cures[0]
    region = problem.regions[int(problem.region_of()[row])]
    owed = problem.obligations
    minutes = float(owed.service_s[row] + owed.setup_s[row]) / 60
    span = problem.horizon
    starts = max(span.start, span.monday(weeks[0]))
    ends = min(span.until, span.monday(weeks[1] + 1)) - timedelta(days=1)
    kinds = [kind for bit, kind in enumerate(problem.certificates) if int(owed.skills[row]) >> bit & 1]
    details: dict[str, str | int | float] = {
        "region": region,
        "certificates": ", ".join(kinds),
        "from": starts.isoformat(),
        "to": ends.isoformat(),
    }
    return Cure(kind="more_hours", minutes=round(minutes, 1), details=details)


def _shortage_of(problem: Problem, row: int, weeks: tuple[int, int], proof: Proof) -> ShortageCertificate | None:
    """Return the shortage of law that the obligation lies in."""
    if not problem.obligations.hard[row]:
        return None
    region = problem.regions[int(problem.region_of()[row])]
    for shortage in proof.shortages:
        if shortage.region == region and shortage.week_from <= weeks[0] and weeks[1] < shortage.week_until:
            return shortage
    return None
