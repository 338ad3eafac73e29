"""Which rule holds for whom: the most specific row wins.

Unit before company (the nearest unit above the customer first), kind and tier before none, then the latest
`effective_from`. Customers are grouped by unit, kind and tier, so the work does not grow with their number.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from app.domain.kinds import CustomerKind, Tier
from app.services.ledger.keys import ABSENT, Ints, keys, position
from app.services.ports.ledger import Rule, Subjects

_KINDS, _TIERS = tuple(CustomerKind), tuple(Tier)


def resolve(rules: Sequence[Rule], subjects: Subjects, paths: Mapping[uuid.UUID, str], as_of: date) -> Ints:
    """Return for each subject the index in `rules` of the one that holds on `as_of`; ABSENT where none does.

    `paths` holds the path of every unit.
    """
    units = list(paths)
    unit = position(subjects.unit, keys(units))
    groups, member = np.unique(np.stack([unit, subjects.kind, subjects.tier]), axis=1, return_inverse=True)
    winners = [
        _winner(rules, paths[units[u]], _KINDS[kind], None if tier < 0 else _TIERS[tier], as_of)
        for u, kind, tier in groups.T.tolist()
    ]
    return np.array(winners, np.int64)[member.ravel()] if winners else np.empty(0, np.int64)


def _winner(rules: Sequence[Rule], path: str, kind: CustomerKind, tier: Tier | None, as_of: date) -> int:
    fitting = [number for number, rule in enumerate(rules) if _holds(rule, path, kind, tier, as_of)]
    return max(fitting, key=lambda number: _specificity(rules[number]), default=ABSENT)


def _holds(rule: Rule, path: str, kind: CustomerKind, tier: Tier | None, as_of: date) -> bool:
    in_time = rule.effective_from <= as_of and (rule.effective_until is None or as_of < rule.effective_until)
    in_place = rule.unit_path is None or path.startswith(rule.unit_path)
    return in_time and in_place and rule.customer_kind in {None, kind} and rule.tier in {None, tier}


def _specificity(rule: Rule) -> tuple[int, int, date]:
    depth = 0 if rule.unit_path is None else rule.unit_path.count("/")
    return depth, (rule.customer_kind is not None) + (rule.tier is not None), rule.effective_from
