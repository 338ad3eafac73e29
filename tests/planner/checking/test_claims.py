"""Reasons for what is not planned are looked at again, and a false one is found out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.checking import check_plan, explain
from planner.plan import Reason, Unplanned

H = 3600
B, C, SOUTH, ISLAND = 3, 4, 6, 7
ANN, BOB, CY = 0, 1, 2
LAST = 8

# What to change about the last obligation (and the technicians) so that the reason is the true one.
TRUE_OF: dict[Reason, dict[str, Any]] = {
    Reason.OUTSIDE_HORIZON: {
        "site": B,
        "not_before": date(2027, 4, 1),
        "ideal_on": date(2027, 4, 1),
        "due_by": date(2027, 4, 2),
    },
    Reason.NO_TECHNICIAN: {"site": B, "pinned": CY, "region": 1},
    Reason.NO_CERTIFICATE: {"site": SOUTH, "skills": 2},
    Reason.CERTIFICATE_EXPIRED: {"site": B, "skills": 2, "pinned": BOB},
    Reason.SEPARATION: {"site": B, "skills": 2, "excluded": ANN},
    Reason.NO_SHIFT_IN_WINDOW: {"site": B, "not_before": date(2027, 3, 7), "due_by": date(2027, 3, 7)},
    Reason.UNREACHABLE: {"site": ISLAND},
    Reason.LONGER_THAN_SHIFT: {"site": B, "service_s": 9 * H},
    Reason.TIME_WINDOW: {"site": B, "window_start_s": 0, "window_end_s": 8 * H},
    Reason.SPACING: {"site": B, "series": 9},
    Reason.CAPACITY: {"site": SOUTH, "not_before": date(2027, 3, 2), "due_by": date(2027, 3, 2)},
    Reason.LATER_IN_WINDOW: {"site": B, "due_by": date(2027, 5, 1)},
}


def claimed(world: Any, reason: Reason, claim: Reason) -> Any:
    """The world in which `reason` is true of the last obligation, and the plan claims `claim`."""
    change = {"ideal_on": TRUE_OF[reason].get("not_before", date(2027, 3, 2)), **TRUE_OF[reason]}
    region = change.pop("region", 0)
    changes = [(LAST, change)]
    if reason is Reason.SPACING:
        # The visit of the south becomes the one before, a day ahead, and needs more days between than there are.
        change.update(min_gap_days=9, not_before=date(2027, 3, 3), ideal_on=date(2027, 3, 5))
        changes.append((7, {"series": 9}))
    changed = world.with_rows(*changes)
    if region:
        policy = replace(world.problem.policy, lending=())
        changed = replace(changed, problem=replace(changed.problem, policy=policy))
    plan = replace(world.plan, unplanned=(Unplanned(obligation=LAST, reason=claim),))
    return replace(changed, plan=plan)


@pytest.mark.parametrize("reason", list(Reason))
def test_a_true_reason_is_accepted(world: Any, reason: Reason) -> None:
    """For every reason there is a case in which the judge agrees with it."""
    case = claimed(world, reason, reason)
    assert [one.rule for one in check_plan(case.problem, case.travel, case.plan)] == []


@pytest.mark.parametrize("reason", [one for one in Reason if one is not Reason.LATER_IN_WINDOW])
def test_the_true_reason_is_found(world: Any, reason: Reason) -> None:
    """Asked for the reason, the judge names the one that is true."""
    case = claimed(world, reason, reason)
    assert explain(case.problem, case.travel, case.plan, LAST) == reason


@pytest.mark.parametrize("claim", list(Reason))
def test_every_reason_can_be_false(world: Any, claim: Reason) -> None:
    """Of a visit that could be made tomorrow no reason holds, and each is a violation (S9.1)."""
    easy = world.with_rows((LAST, {"site": B}))
    plan = replace(world.plan, unplanned=(Unplanned(obligation=LAST, reason=claim),))
    assert explain(easy.problem, world.travel, plan, LAST) is None
    found = check_plan(easy.problem, world.travel, plan)
    assert [one.rule for one in found] == ["reason_true"]
    assert "could be made" in found[0].message_en
    assert "可以安排" in found[0].message_zh


def test_no_certificate_is_false_when_somebody_holds_it_in_the_window(world: Any) -> None:
    """Nobody is blamed on a certificate that Ann holds; the true obstacle is named (S9.7)."""
    case = claimed(world, Reason.SEPARATION, Reason.NO_CERTIFICATE)
    (found,) = check_plan(case.problem, case.travel, case.plan)
    assert (found.rule, found.obligation) == ("reason_true", LAST)
    assert found.message_en == "island: no_certificate does not hold; separation does"
