"""What customers are owed in a year: tour visits by tier, inspections by law; columns only."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from planner.problem import Priority

Ints = npt.NDArray[np.int32]
Days = npt.NDArray[np.int64]
GAS, COMMERCIAL, BOILER, VALVE = (1 << bit for bit in range(4))
KINDS = ("gas", "commercial", "boiler", "valve")

TIERS = (
    (Priority.A, 0.03, 26, 7 * 60),
    (Priority.B, 0.09, 12, 6 * 60),
    (Priority.C, 0.28, 4, 5 * 60),
    (Priority.D, 0.60, 2, 4 * 60),
)
"""Tier, share of customers, visits a year, seconds a visit (S4.2: every two weeks, monthly, quarterly, half-yearly)."""
HOUSEHOLDS = 0.93
HEATING = 0.03
"""Share of customers who heat with gas: inspected each year before the season begins."""
HOUSE_S, FIRM_S, HEATING_S = 10 * 60, 25 * 60, 18 * 60
SEASON = (213, 318)
"""Days of the year (1 August to 14 November) in which heating is inspected."""
EARLY = {"household": 180, "firm": 75}


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Obligations as columns (n,); days count from the start of the horizon, `site` from the first customer."""

    site: Ints
    skills: npt.NDArray[np.uint64]
    first: Ints
    ideal: Ints
    last: Ints
    hard: npt.NDArray[np.bool_]
    priority: npt.NDArray[np.int8]
    service_s: Ints
    series: Ints
    min_gap: Ints
    max_gap: Ints

    def __len__(self) -> int:
        return len(self.site)

    @staticmethod
    def joined(parts: "list[Rows]") -> "Rows":
        """Return all `parts`, one after another."""
        return Rows(**{f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Rows)})


def tours(customers: int, days: int, rng: np.random.Generator) -> list[Rows]:
    """Return the visits of every tier: one in the middle two thirds of each equal part of the year."""
    tier = rng.choice(len(TIERS), customers, p=[share for _, share, _, _ in TIERS])
    found = []
    for number, (priority, _, visits, service_s) in enumerate(TIERS):
        who = np.flatnonzero(tier == number).astype(np.int32)
        bounds = np.arange(visits + 1) * days // visits
        length = np.diff(bounds)
        first, last = bounds[:-1] + length // 6, bounds[1:] - 1 - length // 6
        apart = (np.concatenate([[0], first[1:] - last[:-1]]), np.concatenate([[0], last[1:] - first[:-1]]))
        found.append(
            _rows(
                site=np.repeat(who, visits),
                window=(np.tile(first, len(who)), np.tile(last, len(who))),
                skills=0,
                priority=priority,
                service_s=service_s,
                series=np.repeat(who, visits),
                gap=(np.tile(apart[0], len(who)), np.tile(apart[1], len(who))),
            )
        )
    return found


def inspections(customers: int, days: int, rng: np.random.Generator) -> list[Rows]:
    """Return the inspections due in the year, counted from random last ones: 2 years for households, 1 for others."""
    kind = rng.choice(3, customers, p=[HOUSEHOLDS - HEATING, 1 - HOUSEHOLDS, HEATING])
    homes, firms, heating = (np.flatnonzero(kind == number).astype(np.int32) for number in range(3))
    due = rng.integers(14, 730, len(homes))
    mine = due < days
    found = [law_rows(homes[mine], due[mine] - EARLY["household"], due[mine], GAS, HOUSE_S)]
    due = np.minimum(rng.integers(14, 379, len(firms)), days - 1)
    found.append(law_rows(firms, due - EARLY["firm"], due, GAS | COMMERCIAL, FIRM_S))
    found.append(
        law_rows(
            heating, np.full(len(heating), SEASON[0]), np.full(len(heating), min(SEASON[1], days - 1)), GAS, HEATING_S
        )
    )
    return found


def law_rows(site: Ints, first: Days, last: Days, skills: int, service_s: int) -> Rows:
    return _rows(site=site, window=(first, last), skills=skills, priority=Priority.LAW, service_s=service_s)


def _rows(  # noqa: PLR0913
    *,
    site: Ints,
    window: tuple[Days, Days],
    skills: int,
    priority: Priority,
    service_s: int,
    series: Ints | None = None,
    gap: tuple[Days, Days] | None = None,
) -> Rows:
    n, (first, last) = len(site), window
    none = np.zeros(n, np.int32)
    return Rows(
        site=site,
        skills=np.full(n, skills, np.uint64),
        first=first.astype(np.int32),
        ideal=((first + last) // 2).astype(np.int32),
        last=last.astype(np.int32),
        hard=np.full(n, priority is Priority.LAW),
        priority=np.full(n, priority, np.int8),
        service_s=np.full(n, service_s, np.int32),
        series=none - 1 if series is None else series,
        min_gap=none if gap is None else gap[0].astype(np.int32),
        max_gap=none if gap is None else gap[1].astype(np.int32),
    )
