"""Claims about which rule holds for whom."""

import uuid
from datetime import date
from typing import Any

import numpy as np
import pytest

from app.domain.kinds import CustomerKind, Tier
from app.services.ledger.keys import ABSENT, keys
from app.services.ledger.resolution import resolve
from app.services.ports.ledger import Rule, Subjects
from planner.recurrence import IntervalKind, IntervalRule

COMPANY, BRANCH, AREA, OTHER = (uuid.uuid4() for _ in range(4))
PATHS = {COMPANY: "/c/", BRANCH: "/c/b/", AREA: "/c/b/a/", OTHER: "/c/o/"}
DAY = date(2026, 6, 1)


def rule(**more: Any) -> Rule:
    facts: dict[str, Any] = {
        "id": uuid.uuid4(), "unit_path": None, "customer_kind": None, "tier": None, "hard": False, "priority": 4,
        "interval": IntervalRule(kind=IntervalKind.ROLLING, months=12), "effective_from": date(2020, 1, 1),
        "effective_until": None, **more,
    }  # fmt: skip
    return Rule(**facts)


def subjects(*rows: tuple[uuid.UUID, CustomerKind, Tier | None]) -> Subjects:
    nothing = np.full(len(rows), np.datetime64("NaT", "D"))
    ids = keys(uuid.uuid4() for _ in rows)
    return Subjects(
        customer=ids,
        premises=ids,
        unit=keys(unit for unit, _, _ in rows),
        kind=np.array([list(CustomerKind).index(kind) for _, kind, _ in rows]),
        tier=np.array([-1 if tier is None else list(Tier).index(tier) for _, _, tier in rows]),
        last_done=nothing,
        anchor=nothing,
    )


HOME = (AREA, CustomerKind.RESIDENTIAL, None)


@pytest.mark.parametrize(
    ("rules", "winner"),
    [
        ([rule(), rule(unit_path="/c/b/")], 1),
        ([rule(unit_path="/c/b/a/"), rule(unit_path="/c/b/", customer_kind=CustomerKind.RESIDENTIAL)], 0),
        ([rule(), rule(customer_kind=CustomerKind.RESIDENTIAL)], 1),
        ([rule(effective_from=date(2026, 1, 1)), rule(effective_from=date(2025, 1, 1))], 0),
        ([rule(), rule(effective_from=date(2026, 6, 2))], 0),
        ([rule(), rule(effective_from=date(2026, 1, 1), effective_until=DAY)], 0),
        ([rule(unit_path="/c/o/")], ABSENT),
        ([rule(tier=Tier.A)], ABSENT),
        ([], ABSENT),
    ],
    ids=[
        "unit before company", "nearest unit before kind", "kind before none", "latest", "not yet", "no longer",
        "other unit", "other tier", "no rule",
    ],
)  # fmt: skip
def test_the_most_specific_rule_in_force_wins(rules: list[Rule], winner: int) -> None:
    assert resolve(rules, subjects(HOME), PATHS, DAY).tolist() == [winner]


def test_many_customers_are_resolved_by_their_group_in_their_own_order() -> None:
    rules = [rule(tier=Tier.A), rule(tier=Tier.B), rule(unit_path="/c/o/")]
    shop = CustomerKind.COMMERCIAL
    rows = [(AREA, shop, Tier.B), (OTHER, shop, Tier.A), (AREA, shop, Tier.A), (AREA, shop, None), (OTHER, shop, None)]
    assert resolve(rules, subjects(*(rows * 100)), PATHS, DAY).tolist() == [1, 2, 0, ABSENT, 2] * 100
