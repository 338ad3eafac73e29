"""Wants of hours, and near misses, planted where the sum is known: certificates that only planted people hold."""

from dataclasses import replace

import numpy as np

from planner.problem import CertificateSpan, Horizon, Lending, Technician
from tests.benchmarks.generator.owed import BOILER, KINDS, VALVE, Rows, law_rows
from tests.benchmarks.generator.people import SINCE
from tests.benchmarks.generator.truth import Plant, PlantKind

VISIT_S = 30 * 60
WEEKS = 4
LENT_H = 6.0
HOLDERS = (1, 3, 6)
"""People of a region who hold nothing else, so that only what is planted asks for them."""


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
    order = rng.permutation(len(people)).tolist()
    regions, givers = order[: shortages + near_misses], order[shortages + near_misses :]
    plants: list[Plant] = []
    rows: list[Rows] = []
    lending: list[Lending] = []
    for number, region in enumerate(regions):
        kind = list(PlantKind)[number % 3]
        first = int(rng.integers(1, horizon.weeks - WEEKS - 1))
        lack = int(rng.integers(4, 40)) * 1800 if number < shortages else 0
        spot = _Spot(people, horizon, share, region, first, int(sites[region]))
        if kind is PlantKind.CROSSED and len(people[region]) > HOLDERS[2]:
            one, visits = spot.crossed(lack)
        elif kind is PlantKind.LENT and givers:
            one, visits, loan = spot.lent(lack, givers.pop())
            lending.append(loan)
        else:
            one, visits = spot.single(lack)
        plants.append(one)
        rows.append(visits)
    return plants, rows, tuple(lending)


class _Spot:
    """One region and four weeks; each plant asks for `lack_s` more than there is, or for some visits less."""

    def __init__(  # noqa: PLR0913
        self, people: list[list[Technician]], horizon: Horizon, share: float, region: int, first: int, site: int
    ) -> None:
        self.people, self.horizon, self.share = people, horizon, share
        self.region, self.first, self.site = region, first, site
        self.begin, self.until = horizon.monday(first), horizon.monday(first + WEEKS)

    def single(self, lack_s: int) -> tuple[Plant, Rows]:
        """One person holds the certificate."""
        return self._made(PlantKind.SINGLE, {BOILER: sum(self._hold(0, BOILER))}, lack_s)

    def crossed(self, lack_s: int) -> tuple[Plant, Rows]:
        """One holds the first certificate, one the second, one both, whose time goes half to each."""
        one, two, both = sum(self._hold(0, BOILER)), sum(self._hold(1, VALVE)), sum(self._hold(2, BOILER, VALVE))
        return self._made(PlantKind.CROSSED, {BOILER: one + both // 2, VALVE: two + both - both // 2}, lack_s)

    def lent(self, lack_s: int, giver: int) -> tuple[Plant, Rows, Lending]:
        """A neighbour has a holder with nothing else to use the certificate for, and lends some hours a week."""
        lent = sum(min(hours, int(LENT_H * 3600)) for hours in self._hold(0, BOILER, region=giver))
        one, rows = self._made(PlantKind.LENT, {BOILER: sum(self._hold(0, BOILER)) + lent}, lack_s)
        return one, rows, Lending(giver=giver, taker=self.region, hours_per_week=LENT_H)

    def _hold(self, number: int, *bits: int, region: int | None = None) -> list[int]:
        """Certify one person; return the seconds he or she is good for in each of the weeks."""
        home = self.people[self.region if region is None else region]
        number = min(HOLDERS[number], len(home) - 1)
        person = home[number]
        spans = [CertificateSpan(kind=_name(bit), valid_from=SINCE, valid_until=None) for bit in bits]
        home[number] = replace(person, certificates=(*person.certificates, *spans))
        worked = [0] * WEEKS
        for shift in person.shifts:
            if self.begin <= shift.on < self.until:
                worked[(shift.on - self.begin).days // 7] += int(shift.work_s * self.share)
        return worked

    def _made(self, kind: PlantKind, hours_s: dict[int, int], lack_s: int) -> tuple[Plant, Rows]:
        spare_s = 0 if lack_s else VISIT_S * len(hours_s) * (WEEKS + 1)
        extra = (lack_s - spare_s) // len(hours_s)
        one = Plant(
            kind=kind,
            region=self.region,
            certificates=tuple(map(_name, hours_s)),
            week_from=self.first,
            week_until=self.first + WEEKS,
            missing_s=lack_s,
            spare_s=spare_s,
        )
        return one, Rows.joined([self._visits(bit, hours + extra) for bit, hours in hours_s.items()])

    def _visits(self, bit: int, seconds: int) -> Rows:
        """Return visits of half an hour, the last one longer, that take `seconds` together."""
        count = max(1, seconds // VISIT_S)
        start = self.horizon.start
        first, last = (self.begin - start).days, (self.until - start).days - 1
        site = np.full(count, self.site, np.int32)
        made = law_rows(site, np.full(count, first), np.full(count, last), bit, VISIT_S)
        made.service_s[-1] += max(0, seconds - count * VISIT_S)
        return made


def _name(bit: int) -> str:
    return KINDS[bit.bit_length() - 1]
