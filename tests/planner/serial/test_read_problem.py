"""A problem document is read as it is meant, and every flaw in it is named at its place."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner.serial
from planner.problem import NONE, Priority, ProblemError
from planner.serial import read_problem, write_matrices, write_problem
from planner.travel import UNREACHABLE

H = 3600
SCHEMA = json.loads((Path(planner.serial.__file__).parent / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)


def flaws_of(document: Any) -> dict[str, str]:
    """The paths and English messages of what is refused."""
    with pytest.raises(ProblemError) as refused:
        read_problem(json.dumps(document))
    assert all(flaw.message_en and flaw.message_zh for flaw in refused.value.flaws)
    return {flaw.path: flaw.message_en for flaw in refused.value.flaws}


def test_a_document_is_read_as_it_is_meant(document: dict[str, Any]) -> None:
    """Ids become indices, texts become dates, what is left out gets its usual value."""
    problem = read_problem(json.dumps(document)).problem
    owed = problem.obligations
    assert problem.technicians[0].profile == "ebike"
    assert problem.technicians[0].shift_on(date(2027, 3, 2)) is not None
    assert (problem.technicians[1].end_site, problem.technicians[0].end_site) == (0, 0)
    assert owed.skills.tolist() == [1, 0, 0]
    assert owed.hard.tolist() == [True, False, False]
    assert owed.priority.tolist() == [Priority.LAW, Priority.C, Priority.C]
    assert owed.series.tolist() == [0, 0, NONE]
    assert owed.not_before[1] == np.datetime64("2027-03-01")
    assert owed.pinned_on[2] == np.datetime64("2027-03-01")
    assert np.isnat(owed.pinned_on[0])
    assert problem.sites.building.tolist() == [-1, 0, 0, -1]
    assert owed.after.tolist() == [1, NONE, NONE]
    assert owed.windows_of(0) == ((9 * H, 11 * H), (14 * H, 16 * H))
    assert owed.windows_of(1) == ((0, 86_400),)
    assert problem.technicians[0].max_work_s == 7 * H
    assert problem.technicians[0].shifts[0].breaks[0].windows == ((12 * H, 13 * H), (14 * H, 15 * H))
    assert [one.pace for one in problem.policy.periods_of("ebike")] == [666_667]
    assert (problem.policy.cures.lend, problem.policy.cures.person) == (50, 480)


def test_written_and_read_again_a_problem_is_the_same(document: dict[str, Any]) -> None:
    """Writing what was read and reading it again gives the same document, which the schema allows."""
    first = write_problem(read_problem(json.dumps(document)).problem, document["travel"])
    second = write_problem(read_problem(json.dumps(first)).problem, document["travel"])
    assert first == second
    VALIDATOR.validate(first)


def test_travel_reaches_every_base_that_works_in_the_region(document: dict[str, Any]) -> None:
    """The region that borrows people knows the way from their bases."""
    travel = read_problem(json.dumps(document)).travel
    assert (travel(0, "ebike").row >= 0).tolist() == [True, True, True, True]
    assert (travel(1, "car").row >= 0).tolist() == [True, False, False, True]
    slow, fast = travel(0, "ebike").matrix.duration_s[0, 1], travel(0, "car").matrix.duration_s[0, 1]
    assert slow == pytest.approx(fast * 30 / 18, abs=1)


def test_explicit_matrices_are_taken_as_they_are(document: dict[str, Any]) -> None:
    """Seconds and metres of the document, null for no way."""
    table = [[0, 5, 5, None], [5, 0, 0, 9], [5, 0, 0, 9], [None, 9, 9, 0]]
    one = {"duration_s": table, "distance_m": table}
    document["travel"] = {"matrices": {"car": one, "ebike": one}}
    read = read_problem(json.dumps(document))
    assert read.travel(1, "car").matrix.duration_s[0].tolist() == [0, 5, 5, UNREACHABLE]
    assert write_matrices(read.problem, read.travel) == document["travel"]


BREAKS: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "missing part": (lambda d: d.pop("horizon"), "horizon"),
    "wrong format": (lambda d: d.update(format="roundsman/9"), "format"),
    "unknown field": (lambda d: d.update(horizons={}), "horizons"),
    "misspelt field": (lambda d: d["obligations"][1].update(du_by="2027-03-03"), "obligations[1].du_by"),
    "not an object": (lambda d: d["sites"].__setitem__(2, 7), "sites[2]"),
    "not a list": (lambda d: d.update(technicians={}), "technicians"),
    "unknown site": (lambda d: d["obligations"][0].update(site="nowhere"), "obligations[0].site"),
    "unknown region": (lambda d: d["sites"][0].update(region="east"), "sites[0].region"),
    "unknown certificate": (
        lambda d: d["obligations"][0].update(certificates=["gaz"]),
        "obligations[0].certificates[0]",
    ),
    "unknown technician": (lambda d: d["obligations"][0].update(preferred="zoe"), "obligations[0].preferred"),
    "latitude": (lambda d: d["sites"][0].update(lat=91), "sites[0].lat"),
    "text for number": (lambda d: d["obligations"][0].update(service_s="20 min"), "obligations[0].service_s"),
    "fraction": (lambda d: d["obligations"][0].update(service_s=1.5), "obligations[0].service_s"),
    "true for number": (lambda d: d["obligations"][0].update(service_s=True), "obligations[0].service_s"),
    "negative": (lambda d: d["obligations"][0].update(setup_s=-1), "obligations[0].setup_s"),
    "bad date": (lambda d: d["obligations"][0].update(due_by="2027-02-30"), "obligations[0].due_by"),
    "week date": (lambda d: d["obligations"][0].update(due_by="2027-W09-1"), "obligations[0].due_by"),
    "after nothing": (lambda d: d["obligations"][0].update(after="nine"), "obligations[0].after"),
    "work below nothing": (lambda d: d["technicians"][0].update(max_work_s=-1), "technicians[0].max_work_s"),
    "hours of two o'clock twice": (
        lambda d: d["obligations"][0]["extra_windows"].append({"window_start_s": 0, "window_end_s": 1}),
        "obligations[0].extra_windows_s",
    ),
    "in a circle": (lambda d: d["obligations"][1].update(after="one"), "obligations[0].after"),
    "pause hours turned round": (
        lambda d: d["technicians"][0]["shifts"][0]["breaks"][0]["extra_windows"][0].update(window_start_s=11 * 3600),
        "technicians[0].shifts[0].breaks[0]",
    ),
    "hours overlap": (
        lambda d: d["policy"]["travel_periods"].append(
            {"profile": "ebike", "from_s": 1, "until_s": 99_999, "factor": 2}
        ),
        "policy",
    ),
    "slower than slow": (
        lambda d: d["policy"]["travel_periods"][0].update(factor=11),
        "policy.travel_periods[0].factor",
    ),
    "price below nothing": (lambda d: d["policy"]["cures"].update(lend=-1), "policy.cures.lend"),
    "price of nothing known": (lambda d: d["policy"]["cures"].update(landing=1), "policy.cures.landing"),
    "window reversed": (lambda d: d["obligations"][0].update(window_end_s=0), "obligations[0].window_end_s"),
    "due before possible": (lambda d: d["obligations"][0].update(not_before="2027-03-06"), "obligations[0].due_by"),
    "pinned after due": (lambda d: d["obligations"][2].update(pinned_on="2027-03-05"), "obligations[2].pinned_on"),
    "twice the same id": (lambda d: d["obligations"][1].update(id="one"), "obligations[1].id"),
    "horizon reversed": (lambda d: d["horizon"].update(until="2027-02-01"), "horizon"),
    "endless horizon": (lambda d: d["horizon"].update(until="9027-02-01"), "horizon.until"),
    "shift reversed": (lambda d: d["technicians"][0]["shifts"][0].update(end_s=60), "technicians[0].shifts[0]"),
    "two shifts a day": (
        lambda d: d["technicians"][0]["shifts"].append(d["technicians"][0]["shifts"][0]),
        "technicians[0]",
    ),
    "break reversed": (
        lambda d: d["technicians"][0]["shifts"][0]["breaks"][0].update(window_end_s=1),
        "technicians[0].shifts[0].breaks[0]",
    ),
    "speed nought": (lambda d: d["travel"].update(speed_kmh=0), "travel.speed_kmh"),
    "no speed for a profile": (lambda d: d["technicians"][0].update(profile="boat"), "travel.speed_kmh.boat"),
    "matrix too small": (
        lambda d: d.update(travel={"matrices": {"car": {"duration_s": [[0]], "distance_m": [[0]]}, "ebike": {}}}),
        "travel.matrices.car.duration_s",
    ),
    "lends to nobody": (lambda d: d["policy"]["lending"][0].update(taker="east"), "policy.lending[0].taker"),
    "lends to itself": (lambda d: d["policy"]["lending"][0].update(taker="south"), "policy.lending[0].taker"),
    "gap contradicts itself": (lambda d: d["obligations"][1].update(max_gap_days=3), "obligations[1].max_gap_days"),
    "a week of six days": (
        lambda d: d["policy"].update(access={"closed": 6 * [[0.1, 0.2, 0.3]]}),
        "policy.access.closed",
    ),
    "share of one": (lambda d: d["policy"].update(reserve_share=1), "policy.reserve_share"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_flaw_is_named_at_its_place(document: dict[str, Any], name: str) -> None:
    """Where, what is wrong, what would be right, in two languages."""
    change, path = BREAKS[name]
    change(document)
    assert path in flaws_of(document)


def test_all_flaws_are_collected_not_only_the_first(document: dict[str, Any]) -> None:
    """One reading names every flaw, so that the writer need not try again and again."""
    document["sites"][0]["lat"] = "north"
    document["obligations"][0]["service_s"] = None
    document["obligations"][2]["due_by"] = "soon"
    document["extra"] = 1
    assert flaws_of(document) == {
        "sites[0].lat": "must be a number in -90..90, is 'north'",
        "obligations[0].service_s": "missing; must be a whole number in 0..172800",
        "obligations[2].due_by": "must be a date as YYYY-MM-DD, is 'soon'",
        "extra": "unknown field; known are " + ", ".join(sorted([*SCHEMA["$defs"]["problem"]["properties"]])),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "must be an object"),
        ("null", "must be an object"),
        ('{"a": NaN}', "NaN"),
        ('{"a": -Infinity}', "Infinity"),
        ('{"a": 1, "a": 2}', "twice"),
        ("[" * 100_000, "too deeply"),
        ('{"a": ' + "9" * 5000 + "}", "too large"),
        (b"\xff\xfe{}", "UTF-8"),
    ],
)
def test_text_that_is_no_document_is_refused(text: str | bytes, said: str) -> None:
    """NaN, Infinity, twins, endless nesting and non-JSON are refused with a sentence."""
    with pytest.raises(ProblemError) as refused:
        read_problem(text)
    assert said in " ".join(flaw.message_en for flaw in refused.value.flaws)


def test_a_number_beyond_every_float_is_refused(document: dict[str, Any]) -> None:
    """1e999 parses as infinity and is no coordinate."""
    text = json.dumps(document).replace("120.02", "1e999")
    with pytest.raises(ProblemError) as refused:
        read_problem(text)
    assert [flaw.path for flaw in refused.value.flaws] == ["sites[3].lon"]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in inner for found in _paths(one, (*path, key)))]


JUNK = st.sampled_from(
    [None, True, -1, 0, 1.5, 10**12, "", "x", "2027-13-01", "2027-03-03", [], {}, [[]], ["x"], {"id": 1}]
)


@given(data=st.data())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_junk_anywhere_is_read_or_refused_but_never_crashes(fresh: Callable[[], Any], data: st.DataObject) -> None:
    """Whatever stands anywhere, the answer is a problem that the schema allows, or flaws."""
    document = fresh()
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from([one for one in _paths(document) if one]))
        target = document
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = data.draw(JUNK)
    with suppress(ProblemError):
        read_problem(json.dumps(document))
        VALIDATOR.validate(document)


def test_the_schema_knows_every_code_of_the_planner() -> None:
    """Reasons and priorities of the schema are those of the planner."""
    from planner.plan import Reason

    assert SCHEMA["$defs"]["unplanned"]["properties"]["reason"]["enum"] == [str(reason) for reason in Reason]
    priorities = SCHEMA["$defs"]["obligation"]["properties"]["priority"]["anyOf"][0]["enum"]
    assert priorities == [level.name for level in Priority]
