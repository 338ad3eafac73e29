"""The list of hostile problems: each level answers with a clear result or a refusal in two languages, never a hang.

Every case is the same small sound problem with one thing wrong, planned at the level named, through the document format
a stranger would use. What may be planned is judged; what may not is named with its reason and path.
"""

import json
from copy import deepcopy
from typing import Any

import pytest

from app.cli.solve_levels import Answer, Level, solve
from planner.kernel import SearchLimits
from planner.problem import ProblemError
from planner.serial import read_problem

H = 3_600
SEARCH = SearchLimits(iterations=300)
LEVELS = tuple(Level)
ROUTED = (Level.MONTH, Level.DAY)


def sound(level: Level) -> dict[str, Any]:
    """Two technicians, four gas inspections and two visits, one day or four weeks."""
    days = (
        ["2027-03-01"] if level is Level.DAY else [f"2027-03-{day:02}" for day in range(1, 27) if day % 7 not in (6, 0)]
    )
    shifts = [{"on": day, "start_s": 8 * H, "end_s": 16 * H, "breaks": [_lunch()]} for day in days]
    last = days[-1]
    held = [{"kind": "gas", "valid_from": "2026-01-01"}]
    return {
        "format": "roundsman/1",
        "regions": ["north"],
        "certificates": ["gas"],
        "horizon": {"start": days[0], "until": "2027-03-02" if level is Level.DAY else "2027-03-29"},
        "sites": [{"id": f"s{n}", "lon": 120.0 + n / 500, "lat": 30.0, "region": "north"} for n in range(4)],
        "technicians": [
            {"id": name, "region": "north", "start_site": "s0", "certificates": held, "shifts": deepcopy(shifts)}
            for name in ("ann", "bo")
        ],
        "obligations": [
            {"id": f"law {n}", "site": f"s{n}", "certificates": ["gas"], "due_by": last, "priority": "LAW",
             "hard": True, "service_s": 1_800}
            for n in range(4)
        ]
        + [{"id": f"tour {n}", "site": f"s{n}", "due_by": last, "priority": "B", "service_s": 900} for n in (1, 2)],
    }  # fmt: skip


def _lunch() -> dict[str, int]:
    return {"window_start_s": 11 * H, "window_end_s": 12 * H, "duration_s": 1_800}


def answered(document: dict[str, Any], level: Level) -> Answer:
    """Read and plan; whatever is planned must pass the judge."""
    answer = solve(read_problem(json.dumps(document)), level, None, SEARCH)
    assert [one for one in answer.violations if one.hard] == []
    return answer


def reasons(answer: Answer) -> dict[str, str]:
    """Return the reason of everything left out."""
    return {one["obligation"]: one["reason"] for one in answer.document.get("unplanned", [])}


def refused(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return path and both sentences of every flaw."""
    with pytest.raises(ProblemError) as error:
        read_problem(json.dumps(document))
    assert all(flaw.message_en and flaw.message_zh for flaw in error.value.flaws)
    return [(flaw.path, flaw.message_en, flaw.message_zh) for flaw in error.value.flaws]


@pytest.mark.parametrize("level", LEVELS)
def test_the_sound_problem_is_planned_whole(level: Level) -> None:
    """Else the cases below would show nothing."""
    assert answered(sound(level), level).unplanned == 0


@pytest.mark.parametrize("level", ROUTED)
def test_a_window_nobody_works_in_is_named(level: Level) -> None:
    """Service may only begin at night."""
    document = sound(level)
    document["obligations"][0] |= {"window_start_s": 22 * H, "window_end_s": 23 * H}
    assert reasons(answered(document, level)) == {"law 0": "time_window"}


@pytest.mark.parametrize("level", LEVELS)
def test_a_window_that_ends_before_it_begins_is_refused(level: Level) -> None:
    """The row is named."""
    document = sound(level)
    document["obligations"][2] |= {"window_start_s": 12 * H, "window_end_s": 11 * H}
    assert any("obligations[2]" in path for path, _, _ in refused(document))


def test_a_due_date_before_the_first_allowed_one_is_refused() -> None:
    """A due window may not be empty."""
    document = sound(Level.MONTH)
    document["obligations"][1] |= {"not_before": "2027-03-10", "due_by": "2027-03-09"}
    assert any("obligations[1]" in path for path, _, _ in refused(document))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-5", '"x"', "null"])
def test_a_matrix_with_a_value_that_is_no_travel_is_refused(value: str) -> None:
    """NaN, infinite, negative, text, nothing."""
    document = sound(Level.DAY)
    text = json.dumps(document | {"travel": {"matrices": {"car": {"duration_s": "TABLE", "distance_m": _table(4)}}}})
    table = json.dumps(_table(4)).replace("[0, 600", f"[0, {value}", 1)
    with pytest.raises(ProblemError) as error:
        read_problem(text.replace('"TABLE"', table))
    assert all(flaw.message_en and flaw.message_zh for flaw in error.value.flaws)


@pytest.mark.parametrize("level", ROUTED)
def test_an_asymmetric_matrix_is_planned_as_it_is(level: Level) -> None:
    """There and back may differ: one-way streets are no error."""
    table = _table(4)
    for row in range(4):
        for column in range(row):
            table[row][column] *= 3
    document = sound(level) | {"travel": {"matrices": {"car": {"duration_s": table, "distance_m": table}}}}
    assert answered(document, level).unplanned == 0


@pytest.mark.parametrize("level", ROUTED)
def test_what_no_road_reaches_is_named(level: Level) -> None:
    """An island, and a matrix in which nothing reaches anything."""
    table = _table(4)
    for other in range(3):
        table[3][other] = table[other][3] = None
    document = sound(level) | {"travel": {"matrices": {"car": {"duration_s": table, "distance_m": table}}}}
    assert reasons(answered(document, level)) == {"law 3": "unreachable"}
    lost = [[0 if row == column else None for column in range(4)] for row in range(4)]
    document["travel"]["matrices"]["car"] = {"duration_s": lost, "distance_m": lost}
    assert {"law 1", "law 2", "law 3", "tour 1", "tour 2"} <= set(reasons(answered(document, level)))


@pytest.mark.parametrize("field", ["service_s", "setup_s"])
def test_a_negative_duration_is_refused(field: str) -> None:
    """With its path."""
    document = sound(Level.DAY)
    document["obligations"][3][field] = -1
    assert any(field in path for path, _, _ in refused(document))


@pytest.mark.parametrize("level", LEVELS)
def test_a_technician_without_shifts_is_simply_not_there(level: Level) -> None:
    """The other does the work."""
    document = sound(level)
    document["technicians"][0]["shifts"] = []
    assert answered(document, level).unplanned == 0


@pytest.mark.parametrize("level", LEVELS)
def test_without_any_shift_everything_is_named(level: Level) -> None:
    """Nobody works in the due window."""
    document = sound(level)
    for person in document["technicians"]:
        person["shifts"] = []
    answer = answered(document, level)
    if level is Level.PROOF:
        assert answer.document["shortages"]
    else:
        assert set(reasons(answer)) == {one["id"] for one in document["obligations"]}


def test_a_certificate_that_ends_mid_horizon_is_used_before_and_not_after() -> None:
    """Everyone's ends on the tenth: what may only be done later is named, the rest is done before."""
    document = sound(Level.MONTH)
    for person in document["technicians"]:
        person["certificates"][0]["valid_until"] = "2027-03-10"
    document["obligations"][0]["not_before"] = "2027-03-15"
    answer = answered(document, Level.MONTH)
    assert reasons(answer) == {"law 0": "certificate_expired"}
    days = {
        visit["obligation"]: route["on"]
        for route in answer.document["routes"]
        for stop in route["stops"]
        for visit in stop["visits"]
    }
    assert all(days[f"law {n}"] < "2027-03-10" for n in (1, 2, 3))
    assert answered(document, Level.PROOF).document["shortages"]
    assert reasons(answered(document, Level.YEAR)) == {"law 0": "certificate_expired"}


@pytest.mark.parametrize("level", LEVELS)
def test_no_obligations_give_an_empty_plan(level: Level) -> None:
    """Nothing owed, nothing done."""
    answer = answered(sound(level) | {"obligations": []}, level)
    assert (answer.planned, answer.unplanned) == (0, 0)


@pytest.mark.parametrize("level", LEVELS)
def test_no_technicians_leave_everything_named(level: Level) -> None:
    """A company without people has shortages, not an error."""
    document = sound(level) | {"technicians": []}
    answer = answered(document, level)
    if level is Level.PROOF:
        assert answer.document["shortages"]
    else:
        assert set(reasons(answer)) == {one["id"] for one in document["obligations"]}


@pytest.mark.parametrize("level", [Level.YEAR, *ROUTED])
def test_a_visit_longer_than_any_shift_is_named(level: Level) -> None:
    """Nine hours of work do not fit a day of eight."""
    document = sound(level)
    document["obligations"][4]["service_s"] = 9 * H
    assert reasons(answered(document, level)) == {"tour 1": "longer_than_shift"}


@pytest.mark.parametrize("rule", [{}, {"max_work_s": 8 * H}], ids=["no rule", "most work"])
@pytest.mark.parametrize("level", ROUTED)
def test_far_more_work_than_hands_leaves_the_lowest_tiers(level: Level, rule: dict[str, int]) -> None:
    """A hundred long visits beside the law: the law is kept, also under a rule that only the search knows."""
    document = sound(level)
    for person in document["technicians"]:
        person |= rule
    for n in range(100):
        extra = {"id": f"extra {n}", "site": f"s{n % 4}", "due_by": document["obligations"][0]["due_by"]}
        document["obligations"].append(extra | {"priority": "D", "service_s": 5 * H})
    left = reasons(answered(document, level))
    assert left
    assert not any(name.startswith("law") for name in left)


def _table(size: int) -> list[list[Any]]:
    return [[600 * abs(row - column) for column in range(size)] for row in range(size)]
