"""A month of field service on real streets: places of Vancouver from OpenStreetMap, what they lack invented by seed.

Real: where customers are, what they are (household, shop, restaurant, works), the road network, every travel time.
Invented, the same for the same seed: tiers, due dates, hours, service times, technicians with certificates, breaks and
depots, promises, who knows whom. Nothing of it is an actual company's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.problem import (
    Break,
    CertificateSpan,
    Horizon,
    Obligations,
    Priority,
    Problem,
    Shift,
    Sites,
    Technician,
)
from planner.problem.problem import NONE

H, MINUTE = 3_600, 60
MONDAY, WEEKS = date(2027, 3, 1), 4
REGIONS = ("West", "Middle", "East")
PEOPLE = (9, 8, 8)
KINDS = ("gas", "commercial", "industrial")
GAS, COMMERCIAL, INDUSTRIAL = 1, 2, 4
LUNCH = Break(window_start_s=11 * H + 1_800, window_end_s=13 * H, duration_s=45 * MINUTE)
TEA = Break(window_start_s=15 * H, window_end_s=16 * H, duration_s=10 * MINUTE)
EATING = ("amenity=restaurant", "amenity=cafe", "amenity=fast_food", "amenity=pub")

TIERS = {
    # tier: share of the shops, visits in four weeks, minutes, least and most days between two
    Priority.A: (0.06, 4, 45, 4, 10),
    Priority.B: (0.14, 2, 35, 9, 19),
    Priority.C: (0.40, 1, 25, 0, 0),
    Priority.D: (0.40, 1, 20, 0, 0),
}
D_THIS_MONTH = 0.6

TYPES = {"skills": "uint64", "hard": "bool", "priority": "int8"} | dict.fromkeys(
    ("not_before", "ideal_on", "due_by", "pinned_on"), "datetime64[D]"
)
BLANK: dict[str, Any] = {
    "skills": 0, "hard": False, "setup_s": 240, "window_start_s": 8 * H, "window_end_s": 18 * H, "series": NONE,
    "min_gap_days": 0, "max_gap_days": 0, "preferred": NONE, "excluded": NONE, "pinned": NONE, "pinned_on": None,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Customers:
    """The list: `lonlat` is float64 (n, 2); `building` int32 (n,), equal for one full address, NONE alone."""

    ids: tuple[str, ...]
    kind: tuple[str, ...]
    osm_class: tuple[str, ...]
    lonlat: npt.NDArray[np.float64]
    building: npt.NDArray[np.int32]


def read_customers(path: Path) -> Customers:
    """Read the list; a building is a full address known to the map, not one guessed from the street."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    full = [row["address"] if row["address_source"] == "osm" else "" for row in rows]
    number = {name: place for place, name in enumerate(sorted(set(full) - {""}))}
    return Customers(
        ids=tuple(row["id"] for row in rows),
        kind=tuple(row["kind"] for row in rows),
        osm_class=tuple(row["osm_class"] for row in rows),
        lonlat=np.array([(float(row["lon"]), float(row["lat"])) for row in rows]),
        building=np.array([number.get(name, NONE) for name in full], dtype=np.int32),
    )


def vancouver(customers: Customers, seed: int) -> Problem:
    """Return the month: three regions from west to east, 25 technicians, 20 working days."""
    draw = np.random.default_rng([seed, 49_123])
    cuts = np.quantile(customers.lonlat[:, 0], [PEOPLE[0] / 25, (PEOPLE[0] + PEOPLE[1]) / 25])
    region = np.searchsorted(cuts, customers.lonlat[:, 0]).astype(np.int32)
    depots = [_depot(customers, region, number) for number in range(len(REGIONS))]
    people = tuple(_people(draw, len(customers.ids)))
    crew = [[i for i, one in enumerate(people) if one.region == number] for number in range(len(REGIONS))]
    rows = [row for place in range(len(customers.ids)) for row in _owed(draw, customers, place, crew[region[place]])]
    columns = {
        name: np.array([{**BLANK, **row}[name] for row in rows], dtype=TYPES.get(name, "int32"))
        for name in (*BLANK, "site", "not_before", "ideal_on", "due_by", "priority", "service_s")
    }
    return Problem(
        regions=REGIONS,
        certificates=KINDS,
        sites=Sites(
            ids=(*customers.ids, *(f"depot {name}" for name in REGIONS)),
            lonlat=np.concatenate([customers.lonlat, customers.lonlat[depots]]),
            region=np.concatenate([region, np.arange(len(REGIONS), dtype=np.int32)]),
            building=np.concatenate([customers.building, np.full(len(REGIONS), NONE, dtype=np.int32)]),
        ),
        technicians=people,
        obligations=Obligations(ids=tuple(f"v{number}" for number in range(len(rows))), **columns),
        horizon=Horizon(start=MONDAY, until=MONDAY + timedelta(weeks=WEEKS)),
    )


def _depot(customers: Customers, region: npt.NDArray[np.int32], number: int) -> int:
    """Return the customer nearest to the middle of a region: the depot is at its door."""
    mine = np.flatnonzero(region == number)
    middle = np.median(customers.lonlat[mine], axis=0)
    return int(mine[np.abs(customers.lonlat[mine] - middle).sum(axis=1).argmin()])


def _people(draw: np.random.Generator, sites: int) -> Iterator[Technician]:
    days = [MONDAY + timedelta(days=7 * week + day) for week in range(WEEKS) for day in range(5)]
    for number in range(sum(PEOPLE)):
        region = int(np.searchsorted(np.cumsum(PEOPLE), number, side="right"))
        held = ["gas", *(["commercial"] if number % 5 < 4 else []), *(["industrial"] if number % 3 == 0 else [])]
        ends = [MONDAY + timedelta(days=16) if kind == "commercial" and number % 8 == 3 else None for kind in held]
        early = 8 * H if draw.random() < 0.7 else 9 * H
        yield Technician(
            id=f"t{number}",
            name=f"Technician {number}",
            region=region,
            start_site=sites + region,
            end_site=sites + region,
            certificates=tuple(
                CertificateSpan(kind=kind, valid_from=date(2020, 1, 1), valid_until=end)
                for kind, end in zip(held, ends, strict=True)
            ),
            shifts=tuple(
                Shift(on=day, start_s=early, end_s=early + 9 * H, breaks=(LUNCH, TEA))
                for day in days
                if draw.random() > 0.03
            ),
        )


def _owed(draw: np.random.Generator, customers: Customers, place: int, crew: list[int]) -> Iterator[dict[str, Any]]:
    kind = customers.kind[place]
    if kind == "residential":
        yield from _household(draw, place)
    elif kind == "industrial":
        if draw.random() < 0.4:
            yield _legal(draw, place, 60, INDUSTRIAL | GAS, (8 * H, 16 * H))
    else:
        eats = customers.osm_class[place] in EATING
        hours = ((9 * H, 11 * H + 1_800), (14 * H, 17 * H))[int(draw.integers(2))] if eats else (9 * H, 17 * H)
        yield from _tour(draw, place, hours, crew)
        if draw.random() < (0.35 if eats else 0.08):
            yield _legal(draw, place, 35, COMMERCIAL | GAS, hours)


def _household(draw: np.random.Generator, place: int) -> Iterator[dict[str, Any]]:
    part = draw.choice(3, p=(0.3, 0.3, 0.4))
    hours = ((8 * H, 12 * H), (13 * H, 17 * H), (8 * H, 17 * H))[int(part)]
    if draw.random() < 0.5:
        yield _legal(draw, place, 30, GAS, hours)
    elif draw.random() < 0.08:
        day, begin = MONDAY + timedelta(days=_working(draw)), int(draw.integers(9, 15)) * H
        yield {
            "site": place, "skills": GAS, "not_before": day, "ideal_on": day, "due_by": day, "hard": True,
            "priority": Priority.PROMISE, "service_s": 40 * MINUTE,
            "window_start_s": begin, "window_end_s": begin + 2 * H,
        }  # fmt: skip


def _working(draw: np.random.Generator) -> int:
    return int(draw.integers(WEEKS)) * 7 + int(draw.integers(5))


def _legal(draw: np.random.Generator, place: int, minutes: int, skills: int, hours: tuple[int, int]) -> dict[str, Any]:
    """An inspection that may be made in the forty days before it is due; three of four fall due this month."""
    due = MONDAY + timedelta(days=int(draw.integers(4, 36)))
    return {
        "site": place, "skills": skills, "not_before": due - timedelta(days=40), "ideal_on": due - timedelta(days=14),
        "due_by": due, "hard": True, "priority": Priority.LAW, "service_s": minutes * MINUTE,
        "window_start_s": hours[0], "window_end_s": hours[1],
    }  # fmt: skip


def _tour(draw: np.random.Generator, place: int, hours: tuple[int, int], crew: list[int]) -> Iterator[dict[str, Any]]:
    tier = list(TIERS)[int(draw.choice(4, p=[one[0] for one in TIERS.values()]))]
    _, times, minutes, least, most = TIERS[tier]
    if tier is Priority.D and draw.random() > D_THIS_MONTH:
        return
    known = int(draw.choice(crew)) if tier in (Priority.A, Priority.B) else NONE
    barred = int(draw.choice(crew)) if tier is Priority.C and draw.random() < 0.2 else NONE
    span = 28 // times
    for turn in range(times):
        first = MONDAY + timedelta(days=turn * span)
        # Neighbouring windows of a series meet, so that spacing matters.
        reach = 2 if times > 1 else 0
        yield {
            "site": place, "not_before": first - timedelta(days=reach), "ideal_on": first + timedelta(days=span // 2),
            "due_by": first + timedelta(days=span - 1 + reach), "priority": tier, "service_s": minutes * MINUTE,
            "window_start_s": hours[0], "window_end_s": hours[1], "preferred": known, "excluded": barred,
            "series": place if times > 1 else NONE,
            "min_gap_days": least if turn else 0, "max_gap_days": most if turn else 0,
        }  # fmt: skip
