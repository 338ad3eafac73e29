"""Proofs of the law are judged without a flow, and agree with the flow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.annual import prove_law
from planner.checking import check_proof
from planner.plan import Proof, ShortageCertificate
from planner.problem import CertificateSpan, Horizon, Policy, Problem, Shift, Technician

MON = date(2027, 3, 1)
YES = Proof(fits=True, certain=True, demand_h=1.0, capacity_h=1.0)
KINDS = {"g": "gas", "b": "boiler"}
Rows = Callable[..., Any]


def person(number: int, days: set[int], letters: str) -> Technician:
    """Somebody of the north who works eight hours on `days` and holds the certificates of `letters`."""
    return Technician(
        id=f"t{number}",
        name=f"t{number}",
        region=0,
        start_site=0,
        end_site=0,
        certificates=tuple(
            CertificateSpan(kind=KINDS[letter], valid_from=date(2020, 1, 1), valid_until=None) for letter in letters
        ),
        shifts=tuple(Shift(on=MON + timedelta(days=day), start_s=28800, end_s=57600) for day in sorted(days)),
    )


def law(world: Any, rows: Rows, owed: list[dict[str, Any]], people: list[tuple[set[int], str]]) -> Problem:
    """Hard visits of an hour at one place, two weeks, no shares kept free."""
    usual = {"site": 3, "hard": True, "priority": 0, "service_s": 3600}
    return replace(
        world.problem,
        technicians=tuple(person(number, *each) for number, each in enumerate(people)),
        obligations=rows([{"id": str(number), **usual, **one} for number, one in enumerate(owed)]),
        horizon=Horizon(start=MON, until=MON + timedelta(days=14)),
        policy=Policy(reserve_share=0.0, travel_share=0.0),
    )


def window(first: int, last: int) -> dict[str, date]:
    """A due window in days from the first Monday."""
    start = MON + timedelta(days=first)
    return {"not_before": start, "ideal_on": start, "due_by": MON + timedelta(days=last)}


def no(certificates: tuple[str, ...] = ("gas",), missing_h: float = 1.0) -> Proof:
    """The claim that the north lacks hours in the first week."""
    shortage = ShortageCertificate(
        region="north",
        certificates=certificates,
        week_from=0,
        week_until=1,
        starts_on=MON,
        ends_on=MON + timedelta(days=6),
        demand_h=9.0,
        capacity_h=9.0 - missing_h,
        missing_h=missing_h,
        obligations=1,
    )
    return Proof(fits=False, certain=True, demand_h=9.0, capacity_h=8.0, shortages=(shortage,))


def rules(problem: Problem, proof: Proof) -> list[str]:
    """The rules that `proof` breaks."""
    return [one.rule for one in check_proof(problem, proof)]


def test_a_true_yes_and_a_true_no_pass(world: Any, rows: Rows) -> None:
    """Eight hours of work fit one shift; nine do not."""
    eight = law(world, rows, [{"skills": 1, **window(0, 4)}] * 8, [({2}, "g")])
    nine = law(world, rows, [{"skills": 1, **window(0, 4)}] * 9, [({2}, "g")])
    assert rules(eight, YES) == []
    assert rules(nine, no()) == []


def test_a_false_yes_names_where_hours_are_short(world: Any, rows: Rows) -> None:
    """The judge counts by itself: region, days, hours missing (S9.1)."""
    nine = law(world, rows, [{"skills": 1, **window(0, 4)}] * 9, [({2}, "g"), ({2}, "b")])
    (found,) = check_proof(nine, YES)
    assert (found.rule, found.amount) == ("proof_yes", 1.0)
    assert "2027-03-01 to 2027-03-05" in found.message_en


def test_a_false_yes_about_what_already_lapsed_is_found(world: Any, rows: Rows) -> None:
    """What was due before the horizon cannot be met any more."""
    late = law(world, rows, [window(-9, -3)], [({2}, "g")])
    assert rules(late, YES) == ["proof_yes"]


def test_a_false_no_is_refuted_by_doing_the_work(world: Any, rows: Rows) -> None:
    """Where everything fits, nobody may cry shortage."""
    eight = law(world, rows, [{"skills": 1, **window(0, 4)}] * 8, [({2}, "g")])
    assert rules(eight, no()) == ["proof_no"]


def test_a_no_with_figures_that_contradict_each_other_is_reported(world: Any, rows: Rows) -> None:
    """Demand less capacity is what is missing; a no names a shortage, a yes none."""
    nine = law(world, rows, [{"skills": 1, **window(0, 4)}] * 9, [({2}, "g")])
    lying = no()
    wrong = replace(lying.shortages[0], missing_h=5.0)
    assert rules(nine, replace(lying, shortages=(wrong,))) == ["proof_no"]
    assert rules(nine, replace(lying, shortages=())) == ["proof_consistent"]


VISIT = st.tuples(st.sampled_from([0, 1, 2, 3]), st.integers(0, 13), st.integers(0, 6), st.integers(1, 6))
PERSON = st.tuples(st.sets(st.integers(0, 13), max_size=6), st.sampled_from(["", "g", "b", "gb"]))


@given(visits=st.lists(VISIT, max_size=12), people=st.lists(PERSON, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_judge_and_flow_agree_on_random_small_laws(
    world: Any, rows: Rows, visits: list[tuple[int, int, int, int]], people: list[tuple[set[int], str]]
) -> None:
    """The judge never objects to what the flow proves, whether yes or no."""
    owed = [
        {"skills": skills, "service_s": hours * 3600, **window(first, first + length)}
        for skills, first, length, hours in visits
    ]
    problem = law(world, rows, owed, people)
    proof = prove_law(problem)
    assert check_proof(problem, proof) == ()
