"""A company of any size, built in columns from a seed."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from planner.problem import Horizon, Lending, Obligations, Policy, Problem, Sites, Technician
from tests.benchmarks.generator.numbered import Numbered
from tests.benchmarks.generator.owed import KINDS, Rows, inspections, tours
from tests.benchmarks.generator.people import Crew, crew_of
from tests.benchmarks.generator.places import Places, places
from tests.benchmarks.generator.plants import plant
from tests.benchmarks.generator.truth import Plant

YEAR = Horizon(start=date(2026, 1, 1), until=date(2027, 1, 1))
A_REGION = 20_000
ENTRY_S = 120
"""Seconds to enter a building or a house."""
ENTRIES = 0.45
"""Share of visits taken to pay for an entry of their own when people are counted."""


@dataclass(frozen=True, kw_only=True)
class Company:
    """A problem and what was planted in it."""

    problem: Problem
    plants: tuple[Plant, ...]


def company(  # noqa: PLR0913
    customers: int,
    seed: int,
    *,
    load: float = 0.87,
    shortages: int = 0,
    near_misses: int = 0,
    expiring: float = 0.1,
    law_only: bool = False,
    policy: Policy | None = None,
) -> Company:
    """Return a company of `customers` customers and the people to serve them for a year.

    Parameters
    ----------
    load : share of the hours there are that visits ask for
    shortages, near_misses : planted, each in a region of its own (at most as many as there are regions)
    expiring : share of people whose gas certificate ends in the second half of the year
    law_only : leave the tour visits out (people are counted for them all the same)
    """
    rng = np.random.default_rng([seed, customers])
    regions = max(1, round(customers / A_REGION))
    chosen = policy or Policy(reserve_share=0.1, travel_share=0.2)
    where = places(customers, regions, rng)
    tour, law = tours(customers, YEAR.days, rng), inspections(customers, YEAR.days, rng)
    asked = np.zeros(regions)
    for part in (*tour, *law):
        np.add.at(asked, where.region[regions + part.site], part.service_s + ENTRIES * ENTRY_S)
    crew = Crew(load=load, expiring=expiring, policy=chosen)
    people = [crew_of(region, float(asked[region]), YEAR, crew, rng) for region in range(regions)]
    share = 1.0 - chosen.reserve_share - chosen.travel_share
    first_site = np.searchsorted(where.region[regions:], np.arange(regions))
    plants, extra, lending = plant(
        people, YEAR, share, first_site, shortages=shortages, near_misses=near_misses, rng=rng
    )
    rows = Rows.joined([*([] if law_only else tour), *law])
    del tour, law
    problem = _problem(where, rows, extra, people, lending, chosen)
    return Company(problem=problem, plants=tuple(plants))


def _problem(  # noqa: PLR0913
    where: Places,
    rows: Rows,
    extra: list[Rows],
    people: list[list[Technician]],
    lending: tuple[Lending, ...],
    policy: Policy,
) -> Problem:
    entry = np.full(len(rows), ENTRY_S, np.int32)
    if extra:
        entry = np.concatenate([entry, np.zeros(sum(map(len, extra)), np.int32)])
        rows = Rows.joined([rows, *extra])
    return Problem(
        regions=tuple(f"region-{number}" for number in range(len(people))),
        certificates=KINDS,
        sites=sites_of(where),
        technicians=tuple(person for home in people for person in home),
        obligations=obligations_of(rows, entry, len(people), YEAR),
        horizon=YEAR,
        policy=Policy(
            reserve_share=policy.reserve_share,
            travel_share=policy.travel_share,
            overtime_s=policy.overtime_s,
            overtime_price=policy.overtime_price,
            familiarity_s=policy.familiarity_s,
            lending=(*policy.lending, *lending),
        ),
    )


def sites_of(where: Places) -> Sites:
    """Return the places as sites."""
    return Sites(
        ids=Numbered(len(where.region)),
        lonlat=where.lonlat,
        region=where.region,
        building=where.building,
    )


def obligations_of(rows: Rows, entry_s: np.ndarray, bases: int, horizon: Horizon) -> Obligations:
    """Return the rows as obligations; columns that say the same of all are views of one number."""
    n, start = len(rows), np.datetime64(horizon.start, "D")

    def same(value: object, kind: str) -> np.ndarray:
        return np.broadcast_to(np.array(value, kind), (n,))

    return Obligations(
        ids=Numbered(n),
        site=rows.site + np.int32(bases),
        skills=rows.skills,
        not_before=start + rows.first,
        ideal_on=start + rows.ideal,
        due_by=start + rows.last,
        hard=rows.hard,
        priority=rows.priority,
        service_s=rows.service_s,
        setup_s=entry_s,
        window_start_s=same(28_800, "i4"),
        window_end_s=same(61_200, "i4"),
        series=rows.series,
        min_gap_days=rows.min_gap,
        max_gap_days=rows.max_gap,
        preferred=same(-1, "i4"),
        excluded=same(-1, "i4"),
        pinned=same(-1, "i4"),
        pinned_on=same("NaT", "M8[D]"),
    )
