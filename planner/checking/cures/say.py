"""A way out in numbers and names, exact to the minute."""

from planner.checking.because import partners
from planner.checking.board import Board
from planner.checking.cures.best import Way
from planner.checking.cures.kinds import CureKind
from planner.checking.halts import halt
from planner.checking.places import put
from planner.checking.timing import drive_of, drive_route
from planner.checking.why_not import pauses_missed
from planner.plan import Cure, Route
from planner.plan.places import Details
from planner.problem import Problem

DAYS_S = 2 * 86_400


def told(rest: Board, row: int, way: Way) -> Cure:
    """Return `way` as the plan carries it: `minutes` is the overtime, or the travel and entering it adds."""
    person = rest.problem.technicians[way.day.technician]
    details: dict[str, str | int | float] = {
        "technician": person.id,
        "name": person.name,
        "on": way.on.isoformat(),
        "price_min": round(way.price_min, 1),
        "service_min": -(-int(rest.problem.obligations.service_s[row]) // 60),
    }
    details |= _special(rest, row, way)
    return Cure(kind=str(way.kind), minutes=_minutes(rest, row, way), details=details)


def _special(rest: Board, row: int, way: Way) -> Details:
    problem = rest.problem
    owed, person = problem.obligations, problem.technicians[way.day.technician]
    if way.kind in (CureKind.RENEW, CureKind.CERTIFY):
        lacking = int(owed.skills[row]) & ~person.skills_on(way.on, problem.certificates)
        kinds = [kind for bit, kind in enumerate(problem.certificates) if lacking >> bit & 1]
        return {"certificate": ", ".join(kinds), "by": way.on.isoformat()}
    if way.kind is CureKind.LEND:
        return {
            "from": problem.regions[person.region],
            "region": problem.regions[int(problem.sites.region[owed.site[row]])],
        }
    if way.kind is CureKind.WIDER_HOURS:
        return _hours(rest, row, way)
    if way.kind is CureKind.UNPIN:
        pinned = int(owed.pinned[row])
        return {"kept_by": problem.technicians[pinned].name if pinned >= 0 else ""}
    if way.kind is CureKind.MORE_WORK:
        return {"most_min": int(person.max_work_s or 0) // 60}
    if way.kind is CureKind.ANY_ORDER:
        return partners(rest, row)
    if way.kind is CureKind.ANOTHER_DAY:
        return {"due_by": str(owed.due_by[row])}
    if way.kind is CureKind.SPLIT:
        return {"parts": way.parts}
    if way.kind is CureKind.OTHER_MODE:
        return {"profile": way.profile or person.profile}
    if way.kind is CureKind.MOVED_BASE:
        return {"site": problem.sites.ids[int(owed.site[row])]}
    return {}


def _minutes(rest: Board, row: int, way: Way) -> float:
    if way.kind is CureKind.OVERTIME:
        over = driven(rest, row, way).end_s - way.day.shift.end_s
        return float(max(1, -(-over // 60)))
    if way.kind is CureKind.MORE_WORK:
        return float(max(1, -(-_over_work_s(rest, row, way) // 60)))
    return round(way.price_min if way.kind in _PRICED else _added_min(rest, row, way), 1)


def _over_work_s(rest: Board, row: int, way: Way) -> int:
    """Return the seconds of travel, entering and service beyond the most of a day."""
    route = driven(rest, row, way)
    served = sum(visit.end_s - visit.start_s for stop in route.stops for visit in stop.visits)
    return route.travel_s + sum(stop.setup_s for stop in route.stops) + served - way.day.most_work_s


_PRICED = frozenset({CureKind.PERSON, CureKind.OTHER_MODE, CureKind.MOVED_BASE, CureKind.SPLIT, CureKind.EXTRA_SHIFT})


def _added_min(rest: Board, row: int, way: Way) -> float:
    route = driven(rest, row, way)
    old = int(way.day.legs.sum()) if way.day.going.ground is None else _travel_s(rest, way)
    old += sum(one.setup_s for one in way.day.halts)
    return float(route.travel_s + sum(stop.setup_s for stop in route.stops) - old) / 60


def _travel_s(rest: Board, way: Way) -> int:
    """Return the seconds of travel of the day without the visit; of a day without any, none."""
    if not way.day.halts:
        return 0
    drive = drive_of(rest.problem, rest.travel, way.day.technician)
    return drive_route(rest.problem, drive, way.day.technician, way.on, way.day.halts).travel_s


def _hours(rest: Board, row: int, way: Way) -> Details:
    """Return which moment the customer would have to allow, and by how many minutes that widens the window."""
    owed = rest.problem.obligations
    spans = owed.windows_of(row)
    earliest = _begin(driven(rest, row, way, (0, DAYS_S)), row)
    opens = min((start for start, _ in spans if start > earliest), default=None)
    start = earliest if opens is None else _nearest(rest, row, way, earliest, opens)
    wider = min(max(begin - start, start - end, 0) for begin, end in spans)
    return {"at": f"{start // 3600:02d}:{start // 60 % 60:02d}", "wider_min": -(-wider // 60)}


def _nearest(rest: Board, row: int, way: Way, earliest: int, opens: int) -> int:
    """Return about the last moment before `opens` at which the visit can begin and the day still be kept."""
    good, bad = earliest, opens
    while bad - good > 60:
        middle = (good + bad) // 2
        route = driven(rest, row, way, (middle, DAYS_S))
        if kept(rest.problem, route, row):
            good = _begin(route, row)
        bad = bad if good >= middle else middle
    return good


def _begin(route: Route, row: int) -> int:
    return next(visit.start_s for stop in route.stops for visit in stop.visits if visit.obligation == row)


def driven(rest: Board, row: int, way: Way, hours: tuple[int, int] | None = None) -> Route:
    """Return the day of `way` with the visit in it, were `hours` the customer's."""
    problem = rest.problem
    if hours:
        here = halt(problem.obligations, (row,), hours=hours)
        order = (*way.day.halts[: way.before], here, *way.day.halts[way.before :])
    else:
        order = put(problem, way.day.halts, row, way.before, joins=way.joins)
    return drive_route(
        problem, drive_of(rest.problem, rest.travel, way.day.technician), way.day.technician, way.on, order
    )


def kept(problem: Problem, route: Route, row: int) -> bool:
    """Tell whether a route keeps its shift, its pauses, and the hours of all customers but that of `row`."""
    shift, owed = problem.technicians[route.technician].shift_on(route.on), problem.obligations
    if shift is None or route.end_s > shift.end_s + problem.policy.overtime_s or pauses_missed(problem, route):
        return False
    visits = (visit for stop in route.stops for visit in stop.visits if visit.obligation != row)
    return all(visit.start_s <= owed.windows_of(visit.obligation)[-1][1] for visit in visits)
