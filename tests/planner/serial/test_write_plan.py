"""Plans and proofs are written with ids and codes, as the schema says, and a day plan is read back unchanged."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import numpy as np
import pytest

import planner.serial
from planner.checking import check_plan, costs
from planner.plan import (
    Cure,
    DayPlan,
    PlannedVisit,
    Proof,
    Reason,
    Route,
    ShortageCertificate,
    Stop,
    Unplanned,
    YearPlan,
)
from planner.problem import ProblemError
from planner.serial import (
    Document,
    read_day_plan,
    read_problem,
    write_costs,
    write_day_plan,
    write_proof,
    write_violations,
    write_year_plan,
)

SCHEMA = json.loads((Path(planner.serial.__file__).parent / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
CURE = Cure(kind="overtime", minutes=12.345, details={"hours": 1.5})
PROOF = Proof(
    fits=False,
    certain=True,
    demand_h=10.0,
    capacity_h=8.0,
    shortages=(
        ShortageCertificate(
            region="north",
            certificates=("gas",),
            week_from=0,
            week_until=1,
            starts_on=date(2027, 3, 1),
            ends_on=date(2027, 3, 7),
            demand_h=10.0,
            capacity_h=8.0,
            missing_h=2.0,
            obligations=6,
            cures=(CURE,),
        ),
    ),
)


@pytest.fixture
def read(document: dict[str, Any]) -> Document:
    """The document as read."""
    return read_problem(json.dumps(document))


@pytest.fixture
def plan() -> DayPlan:
    """A plan with a route and two visits left out."""
    stop = Stop(
        site=1,
        arrival_s=32400,
        setup_s=120,
        travel_s=300,
        distance_m=1500,
        visits=(PlannedVisit(obligation=0, start_s=32520, end_s=33720),),
    )
    route = Route(
        technician=0,
        on=date(2027, 3, 2),
        start_s=32000,
        end_s=34100,
        stops=(stop,),
        breaks=((33720, 35520),),
        return_travel_s=300,
        return_distance_m=1500,
    )
    left = (
        Unplanned(obligation=1, reason=Reason.LATER_IN_WINDOW),
        Unplanned(
            obligation=2, reason=Reason.CAPACITY, cure=Cure(kind="overtime", minutes=12.3, details={"hours": 1.5})
        ),
    )
    return DayPlan(routes=(route,), unplanned=left)


def test_a_day_plan_written_and_read_again_is_the_same(read: Document, plan: DayPlan) -> None:
    """Judged or changed by hand in between, a plan survives its JSON."""
    text = json.dumps(write_day_plan(read.problem, plan), allow_nan=False)
    assert read_day_plan(read.problem, text) == plan


def test_a_day_plan_with_costs_and_violations_is_what_the_schema_says(read: Document, plan: DayPlan) -> None:
    """The whole answer of a solve: routes, unplanned, costs, violations."""
    found = check_plan(read.problem, read.travel, plan, soft=True)
    assert found
    answer = {
        **write_day_plan(read.problem, plan, lambda code: {"message_zh": "因", "message_en": str(code)}),
        "costs": write_costs(costs(read.problem, read.travel, plan)),
        "violations": write_violations(read.problem, found),
    }
    VALIDATOR.validate(json.loads(json.dumps(answer, allow_nan=False)))
    assert answer["unplanned"][0]["reason"] == "later_in_window"
    assert answer["costs"]["planned"]["LAW"] == 1


def test_a_year_plan_names_weeks_by_their_monday(read: Document) -> None:
    """Planned obligations stand in a week, the others in the list of the unplanned."""
    year = YearPlan(
        week=np.array([0, 1, -1], dtype=np.int32),
        load_s=np.ones((2, 2)),
        capacity_s=np.ones((2, 2)),
        hour_price=np.zeros((2, 2)),
        unplanned=(Unplanned(obligation=2, reason=Reason.CAPACITY),),
        proof=PROOF,
        access_s=np.zeros((2, 2)),
        bound_s=2.0,
    )
    written = json.loads(json.dumps(write_year_plan(read.problem, year), allow_nan=False))
    VALIDATOR.validate(written)
    assert written["weeks"][1] == {"obligation": "two", "week": 1, "monday": "2027-03-08"}
    assert len(written["load"]) == 4


def test_a_proof_names_the_shortage_and_its_cures(read: Document) -> None:
    """Region, certificate, weeks, hours missing, and what would cure it (S9.1)."""
    del read
    written = write_proof(PROOF)
    VALIDATOR.validate(json.loads(json.dumps(written, allow_nan=False)))
    assert written["shortages"][0]["cures"] == [{"kind": "overtime", "minutes": 12.3, "details": {"hours": 1.5}}]


def test_a_plan_about_strangers_is_refused_at_its_place(read: Document, plan: DayPlan) -> None:
    """Ids the problem does not know are flaws with their path."""
    written = write_day_plan(read.problem, plan)
    written["routes"][0]["technician"] = "zoe"
    written["unplanned"][0]["reason"] = "laziness"
    with pytest.raises(ProblemError) as refused:
        read_day_plan(read.problem, json.dumps(written))
    assert [flaw.path for flaw in refused.value.flaws] == ["routes[0].technician", "unplanned[0].reason"]
