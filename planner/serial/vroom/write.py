"""Our day plan as a VROOM solution, with the reason of every unassigned job."""

from collections.abc import Iterator
from typing import Any

from planner.plan import DayPlan, PlannedVisit, Route, Stop
from planner.serial.vroom.parts import Place
from planner.serial.vroom.read import VroomDocument
from planner.serial.write_plan import Words, silent

Json = dict[str, Any]


def write_vroom(document: VroomDocument, plan: DayPlan, words: Words = silent) -> Json:
    """Return ``code``, ``summary``, ``unassigned`` and ``routes``; costs are seconds of travel.

    Each unassigned job carries our ``reason`` code and the sentences of `words` besides VROOM's own fields.
    """
    routes = [_route(document, route) for route in plan.routes if route.stops]
    sums = ("cost", "setup", "service", "duration", "waiting_time", "priority", "distance")
    return {
        "code": 0,
        "summary": {
            **{key: sum(route[key] for route in routes) for key in sums},
            "routes": len(routes),
            "unassigned": len(plan.unplanned),
            "violations": [],
        },
        "unassigned": [
            {**_job(document, left.obligation), "type": "job", "reason": str(left.reason), **words(left.reason)}
            for left in plan.unplanned
        ],
        "routes": routes,
    }


def _route(document: VroomDocument, route: Route) -> Json:
    vehicle = document.vehicles[route.technician]
    steps = sorted(_timed(document, route), key=lambda step: (step["arrival"], _ORDER[step["type"]]))
    travelled, driven = 0, 0
    for step in steps:
        travelled, driven = travelled + step.pop("leg_s"), driven + step.pop("leg_m")
        step.update(duration=travelled, distance=driven, violations=[])
    visits = [visit for stop in route.stops for visit in stop.visits]
    setup, service = sum(step["setup"] for step in steps), sum(visit.end_s - visit.start_s for visit in visits)
    paused = sum(end - start for start, end in route.breaks)
    return {
        "vehicle": vehicle.id,
        **({"description": vehicle.description} if vehicle.description else {}),
        "cost": route.travel_s,
        "setup": setup,
        "service": service + paused,
        "duration": route.travel_s,
        "waiting_time": sum(step["waiting_time"] for step in steps),
        "priority": sum(document.jobs[visit.obligation].priority for visit in visits),
        "distance": driven,
        "steps": steps,
        "violations": [],
    }


_ORDER = {"start": 0, "job": 1, "break": 2, "end": 3}


def _timed(document: VroomDocument, route: Route) -> Iterator[Json]:
    """Yield all steps, each with the seconds and metres of the leg before it."""
    vehicle, offset = document.vehicles[route.technician], document.offset_s
    yield _step("start", vehicle.start, route.start_s + offset)
    for stop in route.stops:
        for place, visit in enumerate(stop.visits):
            yield _visit(document, route, stop, visit, place)
    for pause, (start, end) in zip(_pause_ids(vehicle.breaks, route.breaks), route.breaks, strict=True):
        yield {**_step("break", None, start + offset), "id": pause, "service": end - start}
    home = _step("end", vehicle.end, route.end_s + offset)
    yield {**home, "leg_s": route.return_travel_s, "leg_m": route.return_distance_m}


def _pause_ids(owed: Any, taken: tuple[tuple[int, int], ...]) -> list[int]:
    """Return the id of each break taken, in order of their windows."""
    return [pause.id for pause in sorted(owed, key=lambda one: one.windows)][: len(taken)]


def _visit(document: VroomDocument, route: Route, stop: Stop, visit: PlannedVisit, place: int) -> Json:
    job, first = document.jobs[visit.obligation], place == 0
    setup = stop.setup_s if first else 0
    arrival = stop.arrival_s if first else stop.visits[place - 1].end_s
    begin = visit.start_s - setup
    paused = sum(max(0, min(end, begin) - max(start, arrival)) for start, end in route.breaks)
    step = {
        **_step("job", job.place, arrival + document.offset_s),
        "id": job.id,
        "job": job.id,
        "setup": setup,
        "service": visit.end_s - visit.start_s,
        "waiting_time": begin - arrival - paused,
    }
    return {**step, "leg_s": stop.travel_s, "leg_m": stop.distance_m} if first else step


def _step(kind: str, place: Place | None, arrival: int) -> Json:
    step: Json = {"type": kind, "arrival": arrival, "setup": 0, "service": 0, "waiting_time": 0, "leg_s": 0, "leg_m": 0}
    return {**step, **_place(place)}


def _job(document: VroomDocument, number: int) -> Json:
    job = document.jobs[number]
    said = {"description": job.description} if job.description else {}
    return {"id": job.id, **_place(job.place), **said}


def _place(place: Place | None) -> Json:
    if place is None:
        return {}
    point = {} if place.point is None else {"location": list(place.point)}
    return point if place.row is None else {**point, "location_index": place.row}
