"""What children report, put together as rows and compared region by region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner.problem import Priority

Answer = Mapping[str, Any]
Row = dict[str, Any]


def rows_of(instance: str, seed: int, answers: Mapping[str, Answer]) -> list[Row]:
    """Return a row a solver; ours with its ratios of travel to each rival, over the regions that the rival planned."""
    rows = [_row(name, instance, seed, answer) for name, answer in answers.items()]
    for row in rows:
        if row["solver"] == "roundsman":
            for name, key in (("greedy_ortools", "greedy"), ("vroom", "vroom")):
                if name in answers:
                    row |= _against(key, answers["roundsman"], answers[name])
    return rows


def _row(solver: str, instance: str, seed: int, answer: Answer) -> Row:
    regions: Sequence[Answer] = answer["regions"]
    travel = sum(one["travel_min"] for one in regions)
    wrong = [rule for one in regions for rule in one["wrong"]]
    return {
        "solver": solver,
        "instance": instance,
        "seed": seed,
        "cost": round(travel, 1),
        "best_known": None,
        "gap_pct": None,
        "cpu_s": round(answer["cpu_s"], 1),
        "peak_mb": round(answer["peak_mb"]),
        "feasible": not wrong,
        "wall_s": round(answer["wall_s"], 1),
        "travel_min": round(travel, 1),
        "served_by_class": dict(zip((level.name for level in Priority), _served(regions), strict=True)),
        "law_missed": sum(one["law_missed"] for one in regions),
        "law_impossible": sum(one["law_impossible"] for one in regions),
        "spacing_violations": wrong.count("spacing"),
        "violations": len(wrong),
        "uneven": round(sum(one["uneven"] for one in regions) / len(regions), 4),
        "regions": len(regions),
        "processes": answer["processes"],
        **({"exploration": answer["exploration"]} if "exploration" in answer else {}),
    }


def _served(regions: Sequence[Answer]) -> list[int]:
    return [sum(column) for column in zip(*(one["served"] for one in regions), strict=True)]


def _against(key: str, ours: Answer, theirs: Answer) -> Row:
    """Return the ratio of travel, and whether no fewer visits are made: law first, tier by tier."""
    mine, other = ours["regions"][: len(theirs["regions"])], theirs["regions"]
    ratio = sum(one["travel_min"] for one in mine) / sum(one["travel_min"] for one in other)
    return {f"ratio_{key}": round(ratio, 4), f"no_fewer_than_{key}": _served(mine) >= _served(other)}


def told(row: Row) -> str:
    """Return a row as a line to read."""
    served = " ".join(f"{name} {count}" for name, count in row["served_by_class"].items())
    ratios = " ".join(f"{key} {row[key]}" for key in row if key.startswith(("ratio_", "no_fewer")))
    return (
        f"  {row['solver']:15} {row['instance']:14} seed {row['seed']}  travel {row['travel_min']:>9,.0f} min  "
        f"law missed {row['law_missed']:>4} (impossible {row['law_impossible']})  {served}  "
        f"spacing {row['spacing_violations']}  "
        f"uneven {row['uneven']:.3f}  cpu {row['cpu_s']:,.0f} s  wall {row['wall_s']:,.0f} s  {row['peak_mb']:,} MB  "
        f"{'judge: sound' if row['feasible'] else 'JUDGE OBJECTS'}  {ratios}"
    )
