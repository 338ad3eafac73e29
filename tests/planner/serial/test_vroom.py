"""VROOM problems are read where they have a counterpart, refused by name where not, and answered in VROOM's shape."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from planner.checking import check_plan
from planner.plan import DayPlan, PlannedVisit, Reason, Route, Stop, Unplanned
from planner.problem import NONE, Priority, ProblemError
from planner.serial.vroom import read_vroom, write_vroom

TABLE = [[0, 600, 900], [600, 0, 300], [900, 300, 0]]
DOCUMENT: dict[str, Any] = {
    "vehicles": [
        {
            "id": 1,
            "start_index": 0,
            "end_index": 0,
            "skills": [1, 14],
            "time_window": [28800, 43200],
            "breaks": [{"id": 7, "service": 300, "time_windows": [[32400, 34200]]}],
        },
        {"id": 2, "start_index": 2, "skills": [2], "description": "second"},
    ],
    "jobs": [
        {"id": 11, "service": 300, "setup": 60, "location_index": 1, "skills": [1], "time_windows": [[32400, 36000]]},
        {"id": 12, "service": 300, "setup": 60, "location_index": 1, "priority": 100},
        {"id": 13, "service": 300, "location_index": 2, "skills": [2, 14], "description": "both"},
    ],
    "matrices": {"car": {"durations": TABLE, "distances": TABLE}},
}


@pytest.fixture
def document() -> dict[str, Any]:
    """A VROOM problem of its own for each test."""
    return deepcopy(DOCUMENT)


def flaws_of(document: Any) -> list[str]:
    """The paths refused."""
    with pytest.raises(ProblemError) as refused:
        read_vroom(json.dumps(document))
    assert all(flaw.message_zh for flaw in refused.value.flaws)
    return [flaw.path for flaw in refused.value.flaws]


def plan() -> DayPlan:
    """Vehicle 1 makes both jobs of place 1 in one stop after its break; nobody has both skills of job 13."""
    stop = Stop(
        site=0,
        arrival_s=31800,
        setup_s=60,
        travel_s=600,
        distance_m=600,
        visits=(
            PlannedVisit(obligation=0, start_s=32760, end_s=33060),
            PlannedVisit(obligation=1, start_s=33060, end_s=33360),
        ),
    )
    route = Route(
        technician=0,
        on=date(1970, 1, 1),
        start_s=31200,
        end_s=33960,
        stops=(stop,),
        breaks=((32400, 32700),),
        return_travel_s=600,
        return_distance_m=600,
    )
    return DayPlan(routes=(route,), unplanned=(Unplanned(obligation=2, reason=Reason.NO_CERTIFICATE),))


def test_jobs_become_obligations_and_vehicles_technicians(document: dict[str, Any]) -> None:
    """Skills, windows, priorities, breaks and places keep their meaning."""
    problem = read_vroom(json.dumps(document)).problem
    owed = problem.obligations
    assert problem.certificates == ("skill-1", "skill-2", "skill-14")
    assert owed.skills.tolist() == [0b001, 0, 0b110]
    assert owed.window_start_s.tolist() == [32400, 0, 0]
    assert [Priority(one) for one in owed.priority.tolist()] == [Priority.D, Priority.PROMISE, Priority.D]
    first, second = problem.technicians
    shift = first.shift_on(date(1970, 1, 1))
    assert shift is not None
    assert (shift.start_s, shift.end_s, len(shift.breaks)) == (28800, 43200, 1)
    assert second.name == "second"


def test_several_windows_of_jobs_and_breaks_are_kept(document: dict[str, Any]) -> None:
    """In time order, those that touch joined, those of the break too."""
    document["jobs"][0]["time_windows"] = [[50_000, 60_000], [32_400, 36_000], [36_000, 37_000]]
    document["vehicles"][0]["breaks"][0]["time_windows"] = [[40_000, 41_000], [32_400, 34_200]]
    problem = read_vroom(json.dumps(document)).problem
    assert problem.obligations.windows_of(0) == ((32_400, 37_000), (50_000, 60_000))
    assert problem.obligations.windows_of(1) == ((0, 172_800),)
    (pause,) = problem.technicians[0].shifts[0].breaks
    assert pause.windows == ((32_400, 34_200), (40_000, 41_000))


def test_a_hand_made_answer_passes_the_judge_and_reads_like_vroom(document: dict[str, Any]) -> None:
    """Steps in order of time with arrivals, waiting, setup once at a place, and our reason for what is unassigned."""
    read = read_vroom(json.dumps(document))
    assert check_plan(read.problem, read.travel, plan()) == ()
    answer = json.loads(json.dumps(write_vroom(read, plan(), lambda code: {"message_en": str(code)})))
    assert answer["code"] == 0
    assert answer["summary"]["routes"] == answer["summary"]["unassigned"] == 1
    (left,) = answer["unassigned"]
    assert (left["id"], left["type"], left["location_index"], left["reason"]) == (13, "job", 2, "no_certificate")
    steps = answer["routes"][0]["steps"]
    assert [(one["type"], one["arrival"]) for one in steps] == [
        ("start", 31200),
        ("job", 31800),
        ("break", 32400),
        ("job", 33060),
        ("end", 33960),
    ]
    assert [one.get("waiting_time") for one in steps] == [0, 600, 0, 0, 0]
    assert [one["setup"] for one in steps] == [0, 60, 0, 0, 0]
    assert [one["duration"] for one in steps] == [0, 600, 600, 600, 1200]
    assert steps[2]["id"] == 7


def test_open_routes_end_where_they_end(document: dict[str, Any]) -> None:
    """A vehicle without an end pays nothing for its way home, one without a start nothing for the way out."""
    read = read_vroom(json.dumps(document))
    second = read.problem.technicians[1]
    matrix = read.travel(0, "car").matrix
    assert matrix.duration_s[0, second.end_site] == 0
    assert matrix.duration_s[second.start_site, 0] == 300


def test_timestamps_are_counted_from_their_midnight(document: dict[str, Any]) -> None:
    """Times of a day in 2027 come back as they went in."""
    base = 1_800_000_000 // 86_400 * 86_400
    vehicle, job = document["vehicles"][0], document["jobs"][0]
    vehicle["time_window"] = [base + one for one in vehicle["time_window"]]
    vehicle["breaks"][0]["time_windows"] = [[base + 32400, base + 34200]]
    job["time_windows"] = [[base + 32400, base + 36000]]
    read = read_vroom(json.dumps(document))
    assert read.offset_s == base
    assert read.problem.obligations.window_start_s.tolist()[0] == 32400
    assert read.problem.horizon.start == date(2027, 1, 15)
    assert write_vroom(read, plan())["routes"][0]["steps"][0]["arrival"] == base + 31200


def test_jobs_of_one_place_share_a_stop_unless_a_vehicle_counts_them(document: dict[str, Any]) -> None:
    """Setup is paid once at a place; max_tasks counts jobs, so then each job is a stop."""
    assert read_vroom(json.dumps(document)).problem.sites.building.tolist()[:3] == [0, 0, 1]
    document["vehicles"][0]["max_tasks"] = 2
    problem = read_vroom(json.dumps(document)).problem
    assert set(problem.sites.building.tolist()) == {NONE}
    assert problem.technicians[0].max_stops == 2


def test_without_matrices_travel_is_estimated_from_coordinates() -> None:
    """Coordinates alone are enough for the known profiles."""
    near = {"vehicles": [{"id": 1, "start": [120.0, 30.0]}], "jobs": [{"id": 1, "location": [120.0, 30.1]}]}
    read = read_vroom(json.dumps(near))
    assert int(read.travel(0, "car").matrix.distance_m[0, 1]) == pytest.approx(15_010, rel=0.01)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d.update(shipments=[{}]), "shipments"),
        (lambda d: d["jobs"][0].update(delivery=[4]), "jobs[0].delivery"),
        (lambda d: d["jobs"][0].update(time_windows=[[9, 1]]), "jobs[0].time_windows[0]"),
        (lambda d: d["jobs"][0].update(priority=101), "jobs[0].priority"),
        (lambda d: d["jobs"][1].update(id=11), "jobs[1].id"),
        (lambda d: d["jobs"][0].update(location_index=3), "matrices.car.durations"),
        (lambda d: d["jobs"][0].pop("location_index"), "jobs[0].location"),
        (lambda d: d["jobs"][0].update(location=[200, 0]), "jobs[0].location"),
        (lambda d: d["jobs"][0].update(skill=[1]), "jobs[0].skill"),
        (lambda d: d["vehicles"][0].update(speed_factor=2), "vehicles[0].speed_factor"),
        (lambda d: d["vehicles"][0].update(max_distance=2), "vehicles[0].max_distance"),
        (lambda d: d["vehicles"][1].pop("start_index"), "vehicles[1].start"),
        (lambda d: d["vehicles"][0]["breaks"][0].pop("time_windows"), "vehicles[0].breaks[0].time_windows"),
        (lambda d: d["matrices"]["car"].update(durations=[[0, 1], [1]]), "matrices.car.durations"),
        (lambda d: d.pop("matrices"), "matrices"),
    ],
)
def test_what_has_no_counterpart_is_refused_at_its_place(document: dict[str, Any], change: Any, path: str) -> None:
    """Nothing is silently dropped."""
    change(document)
    assert path in flaws_of(document)
