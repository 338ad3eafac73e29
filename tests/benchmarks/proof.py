"""The proof of law on generated companies with planted shortages and near misses: ``./dev bench proof``.

``cost`` is the hours named as missing, ``best_known`` the hours planted; both by construction, not by a solver.
"""

from __future__ import annotations

import json
from functools import partial

from planner.annual import prove_law
from planner.checking import check_proof
from planner.plan import Proof, ShortageCertificate
from tests.benchmarks.generator import Company, Plant, company
from tests.benchmarks.generator.measured import Row, measure, parser_of, timed

COLUMNS = ("planted", "found", "hours_error_pct", "false_alarms", "certain", "feasible", "cpu_s", "peak_mb")
MOST = 10
"""Shortages planted at most, and as many near misses."""


def main() -> None:
    """Measure, or make one row."""
    parser = parser_of("proof", __doc__)
    asked = parser.parse_args()
    if asked.child:
        print(json.dumps(_row(*asked.child, asked.cpu_seconds)))
    else:
        measure("proof", asked, COLUMNS)


def _row(customers: int, seed: int, cpu_seconds: float) -> Row:
    prove_law(company(2_000, 1).problem)
    regions = max(1, round(customers / 20_000))
    few = min(MOST, max(1, regions // 3))
    made = company(customers, seed, shortages=few, near_misses=min(few, regions - few))
    proof, used = timed(partial(prove_law, made.problem), cpu_seconds)
    if not isinstance(proof, Proof):
        raise TypeError("not a proof")
    return _compared(made, proof) | used | {"customers": customers, "obligations": len(made.problem.obligations)}


def _compared(made: Company, proof: Proof) -> Row:
    planted = [plant for plant in made.plants if plant.missing_s]
    pairs = [(plant, named) for plant in planted for named in proof.shortages if _same(made, plant, named)]
    errors = [abs(named.missing_h * 3600 / plant.missing_s - 1) * 100 for plant, named in pairs]
    cost, known = sum(named.missing_h for named in proof.shortages), sum(plant.missing_s for plant in planted) / 3600
    return {
        "cost": round(cost, 3),
        "best_known": round(known, 3),
        "gap_pct": round(abs(cost / known - 1) * 100, 4) if known else 0.0,
        "planted": len(planted),
        "found": len({plant.region for plant, _ in pairs}),
        "hours_error_pct": round(max(errors, default=0.0), 4),
        "false_alarms": len(proof.shortages) - len(pairs),
        "near_misses": len(made.plants) - len(planted),
        "certain": proof.certain,
        "cured": sum(bool(named.cures) for named in proof.shortages),
        "feasible": not check_proof(made.problem, proof),
    }


def _same(made: Company, plant: Plant, named: ShortageCertificate) -> bool:
    place = (made.problem.regions[plant.region], plant.week_from, plant.week_until, set(plant.certificates))
    return place == (named.region, named.week_from, named.week_until, set(named.certificates))


if __name__ == "__main__":
    main()
