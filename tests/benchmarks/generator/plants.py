"""Wants of hours, and near misses, planted where the sum is known: certificates that only planted people hold."""

from dataclasses import replace

import numpy as np

from planner.problem import CertificateSpan, Horizon, Lending, Technician
from tests.benchmarks.generator.owed import BOILER, KINDS, VALVE, Rows, _law
from tests.benchmarks.generator.people import SINCE
from tests.benchmarks.generator.truth import Plant, PlantKind

VISIT_S = 30 * 60
WEEKS = 4
LENT_H = 6.0


def plant(  # noqa: PLR0913
    people: list[list[Technician]],
    horizon: Horizon,
    share: float,
    sites: np.ndarray,
    *,
    shortages: int,
    near_misses: int,
    rng: np.random.Generator,
) -> tuple[list[Plant], list[Rows], tuple[Lending, ...]]:
    """Return what was planted, the visits for it and the lending; `people` are given their certificates in place.

    Parameters
    ----------
    people : of each region
    sites : int (regions,), the first customer of each region
    """
    regions = rng.permutation(len(people))[: shortages + near_misses]
    plants: list[Plant] = []
    rows: list[Rows] = []
    lending: list[Lending] = []
    for number, region in enumerate(regions.tolist()):
        kind = list(PlantKind)[number % 3]
        first = int(rng.integers(1, horizon.weeks - WEEKS - 1))
        lack = int(rng.integers(4, 40)) * 1800 if number < shortages else 0
        made = _Spot(people, horizon, share, region, first, int(sites[region]))
        one, visits, loan = made.plant(kind, lack)
        plants.append(one)
        rows.append(visits)
        lending += loan
    return plants, rows, tuple(lending)


class _Spot:
    """One region and four weeks."""

    def __init__(  # noqa: PLR0913
        self, people: list[list[Technician]], horizon: Horizon, share: float, region: int, first: int, site: int
    ) -> None:
        self.people, self.horizon, self.share = people, horizon, share
        self.region, self.first, self.site = region, first, site
        start = np.datetime64(horizon.start, "D")
        self.window = tuple(
            int((np.datetime64(horizon.monday(week), "D") - start).astype(int)) for week in (first, first + WEEKS)
        )

    def plant(self, kind: PlantKind, lack_s: int) -> tuple[Plant, Rows, list[Lending]]:
        """Ask for `lack_s` more than the holders have; for a near miss, for one visit less than they have."""
        if kind is PlantKind.CROSSED:
            parts = [(BOILER, self._hold(0, BOILER)), (VALVE, self._hold(1, VALVE))]
        else:
            parts = [(BOILER, self._hold(0, BOILER))]
        loan, lent_s = self._loan() if kind is PlantKind.LENT else ([], 0)
        spare_s = 0 if lack_s else VISIT_S * len(parts) * (WEEKS + 1)
        rows = [
            self._visits(bit, hours + lent_s + lack_s // len(parts) - spare_s // len(parts)) for bit, hours in parts
        ]
        return (
            Plant(
                kind=kind,
                region=self.region,
                certificates=tuple(KINDS[int(np.log2(bit))] for bit, _ in parts),
                week_from=self.first,
                week_until=self.first + WEEKS,
                missing_s=lack_s,
                spare_s=spare_s,
            ),
            Rows.joined(rows),
            loan,
        )

    def _hold(self, number: int, bit: int, region: int | None = None) -> int:
        """Certify one person; return the seconds it is good for in the four weeks."""
        home = self.people[self.region if region is None else region]
        number = min(number, len(home) - 1)
        span = CertificateSpan(kind=KINDS[int(np.log2(bit))], valid_from=SINCE, valid_until=None)
        home[number] = replace(home[number], certificates=(*home[number].certificates, span))
        a, b = (self.horizon.monday(week) for week in (self.first, self.first + WEEKS))
        return sum(int(shift.work_s * self.share) for shift in home[number].shifts if a <= shift.on < b)

    def _loan(self) -> tuple[list[Lending], int]:
        """A neighbour with a holder of the certificate, and nothing to use it for, lends some hours a week."""
        giver = (self.region + 1) % len(self.people)
        self._hold(0, BOILER, giver)
        a, b = (self.horizon.monday(week) for week in (self.first, self.first + WEEKS))
        worked = [0] * WEEKS
        for shift in self.people[giver][0].shifts:
            if a <= shift.on < b:
                worked[(shift.on - a).days // 7] += int(shift.work_s * self.share)
        lent = sum(min(hours, int(LENT_H * 3600)) for hours in worked)
        return [Lending(giver=giver, taker=self.region, hours_per_week=LENT_H)], lent

    def _visits(self, bit: int, seconds: int) -> Rows:
        count = max(1, seconds // VISIT_S)
        first, until = self.window
        made = _law(np.full(count, self.site, np.int32), np.full(count, first), np.full(count, until - 1), bit, VISIT_S)
        made.service_s[-1] += seconds - count * VISIT_S
        return made
