"""A day plan's JSON back to a plan, so that a plan changed by hand or by another program can be judged."""

from planner.plan import Cure, DayPlan, PlannedVisit, Reason, Route, Stop, Unplanned
from planner.problem import Flaw, Problem, ProblemError
from planner.serial.fields import Fields
from planner.serial.read_problem import FORMAT
from planner.serial.text import parse

Rows = dict[str, int]


def read_day_plan(problem: Problem, text: str | bytes) -> DayPlan:
    """Read the plan of `problem` that `planner.serial.write_day_plan` writes; costs and violations in it are ignored.

    Raises
    ------
    ProblemError
        With every flaw found, each at its JSON path.
    """
    flaws: list[Flaw] = []
    root = Fields(parse(text), "", flaws)
    root.choice("format", (FORMAT,))
    root.choice("kind", ("day_plan",))
    people = {person.id: row for row, person in enumerate(problem.technicians)}
    sites = {name: row for row, name in enumerate(problem.sites.ids)}
    owed = {name: row for row, name in enumerate(problem.obligations.ids)}
    routes = tuple(_route(one, people, sites, owed) for one in root.objects("routes", required=True))
    left = tuple(_unplanned(one, owed) for one in root.objects("unplanned", required=True))
    for ignored in ("costs", "violations", "note"):
        root.take(ignored)
    root.close()
    if flaws:
        raise ProblemError(flaws)
    return DayPlan(routes=routes, unplanned=left)


def _route(one: Fields, people: Rows, sites: Rows, owed: Rows) -> Route:
    return Route(
        technician=one.reference("technician", people, "technicians"),
        on=one.day("on"),
        start_s=one.whole("start_s"),
        end_s=one.whole("end_s"),
        stops=tuple(_stop(stop, sites, owed) for stop in one.objects("stops", required=True)),
        breaks=tuple((pause.whole("start_s"), pause.whole("end_s")) for pause in one.objects("breaks")),
        return_travel_s=one.whole("return_travel_s"),
        return_distance_m=one.whole("return_distance_m"),
    )


def _stop(one: Fields, sites: Rows, owed: Rows) -> Stop:
    return Stop(
        site=one.reference("site", sites, "sites"),
        arrival_s=one.whole("arrival_s"),
        setup_s=one.whole("setup_s"),
        travel_s=one.whole("travel_s"),
        distance_m=one.whole("distance_m"),
        visits=tuple(
            PlannedVisit(
                obligation=visit.reference("obligation", owed, "obligations"),
                start_s=visit.whole("start_s"),
                end_s=visit.whole("end_s"),
            )
            for visit in one.objects("visits", required=True)
        ),
    )


def _unplanned(one: Fields, owed: Rows) -> Unplanned:
    for said in ("message_zh", "message_en"):
        one.take(said)
    return Unplanned(
        obligation=one.reference("obligation", owed, "obligations"),
        reason=Reason(one.choice("reason", tuple(Reason))),
        cure=_cure(one) if one.has("cure") else None,
    )


def _cure(one: Fields) -> Cure:
    with one.part("cure") as part:
        for said in ("message_zh", "message_en"):
            part.take(said)
        kind, minutes = part.text("kind"), part.number("minutes", least=-1e9, most=1e9)
        details = part.take("details")
    return Cure(kind=kind, minutes=minutes, details=details if isinstance(details, dict) else {})
